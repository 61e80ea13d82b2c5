"""Who a line of a workbook speaks of, told from words alone: a person, a collective, a section."""

import re
from enum import StrEnum
from functools import lru_cache
from typing import Final

from neuguong.lib.vietnamese import fold, nfc


class SubjectForm(StrEnum):
    """Whether a line is of one person or of a unit as a whole."""

    PERSON = "person"
    COLLECTIVE = "collective"


# Marks are kept: "Bàn" and "Đoàn" are family names, "Ban" and "Đoàn xã" are not.
_COLLECTIVE: Final = re.compile(
    r"(?:tập thể|chi bộ|đảng bộ|đảng u[ỷy]|đảng ủy|chi u[ỷy]|chi ủy|chi đoàn|chi hội|chi cục|phân hội"
    r"|đoàn (?:thanh niên|xã|phường|thị trấn|trường|tncs|cơ sở|khối|viện)|hội (?=\w{2,} )|hội lhpn"
    r"|hội ccb|liên đoàn|công đoàn|ubnd|hđnd|ubmttq|u[ỷy] ban|ủy ban|mttq|mặt trận"
    r"|ban (?:công tác|chỉ huy|quản lý|tổ chức|tuyên|dân vận|nội chính|chấp hành|thường|nhân dân|giám)"
    r"|phòng |văn phòng|sở |trường (?:thpt|thcs|tiểu|mầm|mẫu|ptdt|dân tộc|phổ|đại|cao|chính|học|trung)"
    r"|trạm |trung tâm|công an (?:xã|huyện|tỉnh|phường|thị)|quân sự|bộ chỉ huy|đồn |kho bạc|bảo hiểm"
    r"|tòa án|toà án|viện kiểm|hạt kiểm|thôn |bản (?=\w+(?: \w+)?$)|tổ (?:dân phố|công|\d)|xóm |khu phố"
    r"|khối (?:dân|\d|cơ)|câu lạc bộ|clb|đội |nhóm |lực lượng|cơ quan|đơn vị|xã |huyện |tỉnh "
    r"|hợp tác xã|htx|công ty)",
)
_COLLECTIVE_PLAIN: Final = re.compile(
    r"(?:tap the|chi bo|dang bo|dang uy|chi uy|chi doan|chi hoi|ubnd|hdnd|ubmttq|mttq|cong doan)\b"
)
_UNIT: Final = re.compile(
    r"(?:chi bo|dang bo|dang uy|chi doan|chi hoi"
    r"|hoi (?:nong dan|phu nu|cuu chien binh|lhpn|ccb|nguoi cao tuoi)"
    r"|doan (?:thanh nien|xa|phuong|truong|tncs)|cong doan|ubmttq|mttq|mat tran|ubnd|uy ban|van phong"
    r"|thon|to dan pho|xom|khu pho|truong|tram|cong an|quan su|phong|ban)\b"
)
_BULLET: Final = re.compile(
    r"^\s*(?:[ivxlc]+|[a-zđ]|\d+(?:\.\d+)*)\s*[.)\-:/]\s*|^\s*[-+*•]\s*", re.IGNORECASE
)
_SECTIONS: Final = {
    SubjectForm.COLLECTIVE: re.compile(
        r"(?:doi voi |cac |phan |danh sach )?tap the(?: dang ky| co so)?"
    ),
    SubjectForm.PERSON: re.compile(
        r"(?:doi voi |cac |phan |danh sach )?(?:ca nhan|dang vien|quan chung|can bo|doan vien|hoi vien)"
        r"(?:(?:,| va| -)? ?(?:dang vien|quan chung|cong chuc|vien chuc|doan vien|hoi vien))*(?: dang ky)?"
    ),
}
_AS_A_BODY: Final = re.compile(r"^(?:tập thể|tap the)\s*[:\-–]?\s*", re.IGNORECASE)
_ROMAN: Final = re.compile(r"[IVXLC]{1,6}|[A-ZĐ]", re.IGNORECASE)


@lru_cache(maxsize=4096)
def is_collective(name: str) -> bool:
    """Whether a name is that of a unit: "Tập thể Chi bộ …", "Hội Nông dân xã", "UBMTTQ xã"."""
    typed = nfc(name).strip().casefold()
    return bool(_COLLECTIVE.match(typed) or (typed.isascii() and _COLLECTIVE_PLAIN.match(typed)))


def is_unit_heading(text: str) -> bool:
    """Whether a line that stands alone names a unit whose people follow."""
    bare = without_bullet(text)
    return is_collective(bare) and bool(_UNIT.match(fold(bare)))


@lru_cache(maxsize=4096)
def without_bullet(text: str) -> str:
    """The text without its number or dash: "II. Chi bộ Bản Mạn" gives "Chi bộ Bản Mạn"."""
    bare = _BULLET.sub("", nfc(text)).strip(" :.;-")
    return " ".join(bare.split()) or text.strip()


def body_name(name: str) -> str:
    """The unit meant by the name of a collective: "Tập thể Chi bộ Bản Mạn" is "Chi bộ Bản Mạn"."""
    return " ".join(_AS_A_BODY.sub("", nfc(name).strip()).split())


@lru_cache(maxsize=4096)
def section_of(text: str) -> SubjectForm | None:
    """Which form the lines after a heading such as "B. CÁ NHÂN" have; None if it is no such heading."""
    bare = fold(without_bullet(text))
    return next((form for form, words in _SECTIONS.items() if words.fullmatch(bare)), None)


def is_outline_mark(text: str) -> bool:
    """Whether the text in a column of numbers is a mark of a section: I, II, A, B."""
    return bool(_ROMAN.fullmatch(text.strip().rstrip(".)")))
