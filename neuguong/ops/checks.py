"""Whether this site is sound, in words: settings, database, folders, fonts, counting.

Each check is a function that gives one finding; `all_findings` asks them in order.
"""

import os
import shutil
import stat
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core import checks as django_checks
from django.db import Error, connection
from django.utils import timezone

from neuguong.audit.queries import seal_state
from neuguong.deeds.queries import wrong_copies
from neuguong.documents.fonts import BUILT_IN, face
from neuguong.home.queries.faults import CHECKS, Found, Severity
from neuguong.lib.figures import format_number
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.sealed import key_file
from neuguong.lib.words import gettext as _
from neuguong.ops.queries import (
    log_triggers_missing,
    measures_out_of_date,
    pending_migrations,
)
from neuguong.org.queries import wrong_paths
from neuguong.privacy.queries.keys import missing_keys
from neuguong.rollup.queries import last_check, triggers_missing, waiting

_SHOWN: Final = 5
_LEAST_FREE: Final = 500_000_000  # bytes
_MANY_WAITING: Final = 50_000  # images; the worker folds as many in minutes
_RECOUNT_WITHIN: Final = timedelta(days=7)
_OURS: Final = {"localhost", "127.0.0.1", "[::1]", "::1"}


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check has found: whether it is well, a sentence, and what to do where it is not."""

    name: str
    ok: bool
    text: str
    remedy: str = ""


def all_findings() -> list[Finding]:
    """The findings of every check; without a database only of those that need none."""
    findings = [check() for check in (_network, _secret, _folders, _space, _fonts, _database)]
    if findings[-1].ok:
        findings += [_system(), _migrations()]
        if findings[-1].ok:
            findings += [check() for check in _OF_DATA]
    return findings


def data_findings(found: Mapping[str, Sequence[Found]]) -> Finding:
    """What the checks of the data say together: well as long as nothing is wrong."""
    faults = [
        _("%(sentence)s: %(count)s chỗ.")
        % {"sentence": check.sentence, "count": format_number(len(found[check.code]))}
        for check in CHECKS.values()
        if check.severity is Severity.ERROR and found.get(check.code)
    ]
    return _of_list(
        "data",
        faults,
        _("Dữ liệu không có chỗ nào sai."),
        _("Xem cách xử lý từng mục ở dưới, hoặc trên trang Soát dữ liệu."),
    )


def require_ready() -> None:
    """Refuse, with what to do, to start a site whose database or settings are not as they must be."""
    for check in (_database, _system, _migrations):
        finding = check()
        if not finding.ok:
            raise Refused(Refusal(f"{finding.name}_not_ready", f"{finding.text} {finding.remedy}"))


def _system() -> Finding:
    messages = [
        message
        for message in django_checks.run_checks()
        if message.level >= django_checks.ERROR and not message.is_silenced()
    ]
    return _of_list(
        "system",
        [str(message.msg) for message in messages],
        _("Cấu hình và mã chương trình khớp nhau."),
        _("Sửa theo câu trên rồi chạy lại."),
    )


def _network() -> Finding:
    """Others can reach the site only under a name that is not of this machine alone."""
    name = "network"
    if set(settings.ALLOWED_HOSTS) <= _OURS:
        return Finding(name, True, _("Trang chỉ mở được trên chính máy này."))
    if settings.DEBUG:
        text = _("Trang mở cho người khác mà vẫn hiện nguyên nhân lỗi cho người xem.")
        return Finding(name, False, text, _("Bỏ NEUGUONG_DEBUG hoặc đặt bằng 0."))
    if "*" in settings.ALLOWED_HOSTS:
        text = _("Trang trả lời dưới mọi tên máy.")
        return Finding(name, False, text, _("Ghi đúng tên trang vào NEUGUONG_HOSTS."))
    if not settings.SESSION_COOKIE_SECURE:
        text = _("Trang mở cho người khác qua mạng mà chưa dùng https: mật khẩu đi không che.")
        remedy = _("Đặt trang sau một máy chủ https rồi đặt NEUGUONG_HTTPS=1.")
        return Finding(name, False, text, remedy)
    hosts = ", ".join(settings.ALLOWED_HOSTS)
    return Finding(name, True, _("Trang mở qua https dưới tên %(hosts)s.") % {"hosts": hosts})


def _secret() -> Finding:
    path = Path(settings.SECRET_FILE)
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o077:
        text = _("Tệp bí mật %(path)s có người khác đọc được.") % {"path": path}
        remedy = _("Chạy: chmod 600 %(path)s") % {"path": path}
        return Finding("secret", False, text, remedy)
    return Finding("secret", True, _("Tệp bí mật chỉ chủ của nó đọc được."))


def _folders() -> Finding:
    places = [Path(settings.FILES_ROOT), Path(settings.STATIC_ROOT)]
    if connection.vendor == "sqlite" and not _is_in_memory():
        places.append(Path(connection.settings_dict["NAME"]).parent)
    faults = [
        _("Không ghi được vào thư mục %(path)s.") % {"path": place}
        for place in places
        if not os.access(_existing(place), os.W_OK | os.X_OK)
    ]
    return _of_list(
        "folders",
        faults,
        _("Các thư mục dữ liệu ghi được."),
        _("Giao thư mục cho tài khoản chạy trang (chown), hoặc chọn thư mục khác."),
    )


def _space() -> Finding:
    place = _existing(Path(settings.FILES_ROOT))
    free = shutil.disk_usage(place).free
    words = {"gb": format_number(round(free / 1e9, 1)), "path": place}
    text = _("Ổ đĩa của %(path)s còn trống %(gb)s GB.") % words
    if free < _LEAST_FREE:
        return Finding("space", False, text, _("Dọn bớt hoặc thêm ổ đĩa trước khi đầy."))
    return Finding("space", True, text)


def _fonts() -> Finding:
    family = face().family
    text = _("Báo cáo PDF dùng phông %(family)s.") % {"family": family}
    if family != BUILT_IN:
        return Finding("fonts", True, text)
    remedy = _("Muốn phông đúng thể thức, cài gói fonts-croscore hoặc đặt NEUGUONG_FONTS.")
    return Finding("fonts", True, text, remedy)


def _database() -> Finding:
    engine = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]
    try:
        connection.ensure_connection()
        connection.introspection.table_names()
    except Error as fault:
        text = _("Không mở được cơ sở dữ liệu %(engine)s: %(fault)s.")
        words = {"engine": engine, "fault": str(fault).strip()}
        return Finding("database", False, text % words, _("Xem lại NEUGUONG_DATABASE_URL."))
    text = _("Cơ sở dữ liệu %(engine)s trả lời.")
    return Finding("database", True, text % {"engine": engine})


def _migrations() -> Finding:
    pending = pending_migrations()
    if pending:
        words = {"count": len(pending), "first": pending[0]}
        text = _("Cơ sở dữ liệu còn thiếu %(count)s bước, bắt đầu từ %(first)s.")
        return Finding("migrations", False, text % words, _("Chạy: neuguong migrate"))
    return Finding("migrations", True, _("Cơ sở dữ liệu có đủ các bảng."))


def _triggers() -> Finding:
    return _of_list(
        "triggers",
        triggers_missing(),
        _("Mọi bảng được đếm đều có trình kích hoạt."),
        _("Chạy: neuguong migrate, rồi neuguong rollup verify"),
    )


def _log() -> Finding:
    return _of_list(
        "log",
        [
            _("Thiếu trình kích hoạt %(name)s giữ nhật ký.") % {"name": name}
            for name in log_triggers_missing()
        ],
        _("Nhật ký chỉ ghi thêm được, không sửa, không xóa được."),
        _("Chạy: neuguong migrate"),
    )


def _seals() -> Finding:
    state = seal_state()
    words = {"waiting": format_number(state.waiting), "sealed": format_number(state.position)}
    if state.late:
        text = _("%(waiting)s mục nhật ký chưa niêm phong, cũ nhất đã quá một phút.")
        remedy = _("Chạy neuguong worker, hoặc neuguong audit seal, rồi neuguong audit verify")
        return Finding("seals", False, text % words, remedy)
    text = _("%(sealed)s mục nhật ký đã niêm phong, %(waiting)s mục vừa ghi.")
    return Finding("seals", True, text % words)


def _keys() -> Finding:
    """The keys of sealed texts: there, only the owner's, and apart from the files that are backed up."""
    path = key_file()
    if missing := missing_keys():
        text = _("Thiếu khóa %(keys)s: có nội dung đã mã hóa không mở được.")
        remedy = _("Đưa tệp khóa %(path)s đã cất riêng về chỗ cũ.") % {"path": path}
        return Finding("keys", False, text % {"keys": ", ".join(missing)}, remedy)
    if path.resolve().is_relative_to(Path(settings.FILES_ROOT).resolve()):
        text = _("Tệp khóa %(path)s nằm trong thư mục ảnh, tệp.") % {"path": path}
        return Finding(
            "keys", False, text, _("Đặt NEUGUONG_KEYS_FILE ra nơi khác rồi chuyển tệp đi.")
        )
    if not path.exists():
        return Finding("keys", True, _("Chưa có nội dung nào được mã hóa."))
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        text = _("Tệp khóa %(path)s có người khác đọc được.") % {"path": path}
        return Finding("keys", False, text, _("Chạy: chmod 600 %(path)s") % {"path": path})
    text = _("Khóa mã hóa chỉ chủ của nó đọc được; nhớ giữ một bản ở nơi khác với bản sao lưu.")
    return Finding("keys", True, text)


def _measures() -> Finding:
    return _of_list(
        "measures",
        [
            _("Chỉ tiêu %(key)s đang đếm theo cách cũ.") % {"key": key}
            for key in measures_out_of_date()
        ],
        _("Các chỉ tiêu được đếm đúng như mã chương trình khai báo."),
        _("Chạy: neuguong migrate"),
    )


def _waiting() -> Finding:
    count = waiting()
    if count > _MANY_WAITING:
        text = _("%(count)s thay đổi chờ cộng lên trên: máy làm việc nền có lẽ không chạy.")
        remedy = _("Chạy neuguong worker, hoặc neuguong serve.")
        return Finding("waiting", False, text % {"count": format_number(count)}, remedy)
    text = _("%(count)s thay đổi chờ cộng lên trên; số liệu đã gồm cả chúng.")
    return Finding("waiting", True, text % {"count": format_number(count)})


def _recount() -> Finding:
    last = last_check()
    if last is None:
        text = _("Chưa đếm lại lần nào; máy làm việc nền tự đếm lại mỗi đêm.")
        return Finding("recount", True, text, _("Muốn đếm ngay: neuguong rollup verify"))
    words = {
        "at": timezone.localtime(last.at).strftime("%H:%M %d/%m/%Y"),
        "checked": format_number(last.checked),
        "differences": format_number(last.difference_count),
    }
    if last.difference_count:
        text = _("Lần đếm lại %(at)s thấy %(differences)s chỗ khác trong %(checked)s số.")
        remedy = _("Chạy: neuguong rollup verify để xem, thêm --repair để sửa theo bản ghi")
        return Finding("recount", False, text % words, remedy)
    if timezone.now() - last.at > _RECOUNT_WITHIN:
        text = _("Lần đếm lại gần nhất đã quá một tuần: %(at)s.")
        return Finding("recount", False, text % words, _("Để neuguong worker chạy hằng đêm."))
    text = _("Lần đếm lại %(at)s: %(checked)s số đều khớp với bản ghi.")
    return Finding("recount", True, text % words)


def _paths() -> Finding:
    return _of_list(
        "paths",
        wrong_paths(),
        _("Đường trên cây của mọi đơn vị đều đúng."),
        _("Khôi phục bản sao lưu gần nhất, hoặc báo người viết chương trình."),
    )


def _copies() -> Finding:
    return _of_list(
        "copies",
        wrong_copies(),
        _("Các cột chép lại đều giống bản đăng ký."),
        _("Khôi phục bản sao lưu gần nhất, hoặc báo người viết chương trình."),
    )


_OF_DATA: Final[Sequence[Callable[[], Finding]]] = (
    _triggers, _log, _seals, _keys, _measures, _waiting, _recount, _paths, _copies,
)  # fmt: skip


def _of_list(name: str, faults: Sequence[str], well: str, remedy: str) -> Finding:
    """Well when there are no faults; otherwise the first of them, and how many more there are."""
    if not faults:
        return Finding(name, True, well)
    shown = list(faults[:_SHOWN])
    if len(faults) > _SHOWN:
        shown.append(_("Và %(count)s lỗi nữa.") % {"count": len(faults) - _SHOWN})
    return Finding(name, False, " ".join(shown), remedy)


def _existing(place: Path) -> Path:
    """The folder itself, or the nearest above it that exists, in which it can be made."""
    while not place.exists():
        place = place.parent
    return place


def _is_in_memory() -> bool:
    name = str(connection.settings_dict["NAME"])
    return ":memory:" in name or "mode=memory" in name
