"""What a played plan may not leave behind: circles, orphans, types and codes in the wrong place."""

from collections.abc import Iterator
from datetime import date

from neuguong.lib.dates import format_day
from neuguong.lib.refusal import Refusal
from neuguong.lib.words import gettext as _
from neuguong.org.rules.codes import code_problem, is_under
from neuguong.org.rules.lives import Life, State, holding, line_on
from neuguong.org.rules.rearranging import Plan
from neuguong.org.rules.units import Family, may_be_root, may_stand_under


def problems(plan: Plan) -> list[Refusal]:
    """Why a plan cannot be carried out, in sentences; none when it can."""
    return [*_circles(plan), *_orphans(plan), *_misplaced(plan), *_miscoded(plan)]


def codes_to_change(plan: Plan) -> list[Life]:
    """Living units whose official code does not begin with that of the unit they now stand under."""
    found = []
    for pk in sorted(plan.touched - plan.closed):
        state = holding(plan.lives[pk].states, plan.day)
        if state and not is_under(state.code, _code_above(plan, state)):
            found.append(plan.lives[pk])
    return found


def _circles(plan: Plan) -> Iterator[Refusal]:
    """No unit stands in its own branch, on the day of the plan or on any later one."""
    days = sorted(
        {link.since for life in plan.lives.values() for link in life.links if link.since > plan.day}
    )
    moved = [
        life
        for pk, (before, life) in plan.changed().items()
        if before is None or before.links != life.links
    ]
    for life in moved:
        for day in (plan.day, *days):
            line = line_on(plan.lives, life.id, day)
            if life.id in line or len(line) != len(set(line)):
                yield Refusal(
                    "unit_in_its_branch",
                    _("%(name)s không thể đứng trong nhánh của chính mình (ngày %(day)s).")
                    % {"name": life.last.name, "day": format_day(day)},
                )
                break


def _orphans(plan: Plan) -> Iterator[Refusal]:
    """A living unit stands under a living one, all its days from the plan's on."""
    for life in plan.lives.values():
        for state in life.states:
            if state.parent is None or (state.until is not None and state.until <= plan.day):
                continue
            if life.id not in plan.touched and state.parent not in plan.closed:
                continue
            above = plan.lives.get(state.parent)
            start = max(state.since, plan.day)
            if above is None or not _outlived(above, start, state.until):
                name = above.last.name if above else ""
                yield Refusal(
                    "left_without_parent",
                    _(
                        "%(name)s còn đứng dưới %(above)s, đơn vị không tồn tại vào ngày %(day)s."
                        " Chọn nơi đến cho %(name)s."
                    )
                    % {"name": state.name, "above": name, "day": _gone(above, start)},
                )
                break


def _outlived(above: Life, start: date, until: date | None) -> bool:
    ends = above.closed_on
    return above.opened_on <= start and (ends is None or (until is not None and until <= ends))


def _gone(above: Life | None, start: date) -> str:
    ends = above.closed_on if above else None
    return format_day(max(start, ends) if ends else start)


def _misplaced(plan: Plan) -> Iterator[Refusal]:
    """Types stand under types that may hold them, wherever the plan changed one of the two."""
    for life in plan.lives.values():
        state = holding(life.states, plan.day)
        if state is None or life.id in plan.closed:
            continue
        if life.id not in plan.touched and state.parent not in plan.touched:
            continue
        above = plan.lives.get(state.parent) if state.parent is not None else None
        parent = holding(above.states, plan.day) if above else None
        if not _is_news(plan, life.id, state, parent):
            continue
        kind = plan.known.types[state.type]
        allowed = [plan.known.types[code].label for code in kind.parents]
        refusal = may_stand_under(
            kind.label,
            plan.known.types[parent.type].label if parent else None,
            allowed,
            is_root_type=may_be_root(Family(kind.family), kind.rank),
        )
        if refusal is not None:
            yield Refusal(refusal.code, f"{state.name}: {refusal.text}")


def _is_news(plan: Plan, unit: int, state: State, parent: State | None) -> bool:
    """Whether the pair of types on the day is not what it was before the plan."""
    known = plan.known.lives
    before = holding(known[unit].states, plan.day) if unit in known else None
    if before is None or (before.type, before.parent) != (state.type, state.parent):
        return True
    above = known.get(before.parent) if before.parent is not None else None
    old = holding(above.states, plan.day) if above else None
    return (old.type if old else None) != (parent.type if parent else None)


def _miscoded(plan: Plan) -> Iterator[Refusal]:
    """Codes that the plan gives have the official shape and begin with the parent's."""
    for pk in sorted(plan.recoded):
        state = holding(plan.lives[pk].states, plan.day)
        if state is not None:
            refusal = code_problem(state.code, _code_above(plan, state), name=state.name)
            if refusal is not None:
                yield refusal


def _code_above(plan: Plan, state: State) -> str:
    above = plan.lives.get(state.parent) if state.parent is not None else None
    parent = holding(above.states, plan.day) if above else None
    return parent.code if parent else ""
