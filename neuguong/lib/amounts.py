"""Amounts as Vietnamese writes them: read ("gần 4,3 triệu đồng"), kept exact, and written again."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import IntEnum
from typing import Final

from django.utils.translation import gettext as _

from neuguong.lib.vietnamese import fold, nfc

NBSP: Final = "\u00a0"
LARGEST: Final = Decimal(10) ** 15  # with three decimals it still fits a column of 64 bits


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


class AmountError(ValueError):
    """The text is not an amount; `text` is a finished sentence with the remedy."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code
        self.text = text


_MANY: Final = {"trăm": 100, "chục": 10, "vạn": 10_000}
_THOUSANDS: Final = {
    **dict.fromkeys(("nghìn", "ngàn", "nghin", "ngh", "k"), 1_000),
    **dict.fromkeys(("triệu", "trieu", "tr"), 1_000_000),
    **dict.fromkeys(("tỷ", "tỉ", "ty"), 1_000_000_000),
}
# Words without marks are taken only where they mean nothing else: one counts "trạm" and "ngăn".
_MULTIPLIERS: Final = _MANY | _THOUSANDS
_TIMES: Final = "|".join(sorted(_MULTIPLIERS, key=len, reverse=True))
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
_NUMBER: Final = re.compile(r"[0-9](?:[0-9.,]|\s(?=[0-9]))*")
_WORD_OF_TIMES: Final = re.compile(rf"\s*({_TIMES})(?![^\W\d_])", re.IGNORECASE)
_TIMES_AND_DONG: Final = re.compile(r"\s*(tr|k|tỷ|tỉ)(?=(?:đ|vnđ|vnd)\b)", re.IGNORECASE)
_TAIL: Final = re.compile(r"([0-9]{1,3})(?![0-9.,])")
_HALF: Final = re.compile(r"\s*rưỡi(?!\w)", re.IGNORECASE)
_DONG: Final = ("", "d", "dong", "vnd", "dong vn", "dong viet nam", "₫")
_UNIT: Final = re.compile(r"[^\W\d_].*|%|₫")
_REMARK: Final = re.compile(r"\s*\([^()0-9]*\)$")
_RANGE: Final = re.compile(r"(?:-|–|—|đến\b|den\b|tới\b|÷)\s*[0-9]", re.IGNORECASE)  # noqa: RUF001


def parse_amount(text: str | int | float | Decimal) -> ParsedAmount:
    """Read an amount as typed, with its unit and qualifier; a number of a workbook cell is exact.

    Raises `AmountError` for what is no amount, two amounts, a range, less than zero, or figures
    grouped in a way that could be read as two different numbers.
    """
    if not isinstance(text, str):
        return ParsedAmount(_within(_of_cell(text)), Qualifier.EXACT, None)
    typed = _clean(text)
    rest, found = _before(typed)
    rest, after = _after(rest)
    found += after
    if rest[:1] in "-−" and rest[1:].strip()[:1].isdigit():  # noqa: RUF001
        raise _negative()
    if order := _order(rest):
        value, rest = order
        found.append(Qualifier.ORDER)
    else:
        value, rest = _value(rest, typed)
    return ParsedAmount(_within(value), _joined(found), _unit(rest, typed))


def unit_factor(unit: str) -> tuple[Decimal, str]:
    """What a unit of a column heading stands for: "triệu đồng" is a million of "đồng"."""
    times, rest = _times(" " + _clean(unit))
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
    return _plain(Decimal(amount) / scale)


def format_number(value: Decimal | int | float, places: int | None = None) -> str:
    """Dots for thousands, a comma for decimals: as many as there are, or exactly `places`."""
    number = _exact(value)
    if places is None:
        number = _plain(number)
    else:
        number = number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    if not number:
        number = abs(number)  # never -0
    return f"{number:,f}".translate(str.maketrans(",.", ".,"))


def format_amount(
    value: Decimal | int | float, unit: str = "", qualifier: int = Qualifier.EXACT
) -> str:
    """The amount in words of an official: "ít nhất 4.200.000 đồng", "hàng trăm lượt"."""
    number = _exact(value)
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


def _clean(text: str) -> str:
    """Composed letters, single spaces, no signs of no width (pasted text is full of them)."""
    seen = (c for c in nfc(text) if unicodedata.category(c) != "Cf")
    return " ".join("".join(seen).split())


def _exact(number: Decimal | int | float) -> Decimal:
    """The number as a spreadsheet shows it: fifteen figures, so 0.1 + 0.2 is 0.3."""
    return Decimal(f"{number:.15g}" if isinstance(number, float) else number)


def _of_cell(number: int | float | Decimal) -> Decimal:
    value = _exact(number)
    if isinstance(number, bool) or not value.is_finite():
        raise _no_number(str(number))
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
    value, rest = _times(text[match.end() :]) if match else (Decimal(1), "")
    return (value, rest) if value > 1 else None


def _times(text: str) -> tuple[Decimal, str]:
    """The product of the words at the front ("trăm triệu" is 10^8) and what follows; 1 if none."""
    product, last = Decimal(1), 0
    while match := _TIMES_AND_DONG.match(text) or _WORD_OF_TIMES.match(text):
        step = _MULTIPLIERS[match[1].lower()]
        if step <= last:
            break
        product, last, text = product * step, step, text[match.end() :]
    return product, text


def _value(text: str, typed: str) -> tuple[Decimal, str]:
    """The number with its words for thousands, also "1 triệu 500 nghìn", "1tr5", "1 triệu rưỡi"."""
    total, limit = Decimal(0), Decimal("Infinity")
    while True:
        match = _NUMBER.match(text)
        if not match:
            raise _no_number(typed)
        figures = match[0].rstrip(" .,")
        times, rest = _times(text[len(figures) :])
        value = _figures(figures, times, rest, typed) * times
        if value >= limit:
            raise _many(typed)
        total += value
        if times == 1:
            return total, rest
        if half := _HALF.match(rest):
            return total + times / 2, rest[half.end() :]
        text, limit = rest.lstrip(), times
        if _goes_on(text):
            continue
        if tail := _TAIL.match(rest):  # 1tr5 is one and a half million, as spoken
            return total + Decimal(f"0.{tail[1]}") * times, rest[tail.end() :]
        return total, rest


def _goes_on(text: str) -> bool:
    """Whether another number with its own word for thousands follows."""
    match = _NUMBER.match(text)
    return match is not None and _times(text[match.end() :])[0] > 1


def _figures(figures: str, times: Decimal, rest: str, typed: str) -> Decimal:
    """The value of the figures alone, if they can be read in one way only."""
    head, *groups = re.split(r"[.,\s]", figures)
    marks = re.findall(r"[.,\s]", figures)
    if len(figures) > 24:
        raise _too_large()
    if not marks:
        return Decimal(head)
    last, earlier = marks[-1], set(marks[:-1])
    if _is_grouped(head, groups) and len({*marks}) == 1:
        if last == "," and len(marks) == 1:
            return _after_comma(head, groups[0], times, _bare_unit(rest), typed)
        return Decimal(head + "".join(groups))
    is_decimal = last != " " and last not in earlier and len(earlier) <= 1
    whole_ok = len(marks) == 1 or _is_grouped(head, groups[:-1])
    unclear = last == "." and len(groups[-1]) == 3 and head.strip("0") and "," not in earlier
    if not is_decimal or not whole_ok or unclear:
        raise AmountError(
            "amount_grouping",
            _(
                "Không rõ “%(text)s” là số nào; hãy viết dấu chấm sau mỗi ba chữ số và dấu phẩy"
                " trước phần lẻ, ví dụ 15.500.000 hoặc 12,5."
            )
            % {"text": _short(typed)},
        )
    return _plain(Decimal("".join([head, *groups[:-1]]) + "." + groups[-1]))


def _is_grouped(head: str, groups: list[str]) -> bool:
    """Whether the figures stand in threes, as thousands do."""
    return len(head) <= 3 and head[0] != "0" and all(len(group) == 3 for group in groups)


def _after_comma(head: str, group: str, times: Decimal, unit: str, typed: str) -> Decimal:
    """One comma before three figures: English thousands or Vietnamese decimals?

    Whole đồng have no decimals, and decimals do not end in 000; of millions one writes decimals.
    """
    whole, decimal = Decimal(head + group), _plain(Decimal(f"{head}.{group}"))
    if times == 1 and (fold(unit) in _DONG or group == "000"):
        return whole
    if times > 1 and group[-1] != "0":
        return decimal
    raise AmountError(
        "amount_ambiguous",
        _("“%(text)s” có thể hiểu là %(whole)s hoặc %(decimal)s; hãy viết lại theo một cách đó.")
        % {
            "text": _short(typed),
            "whole": format_number(whole),
            "decimal": format_number(decimal),
        },
    )


def _unit(rest: str, typed: str) -> str | None:
    """What follows the number, if it can be a unit: one without a number of its own."""
    unit = _bare_unit(rest)
    if not unit:
        return None
    if _RANGE.match(unit):
        raise AmountError(
            "amount_range",
            _("“%(text)s” là một khoảng; hãy ghi một số, ví dụ “ít nhất 3” hoặc “khoảng 5”.")
            % {"text": _short(typed)},
        )
    if re.search(r"[0-9]", re.sub(r"(?<=m)[23](?![0-9])", "", unit)):
        raise _many(typed)
    if not _UNIT.fullmatch(unit):
        raise _no_number(typed)
    return unit


def _bare_unit(rest: str) -> str:
    """The unit without a closing remark such as "(năm triệu đồng chẵn)"."""
    return _REMARK.sub("", rest.strip()).strip()


def _within(value: Decimal) -> Decimal:
    if value > LARGEST:
        raise _too_large()
    return _plain(value)


def _plain(value: Decimal) -> Decimal:
    """The same value without an exponent and without zeros after the decimals."""
    figures = f"{value:f}"
    return Decimal(figures.rstrip("0").rstrip(".") if "." in figures else figures)


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


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


def _no_number(typed: str) -> AmountError:
    if not typed:
        return AmountError("amount_empty", _("Chưa ghi số; hãy ghi bằng chữ số, ví dụ 500.000."))
    return AmountError(
        "amount_unreadable",
        _("Không đọc được số trong “%(text)s”; hãy ghi bằng chữ số, ví dụ 500.000 hoặc 4,3 triệu.")
        % {"text": _short(typed)},
    )


def _negative() -> AmountError:
    return AmountError("amount_negative", _("Số không được nhỏ hơn 0; hãy bỏ dấu trừ."))


def _many(typed: str) -> AmountError:
    return AmountError(
        "amount_many",
        _("“%(text)s” có nhiều hơn một số; hãy ghi mỗi số một dòng.") % {"text": _short(typed)},
    )


def _too_large() -> AmountError:
    return AmountError("amount_too_large", _("Số quá lớn; hãy kiểm tra lại số chữ số và đơn vị."))
