"""What was said to the honour of a person or a unit in a year: for reviews, reports and certificates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from neuguong.honours.models import Award, Entry
from neuguong.honours.queries.lists import award_words
from neuguong.honours.rules.awards import years_words
from neuguong.honours.rules.roll import EntryState
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit


@dataclass(frozen=True, slots=True)
class Honour:
    """One honour in a finished sentence, with the page that shows it: a name of an address, a number."""

    words: str
    day: date | None
    link: tuple[str, int]


def honours_of_person(person_id: int, year: int) -> list[Honour]:
    """Entries of the roll and awards of a person in a year, by day; asks no right: the caller does."""
    entries = Entry.objects.filter(person=person_id, year=year, state=EntryState.DECIDED)
    awards = Award.objects.filter(person=person_id, decided_on__year=year, revoked_on=None)
    return _told(entries, awards.select_related("form"))


def honours_of_unit(unit: Unit, year: int) -> list[Honour]:
    """The same of a unit as a collective; not of those in it."""
    entries = Entry.objects.filter(collective=unit, year=year, state=EntryState.DECIDED)
    awards = Award.objects.filter(collective=unit, decided_on__year=year, revoked_on=None)
    return _told(entries, awards.select_related("form"))


def _told(entries: Iterable[Entry], awards: Iterable[Award]) -> list[Honour]:
    found = [
        Honour(
            _("Ghi danh Người tốt, việc tốt: %(what)s") % {"what": entry.summary},
            entry.decided_on,
            ("honours:entry", entry.pk),
        )
        for entry in entries
    ]
    found += [
        Honour(
            _("%(form)s (thành tích %(years)s), %(decision)s")
            % {
                "form": award_words(award),
                "years": years_words(award.first_year, award.last_year),
                "decision": award.decision or _("chưa ghi số quyết định"),
            },
            award.decided_on,
            ("honours:award", award.pk),
        )
        for award in awards
    ]
    return sorted(found, key=lambda each: each.day or date.min)
