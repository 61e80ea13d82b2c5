"""Checks of units: their life, their place on the tree of every day, their codes and names."""

from datetime import date
from typing import Any, Final

from django.db.models import (
    CharField,
    Count,
    DateField,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce, Replace
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from neuguong.home.queries.faults.check import DataCheck, Kind, Severity
from neuguong.org.models import Unit, UnitLink, UnitState, UnitType
from neuguong.org.rules import CELL_RANK, Family
from neuguong.people.models import Post

FOR_EVER: Final = date(9999, 12, 31)


def until(field: str = "valid_to") -> Coalesce:
    """The last day of a span, or a day that never comes."""
    return Coalesce(field, Value(FOR_EVER, DateField()))


def _parent(field: str = "parent_id") -> Coalesce:
    return Coalesce(field, Value(0, IntegerField()))


def _open() -> QuerySet[Unit]:
    return Unit.objects.filter(closed_on=None)


def _orphans() -> QuerySet[Unit]:
    lowly = Q(type__rank__gte=CELL_RANK) | ~Q(type__family=Family.PARTY)
    return Unit.objects.filter(lowly, parent=None)


def _under_closed() -> QuerySet[Unit]:
    return _open().filter(parent__closed_on__isnull=False)


def _closed_before_opened() -> QuerySet[Unit]:
    return Unit.objects.filter(closed_on__lt=F("opened_on"))


def _overlapping(model: type[UnitState] | type[UnitLink]) -> QuerySet[Any]:
    rows: QuerySet[Any] = model._default_manager.annotate(last=until())
    others = model._default_manager.annotate(end=until()).filter(
        unit=OuterRef("unit"), pk__gt=OuterRef("pk"), valid_from__lt=OuterRef("last"),
        end__gt=OuterRef("valid_from"),
    )  # fmt: skip
    return rows.filter(Exists(others))


def _without_state() -> QuerySet[Unit]:
    return _open().filter(~Exists(UnitState.objects.filter(unit=OuterRef("pk"), valid_to=None)))


def _state_after_end() -> QuerySet[UnitState]:
    ends = Q(valid_to=None) | Q(valid_to__gt=F("unit__closed_on"))
    return UnitState.objects.filter(ends, unit__closed_on__isnull=False)


def _links_that_differ() -> QuerySet[UnitState]:
    links = UnitLink.objects.annotate(end=until(), above=_parent()).filter(
        ~Q(above=OuterRef("above")), unit=OuterRef("unit"), valid_from__lt=OuterRef("last"),
        end__gt=OuterRef("valid_from"),
    )  # fmt: skip
    return UnitState.objects.annotate(last=until(), above=_parent()).filter(Exists(links))


def _stands_elsewhere() -> QuerySet[UnitLink]:
    rows = UnitLink.objects.annotate(above=_parent(), today=_parent("unit__parent_id"))
    return rows.filter(~Q(above=F("today")), valid_to=None)


def _same_name() -> QuerySet[Unit]:
    twins = _open().filter(parent=OuterRef("parent"), sort=OuterRef("sort"))
    return _open().filter(Exists(twins.exclude(pk=OuterRef("pk"))))


def _without_secretary() -> QuerySet[Unit]:
    led = Post.objects.filter(unit=OuterRef("pk"), valid_to=None).filter(
        Q(title__startswith="Bí thư") | Q(title__startswith="bí thư")
    )
    return _open().filter(~Exists(led), type__is_cell=True)


def _digits() -> Replace:
    return Replace("code", Value("."), Value(""))


def _foreign_codes() -> QuerySet[UnitState]:
    above = UnitState.objects.filter(unit=OuterRef("parent"), valid_to=None).exclude(code="")
    # Groups of noughts at the end of a code say nothing (domain 3.4).
    begins = Func(_digits(), Value("0"), function="rtrim", output_field=CharField())
    above = above.annotate(begins=begins)
    rows = UnitState.objects.filter(valid_to=None).exclude(code="")
    rows = rows.annotate(digits=_digits(), above=Subquery(above.values("begins")[:1]))
    return rows.filter(above__isnull=False).exclude(digits__startswith=F("above"))


def _codes_twice() -> QuerySet[UnitState]:
    rows = UnitState.objects.filter(valid_to=None).exclude(code="")
    # Grouped once: codes have no index, and a search for each would grow with the square.
    twice = rows.order_by().values("code").annotate(number=Count("pk")).filter(number__gt=1)
    return rows.filter(code__in=twice.values("code"))


def _ended_types() -> QuerySet[Unit]:
    return _open().filter(type__valid_to__lte=timezone.localdate())


def _misplaced() -> QuerySet[Unit]:
    allowed = UnitType.parents.through.objects.filter(
        from_unittype=OuterRef("type"), to_unittype=OuterRef("parent__type")
    )
    return _open().filter(~Exists(allowed), parent__isnull=False)


UNIT_CHECKS: Final = (
    DataCheck(
        "unit_orphan", _("Đơn vị không đứng dưới đơn vị nào"),
        _("Chuyển đơn vị về đúng cấp trên bằng một lần sắp xếp tổ chức."),
        Severity.ERROR, Kind.UNIT, _orphans, "self", "slug",
    ),
    DataCheck(
        "unit_under_closed", _("Đơn vị còn hoạt động dưới một đơn vị đã kết thúc"),
        _("Chuyển đơn vị về đơn vị kế thừa, hoặc cho kết thúc cùng ngày."),
        Severity.ERROR, Kind.UNIT, _under_closed, "self", "slug",
    ),
    DataCheck(
        "unit_closed_before_opened", _("Đơn vị kết thúc trước ngày lập"),
        _("Hoàn tác lần sắp xếp đã ghi ngày kết thúc, rồi ghi lại đúng ngày."),
        Severity.ERROR, Kind.UNIT, _closed_before_opened, "self", "slug",
    ),
    DataCheck(
        "state_overlap", _("Đơn vị có hai tên hoặc hai loại trong cùng một ngày"),
        _("Báo người viết chương trình: cơ sở dữ liệu đã bị sửa ngoài trang này."),
        Severity.ERROR, Kind.UNIT, lambda: _overlapping(UnitState), target="unit__slug",
    ),
    DataCheck(
        "link_overlap", _("Đơn vị đứng ở hai nơi trong cùng một ngày"),
        _("Báo người viết chương trình: cơ sở dữ liệu đã bị sửa ngoài trang này."),
        Severity.ERROR, Kind.UNIT, lambda: _overlapping(UnitLink), target="unit__slug",
    ),
    DataCheck(
        "unit_without_state", _("Đơn vị đang hoạt động mà không có tên, loại hôm nay"),
        _("Hoàn tác lần sắp xếp gần nhất của đơn vị, hoặc khôi phục bản sao lưu."),
        Severity.ERROR, Kind.UNIT, _without_state, "self", "slug",
    ),
    DataCheck(
        "state_after_end", _("Đơn vị đã kết thúc mà tên, loại còn hiệu lực"),
        _("Hoàn tác lần sắp xếp gần nhất của đơn vị, hoặc khôi phục bản sao lưu."),
        Severity.ERROR, Kind.UNIT, _state_after_end, target="unit__slug",
    ),
    DataCheck(
        "link_not_state", _("Vị trí trên cây không khớp cấp trên đã ghi cùng ngày"),
        _("Hoàn tác lần sắp xếp gần nhất của đơn vị, hoặc khôi phục bản sao lưu."),
        Severity.ERROR, Kind.UNIT, _links_that_differ, target="unit__slug",
    ),
    DataCheck(
        "link_not_parent", _("Vị trí trên cây hôm nay không khớp lịch sử"),
        _("Hoàn tác lần sắp xếp gần nhất của đơn vị, hoặc khôi phục bản sao lưu."),
        Severity.ERROR, Kind.UNIT, _stands_elsewhere, target="unit__slug",
    ),
    DataCheck(
        "unit_same_name", _("Hai đơn vị trùng tên dưới cùng một cấp trên"),
        _("Nếu là một thì hợp nhất; nếu là hai thì đổi tên cho khác nhau."),
        Severity.WARNING, Kind.UNIT, _same_name, "self", "slug",
    ),
    DataCheck(
        "cell_without_secretary", _("Chi bộ chưa ghi bí thư"),
        _("Ghi chức vụ bí thư cho một đảng viên của chi bộ, hoặc nhập danh sách người có cột chức vụ."),
        Severity.WARNING, Kind.UNIT, _without_secretary, "self", "slug",
    ),
    DataCheck(
        "code_not_of_parent", _("Mã tổ chức không bắt đầu bằng mã của cấp trên"),
        _("Ghi lại mã của đơn vị hoặc của cấp trên theo quyết định."),
        Severity.WARNING, Kind.UNIT, _foreign_codes, target="unit__slug", words="code",
    ),
    DataCheck(
        "code_twice", _("Hai đơn vị cùng một mã tổ chức"),
        _("Ghi lại mã của đơn vị sai theo quyết định."),
        Severity.WARNING, Kind.UNIT, _codes_twice, target="unit__slug", words="code",
    ),
    DataCheck(
        "type_ended", _("Đơn vị còn hoạt động thuộc loại đã hết hiệu lực"),
        _("Lập lần sắp xếp tổ chức: kết thúc, hợp nhất hoặc đổi loại đơn vị."),
        Severity.WARNING, Kind.UNIT, _ended_types, "self", "slug",
    ),
    DataCheck(
        "unit_misplaced", _("Loại đơn vị không đứng được dưới loại của cấp trên"),
        _("Đổi loại hoặc chuyển đơn vị về đúng cấp trên."),
        Severity.WARNING, Kind.UNIT, _misplaced, "self", "slug",
    ),
)  # fmt: skip
