"""What waits for the unit's word, in piles, and confirming several of a pile at once."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from neuguong.deeds import actions
from neuguong.deeds.forms import chosen_ids
from neuguong.deeds.models import Contribution, Deed, Registration
from neuguong.deeds.queries import told_deeds, waiting_gifts, waiting_registrations
from neuguong.deeds.rights import Right
from neuguong.deeds.rules import DeedState, RegistrationState
from neuguong.deeds.views.asked import plain_form
from neuguong.deeds.views.cards import Hint, facts_of, gift_in_words, hints_of
from neuguong.deeds.views.places import deed_url, in_year, list_url
from neuguong.deeds.views.sheet import working_year
from neuguong.lib.dates import format_day
from neuguong.lib.refusal import Refused
from neuguong.org.models import Unit
from neuguong.org.queries import unit_seen
from neuguong.people.access import reader
from neuguong.ui.asked import number_asked, today

MOST_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of an item, and what may be looked at again in it."""

    text: str
    hints: Sequence[Hint] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that waits: what it is, what it says, where to read all of it, where to return it."""

    id: int
    title: str
    meta: str
    url: str
    lines: Sequence[Line] = ()
    back_url: str = ""


@dataclass(frozen=True, slots=True)
class Pile:
    """Things of one kind that wait, with the buttons under them."""

    key: str
    heading: str
    action: str
    items: Sequence[Item]
    go: str
    more: int = 0

    @property
    def ids(self) -> list[int]:
        """The numbers of what is shown, so that nothing unread is confirmed."""
        return [item.id for item in self.items]


def piles_of(unit: Unit, year: int, alike: Collection[str] = ()) -> list[Pile]:
    """What waits at the unit: registrations, results, gifts; empty piles are left out.

    Names that stand in `alike` are borne by several people and carry the birth year.
    """
    sent = list(waiting_registrations(unit, year)[: MOST_SHOWN + 1])
    results = list(told_deeds(unit, year)[: MOST_SHOWN + 1])
    gifts = list(waiting_gifts(unit, year)[: MOST_SHOWN + 1])
    piles = [
        _pile(
            "cho-xac-nhan", "confirm_several", unit, year, [_sent(found, alike) for found in sent]
        ),
        _pile("ket-qua", "confirm_results", unit, year, [_result(deed, alike) for deed in results]),
        _pile("dong-gop", "accept_gifts", unit, year, [_gift(gift, alike) for gift in gifts]),
    ]
    return [pile for pile in piles if pile.items]


def _pile(key: str, name: str, unit: Unit, year: int, items: Sequence[Item]) -> Pile:
    shown = items[:MOST_SHOWN]
    count = {"count": len(shown)}
    headings = {
        "cho-xac-nhan": _("%(count)s bản đăng ký chờ xác nhận") % count,
        "ket-qua": _("%(count)s kết quả chờ xác nhận") % count,
        "dong-gop": _("%(count)s đóng góp chờ xác nhận") % count,
    }
    buttons = {
        "cho-xac-nhan": _("Xác nhận cả %(count)s bản đã gửi") % count,
        "ket-qua": _("Xác nhận cả %(count)s kết quả") % count,
        "dong-gop": _("Xác nhận cả %(count)s đóng góp") % count,
    }
    action = in_year(name, year, unit.slug)
    return Pile(key, headings[key], action, shown, buttons[key], len(items) - len(shown))


def called(found: Registration, alike: Collection[str]) -> str:
    """The name of a registrant, with the birth year where two bear it."""
    born = found.person.birth_year if found.person else None
    return f"{found.name} ({born})" if born and found.name in alike else found.name


def _sent(found: Registration, alike: Collection[str]) -> Item:
    deeds = [deed for deed in found.deeds.all() if deed.state != DeedState.REPLACED]
    day = format_day(found.submitted_on) if found.submitted_on else ""
    meta = _("Gửi ngày %(day)s.") % {"day": day} if day else ""
    if found.state == RegistrationState.AMENDED:
        meta = _("Đã sửa sau khi xác nhận.")
    return Item(
        id=found.pk,
        title=called(found, alike),
        meta=meta,
        url=reverse("deeds:registration", args=[found.pk]),
        lines=[Line(f"{deed.number}. {deed.text}", hints_of(deed, {})) for deed in deeds],
        back_url=reverse("deeds:give_back", args=[found.pk]),
    )


def _result(deed: Deed, alike: Collection[str]) -> Item:
    words = [result.text for result in deed.results.all() if result.text]
    return Item(
        id=deed.pk,
        title=called(deed.registration, alike),
        meta=" ".join(facts_of(deed)),
        url=deed_url(deed),
        lines=[Line(text) for text in (deed.text, *words)],
        back_url=reverse("deeds:return_result", args=[deed.pk]),
    )


def _gift(gift: Contribution, alike: Collection[str]) -> Item:
    said = [text for text in (gift.words, gift.deed.text if gift.deed else "") if text]
    return Item(
        id=gift.pk,
        title=f"{called(gift.registration, alike)}: {gift_in_words(gift)}",
        meta=format_day(gift.day),
        url=deed_url(gift.deed) if gift.deed else "",
        lines=[Line(text) for text in said],
    )


@login_required
@require_POST
def confirm_several(request: HttpRequest, slug: str) -> HttpResponse:
    """Confirm the ticked registrations, or all that were shown."""
    by = reader(request)
    return _several(
        request,
        slug,
        waiting_registrations,
        lambda found, reason: actions.confirm_registration(
            by=by, registration_id=found.pk, today=today(), reason=reason
        ),
        lambda n: ngettext(
            "Đã xác nhận %(n)s bản đăng ký.", "Đã xác nhận %(n)s bản đăng ký.", n
        ) % {"n": n},
    )  # fmt: skip


@login_required
@require_POST
def confirm_results(request: HttpRequest, slug: str) -> HttpResponse:
    """Confirm the ticked results, or all that were shown, each on the day that was told."""
    by = reader(request)
    return _several(
        request,
        slug,
        told_deeds,
        lambda deed, reason: actions.confirm_done(
            by=by, deed_id=deed.pk, day=deed.state_on, today=today(), reason=reason
        ),
        lambda n: (
            ngettext("Đã xác nhận %(n)s kết quả.", "Đã xác nhận %(n)s kết quả.", n) % {"n": n}
        ),
    )


@login_required
@require_POST
def accept_gifts(request: HttpRequest, slug: str) -> HttpResponse:
    """Accept the ticked gifts, or all that were shown."""
    by = reader(request)
    return _several(
        request,
        slug,
        waiting_gifts,
        lambda gift, reason: actions.accept_contribution(
            by=by, contribution_id=gift.pk, today=today(), reason=reason
        ),
        lambda n: (
            ngettext("Đã xác nhận %(n)s đóng góp.", "Đã xác nhận %(n)s đóng góp.", n) % {"n": n}
        ),
    )


Row = TypeVar("Row", Registration, Deed, Contribution)


def _several(
    request: HttpRequest,
    slug: str,
    waiting: Callable[[Unit, int], QuerySet[Row]],
    act: Callable[[Row, str], object],
    words: Callable[[int], str],
) -> HttpResponse:
    """Act on each chosen row that still waits; one that is refused is named and leaves the rest."""
    by = reader(request)
    unit = unit_seen(by, slug, Right.VIEW)
    by.require(Right.CONFIRM, at=unit)
    year = number_asked(request, "nam") or working_year(unit, today())
    form = plain_form(request, unit, year)
    chosen = chosen_ids(request.POST.getlist("hien" if "ca" in request.POST else "chon"))
    if not form.is_valid():
        messages.error(request, _("Năm đã chốt. Muốn xác nhận, ghi lý do đính chính."))
    elif not chosen:
        messages.error(request, _("Chưa chọn dòng nào."))
    else:
        done = 0
        for row in waiting(unit, year).filter(pk__in=chosen):
            try:
                act(row, form.reason)
                done += 1
            except Refused as refused:
                name = row.name if isinstance(row, Registration) else row.registration.name
                messages.warning(request, f"{name}: {refused.refusal.text}")
        messages.success(request, words(done))
    return redirect(list_url(unit, year))
