"""Figures as Vietnamese writes them: read without guessing, kept exact, written with dots.

What stands around the figures (qualifiers, units) is read in `amounts`.
"""

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from django.utils.translation import gettext as _

from neuguong.lib.vietnamese import fold, nfc

LARGEST: Final = Decimal(10) ** 15  # with three decimals it still fits a column of 64 bits


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
_NUMBER: Final = re.compile(r"[0-9](?:[0-9.,]|\s(?=[0-9]))*")
_WORD_OF_TIMES: Final = re.compile(rf"\s*({_TIMES})(?![^\W\d_])", re.IGNORECASE)
_TIMES_AND_DONG: Final = re.compile(r"\s*(tr|k|tỷ|tỉ)(?=(?:đ|vnđ|vnd)\b)", re.IGNORECASE)
_TAIL: Final = re.compile(r"([0-9]{1,3})(?![0-9.,])")
_HALF: Final = re.compile(r"\s*rưỡi(?!\w)", re.IGNORECASE)
_DONG: Final = ("", "d", "dong", "vnd", "dong vn", "dong viet nam", "₫")
_REMARK: Final = re.compile(r"\s*\([^()0-9]*\)$")


def read_figures(text: str, typed: str) -> tuple[Decimal, str]:
    """The number with its words for thousands, also "1 triệu 500 nghìn", "1tr5", "1 triệu rưỡi"."""
    total, limit = Decimal(0), Decimal("Infinity")
    while True:
        match = _NUMBER.match(text)
        if not match:
            raise no_number(typed)
        figures = match[0].rstrip(" .,")
        times, rest = times_of(text[len(figures) :])
        value = _figures(figures, times, rest, typed) * times
        if value >= limit:
            raise many_numbers(typed)
        total += value
        if times == 1:
            return total, rest
        if half := _HALF.match(rest):
            return total + times / 2, rest[half.end() :]
        text, limit = rest.lstrip(), times
        if _goes_on(text):
            continue
        if figures.isdigit() and (
            tail := _TAIL.match(rest)
        ):  # 1tr5 is one and a half million, as spoken
            return total + Decimal(f"0.{tail[1]}") * times, rest[tail.end() :]
        return total, rest


def format_number(value: Decimal | int | float, places: int | None = None) -> str:
    """Dots for thousands, a comma for decimals: as many as there are, or exactly `places`."""
    number = exact(value)
    if places is None:
        number = plain(number)
    else:
        number = number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    if not number:
        number = abs(number)  # never -0
    return f"{number:,f}".translate(str.maketrans(",.", ".,"))


def exact(number: Decimal | int | float) -> Decimal:
    """The number as a spreadsheet shows it: fifteen figures, so 0.1 + 0.2 is 0.3."""
    return Decimal(f"{number:.15g}" if isinstance(number, float) else number)


def plain(value: Decimal) -> Decimal:
    """The same value without an exponent and without zeros after the decimals."""
    figures = f"{value:f}"
    return Decimal(figures.rstrip("0").rstrip(".") if "." in figures else figures)


def within(value: Decimal) -> Decimal:
    """The same value in plain form; `AmountError` if it is larger than what can be kept."""
    if value > LARGEST:
        raise too_large()
    return plain(value)


def clean(text: str) -> str:
    """Composed letters, single spaces, no signs of no width (pasted text is full of them)."""
    seen = (c for c in nfc(text) if unicodedata.category(c) != "Cf")
    return " ".join("".join(seen).split())


def times_of(text: str) -> tuple[Decimal, str]:
    """The product of the words at the front ("trăm triệu" is 10^8) and what follows; 1 if none."""
    product, last = Decimal(1), 0
    while match := _TIMES_AND_DONG.match(text) or _WORD_OF_TIMES.match(text):
        step = _MULTIPLIERS[match[1].lower()]
        if step <= last:
            break
        product, last, text = product * step, step, text[match.end() :]
    return product, text


def bare_unit(rest: str) -> str:
    """The unit without a closing remark such as "(năm triệu đồng chẵn)"."""
    return _REMARK.sub("", rest.strip()).strip()


def _goes_on(text: str) -> bool:
    """Whether another number with its own word for thousands follows."""
    match = _NUMBER.match(text)
    return match is not None and times_of(text[match.end() :])[0] > 1


def _figures(figures: str, times: Decimal, rest: str, typed: str) -> Decimal:
    """The value of the figures alone, if they can be read in one way only."""
    head, *groups = re.split(r"[.,\s]", figures)
    marks = re.findall(r"[.,\s]", figures)
    if len(figures) > 24:
        raise too_large()
    if not marks:
        return Decimal(head)
    last, earlier = marks[-1], set(marks[:-1])
    if _is_grouped(head, groups) and len({*marks}) == 1:
        if last == "," and len(marks) == 1:
            return _after_comma(head, groups[0], times, bare_unit(rest), typed)
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
            % {"text": short(typed)},
        )
    return plain(Decimal("".join([head, *groups[:-1]]) + "." + groups[-1]))


def _is_grouped(head: str, groups: list[str]) -> bool:
    """Whether the figures stand in threes, as thousands do."""
    return len(head) <= 3 and head[0] != "0" and all(len(group) == 3 for group in groups)


def _after_comma(head: str, group: str, times: Decimal, unit: str, typed: str) -> Decimal:
    """One comma before three figures: English thousands or Vietnamese decimals?

    Whole đồng have no decimals, and decimals do not end in 000; of millions one writes decimals.
    """
    whole, decimal = Decimal(head + group), plain(Decimal(f"{head}.{group}"))
    if times == 1 and (fold(unit) in _DONG or group == "000"):
        return whole
    if times > 1 and group[-1] != "0":
        return decimal
    raise AmountError(
        "amount_ambiguous",
        _("“%(text)s” có thể hiểu là %(whole)s hoặc %(decimal)s; hãy viết lại theo một cách đó.")
        % {
            "text": short(typed),
            "whole": format_number(whole),
            "decimal": format_number(decimal),
        },
    )


def short(text: str) -> str:
    """The text as a refusal repeats it: at most forty characters."""
    return text if len(text) <= 40 else text[:39] + "…"


def no_number(typed: str) -> AmountError:
    """The refusal of a text without a number written in figures."""
    if not typed:
        return AmountError("amount_empty", _("Chưa ghi số; hãy ghi bằng chữ số, ví dụ 500.000."))
    return AmountError(
        "amount_unreadable",
        _("Không đọc được số trong “%(text)s”; hãy ghi bằng chữ số, ví dụ 500.000 hoặc 4,3 triệu.")
        % {"text": short(typed)},
    )


def many_numbers(typed: str) -> AmountError:
    """The refusal of a text with more than one number."""
    return AmountError(
        "amount_many",
        _("“%(text)s” có nhiều hơn một số; hãy ghi mỗi số một dòng.") % {"text": short(typed)},
    )


def too_large() -> AmountError:
    """The refusal of a number that is larger than what can be kept."""
    return AmountError("amount_too_large", _("Số quá lớn; hãy kiểm tra lại số chữ số và đơn vị."))
