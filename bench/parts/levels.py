"""The same page at every level: its figures against the plain read of its rows, and the page itself."""

from typing import Final

from django.urls import reverse

from bench import records, rivals, synthetic
from bench.lines import Line
from bench.parts.dashboard import plain_read
from bench.parts.page import against_small_pages, signed_in
from bench.rivals import YEAR
from bench.sizes import Size
from bench.timing import alternate
from neuguong.lib.dates import Period
from neuguong.org.models import Unit
from neuguong.people.access import SystemActor
from neuguong.people.actions import grant_role, open_account
from neuguong.people.models import Account
from neuguong.rollup.queries.figure import Sum
from neuguong.rollup.queries.span import Span
from neuguong.rollup.queries.sums import children_sums

PART: Final = "levels"
LEVELS: Final = {"nation": "", "province": "/0", "commune": "/0/0"}


def measure(engine: str, size: Size) -> list[Line]:
    """A hundred images wait everywhere; a commune's children keep no totals, so it asks the records."""
    records.late(100)
    units = {level: Unit.objects.get(slug=synthetic.ROOT + tail) for level, tail in LEVELS.items()}
    lines = [_read(engine, size, level, unit) for level, unit in units.items()]
    return lines + _pages(engine, size, units)


def _read(engine: str, size: Size, level: str, unit: Unit) -> Line:
    span = Span.of(Period("year", YEAR), [measure.key for measure in rivals.chosen()])
    children = dict(Unit.objects.filter(parent=unit).values_list("pk", "rolled"))
    rolled = all(children.values())
    against, other = "the same rows by primary key", plain_read(list(children))
    if not rolled:
        query = rivals.grouping(unit)
        against, other = "GROUP BY over its records", lambda: list(rivals.asked(query).values())
        found = children_sums(unit, span, all_rolled=False) or {}
        theirs = rivals.asked(query)
        keys = [measure.key for measure in rivals.chosen()]
        if any(
            tuple(found[pk].get(key, Sum()).v for key in keys) != row for pk, row in theirs.items()
        ):
            raise AssertionError(level)
    ours, bare = alternate(
        lambda: children_sums(unit, span, all_rolled=rolled), other, seconds=size.seconds * 2
    )
    return Line(PART, engine, f"{len(children)} children of a {level} × 30", against, ours, bare,
                3.0 if rolled else None)  # fmt: skip


def _pages(engine: str, size: Size, units: dict[str, Unit]) -> list[Line]:
    root = units["nation"]
    by = SystemActor("bench")
    account = open_account(
        by=by, username="bench", name="bench", password="bench-bench-bench", at=root, person=None
    )
    grant_role(
        by=by, account_id=account.pk, role="unit_leader", unit_id=root.pk, since=synthetic.BEGAN
    )
    client = signed_in(Account.objects.get(pk=account.pk))
    pages = {
        f"page of figures of a {level}": reverse("home:figures", args=[unit.slug]) + f"?ky={YEAR}"
        for level, unit in units.items()
    }
    lines = against_small_pages(PART, engine, size, client, pages, root.pk)
    return [line for line in lines if line.limit]
