"""Deeds worth telling: those chosen for a report and those one may choose from, without people's names.

Outside the cell an example is a collective, or a person by what they are: "một đảng viên" (design 11).
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Count, Prefetch, Q, QuerySet

from neuguong.deeds.measures import RESULT_KIND
from neuguong.deeds.models import Contribution, Deed, Quantity, Registration, Result
from neuguong.deeds.queries import examples_for
from neuguong.deeds.rules import (
    CONTRIBUTION_SCALE,
    ContributionKind,
    DeedState,
    Standing,
    SubjectKind,
    mask_names,
)
from neuguong.documents.document import Bound, Text
from neuguong.lib.actor import PathRange
from neuguong.lib.amounts import Qualifier, format_amount, from_scaled
from neuguong.lib.dates import Period
from neuguong.lib.vietnamese import fold
from neuguong.org.models import Unit
from neuguong.org.queries import within
from neuguong.people.models import CATEGORY_LABELS
from neuguong.people.rules import PARTY_MEMBERS, Category
from neuguong.reports.queries.numbers import Doors, states_on
from neuguong.reports.queries.wording import (
    Phrase,
    gift_words,
    listed,
    lower_first,
    result_words,
)
from neuguong.rollup.queries import TODAY, WAS, branches_on, measure_of

OFFERED: Final = 40
_GIFTS: Final = {
    ContributionKind.OWN_MONEY: ("contributions.money", "đồng"),
    ContributionKind.MOBILISED_MONEY: ("contributions.money_mobilised", "đồng"),
    ContributionKind.BUDGET: ("contributions.money_budget", "đồng"),
    ContributionKind.LABOUR_DAYS: ("contributions.labour_days", "ngày công"),
    ContributionKind.LAND: ("contributions.land", "m²"),
    ContributionKind.GOODS: ("contributions.goods_value", "đồng"),
}
_OTHER: Final = "Kết quả khác"
_MEMBER: Final = "một đảng viên"
_RESIDENT: Final = "một người dân"


@dataclass(frozen=True, slots=True)
class Amount:
    """One figure of a deed: how it is said, with {} for the figure, and its name in a table."""

    words: str
    label: str
    bound: Bound


@dataclass(frozen=True, slots=True)
class Example:
    """A deed as a report may tell it: who (no person's name), where, what, and with which figures.

    `collective` is the unit that registered it, None for a person; `unit` is where it stands.
    """

    deed_id: int
    registration_id: int
    who: str
    where: str
    text: str
    amounts: tuple[Amount, ...]
    unit: Unit
    collective: Unit | None

    @property
    def subject(self) -> str:
        """Who and where in one: "Chi bộ thôn A (Đảng bộ xã B)"."""
        return f"{self.who} ({self.where})" if self.where else self.who


def chosen(unit: Unit, period: Period, ids: Sequence[int]) -> list[Example]:
    """The chosen deeds that still are done and counted in the branch, in the order chosen."""
    rows = {deed.pk: deed for deed in _tellable(unit, period).filter(pk__in=list(ids))}
    return _examples(unit, period, [rows[pk] for pk in ids if pk in rows])


def offered(
    unit: Unit, period: Period, words: str = "", kept: Collection[int] = ()
) -> list[Example]:
    """Deeds to choose from: those chosen, then collectives' and people's with most figures.

    `words` look for a deed's text or its unit, marks or none.
    """
    rows = _tellable(unit, period)
    first = list(rows.filter(pk__in=list(kept)))
    if fold(words):
        for word in fold(words).split():
            rows = rows.filter(Q(search__contains=word) | Q(unit__search__contains=word))
        found = list(_with_most_figures(rows))
    else:
        ids = [deed.pk for deed in examples_for(_branches(unit, period), period.last_year, OFFERED)]
        best = {deed.pk: deed for deed in rows.filter(pk__in=ids)}
        found = [best[pk] for pk in ids if pk in best]
        found += _with_most_figures(rows.filter(subject_kind=SubjectKind.INDIVIDUAL))
    known = {deed.pk for deed in first}
    return _examples(unit, period, [*first, *(deed for deed in found if deed.pk not in known)])


def told_as_one(examples: Sequence[Example], facts: Sequence[Bound]) -> Phrase:
    """The examples of one registration as a line: who, their facts, then each deed with its figures."""
    facts_by = {bound.key.partition("@")[0]: bound.key for bound in facts}
    known: list[Phrase] = []
    told_all = any(
        bound.key == facts_by.get("deeds.by_party_collectives") and bound.value == len(examples)
        for bound in facts
    )
    if members := facts_by.get("people.members"):
        known.append((f"có {{{members}}}\u00a0đảng viên",))
    if deeds := facts_by.get("deeds.by_party_collectives"):
        if told_all:
            known.append((f"đăng ký và hoàn thành {{{deeds} unit}}",))
        else:
            known.append((f"đăng ký {{{deeds} unit}}, tiêu biểu",))
    begin: Phrase = (Text(examples[0].subject),)
    if known:
        begin = (*begin, " ", *listed(known, last=", "))
    deeds_told = [_told(example) for example in examples]
    return (*begin, ": ", *listed(deeds_told, between="; ", last="; "), ".")


def _told(example: Example) -> Phrase:
    text = Text(lower_first(example.text))
    if not example.amounts:
        return (text,)
    said = "; ".join(a.words.format(f"{{{a.bound.key} unit}}") for a in example.amounts)
    return (text, f" ({said})")


def _tellable(unit: Unit, period: Period) -> QuerySet[Deed]:
    """Deeds of the branch done in the period, with their counted figures."""
    counted = Quantity.objects.filter(counted=1).order_by("pk")
    rows = within(Deed.objects.all(), _branches(unit, period), "unit__path")
    rows = rows.filter(
        state=DeedState.DONE, standing=Standing.COUNTED, done_month__in=period.months
    )
    return rows.select_related(
        "unit", "registration__unit", "registration__collective__type"
    ).prefetch_related(
        Prefetch("results", Result.objects.prefetch_related(Prefetch("quantities", counted))),
        Prefetch("contributions", Contribution.objects.filter(counted=1).order_by("pk")),
    )


def _branches(unit: Unit, period: Period) -> tuple[PathRange, ...]:
    """Where the unit's deeds stand: as it was, or today for a period before the unit was founded."""
    return branches_on(unit, period, TODAY if period.last_day < unit.opened_on else WAS)


def _with_most_figures(rows: QuerySet[Deed]) -> QuerySet[Deed]:
    counted = rows.annotate(
        figures=Count("results__quantities", distinct=True) + Count("contributions", distinct=True)
    )
    return counted.order_by("-figures", "pk")[:OFFERED]


def _examples(unit: Unit, period: Period, deeds: Sequence[Deed]) -> list[Example]:
    doors = Doors.of(period)
    registrations = [deed.registration for deed in deeds]
    states = states_on(
        {found.unit_id: found.unit for found in registrations}.values(), period.last_day
    )
    names = _names_at(registrations)
    parents = {pk: state.parent for pk, state in states.items() if state.parent_id != unit.pk}
    above = states_on(filter(None, parents.values()), period.last_day)
    made = []
    for deed, found in zip(deeds, registrations, strict=True):
        parent = parents.get(found.unit_id)
        upper = above[parent.pk].name if parent is not None and parent.pk in above else ""
        who, where = _subject(found, upper, is_here=found.unit_id == unit.pk)
        amounts = (*_achieved(deed, doors), *_given(deed, doors))
        text = _masked(deed.text, names[found.unit_id, found.year]).strip().rstrip(".;")
        made.append(
            Example(deed.pk, found.pk, who, where, text, amounts, found.unit, found.collective)
        )
    return made


def _masked(text: str, names: Collection[str]) -> str:
    """The text without people's names, looked through until none is found: one may hide the next."""
    masked = mask_names(text, names)
    return text if masked == text else _masked(masked, names)


def _names_at(registrations: Iterable[Registration]) -> dict[tuple[int, int], list[str]]:
    """The names of everybody registered at the units of these registrations, to be masked."""
    wanted = {(found.unit_id, found.year) for found in registrations}
    names: dict[tuple[int, int], list[str]] = {key: [] for key in wanted}
    rows = Registration.objects.filter(
        unit__in={unit for unit, _year in wanted}, year__in={year for _unit, year in wanted},
        person__isnull=False,
    )  # fmt: skip
    for unit, year, name in rows.values_list("unit_id", "year", "name"):
        if (unit, year) in names:
            names[unit, year].append(name)
    return names


def _subject(found: Registration, above: str, *, is_here: bool) -> tuple[str, str]:
    """Who did it and what stands above; a person only by what they are."""
    if found.person_id is None:
        return found.name, above
    category = Category(found.category) if found.category else Category.RESIDENT
    if category in PARTY_MEMBERS:
        who = _MEMBER
    elif category is Category.RESIDENT:
        who = _RESIDENT
    else:
        who = f"một {CATEGORY_LABELS[category]}"
    who = who[:1].upper() + who[1:]
    return (who, "") if is_here else (f"{who} {found.unit_name}", above)


def _achieved(deed: Deed, doors: Doors) -> list[Amount]:
    made = []
    for result in deed.results.all():
        for quantity in result.quantities.all():
            kind = RESULT_KIND.get(quantity.kind)
            if kind is None:
                words, label, href = "{}", _OTHER, ""
                value, unit = from_scaled(quantity.amount_scaled, 100), quantity.unit_word
            else:
                key = f"results.{kind.key}"
                words, label = result_words(key), str(kind.label)
                href = doors.records(deed.unit.slug, key, rieng="1")
                value, unit = from_scaled(quantity.amount_scaled, kind.scale), str(kind.unit)
            text = format_amount(value, "", Qualifier(quantity.qualifier))
            bound = Bound(f"deeds.Quantity:{quantity.pk}", text, href, unit, value)
            made.append(Amount(words, label, bound))
    return made


def _given(deed: Deed, doors: Doors) -> list[Amount]:
    made = []
    for gift in deed.contributions.all():
        kind = ContributionKind(gift.kind)
        key, unit = _GIFTS[kind]
        value = from_scaled(gift.amount_scaled, CONTRIBUTION_SCALE[kind])
        text = format_amount(value, "", Qualifier(gift.qualifier))
        href = doors.records(deed.unit.slug, key, rieng="1")
        bound = Bound(f"deeds.Contribution:{gift.pk}", text, href, unit, value)
        made.append(Amount(gift_words(key), str(measure_of(key).label), bound))
    return made
