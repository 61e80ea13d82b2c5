"""The sheet one writes on: one's own year, a collective's, or that of somebody one writes for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from neuguong.audit.rules import Part
from neuguong.deeds import actions, rules
from neuguong.deeds.forms import FirstLines, ResultSheet, category_labels, unit_words
from neuguong.deeds.models import Deed, Registration, Work
from neuguong.deeds.queries import (
    YearFrame,
    collective_registration,
    home_unit,
    member_seen,
    own_registration,
    registration_of,
    similar_last_year,
    works_of,
    year_frame,
)
from neuguong.deeds.rights import Right
from neuguong.deeds.rules import OPEN_STATES, DeedState, RegistrationState, Standing
from neuguong.deeds.views.asked import may_correct, note_reading
from neuguong.deeds.views.cards import Badge, DeedCard, badge_of, card_of, gift_in_words
from neuguong.deeds.views.places import in_year, list_url, year_tabs
from neuguong.lib.dates import format_day
from neuguong.lib.refusal import Refused
from neuguong.org.models import Unit
from neuguong.org.queries import unit_seen
from neuguong.people.access import AccountActor, reader
from neuguong.people.models import Person
from neuguong.people.queries import category_on
from neuguong.programme.queries import years_set
from neuguong.programme.rules import COLLECTIVE
from neuguong.ui.asked import attempt, number_asked, shown, today, told
from neuguong.ui.parts import Link

STILL_OWN = (RegistrationState.DRAFT, RegistrationState.RETURNED)
UNTIL = {
    "luu": RegistrationState.DRAFT,
    "gui": RegistrationState.SUBMITTED,
    "xac-nhan": RegistrationState.CONFIRMED,
}


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose sheet it is, where it is registered, and the page it is shown on."""

    unit: Unit
    person: Person | None
    base: str
    own: bool = False

    @property
    def name(self) -> str:
        """The name of the subject."""
        return self.person.full_name if self.person else self.unit.name


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that a sheet shows besides its forms."""

    owner: Owner
    found: Registration | None
    frame: YearFrame
    badge: Badge
    cards: Sequence[DeedCard]
    minimum: int
    may_write: bool
    may_confirm: bool
    may_send: bool

    @property
    def missing(self) -> int:
        """How many deeds are missing to the minimum of the plan."""
        alive = [card for card in self.cards if card.deed.state != DeedState.REPLACED]
        return max(0, self.minimum - len(alive))

    @property
    def gifts(self) -> list[str]:
        """What was given beside all deeds, in words."""
        rows = self.found.contributions.all() if self.found else ()
        return [
            f"{gift_in_words(gift)}{': ' if gift.words else ''}{gift.words}, {format_day(gift.day)}"
            for gift in rows
        ]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """One's own year: write deeds, send them, tell what came of them."""
    by = reader(request)
    person = by.account.person
    unit = home_unit(person.pk, today()) if person else None
    if person is None or unit is None:
        return render(request, "deeds/nowhere.html", {"person": person, "elsewhere": ""})
    year = _year(request, unit)
    found = own_registration(by, year)
    owner = Owner(found.unit if found else unit, person, in_year("mine", year), own=True)
    return _answer(request, owner, found, year)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def collective(request: HttpRequest, slug: str) -> HttpResponse:
    """The year of a collective, and the works it shares with others."""
    unit = unit_seen(reader(request), slug, Right.VIEW)
    year = _year(request, unit)
    owner = Owner(unit, None, in_year("collective", year, unit.slug))
    return _answer(request, owner, collective_registration(unit, year), year)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, person_id: int, slug: str) -> HttpResponse:
    """The year of somebody one writes for, most often a member without an account."""
    by = reader(request)
    unit = unit_seen(by, slug, Right.VIEW)
    whom = member_seen(by, unit, person_id)
    by.require(Right.REGISTER, at=unit)
    year = _year(request, unit)
    found = registration_of(whom.pk, year)
    if found is not None and found.unit_id != unit.pk:
        return render(request, "deeds/nowhere.html", {"person": whom, "elsewhere": found.unit_name})
    if found is not None:
        note_reading(by, found, Part.SHEET)
    owner = Owner(unit, whom, in_year("person", year, whom.pk, unit.slug))
    return _answer(request, owner, found, year)


def _year(request: HttpRequest, unit: Unit) -> int:
    """The year asked for, else the newest one set for the unit within its life."""
    typed = number_asked(request, "nam")
    if 2000 <= typed <= today().year + 1:
        return typed
    return working_year(unit, today())


def working_year(unit: Unit, day: date) -> int:
    """The year with which the pages of a unit begin."""
    last = min(day, unit.closed_on or day).year
    known = [year for year in years_set(unit) if unit.opened_on.year <= year <= last]
    return max(known, default=last)


def _answer(
    request: HttpRequest, owner: Owner, found: Registration | None, year: int
) -> HttpResponse:
    """Show the sheet; when nothing is registered yet, take the first deeds from it."""
    by = reader(request)
    frame = year_frame(owner.unit, year, today())
    sheet = _sheet(by, owner, found, frame)
    lines = None
    if found is None and sheet.may_write:
        data = request.POST if request.method == "POST" else None
        lines = FirstLines(data, year=year, labels=category_labels(), closed=frame.closed)
        until = UNTIL.get(request.POST.get("den", ""), RegistrationState.DRAFT)
        if data is not None and attempt(lines, lambda: _begin(by, sheet, lines, until)):
            return told(request, _after_first(until), owner.base)
    elif request.method == "POST":
        _refuse_unless(sheet, by)
        return redirect(owner.base)
    return shown(request, "deeds/sheet.html", _context(request, sheet, lines))


def _refuse_unless(sheet: Sheet, by: AccountActor) -> None:
    """Say why nothing can be written here; a second press of the button is no fault."""
    if sheet.may_write:
        return
    if not sheet.owner.own:
        by.require(Right.REGISTER, at=sheet.owner.unit)
    if sheet.frame.closed and (refusal := rules.may_correct(sheet.frame.year, answers=False)):
        raise Refused(refusal)


def _begin(by: AccountActor, sheet: Sheet, lines: FirstLines, until: RegistrationState) -> None:
    owner = sheet.owner
    actions.begin_registration(
        by=by,
        unit_id=owner.unit.pk,
        year=sheet.frame.year,
        entries=lines.entries(),
        today=today(),
        person_id=owner.person.pk if owner.person else None,
        until=until,
        reason=lines.reason,
    )


def _after_first(until: RegistrationState) -> str:
    match until:
        case RegistrationState.SUBMITTED:
            return _("Đã gửi bản đăng ký.")
        case RegistrationState.CONFIRMED:
            return _("Đã ghi và xác nhận bản đăng ký.")
        case _:
            return _("Đã lưu nháp. Chưa gửi.")


def _sheet(by: AccountActor, owner: Owner, found: Registration | None, frame: YearFrame) -> Sheet:
    at = found.unit if found else owner.unit
    answers = may_correct(by, at)
    writes = (owner.own or by.may(Right.REGISTER, at=at)) and (answers or not frame.closed)
    similar = similar_last_year(found) if found else {}
    deeds = found.deeds.all() if found else ()
    return Sheet(
        owner=owner,
        found=found,
        frame=frame,
        badge=badge_of(found),
        cards=[
            card_of(
                deed, may=offered(by, found, deed, writes=writes), today=today(), similar=similar
            )
            for deed in deeds
            if found
        ],
        minimum=frame.minimums.get(_category(owner, found), 0),
        may_write=writes and (found is None or found.state != RegistrationState.WITHDRAWN),
        may_confirm=by.may(Right.CONFIRM, at=at),
        may_send=writes and found is not None and found.state in STILL_OWN and bool(deeds),
    )


def _category(owner: Owner, found: Registration | None) -> int:
    if owner.person is None:
        return COLLECTIVE
    if found is not None:
        return found.category
    return category_on(owner.person, owner.unit, today()) or 0


def offered(by: AccountActor, found: Registration, deed: Deed, *, writes: bool) -> list[str]:
    """The acts on a deed that this reader is offered."""
    if not writes or found.state == RegistrationState.WITHDRAWN:
        return []
    counted, is_open = found.standing == Standing.COUNTED, deed.state in OPEN_STATES
    offer = {
        "change": is_open,
        "remove": not counted and is_open,
        "report": counted and is_open,
        "replace": counted and is_open,
        "give_up": counted and is_open,
        "start": counted and deed.state == DeedState.REGISTERED,
        "gift": counted and deed.state != DeedState.REPLACED,
        "photo": deed.state != DeedState.REPLACED,
        "work": deed.state != DeedState.REPLACED,
    }
    if by.may(Right.CONFIRM, at=found.unit):
        ended = not is_open and deed.state != DeedState.REPLACED
        offer |= {
            "done": counted and is_open,
            "return": deed.state == DeedState.REPORTED,
            "carry": counted and is_open,
            "reopen": ended,
            "accept": counted,
            "honour": counted
            and deed.state == DeedState.DONE
            and by.may("honours.propose", at=found.unit),
        }
    return [name for name, is_offered in offer.items() if is_offered]


def _context(request: HttpRequest, sheet: Sheet, lines: FirstLines | None) -> dict[str, object]:
    by, owner, frame = reader(request), sheet.owner, sheet.frame
    in_hand = _in_hand(sheet) if owner.own and not frame.closed else None
    works: Sequence[Work] = []
    if owner.person is None:
        works = list(works_of(owner.unit, frame.year))
    return {
        "sheet": sheet,
        "lines": lines,
        "title": _title(owner, frame.year),
        "over": _over(owner),
        "summary": _summary(sheet),
        "tabs": year_tabs(owner.base.partition("?")[0], frame.years, frame.year),
        "trail": _trail(by, owner, frame.year),
        "in_hand": in_hand.deed.pk if in_hand else None,
        "result": _result_form(in_hand.deed) if in_hand else None,
        "units": unit_words(),
        "works": works,
    }


def _in_hand(sheet: Sheet) -> DeedCard | None:
    """The deed whose result is asked for first: one under way, else the first not begun."""
    cards = [card for card in sheet.cards if "report" in card.may]
    cards = [card for card in cards if card.deed.state != DeedState.REPORTED]
    return min(cards, key=lambda card: card.deed.state != DeedState.IN_PROGRESS, default=None)


def _result_form(deed: Deed) -> ResultSheet:
    return ResultSheet(
        year=deed.year, today=today(), about=deed.text, closed=False,
        shared=deed.work_id is not None, unit=deed.target_unit,
    )  # fmt: skip


def _title(owner: Owner, year: int) -> str:
    if owner.own:
        return _("Việc của tôi, năm %(year)s") % {"year": year}
    return _("Việc của %(name)s, năm %(year)s") % {"name": owner.name, "year": year}


def _over(owner: Owner) -> str:
    if owner.own:
        return f"{owner.name} · {owner.unit.name}"
    if owner.person is None:
        return owner.unit.parent.name if owner.unit.parent else ""
    born = owner.person.birth_year
    told_apart = _("sinh %(year)s") % {"year": born} if born else ""
    return " · ".join(filter(None, (_("Ghi giúp"), owner.unit.name, told_apart)))


def _summary(sheet: Sheet) -> str:
    """How far the year has come, and what is due next."""
    deeds = [card.deed for card in sheet.cards if card.deed.state != DeedState.REPLACED]
    done = sum(deed.state == DeedState.DONE for deed in deeds)
    words = []
    if deeds:
        count = ngettext("%(deeds)s việc", "%(deeds)s việc", len(deeds)) % {"deeds": len(deeds)}
        words.append(_("%(count)s, %(done)s đã xong.") % {"count": count, "done": done})
    elif sheet.minimum:
        words.append(_("Kế hoạch đặt ít nhất %(least)s việc.") % {"least": sheet.minimum})
    due = sheet.frame.results_by if sheet.found and sheet.badge.state == "confirmed" else None
    if due:
        words.append(_("Hạn báo kết quả: %(day)s.") % {"day": format_day(due)})
    elif sheet.frame.register_by and (sheet.found is None or sheet.found.state in STILL_OWN):
        words.append(_("Hạn đăng ký: %(day)s.") % {"day": format_day(sheet.frame.register_by)})
    return " ".join(words)


def _trail(by: AccountActor, owner: Owner, year: int) -> list[Link]:
    if owner.own or not by.may(Right.VIEW, at=owner.unit):
        return []
    return [Link(_("Việc làm, %(unit)s") % {"unit": owner.unit.name}, list_url(owner.unit, year)),
            Link(owner.name if owner.person else _("Việc của tập thể"))]  # fmt: skip
