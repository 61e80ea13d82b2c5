"""The act that forgets files handed in long ago; what was made of them stays, and cannot be undone."""

from datetime import date

from django.db import transaction

from neuguong.audit.actions import record_bulk
from neuguong.exchange.models import ImportPage, ImportRow, ImportRun, ListRun
from neuguong.exchange.queries.keeping import old_imports, old_lists
from neuguong.exchange.rights import Right
from neuguong.files.actions import discard
from neuguong.lib.actor import Actor


@transaction.atomic
def drop_old_uploads(*, by: Actor, before: date) -> int:
    """Forget the files, and what was typed over them, of imports that ended before a day."""
    count = 0
    models: tuple[type[ImportRun] | type[ListRun], ...] = (ImportRun, ListRun)
    for model in models:
        found = old_imports(before) if model is ImportRun else old_lists(before)
        rows = list(found.select_related("file"))
        ids = [row.pk for row in rows]
        if model is ImportRun:
            ImportPage.objects.filter(run__in=ids).delete()
            ImportRow.objects.filter(run__in=ids).update(before=None, after=None)
            ImportRun.objects.filter(pk__in=ids).update(file=None, corrections={}, choices={})
        else:
            ListRun.objects.filter(pk__in=ids).update(file=None, answers={}, changes={})
        for row in rows:
            if row.file is not None:
                discard(file=row.file)
        if ids:
            record_bulk(
                by=by, act=Right.IMPORT, subject_type=model._meta.label_lower, ids=ids,
                detail={"verb": "uploads_dropped"},
            )  # fmt: skip
        count += len(ids)
    return count
