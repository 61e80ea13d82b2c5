"""Adds up the rows of a table as they come, to compare with what its totals claim."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from neuguong.deeds.rules import ContributionKind
from neuguong.exchange.workbook import values
from neuguong.exchange.workbook.drafts import Finding, GiftDraft, RowDraft, finding, own_money
from neuguong.exchange.workbook.layout import ColumnUse, Table
from neuguong.exchange.workbook.lines import Line, deeds_counted
from neuguong.exchange.workbook.values import Problem
from neuguong.lib.amounts import format_amount, format_number
from neuguong.lib.words import gettext as _

_MONEY: Final = ("money", "planned_money")
_MOST_BOUNDS: Final = 300  # parts that one group may span


@dataclass(frozen=True, slots=True)
class _Tally:
    """What rows come to; a difference of two is what the rows between come to."""

    deeds: int = 0
    labour: Decimal = Decimal(0)
    money: Decimal = Decimal(0)
    planned_money: Decimal = Decimal(0)

    def plus(self, row: RowDraft) -> "_Tally":
        return _Tally(
            self.deeds + len(row.deeds),
            self.labour
            + sum(_labour(deed.labour_days, deed.gifts) for deed in row.deeds)
            + _labour(Decimal(0), row.gifts),
            self.money
            + sum(deed.typed_money for deed in row.deeds)
            + own_money(row.gifts, done=True),
            self.planned_money + sum(deed.planned_cost for deed in row.deeds),
        )

    def less(self, other: "_Tally", key: str) -> Decimal:
        """The difference in one figure."""
        return Decimal(getattr(self, key)) - Decimal(getattr(other, key))


@dataclass(frozen=True, slots=True)
class _Claim:
    """A figure that a row says of other rows; the unit is that of the sentence."""

    row: int
    use: ColumnUse
    key: str
    value: Decimal
    unit: str


def _labour(plain: Decimal, gifts: Iterable[GiftDraft]) -> Decimal:
    days = (g.amount.value for g in gifts if g.kind is ContributionKind.LABOUR_DAYS)
    return plain + sum(days, Decimal(0))


class Sums:
    """Remembers what rows came to at each bound of a part, and which claims wait for rows below."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._whole = self._start = _Tally()
        self._bounds: list[_Tally] = []
        self._waiting: list[tuple[int, _Tally, list[_Claim]]] = []

    def add(self, row: RowDraft) -> None:
        """Count a row."""
        self._whole = self._whole.plus(row)

    def start_part(self, line: Line) -> None:
        """A group begins; the figures in its own row are said of what follows."""
        self._bound()
        if claims := list(self._claims(line.row)):
            self._waiting.append((len(self._bounds), self._whole, claims))

    def check(self, line: Line) -> Iterator[Finding]:
        """A warning for each total that is neither the sum of its part nor of all rows above."""
        claims = list(self._claims(line.row))
        if self._whole == _Tally():  # a total above its rows
            self._waiting.append((-1, self._whole, claims))
            return
        for claim in claims:
            part, whole = self._whole.less(self._start, claim.key), self._of_all(claim.key)
            if claim.value not in (part, whole):
                yield self._mismatch(claim, whole if line.is_grand else part)
        if not line.is_grand:
            self._bound()

    def finish(self) -> Iterator[Finding]:
        """The same for the claims that stood above their rows."""
        self._bound()
        for place, start, claims in self._waiting:
            bounds = self._bounds[place : place + _MOST_BOUNDS] if place >= 0 else []
            for claim in claims:
                sums = [bound.less(start, claim.key) for bound in (*bounds, self._whole)]
                if claim.value not in sums:
                    yield self._mismatch(claim, sums[0], below=True)

    def _bound(self) -> None:
        self._bounds.append(self._whole)
        self._start = self._whole

    def _of_all(self, key: str) -> Decimal:
        return Decimal(getattr(self._whole, key))

    def _claims(self, row: int) -> Iterator[_Claim]:
        """The figures in a row under the columns that can be added up."""
        deed = self.table.use("deed")
        counted = deeds_counted(self.table.text(row, "deed"))
        if deed and counted is not None:
            yield _Claim(row, deed, "deeds", Decimal(counted), _("việc"))
        for key in (*_MONEY, "labour"):
            use, value = self.table.use(key), self.table.value(row, key)
            if use is None or values.is_nothing(value):
                continue
            try:
                if key == "labour":
                    yield _Claim(row, use, key, values.read_labour(value).value, _("ngày công"))
                else:
                    money = values.read_money(value, use.factor).value
                    yield _Claim(row, use, key, money, _("đồng"))
            except Problem:
                continue

    def _mismatch(self, claim: _Claim, found: Decimal, *, below: bool = False) -> Finding:
        words = {
            "claimed": format_amount(claim.value, claim.unit),
            "found": format_amount(found, claim.unit),
            "gap": format_number(abs(claim.value - found)),
        }
        if below:
            text = _(
                "ghi %(claimed)s nhưng cộng các dòng dưới được %(found)s, lệch %(gap)s; hãy xem lại."
            )
        else:
            text = _(
                "ghi %(claimed)s nhưng cộng các dòng trên được %(found)s, lệch %(gap)s; hãy xem lại."
            )
        return finding(self.table, claim.row, claim.use, "total_mismatch", text % words, "")
