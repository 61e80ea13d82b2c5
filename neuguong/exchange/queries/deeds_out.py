"""Rows of the list of deeds that goes out: shared works, deeds with what came of them, gifts beside them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Prefetch, QuerySet

from neuguong.deeds.models import Contribution, Deed, Quantity, Registration, Result, Work
from neuguong.deeds.rules import DeedState, Standing, mask_names
from neuguong.exchange.queries.ways_out import names_of_several, not_too_many
from neuguong.exchange.workbook.deedcells import LOOSE, WHOLE_WORK
from neuguong.lib.actor import Actor, PathRange
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.org.queries import within

_CHUNK: Final = 500
# Words that our reader takes for these states.
_PROGRESS: Final = {
    DeedState.DONE: "x",
    DeedState.REPORTED: "Đang làm, đã báo xong",
    DeedState.IN_PROGRESS: "Đang làm",
    DeedState.CARRIED_OVER: "Chuyển sang năm sau",
    DeedState.NOT_DONE: "Không làm được",
}


@dataclass(frozen=True, slots=True)
class DeedOut:
    """A deed with who promised it, as far as the reader may know; or a shared work, or gifts alone.

    Without a deed the row tells what `registration` gave beside all deeds, or of `work` as a whole.
    """

    number: int
    unit: Unit
    named: bool
    by_slug: bool
    registration: Registration | None = None
    deed: Deed | None = None
    work: Work | None = None
    results: Sequence[Result] = ()
    quantities: Sequence[Quantity] = ()
    gifts: Sequence[Contribution] = ()

    @property
    def is_loose(self) -> bool:
        """Whether it tells what was given beside all deeds."""
        return self.deed is None and self.registration is not None

    @property
    def person_name(self) -> str:
        """The name as registered, with the nickname that tells two apart."""
        found = self.registration
        if found is None or found.person is None:
            return ""
        if not self.named:
            return _("một người")
        nick = found.person.nickname
        return f"{found.name} ({nick})" if nick else found.name

    @property
    def collective_name(self) -> str:
        """The collective, if it is one; of a shared work the unit that leads it."""
        leads = self.work.unit if self.work and self.registration is None else None
        collective = self.registration.collective if self.registration else leads
        if collective is None:
            return ""
        return collective.slug if self.by_slug else collective.name

    @property
    def unit_name(self) -> str:
        """Where a person registered; a collective is a place itself."""
        if self.collective_name:
            return ""
        return self.unit.slug if self.by_slug else self.unit.name

    @property
    def post(self) -> str:
        """The post as registered, where the name may be read."""
        return self.registration.post if self.named and self.registration else ""

    @property
    def birth_year(self) -> int | None:
        """The birth year, where the name may be read."""
        person = self.registration.person if self.registration else None
        return person.birth_year if person and self.named else None

    @property
    def text(self) -> str:
        """What is promised, or what the row is about."""
        if self.deed is not None:
            return self.masked(self.deed.text)
        return LOOSE if self.is_loose else WHOLE_WORK

    @property
    def result_text(self) -> str:
        """What came of it."""
        return self.masked("; ".join(result.text for result in self.results if result.text))

    @property
    def progress(self) -> str:
        """The state in words that our reader takes for it."""
        if self.deed is None:
            return "x" if self.work and self.work.done_on and not self.is_loose else ""
        state = DeedState(self.deed.state)
        return _PROGRESS.get(state, "Chưa" if self.results or self.gifts else "")

    @property
    def is_done(self) -> bool:
        """Whether what was given for it was received with it."""
        return self.deed is not None and self.deed.state == DeedState.DONE

    @property
    def state_on(self) -> date | None:
        """Since when it stands where it stands; nothing where nothing was said of it yet."""
        if self.deed is not None:
            return None if self.deed.state == DeedState.REGISTERED else self.deed.state_on
        return self.work.done_on if self.work and not self.is_loose else None

    @property
    def told_on(self) -> date | None:
        """The day of its last result, or of the first gift, where it is another day."""
        day = self.results[-1].day if self.results else None
        if self.is_loose:
            day = self.gifts[0].day
        return day if day != self.state_on else None

    def masked(self, text: str) -> str:
        """Words without names, where names may not be read."""
        if self.named:
            return text
        found = self.registration
        return mask_names(text, [found.name] if found and found.person_id else [])


def deeds_out(by: Actor, unit: Unit, year: int) -> Iterator[DeedOut]:
    """The deeds of a branch and a year that count or wait, shared works first: by unit, then name.

    Names are there as the reader may read them.
    """
    branch = [PathRange.branch(unit.path)]
    rows = within(Registration.objects.filter(year=year), branch, "unit__path")
    rows = rows.exclude(standing=Standing.NONE)
    not_too_many(Deed.objects.filter(registration__in=rows).count())
    twice = names_of_several(unit)
    number = 0
    for row in _works(by, unit, year, twice):
        number += 1
        yield row
    ordered = rows.select_related("unit", "person", "collective").order_by(
        "unit__path", "sort", "pk"
    )
    for found in ordered.prefetch_related(_deeds(), _gifts()).iterator(chunk_size=_CHUNK):
        named = by.sees_names(found.unit.path)
        by_slug = (found.collective or found.unit).name in twice
        gifts: dict[int, list[Contribution]] = defaultdict(list)
        for gift in found.contributions.all():
            gifts[gift.deed_id or 0].append(gift)
        for deed in found.deeds.all():
            number += 1
            results = list(deed.results.all())
            yield DeedOut(
                number, found.unit, named, by_slug, found, deed, deed.work, results,
                [each for result in results for each in result.quantities.all()], gifts[deed.pk],
            )  # fmt: skip
        if gifts[0]:
            number += 1
            yield DeedOut(number, found.unit, named, by_slug, found, gifts=gifts[0])


def _works(by: Actor, unit: Unit, year: int, twice: set[str]) -> Iterator[DeedOut]:
    """The shared works that units of the branch lead."""
    rows = within(Work.objects.filter(year=year), [PathRange.branch(unit.path)], "unit__path")
    ordered = (
        rows.select_related("unit").prefetch_related("quantities").order_by("unit__path", "pk")
    )
    for number, work in enumerate(ordered, start=1):
        named, by_slug = by.sees_names(work.unit.path), work.unit.name in twice
        amounts = list(work.quantities.all())
        yield DeedOut(number, work.unit, named, by_slug, work=work, quantities=amounts)


def _deeds() -> "Prefetch[str, QuerySet[Deed], str]":
    rows = Deed.objects.exclude(state=DeedState.REPLACED).select_related("work").order_by("number")
    return Prefetch("deeds", rows.prefetch_related("results__quantities"))


def _gifts() -> "Prefetch[str, QuerySet[Contribution], str]":
    return Prefetch("contributions", Contribution.objects.order_by("pk"))
