"""The forms of a unit to print: what is registered, and empty lines for what is not."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Final

from django.core.exceptions import PermissionDenied
from django.utils import translation

from neuguong.deeds.models import (
    CONTRIBUTION_LABELS,
    DEED_LABELS,
    Contribution,
    Deed,
    Registration,
    Result,
)
from neuguong.deeds.queries import (
    ListLine,
    collective_registration,
    full_registrations,
    minimums_of,
    secretary_list,
)
from neuguong.deeds.queries.papers import code_of
from neuguong.deeds.rights import Right
from neuguong.deeds.rules import OPEN_STATES, ContributionKind, DeedState
from neuguong.deeds.rules.papers import PLEDGE, PaperKind, hidden_names, in_groups
from neuguong.lib.actor import Actor
from neuguong.lib.amounts import format_amount
from neuguong.lib.dates import format_day
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.org.queries import unit_seen
from neuguong.org.rules import Family
from neuguong.people.models import CATEGORY_LABELS
from neuguong.people.queries import memberships_on, posts_on
from neuguong.people.rules import PARTY_MEMBERS, Category
from neuguong.programme.queries import basis_of, pledge_list, years_along
from neuguong.programme.rules import COLLECTIVE
from neuguong.reports.paper import DeedLine, Form, Heap

EMPTY_LINES: Final = 3
_MONEY: Final = {
    ContributionKind.OWN_MONEY, ContributionKind.MOBILISED_MONEY, ContributionKind.BUDGET,
}  # fmt: skip


def unit_to_print(by: Actor, slug: str) -> Unit:
    """A unit whose people the actor may read by name: 404 when not theirs to know of, else 403."""
    unit = unit_seen(by, slug)
    by.require(Right.VIEW, at=unit)
    if not by.sees_names(unit.path):
        raise PermissionDenied(hidden_names())
    return unit


def people_to_print(unit: Unit, year: int, today: date) -> list[ListLine]:
    """Everybody of the unit in that year, by given name, but for those who registered elsewhere."""
    day = min(today, date(year, 12, 31), unit.closed_on or today)
    return [line for line in secretary_list(unit, year, day) if not line.elsewhere]


def heap_of(
    unit: Unit, year: int, kind: PaperKind, today: date, chosen: Collection[int] = (),
    *, collective: bool = False,
) -> Heap:  # fmt: skip
    """The forms of the people chosen, or of all; always in Vietnamese, whoever prints them.

    With `collective` that of the unit as a whole comes first, and of people only those chosen.
    """
    lines = people_to_print(unit, year, today)
    everybody = not (chosen or collective)
    lines = [line for line in lines if everybody or line.person.pk in chosen]
    if not (lines or collective):
        raise Refused(
            Refusal("nobody_to_print", _("%(unit)s chưa có ai để in phiếu.") % {"unit": unit.name})
        )
    with translation.override("vi"):
        forms = _forms(unit, year, kind, today, lines)
        if collective:
            forms = [_form_of_unit(unit, year, kind, today), *forms]
        return _heap(unit, year, kind, forms)


def _heap(unit: Unit, year: int, kind: PaperKind, forms: Collection[Form]) -> Heap:
    levels = years_along(unit, year)
    basis = next((found for level in levels if (found := list(basis_of(level)))), [])
    for_results = kind == PaperKind.RESULTS
    name = _("Phiếu kết quả") if for_results else _("Bản đăng ký")
    title = next((level.title for level in levels if level.title), str(_DEFAULT_TITLE))
    return Heap(
        title=_("%(name)s năm %(year)s, %(unit)s")
        % {"name": name, "year": year, "unit": unit.name},
        type_name=name,
        abstract=_("%(title)s, năm %(year)s") % {"title": title, "year": year},
        theme=next((level.theme for level in levels if level.theme), ""),
        basis="; ".join(f"{each.kind} số {each.number}" for each in basis),
        above=unit.parent.name if unit.parent else "",
        unit=unit.name,
        year=year,
        is_party=unit.type.family == Family.PARTY,
        confirming=_confirming(unit),
        confirming_above=_("Xác nhận của %(above)s") % {"above": unit.parent.name}
        if unit.parent
        else _("Xác nhận của cấp trên"),
        confirming_word=_("Chi bộ xác nhận") if unit.type.is_cell else _("Xác nhận"),
        pledge_items=len(pledge_list()),
        for_results=for_results,
        forms=tuple(forms),
    )


_DEFAULT_TITLE: Final = "Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh"


def _confirming(unit: Unit) -> str:
    if unit.type.family != Family.PARTY:
        return _("Xác nhận của đơn vị")
    return _("Xác nhận của chi ủy") if unit.type.is_cell else _("Xác nhận của cấp ủy")


def _forms(
    unit: Unit, year: int, kind: PaperKind, today: date, lines: Collection[ListLine]
) -> list[Form]:
    people = [line.person.pk for line in lines]
    rows = full_registrations().filter(unit=unit, year=year, person_id__in=people)
    registered = {found.person_id: found for found in rows}
    day = min(today, date(year, 12, 31), unit.closed_on or today)
    posts = {post.person_id: post.title for post in reversed(posts_on(unit, day))}
    minimums = minimums_of(unit, year)
    return [
        _form(
            unit, year, kind, line, registered.get(line.person.pk),
            post=posts.get(line.person.pk, ""), minimum=minimums.get(line.category, 0),
        )
        for line in lines
    ]  # fmt: skip


def _form(
    unit: Unit, year: int, kind: PaperKind, line: ListLine, found: Registration | None,
    *, post: str, minimum: int,
) -> Form:  # fmt: skip
    code = code_of(unit.pk, line.person.pk, year, kind)
    category = found.category if found else line.category
    study = found.study_contents if found else ""
    return Form(
        code=code,
        code_words=in_groups(code),
        name=found.name if found else line.person.full_name,
        birth_year=str(line.person.birth_year or ""),
        category=str(CATEGORY_LABELS[Category(category)]) if category else "",
        post=found.post if found and found.post else post,
        study=tuple(row for row in study.splitlines() if row.strip()),
        lines=_lines(found, minimum, for_results=kind == PaperKind.RESULTS),
        pledge=found.pledge_text if found and found.pledge_text else str(PLEDGE),
    )


def _form_of_unit(unit: Unit, year: int, kind: PaperKind, today: date) -> Form:
    """What a unit promises as a whole, with what its meeting says of it (domain 5.2)."""
    found = collective_registration(unit, year)
    code = code_of(unit.pk, None, year, kind)
    day = min(today, date(year, 12, 31), unit.closed_on or today)
    here = memberships_on(unit, day)
    is_party = unit.type.family == Family.PARTY
    members = here.filter(category__in=sorted(PARTY_MEMBERS)) if is_party else here
    count = members.values("person").distinct().count()
    return Form(
        code=code,
        code_words=in_groups(code),
        name=unit.name,
        birth_year="",
        category="",
        post="",
        study=(),
        lines=_lines(found, minimums_of(unit, year).get(COLLECTIVE, 0),
                     for_results=kind == PaperKind.RESULTS),
        pledge="",
        of_unit=True,
        members=str(count or ""),
        signing=_signing(unit),
    )  # fmt: skip


def _signing(unit: Unit) -> tuple[str, ...]:
    """The lines over the signature of a unit: on behalf of whom, and in which post."""
    if unit.type.family != Family.PARTY:
        return (_("T/M tập thể"), _("Người đứng đầu"))
    if unit.type.is_cell:
        return (_("T/M chi bộ"), _("Bí thư"))
    return (_("T/M đảng ủy"), _("Bí thư"))


def _lines(found: Registration | None, minimum: int, *, for_results: bool) -> tuple[DeedLine, ...]:
    """What is registered; on the promise also empty lines up to what the year asks."""
    deeds = (
        [deed for deed in found.deeds.all() if deed.state != DeedState.REPLACED] if found else []
    )
    lines = [_line(number, deed, for_results) for number, deed in enumerate(deeds, start=1)]
    least = EMPTY_LINES if not deeds else 0 if for_results else minimum
    empty = range(len(lines) + 1, max(least, minimum if not deeds else least) + 1)
    return (*lines, *(DeedLine(number) for number in empty))


def _line(number: int, deed: Deed, for_results: bool) -> DeedLine:
    target = ""
    if deed.target_amount is not None:
        target = format_amount(deed.target_amount, deed.target_unit)
    ended = deed.state not in OPEN_STATES
    return DeedLine(
        number=number,
        text=deed.text,
        target=target,
        place="; ".join(filter(None, (deed.place, deed.partners))),
        deadline=format_day(deed.deadline) if deed.deadline else "",
        cost=format_amount(deed.planned_cost, "đồng") if deed.planned_cost else "",
        result=_joined(_told(each) for each in deed.results.all()) if for_results else "",
        gifts="; ".join(_given(each) for each in deed.contributions.all()) if for_results else "",
        word=str(DEED_LABELS[DeedState(deed.state)]) if for_results and ended else "",
    )


def _joined(texts: Iterable[str]) -> str:
    """The texts one after the other, what is told several times in the same words only once."""
    return "; ".join(dict.fromkeys(text for text in texts if text))


def _told(result: Result) -> str:
    amounts = [
        format_amount(row.amount, row.unit_word, row.qualifier) for row in result.quantities.all()
    ]
    return ", ".join(filter(None, (result.text.rstrip("."), *amounts)))


def _given(gift: Contribution) -> str:
    kind = ContributionKind(gift.kind)
    if kind in _MONEY:
        amount = format_amount(gift.amount, "đồng", gift.qualifier)
        return f"{amount} ({CONTRIBUTION_LABELS[kind]})"
    if kind == ContributionKind.LABOUR_DAYS:
        return format_amount(gift.amount, str(CONTRIBUTION_LABELS[kind]), gift.qualifier)
    if kind == ContributionKind.LAND:
        return _("%(area)s đất") % {"area": format_amount(gift.amount, "m²", gift.qualifier)}
    return gift.words or str(CONTRIBUTION_LABELS[kind])
