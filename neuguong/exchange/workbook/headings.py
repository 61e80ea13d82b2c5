"""The columns of a deeds workbook: their keys, their words in every wording, factors in a heading."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Final

from neuguong.lib.amounts import unit_factor
from neuguong.lib.vietnamese import fold
from neuguong.lib.words import gettext_lazy as _


class Spread(Enum):
    """What a merged cell over several rows means for its column."""

    DOWN = "down"  # the name, the unit, the result: said of each row
    TOP = "top"  # an amount: said once, of the first row


@dataclass(frozen=True, slots=True)
class Column:
    """One thing that a heading may stand for.

    `synonyms` are folded words of headings; those in `exact` stand for it only when alone.
    """

    key: str
    label: str
    synonyms: tuple[str, ...]
    exact: tuple[str, ...] = ()
    spread: Spread = Spread.TOP


_DOWN: Final = Spread.DOWN
COLUMNS: Final = (
    Column("number", _("Số thứ tự"), ("so thu tu",), ("tt", "stt", "so tt", "so", "no"), _DOWN),
    Column(
        "name",
        _("Họ và tên"),
        (
            *("ho va ten", "ho ten", "ho va ten tap the", "ho ten tap the", "ten ca nhan"),
            *("tap the ca nhan", "ca nhan tap the", "nguoi dang ky", "ten dang vien"),
            *("chu the dang ky", "doi tuong dang ky", "dang vien dang ky", "ten don vi ca nhan"),
            *("ca nhan dang ky", "ho va ten dang vien", "ten nguoi", "ho va ten nguoi dang ky"),
            *("ho va ten ca nhan", "ten tap the", "tap the hoac ca nhan", "can bo dang vien"),
        ),
        (
            "ca nhan",
            "ten",
            "dang vien",
            "nguoi thuc hien",
            "dang vien quan chung dang ky",
            "chu the",
            "thanh vien",
            "ten tap the ca nhan",
            "hoi vien",
        ),
        _DOWN,
    ),
    Column(
        "family_name",
        _("Họ và tên đệm"),
        ("ho va ten dem", "ho ten dem", "ho va dem"),
        ("ho", "ho dem"),
        _DOWN,
    ),
    Column("collective", _("Tập thể"), ("ten tap the", "tap the dang ky"), ("tap the",), _DOWN),
    Column(
        "unit",
        _("Chi bộ, đơn vị"),
        (
            *("chi bo", "don vi cong tac", "to chuc dang", "noi sinh hoat", "sinh hoat tai"),
            *("co quan don vi", "ten don vi", "dang bo", "don vi sinh hoat", "phong ban"),
            *("noi cong tac", "co quan cong tac", "dia chi cong tac", "thuoc chi bo", "bo phan"),
        ),
        (
            "don vi",
            "thon",
            "co quan",
            "thon to dan pho",
            "to dan pho",
            "thon ban",
            *("ban", "xom", "khu", "ban thon", "phong", "to", "phong ban", "khu pho", "ban xom"),
            "chi hoi",
            "chi doan",
        ),
        _DOWN,
    ),
    Column(
        "category",
        _("Đối tượng"),
        ("doi tuong", "thanh phan", "dien dang ky", "dang vien quan chung"),
        ("dien", "loai", "dv qc", "dv qchung"),
        _DOWN,
    ),
    Column("post", _("Chức vụ"), ("chuc vu", "chuc danh", "vi tri cong tac"), (), _DOWN),
    Column(
        "birth",
        _("Năm sinh"),
        ("nam sinh", "ngay sinh", "ngay thang nam sinh", "sinh nam"),
        (),
        _DOWN,
    ),
    Column("sex", _("Giới tính"), ("gioi tinh", "nam nu"), (), _DOWN),
    Column(
        "deed",
        _("Việc làm theo"),
        (
            *("noi dung dang ky", "noi dung viec lam", "viec lam theo", "noi dung lam theo"),
            *("viec dang ky", "noi dung cam ket", "viec lam cu the", "cong viec dang ky"),
            *("noi dung cong viec", "noi dung thuc hien", "noi dung hoc tap va lam theo"),
            *("cong trinh phan viec", "phan viec dang ky", "mo ta viec lam", "nhiem vu dang ky"),
            *(
                "noi dung",
                "dang ky lam theo",
                "viec cu the",
                "dang ky viec lam",
                "mo hinh viec lam",
            ),
            *("cach lam", "viec lam tot", "mo hinh cach lam", "hanh dong cu the", "viec se lam"),
            *("ten viec", "ten mo hinh", "ten cong trinh", "viec thuc hien", "viec lam dang ky"),
        ),
        ("viec lam", "phan viec", "cong viec", "viec", "cam ket", "mo hinh", "dang ky", "ten viec"),
        _DOWN,
    ),
    Column("field", _("Lĩnh vực"), ("linh vuc", "nhom viec", "loai viec"), ("nhom",), _DOWN),
    Column(
        "quantity",
        _("Số lượng"),
        ("so luong", "khoi luong", "muc tieu so luong", "chi tieu so luong", "s luong", "k luong"),
        ("chi tieu", "sl", "kl", "quy mo", "chi tieu dang ky", "muc tieu"),
    ),
    Column(
        "quantity_unit",
        _("Đơn vị tính"),
        ("don vi tinh", "dv tinh", "don vi do", "d vi tinh"),
        ("dvt",),
        _DOWN,
    ),
    Column(
        "achieved",
        _("Số lượng đã đạt"),
        ("so luong dat", "khoi luong dat", "khoi luong thuc hien"),
        (),
    ),
    Column("place", _("Địa điểm"), ("dia diem", "noi thuc hien"), ("dia ban",), _DOWN),
    Column("start", _("Bắt đầu"), ("bat dau", "ngay bat dau"), (), _DOWN),
    Column(
        "deadline",
        _("Thời hạn"),
        (
            *(
                "thoi han",
                "thoi gian hoan thanh",
                "han hoan thanh",
                "thoi gian thuc hien",
                "ngay xong",
            ),
            *("ngay hoan thanh", "thoi diem hoan thanh", "du kien hoan thanh", "hoan thanh truoc"),
            *("thoi han ht", "hoan thanh vao", "ke hoach hoan thanh", "moc thoi gian", "lo trinh"),
            *("thoi gian", "thoi diem"),
        ),
        ("han",),
        _DOWN,
    ),
    Column(
        "planned_money",
        _("Kinh phí dự kiến"),
        (
            *("kinh phi du kien", "du kien kinh phi", "du toan", "so tien du kien"),
            *("kinh phi dang ky", "so tien dang ky"),
        ),
    ),
    Column(
        "money",
        _("Số tiền"),
        (
            *("so tien", "kinh phi", "thanh tien", "gia tri", "tri gia", "tien ung ho", "tien mat"),
            *("dong gop tien", "tien dong gop", "ung ho tien", "muc dong gop", "muc ung ho"),
            *("tong kinh phi", "gia tri dong gop", "so tien thuc hien", "tien"),
        ),
        ("ung ho", "dong gop", "quy tien", "kp"),
    ),
    Column(
        "labour", _("Ngày công"), ("ngay cong", "so cong", "cong lao dong"), ("cong", "so ngay")
    ),
    Column(
        "not_done",
        _("Chưa hoàn thành"),
        ("chua hoan thanh", "khong hoan thanh"),
        ("cht", "chua dat", "chua"),
        _DOWN,
    ),
    Column(
        "done",
        _("Hoàn thành"),
        ("da hoan thanh", "da lam xong"),
        ("hoan thanh", "ht", "dat", "da xong", "da dat", "xong", "lam xong"),
        _DOWN,
    ),
    Column(
        "result",
        _("Kết quả"),
        (
            *(
                "ket qua",
                "tinh trang",
                "trang thai",
                "muc do hoan thanh",
                "danh gia",
                "tu danh gia",
            ),
            *("muc do thuc hien", "tien do", "tinh hinh thuc hien", "tinh hinh hoan thanh"),
            *("hoan thanh chua hoan thanh", "hoan thanh hay chua", "da hoan thanh chua", "ht cht"),
            *("chua hoan thanh hoan thanh", "da xong chua xong", "kq thuc hien", "dat khong dat"),
        ),
        ("kq", "tinh hinh", "hoan thanh chua", "da lam", "da thuc hien"),
        _DOWN,
    ),
    Column("note", _("Ghi chú"), ("ghi chu",), ("gc",), _DOWN),
    Column(
        "mobilised",
        _("Tiền vận động được"),
        (
            *("huy dong them", "tien huy dong", "van dong duoc", "tien van dong", "xa hoi hoa"),
            *("kinh phi huy dong", "von huy dong", "nguon huy dong", "kinh phi van dong"),
            *("huy dong xa hoi hoa", "nguon xa hoi hoa", "kinh phi xa hoi hoa", "xa hoi hoa khac"),
            *("huy dong khac", "van dong them", "tien van dong duoc", "so tien van dong"),
        ),
        ("huy dong", "van dong", "xhh"),
    ),
    Column(
        "budget",
        _("Tiền ngân sách"),
        (
            *("ngan sach", "von ngan sach", "kinh phi ngan sach", "ngan sach nha nuoc"),
            *("nguon ngan sach", "tu ngan sach", "ngan sach ho tro", "nha nuoc ho tro"),
            *("ngan sach xa", "ngan sach huyen", "ngan sach cap", "tien ngan sach"),
        ),
        ("nsnn", "ns"),
    ),
    Column(
        "land",
        _("Đất hiến"),
        (
            *("dat hien", "dien tich dat hien", "dien tich hien dat", "so m2 dat hien"),
            *("dien tich dat", "hien dat m2", "m2 dat hien"),
        ),
        ("hien dat",),
    ),
    Column(
        "goods_value",
        _("Hiện vật quy ra tiền"),
        (
            *("hien vat quy ra", "hien vat quy ra tien", "hien vat quy tien", "hien vat quy doi"),
            *("gia tri hien vat", "tri gia hien vat", "hien vat thanh tien", "quy ra tien"),
            *("gia tri quy doi", "quy doi thanh tien"),
        ),
    ),
    Column(
        "goods",
        _("Hiện vật"),
        ("hien vat dong gop", "hien vat ung ho", "ten hien vat", "hien vat gom", "hien vat gi"),
        ("hien vat",),
        _DOWN,
    ),
    Column(
        "achieved_kind",
        _("Loại kết quả"),
        ("loai ket qua", "ket qua tinh vao"),
        (),
        _DOWN,
    ),
    Column("deed_category", _("Nhóm nội dung"), ("nhom noi dung",), (), _DOWN),
    Column(
        "reason",
        _("Lý do"),
        (
            *("ly do", "ly do chua hoan thanh", "ly do khong hoan thanh", "nguyen nhan"),
            *("ly do chua lam duoc", "ly do chua dat", "nguyen nhan chua hoan thanh"),
        ),
        (),
        _DOWN,
    ),
    Column(
        "told_on", _("Ngày báo kết quả"), ("ngay bao ket qua", "ngay ket qua", "ngay bao cao"), ()
    ),
    Column(
        "state_on",
        _("Ngày xác nhận"),
        ("ngay xac nhan", "ngay xac nhan xong", "ngay nghiem thu", "ngay ban giao"),
        (),
    ),
    Column("registered_on", _("Ngày đăng ký"), ("ngay dang ky", "ngay ky cam ket"), (), _DOWN),
    Column(
        "registration_state",
        _("Bản đăng ký"),
        ("trang thai ban dang ky", "tinh trang ban dang ky"),
        ("ban dang ky",),
        _DOWN,
    ),
    Column(
        "work",
        _("Công trình chung"),
        ("cong trinh chung", "thuoc cong trinh chung", "thuoc cong trinh"),
        (),
        _DOWN,
    ),
)
BY_KEY: Final = {column.key: column for column in COLUMNS}
SUBJECT_KEYS: Final = frozenset({"name", "collective", "unit"})
MONEY_KEYS: Final = frozenset({"money", "planned_money", "mobilised", "budget", "goods_value"})

_BRACKETS: Final = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_NOT_WORD: Final = re.compile(r"[^a-z0-9]+")
_MONEY_UNIT: Final = re.compile(
    r"(?<![a-z0-9])(?:(?P<ty>(?<!cong )ty)|(?P<trieu>trieu|tr)|(?P<nghin>nghin|ngan(?! sach| hang)|1 ?000))"
    r"(?: ?(?:dong|d|vnd))?(?![a-z0-9])"
)
_MONEY_TAIL: Final = re.compile(
    r"(?<=[a-z])(?<!lao)(?: (?:dvt|tinh bang|don vi tinh))?"
    r" (?:(?:nghin|ngan|trieu|tr|ty|1 ?000) ?)?(?:dong|d|vnd)$"
    r"| (?:nghin|ngan|trieu|tr|ty)$"
)
_MONEY_WORDS: Final = {"ty": Decimal(10) ** 9, "trieu": Decimal(10) ** 6, "nghin": Decimal(1000)}
_LETTERS_APART: Final = re.compile(r"(?<![a-z0-9])[a-z](?: [a-z])+(?![a-z0-9])")
_LONGEST_HEADING: Final = 160


@lru_cache(maxsize=4096)
def bare_heading(text: str) -> str:
    """The words of a heading to compare by: folded, without brackets and signs."""
    bare = _NOT_WORD.sub(" ", fold(_BRACKETS.sub(" ", text))).strip()
    return _LETTERS_APART.sub(lambda match: match[0].replace(" ", ""), bare)  # "T.T" is "TT"


def score(text: str) -> dict[str, float]:
    """How well a heading fits each column: 100 and more for the very words, below for words inside it."""
    bare = _MONEY_TAIL.sub("", bare_heading(text))
    if not bare or len(text) > _LONGEST_HEADING:
        return {}
    found: dict[str, float] = {}
    padded = f" {bare} "
    for column in COLUMNS:
        if bare in column.exact or bare in column.synonyms:
            found[column.key] = 100.0 + len(bare)
            continue
        inside = [s for s in column.synonyms if f" {s} " in padded]
        if inside:
            longest = max(inside, key=len)
            first = 3 if padded.startswith(f" {longest} ") else 0
            found[column.key] = len(longest) + first + 10 * len(longest) / len(bare)
    return found


def score_path(path: Sequence[str]) -> dict[str, float]:
    """The same for a heading of several rows, from the top: "Chỉ tiêu" over "Số lượng"."""
    if not path:
        return {}
    leaf, joined = score(path[-1]), score(" ".join(path))
    best = dict(leaf)
    for key, value in joined.items() if len(path) > 1 else ():
        best[key] = max(best.get(key, 0.0), value + 50 if value >= 100 else value * 0.8)
    if len(path) > 1 and max(leaf.values(), default=0.0) < 100:
        for key, value in score_path(path[:-1]).items():
            best[key] = max(best.get(key, 0.0), value * 0.5)
    return best


def money_factor(text: str) -> Decimal | None:
    """What one of the column stands for in đồng, if its heading says so: 1 000 000 for "(triệu đồng)"."""
    words = _NOT_WORD.sub(" ", fold(text)).strip()
    match = _MONEY_UNIT.search(words)
    if match and match.lastgroup:
        return _MONEY_WORDS[match.lastgroup]
    return Decimal(1) if re.search(r"(?<![a-z])(dong|vnd|d)$", words) and len(words) > 4 else None


def heading_unit(text: str) -> str:
    """The unit in the brackets of a heading of amounts: "ha" for "Diện tích (ha)"; empty if none."""
    for match in _BRACKETS.finditer(text):
        inner = (match[1] or match[2] or "").strip()
        if inner and len(inner) <= 15 and unit_factor(inner)[0] == 1 and not inner[0].isdigit():
            return inner
    return ""
