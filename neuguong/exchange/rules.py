"""What may be done with an imported file, and how the names in it are compared; no database."""

import re
from collections.abc import Collection
from datetime import date
from enum import IntEnum
from typing import Final

from neuguong.lib.refusal import Refusal
from neuguong.lib.vietnamese import fold
from neuguong.lib.words import gettext as _
from neuguong.org.rules import UNIT_TYPES, Family
from neuguong.people.rules import Category


class RunState(IntEnum):
    """Where an import stands: looked at, brought in, put away, being brought in, taken back."""

    RECEIVED = 1
    APPLIED = 2
    DISCARDED = 3
    RUNNING = 4
    UNDONE = 5


class MadeKind(IntEnum):
    """What a row of a file became."""

    UNIT = 1
    PERSON = 2
    REGISTRATION = 3
    DEED = 4
    CHANGE = 5
    WORK = 6
    GIFT = 7


class HabitKind(IntEnum):
    """What is remembered of a sender: how their headings are meant, and what they said of a doubt."""

    HEADINGS = 1
    DOUBT = 2


class ListKind(IntEnum):
    """Which plain list a file is: units of the tree, people, or which units go into which."""

    UNITS = 1
    PEOPLE = 2
    REORGANISATION = 3


LONG_ROWS: Final = 2_000  # files with more rows are brought in by a job
LONG_LIST: Final = 1_000  # lists of units or people with more rows are brought in by a job
SAME_WORDS: Final = 0.6  # of a deed in the very row of an earlier version
NEAR_WORDS: Final = 0.8  # of a deed elsewhere: a person is asked


def may_apply(state: int) -> Refusal | None:
    """A file is brought in once; handing it in again adds only what is new."""
    if state == RunState.RECEIVED:
        return None
    if state == RunState.RUNNING:
        return already_running()
    return Refusal("import_ended", _("Tệp này đã nhập hoặc đã bỏ. Muốn nhập lại, hãy gửi lại tệp."))


def already_running() -> Refusal:
    """The same file for the same unit and year is being brought in this moment."""
    return Refusal(
        "import_running",
        _("Tệp này đang được nhập. Chờ nhập xong rồi xem kết quả ở trang nhập tệp."),
    )


def may_undo(state: int, reason: str) -> Refusal | None:
    """Only what was brought in is taken back, and with a reason."""
    if state == RunState.UNDONE:
        return Refusal("import_undone", _("Lần nhập này đã hoàn tác rồi."))
    if state != RunState.APPLIED:
        return Refusal("import_not_applied", _("Tệp này chưa nhập nên không có gì để hoàn tác."))
    if not reason.strip():
        return Refusal("reason_missing", _("Ghi lý do hoàn tác, để người sau đọc còn hiểu."))
    return None


def may_read_into(year: int, *, today: date) -> Refusal | None:
    """Files are brought into past years, this year and the next."""
    if 1990 <= year <= today.year + 1:
        return None
    return Refusal(
        "import_year", _("Năm %(year)s chưa đăng ký được. Chọn năm khác.") % {"year": year}
    )


def may_import_rows(faults: int, good: int, *, good_rows: bool) -> Refusal | None:
    """All rows or none, unless the good ones were asked for; and at least one."""
    if faults and not good_rows:
        return Refusal(
            "rows_at_fault",
            _("Tệp còn %(count)s dòng cần sửa nên chưa nhập dòng nào.") % {"count": faults},
        )
    if not good:
        return Refusal("no_good_rows", _("Tệp không có dòng nào nhập được."))
    return None


_PARTY_BODY: Final = re.compile(
    r"^(?:tap the )?(?:(?:ban chap hanh|ban thuong vu|bch|btv) )?"
    r"(?:chi bo|dang bo|dang uy|chi uy|dbbp)(?: (?:co so|truc thuoc|bo phan))?\b ?"
)
_LOCALITY: Final = re.compile(
    r"^(?:thon|ban|xom|pho|khu pho|to dan pho|to|khu|xa|phuong|thi tran) "
)
_KINDS: Final = (
    ("village_front", re.compile(r"ban cong tac mat tran|ban ctmt")),
    ("front", re.compile(r"(?:uy ban )?(?:mttq|mat tran)|ubmttq|ub mttq")),
    (
        "mass",
        re.compile(r"hoi |chi hoi|phan hoi|doan |chi doan|cong doan|lien doan|cau lac bo|clb"),
    ),
    ("sub_committee", re.compile(r"dang bo bo phan")),
    ("cell", re.compile(r"chi bo|thon |ban |xom |to dan pho|khu pho|pho ")),
    (
        "agency",
        re.compile(
            r"ubnd|uy ban nhan dan|hdnd|hoi dong nhan dan|truong |tram |van phong|phong |cong an|ban "
            r"|trung tam|so |quan su|kho bac|bao hiem|toa an|vien |hat |doi |co quan|cong ty|htx|hop tac xa"
        ),
    ),
)
_STANDS_UNDER: Final = {entry.code: frozenset(entry.parents) for entry in UNIT_TYPES}


def name_keys(name: str) -> tuple[str, ...]:
    """Keys by which a unit's name is compared, strictest first: in full, without "Chi bộ", without "thôn"."""
    full = fold(name)
    body = _PARTY_BODY.sub("", full)
    bare = _LOCALITY.sub("", body)
    return tuple(dict.fromkeys((full, body, bare)))


def same_place(typed: str, known: str) -> bool:
    """Whether two names of Party bodies mean one: "Chi bộ thôn Nà Pài", "Chi bộ Nà Pài", "thôn Nà Pài".

    "Thôn 1" and "Tổ 1" differ: a word of locality may be missing, not another.
    """
    ours, theirs = _PARTY_BODY.sub("", fold(typed)), _PARTY_BODY.sub("", fold(known))
    if not ours or not theirs:
        return ours == theirs
    return ours == theirs or _LOCALITY.sub("", ours) == theirs or ours == _LOCALITY.sub("", theirs)


def is_body_itself(typed: str) -> bool:
    """Whether words name the Party body of the file's own unit: "Chi bộ", "Đảng ủy xã"."""
    return _PARTY_BODY.sub("", fold(typed)) in ("", "xa", "phuong", "thi tran", "co quan")


def kind_of_new_unit(name: str, parent: str) -> str | None:
    """The code of the type a unit of this name would have under a type; None if it cannot stand there."""
    plain = fold(name)
    kind = next((code for code, words in _KINDS if words.match(plain)), "cell")
    choices = (kind, "base_cell") if kind == "cell" else (kind,)
    return next((code for code in choices if parent in _STANDS_UNDER[code]), None)


def name_of_new_unit(name: str, kind: str) -> str:
    """The name it gets: as typed, with "Chi bộ" before the name of a hamlet."""
    if kind in ("cell", "base_cell") and not fold(name).startswith("chi bo"):
        return f"Chi bộ {name}"
    return name


def family_of(kind: str) -> str:
    """The family of a type of unit, by its code."""
    return next(entry.family for entry in UNIT_TYPES if entry.code == kind)


def usual_category(family: str) -> Category:
    """What the people of a unit are where the file does not say."""
    return {
        Family.PARTY: Category.OFFICIAL,
        Family.MASS: Category.ASSOCIATION_MEMBER,
        Family.STATE: Category.CIVIL_SERVANT,
    }.get(Family(family), Category.RESIDENT)


def one_birth_year(years: Collection[int]) -> int | None:
    """The year all rows of one name agree on, those without a year going along; None if they differ."""
    known = {year for year in years if year}
    if len(known) > 1:
        return None
    return known.pop() if known else 0
