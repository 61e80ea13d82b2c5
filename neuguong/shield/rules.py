"""What is kept of a browser's report, what a fault of the machine means to people, in which words."""

import errno
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final
from urllib.parse import urlsplit

from neuguong.lib.words import gettext as _

MAX_REPORT_BYTES: Final = 16 * 1024
MAX_REPORTS: Final = 20  # in one body
REPORTS_PER_MINUTE: Final = 30  # of one address, at each page process
REPORT_DAYS: Final = 90
MOST_SHOWN_BACK: Final = 200  # fields of a form that is handed back
DIRECTIVES: Final = frozenset({
    "default-src", "script-src", "script-src-elem", "script-src-attr", "style-src", "style-src-elem",
    "style-src-attr", "img-src", "font-src", "connect-src", "media-src", "object-src", "frame-src",
    "child-src", "worker-src", "manifest-src", "form-action", "frame-ancestors", "base-uri",
})  # fmt: skip
_DISK_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FULL_STATES: Final = frozenset({"53100", "58030"})  # disk_full, io_error


class Blocked(StrEnum):
    """What was blocked, without its address."""

    INLINE = "inline"
    EVAL = "eval"
    DATA = "data"
    OWN = "own"
    FOREIGN = "foreign"
    EXTENSION = "extension"
    OTHER = "other"


class Trouble(StrEnum):
    """What a fault of the machine means to the one who asked."""

    AWAY = "away"
    FULL = "full"
    BUSY = "busy"


@dataclass(frozen=True, slots=True)
class Kept:
    """What is left of a report: no address, no person."""

    directive: str
    blocked: Blocked
    path: str


def kept_of(report: Mapping[str, Any], host: str) -> Kept | None:
    """A report in either of the two forms browsers send; None when it is none of a policy of ours."""
    body = report.get("csp-report", report.get("body"))
    if not isinstance(body, Mapping):
        return None
    directive = _text(body, "effective-directive", "effectiveDirective", "violated-directive")
    directive = directive.split(" ", 1)[0]
    if directive not in DIRECTIVES:
        return None
    page = urlsplit(_text(body, "document-uri", "documentURL"))
    if page.netloc != host:
        return None
    return Kept(directive, _blocked(_text(body, "blocked-uri", "blockedURL"), host), page.path)


def _text(body: Mapping[str, Any], *names: str) -> str:
    found = next((body[name] for name in names if isinstance(body.get(name), str)), "")
    return str(found)[:500]


def _blocked(address: str, host: str) -> Blocked:
    word = address.partition(":")[0].lower()
    if word in {"inline", ""}:
        return Blocked.INLINE
    if word in {"eval", "wasm-eval"}:
        return Blocked.EVAL
    if word in {"data", "blob"}:
        return Blocked.DATA
    if word.endswith("-extension"):
        return Blocked.EXTENSION
    if word in {"http", "https", "ws", "wss"}:
        return Blocked.OWN if urlsplit(address).netloc == host else Blocked.FOREIGN
    return Blocked.OTHER


def trouble_of(fault: BaseException | None) -> Trouble | None:
    """What a fault is to people: no room on a disk, a database that is away or overcharged; or None."""
    causes: list[BaseException] = []
    while fault is not None and len(causes) < 5:
        causes.append(fault)
        fault = fault.__cause__ or fault.__context__
    for cause in causes:
        if isinstance(cause, OSError) and cause.errno in _DISK_FULL:
            return Trouble.FULL
        if getattr(cause, "sqlstate", None) in _FULL_STATES or "disk is full" in str(cause):
            return Trouble.FULL
    for cause in causes:
        if type(cause).__name__ == "OperationalError":
            said = str(cause)
            is_busy = "locked" in said or "deadlock" in said or "timeout" in said
            return Trouble.BUSY if is_busy and "connect" not in said else Trouble.AWAY
        if type(cause).__name__ in {"InterfaceError", "AdminShutdown"}:
            return Trouble.AWAY
    return None


def status_of(trouble: Trouble) -> int:
    """507 when there is no room, 503 when waiting helps."""
    return 507 if trouble is Trouble.FULL else 503


def trouble_words(trouble: Trouble) -> tuple[str, str]:
    """Heading and sentence of the page about it."""
    if trouble is Trouble.FULL:
        return _("Máy chủ hết chỗ chứa."), _(
            "Việc vừa gửi chưa được ghi; những gì đã lưu còn nguyên. "
            "Báo người vận hành dọn ổ đĩa, rồi gửi lại."
        )
    if trouble is Trouble.BUSY:
        return _("Máy chủ đang bận."), _(
            "Việc vừa gửi chưa được ghi vì nhiều người cùng ghi một lúc. Chờ một lát rồi gửi lại."
        )
    return _("Tạm thời không mở được cơ sở dữ liệu."), _(
        "Việc vừa gửi chưa được ghi; những gì đã lưu còn nguyên. Chờ một phút rồi gửi lại; "
        "nếu vẫn vậy, báo người vận hành."
    )


def too_fast(seconds: int) -> str:
    """The sentence for one who opens costly pages too fast."""
    text = _(
        "Anh, chị vừa mở quá nhiều báo cáo, tệp hoặc lượt tìm trong một phút. "
        "Chờ %(seconds)s giây rồi mở lại; các trang khác vẫn dùng được."
    )
    return text % {"seconds": seconds}


def too_large() -> str:
    """The sentence for a form that is larger than any of ours."""
    return _(
        "Nội dung gửi lên lớn quá mức nhận một lần, nên chưa có gì được lưu. "
        "Hãy gửi ít dòng hoặc ít tệp hơn trong mỗi lần."
    )


def caution() -> str:
    """A word to one who writes of state secrets."""
    return _(
        "Đã lưu. Nội dung có nói đến bí mật nhà nước: hệ thống này không dùng cho tài liệu mật; "
        "nếu lỡ ghi nội dung mật, hãy xóa ngay và báo người phụ trách bảo vệ bí mật nhà nước."
    )
