"""The sentences of the grids that the script says, in the reader's language."""

from django.utils.translation import gettext as _


def words_of_script() -> dict[str, str]:
    """What the script says; {n}, {at}, {what} are filled in by it."""
    return {
        "clock": _("{h} giờ {m}"),
        "saving": _("Đang lưu…"),
        "saved": _("Đã lưu lúc {at}."),
        "savedShort": _("đã lưu lúc {at}"),
        "offline": _(
            "Mất kết nối lúc {at}. {n} ô chưa lưu còn nguyên ở đây, tự gửi lại khi có mạng."
        ),
        "unsaved": _("chưa lưu, đang thử lại"),
        "signedOut": _(
            "Phiên làm việc đã hết. Đăng nhập lại ở thẻ khác; chữ đã gõ còn nguyên ở đây và tự gửi."
        ),
        "refused": _("Trang không nhận {n} ô này. Chữ đã gõ còn nguyên, thử tải lại trang."),
        "faults": _("{n} ô chưa lưu được, lý do ghi dưới ô."),
        "others": _("vừa có người khác sửa"),
        "pasted": _("Đã dán {n} việc. Ctrl+Z để lấy lại."),
        "tooLong": _("Khối dán dài hơn bảng, thừa {n} dòng."),
        "left": _("Chưa ghép được tên: {what}."),
        "pasteFailed": _("Chưa tách được khối vừa dán. Thử dán lại."),
        "undone": _("Đã lấy lại bước vừa rồi."),
        "undoNone": _("Không còn bước nào để lấy lại."),
        "undoLate": _("Ô này đã đổi sau bước đó, không lấy lại nữa."),
        "resave": _("chưa lưu, bấm để lưu lại"),
        "brought": _("{n} ô gõ dở lần trước còn đây, chưa lưu. Bấm để lưu lại, Esc để bỏ."),
        "column": _("Việc {n}"),
        "label": _("{what}, việc {n}"),
    }
