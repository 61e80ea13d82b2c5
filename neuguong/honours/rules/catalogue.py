"""The standard catalogue of titles and awards as data (domain 8.1 and 8.2).

Who conferred before the district level ended on 1 July 2025 and who confers since stands in dated
lines. Prerequisites and quotas are those officials quote; a check built on them only warns.
"""

from datetime import date
from typing import Final

from neuguong.honours.rules.awards import Conferring, FormEntry, Level, Tally, Track

_LAW: Final = "Luật Thi đua, khen thưởng số 06/2022/QH15"
_PARTY: Final = "Hướng dẫn 01-HD/TW về khen thưởng tổ chức đảng và đảng viên"
BEGAN: Final = date(2004, 7, 1)
NO_DISTRICTS: Final = date(2025, 7, 1)

PERSON, COLLECTIVE, HOUSEHOLD = 1, 2, 4
BOTH: Final = PERSON + COLLECTIVE

# Numbers that other rows and the demo name.
ADVANCED_WORKER, BASE_FIGHTER, PROVINCE_FIGHTER = 1, 2, 3
PROVINCE_FLAG, LABOUR_ORDER, PROVINCE_COMMENDATION = 13, 31, 24
PARTY_MERIT, THEMATIC_MERIT, OUTSTANDING_PERSON = 51, 57, 58


def _always(words: str) -> tuple[Conferring, ...]:
    return (Conferring(words, BEGAN),)


def _split(before: str, after: str) -> tuple[Conferring, ...]:
    return (Conferring(before, BEGAN, NO_DISTRICTS), Conferring(after, NO_DISTRICTS))


_BASE_HEAD: Final = _split(
    "Thủ trưởng cơ quan; Chủ tịch UBND cấp huyện, cấp xã",
    "Thủ trưởng cơ quan, đơn vị; Chủ tịch UBND cấp xã",
)
_PROVINCE_HEAD: Final = _always("Bộ trưởng; Chủ tịch UBND cấp tỉnh")
_PM: Final = _always("Thủ tướng Chính phủ")
_GOVERNMENT: Final = _always("Chính phủ")
_PRESIDENT: Final = _always("Chủ tịch nước")
_PROVINCE_PARTY: Final = _always("Ban Thường vụ Tỉnh ủy")


def _state(
    number: int, code: str, label: str, tally: Tally, level: Level, subjects: int,
    conferred: tuple[Conferring, ...], classes: str = "", *, needs: tuple[int, int] = (0, 0),
    quota: tuple[int, int] = (0, 0), gap: int = 0,
) -> FormEntry:  # fmt: skip
    return FormEntry(
        number, code, label, Track.STATE, tally, level, subjects, conferred, classes,
        needs=needs[0], needs_times=needs[1], quota=quota[0], quota_of=quota[1], gap=gap,
        basis=_LAW,
    )  # fmt: skip


def _party(
    number: int, code: str, label: str, tally: Tally, level: Level, subjects: int,
    conferred: tuple[Conferring, ...], *, needs: tuple[int, int] = (0, 0),
) -> FormEntry:  # fmt: skip
    return FormEntry(
        number, code, label, Track.PARTY, tally, level, subjects, conferred,
        needs=needs[0], needs_times=needs[1], basis=_PARTY,
    )  # fmt: skip


_ORDERS: Final = (
    (27, "hc-sao-vang", "Huân chương Sao vàng", ""),
    (28, "hc-ho-chi-minh", "Huân chương Hồ Chí Minh", ""),
    (29, "hc-doc-lap", "Huân chương Độc lập", "I,II,III"),
    (30, "hc-quan-cong", "Huân chương Quân công", "I,II,III"),
    (32, "hc-bao-ve", "Huân chương Bảo vệ Tổ quốc", "I,II,III"),
    (33, "hc-chien-cong", "Huân chương Chiến công", "I,II,III"),
    (34, "hc-dai-doan-ket", "Huân chương Đại đoàn kết dân tộc", ""),
    (35, "hc-dung-cam", "Huân chương Dũng cảm", ""),
    (36, "hc-huu-nghi", "Huân chương Hữu nghị", ""),
)

FORMS: Final = (
    _state(1, "ldtt", "Lao động tiên tiến", Tally.TITLE, Level.BASE, PERSON, _BASE_HEAD),
    _state(2, "cstd-cs", "Chiến sĩ thi đua cơ sở", Tally.TITLE, Level.BASE, PERSON, _BASE_HEAD,
           quota=(15, ADVANCED_WORKER)),
    _state(3, "cstd-tinh", "Chiến sĩ thi đua cấp bộ, cấp tỉnh", Tally.TITLE, Level.PROVINCE, PERSON,
           _PROVINCE_HEAD, needs=(BASE_FIGHTER, 3)),
    _state(4, "cstd-tq", "Chiến sĩ thi đua toàn quốc", Tally.TITLE, Level.STATE, PERSON, _PM,
           needs=(PROVINCE_FIGHTER, 2)),
    _state(5, "cstt", "Chiến sĩ tiên tiến", Tally.TITLE, Level.BASE, PERSON, _BASE_HEAD),
    _state(6, "tt-ldtt", "Tập thể lao động tiên tiến", Tally.TITLE, Level.BASE, COLLECTIVE, _BASE_HEAD),
    _state(7, "dv-tt", "Đơn vị tiên tiến", Tally.TITLE, Level.BASE, COLLECTIVE, _BASE_HEAD),
    _state(8, "tt-ldxs", "Tập thể lao động xuất sắc", Tally.TITLE, Level.PROVINCE, COLLECTIVE,
           _PROVINCE_HEAD),
    _state(9, "dv-qt", "Đơn vị quyết thắng", Tally.TITLE, Level.PROVINCE, COLLECTIVE, _PROVINCE_HEAD),
    _state(10, "xa-tb", "Xã, phường tiêu biểu", Tally.TITLE, Level.PROVINCE, COLLECTIVE,
           _always("Chủ tịch UBND cấp tỉnh")),
    _state(11, "thon-vh", "Thôn, tổ dân phố văn hóa", Tally.TITLE, Level.BASE, COLLECTIVE,
           _split("Chủ tịch UBND cấp huyện", "Chủ tịch UBND cấp xã")),
    _state(12, "gd-vh", "Gia đình văn hóa", Tally.TITLE, Level.BASE, HOUSEHOLD,
           _always("Chủ tịch UBND cấp xã")),
    _state(13, "co-tinh", "Cờ thi đua cấp bộ, cấp tỉnh", Tally.FLAG, Level.PROVINCE, COLLECTIVE,
           _PROVINCE_HEAD),
    _state(14, "co-cp", "Cờ thi đua của Chính phủ", Tally.FLAG, Level.STATE, COLLECTIVE, _GOVERNMENT),
    _state(21, "giay-khen", "Giấy khen", Tally.MERIT, Level.BASE, BOTH + HOUSEHOLD, _BASE_HEAD),
    _state(24, "bk-tinh", "Bằng khen cấp bộ, cấp tỉnh", Tally.COMMENDATION, Level.PROVINCE,
           BOTH + HOUSEHOLD, _PROVINCE_HEAD),
    _state(25, "bk-ttg", "Bằng khen của Thủ tướng Chính phủ", Tally.COMMENDATION, Level.STATE,
           BOTH + HOUSEHOLD, _PM, needs=(PROVINCE_COMMENDATION, 1), gap=5),
    *(_state(number, code, label, Tally.OTHER, Level.STATE, BOTH, _PRESIDENT, classes, gap=5)
      for number, code, label, classes in _ORDERS),
    _state(31, "hc-lao-dong", "Huân chương Lao động", Tally.LABOUR_ORDER, Level.STATE, BOTH,
           _PRESIDENT, "I,II,III", gap=5),
    _state(41, "huy-chuong", "Huy chương", Tally.OTHER, Level.STATE, PERSON, _PRESIDENT),
    _state(42, "danh-hieu-nn", "Danh hiệu vinh dự nhà nước", Tally.OTHER, Level.STATE, BOTH, _PRESIDENT),
    _state(43, "giai-thuong", "Giải thưởng Hồ Chí Minh, Giải thưởng Nhà nước", Tally.OTHER,
           Level.STATE, PERSON, _PRESIDENT),
    _state(44, "ky-niem-chuong", "Kỷ niệm chương", Tally.OTHER, Level.PROVINCE, PERSON,
           _always("Bộ, ngành, đoàn thể trung ương, cấp tỉnh")),
    _party(51, "gk-cs", "Giấy khen của cấp ủy cơ sở", Tally.MERIT, Level.BASE, BOTH,
           _always("Đảng ủy cơ sở, chi bộ cơ sở")),
    _party(52, "gk-5nam", "Giấy khen 5 năm liền hoàn thành xuất sắc nhiệm vụ", Tally.MERIT, Level.BASE,
           BOTH, _split("Ban Thường vụ Huyện ủy và tương đương", "Ban Thường vụ Đảng ủy cấp trên trực tiếp"),
           needs=(PARTY_MERIT, 5)),
    _party(53, "bk-tinh-uy", "Bằng khen của Tỉnh ủy", Tally.COMMENDATION, Level.PROVINCE, BOTH,
           _PROVINCE_PARTY),
    _party(54, "co-tinh-uy", "Cờ thi đua của Tỉnh ủy", Tally.FLAG, Level.PROVINCE, COLLECTIVE,
           _PROVINCE_PARTY),
    _party(55, "huy-hieu-dang", "Huy hiệu Đảng", Tally.OTHER, Level.PROVINCE, PERSON, _PROVINCE_PARTY),
    _party(56, "gk-dot-xuat", "Giấy khen đột xuất", Tally.MERIT, Level.BASE, BOTH, _always("Cấp ủy các cấp")),
    _party(57, "gk-chuyen-de", "Giấy khen chuyên đề học tập và làm theo Bác", Tally.MERIT, Level.BASE,
           BOTH + HOUSEHOLD,
           _split("Huyện ủy, Đảng ủy Khối, đảng ủy cơ sở", "Đảng ủy cấp trên trực tiếp, đảng ủy cơ sở")),
    _party(58, "tieu-bieu", "Cá nhân tiêu biểu xuất sắc", Tally.OUTSTANDING, Level.BASE, PERSON,
           _always("Cấp ủy, thủ trưởng cơ quan")),
)  # fmt: skip
