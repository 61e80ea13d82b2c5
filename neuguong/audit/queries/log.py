"""Reading the log, newest entry first. Who may read which part is asked by the rooms above."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from neuguong.audit.models import AuditEntry


def entries_of(subject_type: str, subject_id: int) -> QuerySet[AuditEntry]:
    """The history of one row: what was done to it; the type is written as in `deeds.deed`."""
    return AuditEntry.objects.filter(
        subject_type=subject_type, subject_id=subject_id, kind=AuditEntry.WRITE
    )


def reads_of_person(person_id: int) -> QuerySet[AuditEntry]:
    """Who opened the record of a person, which part of it, when and why."""
    return AuditEntry.objects.filter(person_id=person_id, kind=AuditEntry.READ)


def reads_of_lists(unit_ids: Collection[int]) -> QuerySet[AuditEntry]:
    """Who read lists with names of these units."""
    return AuditEntry.objects.filter(
        unit_id__in=unit_ids, kind=AuditEntry.READ, bulk_count__isnull=False
    )


def entry_ids_of_person(
    person_id: int, account_ids: Collection[int], subjects: dict[str, Collection[int]]
) -> list[int]:
    """Every entry that may name the person: done by them, done to their rows, read of them."""
    theirs = Q(person_id=person_id) | Q(by_id__in=account_ids)
    theirs |= Q(subject_type="people.person", subject_id=person_id)
    for subject_type, ids in subjects.items():
        theirs |= Q(subject_type=subject_type, subject_id__in=ids)
    return list(AuditEntry.objects.filter(theirs).order_by("pk").values_list("pk", flat=True))


def latest(limit: int = 50) -> QuerySet[AuditEntry]:
    """The last entries of the whole log, a slice of at most `limit`."""
    return AuditEntry.objects.all()[:limit]
