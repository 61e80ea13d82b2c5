"""The desk of a cell's secretary: who has not sent, what waits, everybody at a glance."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from neuguong.deeds.queries import ListLine
from neuguong.deeds.rules import RegistrationState
from neuguong.home.queries.desk import CellDesk
from neuguong.home.rules import given_name
from neuguong.home.views.asked import Doors
from neuguong.home.views.states import REGISTRATION_KEYS
from neuguong.home.views.todo import Todo, deadlines_of
from neuguong.lib.amounts import format_number
from neuguong.ui.parts import Figure
from neuguong.ui.states import STATES, State

_NAMES = 6  # in a sentence


def cell_words(desk: CellDesk, day: date) -> dict[str, Any]:
    """What the page of a cell's desk shows."""
    unit, year = desk.place.unit, desk.place.year
    listed = f"{reverse('deeds:list', args=[unit.slug])}?nam={year}"
    return {
        "unit": unit,
        "parent": unit.parent,
        "year": year,
        "todo": list(_cell_todo(desk, listed)),
        "faces": _faces(desk),
        "counts": _counts(desk.lines),
        "people": format_number(len(desk.lines)),
        "list_url": listed,
        "tiles": _cell_tiles(desk),
        "figures_url": Doors.of(desk.place.period).figures(unit),
        **deadlines_of(desk.phases, day),
    }


def _cell_todo(desk: CellDesk, listed: str) -> Iterator[Todo]:
    """What waits for a secretary, most pressing first."""
    names = [line.person.full_name for line in desk.lines]

    def called(lines: Sequence[ListLine]) -> str:
        given = [
            given_name(line.person.full_name, names, line.person.birth_year)
            for line in lines[:_NAMES]
        ]
        rest = len(lines) - len(given)
        return ", ".join(given) + (_(" và %(rest)s người khác") % {"rest": rest} if rest else "")

    none = [line for line in desk.lines if line.registration is None]
    drafts = _in_state(desk.lines, RegistrationState.DRAFT)
    if none or drafts:
        parts = [_("%(names)s chưa ghi.") % {"names": called(none)}] if none else []
        parts += [_("%(names)s đang ghi nháp.") % {"names": called(drafts)}] if drafts else []
        title = _("%(count)s người chưa gửi đăng ký") % {"count": len(none) + len(drafts)}
        yield Todo("none", "t-none", title, " ".join(parts), listed, _("Ghi giúp"), go=True)
    sent = _in_state(desk.lines, RegistrationState.SUBMITTED, RegistrationState.AMENDED)
    if sent:
        title = _("%(count)s bản chờ chi bộ xác nhận") % {"count": len(sent)}
        yield Todo("sent", "t-sent", title, called(sent), listed, _("Đọc và xác nhận"))
    back = _in_state(desk.lines, RegistrationState.RETURNED)
    if back:
        title = _("%(count)s bản đã trả lại, đang sửa") % {"count": len(back)}
        yield Todo("back", "t-back", title, called(back), listed, _("Xem"))
    if desk.told:
        title = _("%(count)s việc đã báo xong") % {"count": desk.told}
        yield Todo(
            "sent", "t-sent", title, _("Chờ chi bộ xác nhận kết quả."), listed, _("Đọc kết quả")
        )
    yield from _collective_todo(desk)
    if desk.untold:
        title = _("%(count)s người chưa được thông báo") % {"count": desk.untold}
        detail = _(
            "Nói cho họ biết dữ liệu cá nhân dùng vào việc gì, rồi ghi lại một lần cho cả cuộc họp."
        )
        url = reverse("privacy:unit", args=[desk.place.unit.slug])
        yield Todo("none", "t-none", title, detail, url, _("Ghi đã thông báo"))


def _collective_todo(desk: CellDesk) -> Iterator[Todo]:
    """The cell's own registration, while it is not confirmed."""
    unit, found = desk.place.unit, desk.collective
    url = f"{reverse('deeds:collective', args=[unit.slug])}?nam={desk.place.year}"
    least = desk.collective_minimum
    detail = _("Kế hoạch năm cần ít nhất %(least)s việc.") % {"least": least} if least else ""
    if found is None:
        yield Todo(
            "none", "t-none", _("Chi bộ chưa đăng ký việc tập thể"), detail, url, _("Ghi việc")
        )
    elif found.state in (RegistrationState.DRAFT, RegistrationState.RETURNED):
        title = _("Bản của tập thể chưa gửi, có %(count)s việc") % {"count": desk.collective_deeds}
        yield Todo("draft", "t-none", title, detail, url, _("Ghi tiếp"))


def _in_state(lines: Sequence[ListLine], *states: RegistrationState) -> list[ListLine]:
    return [line for line in lines if line.registration and line.registration.state in states]


def _faces(desk: CellDesk) -> list[tuple[State, str, str, str]]:
    """Everybody at a glance: state, what they are called, full name, their page of the year."""
    names = [line.person.full_name for line in desk.lines]
    slug, year = desk.place.unit.slug, desk.place.year
    return [
        (
            STATES[_key(line)],
            given_name(line.person.full_name, names, line.person.birth_year),
            line.person.full_name,
            f"{reverse('deeds:person', args=[line.person.pk, slug])}?nam={year}",
        )
        for line in desk.lines
    ]


def _key(line: ListLine) -> str:
    found = line.registration
    return REGISTRATION_KEYS[RegistrationState(found.state)] if found else "none"


def _counts(lines: Sequence[ListLine]) -> list[tuple[str, str]]:
    """How many stand in each state, as badges."""
    words = {
        "confirmed": _("%(count)s đã xác nhận"),
        "submitted": _("%(count)s đã gửi"),
        "returned": _("%(count)s trả lại"),
        "draft": _("%(count)s nháp"),
        "none": _("%(count)s chưa ghi"),
    }
    keys = [_key(line) for line in lines]
    return [(key, word % {"count": keys.count(key)}) for key, word in words.items() if key in keys]


def _cell_tiles(desk: CellDesk) -> list[Figure]:
    unit, doors, figures = desk.place.unit, Doors.of(desk.place.period), desk.figures
    sent = [line for line in desk.lines if _key(line) in ("submitted", "confirmed")]
    listed = f"{reverse('deeds:list', args=[unit.slug])}?nam={desk.place.year}"
    of = _("trên %(people)s") % {"people": len(desk.lines)}
    tiles = [Figure(_("Người đã gửi đăng ký"), format_number(len(sent)), listed, of)]
    for key in ("deeds.all", "deeds.by_collectives", "deeds.kept"):
        figure = figures[key]
        tiles.append(Figure(figure.label, figure.number, doors.records(unit, key), figure.unit))
    return tiles
