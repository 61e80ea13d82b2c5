"""Reads one data row into a draft: every value checked, every fault named by row and column."""

from functools import cache
from typing import Final

from neuguong.deeds.models import REGISTRATION_LABELS
from neuguong.deeds.rules import RegistrationState
from neuguong.exchange.workbook import values
from neuguong.exchange.workbook.alike import deeds_alike
from neuguong.exchange.workbook.cells import Cells
from neuguong.exchange.workbook.deedcells import DeedReader, loose_gifts, whole_work
from neuguong.exchange.workbook.drafts import RowDraft
from neuguong.exchange.workbook.layout import Table
from neuguong.exchange.workbook.lines import Line
from neuguong.exchange.workbook.naming import read_naming
from neuguong.exchange.workbook.subjects import SubjectForm, body_name, is_collective, section_of
from neuguong.lib.vietnamese import fold
from neuguong.lib.words import gettext as _
from neuguong.people.rules import Category

_LONGEST_PERSON: Final = 120
_LONGEST_UNIT: Final = 200
_OLDEST: Final = 115
_YOUNGEST: Final = 5
_SEXES: Final = {"nu": "f", "nam": "m", "f": "f", "m": "m", "gai": "f", "trai": "m", "nu gioi": "f"}


def draft_of(table: Table, line: Line, *, year: int) -> RowDraft:
    """The draft of one data row; what could not be read is among its faults, never silently left out."""
    return _RowReader(table, line, year).draft()


class _RowReader(Cells):
    """Reads one row: who registers, and through others what for."""

    def __init__(self, table: Table, line: Line, year: int) -> None:
        super().__init__(table, line, year, RowDraft(table.understood.sheet, line.row, table=table))
        self.row.notes = table.other_texts(line.row)

    def draft(self) -> RowDraft:
        row = self.row
        self._subject()
        if (gifts := loose_gifts(self)) is not None:
            row.gifts = gifts
        elif (work := whole_work(self)) is not None:
            row.work = work
        else:
            row.deeds = deeds_alike(row, DeedReader(self).deeds)
        return row

    # --- who ---------------------------------------------------------------------------------

    def _subject(self) -> None:
        row, line = self.row, self.line
        name, form = self._typed_name()
        row.unit_name = self.of_subject("unit") or line.group
        row.post = self.of_subject("post")[:_LONGEST_PERSON]
        row.category = self._category(row.post)
        row.sex = self._sex()
        row.form = form
        if form is SubjectForm.COLLECTIVE:
            row.name = self._collective_name(name)
            row.unit_name = row.unit_name or row.name
        else:
            row.name = self._person_name(name)
        row.birth_year = row.birth_year or self._birth_year()
        day = self.value("registered_on") or self.table.value(line.subject_row, "registered_on")
        row.registered_on = self.read_day("registered_on", day)
        if stands := self.of_subject("registration_state"):
            row.state = _states().get(fold(stands))
        if len(row.unit_name) > _LONGEST_UNIT:
            self.fault(
                "unit", "unit_long", _("dài quá 200 chữ; hãy ghi tên chi bộ, đơn vị cho gọn.")
            )

    def _typed_name(self) -> tuple[str, SubjectForm]:
        """The name as typed, and whether it is that of a unit."""
        family, name = self.of_subject("family_name"), self.of_subject("name")
        collective = self.of_subject("collective")
        typed = " ".join(f"{family} {name}".split()) or self.line.subject
        if collective and not typed:
            return collective, SubjectForm.COLLECTIVE
        if not typed and not self._has_name_column():
            return self.of_subject("unit") or self.line.group, SubjectForm.COLLECTIVE
        if is_collective(typed) or section_of(typed) is SubjectForm.COLLECTIVE:
            return typed, SubjectForm.COLLECTIVE
        return typed, SubjectForm.PERSON

    def _has_name_column(self) -> bool:
        return self.table.use("name") is not None or self.table.use("collective") is not None

    def _collective_name(self, typed: str) -> str:
        name = body_name(typed)
        if (
            not name
            or section_of(typed) is SubjectForm.COLLECTIVE
            or fold(name) in ("chi bo", "don vi")
        ):
            name = self.row.unit_name
        if not name:
            self.fault("name", "name_missing", self._no_name())
        elif len(name) > _LONGEST_UNIT:
            self.fault("name", "name_long", _("dài quá 200 chữ; hãy ghi tên tập thể cho gọn."))
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
            self.fault("name", "name_missing", self._no_name())
        elif naming.is_list:
            self.fault(
                "name", "name_many", _("có vẻ là tên nhiều người; hãy ghi mỗi người một dòng.")
            )
        elif not naming.is_person or len(name) > _LONGEST_PERSON:
            self.fault(
                "name",
                "name_unreadable",
                _("không giống họ tên người; hãy ghi họ và tên bằng chữ."),
            )
        elif len(name.split()) == 1:
            self.warn("name", "name_short", _("chỉ có một chữ; hãy xem lại đã đủ họ và tên chưa."))
        return name

    def _raw_name(self) -> str:
        return self.table.text(self.line.subject_row or self.line.row, "name")

    def _no_name(self) -> str:
        return _("thiếu họ và tên; hãy ghi tên người hoặc tập thể đăng ký việc này.")

    def _birth_year(self) -> int | None:
        row = self.line.row if self.text("birth") else self.line.subject_row or self.line.row
        year = self.read("birth", values.read_birth_year, self.table.value(row, "birth"))
        if year is not None and not self.year - _OLDEST <= year <= self.year - _YOUNGEST:
            text = _("không thể là năm sinh của người đăng ký năm %(year)d; hãy xem lại năm sinh.")
            self.fault("birth", "birth_impossible", text % {"year": self.year})
            return None
        return year

    def _sex(self) -> str:
        typed = self.of_subject("sex")
        sex = _SEXES.get(fold(typed).strip(" ."), "")
        if typed and not sex:
            self.warn("sex", "sex_unclear", _("chưa rõ là nam hay nữ; hãy ghi Nam hoặc Nữ."))
        return sex

    def _category(self, post: str) -> Category | None:
        typed = self.of_subject("category")
        if not typed:
            return values.category_of(post) if post else None
        found = values.category_of(typed)
        if found is None and section_of(typed) is None and not is_collective(typed):
            self.warn(
                "category", "category_unknown", _("chưa rõ là đối tượng nào; sẽ ghi theo đơn vị.")
            )
        return found


@cache
def _states() -> dict[str, RegistrationState]:
    """Where a registration may stand that is not simply confirmed, by its words."""
    waiting = (RegistrationState.SUBMITTED, RegistrationState.AMENDED)
    return {fold(str(REGISTRATION_LABELS[state])): state for state in waiting}
