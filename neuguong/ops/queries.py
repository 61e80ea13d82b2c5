"""What the commands ask of the database itself: its steps, its triggers, who else is connected."""

from collections.abc import Iterable, Iterator, Sequence
from random import SystemRandom

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Exists, Max, OuterRef

from neuguong.audit.models import AuditEntry, AuditSeal
from neuguong.audit.queries import guards
from neuguong.deeds.models import Deed, Registration
from neuguong.files.models import StoredFile
from neuguong.org.models import Unit, UnitState
from neuguong.people.models import Account, Person
from neuguong.reorganisations.models import Reorganisation
from neuguong.reorganisations.rules import ReorganisationState
from neuguong.rollup.compile import counted, digest
from neuguong.rollup.models import MeasureNumber


def pending_migrations() -> list[str]:
    """The steps that the code has and the database has not, such as `org.0001_found_units`."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{step.app_label}.{step.name}" for step, _backwards in plan]


def applied_migrations() -> list[str]:
    """The steps that the database has been through, in alphabetical order."""
    return sorted(
        ".".join(step) for step in MigrationExecutor(connection).loader.applied_migrations
    )


def known_migrations() -> set[str]:
    """The steps that this code knows."""
    return {".".join(step) for step in MigrationExecutor(connection).loader.disk_migrations}


def has_data() -> bool:
    """Whether any unit or account is in the database; it may have no tables yet."""
    tables = set(connection.introspection.table_names())
    return any(
        model._meta.db_table in tables and model._default_manager.exists()
        for model in (Unit, Account)
    )


def synth_begun(act: str) -> str:
    """Size, seed and year of the invented data that was begun in this database; empty without any."""
    rows = AuditEntry.objects.filter(act=act).order_by("pk")
    return rows.values_list("subject_type", flat=True).first() or ""


def years_registered() -> list[int]:
    """The years in which anybody registered, oldest first."""
    return sorted(Registration.objects.order_by().values_list("year", flat=True).distinct())


def is_rearranged(unit: Unit, title: str) -> bool:
    """Whether a reorganisation of that title was carried out in a unit's branch."""
    applied = ReorganisationState.APPLIED
    return Reorganisation.objects.filter(unit=unit, title=title, state=applied).exists()


def names_beginning(beginnings: Sequence[str]) -> dict[str, str]:
    """Names of the living units whose slug begins in one of these ways, by slug."""
    found: dict[str, str] = {}
    for beginning in beginnings:
        rows = Unit.objects.filter(slug__gte=beginning, slug__lt=f"{beginning}~", closed_on=None)
        found.update(rows.values_list("slug", "name"))
    return found


def slugs_there(slugs: Sequence[str]) -> set[str]:
    """Those of the slugs that some unit has."""
    found: set[str] = set()
    for start in range(0, len(slugs), 500):
        part = slugs[start : start + 500]
        found.update(Unit.objects.filter(slug__in=part).values_list("slug", flat=True))
    return found


def log_triggers_missing() -> list[str]:
    """Names of the triggers that keep the log from being changed, where they are not in place."""
    if connection.vendor == "postgresql":
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
    else:
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    with connection.cursor() as cursor:
        cursor.execute(query)
        there = {name for (name,) in cursor.fetchall()}
    return sorted(guards()[connection.vendor] - there)


def measures_out_of_date() -> list[str]:
    """Keys that the database counts in another way than the code says, or not at all, or in vain."""
    wanted = {key: digest(measure) for key, measure in counted().items()}
    stored = dict(MeasureNumber.objects.exclude(digest="").values_list("key", "digest"))
    return sorted(
        key for key in wanted.keys() | stored.keys() if wanted.get(key) != stored.get(key)
    )


def branches_by_chance(count: int) -> list[Unit]:
    """So many branches that lie apart: units that keep totals and have none beneath that do."""
    below = Unit.objects.filter(parent=OuterRef("pk"), rolled=True)
    rows = Unit.objects.filter(~Exists(below), rolled=True)
    keys = list(rows.values_list("pk", flat=True))
    return list(Unit.objects.filter(pk__in=SystemRandom().sample(keys, min(count, len(keys)))))


def stored_hashes() -> Iterator[str]:
    """The hash of all bytes that uploads refer to; one may come several times."""
    rows = StoredFile.objects.values_list("sha256", "thumbnail_sha256").order_by()
    for sha256, thumbnail in rows.iterator(chunk_size=10_000):
        yield sha256
        if thumbnail:
            yield thumbnail


def top_units(year: int) -> list[Unit]:
    """The units that stand under no other and were there in a year, by slug."""
    rows = Unit.objects.filter(parent=None, opened_on__year__lte=year).select_related("type")
    return list(rows.order_by("slug"))


def rows_there() -> dict[str, int]:
    """How many rows the tables have that hold what people wrote, by table."""
    tables = (Unit, Person, Registration, Deed, StoredFile, AuditEntry)
    return {table._meta.db_table: table._default_manager.count() for table in tables}


def sealed_to() -> int:
    """The place of the last seal of the log; 0 before the first."""
    return AuditSeal.objects.aggregate(last=Max("position"))["last"] or 0


def seal_at(position: int) -> str:
    """The hash of the seal at a place; "" when there is none."""
    return AuditSeal.objects.filter(position=position).values_list("hash", flat=True).first() or ""


def exported_snapshot() -> str:
    """Make the transaction that has just begun see one moment of PostgreSQL, and name that for others."""
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        name: str = cursor.fetchone()[0]
        return name


def other_sessions() -> int:
    """How many other programs are connected to this PostgreSQL database; 0 on SQLite."""
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        count: int = cursor.fetchone()[0]
        return count


def account_of(username: str) -> Account:
    """The account of a sign-in name that is known to exist."""
    return Account.objects.get(username=username)


def unit_of(slug: str) -> Unit:
    """The unit of a slug that is known to exist."""
    return Unit.objects.select_related("type").get(slug=slug)


def states_beneath(slugs: Iterable[str]) -> list[UnitState]:
    """The open states of the units directly beneath some, in the order of founding."""
    rows = UnitState.objects.filter(parent__slug__in=sorted(slugs), valid_to=None)
    return list(rows.select_related("unit", "parent").order_by("unit"))
