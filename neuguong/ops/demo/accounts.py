"""The sign-ins of the demo: one for each role, with a password that is printed."""

from dataclasses import dataclass
from datetime import date

from neuguong.lib.vietnamese import fold
from neuguong.ops.demo import nam_sang
from neuguong.ops.demo.building import BEGAN
from neuguong.org.models import Unit
from neuguong.people.access import SystemActor
from neuguong.people.actions import PersonEntry, add_people, give_post, grant_role, open_account
from neuguong.people.models import Person
from neuguong.people.queries import people_by_name
from neuguong.people.rules import Category

PASSWORD = "neuguong-lam-thu"  # noqa: S105 - printed on purpose, the demo refuses real data


@dataclass(frozen=True, slots=True)
class SignIn:
    """An account of the demo: sign-in name, display name, role, unit, and what it is for."""

    username: str
    name: str
    role: str
    unit: str
    words: str


SIGN_INS = (
    SignIn("dangvien", "Lường Văn Đạt", "member", nam_sang.CELL, "đảng viên chi bộ thôn Nà Lẹng"),
    SignIn("bithu", "Nông Thị Lành", "cell_secretary", nam_sang.CELL, "bí thư chi bộ thôn Nà Lẹng"),
    SignIn("canboxa", "Hà Thị Vui", "unit_officer", nam_sang.ROOT, "cán bộ Đảng ủy xã Nậm Sang"),
    SignIn("bithuxa", "Ma Thế Hưng", "unit_leader", nam_sang.ROOT, "bí thư Đảng ủy xã Nậm Sang"),
    SignIn(
        "canbohuyen",
        "Nông Thị Bích",
        "unit_officer",
        "bac-kan/pac-nam",
        "cán bộ tuyên giáo Huyện ủy Pác Nặm (năm 2022)",
    ),
    SignIn(
        "lanhdaohuyen",
        "Lục Thế Vinh",
        "unit_leader",
        "bac-kan/pac-nam",
        "phó bí thư Huyện ủy Pác Nặm (năm 2022)",
    ),
    SignIn("lanhdaotinh", "Đàm Quang Lâm", "unit_leader", "bac-kan", "lãnh đạo Tỉnh ủy Bắc Kạn"),
    SignIn(
        "kiemtra", "Triệu Thị Thoa", "inspector", "bac-kan/pac-nam", "ủy ban kiểm tra huyện Pác Nặm"
    ),
    SignIn("quantri", "Bùi Tiến Trung", "branch_admin", "mau", "quản trị nhánh tỉnh Mẫu"),
    SignIn("docnhatky", "Vi Thị Soan", "auditor", "mau", "người đọc nhật ký tỉnh Mẫu"),
    SignIn("vanhanh", "Đỗ Minh Quân", "operator", "mau", "người vận hành máy"),
)
_POSTS = {
    "lanhdaohuyen": "Phó Bí thư Huyện ủy",
    "bithuxa": "Bí thư Đảng ủy",
    "lanhdaotinh": "Phó Bí thư Tỉnh ủy",
}


def load(by: SystemActor, units: dict[str, Unit]) -> None:
    """Open the accounts, give the roles, and the posts that print on reports."""
    for sign_in in SIGN_INS:
        unit = units[sign_in.unit]
        account = open_account(
            by=by,
            username=sign_in.username,
            name=sign_in.name,
            password=PASSWORD,
            at=unit,
            person=_person(by, sign_in, unit),
        )
        grant_role(by=by, account_id=account.pk, role=sign_in.role, unit_id=unit.pk, since=BEGAN)


def _person(by: SystemActor, sign_in: SignIn, unit: Unit) -> Person | None:
    known = {"bithu": nam_sang.SECRETARY, "dangvien": nam_sang.MEMBER}.get(sign_in.username)
    if known is not None:
        name, year = known
        alike = people_by_name([unit.pk], BEGAN)[unit.pk, fold(name)]
        return next(person for person in alike if person.birth_year == year)
    if sign_in.username not in _POSTS:
        return None
    entry = PersonEntry(sign_in.name, Category.CADRE, 1971)
    person = add_people(by=by, rows=[(unit, entry)], since=date(2015, 1, 1))[0]
    give_post(
        by=by,
        person_id=person.pk,
        unit_id=unit.pk,
        title=_POSTS[sign_in.username],
        since=date(2015, 1, 1),
    )
    return person
