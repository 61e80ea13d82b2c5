"""The list of a unit: everybody at a glance, what waits for its word, who is to be added."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from neuguong.audit.actions import record_read_list
from neuguong.audit.rules import Part
from neuguong.deeds.forms import ActForm, PersonForm
from neuguong.deeds.queries import (
    ListLine,
    YearFrame,
    collective_registration,
    secretary_list,
    year_frame,
)
from neuguong.deeds.rights import Right
from neuguong.deeds.views.asked import asks_reason
from neuguong.deeds.views.cards import badge_of
from neuguong.deeds.views.piles import Pile, piles_of
from neuguong.deeds.views.places import in_year, list_url, year_tabs
from neuguong.deeds.views.sheet import working_year
from neuguong.deeds.views.todo import Todo, is_unsent, todo_of
from neuguong.lib.dates import format_day
from neuguong.lib.vietnamese import fold
from neuguong.org.models import Unit
from neuguong.org.queries import unit_seen
from neuguong.people.access import AccountActor, reader
from neuguong.people.actions import add_person as put_person
from neuguong.people.queries import people_by_name
from neuguong.people.rights import Right as PeopleRight
from neuguong.ui.asked import ASKS, attempt, number_asked, shown, today, told, typed
from neuguong.ui.parts import Cell, Column, Link, Table
from neuguong.ui.states import STATES

PER_PAGE: Final = 60
STATE_ORDER: Final = ("confirmed", "submitted", "returned", "draft", "none", "closed")


@dataclass(frozen=True, slots=True)
class Face:
    """One person in one look: a shape, a given name, and all of it for those who listen."""

    name: str
    full: str
    url: str
    icon: str
    tone: str


@dataclass(frozen=True, slots=True)
class Everybody:
    """The people of a unit as the page shows them."""

    faces: Sequence[Face]
    key: Sequence[tuple[str, str]]
    table: Table
    filters: Sequence[Link]
    here: str
    next_url: str
    back_url: str


@login_required
@require_safe
def my_list(request: HttpRequest) -> HttpResponse:
    """The list of the unit one answers for: the first of one's grants with the right to confirm."""
    by = reader(request)
    units = [grant.unit for grant in by.grants]
    unit = next((unit for unit in units if by.may(Right.CONFIRM, at=unit)), None)
    if unit is None:
        return redirect("deeds:mine")
    return redirect("deeds:list", unit.slug)


@login_required
@require_safe
def people(request: HttpRequest, slug: str) -> HttpResponse:
    """Everybody of the unit with their year, and what waits for the unit's word."""
    by = reader(request)
    unit = unit_seen(by, slug, Right.VIEW)
    year = number_asked(request, "nam") or working_year(unit, today())
    frame = year_frame(unit, year, today())
    lines = secretary_list(unit, year, min(today(), unit.closed_on or today()))
    named = by.sees_names(unit.path)
    if by.opened_names(unit.path):
        record_read_list(
            by=by, act=Right.VIEW, subject_type="people.person", part=Part.LIST, unit_id=unit.pk,
            ids=[line.person.pk for line in lines],
        )  # fmt: skip
    confirms = named and by.may(Right.CONFIRM, at=unit)
    names = [line.person.full_name for line in lines]
    alike = {name for name, times in Counter(names).items() if times > 1}
    piles = piles_of(unit, year, alike) if confirms else []
    closed = asks_reason(by, unit, year)
    context = {
        "unit": unit,
        "frame": frame,
        "named": named,
        "summary": _summary(frame),
        "tabs": year_tabs(reverse("deeds:list", args=[slug]), frame.years, year),
        "todo": _todo(by, unit, frame, lines, piles) if named else [],
        "piles": [(pile, ActForm(closed=closed, auto_id=f"{pile.key}-%s")) for pile in piles],
        "everybody": _everybody(request, by, unit, year, lines),
        "collective_url": in_year("collective", year, slug),
        "may_write": named and by.may(Right.REGISTER, at=unit),
        "may_add": named and by.may(PeopleRight.CHANGE, at=unit) and unit.closed_on is None,
        "open_names_url": "" if named else reverse("home:open_names", args=[slug]),
    }
    return render(request, "deeds/list.html", context)


def _summary(frame: YearFrame) -> str:
    words = []
    least = max(frame.minimums.values(), default=0)
    if least:
        words.append(_("Mỗi đảng viên ít nhất %(least)s việc.") % {"least": least})
    if frame.register_by:
        left = (frame.register_by - today()).days
        words.append(_("Hạn đăng ký: %(day)s.") % {"day": format_day(frame.register_by)})
        if 0 <= left <= 60:
            words.append(_("Còn %(days)s ngày.") % {"days": left})
    return " ".join(words)


def _todo(
    by: AccountActor,
    unit: Unit,
    frame: YearFrame,
    lines: Sequence[ListLine],
    piles: Sequence[Pile],
) -> list[Todo]:
    if not by.may(Right.REGISTER, at=unit) or frame.closed:
        return []
    own = collective_registration(unit, frame.year)
    return todo_of(unit, frame, lines, piles, has_collective=own is not None)


def _everybody(
    request: HttpRequest, by: AccountActor, unit: Unit, year: int, lines: Sequence[ListLine]
) -> Everybody:
    """The faces, the key under them, and one page of the table."""
    named = by.sees_names(unit.path)
    base = in_year("list", year, unit.slug)
    chosen = request.GET.get("loc", "")
    kept = [line for line in lines if FILTERS[chosen](line)] if chosen in FILTERS else list(lines)
    page = max(1, number_asked(request, "trang") or 1)
    rows = kept[(page - 1) * PER_PAGE : page * PER_PAGE]
    at = f"{base}&loc={chosen}&trang=" if chosen in FILTERS else f"{base}&trang="
    faces = [_face(by, unit, year, line, lines) for line in lines] if named else []
    return Everybody(
        faces=faces if len(faces) <= PER_PAGE else [],
        key=_key(lines),
        table=_table(by, unit, year, rows if named else []),
        filters=_filters(base, chosen, lines),
        here=_here(len(rows), len(kept)),
        next_url=f"{at}{page + 1}#moi-nguoi" if page * PER_PAGE < len(kept) else "",
        back_url=f"{at}{page - 1}#moi-nguoi" if page > 1 else "",
    )


FILTERS: Final[dict[str, Callable[[ListLine], bool]]] = {
    "chua": is_unsent,
    "thieu": lambda line: line.missing > 0 and not is_unsent(line),
    "cho": lambda line: badge_of(line.registration).state == "submitted",
    "tra-lai": lambda line: badge_of(line.registration).state == "returned",
}


def _filters(base: str, chosen: str, lines: Sequence[ListLine]) -> list[Link]:
    labels = {
        "chua": _("Chưa gửi"),
        "thieu": _("Chưa đủ số việc"),
        "cho": _("Chờ xác nhận"),
        "tra-lai": _("Trả lại"),
    }
    found = [Link(_("Tất cả"), f"{base}#moi-nguoi", chosen not in FILTERS, str(len(lines)))]
    for name, label in labels.items():
        count = sum(FILTERS[name](line) for line in lines)
        if count or name == chosen:
            link = f"{base}&loc={name}#moi-nguoi"
            found.append(Link(label, link, name == chosen, str(count)))
    return found


def _here(shown_rows: int, of: int) -> str:
    if shown_rows == of:
        return _("%(of)s người.") % {"of": of}
    return _("%(rows)s trên %(of)s người ở trang này.") % {"rows": shown_rows, "of": of}


def _key(lines: Sequence[ListLine]) -> list[tuple[str, str]]:
    """How many stand in each state: 8 đã xác nhận, 2 đã gửi."""
    states = [badge_of(line.registration).state for line in lines]
    counts = [(state, states.count(state)) for state in STATE_ORDER]
    return [(state, f"{n} {str(STATES[state].word).lower()}") for state, n in counts if n]


def _face(
    by: AccountActor, unit: Unit, year: int, line: ListLine, lines: Sequence[ListLine]
) -> Face:
    given = line.person.full_name.split()[-1]
    alike = sum(other.person.full_name.split()[-1] == given for other in lines) > 1
    if alike and line.person.birth_year:
        given = f"{given} ’{line.person.birth_year % 100:02}"
    badge = badge_of(line.registration)
    full = f"{line.person.full_name}, {badge.word.lower()}"
    state = STATES[badge.state]
    return Face(given, full, _door(by, unit, year, line), state.icon, state.tone)


def _door(by: AccountActor, unit: Unit, year: int, line: ListLine) -> str:
    """The sheet for those who write for the unit, else the registration if there is one."""
    if by.may(Right.REGISTER, at=unit):
        return in_year("person", year, line.person.pk, unit.slug)
    found = line.registration
    return reverse("deeds:registration", args=[found.pk]) if found else ""


def _table(by: AccountActor, unit: Unit, year: int, lines: Sequence[ListLine]) -> Table:
    rows = []
    for line in lines:
        badge = badge_of(line.registration)
        rows.append([
            Cell(line.person.full_name, url=_door(by, unit, year, line), note=_who(line)),
            Cell(badge.word, state=badge.state),
            Cell(str(line.deeds)),
            Cell(str(line.done)),
        ])  # fmt: skip
    columns = [
        Column(_("Họ và tên")),
        Column(_("Trạng thái")),
        Column(_("Việc"), number=True),
        Column(_("Đã xong"), number=True),
    ]
    return Table(_("Mọi người và việc đã đăng ký"), columns, rows, shape="cards rows3")


def _who(line: ListLine) -> str:
    born = _("sinh %(year)s") % {"year": line.person.birth_year} if line.person.birth_year else ""
    account = _("có tài khoản") if line.has_account else _("ghi giúp")
    return " · ".join(filter(None, (born, line.person.nickname, account, _lack(line))))


def _lack(line: ListLine) -> str:
    if line.elsewhere:
        return _("đăng ký tại %(unit)s") % {"unit": line.elsewhere}
    if line.told:
        return _("%(told)s kết quả chờ xác nhận") % {"told": line.told}
    if line.deeds and line.missing:
        return _("còn thiếu %(missing)s việc") % {"missing": line.missing}
    return ""


@login_required
@require_http_methods(ASKS)
def add_person(request: HttpRequest, slug: str) -> HttpResponse:
    """Put somebody into the unit; a namesake is asked about once, never refused."""
    by = reader(request)
    unit = unit_seen(by, slug, Right.VIEW)
    by.require(PeopleRight.CHANGE, at=unit)
    year = number_asked(request, "nam") or working_year(unit, today())
    form = PersonForm(typed(request), initial={"since": today().replace(month=1, day=1)})
    namesake = ""
    if request.method == "POST" and form.is_valid():
        namesake = _namesake(unit, form)
        if not namesake and attempt(form, lambda: put_person(
            by=by, unit_id=unit.pk, entry=form.entry(), since=form.first_day, today=today(),
        )):  # fmt: skip
            words = _("Đã thêm %(name)s.") % {"name": form.entry().full_name}
            return told(request, words, list_url(unit, year))
    context = {"unit": unit, "form": form, "namesake": namesake, "back": list_url(unit, year)}
    return shown(request, "deeds/person_form.html", context)


def _namesake(unit: Unit, form: PersonForm) -> str:
    """A sentence about somebody of that name in the unit, until the reader says it is another."""
    name = form.entry().full_name
    alike = people_by_name([unit.pk], today()).get((unit.pk, fold(name)), [])
    if not alike or form.cleaned_data["other"]:
        return ""
    form.ask_about_namesake()
    years = ", ".join(str(one.birth_year or _("chưa rõ năm sinh")) for one in alike)
    return _("%(unit)s đã có %(name)s (%(years)s). Nếu là người khác, đánh dấu rồi thêm.") % {
        "unit": unit.name, "name": name, "years": years,
    }  # fmt: skip
