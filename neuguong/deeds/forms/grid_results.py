"""What is typed into the results grid: six cells of a deed, each read by itself."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from neuguong.deeds.actions.grid_results import RowEntry
from neuguong.deeds.forms.grid import MOST_CELLS
from neuguong.deeds.forms.outcome import GiftLine, QuantityLine
from neuguong.deeds.models import Deed
from neuguong.deeds.rules import ContributionKind
from neuguong.lib.amounts import AmountError, ParsedAmount, Qualifier, parse_amount
from neuguong.lib.listing import one_line
from neuguong.ui.fields import ActForm, DayField

FIELDS: Final = {
    "text": _("Kết quả"),
    "amount": _("Số lượng"),
    "money": _("Tiền (đồng)"),
    "labour": _("Ngày công"),
    "day": _("Ngày"),
    "finished": _("Xong"),
}
_CELL: Final = re.compile(r"[ow]\.d([0-9]{1,18})\.(" + "|".join(FIELDS) + ")")


def typed_rows(
    data: Mapping[str, str], left_out: str = ""
) -> dict[int, dict[str, tuple[str, str]]]:
    """By deed, the cells whose words differ from those they were edited from: (words, words before).

    A cell stands in the field "o.dDEED.NAME" beside "w.dDEED.NAME"; a box that is not ticked sends
    nothing but the latter. `left_out` names a cell that is not to be saved.
    """
    rows: dict[int, dict[str, tuple[str, str]]] = {}
    for field in list(data)[: 2 * MOST_CELLS]:
        match = _CELL.fullmatch(field)
        if match is None or field[2:] == left_out:
            continue
        deed_id, name = int(match[1]), match[2]
        if name != "finished" and field.startswith("w."):
            continue
        typed, was = (one_line(data.get(f"{side}.d{deed_id}.{name}", "")) for side in "ow")
        if typed != was:
            rows.setdefault(deed_id, {})[name] = (typed, was)
    return rows


@dataclass(frozen=True, slots=True)
class ReadRow:
    """The cells of a row that could be read, as the act takes them, and the faults of the others."""

    entry: RowEntry
    faults: Mapping[str, str]


def read_row(deed: Deed, typed: Mapping[str, tuple[str, str]]) -> ReadRow:
    """Read the cells of one deed; a cell that cannot be read keeps what stood there."""
    read: dict[str, Any] = {}
    faults: dict[str, str] = {}
    for name, (text, _was) in typed.items():
        try:
            read[name] = READERS[name](deed, text, typed) if text else _EMPTY.get(name)
        except ValidationError as fault:
            faults[name] = " ".join(fault.messages)
    was = {name: before for name, (_text, before) in typed.items() if name in read}
    shown = {name: text for name, (text, _before) in typed.items()}
    return ReadRow(RowEntry(was=was, shown=shown, **read), faults)


Typed = Mapping[str, tuple[str, str]]
_EMPTY: Final[dict[str, object]] = {"text": "", "finished": False}


def _amount(deed: Deed, text: str, typed: Typed) -> object:
    line = QuantityLine(
        {"amount": text, "unit": _unit(text, deed.target_unit), "qualifier": "1", "kind": ""}
    )
    line.about = f"{deed.text} {typed.get('text', ('', ''))[0]}"
    _require(line)
    return line.entry()


def _unit(text: str, usual: str) -> str:
    """The unit of the promise where none is typed, as in "650" for 700 m."""
    try:
        return "" if parse_amount(text).unit_text else usual
    except AmountError:
        return ""


def _gift(kind: ContributionKind) -> Callable[[Deed, str, Typed], object]:
    def read(_deed: Deed, text: str, _typed: Typed) -> object:
        line = GiftLine({"kind": str(int(kind)), "amount": text})
        _require(line)
        parsed: ParsedAmount | None = line.cleaned_data["amount"]
        qualifier = parsed.qualifier if parsed else Qualifier.EXACTLY
        return ParsedAmount(line.cleaned_data["value"], qualifier, None)

    return read


def _require(line: ActForm) -> None:
    if not line.is_valid():
        raise ValidationError([text for texts in line.errors.values() for text in texts])


def _day(deed: Deed, text: str, _typed: Typed) -> date | None:
    day: date | None = DayField(year=deed.year).clean(text)
    return day


READERS: Final[dict[str, Callable[[Deed, str, Typed], object]]] = {
    "text": lambda _deed, text, _typed: text,
    "amount": _amount,
    "money": _gift(ContributionKind.OWN_MONEY),
    "labour": _gift(ContributionKind.LABOUR_DAYS),
    "day": _day,
    "finished": lambda _deed, text, _typed: bool(text),
}
