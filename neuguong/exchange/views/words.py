"""The sentences around a preview: its title, what would be added, what was understood."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from neuguong.exchange.models import ImportRun
from neuguong.exchange.queries import Plan, UndoPlan
from neuguong.exchange.views.rows import SheetShown
from neuguong.exchange.workbook.headings import BY_KEY
from neuguong.exchange.workbook.layout import Understanding
from neuguong.lib.amounts import format_amount
from neuguong.lib.figures import format_number

_MOST_NAMED = 50


def title_of(plan: Plan) -> str:
    """The fact first: how many rows were read, how many must be mended."""
    rows = _("Đọc xong %(rows)s dòng.") % {"rows": format_number(len(plan.reading.rows))}
    if not plan.fault_rows:
        return f"{rows} {_('Không dòng nào phải sửa.')}"
    count = format_number(plan.fault_rows)
    return f"{rows} {_('%(count)s dòng cần sửa.') % {'count': count}}"


def go_of(plan: Plan) -> str:
    """The verb of the one red button."""
    good = format_number(len(plan.reading.good))
    if plan.fault_rows:
        return _("Nhập %(count)s dòng còn lại") % {"count": good}
    return _("Nhập %(count)s dòng") % {"count": good}


def sum_of(plan: Plan, summary: dict[str, Any]) -> str:
    """What would be added, in one sentence."""
    words = {
        "deeds": format_number(plan.deeds_new),
        "people": format_number(len(plan.new_people)),
        "units": format_number(len(plan.new_units)),
        "money": format_amount(summary["money"], _("đồng")),
        "labour": format_number(summary["labour_days"]),
    }
    text = _("Thêm %(deeds)s việc, %(people)s người mới, %(units)s đơn vị mới.") % words
    text += " " + _("Trong tệp có %(money)s và %(labour)s ngày công.") % words
    if plan.changes:
        changed = {"changed": format_number(len(plan.changes))}
        text += " " + _("Sửa %(changed)s việc đã có theo tệp.") % changed
    if plan.deeds_known:
        known = {"known": format_number(plan.deeds_known)}
        text += " " + _("%(known)s việc đã có từ trước, không nhập lại.") % known
    return text


def applied_words(run: ImportRun) -> str:
    """What an import that was brought in has added."""
    words = {
        "deeds": format_number(run.counts.get("deeds_new", 0)),
        "people": format_number(run.counts.get("people_new", 0)),
        "units": format_number(run.counts.get("units_new", 0)),
    }
    text = _("Đã nhập %(deeds)s việc, thêm %(people)s người và %(units)s đơn vị.") % words
    if changed := run.counts.get("changed", 0):
        text += " " + _("Đã sửa %(changed)s việc có từ trước.") % {
            "changed": format_number(changed)
        }
    return text


def undone_words(run: ImportRun) -> str:
    """What an undo took away and put back."""
    counts = {key: format_number(run.undone.get(key, 0)) for key in ("deeds", "people", "units")}
    text = (
        _("Đã bỏ %(deeds)s việc, %(people)s người và %(units)s đơn vị của lần nhập này.") % counts
    )
    if changed := run.undone.get("changed", 0):
        words = {"changed": format_number(changed)}
        text += " " + _("Đã trả %(changed)s việc về như trước khi nhập.") % words
    return text


def undo_points(plan: UndoPlan) -> list[str]:
    """What an undo would do, line by line."""
    counts = {
        "deeds": format_number(len(plan.deeds)),
        "people": format_number(len(plan.people)),
        "changed": format_number(len(plan.changes)),
    }
    points = [_("Bỏ %(deeds)s việc và %(people)s người do tệp này thêm.") % counts]
    if plan.changes:
        points.append(_("Trả %(changed)s việc đã sửa về như trước khi nhập.") % counts)
    if plan.left:
        words = {"left": format_number(len(plan.left))}
        points.append(_("Để lại %(left)s mục đã được dùng hoặc sửa sau khi nhập:") % words)
        points += [left.text for left in plan.left[:_MOST_NAMED]]
    return points


def absent_words(plan: Plan) -> str:
    """Deeds that are there and that the file does not speak of."""
    if not plan.absent:
        return ""
    words = {
        "count": format_number(len(plan.absent)),
        "first": "; ".join(plan.absent[:3]),
    }
    return (
        _(
            "%(count)s việc đã có trong hệ thống mà tệp không nói đến, vẫn giữ nguyên. Ví dụ: %(first)s."
        )
        % words
    )


def understood_as(understood: Understanding) -> Sequence[tuple[str, str, str]]:
    """Letter, heading and meaning of each column that was understood."""
    return [(use.letter, use.heading, str(BY_KEY[use.key].label)) for use in understood.columns]


def here_of(shown: SheetShown) -> str:
    """Which rows are on this page."""
    if not shown.rows:
        return _("Không có dòng nào như vậy.")
    first, last = shown.shown_before + 1, shown.shown_before + len(shown.rows)
    words = {"first": first, "last": last, "total": format_number(shown.total)}
    return _("Đang xem %(first)s đến %(last)s trên %(total)s dòng.") % words
