"""Empty lists to fill in: headings our reader knows, choices to pick from, and notes on each column."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from neuguong.deeds.measures import RESULT_KINDS
from neuguong.exchange.actions.exports import record_export
from neuguong.exchange.columns import DEED_COLUMNS, PERSON_COLUMNS, UNIT_COLUMNS, heads_of
from neuguong.exchange.queries.ways_out import form_choices
from neuguong.exchange.rights import Right
from neuguong.exchange.views.exports import (
    bytes_answer,
    classification,
    file_name,
    in_vietnamese,
    year_asked,
)
from neuguong.exchange.workbook.mergers import FIELDS as ANNEX_FIELDS
from neuguong.lib.actor import Actor
from neuguong.lib.tables import Head, Table, as_form
from neuguong.org.models import Unit
from neuguong.org.queries import unit_seen
from neuguong.org.rights import Right as OrgRight
from neuguong.org.rules import UNIT_TYPES
from neuguong.people.access import reader
from neuguong.people.models import CATEGORY_LABELS
from neuguong.ui.asked import today

# Columns that only our own files fill: addresses, marks, what is counted elsewhere.
_LEFT_OUT: Final = {
    *("slug", "above", "uid", "told_on", "state_on", "registered_on", "registration_state"),
    *("achieved_kind", "deed_category", "work"),
}
_ANNEX_WIDTHS: Final = {"number": 6, "old": 34, "new": 34, "under": 30, "note": 30}
_SEXES: Final = ("Nam", "Nữ")
_DONE: Final = ("x", "Đang làm", "Chưa")


@login_required
@require_safe
@in_vietnamese
def form(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """An empty list of deeds, units or people for a unit."""
    by = reader(request)
    if kind == "sap-xep":
        unit = unit_seen(by, slug, OrgRight.CHANGE)
        return _answer(_annex_form(unit))
    unit = unit_seen(by, slug)
    by.require(Right.IMPORT, at=unit)
    if kind == "don-vi":
        table = _units_form(unit)
    elif kind == "nguoi":
        table = _people_form(by, unit)
    elif kind == "viec-lam":
        table = _deeds_form(by, unit, year_asked(request))
    else:
        raise Http404
    return _answer(table)


def _answer(table: Table) -> HttpResponse:
    return bytes_answer(as_form(table), f"{table.name}.xlsx")


def _annex_form(unit: Unit) -> Table:
    """An empty annex: old units to pick from, and a sheet that shows each way to write a row."""
    choices = form_choices(None, unit, today())
    hints = {"Tên đơn vị cũ": choices.units, "Đơn vị cấp trên": choices.units}
    heads = [
        Head(field.heading, _ANNEX_WIDTHS.get(field.key, 16), hints.get(field.heading, ()))
        for field in ANNEX_FIELDS
    ]
    return Table(
        name=f"mau-phu-luc-sap-xep-{file_name(unit)}",
        classification=classification(named=False),
        title=_("Phụ lục sắp xếp đơn vị, %(unit)s") % {"unit": unit.name},
        sheet="Sắp xếp",
        heads=heads,
        rows=(),
        notes=[
            _("Trang Ví dụ cho thấy mỗi cách ghi một dòng; hệ thống không đọc trang đó."),
            _("Tên đơn vị cũ: chọn trong danh sách hoặc gõ; nhiều đơn vị thì ngăn bằng dấu phẩy."),
            _("Tên đơn vị mới để trống thì như dòng trên: các đơn vị cũ cùng vào một đơn vị."),
            _(
                "Một đơn vị cũ, tên mới khác là đổi tên; “giữ nguyên” và “giải thể” cũng ghi ở cột ấy."
            ),
            _(
                "“Một phần xã A” ở hai dòng trở lên là chia tách xã A; khi xem trước sẽ hỏi phần lớn về đâu."
            ),
            _("Ngày có hiệu lực: ghi một ngày cho cả tệp; để trống thì lấy ngày chọn khi gửi tệp."),
        ],
        examples=[
            ("1", "Xã Bằng Thành", "Xã Bằng Thành", "", "", "", _("ba xã vào một xã mới")),
            ("2", "Xã Bộc Bố", "", "", "", "", ""),
            ("3", "Xã Nhạn Môn", "", "", "", "", ""),
            ("4", "Xã Giáo Hiệu, xã Cổ Linh", "Xã Nghiên Loan", "", "", "", _("ghi chung một ô")),
            (
                "5",
                "Một phần xã Xuân La",
                "Xã Nghiên Loan Hạ",
                "",
                "",
                "",
                _("chia tách xã Xuân La"),
            ),
            ("6", "Một phần xã Xuân La", "Xã Cao Minh", "", "", "", ""),
            ("7", "Xã Cao Tân", "Xã Cao Tân Mới", "", "", "", _("đổi tên")),
            ("8", "Xã Công Bằng", "giữ nguyên", "", "", "", ""),
            ("9", "Huyện Pác Nặm", "giải thể", "", "", "", _("kết thúc hoạt động")),
        ],
    )


def _units_form(unit: Unit) -> Table:
    choices = form_choices(None, unit, today())
    types = [str(entry.label) for entry in UNIT_TYPES if entry.valid_to is None]
    heads = _with(
        [head for head, column in zip(heads_of(UNIT_COLUMNS), UNIT_COLUMNS, strict=True)
         if column.key not in _LEFT_OUT],
        {"Đơn vị cấp trên": choices.units, "Loại đơn vị": types}, strict={"Loại đơn vị"},
    )  # fmt: skip
    return Table(
        name=f"mau-don-vi-{file_name(unit)}",
        classification=classification(named=False),
        title=_("Danh sách đơn vị, %(unit)s") % {"unit": unit.name},
        sheet="Đơn vị",
        heads=heads,
        rows=(),
        notes=[
            _("Mỗi dòng một đơn vị. Dòng tên cột không sửa được; có thể thêm, bớt dòng bên dưới."),
            _("Tên đơn vị: ghi đầy đủ, ví dụ Chi bộ thôn Nà Pài."),
            _(
                "Đơn vị cấp trên: chọn trong danh sách, hoặc ghi tên một đơn vị ở dòng khác của tệp."
            ),
            _("Loại đơn vị: để trống thì hiểu theo tên."),
            _("Ngày thành lập: ghi như 01/02/2022; để trống thì lấy ngày chọn khi gửi tệp."),
        ],
    )


def _people_form(by: Actor, unit: Unit) -> Table:
    choices = form_choices(None, unit, today())
    labels = [str(label) for label in CATEGORY_LABELS.values()]
    heads = _with(
        [head for head, column in zip(heads_of(PERSON_COLUMNS), PERSON_COLUMNS, strict=True)
         if column.key not in _LEFT_OUT],
        {"Đối tượng": labels, "Chi bộ, đơn vị": choices.units, "Giới tính": _SEXES},
        strict={"Đối tượng", "Giới tính"},
    )  # fmt: skip
    return Table(
        name=f"mau-nguoi-{file_name(unit)}",
        classification=classification(named=False),
        title=_("Danh sách người, %(unit)s") % {"unit": unit.name},
        sheet="Người",
        heads=heads,
        rows=(),
        notes=[
            _("Mỗi dòng một người. Dòng tên cột không sửa được; có thể thêm, bớt dòng bên dưới."),
            _("Năm sinh: bốn chữ số; giúp phân biệt hai người cùng tên."),
            _("Chi bộ, đơn vị: chọn trong danh sách; để trống thì là đơn vị chọn khi gửi tệp."),
            _("Chức vụ: nhiều chức vụ thì ngăn bằng dấu chấm phẩy."),
            _("Không ghi số căn cước, dân tộc, tôn giáo: hệ thống không giữ những điều đó."),
        ],
    )


def _deeds_form(by: Actor, unit: Unit, year: int) -> Table:
    choices = form_choices(by, unit, today())
    record_export(by=by, unit=unit, what=f"form {year}", person_ids=choices.person_ids)
    labels = [str(label) for label in CATEGORY_LABELS.values()]
    words = sorted({word for kind in RESULT_KINDS for word in kind.words})
    heads = _with(
        [head for head, column in zip(heads_of(DEED_COLUMNS), DEED_COLUMNS, strict=True)
         if column.key not in _LEFT_OUT],
        {"Họ và tên": choices.names, "Chi bộ": choices.units, "Đối tượng": labels,
         "Đơn vị tính": words, "Hoàn thành": _DONE, "Tập thể": choices.units},
        strict={"Đối tượng"},
    )  # fmt: skip
    return Table(
        name=f"mau-viec-lam-{file_name(unit)}-{year}",
        classification=classification(named=bool(choices.names)),
        title=_("Đăng ký và việc làm theo năm %(year)s, %(unit)s")
        % {"year": year, "unit": unit.name},
        sheet="Việc làm theo",
        heads=heads,
        rows=(),
        notes=[
            _("Mỗi dòng một việc. Một người có ba việc thì ghi ba dòng, tên ghi lại ở từng dòng."),
            _("Cá nhân thì ghi cột Họ và tên; tập thể thì ghi cột Tập thể và để trống Họ và tên."),
            _("Số tiền ghi 15.500.000 hoặc 15,5 triệu; ngày công ghi 2 hoặc 2,5."),
            _("Hoàn thành: x là đã xong; để trống là chưa."),
            _("Gửi lại cùng một tệp không làm việc nào bị ghi hai lần."),
        ],
    )


def _with(
    heads: Sequence[Head], choices: dict[str, Sequence[str]], *, strict: set[str]
) -> list[Head]:
    """The headings with what can be picked under them."""
    return [
        replace(head, choices=choices.get(head.text, ()), strict=head.text in strict)
        for head in heads
    ]
