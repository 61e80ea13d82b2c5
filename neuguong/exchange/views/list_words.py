"""A list of units or people as a page shows it: a state for each row, and the sentences around."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from neuguong.exchange.models import ListRun
from neuguong.exchange.queries.list_changes import ListUndo
from neuguong.exchange.queries.listruns import ListPlan
from neuguong.exchange.queries.roster import PersonLine
from neuguong.exchange.queries.tree import NEW_ONE, RowState, UnitLine
from neuguong.exchange.rules import ListKind, RunState
from neuguong.exchange.workbook.drafts import Finding
from neuguong.lib.figures import format_number
from neuguong.people.models import CATEGORY_LABELS

ROWS_OF_A_PAGE: Final = 30
_LONGEST: Final = 200
_MOST_LEFT: Final = 5
_KNOWN: Final = "known"  # rows of what is there already, changed by the list or not
_GROUPS: Final = {
    RowState.NEW.value: (RowState.NEW,),
    _KNOWN: (RowState.SAME, RowState.CHANGED),
    RowState.DOUBTFUL.value: (RowState.DOUBTFUL,),
    RowState.WRONG.value: (RowState.WRONG,),
}
_TILES: Final = (
    (RowState.NEW.value, "plus", "ok"),
    (_KNOWN, "ok", "ok"),
    (RowState.DOUBTFUL.value, "warn", "look"),
    (RowState.WRONG.value, "late", "late"),
)
_CELL: Final = {
    RowState.NEW: ("new", "plus"),
    RowState.SAME: ("read", "ok"),
    RowState.CHANGED: ("new", "edit"),
    RowState.DOUBTFUL: ("look", "warn"),
    RowState.WRONG: ("err", "late"),
}


@dataclass(frozen=True, slots=True)
class KindWords:
    """The words of one kind of list."""

    title: str
    lead: str
    heads: Sequence[str]
    points: Sequence[str]


@dataclass(frozen=True, slots=True)
class RowShown:
    """One row: its cells under the heads, what would become of it, and what is to be said."""

    number: int
    key: str
    cells: Sequence[tuple[str, str]]
    state: str
    css: str
    icon: str
    faults: Sequence[Finding]
    warnings: Sequence[Finding]
    options: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ListShown:
    """One page of rows."""

    heads: Sequence[str]
    rows: Sequence[RowShown]
    here: str
    before: int
    next_after: int


def of_kind(kind: ListKind) -> KindWords:
    """The words of units, or of people."""
    if kind is ListKind.UNITS:
        return KindWords(
            _("Nhập danh sách đơn vị"),
            _("Cây tổ chức từ bảng tính: cột đơn vị cấp trên, hoặc dòng đánh số I, 1, a."),
            (_("Đơn vị"), _("Cấp trên"), _("Loại"), _("Sẽ làm gì")),
            (
                _(
                    "Cột cần có: tên đơn vị. Nên có: đơn vị cấp trên, loại, mã, địa bàn, ngày thành lập."
                ),
                _("Không có cột cấp trên thì hiểu theo đánh số, thụt đầu dòng, hoặc loại đơn vị."),
                _("Đơn vị đã có thì giữ nguyên; cùng mã mà khác tên thì đổi tên."),
            ),
        )
    return KindWords(
        _("Nhập danh sách người"),
        _("Người của các chi bộ từ bảng tính. Người đã có không bị ghi lần nữa."),
        (_("Họ và tên"), _("Chi bộ, đơn vị"), _("Đối tượng"), _("Sẽ làm gì")),
        (
            _(
                "Cột cần có: họ và tên. Nên có: năm sinh, giới tính, đối tượng, chi bộ, chức vụ, vào từ ngày."
            ),
            _("Người trùng tên được hỏi từng người; câu trả lời được nhớ cho lần sau."),
            _("Không ghi số căn cước, dân tộc, tôn giáo: hệ thống không giữ những điều đó."),
        ),
    )


def title(plan: ListPlan) -> str:
    """The fact first."""
    counts = plan.counts
    text = _("Đọc xong %(rows)s dòng.") % {"rows": format_number(len(plan.lines))}
    if counts[RowState.WRONG]:
        wrong = {"count": format_number(counts[RowState.WRONG])}
        text += " " + _("%(count)s dòng cần sửa.") % wrong
    if counts[RowState.DOUBTFUL]:
        doubt = {"count": format_number(counts[RowState.DOUBTFUL])}
        text += " " + _("%(count)s dòng chờ trả lời.") % doubt
    return text


def go(plan: ListPlan) -> str:
    """The verb of the one red button."""
    counts = plan.counts
    left = counts[RowState.WRONG] + counts[RowState.DOUBTFUL]
    good = format_number(len(plan.lines) - left)
    if left:
        return _("Nhập %(count)s dòng còn lại") % {"count": good}
    return _("Nhập %(count)s dòng") % {"count": good}


def tiles(plan: ListPlan, here: str, state: str) -> list[dict[str, Any]]:
    """How many rows of each state, each a way to them."""
    counts = plan.counts
    words = {
        RowState.NEW.value: _("dòng mới"),
        _KNOWN: _("dòng đã có"),
        RowState.DOUBTFUL.value: _("dòng chưa rõ"),
        RowState.WRONG.value: _("dòng cần sửa"),
    }
    return [
        {
            "count": sum(counts[each] for each in _GROUPS[key]),
            "label": words[key],
            "icon": icon,
            "tone": tone,
            "url": f"{here}#cac-dong" if state == key else f"{here}?xem={key}#cac-dong",
            "current": state == key,
        }
        for key, icon, tone in _TILES
    ]


def ended(run: ListRun) -> str:
    """What became of a list."""
    counts = run.counts
    if run.state == RunState.DISCARDED:
        return _("Không có gì trong tệp được ghi vào hệ thống.")
    if run.state == RunState.RUNNING:
        return _(
            "Có thể rời trang này rồi quay lại sau. Nhập xong mới tính, hoặc cả tệp, hoặc không dòng nào."
        )
    if run.state == RunState.UNDONE:
        gone, put_back = run.undone.get("gone", 0), run.undone.get("put_back", 0)
        text = _("Đã bỏ %(count)s bản ghi do tệp thêm.") % {"count": format_number(gone)}
        if put_back:
            count = {"count": format_number(put_back)}
            text += " " + _("Đã trả lại %(count)s bản ghi như trước khi nhập.") % count
        return text
    words = {key: counts.get(key, 0) for key in ("new", "same", "changed")}
    words["out"] = counts.get("wrong", 0) + counts.get("doubtful", 0)
    text = _("Thêm %(new)s, thay đổi %(changed)s, giữ nguyên %(same)s.") % words
    if words["out"]:
        text += " " + _("%(out)s dòng cần sửa hoặc chưa rõ không được nhập.") % words
    return text


def undo_points(plan: ListUndo) -> list[str]:
    """What taking a list back would do."""
    points = []
    if plan.made:
        count = {"count": format_number(len(plan.made))}
        points.append(_("Bỏ %(count)s bản ghi do tệp này thêm.") % count)
    if plan.changed:
        count = {"count": format_number(plan.changed)}
        points.append(_("Trả lại %(count)s bản ghi mà tệp đã đổi như trước khi nhập.") % count)
    if plan.left:
        count = {"count": format_number(len(plan.left))}
        points.append(_("Để lại %(count)s bản ghi đã được dùng hoặc sửa sau khi nhập:") % count)
        points += [left.text for left in plan.left[:_MOST_LEFT]]
    return points or [_("Không còn gì của lần nhập này để bỏ hay trả lại.")]


def shown(plan: ListPlan, *, state: str, after: int) -> ListShown:
    """A page of rows: those of a state, from a place in the list on."""
    states = _GROUPS.get(state, tuple(RowState))
    wanted = [line for line in plan.lines if line.state in states]
    page = wanted[after : after + ROWS_OF_A_PAGE]
    heads = of_kind(ListKind.UNITS if _is_units(plan) else ListKind.PEOPLE).heads
    words = {"first": after + 1, "last": after + len(page), "total": format_number(len(wanted))}
    here = _("Đang xem %(first)s đến %(last)s trên %(total)s dòng.") % words
    return ListShown(
        heads,
        [_row(heads, line) for line in page],
        here if page else _("Không có dòng nào như vậy."),
        after,
        after + len(page) if after + len(page) < len(wanted) else 0,
    )


def _is_units(plan: ListPlan) -> bool:
    return any(isinstance(line, UnitLine) for line in plan.lines)


def _row(heads: Sequence[str], line: UnitLine | PersonLine) -> RowShown:
    css, icon = _CELL[line.state]
    texts = _unit_texts(line) if isinstance(line, UnitLine) else _person_texts(line)
    return RowShown(
        line.row.number,
        line.row.key,
        [(label, text[:_LONGEST]) for label, text in zip(heads, texts, strict=False)],
        _becomes(line),
        css,
        icon,
        line.row.faults,
        line.row.warnings,
        _options(line),
    )


def _unit_texts(line: UnitLine) -> tuple[str, str, str]:
    return line.row.name, line.above_name, str(line.type.label) if line.type else line.row.type


def _person_texts(line: PersonLine) -> tuple[str, str, str]:
    name = f"{line.row.name}, {line.row.birth_year}" if line.row.birth_year else line.row.name
    unit = line.unit.name if line.unit else line.row.unit
    return name, unit, str(CATEGORY_LABELS[line.category]) if line.unit else ""


def _becomes(line: UnitLine | PersonLine) -> str:
    """What would become of a row, in a few words."""
    match line.state:
        case RowState.NEW:
            return _("lập mới") if isinstance(line, UnitLine) else _("thêm mới")
        case RowState.SAME:
            return _("đã có, giữ nguyên")
        case RowState.DOUBTFUL:
            return _("chờ trả lời")
        case RowState.WRONG:
            return _("cần sửa")
    if isinstance(line, UnitLine):
        was = line.unit.name if line.unit else ""
        return _("đổi tên, đang là %(name)s") % {"name": was}
    return _("ghi thêm vào người đã có")


def _options(line: UnitLine | PersonLine) -> list[tuple[str, str]]:
    """The answers to a doubt."""
    if line.state is not RowState.DOUBTFUL:
        return []
    if isinstance(line, UnitLine):
        known = [(str(each.pk), _("Là %(who)s") % {"who": each.name}) for each in line.near[:4]]
        return [*known, (NEW_ONE, _("Là đơn vị khác, lập mới"))]
    people = {each.person_id: each for each in line.near[:4]}
    known = [
        (str(pk), _("Là %(who)s") % {"who": _who(each.person.birth_year, each.unit.short_name)})
        for pk, each in people.items()
    ]
    return [*known, (NEW_ONE, _("Là người khác, thêm mới"))]


def _who(birth_year: int | None, unit: str) -> str:
    if birth_year is None:
        return _("người chưa ghi năm sinh ở %(unit)s") % {"unit": unit}
    return _("người sinh %(year)s ở %(unit)s") % {"year": birth_year, "unit": unit}
