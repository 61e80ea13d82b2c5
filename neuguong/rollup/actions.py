"""What changes totals: folding, rebuilding, taking over new measures, and the recount's own row."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import connection, transaction
from django.utils import timezone

from neuguong.audit.actions import record_bulk
from neuguong.lib.actor import Actor
from neuguong.lib.measure import Kind, Measure, Source
from neuguong.org.actions import lock_tree
from neuguong.org.models import Unit
from neuguong.org.rules import NATION, TREE_LOCK, Shift
from neuguong.rollup import compile as compiled
from neuguong.rollup import fold as folding
from neuguong.rollup import moving, triggers
from neuguong.rollup.models import Check, Image, MeasureMap, MeasureNumber, Total
from neuguong.rollup.sources import columns_of
from neuguong.rollup.verify import Verdict, recount

REPAIR: Final = "rollup.repair"
_KEPT_DIFFERENCES: Final = 1000
MOST_MOVED: Final = 2_000  # above it, adding everything up once is quicker than moving each
_TOLD: Final = 50
_OWN_TABLES: Final = {
    model._meta.db_table for model in (Image, MeasureMap, MeasureNumber, Total, Unit)
}


def fold(limit: int | None = None) -> int:
    """Fold one bite of the outbox, by default what the engine does in a fraction of a second.

    Returns how many images were folded; cheap when there are none.
    """
    if not Image.objects.exists():
        return 0
    return folding.fold_bite(limit or folding.BITE[connection.vendor])


def fold_all() -> int:
    """Fold until nothing waits, as after a bulk load; returns how many images."""
    bite = folding.BIG_BITE[connection.vendor]
    folded = 0
    while taken := fold(bite):
        folded += taken
        if taken < bite:
            break
    return folded


@transaction.atomic
def rebuild(keys: Collection[str] | None = None) -> int:
    """Compute the totals of all measures, or of those named, anew from the records.

    Returns how many rows of totals were written.
    """
    sources = _ready_sources()
    measures = compiled.counted(frozenset(source.number for source in sources))
    chosen = [measure for key, measure in measures.items() if keys is None or key in keys]
    fed = {feed.source.number for measure in chosen for feed in measure.feeds}
    numbers = dict(MeasureNumber.objects.values_list("key", "pk"))
    return folding.recompute(
        [source for source in sources if source.number in fed],
        [numbers[measure.key] for measure in chosen if measure.key in numbers],
    )


@transaction.atomic
def sync_measures() -> list[str]:
    """Take over what the code declares: numbers, map and triggers; rebuild what is counted anew.

    Called after every migrate. Returns the keys that were rebuilt. A measure is rebuilt when its
    definition has changed, and also when a trigger was missing, since writes may have gone uncounted.
    """
    sources = _ready_sources()
    if not sources:
        return []
    lock_tree()
    measures = compiled.counted(frozenset(source.number for source in sources))
    wanted = {key: compiled.digest(measure) for key, measure in measures.items()}
    stored = dict(MeasureNumber.objects.values_list("key", "digest"))
    gone = [key for key, digest in stored.items() if digest and key not in wanted]
    changed = {key for key, digest in wanted.items() if stored.get(key) != digest}
    asleep = triggers.missing(sources)
    if not (gone or changed or asleep):
        return []
    _stop_writers(sources)
    fold_all()  # images still follow the old map
    triggers.make(sources)
    _store(measures, wanted, changed, gone)
    blind = {trigger.table for trigger in asleep}
    changed |= {
        key
        for key, measure in measures.items()
        if any(feed.source.table in blind for feed in measure.feeds)
    }
    rebuild(changed)
    return [key for key in wanted if key in changed]


@contextmanager
def moving_totals(shifts: Sequence[Shift], rolled: Mapping[int, bool]) -> Iterator[None]:
    """Let the totals follow the tree that is rewritten inside: `with moving_totals(…): write`.

    `shifts` are the units that come to stand elsewhere or whose keeping of totals changes; `rolled`
    says of founded, changed and removed ones whether they keep totals afterwards. Needs a transaction
    that holds the tree. Very many moves are answered by counting everything anew.
    """
    if len(shifts) > MOST_MOVED:
        yield
        rebuild()
    else:
        portions = moving.portions(shifts, rolled)
        moving.move_stored(portions.stored)
        if portions.recorded:
            moving.move_recorded(portions.recorded, shifts, list(compiled.lists().sources.values()))
        yield
    moving.clear([unit for unit, keeps in rolled.items() if not keeps])


def drop_triggers() -> None:
    """Take the triggers away, so that SQLite can rebuild tables they name; `sync_measures` follows."""
    triggers.drop(triggers.existing())


def verify(unit: Unit | None = None, by_name: str = "") -> Verdict:
    """Recount from the records, for one branch or all, and keep the result as a row."""
    verdict = recount(unit)
    Check.objects.create(
        at=timezone.now(),
        scope=unit.slug if unit else "",
        checked=verdict.checked,
        differences=verdict.differences[:_KEPT_DIFFERENCES],
        difference_count=len(verdict.differences),
        seconds=verdict.seconds,
        by_name=by_name,
    )
    return verdict


@dataclass(frozen=True, slots=True)
class Mended:
    """What a repair found and set right, and what a recount right after it still finds."""

    before: Verdict
    after: Verdict


def repair(*, by: Actor, unit: Unit | None = None) -> Mended:
    """Recount one branch or all, add to every wrong total what it lacks, and recount again.

    The tree is held still meanwhile, so that nothing folds and no unit moves; writers go on, since an
    image that waits is counted on both sides. What is no total, such as a wrong path, is only told.
    """
    by.require(REPAIR, at=NATION)
    with _still_tree():
        before = recount(unit)
        if before.owed:
            with transaction.atomic():
                _mend(by=by, verdict=before)
    return Mended(before, verify(unit, by_name=by.name))


def _mend(*, by: Actor, verdict: Verdict) -> None:
    """Add what is owed to the stored totals, and record it."""
    numbers = dict(MeasureNumber.objects.values_list("key", "pk"))
    rows = [
        (unit_id, span, numbers[key] if key in numbers else int(key.removeprefix("#")), *parts)
        for (unit_id, span, key), parts in verdict.owed.items()
    ]
    folding.add_to_totals(rows)
    record_bulk(
        by=by,
        act=REPAIR,
        subject_type="rollup.total",
        ids=[unit_id for unit_id, _span, _key in verdict.owed],
        detail={"totals": len(rows), "told": [d["text"] for d in verdict.differences[:_TOLD]]},
    )


@contextmanager
def _still_tree() -> Iterator[None]:
    """Hold the tree across several transactions; SQLite's writer is alone for the whole of one."""
    if connection.vendor == "sqlite":
        with transaction.atomic():
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [TREE_LOCK])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [TREE_LOCK])


def forget_checks(before: datetime) -> int:
    """Drop the results of recounts older than that, the newest one kept; gives how many."""
    newest = Check.objects.order_by("-at").values_list("pk", flat=True).first()
    return Check.objects.filter(at__lt=before).exclude(pk=newest or 0).delete()[0]


def _store(
    measures: dict[str, Measure], digests: dict[str, str], changed: set[str], gone: list[str]
) -> None:
    """Write numbers and map rows of what has changed; a number, once given, is never reused."""
    rows = []
    for key in digests:
        if key in changed:
            number, _new = MeasureNumber.objects.update_or_create(
                key=key,
                defaults={
                    "digest": digests[key],
                    "is_stock": measures[key].kind is Kind.STOCK,
                },
            )
            rows += [
                MeasureMap(measure=number, **row._asdict())
                for row in sorted(set(compiled.map_rows(measures[key])))
            ]
    dropped = MeasureNumber.objects.filter(key__in=[*changed, *gone])
    MeasureMap.objects.filter(measure__in=dropped).delete()
    MeasureMap.objects.bulk_create(rows, batch_size=500)
    ended = MeasureNumber.objects.filter(key__in=gone)
    Total.objects.filter(measure_id__in=[number.pk for number in ended]).delete()
    ended.update(digest="")


def _ready_sources() -> list[Source]:
    """The sources whose tables stand with all the columns they need; none before our own tables."""
    tables = set(connection.introspection.table_names())
    if not tables >= _OWN_TABLES:
        return []
    ready = []
    with connection.cursor() as cursor:
        for source in compiled.lists().sources.values():
            if source.table in tables:
                columns = connection.introspection.get_table_description(cursor, source.table)
                if {column.name for column in columns} >= set(columns_of(source)):
                    ready.append(source)
    return ready


def _stop_writers(sources: list[Source]) -> None:
    """Wait for writers to end and let none begin; on SQLite this transaction already does."""
    if connection.vendor == "postgresql":
        tables = ", ".join(sorted({source.table for source in sources}))
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE")
