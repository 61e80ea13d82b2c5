"""Gentle checks: what a reader might ask about a line. They explain, and never block or grade.

Usual ranges are those of domain 11.5 in smallest units, wide enough that an honest large deed passes. A hint
about a neighbour never says whose line it is (design 11).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from neuguong.deeds.rules.states import ContributionKind
from neuguong.deeds.rules.texts import is_vague
from neuguong.lib.words import gettext as _


@dataclass(frozen=True, slots=True)
class Hint:
    """One sentence beside a line, with what to look at; `code` is stable for tests and styles."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Range:
    """From where to where an amount of this kind usually lies, in smallest units."""

    low: int
    high: int

    def holds(self, amount: int | float) -> bool:
        """Whether the amount is a usual one."""
        return self.low <= amount <= self.high


# Number of a result kind -> usual range in its smallest units (m; m²; pieces; people).
RANGES: Mapping[int, Range] = {
    1: Range(20, 8_000),
    2: Range(20, 8_000),
    3: Range(20, 8_000),
    4: Range(300, 500_000),
    5: Range(1, 4),
    6: Range(300, 300_000),
    7: Range(1, 25),
    8: Range(1, 20),
    9: Range(1, 120),
    10: Range(1, 400),
    11: Range(1, 120),
    12: Range(20, 8_000),
    13: Range(50, 12_000),
    14: Range(1, 6),
    15: Range(3, 8_000),
    16: Range(1, 400),
    17: Range(1, 120),
    18: Range(5, 6_000),
    19: Range(10, 12_000),
    20: Range(1, 15),
    21: Range(1, 15),
    22: Range(1, 400),
    23: Range(1, 300),
}
GIFT_RANGES: Mapping[int, Range] = {
    ContributionKind.OWN_MONEY: Range(20_000, 90_000_000),
    ContributionKind.MOBILISED_MONEY: Range(50_000, 500_000_000),
    ContributionKind.BUDGET: Range(100_000, 5_000_000_000),
    ContributionKind.LABOUR_DAYS: Range(1, 600),
    ContributionKind.LAND: Range(500, 300_000),
    ContributionKind.GOODS: Range(20_000, 200_000_000),
}


def deed_hints(text: str, *, before: str | None = None, beside: bool = False) -> list[Hint]:
    """What to ask about the words of a deed.

    `before` is the subject's own deed of last year in the same words; `beside` says that another
    registrant of the unit wrote the same this year.
    """
    hints: list[Hint] = []
    if is_vague(text):
        hints.append(
            Hint("general", _("Việc còn chung. Ghi thêm làm gì, ở đâu, bao nhiêu. Giữ cũng được."))
        )
    if before:
        hints.append(
            Hint(
                "as_last_year", _("Giống hệt việc của năm trước. Năm nay có gì khác thì ghi thêm.")
            )
        )
    if beside:
        hints.append(
            Hint("as_beside", _("Trong đơn vị đã có một việc cùng lời. Nếu là việc chung, ghi vào công"
                                " trình chung để chỉ tính một lần."))
        )  # fmt: skip
    return hints


def quantity_hints(
    kind: int, scaled: int, factors: Mapping[str, int], unit_word: str
) -> list[Hint]:
    """What to ask about an amount: a digit too many or too few, another unit, or just unusual.

    `scaled` is in smallest units; `factors` maps the unit words of the kind to theirs.
    """
    usual = RANGES.get(kind)
    if usual is None or usual.holds(scaled):
        return []
    own = factors.get(unit_word, 1)
    for word, factor in factors.items():
        if factor != own and usual.holds(scaled * factor / own):
            return [
                Hint("unit_slip", _("Số này lớn hoặc nhỏ hơn thường lệ nhiều. Có phải là “%(word)s”?")
                     % {"word": word})
            ]  # fmt: skip
    return _far(usual, scaled)


def contribution_hints(kind: int, scaled: int) -> list[Hint]:
    """What to ask about a gift: thousands for millions, a nought too many, or just unusual."""
    usual = GIFT_RANGES.get(kind)
    if usual is None or usual.holds(scaled):
        return []
    money = kind in (
        ContributionKind.OWN_MONEY,
        ContributionKind.MOBILISED_MONEY,
        ContributionKind.BUDGET,
        ContributionKind.GOODS,
    )
    if money and scaled < usual.low and usual.holds(scaled * 1_000):
        return [Hint("unit_slip", _("Số tiền rất nhỏ. Có phải là nghìn đồng?"))]
    if money and scaled < usual.low and usual.holds(scaled * 1_000_000):
        return [Hint("unit_slip", _("Số tiền rất nhỏ. Có phải là triệu đồng?"))]
    return _far(usual, scaled)


def _far(usual: Range, scaled: int) -> list[Hint]:
    if scaled > usual.high:
        if usual.holds(scaled / 10) or usual.holds(scaled / 100):
            return [Hint("factor_ten", _("Số này lớn hơn thường lệ. Có thừa chữ số 0 không?"))]
        return [Hint("unusual", _("Số này lớn hơn thường lệ nhiều. Xem lại số và đơn vị tính."))]
    if usual.holds(scaled * 10) or usual.holds(scaled * 100):
        return [Hint("factor_ten", _("Số này nhỏ hơn thường lệ. Có thiếu chữ số 0 không?"))]
    return [Hint("unusual", _("Số này nhỏ hơn thường lệ nhiều. Xem lại số và đơn vị tính."))]


def shared_gift_hint() -> Hint:
    """The cell and one of its people both wrote a gift of this amount on about this day."""
    return Hint(
        "shared_gift",
        _("Chi bộ và một người trong chi bộ cùng ghi khoản này. Nếu là một, bỏ bớt một nơi."),
    )
