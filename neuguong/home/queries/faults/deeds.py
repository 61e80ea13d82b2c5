"""Checks of the year and its work: registrations, deeds, contributions, shared works."""

from typing import Final

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import ExtractYear, Length, Substr
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from neuguong.deeds.models import Contribution, Deed, DeedCategory, Registration, Work
from neuguong.deeds.rules import DeedState, RegistrationState, Standing
from neuguong.home.queries.faults.check import DataCheck, Kind, Severity
from neuguong.org.models import Unit
from neuguong.programme.models import ProgrammeYear

_UNFINISHED: Final = (
    RegistrationState.SUBMITTED, RegistrationState.AMENDED, RegistrationState.RETURNED,
)  # fmt: skip


def _years_above(path: str) -> QuerySet[ProgrammeYear]:
    """The years set at a unit or above it."""
    begins = Substr(OuterRef(path), 1, Length("unit__path"))
    return ProgrammeYear.objects.annotate(begins=begins).filter(begins=F("unit__path"))


def _without_year() -> QuerySet[Unit]:
    years = _years_above("path").filter(year=timezone.localdate().year)
    return Unit.objects.filter(~Exists(years), closed_on=None, rolled=True)


def _unconfirmed() -> QuerySet[Registration]:
    closed = _years_above("unit__path").filter(year=OuterRef("year"), closed_on__isnull=False)
    return Registration.objects.filter(Exists(closed), state__in=_UNFINISHED)


def _after_end() -> QuerySet[Registration]:
    return Registration.objects.annotate(ended=ExtractYear("unit__closed_on")).filter(
        unit__closed_on__isnull=False, year__gt=F("ended")
    )


def _empty() -> QuerySet[Registration]:
    deeds = Deed.objects.filter(registration=OuterRef("pk"))
    return Registration.objects.filter(~Exists(deeds), state=RegistrationState.CONFIRMED)


def _without_category() -> QuerySet[Deed]:
    known = DeedCategory.objects.filter(pk=OuterRef("category_id"))
    known = known.annotate(ended=ExtractYear("valid_to"))
    return Deed.objects.filter(
        ~Exists(known.filter(Q(valid_to=None) | Q(ended__gte=OuterRef("year"))))
    )


def _without_replacement() -> QuerySet[Deed]:
    return Deed.objects.filter(state=DeedState.REPLACED, replaced_by=None)


def _without_hands() -> QuerySet[Work]:
    deeds = Deed.objects.filter(work=OuterRef("pk"))
    gifts = Contribution.objects.filter(work=OuterRef("pk"))
    return Work.objects.filter(~Exists(deeds), ~Exists(gifts))


def _without_giver() -> QuerySet[Contribution]:
    gone = Registration.objects.filter(pk=OuterRef("registration_id"))
    gone = gone.exclude(standing=Standing.NONE)
    return Contribution.objects.filter(~Exists(gone), accepted_on__isnull=False)


DEED_CHECKS: Final = (
    DataCheck(
        "unit_without_year", _("Đơn vị chưa có năm chương trình của năm nay"),
        _("Đặt năm chương trình ở đơn vị hoặc ở cấp trên."),
        Severity.NOTE, Kind.UNIT, _without_year, "self", "slug",
    ),
    DataCheck(
        "registration_unconfirmed", _("Bản đăng ký của năm đã chốt chưa được xác nhận"),
        _("Mở lại năm, xác nhận hoặc trả lại bản đăng ký kèm lý do, rồi chốt lại."),
        Severity.WARNING, Kind.REGISTRATION, _unconfirmed,
    ),
    DataCheck(
        "registration_after_end", _("Bản đăng ký ở đơn vị đã kết thúc từ năm trước"),
        _("Rút bản đăng ký và ghi lại ở đơn vị kế thừa."),
        Severity.ERROR, Kind.REGISTRATION, _after_end,
    ),
    DataCheck(
        "registration_empty", _("Bản đăng ký đã xác nhận mà không có việc nào"),
        _("Ghi thêm việc, hoặc rút bản đăng ký."),
        Severity.WARNING, Kind.REGISTRATION, _empty,
    ),
    DataCheck(
        "deed_without_category", _("Việc không thuộc nhóm nào, hoặc thuộc nhóm đã thôi dùng"),
        _("Sửa việc và chọn lại nhóm."),
        Severity.ERROR, Kind.DEED, _without_category,
    ),
    DataCheck(
        "deed_without_replacement", _("Việc đã thay mà không ghi thay bằng việc nào"),
        _("Ghi việc thay thế, hoặc mở lại việc cũ."),
        Severity.NOTE, Kind.DEED, _without_replacement,
    ),
    DataCheck(
        "work_without_hands", _("Công trình chung không có ai góp"),
        _("Gắn việc hoặc đóng góp vào công trình."),
        Severity.WARNING, Kind.WORK, _without_hands,
    ),
    DataCheck(
        "gift_without_giver", _("Đóng góp đã nhận mà không còn người góp"),
        _("Xem lại bản đăng ký đã rút hoặc đã trả lại của bên góp."),
        Severity.ERROR, Kind.REGISTRATION, _without_giver, target="registration_id",
    ),
)  # fmt: skip
