"""The sign-ins of the demo: one for each role, with a password that is printed."""

from dataclasses import dataclass
from datetime import date

from neuguong.lib.vietnamese import fold, slugify_vi
from neuguong.ops.demo import nam_sang, provinces
from neuguong.ops.demo.building import BEGAN
from neuguong.ops.queries import account_of, unit_of
from neuguong.org.models import Unit
from neuguong.people.access import SystemActor
from neuguong.people.actions import PersonEntry, add_people, give_post, grant_role, open_account
from neuguong.people.models import Person
from neuguong.people.queries import people_by_name
from neuguong.people.rules import Category

PASSWORD = "neuguong-lam-thu"  # noqa: S105 - printed on purpose, the demo refuses real data


@dataclass(frozen=True, slots=True)
class SignIn:
    """An account of the demo: sign-in name, display name, role, unit, and what it is for.

    `later` are the units where it has the role since the reorganisations of 2025.
    """

    username: str
    name: str
    role: str
    unit: str
    words: str
    later: tuple[str, ...] = ()


_NEW_COMMUNES = tuple(
    f"{provinces.THAI_NGUYEN}/{slugify_vi(name)}" for name in provinces.NEW_COMMUNES
)

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
        "cán bộ tuyên giáo huyện Pác Nặm, nay ở Tỉnh ủy Thái Nguyên",
        (provinces.THAI_NGUYEN,),
    ),
    SignIn(
        "lanhdaohuyen",
        "Lục Thế Vinh",
        "unit_leader",
        "bac-kan/pac-nam",
        "phó bí thư huyện Pác Nặm, nay bí thư xã Bằng Thành",
        _NEW_COMMUNES[:1],
    ),
    SignIn(
        "lanhdaotinh",
        "Đàm Quang Lâm",
        "unit_leader",
        "bac-kan",
        "lãnh đạo tỉnh Bắc Kạn, nay lãnh đạo tỉnh Thái Nguyên",
    ),
    SignIn(
        "kiemtra",
        "Triệu Thị Thoa",
        "inspector",
        "bac-kan/pac-nam",
        "kiểm tra huyện Pác Nặm, nay kiểm tra ba xã mới",
        _NEW_COMMUNES,
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
_NEW_POSTS = {
    "lanhdaohuyen": ("Bí thư Đảng ủy", _NEW_COMMUNES[0]),
    "lanhdaotinh": ("Phó Bí thư Tỉnh ủy", provinces.THAI_NGUYEN),
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


def follow() -> None:
    """Give the roles and posts that people have since the reorganisations; some roles came with them."""
    by = SystemActor("Nông Quốc Toản")
    since = provinces.DISTRICTS_END
    for sign_in in SIGN_INS:
        account = account_of(sign_in.username)
        for slug in sign_in.later:
            unit = unit_of(slug)
            grant_role(
                by=by, account_id=account.pk, role=sign_in.role, unit_id=unit.pk, since=since
            )
        if account.person_id and (post := _NEW_POSTS.get(sign_in.username)):
            title, slug = post
            unit = unit_of(slug)
            give_post(by=by, person_id=account.person_id, unit_id=unit.pk, title=title, since=since)


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
