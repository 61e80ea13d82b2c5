"""The tree of plans beneath a unit: who has, who has not, who is late; a list to phone through."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from neuguong.lib.dates import format_day
from neuguong.lib.tables import Head, as_csv, as_xlsx
from neuguong.lib.tables import Table as Sheet
from neuguong.people.access import AccountActor, reader
from neuguong.plans.models import STATE_LABELS
from neuguong.plans.queries import Cascade, CascadeLine, cascade_of
from neuguong.plans.queries.cascade import examples_among, heads_of
from neuguong.plans.rules import Grade, PlanState, Standing
from neuguong.plans.views.asked import (
    STANDING_WORDS,
    bar_of,
    plan_page,
    tabs_of,
    tree_page,
    unit_asked,
    year_asked,
    years_for,
)
from neuguong.ui.asked import today
from neuguong.ui.parts import Cell, Column, Figure, Link, Node, Table

_Test = Callable[[CascadeLine], bool]
FILTERS: Final[dict[str, tuple[Any, _Test]]] = {
    "chua": (
        gettext_lazy("Chưa có"),
        lambda line: bool(line.grade) and line.standing is not Standing.HAS,
    ),
    "tre": (gettext_lazy("Quá hạn"), lambda line: line.is_late),
    "cho": (gettext_lazy("Chờ duyệt"), lambda line: line.standing is Standing.SENT),
    "co": (gettext_lazy("Đã có"), lambda line: line.standing is Standing.HAS),
}
_FILES: Final = {
    "xlsx": (as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": (as_csv, "text/csv; charset=utf-8"),
}
_MOST_SHOWN: Final = 300


@require_safe
@login_required
def tree(request: HttpRequest, slug: str) -> HttpResponse:
    """The tree, or with `loc` the list of those who have not, are late, wait, or have."""
    by = reader(request)
    unit = unit_asked(by, slug)
    year = year_asked(request, unit)
    found = cascade_of(unit, year, today=today())
    chosen = request.GET.get("loc", "")
    lines = [
        line for line in found.lines
        if line.depth and (chosen not in FILTERS or FILTERS[chosen][1](line))
    ]  # fmt: skip
    if form := request.GET.get("dang"):
        return _file(by, found, lines, form)
    context = {
        "bar": bar_of(by, unit, year, "tree", years_for(unit)),
        "unit": unit,
        "year": year,
        "tabs": tabs_of(by, unit, year, "tree"),
        "figures": _figures(found),
        "filters": _filters(found, chosen),
        "chosen": chosen if chosen in FILTERS else "",
        "table": _table(by, found, lines[:_MOST_SHOWN]) if chosen in FILTERS else None,
        "more": max(0, len(lines) - _MOST_SHOWN),
        "nodes": [] if chosen in FILTERS else _nodes(found),
        "is_cut": found.is_cut,
        "files": [
            Link(
                name.upper(),
                tree_page(unit, year, dang=name, **({"loc": chosen} if chosen else {})),
            )
            for name in _FILES
        ],
    }
    return render(request, "plans/tree.html", context)


def _figures(found: Cascade) -> list[Figure]:
    """Who has of how many, by grade, and who is late."""
    unit, year = found.unit, found.year
    tiles = []
    for grade, label in (
        (Grade.GRASSROOTS, _("Tổ chức cơ sở đảng có kế hoạch")),
        (Grade.CELL, _("Chi bộ trực thuộc có kế hoạch")),
    ):
        have, of = found.having(int(grade))
        if of:
            words = _("%(have)s trên %(of)s") % {"have": have, "of": of}
            tiles.append(Figure(label, words, tree_page(unit, year, loc="co")))
    without = len(found.without)
    url = tree_page(unit, year, loc="chua") if without else ""
    tiles.append(Figure(_("Chưa có kế hoạch được duyệt"), str(without), url))
    late = len(found.late)
    url = tree_page(unit, year, loc="tre") if late else ""
    tiles.append(Figure(_("Quá hạn chưa gửi"), str(late), url))
    return tiles


def _filters(found: Cascade, chosen: str) -> list[Link]:
    unit, year = found.unit, found.year
    links = [Link(_("Cả cây"), tree_page(unit, year), chosen not in FILTERS)]
    for key, (label, test) in FILTERS.items():
        count = sum(1 for line in found.lines if line.depth and test(line))
        links.append(Link(str(label), tree_page(unit, year, loc=key), key == chosen, str(count)))
    return links


def _table(by: AccountActor, found: Cascade, lines: list[CascadeLine]) -> Table:
    """The list to phone through: who, how far, until when, whom to call."""
    names = {line.unit_id: line.name for line in found.lines}
    heads = heads_of([line.unit_id for line in lines], today())
    examples = examples_among([line.unit_id for line in lines], found.year, today())
    rows = []
    for line in lines:
        key, word = _standing(line)
        rows.append([
            Cell(line.name, _door(line, found.year), note=names.get(line.parent_id or 0, "")),
            Cell(word, state=key),
            Cell(format_day(line.due_on) if line.due_on else "–"),
            Cell(*_head(by, line, heads)),
            Cell(_example(line, examples)),
        ])  # fmt: skip
    columns = [
        Column(_("Đơn vị")), Column(_("Kế hoạch")), Column(_("Hạn gửi")),
        Column(_("Gọi cho")), Column(_("Người đứng đầu nêu gương")),
    ]  # fmt: skip
    return Table(_("Danh sách theo đơn vị"), columns, rows)


def _standing(line: CascadeLine) -> tuple[str, str]:
    if line.is_late:
        return "late", _("Quá hạn")
    key, word = STANDING_WORDS[line.standing]
    return key, str(word)


def _head(
    by: AccountActor, line: CascadeLine, heads: Mapping[int, tuple[str, str]]
) -> tuple[str, str, str]:
    """Whom to call: the head by name where the reader may read it, else the post."""
    name, title = heads.get(line.unit_id, ("", ""))
    if not title:
        return _("chưa ghi ai là bí thư"), "", ""
    seen = by.sees_names(line.path)
    return (name, "", title) if seen else (title, "", "")


def _example(line: CascadeLine, examples: set[int]) -> str:
    if line.plan is None or not line.plan.head_sets_example:
        return "–"
    return _("đã đăng ký") if line.unit_id in examples else _("chưa đăng ký")


def _door(line: CascadeLine, year: int) -> str:
    return (
        plan_page(line.plan)
        if line.plan
        else f"{reverse('plans:unit', args=[line.slug])}?nam={year}"
    )


def _nodes(found: Cascade) -> list[Node]:
    """The lines as a tree that folds; the first two levels stand open where they are few."""
    children: dict[int | None, list[CascadeLine]] = {}
    for line in found.lines:
        if line.depth:
            children.setdefault(line.parent_id, []).append(line)
    few = len(found.lines) <= 60

    def node(line: CascadeLine) -> Node:
        beneath = children.get(line.unit_id, [])
        base = [child for child in beneath if child.grade]
        _key, word = _standing(line)
        note = word
        if base:
            have = sum(1 for child in base if child.standing is Standing.HAS)
            note = _("%(word)s. Trực thuộc: %(have)s trên %(of)s") % {
                "word": word, "have": have, "of": len(base),
            }  # fmt: skip
        return Node(
            line.name, _door(line, found.year), note,
            children=[node(child) for child in beneath],
            is_open=line.depth == 0 or few, current=line.depth == 0,
        )  # fmt: skip

    return [node(line) for line in found.lines if line.depth == 0]


def _file(by: AccountActor, found: Cascade, lines: list[CascadeLine], form: str) -> HttpResponse:
    """The list as a workbook or CSV: what one sees, no more."""
    if form not in _FILES:
        raise Http404
    names = {line.unit_id: line.name for line in found.lines}
    heads = heads_of([line.unit_id for line in lines], today())
    rows = [
        [
            line.name, names.get(line.parent_id or 0, ""), _standing(line)[1], line.due_on,
            line.plan.submitted_on if line.plan else None,
            line.plan.approved_on if line.plan else None, _head(by, line, heads)[0],
            str(STATE_LABELS[PlanState(line.plan.state)]) if line.plan else "",
        ]
        for line in lines
    ]  # fmt: skip
    sheet = Sheet(
        f"ke-hoach-{found.year}", "", _("Kế hoạch năm %(year)s, %(unit)s")
        % {"year": found.year, "unit": found.unit.name}, _("Kế hoạch"),
        [
            Head(_("Đơn vị"), 40), Head(_("Cấp trên"), 36), Head(_("Kế hoạch")), Head(_("Hạn gửi")),
            Head(_("Ngày gửi")), Head(_("Ngày duyệt")), Head(_("Gọi cho"), 28),
            Head(_("Trạng thái bản đang soạn"), 22),
        ],
        rows,
    )  # fmt: skip
    write, mime = _FILES[form]
    response = HttpResponse(write(sheet), content_type=mime)
    response.headers["Content-Disposition"] = f'attachment; filename="{sheet.name}.{form}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
