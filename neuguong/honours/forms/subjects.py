"""Choosing who is honoured: a member, a unit, or somebody who stands in no list."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from neuguong.honours.actions.guard import SubjectEntry
from neuguong.honours.rules.subjects import SUBJECT_LABELS, SubjectKind
from neuguong.org.models import Unit
from neuguong.people.models import Membership

SHORT: Final = {"rows": 2}
_OTHER: Final = "khac"


def who_choices(members: Sequence[Membership], units: Sequence[Unit]) -> list[tuple[Any, Any]]:
    """Members by given name, then units, then "somebody else"; two of one name with their birth year."""
    names = [row.person.full_name for row in members]
    people = [
        (f"p{row.person_id}", _told_apart(row, names.count(row.person.full_name) > 1))
        for row in members
    ]
    return [
        ("", _("chọn trong danh sách")),
        (_("Cá nhân"), people),
        (_("Tập thể"), [(f"u{unit.pk}", unit.name) for unit in units]),
        (_OTHER, _("người, hộ, tập thể khác (ghi tên ở dưới)")),
    ]


def _told_apart(row: Membership, is_shared: bool) -> str:
    year = row.person.birth_year
    return f"{row.person.full_name} ({year})" if is_shared and year else row.person.full_name


def kind_choices() -> list[tuple[int, Any]]:
    """Kinds of subjects for a name that is typed."""
    return [(int(kind), label) for kind, label in SUBJECT_LABELS.items()]


def subject_of(cleaned: dict[str, Any]) -> SubjectEntry:
    """Who was chosen or typed."""
    who, post = str(cleaned.get("who", "")), str(cleaned.get("post", ""))
    if who.startswith("p"):
        return SubjectEntry(SubjectKind.INDIVIDUAL, person_id=int(who[1:]), post=post)
    if who.startswith("u"):
        return SubjectEntry(SubjectKind.COLLECTIVE, unit_id=int(who[1:]), post=post)
    kind = SubjectKind(int(cleaned.get("kind") or SubjectKind.INDIVIDUAL))
    return SubjectEntry(kind, name=str(cleaned.get("name", "")), post=post)


def value_of(kind: int, person_id: int | None, collective_id: int | None) -> str:
    """What the list shows as chosen for somebody who stands there already."""
    if person_id:
        return f"p{person_id}"
    return f"u{collective_id}" if collective_id else _OTHER


class WhoMixin(forms.Form):
    """The fields by which one says who is meant."""

    who = forms.ChoiceField(label=_("Ghi danh ai"), choices=())
    kind = forms.TypedChoiceField(
        label=_("Là cá nhân, tập thể hay hộ"), coerce=int, choices=kind_choices, required=False
    )
    name = forms.CharField(
        label=_("Tên (khi không có trong danh sách)"), max_length=200, required=False
    )
    post = forms.CharField(label=_("Chức vụ, nghề nghiệp"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        """Somebody else needs a name."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("who") == _OTHER and not str(cleaned.get("name", "")).strip():
            self.add_error("name", _("Ghi tên người, tập thể hoặc hộ."))
        return cleaned
