"""Reads one data row into a draft: every value checked, every fault named by row and column."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Final, TypeVar

from neuguong.deeds.rules import text_problem
from neuguong.exchange.workbook import deedtext, values
from neuguong.exchange.workbook.drafts import DeedDraft, Finding, RowDraft, finding
from neuguong.exchange.workbook.layout import Table, as_text
from neuguong.exchange.workbook.lines import Line
from neuguong.exchange.workbook.naming import read_naming
from neuguong.exchange.workbook.reader import Value
from neuguong.exchange.workbook.subjects import SubjectForm, body_name, is_collective, section_of
from neuguong.exchange.workbook.values import Problem, Progress
from neuguong.lib.amounts import ParsedAmount, format_amount
from neuguong.lib.dates import format_day
from neuguong.lib.refusal import Refusal
from neuguong.lib.vietnamese import fold
from neuguong.lib.words import gettext as _
from neuguong.people.rules import Category

_LONGEST_PERSON: Final = 120
_LONGEST_UNIT: Final = 200
_OLDEST: Final = 115
_YOUNGEST: Final = 5
_SEXES: Final = {"nu": "f", "nam": "m", "f": "f", "m": "m", "gai": "f", "trai": "m", "nu gioi": "f"}
_LONGEST_UNIT_WORD: Final = 40
_FOR_ALL: Final = frozenset(
    {"done", "not_done", "result", "deadline", "place", "field", "quantity_unit"}
)
_DIVIDED: Final = (
    *("quantity", "quantity_unit", "achieved", "money", "planned_money", "labour"),
    *("deadline", "place", "field", "done", "not_done", "result"),
)
_FIRST_SAID: Final = (Progress.DONE, Progress.STARTED)
Read = TypeVar("Read")


def draft_of(table: Table, line: Line, *, year: int) -> RowDraft:
    """The draft of one data row; what could not be read is among its faults, never silently left out."""
    return _RowReader(table, line, year).draft()


class _RowReader:
    """Reads one row; remembers what it finds wrong as it goes."""

    def __init__(self, table: Table, line: Line, year: int) -> None:
        self.table = table
        self.line = line
        self.year = year
        self.row = RowDraft(table.understood.sheet, line.row, table=table)
        self.row.notes = table.other_texts(line.row)

    def draft(self) -> RowDraft:
        self._subject()
        self.row.deeds = tuple(self._deeds())
        return self.row

    # --- who ---------------------------------------------------------------------------------

    def _subject(self) -> None:
        row, line = self.row, self.line
        name, form = self._typed_name()
        row.unit_name = self._of_subject("unit") or line.group
        row.post = self._of_subject("post")[:_LONGEST_PERSON]
        row.category = self._category(row.post)
        row.sex = self._sex()
        row.form = form
        if form is SubjectForm.COLLECTIVE:
            row.name = self._collective_name(name)
            row.unit_name = row.unit_name or row.name
        else:
            row.name = self._person_name(name)
        row.birth_year = row.birth_year or self._birth_year()
        if len(row.unit_name) > _LONGEST_UNIT:
            self._fault(
                "unit", "unit_long", _("dài quá 200 chữ; hãy ghi tên chi bộ, đơn vị cho gọn.")
            )

    def _typed_name(self) -> tuple[str, SubjectForm]:
        """The name as typed, and whether it is that of a unit."""
        family, name = self._of_subject("family_name"), self._of_subject("name")
        collective = self._of_subject("collective")
        typed = " ".join(f"{family} {name}".split()) or self.line.subject
        if collective and not typed:
            return collective, SubjectForm.COLLECTIVE
        if not typed and not self._has_name_column():
            return self._of_subject("unit") or self.line.group, SubjectForm.COLLECTIVE
        if is_collective(typed) or section_of(typed) is SubjectForm.COLLECTIVE:
            return typed, SubjectForm.COLLECTIVE
        return typed, SubjectForm.PERSON

    def _has_name_column(self) -> bool:
        return self.table.use("name") is not None or self.table.use("collective") is not None

    def _of_subject(self, key: str) -> str:
        """A value of the row, or of the row above that names the subject."""
        own = self._text(key)
        if own or self.line.subject_row in (0, self.line.row):
            return own
        return " ".join(self.table.text(self.line.subject_row, key).split())

    def _collective_name(self, typed: str) -> str:
        name = body_name(typed)
        if (
            not name
            or section_of(typed) is SubjectForm.COLLECTIVE
            or fold(name) in ("chi bo", "don vi")
        ):
            name = self.row.unit_name
        if not name:
            self._fault("name", "name_missing", self._no_name())
        elif len(name) > _LONGEST_UNIT:
            self._fault("name", "name_long", _("dài quá 200 chữ; hãy ghi tên tập thể cho gọn."))
        return name

    def _person_name(self, typed: str) -> str:
        naming = read_naming(self._raw_name().strip() or typed)
        if self.table.use("family_name"):
            naming = read_naming(typed)
        name, row = " ".join(naming.name.split()), self.row
        row.post = row.post or naming.post[:_LONGEST_PERSON]
        row.nickname = naming.nickname[: _LONGEST_PERSON // 2]
        row.birth_year = naming.birth_year
        if not name:
            self._fault("name", "name_missing", self._no_name())
        elif naming.is_list:
            self._fault(
                "name", "name_many", _("có vẻ là tên nhiều người; hãy ghi mỗi người một dòng.")
            )
        elif not naming.is_person or len(name) > _LONGEST_PERSON:
            self._fault(
                "name",
                "name_unreadable",
                _("không giống họ tên người; hãy ghi họ và tên bằng chữ."),
            )
        elif len(name.split()) == 1:
            self._warn("name", "name_short", _("chỉ có một chữ; hãy xem lại đã đủ họ và tên chưa."))
        return name

    def _raw_name(self) -> str:
        return self.table.text(self.line.subject_row or self.line.row, "name")

    def _no_name(self) -> str:
        return _("thiếu họ và tên; hãy ghi tên người hoặc tập thể đăng ký việc này.")

    def _birth_year(self) -> int | None:
        row = self.line.row if self._text("birth") else self.line.subject_row or self.line.row
        year = self._read("birth", values.read_birth_year, self.table.value(row, "birth"))
        if year is not None and not self.year - _OLDEST <= year <= self.year - _YOUNGEST:
            text = _("không thể là năm sinh của người đăng ký năm %(year)d; hãy xem lại năm sinh.")
            self._fault("birth", "birth_impossible", text % {"year": self.year})
            return None
        return year

    def _sex(self) -> str:
        typed = self._of_subject("sex")
        sex = _SEXES.get(fold(typed).strip(" ."), "")
        if typed and not sex:
            self._warn("sex", "sex_unclear", _("chưa rõ là nam hay nữ; hãy ghi Nam hoặc Nữ."))
        return sex

    def _category(self, post: str) -> Category | None:
        typed = self._of_subject("category")
        if not typed:
            return values.category_of(post) if post else None
        found = values.category_of(typed)
        if found is None and section_of(typed) is None and not is_collective(typed):
            self._warn(
                "category", "category_unknown", _("chưa rõ là đối tượng nào; sẽ ghi theo đơn vị.")
            )
        return found

    # --- what --------------------------------------------------------------------------------

    def _deeds(self) -> Iterator[DeedDraft]:
        typed = as_text(self._value("deed"))
        try:
            values.checked(self._value("deed"))
        except Problem as problem:
            self._problem("deed", problem, typed)
            return
        texts = deedtext.split_deeds(typed) or [""]
        parts = {key: self._divided(key, len(texts)) for key in _DIVIDED}
        for index, text in enumerate(texts):
            if refusal := text_problem(text):
                self._refused("deed", refusal, text)
            elif not any(map(str.isalpha, text)):
                words = _("không có chữ nào; hãy ghi một câu: làm gì, ở đâu, bao nhiêu.")
                self.row.faults.append(self._finding("deed", "deed_unreadable", words, text))
            yield self._deed(text, {key: part[index] for key, part in parts.items()})

    def _divided(self, key: str, count: int) -> list[Value]:
        """The values of a cell for each deed: divided as the deeds are, or for all, or the first."""
        value = self._value(key)
        if count == 1:
            return [value]
        split = deedtext.split_values(value, count) if isinstance(value, str) else None
        if split:
            return list(split)
        if key in _FOR_ALL or value is None:
            return [value] * count
        text = _("là một số cho %(count)d việc trong cùng ô; số này được ghi cho việc thứ nhất.")
        if not values.is_nothing(value):
            self._warn(key, "amount_shared", text % {"count": count})
        return [value, *[None] * (count - 1)]

    def _deed(self, text: str, cells: dict[str, Value]) -> DeedDraft:
        progress, result = self._progress(cells)
        quantity = self._number("quantity", cells["quantity"])
        if self.table.use("quantity") is None:
            quantity = deedtext.quantity_in(text)
        money = self._money("money", cells["money"])
        planned = self._money("planned_money", cells["planned_money"])
        if money is None and planned is None:
            money = self._money_in_text(text)
        labour = Decimal(0)
        if not values.is_nothing(cells["labour"]):
            labour = self._read("labour", values.read_labour, cells["labour"]) or labour
        return DeedDraft(
            text=text,
            completed=progress is Progress.DONE,
            started=progress is Progress.STARTED,
            quantity=quantity,
            quantity_unit=self._unit_word(quantity, as_text(cells["quantity_unit"])),
            achieved=self._number("achieved", cells["achieved"]),
            deadline=self._deadline(cells["deadline"]),
            money=money,
            planned_cost=int(planned.value) if planned else 0,
            labour_days=labour,
            place=as_text(cells["place"])[:200],
            field=as_text(cells["field"])[:120],
            result_text=result,
        )

    def _progress(self, cells: dict[str, Value]) -> tuple[Progress, str]:
        """Done or not by whichever column says so, and the words if they say more."""
        if not values.is_nothing(cells["not_done"]):
            return Progress.OPEN, ""
        done = self._read("done", values.read_progress, cells["done"])
        said = self._read("result", values.read_progress, cells["result"])
        words = as_text(cells["result"])
        if said is Progress.UNKNOWN and done is not Progress.DONE:
            text = _("chưa rõ việc đã xong hay chưa; nếu đã xong, hãy ghi “HT”.")
            self._warn("result", "result_unclear", text)
        found = next((each for each in _FIRST_SAID if each in (done, said)), Progress.OPEN)
        return found, words if said is Progress.UNKNOWN else ""

    def _number(self, key: str, value: Value) -> ParsedAmount | None:
        if values.is_nothing(value):
            return None
        parsed = self._read(key, values.read_quantity, value)
        if parsed is None or parsed.value == 0:
            return None
        if isinstance(value, str):
            self._note_reading(
                key, value, format_amount(parsed.value, parsed.unit_text or "", parsed.qualifier)
            )
        return parsed

    def _unit_word(self, quantity: ParsedAmount | None, typed: str) -> str:
        use = self.table.use("quantity")
        word = typed or (quantity.unit_text if quantity else "") or (use.unit if use else "") or ""
        if len(word) > _LONGEST_UNIT_WORD:
            self._fault(
                "quantity_unit",
                "unit_word_long",
                _("không giống đơn vị tính; hãy ghi như m, ha, hộ."),
            )
        return word

    def _money(self, key: str, value: Value) -> ParsedAmount | None:
        use = self.table.use(key)
        if use is None or values.is_nothing(value):
            return None
        parsed = self._read(key, lambda each: values.read_money(each, use.factor), value)
        if parsed is None or parsed.value == 0:
            return None
        if isinstance(value, str) or use.factor != 1:
            self._note_reading(
                key, as_text(value), format_amount(parsed.value, _("đồng"), parsed.qualifier)
            )
        return parsed

    def _money_in_text(self, text: str) -> ParsedAmount | None:
        """Money that only the sentence names; several amounts in one sentence are left to a person."""
        found = deedtext.money_in(text)
        if len(found) > 1:
            message = _(
                "có nhiều số tiền trong một câu nên chưa tính; hãy ghi tổng vào cột số tiền."
            )
            self._warn("deed", "money_many", message)
        if len(found) != 1:
            return None
        amount = found[0]
        self._note_reading("deed", text, format_amount(amount.value, _("đồng"), amount.qualifier))
        return amount

    def _deadline(self, value: Value) -> date | None:
        if value is None:
            return None
        day = self._read("deadline", lambda each: values.read_deadline(each, self.year), value)
        if day is None:
            return None
        if abs(day.year - self.year) > 1:
            text = _("cách xa năm %(year)d; hãy xem lại năm.") % {"year": self.year}
            self._warn("deadline", "deadline_far", text)
        elif isinstance(value, str | int) and not re.fullmatch(
            r"\d+[/.-]\d+[/.-]\d+", str(value).strip()
        ):
            self._note_reading("deadline", as_text(value), format_day(day))
        return day

    # --- reading a cell ------------------------------------------------------------------------

    def _value(self, key: str) -> Value:
        return self.table.value(self.line.row, key)

    def _text(self, key: str) -> str:
        value = self._value(key)
        if value is None:
            return ""
        if isinstance(value, str):
            return " ".join(value.split())
        try:
            values.checked(value)
        except Problem as problem:
            self._problem(key, problem, as_text(value))
            return ""
        return as_text(value)

    def _read(self, key: str, read: Callable[[Value], Read], value: Value) -> Read | None:
        try:
            return read(value)
        except Problem as problem:
            self._problem(key, problem, as_text(value))
            return None

    def _note_reading(self, key: str, typed: str, read: str) -> None:
        if fold(typed) != fold(read):
            self.row.read_as.setdefault(key, []).append(read)

    def _problem(self, key: str, problem: Problem, shown: str) -> None:
        self.row.faults.append(
            self._finding(key, problem.code, problem.text, shown, follows=problem.follows)
        )

    def _refused(self, key: str, refusal: Refusal, shown: str) -> None:
        text = values.one_sentence(refusal.text)
        self.row.faults.append(self._finding(key, refusal.code, text, shown, follows=False))

    def _fault(self, key: str, code: str, text: str) -> None:
        self.row.faults.append(self._finding(key, code, text, self._shown(key)))

    def _warn(self, key: str, code: str, text: str) -> None:
        self.row.warnings.append(self._finding(key, code, text, self._shown(key)))

    def _shown(self, key: str) -> str:
        return (
            self._of_subject(key)
            if key in ("name", "unit", "category")
            else as_text(self._value(key))
        )

    def _finding(
        self, key: str, code: str, text: str, shown: str, *, follows: bool = True
    ) -> Finding:
        use = (
            self.table.use(key) or self.table.use("collective") or self.table.understood.columns[0]
        )
        return finding(self.table, self.line.row, use, code, text, shown, follows=follows)
