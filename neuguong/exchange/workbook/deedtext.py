"""Finds amounts inside a sentence: money that was given, the one quantity it names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from neuguong.deeds.measures import RESULT_KINDS
from neuguong.lib.amounts import AmountError, ParsedAmount, parse_amount
from neuguong.lib.vietnamese import fold
from neuguong.lib.words import gettext as _

_MONEY: Final = re.compile(
    r"(?P<each>mỗi[^,;.\d]{0,25})?"
    r"(?P<amount>(?:(?:hàng|hơn|trên|gần|khoảng|ít nhất|dưới|từ|không dưới)\s+)*"
    r"(?:\d[\d.,]*\d|\d|(?<=hàng )(?:chục|trăm|nghìn|triệu|tỷ)(?: triệu| tỷ| nghìn)?)\s*"
    r"(?:(?:tỷ|tỉ|triệu|nghìn|ngàn|tr|k)\b(?:\s*\d[\d.,]*\s*(?:triệu|nghìn|ngàn|tr)\b)*\s*)?"
    r"(?:đồng|vnđ|vnd|đ\b)?(?: trở lên)?)(?P<after>\s*/)?",
    re.IGNORECASE,
)
_IS_MONEY: Final = re.compile(
    r"\d\s*(?:ty|ti|trieu|nghin|ngan|tr)\b|(?:dong|vnd|vnđ)\b|\dd\b|trieu|ty\b"
)
_IN_WORDS: Final = re.compile(r"\s*\([^()\d]*\bđồng\b[^()]*\)", re.IGNORECASE)
_A_YEAR: Final = re.compile(r"\s*/\s*(?:1\s*)?năm\b", re.IGNORECASE)
_UNIT_WORDS: Final = "|".join(
    sorted({re.escape(word) for kind in RESULT_KINDS for word in kind.words}, key=len, reverse=True)
)
_QUANTITY: Final = re.compile(
    r"(?:(?:hơn|trên|gần|khoảng|ít nhất)\s+)?(?<![\d.,/])\d[\d.,]*\s*"
    rf"(?:{_UNIT_WORDS})(?![\w/])",
    re.IGNORECASE,
)
_EACH: Final = re.compile(r"\bmỗi\s+\w+[^,;.:]{0,40}$", re.IGNORECASE)
_COUNTED: Final = re.compile(r"(?<![\d.,/])(\d[\d.]{0,6})\s+([a-z]+(?: [a-z]+){0,2})")
_TIMES: Final = frozenset(["thang", "nam", "tuan", "ngay", "quy", "buoi", "lan", "ky"])
_SHOWN: Final = {"thang": "tháng", "nam": "năm", "tuan": "tuần", "ngay": "ngày", "quy": "quý",
                 "suat": "suất", "phan": "phần", "ho": "hộ", "nguoi": "người", "em": "em"}  # fmt: skip
_NOT_GIVEN: Final = re.compile(
    r"thu nhập|doanh thu|lợi nhuận|vay|nợ|lãi|mức lương|sản lượng", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class MoneySaid:
    """What a sentence says was given, in đồng, and why a person should look at it, if so."""

    amounts: tuple[ParsedAmount, ...] = ()
    code: str = ""
    doubt: str = ""


def money_in(text: str) -> list[ParsedAmount]:
    """The amounts of money that a sentence says were given, in đồng; income, loans and rates left out."""
    return list(money_said(text).amounts)


def money_said(text: str) -> MoneySaid:
    """The same with its doubt; what is given for each is multiplied by the count beside it."""
    found: list[ParsedAmount] = []
    code = doubt = ""
    for match, parsed in _amounts(text):
        rest = text[match.end("amount") :]
        word = _each_of(match, rest)
        if not word:
            if not match["after"] or _A_YEAR.match(rest):
                found.append(parsed)
            continue
        times, sure = _count_of(word, text[: match.start()])
        total = parsed.value * times
        if any(each.value == total for each in found):
            continue  # "3 triệu đồng: 10 suất, mỗi suất 300.000 đồng" names the sum already
        if times:
            found.append(replace(parsed, value=total))
        if not sure and (times or not found):
            code, doubt = _each_doubt(times, word)
    if len(found) > 1:
        code = "money_many"
        doubt = _("có nhiều số tiền trong một câu nên chưa tính; hãy ghi tổng vào cột số tiền.")
    return MoneySaid(tuple(found), code, doubt)


def _amounts(text: str) -> Iterator[tuple[re.Match[str], ParsedAmount]]:
    """Every amount of money in a sentence that is not income, a loan or what is produced."""
    for match in _MONEY.finditer(text):
        amount = match["amount"].strip(" .,")
        if not (_IS_MONEY.search(fold(amount)) or _IN_WORDS.match(text[match.end("amount") :])):
            continue
        if _NOT_GIVEN.search(text[max(0, match.start() - 30) : match.start()]):
            continue
        try:
            parsed = parse_amount(amount)
        except AmountError:
            continue
        if parsed.value > 0:
            yield match, parsed


def _each_of(match: re.Match[str], rest: str) -> str:
    """The word after "mỗi", or behind the stroke of "300.000 đồng/suất"; empty where money stands alone."""
    before = _EACH.search(match.string[: match.start()])
    if match["each"] or before:
        words = fold(match["each"] or (before[0] if before else "")).split()[1:]
        return words[0] if words else "?"
    if match["after"] and not _A_YEAR.match(rest):
        behind = re.match(r"\s*/\s*(?:1\s*)?(\w+)", rest)
        return fold(behind[1]) if behind else ""
    return ""


def _count_of(word: str, before: str) -> tuple[Decimal, bool]:
    """How many of a word the sentence names before, and whether that is sure; 0 if it does not."""
    counts = list(_COUNTED.finditer(fold(before)))
    named = [each for each in counts if word in each[2].split()[:2]]
    if word in _TIMES or not counts:
        return Decimal(0), False
    chosen = named if named else counts
    if len(chosen) != 1:
        return Decimal(0), False
    return Decimal(chosen[0][1].replace(".", "")), bool(named)


def _each_doubt(times: Decimal, word: str) -> tuple[str, str]:
    if times:
        text = _(
            "được nhân với %(times)s, số ghi cạnh đó; nếu không đúng, hãy ghi tổng vào cột số tiền."
        )
        return "money_times", text % {"times": f"{times}"}
    text = _("có số tiền cho mỗi %(word)s mà không rõ bao nhiêu; hãy ghi tổng vào cột số tiền.")
    return "money_each", text % {"word": _SHOWN.get(word, _("phần"))}


def quantity_in(text: str) -> ParsedAmount | None:
    """The one amount with a unit of measure that a sentence names: "Trồng 500 cây quế"; None if not one."""
    found = list(_QUANTITY.finditer(text))
    if len(found) != 1:
        return None
    try:
        return parse_amount(found[0][0])
    except AmountError:
        return None
