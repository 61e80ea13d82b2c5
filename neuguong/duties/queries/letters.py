"""The words of reminders by e-mail: to the unit before its day, to the one above after it."""

from collections.abc import Sequence
from dataclasses import dataclass

from neuguong.duties.models import Duty, DutyContact
from neuguong.lib.dates import format_day
from neuguong.lib.words import gettext as _


@dataclass(frozen=True, slots=True)
class Letter:
    """One e-mail: to whom, about what, in which words; no name of a member stands in it."""

    to: str
    subject: str
    body: str


def letters_for(kind: str, ids: Sequence[int]) -> list[Letter]:
    """One letter for each contact: "remind" to those who owe, "escalate" to those who set the deadline."""
    rows = Duty.objects.filter(pk__in=list(ids)).select_related("rule__unit", "unit")
    by_unit: dict[int, list[Duty]] = {}
    for duty in rows.order_by("due_on", "id"):
        at = duty.unit_id if kind == "remind" else duty.rule.unit_id
        by_unit.setdefault(at, []).append(duty)
    contacts = DutyContact.objects.filter(unit__in=list(by_unit)).exclude(email="")
    subject = _("Sắp đến hạn") if kind == "remind" else _("Đơn vị quá hạn cần đôn đốc")
    return [
        Letter(contact.email, subject, "\n".join(_line(duty) for duty in by_unit[contact.unit_id]))
        for contact in contacts.select_related("unit").order_by("pk")
    ]


def _line(duty: Duty) -> str:
    return _("- %(unit)s: %(title)s, hạn %(day)s") % {
        "unit": duty.unit.name, "title": duty.rule.title, "day": format_day(duty.due_on),
    }  # fmt: skip
