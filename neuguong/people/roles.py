"""The roles and what each may do, as one table an official can read.

Names of rights are those of the rooms' `rights.py`; a test compares them. A role acts on the branch of
the unit it was granted on. Posts give no rights; grants do.
"""

from dataclasses import dataclass

from neuguong.lib.words import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Role:
    """A named bundle of rights."""

    key: str
    label: str
    rights: frozenset[str]


_LOOK = {"org.view", "programme.view", "rollup.view"}
_READ = _LOOK | {"deeds.view", "people.view", "reports.view"}
_WORK = _READ | {
    "people.change",
    "people.see_names",
    "deeds.register",
    "deeds.confirm",
    "deeds.report",
    "exchange.import",
    "reports.make",
}
_STEER = {"programme.set", "indicators.set", "indicators.target", "indicators.enter"}

ROLES = {
    role.key: role
    for role in (
        Role("member", _("đảng viên, người đăng ký"), frozenset(_LOOK)),
        Role("cell_secretary", _("bí thư chi bộ"), frozenset(_WORK)),
        # A first list names cells that the branch does not know yet, so they who bring it found them.
        Role("unit_officer", _("cán bộ đơn vị"), frozenset(_WORK | _STEER | {"org.found"})),
        Role(
            "unit_leader",
            _("lãnh đạo đơn vị"),
            frozenset(
                _WORK
                | _STEER
                | {"programme.close", "deeds.correct", "org.found", "org.reorganise",
                   "indicators.open"}
            ),
        ),
        Role("inspector", _("người kiểm tra, giám sát"), frozenset(_READ)),
        Role("editor", _("biên tập trang công khai"), frozenset(_LOOK)),
        Role("auditor", _("người đọc nhật ký"), frozenset({"org.view", "audit.view"})),
        Role(
            "branch_admin",
            _("quản trị nhánh"),
            frozenset(
                {"org.view", "org.found", "org.change", "org.reorganise", "people.view",
                 "people.change", "people.grant", "people.see_names"}
            ),
        ),
        Role("operator", _("người vận hành máy"), frozenset({"ops.check"})),
    )
}  # fmt: skip


def rights_of(role: str) -> frozenset[str]:
    """The rights of a role; an unknown role has none."""
    known = ROLES.get(role)
    return known.rights if known else frozenset()
