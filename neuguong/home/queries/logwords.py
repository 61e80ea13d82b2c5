"""Entries of the log in words: who did what to whom when, names as far as the reader may see them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.urls import reverse
from django.utils.timezone import localtime

from neuguong.audit.models import AuditEntry
from neuguong.audit.rules import Part
from neuguong.deeds.queries.story import VERB_WORDS
from neuguong.deeds.rights import Verb
from neuguong.home.queries.log import LogPage
from neuguong.lib.figures import format_number
from neuguong.lib.words import gettext as _
from neuguong.lib.words import gettext_lazy
from neuguong.people.access import AccountActor
from neuguong.people.roles import ROLES

ACT_WORDS: Final[Mapping[str, str]] = {
    "deeds.register": gettext_lazy("Ghi bản đăng ký, việc làm"),
    "deeds.confirm": gettext_lazy("Xác nhận, trả lại, rút"),
    "deeds.report": gettext_lazy("Ghi kết quả, đóng góp, ảnh"),
    "deeds.correct": gettext_lazy("Đính chính"),
    "deeds.view": gettext_lazy("Xem bản đăng ký, việc làm"),
    "people.view": gettext_lazy("Xem hồ sơ người"),
    "people.change": gettext_lazy("Ghi, sửa thông tin người"),
    "people.grant": gettext_lazy("Mở tài khoản, giao quyền"),
    "people.see_names": gettext_lazy("Mở tên người"),
    "people.sign_in": gettext_lazy("Đăng nhập"),
    "people.sign_in_failed": gettext_lazy("Đăng nhập sai"),
    "people.sign_out": gettext_lazy("Đăng xuất"),
    "people.password": gettext_lazy("Đổi mật khẩu của mình"),
    "people.session_ended": gettext_lazy("Kết thúc phiên của mình"),
    "people.second_step_set": gettext_lazy("Đặt lớp thứ hai"),
    "people.second_step_dropped": gettext_lazy("Bỏ lớp thứ hai"),
    "people.recovery_codes": gettext_lazy("Làm mã dự phòng mới"),
    "org.found": gettext_lazy("Lập đơn vị"),
    "org.change": gettext_lazy("Đổi thông tin đơn vị"),
    "programme.set": gettext_lazy("Đặt chương trình năm"),
    "programme.close": gettext_lazy("Chốt, mở lại năm"),
    "rollup.view": gettext_lazy("Xem bản ghi đứng sau con số"),
    "reports.make": gettext_lazy("Soạn báo cáo"),
    "exchange.import": gettext_lazy("Nhập tệp"),
    "exchange.export": gettext_lazy("Tải danh sách"),
    "audit.view": gettext_lazy("Đọc nhật ký"),
    "audit.erase": gettext_lazy("Xóa phần về người trong nhật ký"),
    "privacy.own": gettext_lazy("Dùng quyền về dữ liệu của mình"),
    "privacy.record": gettext_lazy("Ghi thông báo, lời đồng ý, yêu cầu về dữ liệu"),
    "privacy.desk": gettext_lazy("Giải quyết yêu cầu, xóa tên, sự cố dữ liệu"),
    "privacy.set": gettext_lazy("Đặt căn cứ, thông báo về dữ liệu"),
    "privacy.retention": gettext_lazy("Rà thời hạn lưu"),
    "privacy.keys": gettext_lazy("Đổi khóa mã hóa"),
    "ops.backup": gettext_lazy("Sao lưu"),
    "ops.restore": gettext_lazy("Khôi phục"),
    "ops.carry": gettext_lazy("Chuyển sang PostgreSQL"),
    "ops.begin": gettext_lazy("Mở trang"),
    "ops.demo": gettext_lazy("Nạp dữ liệu làm thử"),
}
PART_WORDS: Final[Mapping[str, str]] = {
    Part.PERSON: gettext_lazy("hồ sơ"),
    Part.REGISTRATION: gettext_lazy("bản đăng ký"),
    Part.DEED: gettext_lazy("việc làm"),
    Part.SHEET: gettext_lazy("bản ghi giúp"),
    Part.EVIDENCE: gettext_lazy("ảnh, bản quét"),
    Part.LIST: gettext_lazy("danh sách có tên"),
    Part.RECORDS: gettext_lazy("bản ghi đứng sau con số"),
    Part.SEARCH: gettext_lazy("kết quả tìm"),
    Part.EXPORT: gettext_lazy("tệp danh sách"),
    Part.PRINT: gettext_lazy("phiếu in"),
    Part.HISTORY: gettext_lazy("nhật ký"),
}
_NOUNS: Final[Mapping[str, str]] = {
    "deeds.registration": gettext_lazy("bản đăng ký"),
    "deeds.deed": gettext_lazy("việc làm"),
    "deeds.contribution": gettext_lazy("khoản đóng góp"),
    "deeds.evidence": gettext_lazy("ảnh, bản quét"),
    "deeds.loosescan": gettext_lazy("bản quét chưa rõ của ai"),
    "deeds.work": gettext_lazy("công trình"),
    "people.person": gettext_lazy("người"),
    "people.account": gettext_lazy("tài khoản"),
    "people.membership": gettext_lazy("nơi sinh hoạt"),
    "people.post": gettext_lazy("chức vụ"),
    "org.unit": gettext_lazy("đơn vị"),
    "audit.auditentry": gettext_lazy("mục nhật ký"),
}
_KEYS: Final[Mapping[str, str]] = {
    "name": gettext_lazy("tên"),
    "text": gettext_lazy("nội dung"),
    "removed": gettext_lazy("đã bỏ"),
    "role": gettext_lazy("vai trò"),
    "since": gettext_lazy("từ ngày"),
    "until": gettext_lazy("hết ngày"),
    "for": gettext_lazy("thay cho"),
    "year": gettext_lazy("năm"),
    "deeds": gettext_lazy("số việc"),
    "list": gettext_lazy("danh sách"),
    "measure": gettext_lazy("chỉ tiêu"),
    "period": gettext_lazy("kỳ"),
    "list_name": gettext_lazy("danh sách"),
}
_IMPERSONAL: Final = ("org.", "programme.", "reports.", "rollup.")
_HIDDEN: Final = {"verb", "before", "after", "from", "to"}


@dataclass(frozen=True, slots=True)
class LogLine:
    """One entry in words; `history` leads to all that happened to its subject."""

    at: datetime
    who: str
    words: str
    about: str
    where: str
    reason: str
    changes: list[str]
    history: str


def lines_of(by: AccountActor, page: LogPage) -> list[LogLine]:
    """The entries of a page as its reader may see them."""
    return [_line(by, page, entry) for entry in page.entries]


_OF_RIGHTS: Final[Mapping[str, str]] = {
    "ended": gettext_lazy("Cho thôi vai trò"),
    "stands_in": gettext_lazy("Giao làm thay"),
    "closed": gettext_lazy("Đóng tài khoản"),
    "reopened": gettext_lazy("Mở lại tài khoản"),
}


def words_of(entry: AuditEntry) -> str:
    """What was done: the verb of the act where it kept one, else its name in words."""
    verb = str(entry.detail.get("verb", ""))
    if verb in VERB_WORDS:
        return str(VERB_WORDS[Verb(verb)])
    if entry.act == "people.grant" and verb in _OF_RIGHTS:
        return str(_OF_RIGHTS[verb])
    words = str(ACT_WORDS.get(entry.act, entry.act))
    if entry.kind == AuditEntry.READ:
        return _("Xem %(part)s") % {"part": part_of(entry)}
    return _("%(words)s: gỡ") % {"words": words} if verb == "removed" else words


def part_of(entry: AuditEntry) -> str:
    """Which part of a record was read."""
    return str(PART_WORDS.get(entry.part, entry.part))


def _line(by: AccountActor, page: LogPage, entry: AuditEntry) -> LogLine:
    unit = page.units.get(entry.unit_id or 0)
    named = unit is not None and by.sees_names(unit.path)
    return LogLine(
        at=localtime(entry.at),
        who=_who(by, page, entry, named=named),
        words=words_of(entry),
        about=_about(entry, named=named or _is_official(page, entry)),
        where=unit.name if unit is not None else "",
        reason=entry.reason if named else "",
        changes=_changes(entry.detail) if named or entry.act.startswith(_IMPERSONAL) else [],
        history=_history(entry, page),
    )


def _who(by: AccountActor, page: LogPage, entry: AuditEntry, *, named: bool) -> str:
    """The name of that day: always of officials and machines, of members only as one may see names.

    Where the name was erased, the office: the role and the unit for which it was held.
    """
    if entry.by_id is None and entry.kind == AuditEntry.DOOR:
        return _("Chưa biết là ai")
    is_open = named or entry.by_id in {None, by.id} or entry.by_id in page.officials
    if is_open and entry.by_name:
        return entry.by_name
    if office := page.offices.get(entry.pk):
        role = ROLES[office.role].label if office.role in ROLES else office.role
        return _("%(role)s, %(unit)s (đã xóa tên)") % {"role": role, "unit": office.unit.short_name}
    return _("Tài khoản số %(number)s") % {"number": entry.by_id}


def _is_official(page: LogPage, entry: AuditEntry) -> bool:
    return entry.subject_type == "people.account" and entry.subject_id in page.officials


def _about(entry: AuditEntry, *, named: bool) -> str:
    """On what: the words of that day, or the noun and the number where names are not the reader's."""
    noun = str(_NOUNS.get(entry.subject_type, _("bản ghi")))
    if entry.bulk_count is not None:
        return f"{format_number(entry.bulk_count)} {noun}"
    if (named or entry.subject_type.startswith(_IMPERSONAL)) and entry.subject_label:
        return entry.subject_label
    if entry.subject_id is None:
        return ""
    return _("%(noun)s số %(number)s") % {"noun": noun, "number": entry.subject_id}


def _changes(detail: Mapping[str, Any]) -> list[str]:
    """From what to what, as far as the act kept it."""
    told = []
    before = detail.get("before", detail.get("from"))
    after = detail.get("after", detail.get("to"))
    if isinstance(before, dict):
        told += [
            _("%(key)s trước đó: %(value)s") % {"key": _KEYS.get(key, key), "value": value}
            for key, value in before.items()
        ]
    elif before not in (None, ""):
        told.append(_("từ %(before)s") % {"before": before})
    if after not in (None, "") and not isinstance(after, dict):
        told.append(_("thành %(after)s") % {"after": after})
    for key, value in detail.items():
        if key in _KEYS and key not in _HIDDEN and value not in (None, ""):
            words = {"key": _KEYS[key], "value": _value(key, value)}
            told.append(_("%(key)s: %(value)s") % words)
    return told


def _value(key: str, value: object) -> str:
    role = ROLES.get(str(value)) if key == "role" else None
    return str(role.label) if role else str(value)


def _history(entry: AuditEntry, page: LogPage) -> str:
    subject, number = entry.subject_type, entry.subject_id
    if number is None:
        return ""
    if subject == "org.unit":
        unit = page.units.get(number)
        return reverse("home:log_unit", args=[unit.slug]) if unit else ""
    names = {
        "deeds.registration": "home:log_registration",
        "deeds.deed": "home:log_deed",
        "people.person": "home:log_person",
    }
    return reverse(names[subject], args=[number]) if subject in names else ""
