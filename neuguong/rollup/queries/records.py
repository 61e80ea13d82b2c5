"""The records behind a figure: every number is a door (design 1)."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from neuguong.lib.actor import PathRange
from neuguong.lib.dates import Period
from neuguong.lib.measure import Ask, Feed, Kind, Measure, Record
from neuguong.org.models import Unit
from neuguong.rollup.compile import lists
from neuguong.rollup.queries.different import first_rows


def listed(
    measure: Measure,
    unit: Unit,
    period: Period,
    branches: tuple[PathRange, ...],
    sees_names: Callable[[str], bool],
    own: bool,
    after: int,
    limit: int | None,
) -> Iterator[Record]:
    """The records of a counted measure in the order of their key; none of an attribute.

    Those of a ratio are the denominator's; the amount is what the numerator adds of it, 1 where it
    counts rows, otherwise 0, so that the sum is the numerator and the rows make the denominator. Of different
    subjects the first record of each has amount 1, so that the sum is how many there are.
    """

    def records(feed: Feed, *, whole: bool = False) -> Iterator[Record]:
        ask = Ask(
            source=feed.source,
            where=feed.where,
            value=feed.value,
            branches=branches,
            months=period.months,
            at=period.last_day if feed.source.is_stock else None,
            sees_names=sees_names,
            own_unit=unit.pk if own else None,
            after=0 if whole else after,
            limit=None if whole else limit,
        )
        return lists().lister(feed.source)(ask)

    if measure.kind is Kind.DECLARED:
        stated = lists().stated(measure.key, unit, period)
        return iter(stated.records if stated else ())
    if measure.kind is Kind.DISTINCT:
        firsts = first_rows(measure, period, branches)
        found = (record for feed in measure.feeds for record in records(feed))
        return (replace(record, amount=int(record.id in firsts)) for record in found)
    if measure.kind is not Kind.RATIO:
        return (record for feed in measure.feeds for record in records(feed))
    measures = lists().measures
    top, bottom = measures[measure.numerator].feeds[0], measures[measure.denominator].feeds[0]
    # Records of two tables are of one subject where they are of one unit: its plan, and its state.
    # Their keys have nothing in common, so a page of the one is asked against all of the other.
    one_table = top.source == bottom.source

    def subject(record: Record) -> int:
        return record.id if one_table else record.unit_id

    counted = {subject(record): record.amount for record in records(top, whole=not one_table)}
    return (replace(record, amount=counted.get(subject(record), 0)) for record in records(bottom))
