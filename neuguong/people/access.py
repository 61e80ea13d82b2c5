"""The guard: who the actor is, where they may act, and whose names they may read.

Every act asks `require`, every query starts from `scope`: one range of paths per grant, so that a
branch account costs what the operator costs (design 3).
"""

from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property
from typing import cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from neuguong.lib.actor import Actor, HasPath, PathRange
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.org.queries import ancestor_paths
from neuguong.people.models import Account, Grant
from neuguong.people.queries import MEMBER, grants_from, grants_on, holders_at, homes_of
from neuguong.people.rights import Right
from neuguong.people.roles import ROLES, gives, rights_of

EVERYWHERE = PathRange("", "~")


_KNOW = "org.view"


def _later(one: date | None, other: date | None) -> date | None:
    """The later of two ends; None has no end."""
    return None if one is None or other is None else max(one, other)


def merged(ranges: Iterable[PathRange]) -> tuple[PathRange, ...]:
    """The branches without those that lie inside another, so that a query asks each row once."""
    kept: list[PathRange] = []
    for branch in sorted(set(ranges)):
        if not (kept and branch.lo < kept[-1].hi):
            kept.append(branch)
    return tuple(kept)


class AccountActor:
    """Someone signed in, with the grants that hold today."""

    def __init__(self, account: Account, *, today: date, opened: Iterable[PathRange] = ()) -> None:
        self.account = account
        self.today = today
        self.opened = tuple(opened)

    @property
    def id(self) -> int | None:
        """Number of the account."""
        return self.account.pk

    @property
    def name(self) -> str:
        """Name shown in the record of acts."""
        return self.account.name

    @property
    def person_id(self) -> int | None:
        """The person behind the account, if it is one."""
        return self.account.person_id

    @cached_property
    def grants(self) -> list[Grant]:
        """Grants that hold today, with their units."""
        rows = grants_on(self.today).filter(account=self.account)
        return list(rows.select_related("unit__type", "stands_for").order_by("unit__path"))

    @cached_property
    def _ranges(self) -> dict[str, tuple[PathRange, ...]]:
        found: dict[str, list[PathRange]] = {}
        for grant in self.grants:
            for right in rights_of(grant.role):
                found.setdefault(right, []).append(PathRange.branch(grant.unit.path))
        return {right: merged(ranges) for right, ranges in found.items()}

    @cached_property
    def _name_ranges(self) -> tuple[PathRange, ...]:
        """Branches whose names may be read: those at or under a grassroots organisation."""
        grants = [g for g in self.grants if Right.SEE_NAMES in rights_of(g.role)]
        above = {path for g in grants for path in ancestor_paths(g.unit.path)}
        bases: set[str] = set()
        if above:
            rows = Unit.objects.filter(path__in=above, type__is_grassroots=True)
            bases = set(rows.values_list("path", flat=True))
        local = [
            PathRange.branch(g.unit.path)
            for g in grants
            if g.unit.type.is_grassroots or bases & set(ancestor_paths(g.unit.path))
        ]
        return merged([*local, *self.opened])

    def may(self, right: str, at: HasPath) -> bool:
        """Whether a grant of today holds this right at that place."""
        return any(branch.holds(at.path) for branch in self._ranges.get(right, ()))

    def may_anywhere(self, right: str) -> bool:
        """Whether any grant of today holds this right somewhere; for menus."""
        return bool(self._ranges.get(right))

    def require(self, right: str, at: HasPath) -> None:
        """Refuse with the sentence that says who can (403); names only to those who know the unit."""
        if not self.may(right, at):
            known = self.may(_KNOW, at)
            raise PermissionDenied(denial(right, at if known else None, day=self.today))

    def gives(self, at: HasPath) -> dict[str, date | None]:
        """The roles one may give there, each with the day on which one's own right to give ends."""
        found: dict[str, date | None] = {}
        for grant in self.grants:
            if PathRange.branch(grant.unit.path).holds(at.path):
                for role in gives(grant.role):
                    found[role] = (
                        _later(found[role], grant.valid_to) if role in found else grant.valid_to
                    )
        return found

    def scope(self, right: str) -> tuple[PathRange, ...]:
        """The branches where this right holds."""
        return self._ranges.get(right, ())

    def opened_names(self, path: str) -> bool:
        """Whether names at the unit of that path were opened for a reason, for some hours."""
        return any(branch.holds(path) for branch in self.opened)

    def opened_within(self, path: str) -> bool:
        """Whether names were opened at that place, above it, or anywhere beneath it."""
        branch = PathRange.branch(path)
        return self.opened_names(path) or any(branch.holds(each.lo) for each in self.opened)

    def sees_names(self, path: str) -> bool:
        """Whether people registered at the unit of that path may be read by name."""
        return any(branch.holds(path) for branch in self._name_ranges)


class SystemActor:
    """The machine itself: commands, the demo, the worker. Its name stands in the record."""

    id: int | None = None
    person_id: int | None = None

    def __init__(self, name: str, *, names: bool = False) -> None:
        self.name = name
        self._names = names

    def may(self, right: str, at: HasPath) -> bool:
        """The machine may do everything; who runs it is the operator's affair."""
        return True

    def may_anywhere(self, right: str) -> bool:
        """The same, for menus."""
        return True

    def require(self, right: str, at: HasPath) -> None:
        """Never refuses."""

    def scope(self, right: str) -> tuple[PathRange, ...]:
        """The whole tree."""
        return (EVERYWHERE,)

    def sees_names(self, path: str) -> bool:
        """Names only where the command was given a reason."""
        return self._names


class Nobody:
    """One who has not signed in."""

    id: int | None = None
    person_id: int | None = None
    name = ""

    def may(self, right: str, at: HasPath) -> bool:
        """Nothing."""
        return False

    def may_anywhere(self, right: str) -> bool:
        """Nothing anywhere."""
        return False

    def require(self, right: str, at: HasPath) -> None:
        """Always refuses."""
        raise PermissionDenied(denial(right))

    def scope(self, right: str) -> tuple[PathRange, ...]:
        """No branch."""
        return ()

    def sees_names(self, path: str) -> bool:
        """No names."""
        return False


AnyActor = AccountActor | SystemActor | Nobody


def acts_at(by: Actor, right: str, at: HasPath) -> bool:
    """Whether the right was given at that very unit, not somewhere above it; the machine's holds everywhere.

    For what stays within a unit although the levels above it lead it.
    """
    if isinstance(by, AccountActor):
        return any(
            grant.unit.path == at.path and right in rights_of(grant.role) for grant in by.grants
        )
    return isinstance(by, SystemActor)


def denial(right: str, at: HasPath | None = None, day: date | None = None) -> str:
    """The sentence of a refusal: which roles can do it, and at a unit known to the reader also who."""
    holders = [str(role.label) for role in ROLES.values() if right in role.rights]
    if not holders:
        return _("Anh, chị chưa có quyền làm việc này ở đây.")
    words = _("Anh, chị chưa có quyền làm việc này ở đây. Người làm được: %(who)s.") % {
        "who": ", ".join(holders)
    }
    named = who_can(right, at, day) if at is not None and day is not None else ""
    return f"{words} {named}".strip()


def who_can(right: str, at: HasPath, day: date) -> str:
    """A sentence naming those who can do it at that unit, the nearest first; empty when nobody can."""
    roles = [role.key for role in ROLES.values() if right in role.rights]
    found = [
        f"{ROLES[grant.role].label} {grant.account.name} ({grant.unit.short_name})"
        for grant in holders_at(at.path, roles, day)
    ]
    return _("Ở đơn vị này, việc do %(who)s làm.") % {"who": ", ".join(found)} if found else ""


def out_of_hand(by: Actor, account: Account, day: date) -> str:
    """Why an account is not this actor's to take over, close or open again, and who can; empty if it is.

    In hand is an account that acts and belongs only where one gives rights, and whose every role, of now
    or later, one could give there. Else a slip for it would be a way to rights that one may not give.
    """
    if not isinstance(by, AccountActor):
        return ""
    for grant in grants_from(account, day):
        if not by.may(Right.GRANT, at=grant.unit) or grant.role not in by.gives(grant.unit):
            return _beyond(by, account, grant.unit, grant.role, day)
    for unit in homes_of(account.person_id) if account.person_id else ():
        if not by.may(Right.GRANT, at=unit):
            return _beyond(by, account, unit, "", day)
    return ""


def _beyond(by: AccountActor, account: Account, unit: Unit, role: str, day: date) -> str:
    """That sentence; the unit and who can are named to those who may know of the unit."""
    if not by.may(_KNOW, at=unit):
        return _(
            "Tài khoản %(name)s còn thuộc một nơi ngoài nhánh của anh, chị. Người quản trị nhánh có cả"
            " hai nơi làm việc này."
        ) % {"name": account.username}
    where = {
        "name": account.username, "unit": unit.name,
        "role": ROLES[role].label if role in ROLES else role,
    }  # fmt: skip
    words = _("Tài khoản %(name)s thuộc %(unit)s, nơi anh, chị không giao quyền.") % where
    if role:
        words = (
            _(
                "Tài khoản %(name)s giữ vai trò %(role)s ở %(unit)s, vai trò mà anh, chị không giao và không"
                " cho thôi được."
            )
            % where
        )
    able = [each.key for each in ROLES.values() if (role or MEMBER) in each.gives]
    holders = ", ".join(
        f"{grant.account.name} ({grant.unit.short_name})"
        for grant in holders_at(unit.path, able, day)
    )
    can = _("Việc này do %(who)s làm.") if holders else _("Việc này làm bằng lệnh ở máy chủ.")
    return f"{words} {can % {'who': holders}}"


class ActorMiddleware:
    """Gives every request its `actor`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Attach the actor and go on."""
        request.actor = actor_of(request)  # type: ignore[attr-defined]
        return self.get_response(request)


def reader(request: HttpRequest) -> AccountActor:
    """The one who is signed in; a page that calls it asks for signing in first."""
    return cast(AccountActor, request.actor)  # type: ignore[attr-defined]  # set by ActorMiddleware


def actor_of(request: HttpRequest) -> AccountActor | Nobody:
    """The actor of a request, with the branches whose names were opened in this session."""
    if not isinstance(request.user, Account):
        return Nobody()
    now = timezone.now()
    opened = [
        PathRange.branch(path)
        for path, until in request.session.get("names_opened", [])
        if until > now.timestamp()
    ]
    return AccountActor(request.user, today=timezone.localdate(now), opened=opened)
