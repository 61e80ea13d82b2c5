"""What a plan would change, before anybody approves it."""

from collections.abc import Callable, Sequence
from typing import Final

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from neuguong.lib.amounts import format_number
from neuguong.lib.dates import format_day
from neuguong.lib.refusal import Refusal, Refused
from neuguong.org.rights import Right
from neuguong.people.access import AccountActor, reader
from neuguong.plans.models import STATE_LABELS
from neuguong.plans.rules import PlanState
from neuguong.reorganisations.models import Reorganisation
from neuguong.reorganisations.queries import (
    MemberLine,
    Preview,
    UnitLine,
    preview,
    reorganisation_seen,
)
from neuguong.reorganisations.rules import ReorganisationState
from neuguong.reorganisations.views.asked import at, draft_url
from neuguong.reorganisations.views.words import STATE_KEYS, days_to_go, named, state_word
from neuguong.ui.asked import today
from neuguong.ui.parts import Cell, Column, Link, Node, Table

_DRAWN: Final = 120  # units of a tree that one can take in


@require_safe
@never_cache
@login_required
def plan_preview(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Faults and remedies, the tree before and after, people, rights, open work, codes, totals."""
    by = reader(request)
    found = reorganisation_seen(by, plan_id)
    state = ReorganisationState(found.state)
    if state not in (ReorganisationState.DRAFT, ReorganisationState.APPROVED):
        text = _("Phương án đã áp dụng hoặc đã hoàn tác nên không còn gì để xem trước.")
        raise Refused(Refusal("no_plan", text))
    seen = preview(found)
    may = by.may(Right.REORGANISE, at=at(found))
    context = {
        "plan": found,
        "seen": seen,
        "key": STATE_KEYS[state],
        "word": state_word(found),
        "days": days_to_go(found, today()),
        "trail": [
            Link(_("Sắp xếp"), reverse("reorganisations:list")),
            Link(found.title, draft_url(found)),
            Link(_("Xem trước")),
        ],
        "faults": [_fault(fault.step, fault.refusal.text) for fault in seen.faults],
        "before": _tree(seen.units, _before),
        "after": _tree(seen.units, lambda line: _after(line, found)),
        "cut": max(0, len(_apart(seen.units)[0]) - _DRAWN)
        + max(0, seen.counts["units"] - len(seen.units)),
        "tables": [table for table in _tables(seen, found) if table[2].rows],
        "totals": _totals(seen),
        "kept": _kept(seen),
        "may_approve": may and state is ReorganisationState.DRAFT and seen.can_be_done,
        "figures_url": _figures_url(by, found) if seen.can_be_done else "",
    }
    return render(request, "reorganisations/preview.html", context)


def _fault(step: int | None, text: str) -> str:
    return text if step is None else _("Bước %(step)s: %(text)s") % {"step": step + 1, "text": text}


# --- two small trees --------------------------------------------------------------------------------

Standing = tuple[int | None, str, str, str, bool]  # parent, its name, name, note, has ended


def _before(line: UnitLine) -> Standing | None:
    """Where a unit stands today; nothing for one that is new."""
    if line.is_new:
        return None
    note = _("mã %(code)s") % {"code": line.code_before} if line.code_before else ""
    return line.parent_before, line.under_before, line.name_before, note, False


def _after(line: UnitLine, found: Reorganisation) -> Standing:
    """Where it will stand: an ended one under its heir, marked."""
    notes = []
    if line.ends:
        notes.append(_("kết thúc %(day)s") % {"day": format_day(found.effective_on)})
        if len(line.heirs) > 1:
            notes.append(_("kế thừa: %(who)s") % {"who": named(line.heirs)})
    elif line.is_new:
        notes.append(_("mới"))
    elif line.name_after != line.name_before:
        notes.append(_("trước là %(name)s") % {"name": line.name_before})
    if line.type_before and line.type_after != line.type_before:
        notes.append(line.type_after)
    if line.code_after != line.code_before and not line.ends:
        notes.append(_("mã %(code)s") % {"code": line.code_after or "–"})
    return line.parent_after, line.under_after, line.name_after, " · ".join(notes), line.ends


def _follows(line: UnitLine, ended: frozenset[int]) -> bool:
    """Whether a unit only goes along with the one above it, which ends."""
    same = (line.name_before, line.type_before, line.code_before) == (
        line.name_after, line.type_after, line.code_after,
    )  # fmt: skip
    return same and not line.ends and line.parent_before in ended


def _apart(lines: Sequence[UnitLine]) -> tuple[list[UnitLine], list[UnitLine]]:
    """Units that change themselves, and those that only go along."""
    ended = frozenset(line.unit for line in lines if line.ends)
    along = [line for line in lines if _follows(line, ended)]
    kept = {line.unit for line in along}
    return [line for line in lines if line.unit not in kept], along


def _tree(lines: Sequence[UnitLine], standing: Callable[[UnitLine], Standing | None]) -> list[Node]:
    """The changed units under those above them; those that only go along are told together."""
    own, along = _apart(lines)
    stands = {line.unit: where for line in own[:_DRAWN] if (where := standing(line))}
    beneath: dict[int | None, list[int]] = {}
    names: dict[int | None, list[str]] = {}
    above: dict[int | None, str] = {}
    for unit, (parent, under, _name, _note, _ended) in stands.items():
        beneath.setdefault(parent, []).append(unit)
        if parent not in stands:
            above[parent] = under
    for line in along:
        if where := standing(line):
            names.setdefault(where[0], []).append(line.name_before)
            if where[0] not in stands:
                above[where[0]] = where[1]

    def inner(unit: int | None, way: frozenset[int]) -> list[Node]:
        found = [node(each, way | {each}) for each in beneath.get(unit, ()) if each not in way]
        if gone := names.get(unit):
            told = _("%(count)s đơn vị trực thuộc") % {"count": len(gone)}
            found.append(Node(told, note=named(gone)))
        return found

    def node(unit: int, way: frozenset[int]) -> Node:
        _parent, _under, name, note, ended = stands[unit]
        return Node(name, note=note, children=inner(unit, way), is_open=True, shut=ended)

    tops = []
    for parent, name in above.items():
        found = inner(parent, frozenset())
        tops += [Node(name, children=found, is_open=True)] if name else found
    return tops


# --- lists --------------------------------------------------------------------------------------------


def _tables(seen: Preview, found: Reorganisation) -> list[tuple[str, str, Table]]:
    """Id, heading and table of each list of what changes."""
    counts = {name: format_number(count) for name, count in seen.counts.items()}
    return [
        ("nguoi", _("%(people)s người chuyển nơi sinh hoạt") % counts, _members(seen)),
        ("quyen", _("%(grants)s quyền đổi phạm vi") % counts, _grants(seen)),
        ("dang-do", _("Đăng ký, kế hoạch của năm nay tại đơn vị kết thúc"), _work(seen)),
        ("ma", _("%(codes)s mã cần cấp lại") % counts, _codes(seen)),
    ]


def _members(seen: Preview) -> Table:
    columns = [Column(_("Đơn vị")), Column(_("Số người"), number=True), Column(_("Chuyển đến"))]
    rows = [
        [
            Cell(line.name),
            Cell(format_number(line.count)),
            Cell(_goal(line)),
        ]
        for line in seen.members
    ]
    return Table(_("Người chuyển nơi sinh hoạt"), columns, rows)


def _goal(line: MemberLine) -> str:
    if not line.apart:
        return line.to
    told = [
        _("%(count)s người đến %(name)s") % {"count": format_number(number), "name": name}
        for name, number in line.apart
    ]
    rest = line.count - sum(number for _name, number in line.apart)
    if rest:
        told.append(
            _("%(count)s người còn lại: %(name)s") % {"count": format_number(rest), "name": line.to}
        )
    return "; ".join(told)


def _grants(seen: Preview) -> Table:
    columns = [
        Column(_("Ai")), Column(_("Quyền ở")), Column(_("Sẽ thấy thêm")),
        Column(_("Không còn thấy")),
    ]  # fmt: skip
    rows = []
    for line in seen.grants:
        other = []
        if line.ends:
            other.append(_("Đơn vị kết thúc; vẫn xem được hồ sơ cũ."))
        if line.carried_to:
            other.append(_("Được giao thêm ở %(where)s.") % {"where": named(line.carried_to)})
        rows.append(
            [
                Cell(line.account, note=line.role),
                Cell(". ".join([line.unit, *other])),
                Cell(named(line.gains) if line.gains else "–"),
                Cell(named(line.loses) if line.loses else "–"),
            ]
        )
    return Table(_("Ai sẽ thấy gì"), columns, rows)


def _work(seen: Preview) -> Table:
    columns = [
        Column(_("Đơn vị")),
        Column(_("Năm"), number=True),
        Column(_("Bản đăng ký"), number=True),
        Column(_("Kế hoạch năm")),
    ]
    rows = [
        [
            Cell(line.name),
            Cell(f"{line.year}"),
            Cell(format_number(line.count)),
            Cell(str(STATE_LABELS[PlanState(line.plan)]) if line.plan else "–"),
        ]
        for line in seen.work
    ]
    caption = _("Bản đăng ký ở lại đơn vị cũ và vẫn được tính; kế hoạch hết hiệu lực cùng đơn vị")
    return Table(caption, columns, rows)


def _codes(seen: Preview) -> Table:
    columns = [Column(_("Đơn vị")), Column(_("Mã đang dùng")), Column(_("Mã cấp trên mới"))]
    rows = [[Cell(line.name), Cell(line.code), Cell(line.code_above or "–")] for line in seen.codes]
    return Table(_("Mã không theo cấp trên mới"), columns, rows)


def _totals(seen: Preview) -> Table | None:
    """Figures of this year today and as planned."""
    if not seen.totals:
        return None
    columns = [
        Column(_("Đơn vị, số liệu")), Column(_("Hôm nay"), number=True, short=_("Nay")),
        Column(_("Theo phương án"), number=True, short=_("Sau")), Column(_("So")),
    ]  # fmt: skip
    rows = []
    for line in seen.totals:
        if line.is_same:
            told = Cell(_("bằng nhau"), state="confirmed")
        elif line.holds_all:
            told = Cell(_("khác nhau"), state="missing")
        else:
            told = Cell(_("đổi theo đơn vị"))
        rows.append(
            [Cell(line.unit, note=line.label), Cell(line.before.text), Cell(line.after.text), told]
        )
    return Table(_("Tổng trước và sau"), columns, rows)


def _kept(seen: Preview) -> tuple[bool, str]:
    """Whether every total of what holds all that moves stays, and the sentence."""
    whole = [line for line in seen.totals if line.holds_all]
    wrong = [line for line in whole if not line.is_same]
    if wrong:
        return False, _("%(count)s tổng không bằng nhau. Đừng duyệt; báo người vận hành.") % {
            "count": len(wrong)
        }
    return True, _("Tổng trước bằng tổng sau: %(count)s con số đã so, không con số nào đổi.") % {
        "count": len(whole)
    }


def _figures_url(by: AccountActor, found: Reorganisation) -> str:
    """The figures of the branch as planned, for one who reads them."""
    if found.unit is None or not by.may("rollup.view", at=found.unit):
        return ""
    return f"{reverse('home:figures', args=[found.unit.slug])}?cay=plan:{found.pk}"
