"""What a reorganisation changes, in lines for people: units, members, roles, open work, codes, totals."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from django.db.models import Count, Q

from neuguong.deeds.models import Registration
from neuguong.deeds.rules import RegistrationState
from neuguong.lib.dates import Period
from neuguong.lib.overlay import Overlay
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.org.queries import parts, same_names
from neuguong.org.rules import codes_to_change, holding, ids_of
from neuguong.people.models import Grant
from neuguong.people.roles import ROLES
from neuguong.plans.models import Plan as YearPlan
from neuguong.reorganisations.models import Reorganisation
from neuguong.reorganisations.queries.planning import view_of
from neuguong.reorganisations.queries.resolving import members_of, overlay_of, resolve, sent_apart
from neuguong.reorganisations.rules import Fault, Played
from neuguong.rollup.queries import TODAY, Figure, View, catalogue, figures_of

_SHOWN: Final = 500  # lines of one kind that a page can bear; counts are of all
_TOPS: Final = 12
_WITHDRAWN: Final = int(RegistrationState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit before and after; what is empty before is founded, `ends` says it is closed."""

    unit: int
    slug: str
    name_before: str
    name_after: str
    type_before: str
    type_after: str
    under_before: str
    under_after: str
    code_before: str
    code_after: str
    ends: bool
    heirs: tuple[str, ...]
    step: int | None
    parent_before: int | None = None
    parent_after: int | None = None

    @property
    def is_new(self) -> bool:
        """Whether the plan founds it."""
        return self.unit < 0


@dataclass(frozen=True, slots=True)
class MemberLine:
    """People of a unit that ends: how many, and where to; those named go `apart`, by goal and number."""

    name: str
    count: int
    to: str
    apart: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class GrantLine:
    """An account with a role on a unit: what its branch gains and loses."""

    account: str
    role: str
    unit: str
    gains: tuple[str, ...]
    loses: tuple[str, ...]
    carried_to: tuple[str, ...]
    ends: bool


@dataclass(frozen=True, slots=True)
class WorkLine:
    """Registrations of the plan's year at a unit that ends; they stay there and count as before.

    `plan` is the state of its plan of the year, 0 where it has none: that ends with the unit, and who
    carries it on may begin like it.
    """

    name: str
    year: int
    count: int
    plan: int = 0


@dataclass(frozen=True, slots=True)
class CodeLine:
    """A unit whose official code has to follow the one above it."""

    name: str
    code: str
    code_above: str


@dataclass(frozen=True, slots=True)
class TotalLine:
    """A figure of a unit as it is today and as planned; `holds_all` of one that loses nothing."""

    unit: str
    label: str
    before: Figure
    after: Figure
    holds_all: bool

    @property
    def is_same(self) -> bool:
        """Whether nothing is lost and nothing comes from nowhere."""
        return (self.before.n, self.before.scaled) == (self.after.n, self.after.scaled)


@dataclass(slots=True)
class Preview:
    """All of it; `counts` are of all lines where only the first are kept."""

    faults: list[Fault]
    warnings: list[str] = field(default_factory=list)
    units: list[UnitLine] = field(default_factory=list)
    members: list[MemberLine] = field(default_factory=list)
    grants: list[GrantLine] = field(default_factory=list)
    work: list[WorkLine] = field(default_factory=list)
    codes: list[CodeLine] = field(default_factory=list)
    totals: list[TotalLine] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def can_be_done(self) -> bool:
        """Whether nothing stands in the way."""
        return not self.faults


def preview(
    reorganisation: Reorganisation, *, keys: Collection[str] = (), period: Period | None = None
) -> Preview:
    """What the reorganisation would change as things stand now; writes nothing.

    `keys` are the measures whose totals are compared, all counted ones by default, in `period`, by
    default the year it takes effect.
    """
    played = resolve(reorganisation)
    found = Preview(list(played.faults))
    found.warnings = _warnings(played)
    lines = _units(played)
    members = _members(played)
    grants = _grants(played)
    codes = _codes(played)
    found.counts = {
        "units": len(lines), "people": sum(line.count for line in members), "grants": len(grants),
        "codes": len(codes),
    }  # fmt: skip
    found.units, found.members = lines[:_SHOWN], members[:_SHOWN]
    found.grants, found.codes = grants[:_SHOWN], codes[:_SHOWN]
    found.work = _work(played)
    if not played.faults:
        at = period or Period("year", reorganisation.effective_on.year)
        found.totals = _totals(played, view_of(reorganisation, played), keys, at)
    return found


def _units(played: Played) -> list[UnitLine]:
    plan = played.plan
    heirs: dict[int, list[str]] = {}
    for unit, heir in plan.successions:
        heirs.setdefault(unit, []).append(_name(played, heir))
    step_of = {unit: place for place, units in enumerate(played.steps) for unit in units}
    lines = []
    for pk, (before, after) in plan.changed().items():
        old = holding(before.states, plan.day) if before else None
        new = holding(after.states, plan.day) or after.last
        lines.append(
            UnitLine(
                pk, after.slug,
                old.name if old else "", new.name,
                _type(played, old.type) if old else "", _type(played, new.type),
                _under(played, old.parent) if old else "",
                _under(played, after.parent if pk in plan.closed else new.parent),
                old.code if old else "", new.code,
                pk in plan.closed, tuple(heirs.get(pk, ())), step_of.get(pk),
                old.parent if old else None, after.parent if pk in plan.closed else new.parent,
            )
        )  # fmt: skip
    return sorted(lines, key=lambda line: (line.step is None, line.step or 0, line.name_after))


def _members(played: Played) -> list[MemberLine]:
    counts = members_of(played.plan.closed, played)
    named = sent_apart(counts, played)
    lines = []
    for unit, count in counts.items():
        goal = played.goal(unit)
        to = _name(played, goal) if goal is not None else _("thôi sinh hoạt")
        goals = ((_name(played, at), number) for at, number in named.get(unit, {}).items())
        lines.append(MemberLine(_name(played, unit), count, to, tuple(sorted(goals))))
    return sorted(lines, key=lambda line: line.name)


def _grants(played: Played) -> list[GrantLine]:
    """Roles on units whose branch changes, on units that end, and on those that take roles over."""
    overlay = overlay_of(played) if played.is_tree else Overlay()
    gains: dict[int, list[str]] = {}
    loses: dict[int, list[str]] = {}
    for unit in overlay:
        before, after = _lines(played, overlay, unit)
        for above in after - before:
            gains.setdefault(above, []).append(_name(played, unit))
        for above in before - after:
            loses.setdefault(above, []).append(_name(played, unit))
    concerned = {*gains, *loses, *played.plan.closed}
    lines = []
    for grant in _held(concerned, played):
        unit = grant.unit_id
        carried = tuple(_name(played, to) for to in played.grants.get(unit, ()))
        role = ROLES.get(grant.role)
        lines.append(
            GrantLine(
                grant.account.name, str(role.label) if role else grant.role, grant.unit.name,
                tuple(gains.get(unit, ())), tuple(loses.get(unit, ())), carried,
                unit in played.plan.closed,
            )
        )  # fmt: skip
    return lines


def _lines(played: Played, overlay: Overlay, unit: int) -> tuple[set[int], set[int]]:
    """The units above one today and under the plan."""
    life = played.plan.known.lives.get(unit)
    before = set(ids_of(life.path)[:-1]) if life else set()
    after = set(overlay.line(unit, life.path if life else "") or ()) - {unit}
    return before, after


def _held(units: Iterable[int], played: Played) -> Iterator[Grant]:
    day = played.plan.day
    for part in parts(unit for unit in units if unit > 0):
        rows = Grant.objects.filter(unit__in=part).filter(Q(valid_to=None) | Q(valid_to__gt=day))
        yield from rows.select_related("account", "unit").order_by("unit__path", "account__name")


def _work(played: Played) -> list[WorkLine]:
    lines = []
    for part in parts(played.plan.closed):
        rows = Registration.objects.filter(unit__in=part, year__gte=played.plan.day.year)
        rows = rows.exclude(state=_WITHDRAWN).order_by()
        counts = {
            (unit, year): count
            for unit, year, count in rows.values_list("unit", "year").annotate(number=Count("pk"))
        }
        plans = YearPlan.objects.filter(unit__in=part, year__gte=played.plan.day.year)
        states = {
            (unit, year): state
            for unit, year, state in plans.values_list("unit_id", "year", "state")
        }
        for at in {*counts, *states}:
            name, (_unit, year) = _name(played, at[0]), at
            lines.append(WorkLine(name, year, counts.get(at, 0), states.get(at, 0)))
    return sorted(lines, key=lambda line: (line.name, line.year))[:_SHOWN]


def _codes(played: Played) -> list[CodeLine]:
    lines = []
    for life in codes_to_change(played.plan):
        state = holding(life.states, played.plan.day)
        above = played.plan.lives[state.parent] if state and state.parent is not None else None
        code = holding(above.states, played.plan.day) if above else None
        if state is not None:
            lines.append(CodeLine(state.name, state.code, code.code if code else ""))
    return lines


def _warnings(played: Played) -> list[str]:
    """Two units of one name under one parent; codes that do not follow."""
    plan = played.plan
    names: dict[tuple[int, str], list[int]] = {}
    for pk in plan.touched - plan.closed:
        state = holding(plan.lives[pk].states, plan.day)
        if state is not None and state.parent is not None:
            names.setdefault((state.parent, state.name), []).append(pk)
    for parent, name, unit in same_names([key for key in names if key[0] > 0], plan.day):
        if unit not in plan.touched:
            names[parent, name].append(unit)
    said = _("Dưới %(above)s sẽ có %(count)s đơn vị cùng tên “%(name)s”.")
    found = [
        said % {"above": _name(played, parent), "count": len(set(units)), "name": name}
        for (parent, name), units in names.items()
        if len(set(units)) > 1
    ]
    codes = len(codes_to_change(plan))
    if codes:
        text = _("%(count)s đơn vị có mã tổ chức không theo cấp trên mới, cần cấp lại mã.")
        found.append(text % {"count": codes})
    return found


def _totals(played: Played, view: View, keys: Collection[str], period: Period) -> list[TotalLine]:
    """Figures today and as planned: of units that hold all that moves, then of those that gain or lose."""
    wanted = list(keys) or [key for key, measure in catalogue().items() if measure.feeds]
    overlay = view.overlay or Overlay()
    sides: set[int] = set()
    whole: set[int] = set()
    for unit in overlay:
        before, after = _lines(played, overlay, unit)
        life = played.plan.known.lives.get(unit)
        if life is not None:
            sides |= before ^ after
            whole |= set([above for above in ids_of(life.path) if above in before & after][-1:])
    lines: list[TotalLine] = []
    for ids, holds in ((whole - sides, True), (sides, False)):
        units = Unit.objects.filter(pk__in=sorted(pk for pk in ids if pk > 0)).order_by("path")
        for above in units.filter(opened_on__lte=period.last_day)[:_TOPS]:
            now = figures_of(above, period, wanted, TODAY)
            then = figures_of(above, period, wanted, view)
            lines += [
                TotalLine(above.name, now[key].label, now[key], then[key], holds)
                for key in wanted
                if not (now[key].is_zero and then[key].is_zero)
            ]
    return lines


def _name(played: Played, unit: int) -> str:
    life = played.plan.lives.get(unit)
    if life is None:  # a parent of former days whose life the plan does not touch
        return Unit.objects.values_list("name", flat=True).get(pk=unit)
    return life.last.name


def _under(played: Played, unit: int | None) -> str:
    return _name(played, unit) if unit is not None else ""


def _type(played: Played, code: str) -> str:
    return played.plan.known.types[code].label
