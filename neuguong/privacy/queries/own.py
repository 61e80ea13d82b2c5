"""Everything the site holds about one person, for that person: the data of a copy, section by section."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.timezone import localtime

from neuguong.audit.models import AuditEntry
from neuguong.deeds.models import Contribution, Deed, Evidence, Quantity, Registration, Result
from neuguong.evaluations.models import Rating, Review
from neuguong.honours.models import Award, Entry, Nominee
from neuguong.lib.dates import format_day
from neuguong.lib.sealed import EncryptedText
from neuguong.lib.words import gettext as _
from neuguong.people.models import Account, Grant, Membership, Person, Post
from neuguong.privacy.models import Consent, DataRequest, Told

_MOST_READS = 1000
_UNTOLD = {
    "id",
    "uid",
    "search",
    "sort",
    "password",
    "amount_scaled",
    "counted",
    "month",
    "standing",
}


@dataclass(frozen=True, slots=True)
class Section:
    """One kind of record: its heading and its rows, each a list of (words, value)."""

    key: str
    heading: str
    rows: list[list[tuple[str, str]]]


def everything_about(person: Person) -> list[Section]:
    """All of it, in words; values are as on pages."""
    mine = Registration.objects.filter(person=person).order_by("year")
    deeds = Deed.objects.filter(registration__in=mine).order_by("year", "number")
    accounts = Account.objects.filter(person=person)
    parts: list[tuple[str, str, Sequence[models.Model] | models.QuerySet[Any]]] = [
        ("person", _("Về tôi"), [person]),
        ("memberships", _("Nơi sinh hoạt"), Membership.objects.filter(person=person)),
        ("posts", _("Chức vụ"), Post.objects.filter(person=person)),
        ("accounts", _("Tài khoản"), accounts),
        ("grants", _("Quyền được giao"), Grant.objects.filter(account__in=accounts)),
        ("registrations", _("Bản đăng ký"), mine),
        ("deeds", _("Việc làm theo"), deeds),
        ("results", _("Kết quả"), Result.objects.filter(deed__in=deeds)),
        ("quantities", _("Số lượng"), Quantity.objects.filter(result__deed__in=deeds)),
        ("contributions", _("Đóng góp"), Contribution.objects.filter(registration__in=mine)),
        ("evidence", _("Ảnh, bản quét"), Evidence.objects.filter(registration__in=mine)),
        ("reviews", _("Bản kiểm điểm"), Review.objects.filter(person=person)),
        ("ratings", _("Xếp loại"), Rating.objects.filter(person=person)),
        ("entries", _("Ghi danh"), Entry.objects.filter(person=person)),
        ("nominees", _("Được đề nghị khen"), Nominee.objects.filter(person=person)),
        ("awards", _("Khen thưởng"), Award.objects.filter(person=person)),
        ("told", _("Đã được thông báo"), Told.objects.filter(person=person)),
        ("consents", _("Lời đồng ý"), Consent.objects.filter(person=person)),
        ("requests", _("Yêu cầu về dữ liệu"), DataRequest.objects.filter(person=person)),
    ]
    found = [Section(key, heading, [_row(row) for row in rows]) for key, heading, rows in parts]
    return [*found, Section("reads", _("Ai đã xem"), list(_reads(person)))]


def pictures_of(person: Person) -> list[Evidence]:
    """The photos and scans of a person's registrations that were not taken away."""
    rows = Evidence.objects.filter(registration__person=person, removed_at=None)
    return list(rows.select_related("file").order_by("pk"))


def _row(row: models.Model) -> list[tuple[str, str]]:
    found = []
    for field in row._meta.concrete_fields:
        if field.name in _UNTOLD or field.name.endswith("_id"):
            continue
        value = _words(row, field)
        if value:
            found.append((str(field.verbose_name), value))
    return found


def _words(row: models.Model, field: models.Field[Any, Any]) -> str:
    """A value as a person reads it; sealed texts are the person's own to read here."""
    if isinstance(field, models.ForeignKey):
        target = getattr(row, field.name)
        return str(target) if target is not None else ""
    value = getattr(row, field.attname)
    if value in (None, "") or (isinstance(field, EncryptedText) and not value):
        return ""
    if field.choices:
        shown: object = getattr(row, f"get_{field.name}_display")()
        return str(shown)
    return _plain(value)


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, datetime):
        return localtime(value).strftime("%H:%M %d/%m/%Y")
    if isinstance(value, date):
        return format_day(value)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return str(value)


def _reads(person: Person) -> Iterator[list[tuple[str, str]]]:
    """Who opened the record, and what was done to it, newest first."""
    rows = AuditEntry.objects.filter(
        Q(person_id=person.pk) | Q(subject_type="people.person", subject_id=person.pk)
    )
    for entry in rows.order_by("-pk")[:_MOST_READS]:
        yield [
            (_("lúc"), localtime(entry.at).strftime("%H:%M %d/%m/%Y")),
            (_("ai"), entry.by_name),
            (_("việc"), f"{entry.act} {entry.part}".strip()),
            *([(_("lý do"), entry.reason)] if entry.reason else []),
        ]
