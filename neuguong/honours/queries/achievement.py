"""What the year's records say of one nominated: deeds, amounts, gifts, the honour roll, earlier awards."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils import translation

from neuguong.deeds.measures import RESULT_KIND
from neuguong.deeds.models import CONTRIBUTION_LABELS, Contribution, Deed, Quantity
from neuguong.deeds.rules import ContributionKind, DeedState, Standing
from neuguong.honours.models import Award, Entry, Nominee
from neuguong.honours.queries.lists import award_words
from neuguong.honours.rules.awards import years_words
from neuguong.honours.rules.roll import EntryState
from neuguong.lib.amounts import Qualifier, format_amount, merge_qualifiers
from neuguong.lib.vietnamese import nfc
from neuguong.lib.words import gettext as _

_UNITS = {
    ContributionKind.LABOUR_DAYS: "ngày công",
    ContributionKind.LAND: "m²",
}


@dataclass(frozen=True, slots=True)
class DeedLine:
    """One deed in words: what was promised, what came of it, whether it is done."""

    text: str
    result: str
    is_done: bool
    year: int


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount the records add up to; `words` is the finished number with its unit."""

    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Achievement:
    """All of it; `registered` and `done` count deeds."""

    registered: int
    done: int
    deeds: list[DeedLine]
    sums: list[Sum]
    entries: list[str]
    awards: list[str]

    @property
    def sentences(self) -> list[str]:
        """The same as sentences one may begin the words of an achievement with, in Vietnamese."""
        with translation.override("vi"):
            return self._said()

    def _said(self) -> list[str]:
        said = []
        if self.registered:
            words = {"count": self.registered, "done": self.done}
            said.append(_("Đăng ký %(count)s việc làm theo, hoàn thành %(done)s việc.") % words)
        if self.sums:
            parts = "; ".join(f"{each.label.lower()}: {each.words}" for each in self.sums)
            said.append(_("Kết quả đã xác nhận: %(parts)s.") % {"parts": parts})
        said += [_("Được ghi danh: %(what)s.") % {"what": each} for each in self.entries]
        return said


def achievement_of(nominee: Nominee) -> Achievement:
    """What stands of one nominated in the years of the nomination; six statements. In Vietnamese."""
    with translation.override("vi"):
        return _drawn(nominee)


def _drawn(nominee: Nominee) -> Achievement:
    first, last = nominee.first_year, nominee.last_year
    deeds = Deed.objects.filter(year__gte=first, year__lte=last, standing=Standing.COUNTED).exclude(
        state=DeedState.REPLACED
    )
    if nominee.person_id:
        deeds = deeds.filter(registration__person=nominee.person_id)
    elif nominee.collective_id:
        deeds = deeds.filter(registration__collective=nominee.collective_id)
    else:
        deeds = deeds.filter(pk=nominee.deed_id or 0)
    rows = list(deeds.prefetch_related("results").order_by("year", "number"))
    ids = [deed.pk for deed in rows]
    entries = Entry.objects.filter(
        subject_key=nominee.subject_key, state=EntryState.DECIDED, year__gte=first, year__lte=last
    )
    awards = Award.objects.filter(subject_key=nominee.subject_key, revoked_on=None)
    return Achievement(
        registered=len(rows),
        done=sum(deed.state == DeedState.DONE for deed in rows),
        deeds=[_line(deed) for deed in rows],
        sums=[*_amounts(ids), *_gifts(ids)],
        entries=[
            _("%(what)s (số %(number)s/%(year)s)")
            % {"what": entry.summary, "number": entry.number, "year": entry.year}
            for entry in entries
        ],
        awards=[
            f"{award_words(award)} ({years_words(award.first_year, award.last_year)})"
            for award in awards.select_related("form").order_by("decided_on")
        ],
    )


def result_words(deed: Deed) -> str:
    """What came of a deed by its records, short: its amounts and gifts."""
    with translation.override("vi"):
        return _result(deed)[:300]


def _result(deed: Deed) -> str:
    said = [
        format_amount(each.amount, each.unit_word, Qualifier(each.qualifier))
        for result in deed.results.all()
        for each in result.quantities.all()
    ]
    for gift in deed.contributions.all():
        if gift.counted:
            said.append(_gift_words(gift.kind, gift.amount, Qualifier(gift.qualifier)))
    return "; ".join(said)


def _line(deed: Deed) -> DeedLine:
    told = "; ".join(result.text for result in deed.results.all() if result.text)
    return DeedLine(deed.text, told, deed.state == DeedState.DONE, deed.year)


def _amounts(deed_ids: list[int]) -> Iterable[Sum]:
    rows = Quantity.objects.filter(result__deed__in=deed_ids, counted=1).order_by(
        "kind", "unit_word"
    )
    groups: dict[tuple[int, str], list[Quantity]] = defaultdict(list)
    for row in rows:
        groups[row.kind, row.unit_word].append(row)
    for (kind, word), each in groups.items():
        label = str(RESULT_KIND[kind].label) if kind in RESULT_KIND else _("Kết quả khác")
        total = sum((row.amount for row in each), Decimal(0))
        yield Sum(label, format_amount(total, word, _merged(row.qualifier for row in each)))


def _gifts(deed_ids: list[int]) -> Iterable[Sum]:
    groups: dict[int, list[Contribution]] = defaultdict(list)
    for row in Contribution.objects.filter(deed__in=deed_ids, counted=1).order_by("kind"):
        groups[row.kind].append(row)
    for kind, each in groups.items():
        label = nfc(str(CONTRIBUTION_LABELS[ContributionKind(kind)]))
        total = sum((row.amount for row in each), Decimal(0))
        words = _gift_words(kind, total, _merged(row.qualifier for row in each))
        yield Sum(label[:1].upper() + label[1:], words)


def _gift_words(kind: int, amount: Decimal, qualifier: Qualifier) -> str:
    return format_amount(amount, _UNITS.get(ContributionKind(kind), "đồng"), qualifier)


def _merged(qualifiers: Iterable[int]) -> Qualifier:
    found = [Qualifier(each) for each in qualifiers]
    least = sum(each in (Qualifier.AT_LEAST, Qualifier.ORDER) for each in found)
    most = sum(each is Qualifier.AT_MOST for each in found)
    about = sum(each is Qualifier.ABOUT for each in found)
    return merge_qualifiers(len(found) - least - most - about, least, most, about)
