"""Markings of state secrets in texts, cells and file names: found where they stand as a marking.

This system is not for state secrets. Law 117/2025/QH15 knows three markings, "Mật", "Tối mật" and
"Tuyệt mật"; ordinary words with the same syllable (mật ong, mật độ, bí mật, bảo mật) are none.
"""

import re
from pathlib import PurePosixPath
from typing import Final

from neuguong.lib.refusal import Refusal
from neuguong.lib.vietnamese import nfc
from neuguong.lib.words import gettext as _

LAW: Final = "117/2025/QH15"
_SYLLABLE: Final = re.compile(r"[mM]\s*[ậẬ]\s*[tT]")
_ORDINARY: Final = r"(?!\s+(?:ong|độ|khẩu|ngọt|mía|thiết|thư|vụ|báo|ngữ|hoa|rừng)\b)"
_EVENING: Final = r"(?<!buổi )(?<!đêm )(?<!chiều )"
_TWO_WORDS: Final = rf"{_EVENING}\b(?:tuyệt|tối)\s+mật\b{_ORDINARY}"
_IN_NAME: Final = re.compile(_TWO_WORDS, re.IGNORECASE)
_LOUD: Final = re.compile(
    r"(?<!BUỔI )(?<!ĐÊM )(?<!CHIỀU )\b(?:TUYỆT|TỐI)\s+MẬT\b"
    r"(?!\s+(?:ONG|ĐỘ|KHẨU|NGỌT|MÍA|THIẾT|THƯ|VỤ|BÁO|NGỮ|HOA|RỪNG)\b)"
)
_LABELLED: Final = re.compile(
    r"\b(?:(?:mức )?độ|dấu(?: chỉ)?(?: độ)?) mật\s*[:–—-]\s*[“\"(]?\s*(tuyệt mật|tối mật|mật)\b"
    + _ORDINARY,
    re.IGNORECASE,
)
_WITH_COPY: Final = re.compile(r"MẬT\s*[-–—:(,.]\s*(?:bản|số|tài liệu|không)\b", re.IGNORECASE)
_EDGES: Final = re.compile(r"^[\W_]+|[\W_]+$")
_SPACED: Final = re.compile(r"\w(?:\s+\w)+")
_BRACKETED: Final = re.compile(r"[\[(]\s*(?:MẬT|MAT)\s*[\])]")
_FIRST: Final = re.compile(r"MẬT\s*(?:$|[-_](?!\s*(?:ONG|ĐỘ|KHẨU)))")
_BARE_LETTERS: Final = re.compile(
    r"\btuyet mat\b|\btoi mat\b(?!\s+(?:tran|bang|ong|do|khau|duong|dat|hang|phang|nuoc))",
    re.IGNORECASE,
)
_SPOKEN_OF: Final = re.compile(
    r"bí mật nhà nước|(?:tài liệu|công văn|văn bản|hồ sơ|báo cáo) (?:tuyệt |tối )?mật\b"
    + _ORDINARY,
    re.IGNORECASE,
)
_JOINED: Final = {"MẬT": "MẬT", "TỐIMẬT": "TỐI MẬT", "TUYỆTMẬT": "TUYỆT MẬT"}


def marking_in(text: str) -> str:
    """The marking that a text carries, such as "TỐI MẬT", or "" when it has none."""
    if text.isascii():
        return ""
    composed = nfc(text)
    if not _SYLLABLE.search(composed):
        return ""
    return next((found for line in composed.splitlines() if (found := _of_line(line))), "")


def marking_in_name(name: str) -> str:
    """The marking in the name of a file, also where it is written without marks."""
    stem = PurePosixPath(nfc(name).replace("\\", "/")).stem
    spaced = re.sub(r"[_.\-\s]+", " ", stem)
    if found := _IN_NAME.search(spaced):
        return _squeezed(found[0])
    if _BRACKETED.search(stem) or _FIRST.match(stem):
        return "MẬT"
    if stem.isascii() and (found := _BARE_LETTERS.search(spaced)):
        return "TUYỆT MẬT" if "tuyet" in found[0].lower() else "TỐI MẬT"
    return _of_line(spaced)


def speaks_of_secrets(text: str) -> bool:
    """Whether a text speaks of state secrets, which calls for a word of caution, not for a refusal."""
    return not text.isascii() and _SPOKEN_OF.search(nfc(text)) is not None


def secret_refusal(marking: str, where: str) -> Refusal:
    """The refusal of what carries a marking; `where` names the place in a phrase."""
    text = _(
        "%(where)s có dấu độ mật “%(marking)s”. Theo Luật Bảo vệ bí mật nhà nước (Luật số %(law)s), tài liệu"
        " bí mật nhà nước không được đưa vào hệ thống này. Chưa có gì được lưu. Nếu không phải tài liệu"
        " mật, hãy bỏ hoặc viết rõ chữ ấy rồi gửi lại."
    )
    return Refusal("secret_marking", text % {"where": where, "marking": marking, "law": LAW})


def _of_line(line: str) -> str:
    core = _EDGES.sub("", line)
    letters = core.replace(" ", "") if _SPACED.fullmatch(core) else core
    squeezed = re.sub(r"\s+", "", letters)
    if squeezed == "MẬT" or squeezed.upper() in {"TỐIMẬT", "TUYỆTMẬT"}:
        return _JOINED[squeezed.upper()]
    if core.startswith("MẬT") and _WITH_COPY.match(core):
        return "MẬT"
    if found := _LABELLED.search(core):
        return _squeezed(found[1])
    if found := _LOUD.search(core):
        return _squeezed(found[0])
    return ""


def _squeezed(found: str) -> str:
    return " ".join(found.split()).upper()
