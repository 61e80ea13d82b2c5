"""Checks of people: where they belong, what they hold, who may sign in and act."""

from typing import Final

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from neuguong.home.queries.faults.check import DataCheck, Kind, Severity
from neuguong.home.queries.faults.units import until
from neuguong.people.models import Account, Grant, Membership, Person, Post
from neuguong.people.roles import ROLES
from neuguong.people.rules import PARTY_MEMBERS

_AFTER_END: Final = Q(valid_to=None) | Q(valid_to__gt=F("unit__closed_on"))


def _without_cell() -> QuerySet[Person]:
    return Person.objects.filter(~Exists(Membership.objects.filter(person=OuterRef("pk"))))


def _members_after_end() -> QuerySet[Membership]:
    return Membership.objects.filter(_AFTER_END, unit__closed_on__isnull=False)


def _members_before() -> QuerySet[Membership]:
    return Membership.objects.filter(valid_from__lt=F("unit__opened_on"))


def _in_two_cells() -> QuerySet[Membership]:
    party = Q(category__in=sorted(PARTY_MEMBERS))
    rows = Membership.objects.annotate(last=until()).filter(party)
    others = Membership.objects.annotate(end=until()).filter(
        party, person=OuterRef("person"), pk__gt=OuterRef("pk"),
        valid_from__lt=OuterRef("last"), end__gt=OuterRef("valid_from"),
    )  # fmt: skip
    return rows.filter(Exists(others))


def _alike() -> QuerySet[Membership]:
    rows = Membership.objects.filter(valid_to=None)
    others = rows.filter(
        unit=OuterRef("unit"), person__search=OuterRef("person__search"),
        person__birth_year=OuterRef("person__birth_year"),
    )  # fmt: skip
    others = others.exclude(person=OuterRef("person"))
    return rows.filter(Exists(others), person__birth_year__isnull=False)


def _posts_after_end() -> QuerySet[Post]:
    return Post.objects.filter(_AFTER_END, unit__closed_on__isnull=False)


def _grants_on_closed() -> QuerySet[Grant]:
    return Grant.objects.filter(valid_to=None, unit__closed_on__isnull=False)


def _held(account: str = "pk") -> QuerySet[Grant]:
    today = timezone.localdate()
    rows = Grant.objects.filter(account=OuterRef(account), valid_from__lte=today)
    return rows.filter(Q(valid_to=None) | Q(valid_to__gt=today))


def _expired() -> QuerySet[Grant]:
    rows = Grant.objects.filter(account__is_active=True, valid_to__lte=timezone.localdate())
    return rows.filter(~Exists(_held("account")))


def _without_grants() -> QuerySet[Account]:
    every = Grant.objects.filter(account=OuterRef("pk"))
    return Account.objects.filter(~Exists(every), is_active=True, person=None)


def _unknown_roles() -> QuerySet[Grant]:
    return Grant.objects.exclude(role__in=list(ROLES))


PEOPLE_CHECKS: Final = (
    DataCheck(
        "person_without_unit", _("Người chưa sinh hoạt ở đơn vị nào"),
        _("Thêm người vào chi bộ của họ, hoặc hoàn tác lần nhập đã đưa họ vào."),
        Severity.WARNING, Kind.PERSON, _without_cell, unit="",
    ),
    DataCheck(
        "member_after_end", _("Người còn sinh hoạt ở đơn vị đã kết thúc"),
        _("Chuyển sinh hoạt về đơn vị kế thừa từ ngày đơn vị kết thúc."),
        Severity.ERROR, Kind.PERSON, _members_after_end, target="person_id",
    ),
    DataCheck(
        "member_before", _("Người sinh hoạt ở đơn vị từ trước ngày lập đơn vị"),
        _("Xem lại ngày vào chi bộ, hoặc ngày lập đơn vị."),
        Severity.NOTE, Kind.PERSON, _members_before, target="person_id",
    ),
    DataCheck(
        "member_in_two_cells", _("Đảng viên sinh hoạt ở hai chi bộ trong cùng một ngày"),
        _("Ghi ngày thôi sinh hoạt ở chi bộ cũ."),
        Severity.ERROR, Kind.PERSON, _in_two_cells, target="person_id",
    ),
    DataCheck(
        "people_alike", _("Hai người cùng tên, cùng năm sinh trong một đơn vị"),
        _("Nếu là một thì gộp lại; nếu là hai thì ghi thêm tên gọi khác."),
        Severity.NOTE, Kind.PERSON, _alike, target="person_id",
    ),
    DataCheck(
        "post_after_end", _("Chức vụ còn hiệu lực ở đơn vị đã kết thúc"),
        _("Ghi ngày thôi chức vụ là ngày đơn vị kết thúc."),
        Severity.WARNING, Kind.PERSON, _posts_after_end, target="person_id",
    ),
    DataCheck(
        "grant_on_closed", _("Quyền được giao trên đơn vị đã kết thúc"),
        _("Giao quyền ở đơn vị kế thừa nếu người đó còn phụ trách, rồi thôi quyền cũ."),
        Severity.WARNING, Kind.ACCOUNT, _grants_on_closed, words="account__username",
    ),
    DataCheck(
        "grant_expired", _("Tài khoản chỉ còn quyền đã hết hạn"),
        _("Giao quyền mới, hoặc khóa tài khoản."),
        Severity.NOTE, Kind.ACCOUNT, _expired, words="account__username",
    ),
    DataCheck(
        "grant_unknown", _("Quyền được giao mang tên vai trò không có"),
        _("Giao lại bằng một vai trò có trong danh sách."),
        Severity.ERROR, Kind.ACCOUNT, _unknown_roles, words="account__username",
    ),
    DataCheck(
        "account_without_grant", _("Tài khoản không được giao quyền nào"),
        _("Giao quyền, gắn với một người, hoặc khóa tài khoản."),
        Severity.WARNING, Kind.ACCOUNT, _without_grants, unit="", words="username",
    ),
)  # fmt: skip
