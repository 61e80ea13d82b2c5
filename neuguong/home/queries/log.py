"""The log for those who may read it: entries of their branches, found by person, actor, act and day."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from neuguong.audit.models import AuditEntry
from neuguong.audit.queries import reads_of_lists, reads_of_person
from neuguong.deeds.models import Contribution, Deed, Evidence, Registration
from neuguong.deeds.queries import may_read
from neuguong.org.models import Unit
from neuguong.org.queries import ancestor_paths, unit_seen, within
from neuguong.people.access import AccountActor, denial
from neuguong.people.models import Account, Grant, Person
from neuguong.people.queries import person_seen, search_people

VIEW: Final = "audit.view"
PAGE: Final = 50
MOST_COUNTED: Final = 500
_DIGITS: Final = 19  # of the largest number a row may have
_SHOWN_READS: Final = 50
_OF_UNIT: Final = ("org.", "programme.", "people.grant", "people.see_names", "exchange.")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; empty parts do not matter."""

    person: str = ""
    actor: str = ""
    act: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class LogPage:
    """Some entries, newest first; `after` is the number of the last when more follow.

    `offices` are the roles by which was acted what no longer names anybody, by the number of the entry.
    """

    entries: list[AuditEntry]
    after: int | None
    count: int
    units: dict[int, Unit]
    officials: set[int]
    offices: Mapping[int, Grant] = field(default_factory=dict)

    @property
    def is_more(self) -> bool:
        """Whether there are more than are counted."""
        return self.count > MOST_COUNTED


def entries_for(by: AccountActor, wanted: Wanted) -> QuerySet[AuditEntry]:
    """The entries of the branches whose log one may read, as far as they are looked for."""
    ranges = by.scope(VIEW)
    if not ranges:
        raise PermissionDenied(denial(VIEW))
    theirs = Q(unit_id__in=within(Unit.objects.order_by(), ranges).values("pk"))
    if Unit.objects.filter(path__in=[each.lo for each in ranges], parent=None).exists():
        theirs |= Q(unit_id=None)  # sign-ins that failed, commands: for those who read a whole tree
    found = AuditEntry.objects.filter(theirs)
    if wanted.person:
        found = found.filter(_of_people(_people(by, wanted.person)))
    if wanted.actor:
        found = found.filter(by_id__in=_accounts(wanted.actor))
    if wanted.act:
        found = found.filter(act=wanted.act)
    if wanted.first is not None:
        found = found.filter(at__gte=_midnight(wanted.first))
    if wanted.last is not None:
        found = found.filter(at__lt=_midnight(wanted.last + timedelta(days=1)))
    return found


def log_page(found: QuerySet[AuditEntry], after: int) -> LogPage:
    """One page of entries, and a count that stops at some hundreds."""
    rows = found.filter(pk__lt=after) if after else found
    entries = list(rows.order_by("-pk")[: PAGE + 1])
    count = found.order_by()[: MOST_COUNTED + 1].count()
    return page_of(entries[:PAGE], count, entries[PAGE - 1].pk if len(entries) > PAGE else None)


def page_of(entries: Sequence[AuditEntry], count: int, after: int | None = None) -> LogPage:
    """The entries with what their words need: units, and which accounts are those of officials."""
    units = {entry.unit_id for entry in entries if entry.unit_id}
    accounts = {entry.by_id for entry in entries if entry.by_id}
    accounts |= {
        entry.subject_id
        for entry in entries
        if entry.subject_id and entry.subject_type == "people.account"
    }
    officials = Grant.objects.filter(account_id__in=accounts).exclude(role="member")
    found = Unit.objects.in_bulk(sorted(units))
    return LogPage(
        entries=list(entries),
        after=after,
        count=count,
        units=found,
        officials=set(officials.values_list("account_id", flat=True)),
        offices=_offices([entry for entry in entries if entry.about is None], found),
    )


def _offices(nameless: Sequence[AuditEntry], units: Mapping[int, Unit]) -> dict[int, Grant]:
    """The role by which each was done: that of the account on the day, nearest above the unit.

    Roles outlive the name of who held them, so that who did it stays answerable as an office.
    """
    if not nameless:
        return {}
    rows = Grant.objects.filter(account_id__in={entry.by_id for entry in nameless if entry.by_id})
    held: dict[int, list[Grant]] = {}
    for grant in rows.select_related("unit").order_by("unit__path", "role"):
        held.setdefault(grant.account_id, []).append(grant)
    found: dict[int, Grant] = {}
    for entry in nameless:
        day = timezone.localdate(entry.at)
        unit = units.get(entry.unit_id or 0)
        path = unit.path if unit else ""
        for grant in held.get(entry.by_id or 0, ()):
            is_held = grant.valid_from <= day and (grant.valid_to is None or day <= grant.valid_to)
            if is_held and (not path or path.startswith(grant.unit.path)):
                found[entry.pk] = grant
    return found


def registration_with_log(by: AccountActor, registration_id: int) -> Registration:
    """A registration whose history the reader may read: 404 when not theirs to know of, else 403."""
    rows = Registration.objects.select_related("unit", "person", "collective")
    found = rows.filter(pk=registration_id).first()
    if found is None:
        raise Http404
    _require(by, found.unit, knows=may_read(by, found))
    return found


def deed_with_log(by: AccountActor, deed_id: int) -> Deed:
    """A deed whose history the reader may read; 404 or 403 as above."""
    found = Deed.objects.select_related("registration__unit").filter(pk=deed_id).first()
    if found is None:
        raise Http404
    unit = found.registration.unit
    _require(by, unit, knows=may_read(by, found.registration))
    return found


def person_with_log(by: AccountActor, person_id: int) -> tuple[Person, Unit]:
    """A person, and the unit through which the reader may read their history; 404 or 403 as above."""
    person = Person.objects.filter(pk=person_id).first()
    if person is None:
        raise Http404
    for unit in Unit.objects.filter(memberships__person=person).distinct():
        if by.may(VIEW, at=unit):
            return person, unit
    person_seen(by, person_id)
    raise PermissionDenied(denial(VIEW))


def unit_with_log(by: AccountActor, slug: str) -> Unit:
    """A unit whose history the reader may read; 404 or 403 as above."""
    unit = unit_seen(by, slug)
    by.require(VIEW, at=unit)
    return unit


def of_registration(found: Registration) -> QuerySet[AuditEntry]:
    """What was done to a registration, its deeds, gifts and papers, and who read it."""
    deeds = Deed.objects.filter(registration=found).values_list("pk", flat=True)
    gifts = Contribution.objects.filter(registration=found).values_list("pk", flat=True)
    papers = Evidence.objects.filter(registration=found).values_list("pk", flat=True)
    return _on({
        "deeds.registration": [found.pk], "deeds.deed": list(deeds),
        "deeds.contribution": list(gifts), "deeds.evidence": list(papers),
    })  # fmt: skip


def of_deed(found: Deed) -> QuerySet[AuditEntry]:
    """What was done to a deed, its gifts and pictures."""
    gifts = Contribution.objects.filter(deed=found).values_list("pk", flat=True)
    papers = Evidence.objects.filter(deed=found).values_list("pk", flat=True)
    return _on({
        "deeds.deed": [found.pk], "deeds.contribution": list(gifts), "deeds.evidence": list(papers),
    })  # fmt: skip


def of_person(person: Person) -> QuerySet[AuditEntry]:
    """What was done to the record of a person, and who read it."""
    return AuditEntry.objects.filter(_of_people([person.pk]))


def of_unit(unit: Unit) -> QuerySet[AuditEntry]:
    """What was done to a unit itself: its life, its years, rights on it, files brought in."""
    acts = Q()
    for prefix in _OF_UNIT:
        acts |= Q(act__startswith=prefix)
    own = Q(subject_type="org.unit", subject_id=unit.pk)
    return AuditEntry.objects.filter(own | Q(unit_id=unit.pk) & acts)


def reads_shown(person: Person) -> list[AuditEntry]:
    """Who opened the record of a person, and lists of their units with names, newest first."""
    paths = set(Unit.objects.filter(memberships__person=person).values_list("path", flat=True))
    line = paths.union(*(ancestor_paths(path) for path in paths))
    units = Unit.objects.filter(path__in=line).values_list("pk", flat=True)
    own = list(reads_of_person(person.pk)[:_SHOWN_READS])
    lists = list(reads_of_lists(list(units)).exclude(by_id=_account_of(person))[:_SHOWN_READS])
    return sorted([*own, *lists], key=lambda entry: entry.pk, reverse=True)[:_SHOWN_READS]


def _account_of(person: Person) -> int:
    found = Account.objects.filter(person=person).values_list("pk", flat=True).first()
    return found or 0


def _require(by: AccountActor, unit: Unit, *, knows: bool) -> None:
    if by.may(VIEW, at=unit):
        return
    if knows:
        raise PermissionDenied(denial(VIEW))
    raise Http404


def _on(subjects: dict[str, Collection[int]]) -> QuerySet[AuditEntry]:
    theirs = Q(pk__in=())
    for subject_type, ids in subjects.items():
        if ids:
            theirs |= Q(subject_type=subject_type, subject_id__in=ids)
    return AuditEntry.objects.filter(theirs)


def _of_people(ids: Collection[int]) -> Q:
    theirs = Registration.objects.filter(person_id__in=ids)
    deeds = Deed.objects.filter(registration__in=theirs).order_by()
    return (
        Q(person_id__in=ids)
        | Q(subject_type="people.person", subject_id__in=ids)
        | Q(subject_type="deeds.registration", subject_id__in=theirs.order_by().values("pk"))
        | Q(subject_type="deeds.deed", subject_id__in=deeds.values("pk"))
    )


def _people(by: AccountActor, words: str) -> list[int]:
    """People by number, or by a name the reader may read."""
    if _is_number(words):
        return [int(words)]
    return [person.pk for person in search_people(by, words, PAGE)]


def _is_number(words: str) -> bool:
    """Whether the words are a number that a row may have."""
    return words.isascii() and words.isdigit() and len(words) < _DIGITS


def _accounts(words: str) -> list[int]:
    """Accounts by number, sign-in name or the name they show."""
    if _is_number(words):
        return [int(words)]
    called = Q(username__iexact=words) | Q(name__iexact=words)
    return list(Account.objects.filter(called).values_list("pk", flat=True)[:PAGE])


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
