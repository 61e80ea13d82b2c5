"""The acts that end what was kept too long; counted facts are never among it."""

from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from neuguong.audit.actions import record
from neuguong.evaluations.actions import end_old_reviews
from neuguong.files.actions import discard
from neuguong.jobs.actions import forget_finished
from neuguong.lib.actor import Actor
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.vietnamese import nfc
from neuguong.lib.words import gettext as _
from neuguong.org.rules import NATION
from neuguong.privacy.models import RetentionRun, RetentionTerm
from neuguong.privacy.queries.keeping import elsewhere, kept_too_long, rows_of
from neuguong.privacy.rights import RETENTION, Right
from neuguong.privacy.rules import TERMS, RecordKind

_LEAST_MONTHS = 1


@transaction.atomic
def set_term(
    *, by: Actor, kind: RecordKind, months: int, since: date, citation: str
) -> RetentionTerm:
    """Set how many months a kind of record is kept on this site from a day on."""
    by.require(Right.SET, at=NATION)
    if months < _LEAST_MONTHS:
        raise Refused(Refusal("term_short", _("Thời hạn ít nhất là một tháng.")))
    made = RetentionTerm.objects.create(
        kind=kind.value, months=months, since=since, citation=nfc(citation).strip(),
        by_name=by.name[:160],
    )  # fmt: skip
    record(
        by=by, act=RETENTION, subject=made,
        detail={"verb": "term", "kind": kind.value, "months": months},
    )  # fmt: skip
    return made


@transaction.atomic
def run_retention(*, by: Actor, now: datetime, dry: bool = False) -> RetentionRun:
    """Go through everything that has a term, end what is over it, and keep the report.

    A dry run only counts. Kinds that are only warned of are left to people.
    """
    report = []
    for kept in kept_too_long(timezone.localdate(now)):
        term = TERMS[kept.kind]
        ends = kept.due and not dry and not term.only_warns
        ended = _end(by, kept.kind, kept.before) if ends else 0
        report.append(
            {"kind": kept.kind.value, "months": kept.months, "before": kept.before.isoformat(),
             "due": kept.due, "soon": kept.soon, "ended": ended}
        )  # fmt: skip
    made = RetentionRun.objects.create(at=now, dry=dry, report=report, by_name=by.name[:160])
    record(
        by=by, act=RETENTION, subject=made,
        detail={"verb": "dry_run" if dry else "run",
                "ended": sum(int(str(line["ended"])) for line in report)},
    )  # fmt: skip
    return made


def _end(by: Actor, kind: RecordKind, before: date) -> int:
    if kind.value in elsewhere():
        return int(import_string(elsewhere()[kind.value][1])(by=by, before=before))
    if kind is RecordKind.JOBS:
        return forget_finished(timezone.make_aware(datetime.combine(before, time())))
    if kind is RecordKind.REVIEWS:
        return end_old_reviews(by=by, before=before)
    rows = rows_of(kind, before)
    if kind is RecordKind.EVIDENCE:
        files = [row.file for row in rows.select_related("file")]
        rows.delete()
        for file in files:
            discard(file=file)
        return len(files)
    return rows.update(note="", answer="", proof="", asker="", entered_by_name="", assigned_name="")
