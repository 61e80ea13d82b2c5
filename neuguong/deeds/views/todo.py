"""What the unit has to do next, as short lines with one button each."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from neuguong.deeds.models import Registration
from neuguong.deeds.queries import ListLine, YearFrame
from neuguong.deeds.rules import RegistrationState
from neuguong.deeds.views.piles import Pile
from neuguong.deeds.views.places import in_year
from neuguong.org.models import Unit

NAMES_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to do: a shape and its tone, what it is, who it is about, the button."""

    icon: str
    tone: str
    title: str
    detail: str
    act: str
    url: str
    go: bool = False


def todo_of(
    unit: Unit,
    frame: YearFrame,
    lines: Sequence[ListLine],
    piles: Sequence[Pile],
    *,
    has_collective: bool,
) -> list[Todo]:
    """What is due: who has not sent, what waits, what was given back, the unit's own registration."""
    unsent = [line for line in lines if is_unsent(line)]
    found: list[Todo] = []
    if unsent:
        found.append(_write_for(unit, frame.year, unsent, go=not piles))
    found += [Todo("sent", "t-sent", pile.heading, _names(_titles(pile)), _("Đọc và xác nhận"),
                   f"#{pile.key}") for pile in piles]  # fmt: skip
    found += [
        _being_mended(line.registration)
        for line in lines
        if line.registration and line.registration.state == RegistrationState.RETURNED
    ]
    if not has_collective:
        words = _("Tập thể chưa đăng ký năm %(year)s") % {"year": frame.year}
        own = in_year("collective", frame.year, unit.slug)
        found.append(Todo("none", "t-none", words, unit.name, _("Ghi việc của tập thể"), own))
    return found


def is_unsent(line: ListLine) -> bool:
    """Whether nothing of this person's year has been sent yet."""
    found = line.registration
    return found is None or found.state == RegistrationState.DRAFT


def _write_for(unit: Unit, year: int, unsent: Sequence[ListLine], *, go: bool) -> Todo:
    first = unsent[0].person
    blank = [_given(line) for line in unsent if not line.deeds]
    words = [_("%(names)s chưa ghi.") % {"names": _names(blank)}] if blank else []
    words += [
        _("%(name)s ghi được %(deeds)s việc, còn thiếu %(missing)s.")
        % {"name": _given(line), "deeds": line.deeds, "missing": line.missing}
        for line in unsent
        if line.deeds and line.missing
    ][:NAMES_SHOWN]
    title = ngettext("%(n)s người chưa gửi đăng ký", "%(n)s người chưa gửi đăng ký", len(unsent))
    url = in_year("person", year, first.pk, unit.slug)
    return Todo(
        "none", "t-none", title % {"n": len(unsent)}, " ".join(words), _("Ghi giúp"), url, go
    )


def _being_mended(found: Registration) -> Todo:
    title = _("%(name)s đang sửa") % {"name": found.name}
    detail = _("Trả lại: “%(reason)s”.") % {"reason": found.return_reason.rstrip(".")}
    url = reverse("deeds:registration", args=[found.pk])
    return Todo("back", "t-back", title, detail, _("Xem"), url)


def _titles(pile: Pile) -> list[str]:
    return list(dict.fromkeys(item.title.partition(":")[0] for item in pile.items))


def _given(line: ListLine) -> str:
    return line.person.full_name.split()[-1]


def _names(names: Sequence[str]) -> str:
    shown = list(names[:NAMES_SHOWN])
    rest = len(names) - len(shown)
    if rest:
        return _("%(names)s và %(rest)s người nữa") % {"names": ", ".join(shown), "rest": rest}
    return ", ".join(shown)
