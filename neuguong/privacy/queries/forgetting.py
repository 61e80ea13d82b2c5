"""What stands in the way of forgetting a person, what would go, and who may decide it."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.utils.module_loading import import_string

from neuguong.audit.models import AuditEntry
from neuguong.audit.queries import entry_ids_of_person
from neuguong.deeds.models import Contribution, Deed, Evidence, Registration, Result
from neuguong.honours.models import Award, Entry, Nominee
from neuguong.lib.actor import Actor, PathRange
from neuguong.lib.refusal import Refusal
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.org.queries import ancestor_paths, grassroots_path, within
from neuguong.people.models import Person
from neuguong.people.queries import memberships_on
from neuguong.privacy.models import DataRequest, Forgetting, Hold, RetentionTerm
from neuguong.privacy.queries.consents import basis_of, home_of
from neuguong.privacy.queries.naming import (
    Mention,
    accounts_of,
    loose_in,
    mentions_of,
)
from neuguong.privacy.rights import Right
from neuguong.privacy.rules import OPEN, TERMS, Basis, Purpose, RecordKind, may_forget


@dataclass(frozen=True, slots=True)
class ForgetPage:
    """What the one who decides sees before a person is forgotten."""

    person: Person
    unit: Unit
    refusal: Refusal | None
    done: Forgetting | None
    holds: list[Hold]
    mentions: list[Mention]
    registrations: int
    deeds: int
    pictures: int
    loose: Sequence[object]


def forget_page(by: Actor, person_id: int, *, today: date) -> ForgetPage:
    """The page of a person's end in the data; 404 for whom the reader may not decide.

    403 where names may not be read there and the person has not asked anything.
    """
    person, unit = person_of_desk(by, person_id, today=today)
    done = forgotten(person.pk)
    asked = DataRequest.objects.filter(person=person, state__in=OPEN).exists()
    if not (done or asked or by.sees_names(unit.path)):
        text = _(
            "Ở đây chỉ đọc được tên khi chính người đó có yêu cầu, hoặc sau khi ghi lý do mở tên."
        )
        raise PermissionDenied(text)
    theirs = Registration.objects.filter(person=person)
    return ForgetPage(
        person=person,
        unit=unit,
        refusal=None if done else hindrance(person, unit, today),
        done=done,
        holds=list(Hold.objects.filter(person=person)),
        mentions=[] if done else mentions_of(person, units_near(person)),
        registrations=theirs.count(),
        deeds=Deed.objects.filter(registration__in=theirs).count(),
        pictures=Evidence.objects.filter(registration__in=theirs).count(),
        loose=[] if done else loose_in(units_near(person)),
    )


def person_of_desk(by: Actor, person_id: int, *, today: date) -> tuple[Person, Unit]:
    """A person, and the unit through which the reader runs the desk for them; otherwise 404."""
    person = Person.objects.filter(pk=person_id).first()
    if person is None:
        raise Http404
    units = [home_of(person_id, today), *Unit.objects.filter(memberships__person=person).distinct()]
    for unit in filter(None, units):
        if by.may(Right.DESK, at=unit):
            return person, unit
    raise Http404


def forgotten(person_id: int) -> Forgetting | None:
    """The row that says that a person was forgotten."""
    return Forgetting.objects.filter(person_id=person_id).first()


def hindrance(person: Person, unit: Unit, today: date) -> Refusal | None:
    """Why a person may not be forgotten today; None when they may."""
    holds = Hold.objects.filter(person=person, since__lte=today)
    holds = holds.filter(Q(until=None) | Q(until__gte=today))
    by_duty = basis_of(unit, Purpose.RUN, today)[0] is Basis.DUTY
    is_member = memberships_on(unit, today).filter(person=person).exists()
    return may_forget(
        holds=[hold.reason for hold in holds],
        is_member_by_duty=by_duty and is_member,
        duty_until=_kept_until(person, today) if by_duty else None,
    )


def _kept_until(person: Person, today: date) -> date | None:
    """Until when the newest registration must be kept; None when that is over."""
    year = (
        Registration.objects.filter(person=person).order_by("-year").values_list("year", flat=True)
    )
    newest = year.first()
    if newest is None:
        return None
    months = term_months(RecordKind.PROGRAMME, today)
    end = newest + 1 + months // 12
    until = date(end, months % 12 + 1, 1)
    return until if until > today else None


def term_months(kind: RecordKind, day: date) -> int:
    """How many months a kind of record is kept on that day."""
    rows = RetentionTerm.objects.filter(kind=kind.value, since__lte=day)
    found = rows.order_by("-since", "-pk").values_list("months", flat=True).first()
    return TERMS[kind].months if found is None else found


def units_near(person: Person) -> list[int]:
    """The units in which people would speak of this one: their grassroots organisations, whole."""
    units = Unit.objects.filter(memberships__person=person) | Unit.objects.filter(
        registrations__person=person
    )
    paths = {grassroots_path(unit) for unit in units.distinct()}
    ranges = [PathRange.branch(path) for path in sorted(paths)]
    return list(within(Unit.objects.all(), ranges).values_list("pk", flat=True))


def rows_of(person: Person) -> list[tuple[str, int]]:
    """The rows that are the person's own, as pairs of table and number."""
    mine = Registration.objects.filter(person=person)
    deeds = Deed.objects.filter(registration__in=mine)
    gifts = Contribution.objects.filter(registration__in=mine)
    found = [("people.person", person.pk)]
    for label, rows in (("deeds.registration", mine), ("deeds.deed", deeds)):
        found += [(label, pk) for pk in rows.values_list("pk", flat=True)]
    return found + [("deeds.contribution", pk) for pk in gifts.values_list("pk", flat=True)]


def units_of_lists(person: Person) -> list[int]:
    """The units for which a list with the person may have come: near ones, and the line above."""
    near = units_near(person)
    paths = Unit.objects.filter(memberships__person=person).values_list("path", flat=True)
    line = {above for path in paths for above in ancestor_paths(path)}
    return [*near, *Unit.objects.filter(path__in=line).values_list("pk", flat=True)]


def drop_uploads() -> Callable[..., int]:
    """The act of a room above that forgets the files about a person."""
    act: Callable[..., int] = import_string(
        import_string(f"{settings.NEUGUONG_HANDLERS}.FORGET_ABOVE")
    )
    return act


def log_of(person: Person) -> list[int]:
    """Numbers of the entries of the log that may name the person."""
    mine = Registration.objects.filter(person=person).values_list("pk", flat=True)
    deeds = Deed.objects.filter(registration__in=list(mine)).values_list("pk", flat=True)
    gifts = Contribution.objects.filter(registration__in=list(mine)).values_list("pk", flat=True)
    papers = Evidence.objects.filter(registration__in=list(mine)).values_list("pk", flat=True)
    results = Result.objects.filter(deed__in=list(deeds)).values_list("pk", flat=True)
    accounts = accounts_of(person)
    subjects: dict[str, Collection[int]] = {
        "deeds.registration": list(mine),
        "deeds.deed": list(deeds),
        "deeds.contribution": list(gifts),
        "deeds.evidence": list(papers),
        "deeds.result": list(results),
        "people.account": accounts,
    }
    for model in (Entry, Nominee, Award):
        rows = model._default_manager.filter(person=person)
        subjects[model._meta.label_lower] = list(rows.values_list("pk", flat=True))
    found = set(entry_ids_of_person(person.pk, accounts, subjects))
    name = person.full_name
    named = Q(personal__subject_label__contains=name) | Q(personal__reason__contains=name)
    named |= Q(personal__detail_json__contains=name)
    found.update(AuditEntry.objects.filter(named).values_list("pk", flat=True))
    return sorted(found)
