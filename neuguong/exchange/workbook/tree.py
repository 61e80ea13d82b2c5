"""Reads a list of units: the name of each, what stands above it, and which type its words mean."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from neuguong.exchange.workbook.drafts import Finding
from neuguong.exchange.workbook.lists import Field, ListTable, find_lists
from neuguong.exchange.workbook.reader import Value, Workbook
from neuguong.exchange.workbook.values import Problem, checked, read_deadline
from neuguong.lib.vietnamese import fold
from neuguong.lib.words import gettext as _
from neuguong.org.rules import UNIT_TYPES

FIELDS: Final = (
    Field("number", "STT", ("so thu tu",), ("tt", "so tt", "muc")),
    Field(
        "name",
        "Tên đơn vị",
        ("ten don vi", "ten to chuc", "ten dang bo", "ten chi bo", "to chuc dang", "ten day du"),
        ("don vi", "ten", "to chuc", "co quan don vi", "ten co quan"),
    ),
    Field("short_name", "Tên ngắn", ("ten ngan", "ten goi tat", "ten viet tat"), ()),
    Field(
        "parent",
        "Đơn vị cấp trên",
        ("cap tren", "don vi cap tren", "to chuc cap tren", "truc thuoc", "don vi cha"),
        ("thuoc", "thuoc don vi", "cha"),
    ),
    Field("type", "Loại đơn vị", ("loai don vi", "loai hinh", "loai to chuc"), ("loai",)),
    Field("code", "Mã tổ chức", ("ma to chuc", "ma don vi", "ma so"), ("ma",)),
    Field("place", "Địa bàn", ("dia ban", "dia chi", "dia diem"), ()),
    Field(
        "founded",
        "Ngày thành lập",
        ("ngay thanh lap", "ngay lap", "thanh lap ngay", "thoi gian thanh lap"),
        ("thanh lap", "tu ngay"),
    ),
    Field("slug", "Tên đường dẫn", ("ten duong dan",), ("duong dan",)),
    Field("above", "Đường dẫn cấp trên", ("duong dan cap tren",), ()),
)
_LENGTHS: Final = {"name": 200, "short_name": 120, "code": 40, "place": 200, "slug": 190}
_ROMAN: Final = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_MARK: Final = re.compile(
    r"(?P<mark>(?:\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,7}|[A-ZĐ]|[a-zđ])(?=[.)\-/:]|\s*$)|[-+–•*])"
    r"\s*[.)\-/:]?\s*"
)
_TYPES: Final = (
    (r"dang bo (?:cac )?(?:co quan dang|co quan tham muu)", ("party_agencies",)),
    (r"dang bo (?:uy ban nhan dan|ubnd|chinh quyen) tinh", ("government_bloc",)),
    (r"dang bo khoi|dang uy khoi", ("bloc", "base_committee")),
    (r"(?:dang bo|tinh uy|thanh uy)(?: (?:tinh|thanh pho))\b", ("province", "district")),
    (r"tinh uy|thanh uy", ("province",)),
    (r"(?:dang bo (?:huyen|quan|thi xa)|huyen uy|quan uy|thi uy)\b", ("district",)),
    (r"(?:dang bo|dang uy) (?:xa|phuong|thi tran|dac khu)\b", ("commune",)),
    (r"dang bo bo phan", ("sub_committee",)),
    (r"dang bo|dang uy", ("base_committee", "sub_committee", "commune")),
    (r"chi bo co so", ("base_cell",)),
    (r"chi bo", ("cell", "base_cell")),
    (r"ban cong tac mat tran|ban ctmt", ("village_front",)),
    (r"(?:uy ban )?(?:mttq|mat tran)|ub ?mttq", ("front", "village_front")),
    (r"hoi |chi hoi|phan hoi|doan |chi doan|cong doan|lien doan|cau lac bo|clb", ("mass",)),
    (
        r"ubnd|uy ban|hdnd|hoi dong|truong |tram |van phong|phong |cong an|ban |trung tam|so |quan su"
        r"|kho bac|bao hiem|toa an|vien |hat |doi |co quan|cong ty|htx|hop tac xa|chi cuc|cuc ",
        ("agency",),
    ),
    (r"thon |ban |xom |to dan pho|khu pho|pho |to |khu ", ("cell",)),
)
_TYPE_WORDS: Final = tuple((re.compile(words), codes) for words, codes in _TYPES)
_PARENTS: Final = {entry.code: frozenset(entry.parents) for entry in UNIT_TYPES}
_LABELS: Final = {fold(str(entry.label)): entry.code for entry in UNIT_TYPES}


@dataclass(slots=True)
class TreeRow:
    """One unit of the list as read; `nest` is the row it stands in by numbering or indentation."""

    table: ListTable
    number: int
    name: str
    short_name: str = ""
    parent: str = ""
    type: str = ""
    code: str = ""
    place: str = ""
    founded: date | None = None
    slug: str = ""
    above: str = ""
    nest: "TreeRow | None" = None
    marked: bool = False
    faults: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)

    @property
    def key(self) -> str:
        """What an answer to a doubt of this row is kept under."""
        return f"{self.table.sheet.name}!{self.number}"

    def fault(self, key: str, code: str, text: str) -> None:
        """Name something that keeps the row out."""
        self.faults.append(self.table.finding(self.number, key, code, text))

    def warn(self, key: str, code: str, text: str) -> None:
        """Name something to look at."""
        self.warnings.append(self.table.finding(self.number, key, code, text))


@dataclass(slots=True)
class TreeReading:
    """All units of a file in its order, and whether anything in it says what stands above what."""

    rows: list[TreeRow]
    is_nested: bool
    notes: list[str]


def read_tree(book: Workbook) -> TreeReading:
    """Every unit in a workbook. Refused if no sheet has a column of names."""
    rows: list[TreeRow] = []
    notes: list[str] = []
    is_nested = False
    for table in find_lists(book, FIELDS, "name"):
        own = list(_rows(table))
        is_nested = _nest(own) or is_nested or "parent" in table.columns or "above" in table.columns
        rows.extend(own)
        notes.extend(
            _("Cột “%(heading)s” không được đọc.") % {"heading": text} for text in table.unread
        )
    return TreeReading(rows, is_nested, notes)


def types_by_words(name: str, typed: str = "") -> tuple[str, ...]:
    """Codes of the types a unit may be by the words of its type or name, likeliest first."""
    plain = fold(typed)
    if plain:
        if plain in _PARENTS:
            return (plain,)
        if plain in _LABELS:
            return (_LABELS[plain],)
    text = plain or fold(name)
    return next((codes for words, codes in _TYPE_WORDS if words.match(text)), ())


def type_under(codes: Sequence[str], parent: str | None) -> str | None:
    """The first of the types that may stand under one, None if none may; no parent means a root."""
    for code in codes:
        if parent is None and not _PARENTS[code]:
            return code
        if parent is not None and parent in _PARENTS[code]:
            return code
    return None


def _rows(table: ListTable) -> Iterator[TreeRow]:
    for row in table.rows():
        number = row.number
        mark, name = _split_name(table.raw(number, "name"))
        if not name and not any(table.text(number, key) for key in ("parent", "code", "slug")):
            continue
        found = TreeRow(
            table,
            number,
            name,
            short_name=table.text(number, "short_name"),
            parent=table.text(number, "parent"),
            type=table.text(number, "type"),
            code=table.text(number, "code"),
            place=table.text(number, "place"),
            slug=table.text(number, "slug"),
            above=table.text(number, "above"),
        )
        found.marked = bool(mark)
        _read_day(found)
        _check_lengths(found)
        yield found


def _split_name(raw: str) -> tuple[str, str]:
    """The mark in front of a name ("I.", "1)", "-"), and the name; "Ban Dân vận" has none."""
    text = raw.strip()
    match = _MARK.match(text)
    if (
        match
        and match.end() < len(text)
        and (match["mark"] in "-+–•*" or text[match.end("mark")] in ".)-/:")
    ):
        return match["mark"], " ".join(text[match.end() :].split())
    return "", " ".join(text.split())


def _read_day(row: TreeRow) -> None:
    value: Value = row.table.value(row.number, "founded")
    if value is None:
        return
    try:
        if (isinstance(value, int) and 1900 < value < 2200) or _is_year(value):
            row.founded = date(int(str(value)), 1, 1)
        else:
            row.founded = read_deadline(checked(value), 0)
    except Problem as problem:
        row.faults.append(row.table.problem(row.number, "founded", problem))
    except ValueError:
        row.fault("founded", "day_unreadable", _("không phải một ngày; hãy ghi như 31/12/2022."))


def _is_year(value: Value) -> bool:
    return isinstance(value, str) and len(value.strip()) == 4 and value.strip().isdecimal()


def _check_lengths(row: TreeRow) -> None:
    if not row.name:
        row.fault("name", "name_missing", _("thiếu tên đơn vị; hãy ghi tên đầy đủ."))
    for key, longest in _LENGTHS.items():
        if len(getattr(row, key)) > longest:
            text = _("dài quá %(most)s chữ; hãy ghi gọn lại.") % {"most": longest}
            row.fault(key, "too_long", text)


# --- nesting by marks and indentation -------------------------------------------------------------


def _nest(rows: Sequence[TreeRow]) -> bool:
    """Set the row each row stands in, from marks ("I.", "1.", "a)", "1.2") or spaces; whether any."""
    marks = [_mark_of(row) for row in rows]
    if sum(bool(mark) for mark in marks) >= 2 and len({_kind(mark) for mark in marks if mark}) > 1:
        _nest_by_marks(rows, marks)
        return True
    indents = [_indent_of(row) for row in rows]
    if len(set(indents)) > 1:
        _nest_by_depth(rows, indents)
        return True
    return False


def _mark_of(row: TreeRow) -> str:
    mark, _name = _split_name(row.table.raw(row.number, "name"))
    return mark or row.table.text(row.number, "number").rstrip(".)-/: ")


def _indent_of(row: TreeRow) -> int:
    raw = row.table.raw(row.number, "name").replace("\t", "    ")
    return len(raw) - len(raw.lstrip(" \u00a0"))


def _kind(mark: str) -> str:
    """The class of a mark; how deep "1.2.3" lies is a class of its own."""
    if mark[0].isdigit():
        return f"1{mark.count('.')}"
    if len(mark) == 1 and not mark.isalpha():
        return mark
    if mark.isupper():
        return "I" if all(sign.casefold() in _ROMAN for sign in mark) else "A"
    return "a"


def _ordinal(mark: str, kind: str) -> int:
    if kind.startswith("1"):
        return int(mark.rsplit(".", 1)[-1])
    if kind == "I":
        values = [_ROMAN[sign] for sign in mark.casefold()]
        pairs = zip(values, [*values[1:], 0], strict=True)
        return sum(-value if value < after else value for value, after in pairs)
    return ord(fold(mark)[:1] or "a") - 96


def _nest_by_marks(rows: Sequence[TreeRow], marks: Sequence[str]) -> None:
    """A kind of mark met before goes back to its level; a new kind goes one level down."""
    open_kinds: list[tuple[str, int, TreeRow]] = []
    for row, mark in zip(rows, marks, strict=True):
        kind = _kind_here(mark, [(kind, last) for kind, last, _row in open_kinds]) if mark else ""
        level = next((i for i, each in enumerate(open_kinds) if each[0] == kind), None)
        if level is not None:
            del open_kinds[level:]
        row.nest = open_kinds[-1][2] if open_kinds else None
        open_kinds.append((kind, _ordinal(mark, kind) if mark else 0, row))


def _kind_here(mark: str, open_kinds: Sequence[tuple[str, int]]) -> str:
    """The kind of a mark where it stands: "C" goes on after B, "I" begins figures of Rome."""
    kind = _kind(mark)
    if kind == "I" and len(mark) == 1:
        if any(each == "A" and last + 1 == _ordinal(mark, "A") for each, last in open_kinds):
            return "A"
        if mark != "I" and not any(each == "I" for each, _last in open_kinds):
            return "A"
    return kind


def _nest_by_depth(rows: Sequence[TreeRow], depths: Sequence[int]) -> None:
    above: list[tuple[int, TreeRow]] = []
    for row, depth in zip(rows, depths, strict=True):
        while above and above[-1][0] >= depth:
            above.pop()
        row.nest = above[-1][1] if above else None
        above.append((depth, row))
