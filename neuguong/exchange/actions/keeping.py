"""Acts that forget files handed in; what was made of them stays, and cannot be undone any more."""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from neuguong.audit.actions import record_bulk
from neuguong.exchange.models import ImportPage, ImportRow, ImportRun, ListRun
from neuguong.exchange.queries.keeping import imports_about, lists_of, old_imports, old_lists
from neuguong.exchange.rights import Right
from neuguong.files.actions import discard
from neuguong.lib.actor import Actor


@transaction.atomic
def drop_old_uploads(*, by: Actor, before: date) -> int:
    """Forget the files, and what was typed over them, of imports that ended before a day."""
    return _drop(by, list(old_imports(before)), list(old_lists(before)))


@transaction.atomic
def drop_uploads_about(
    *, by: Actor, rows: Collection[tuple[str, int]], unit_ids: Collection[int]
) -> int:
    """Forget the files from which these rows were made, and the lists of people of these units.

    `rows` are pairs such as ("deeds.deed", 7); a file that still waits stays with who brought it.
    """
    return _drop(by, list(imports_about(rows)), list(lists_of(unit_ids)))


def _drop(by: Actor, imports: list[ImportRun], lists: list[ListRun]) -> int:
    """Take away file, preview and typed cells; the figures of what was read stay."""
    ids, list_ids = [run.pk for run in imports], [run.pk for run in lists]
    ImportPage.objects.filter(run__in=ids).delete()
    ImportRow.objects.filter(run__in=ids).update(before=None, after=None)
    ImportRun.objects.filter(pk__in=ids).update(file=None, corrections={}, choices={})
    ListRun.objects.filter(pk__in=list_ids).update(file=None, answers={}, changes={})
    for file in [*(run.file for run in imports), *(run.file for run in lists)]:
        if file is not None:
            discard(file=file)
    for model, found in ((ImportRun, ids), (ListRun, list_ids)):
        if found:
            record_bulk(
                by=by, act=Right.IMPORT, subject_type=model._meta.label_lower, ids=found,
                detail={"verb": "uploads_dropped"},
            )  # fmt: skip
    return len(ids) + len(list_ids)
