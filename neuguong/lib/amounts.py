"""Amounts as Vietnamese writes them: read ("gần 4,3 triệu đồng"), kept exact, and written again."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from functools import lru_cache
from typing import Final

from django.utils.translation import gettext as _

from neuguong.lib.figures import (
    AmountError,
    bare_unit,
    clean,
    exact,
    format_number,
    many_numbers,
    no_number,
    plain,
    read_figures,
    short,
    times_of,
    within,
)
from neuguong.lib.vietnamese import fold

__all__ = [
    "AmountError",
    "ParsedAmount",
    "Qualifier",
    "format_amount",
    "format_number",
    "from_scaled",
    "merge_qualifiers",
    "parse_amount",
    "to_scaled",
    "unit_factor",
]

NBSP: Final = "\u00a0"


class Qualifier(IntEnum):
    """How exactly an amount is known; stored, never silently turned into an exact value."""

    EXACT = 1
    AT_LEAST = 2
    AT_MOST = 3
    ABOUT = 4
    ORDER = 5
    EXACTLY = 1

    @property
    def word(self) -> str:
        """The word of this qualifier in JSON and CSV: "exactly", "at_least" and so on."""
        return "exactly" if self is Qualifier.EXACT else self.name.lower()


@dataclass(frozen=True, slots=True)
class ParsedAmount:
    """What was read: the value with triệu and tỷ worked out, and the unit as it was typed."""

    value: Decimal
    qualifier: Qualifier
    unit_text: str | None


_BEFORE: Final = {
    Qualifier.AT_LEAST: (
        *("ít nhất", "chí ít", "tối thiểu", "không dưới", "không ít hơn", "không kém"),
        *("trên", "hơn", "vượt", "từ", ">=", "≥", ">"),
    ),
    Qualifier.AT_MOST: (
        *("nhiều nhất", "tối đa", "không quá", "không hơn", "không trên", "chưa đến", "chưa tới"),
        *("suýt soát", "ngót", "gần", "dưới", "<=", "≤", "<"),
    ),
    Qualifier.ABOUT: (
        *("ước tính", "ước chừng", "ước đạt", "ước", "khoảng chừng", "khoảng", "chừng"),
        *("xấp xỉ", "độ chừng", "tầm", "~", "≈"),
    ),
}


def _any_of(words: Iterable[str]) -> str:
    """A pattern of these words, with their marks or without any."""
    return "|".join(re.escape(way) for word in words for way in dict.fromkeys((word, fold(word))))


_QUALIFIED: Final = [
    (which, re.compile(rf"(?:{_any_of(words)})(?![^\W\d_])\s*", re.IGNORECASE))
    for which, words in _BEFORE.items()
]
_AFTER: Final = [
    (Qualifier.AT_LEAST, re.compile(rf"\s(?:{_any_of(['trở lên'])})$", re.IGNORECASE)),
    (Qualifier.AT_MOST, re.compile(rf"\s(?:{_any_of(['trở xuống'])})$", re.IGNORECASE)),
]
_ORDER: Final = re.compile(rf"(?:{_any_of(['hàng'])})(?=\s)", re.IGNORECASE)
_UNIT: Final = re.compile(r"[^\W\d_].*|%|₫")
_RANGE: Final = re.compile(r"(?:-|–|—|đến\b|den\b|tới\b|÷)\s*[0-9]", re.IGNORECASE)


@lru_cache(maxsize=8_192, typed=True)  # lists say the same amounts again and again
def parse_amount(text: str | int | float | Decimal) -> ParsedAmount:
    """Read an amount as typed, with its unit and qualifier; a number of a workbook cell is exact.

    Raises `AmountError` for what is no amount, two amounts, a range, less than zero, or figures
    grouped in a way that could be read as two different numbers.
    """
    if not isinstance(text, str):
        return ParsedAmount(within(_of_cell(text)), Qualifier.EXACT, None)
    typed = clean(text)
    rest, found = _before(typed)
    rest, after = _after(rest)
    found += after
    if rest[:1] in "-−" and rest[1:].strip()[:1].isdigit():
        raise _negative()
    if order := _order(rest):
        value, rest = order
        found.append(Qualifier.ORDER)
    else:
        value, rest = read_figures(rest, typed)
    return ParsedAmount(within(value), _joined(found), _unit(rest, typed))


def unit_factor(unit: str) -> tuple[Decimal, str]:
    """What a unit of a column heading stands for: "triệu đồng" is a million of "đồng"."""
    times, rest = times_of(" " + clean(unit))
    return times, rest.strip()


def merge_qualifiers(n_exact: int, n_at_least: int, n_at_most: int, n_about: int) -> Qualifier:
    """The qualifier of a sum, from the number of its parts of each kind; an empty sum is exact."""
    if n_about or (n_at_least and n_at_most):
        return Qualifier.ABOUT
    if n_at_least:
        return Qualifier.AT_LEAST
    return Qualifier.AT_MOST if n_at_most else Qualifier.EXACT


def to_scaled(value: Decimal, scale: int) -> int:
    """The value in smallest units, `scale` of which make one; `AmountError` if a part is left."""
    scaled = value * scale
    if scaled == scaled.to_integral_value():
        return int(scaled)
    if scale == 1:
        remedy = _("“%(value)s” phải là số nguyên; hãy bỏ phần lẻ.")
    else:
        remedy = _("“%(value)s” có phần lẻ quá nhỏ; hãy làm tròn đến %(finest)s.")
    words = {"value": format_number(value), "finest": format_number(Decimal(1) / scale)}
    raise AmountError("amount_too_fine", remedy % words)


def from_scaled(amount: int, scale: int) -> Decimal:
    """The value of `amount` smallest units, without an exponent or zeros at its end."""
    return plain(Decimal(amount) / scale)


def format_amount(
    value: Decimal | int | float, unit: str = "", qualifier: int = Qualifier.EXACT
) -> str:
    """The amount in words of an official: "ít nhất 4.200.000 đồng", "hàng trăm lượt"."""
    number = exact(value)
    joint = "" if unit == "%" else NBSP if unit else ""
    if qualifier == Qualifier.ORDER and number >= 10:
        return _order_words(number) + joint + unit
    amount = format_number(number) + joint + unit
    match qualifier:
        case Qualifier.EXACT:
            return amount
        case Qualifier.AT_MOST:
            return _("gần %(amount)s") % {"amount": amount}
        case Qualifier.ABOUT:
            return _("khoảng %(amount)s") % {"amount": amount}
        case _:
            return _("ít nhất %(amount)s") % {"amount": amount}


def _of_cell(number: int | float | Decimal) -> Decimal:
    value = exact(number)
    if isinstance(number, bool) or not value.is_finite():
        raise no_number(str(number))
    if value < 0:
        raise _negative()
    return value


def _before(text: str) -> tuple[str, list[Qualifier]]:
    """Take the qualifying words off the front."""
    found: list[Qualifier] = []
    while True:
        for which, pattern in _QUALIFIED:
            if match := pattern.match(text):
                text = text[match.end() :]
                found.append(which)
                break
        else:
            return text, found


def _after(text: str) -> tuple[str, list[Qualifier]]:
    """Take "trở lên", "trở xuống" and closing signs off the end."""
    text = text.rstrip(" .;,")
    for which, pattern in _AFTER:
        if match := pattern.search(text):
            return text[: match.start()].rstrip(), [which]
    return text, []


def _joined(found: list[Qualifier]) -> Qualifier:
    if Qualifier.ORDER in found:
        return Qualifier.ORDER
    return merge_qualifiers(0, *(found.count(which) for which in list(Qualifier)[1:4]))


def _order(text: str) -> tuple[Decimal, str] | None:
    """The floor of "hàng trăm lượt", which is 100, and what follows."""
    match = _ORDER.match(text)
    value, rest = times_of(text[match.end() :]) if match else (Decimal(1), "")
    return (value, rest) if value > 1 else None


def _unit(rest: str, typed: str) -> str | None:
    """What follows the number, if it can be a unit: one without a number of its own."""
    unit = bare_unit(rest)
    if not unit:
        return None
    if _RANGE.match(unit):
        raise AmountError(
            "amount_range",
            _("“%(text)s” là một khoảng; hãy ghi một số, ví dụ “ít nhất 3” hoặc “khoảng 5”.")
            % {"text": short(typed)},
        )
    if re.search(r"[0-9]", re.sub(r"(?<=m)[23](?![0-9])", "", unit)):
        raise many_numbers(typed)
    if not _UNIT.fullmatch(unit):
        raise no_number(typed)
    return unit


def _order_words(value: Decimal) -> str:
    words = {
        10: _("hàng chục"),
        100: _("hàng trăm"),
        1_000: _("hàng nghìn"),
        10**4: _("hàng chục nghìn"),
        10**5: _("hàng trăm nghìn"),
        10**6: _("hàng triệu"),
        10**7: _("hàng chục triệu"),
        10**8: _("hàng trăm triệu"),
        10**9: _("hàng tỷ"),
        10**10: _("hàng chục tỷ"),
        10**11: _("hàng trăm tỷ"),
        10**12: _("hàng nghìn tỷ"),
    }
    return words[max(floor for floor in words if floor <= value)]


def _negative() -> AmountError:
    return AmountError("amount_negative", _("Số không được nhỏ hơn 0; hãy bỏ dấu trừ."))
