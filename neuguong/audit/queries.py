"""Reading the log, newest entry first. Who may read which part is asked by the rooms above."""

from django.db.models import QuerySet

from neuguong.audit.models import AuditEntry


def entries_of(subject_type: str, subject_id: int) -> QuerySet[AuditEntry]:
    """The history of one row: what was done to it; the type is written as in `deeds.deed`."""
    return AuditEntry.objects.filter(
        subject_type=subject_type, subject_id=subject_id, kind=AuditEntry.WRITE
    )


def reads_of_person(person_id: int) -> QuerySet[AuditEntry]:
    """Who opened the record of a person, which part of it, when and why."""
    return AuditEntry.objects.filter(person_id=person_id, kind=AuditEntry.READ)


def latest(limit: int = 50) -> QuerySet[AuditEntry]:
    """The last entries of the whole log, a slice of at most `limit`."""
    return AuditEntry.objects.all()[:limit]
