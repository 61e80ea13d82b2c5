"""What is said of a file that is not taken in: one sentence each, with the remedy; and the limits."""

from typing import Final

from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.words import gettext as _

MAX_ROW: Final = 100_000
MAX_COLUMN: Final = 256
MAX_AREA: Final = 4_000_000  # rows times columns: readers keep the whole rectangle
MAX_MERGES: Final = 50_000
MAX_TEXT: Final = 100_000_000  # letters of all cells, however often one text is used


def not_a_workbook() -> Refused:
    """The refusal of whatever is neither a workbook nor a table of text."""
    text = _(
        "Tệp này không phải là bảng tính Excel; "
        "hãy mở bằng Excel, lưu thành “Excel Workbook (.xlsx)” rồi gửi lại."
    )
    return Refused(Refusal("not_a_workbook", text))


def locked_workbook() -> Refused:
    """The refusal of a workbook behind a password."""
    text = _("Tệp được đặt mật khẩu nên không đọc được; hãy bỏ mật khẩu trong Excel rồi gửi lại.")
    return Refused(Refusal("workbook_locked", text))


def macros_inside() -> Refused:
    """The refusal of a workbook that carries a program."""
    text = _(
        "Tệp có chứa macro nên không được nhận; hãy lưu thành “Excel Workbook (.xlsx)” rồi gửi lại."
    )
    return Refused(Refusal("workbook_with_macros", text))


def too_big() -> Refused:
    """The refusal of a file that swells beyond all use when it is opened."""
    text = _(
        "Tệp phồng ra quá lớn khi mở nên không được nhận; "
        "hãy chép riêng phần có số liệu sang một tệp mới rồi gửi lại."
    )
    return Refused(Refusal("workbook_too_big", text))


def too_many_rows() -> Refused:
    """The refusal of a sheet with more rows than `MAX_ROW`."""
    text = _(
        "Bảng dài quá 100.000 dòng nên không được nhận; hãy chia thành nhiều tệp rồi gửi từng tệp."
    )
    return Refused(Refusal("workbook_too_many_rows", text))


def too_many_columns() -> Refused:
    """The refusal of a sheet with more columns than `MAX_COLUMN`."""
    text = _("Bảng rộng quá 256 cột nên không được nhận; hãy xóa các cột không dùng rồi gửi lại.")
    return Refused(Refusal("workbook_too_many_columns", text))


def unsafe_paths() -> Refused:
    """The refusal of an archive with links, or with paths that lead out of it."""
    text = _(
        "Tệp nén bên trong có đường dẫn lạ nên không được mở; "
        "hãy mở bằng Excel, lưu thành “Excel Workbook (.xlsx)” rồi gửi lại."
    )
    return Refused(Refusal("workbook_unsafe", text))


def file_too_large() -> Refused:
    """The refusal of a file that is too large to be taken in."""
    text = _(
        "Tệp lớn hơn 20 MB nên không được nhận; hãy bỏ ảnh và các trang không cần rồi gửi lại."
    )
    return Refused(Refusal("file_too_large", text))


def file_empty() -> Refused:
    """The refusal of a file without a single sign."""
    return Refused(
        Refusal("file_empty", _("Tệp trống, không có dòng nào; hãy chọn lại tệp có số liệu."))
    )


def within_bounds(last_row: int, last_column: int) -> None:
    """Refuses a sheet whose last cell with something in it stands too far out."""
    if last_row > MAX_ROW:
        raise too_many_rows()
    if last_column > MAX_COLUMN:
        raise too_many_columns()
    if last_row * last_column > MAX_AREA:
        raise too_big()
