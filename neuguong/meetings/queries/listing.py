"""The records behind figures of meetings; what was said in them, and of whom, is never listed."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from neuguong.lib.dates import format_day, last_day_of
from neuguong.lib.measure import Ask, Record
from neuguong.lib.words import gettext as _
from neuguong.meetings.models import Meeting, Remark, Task, ThematicDuty
from neuguong.org.queries import page_within


def list_meetings(ask: Ask) -> Iterator[Record]:
    """Meetings that were held: kind, theme, how many came, how good; nothing of what was said."""
    for row in page_within(_asked(Meeting.objects.select_related("unit"), ask), ask):
        values = {"present": row.present, "expected": row.expected, "minutes": row.minutes}
        text = _("Sinh hoạt %(kind)s") % {"kind": row.get_kind_display()}
        if row.topic:
            text = f"{text}: {row.topic}"
        yield _record(
            row, row.unit, kind="meetings.Meeting", text=text, day=row.day,
            who=_("%(present)s/%(expected)s dự, %(minutes)s phút") % values,
            amount=getattr(row, ask.value) if ask.value else 1,
            state=row.get_grade_display() if row.grade else row.get_state_display(),
        )  # fmt: skip


def list_duties(ask: Ask) -> Iterator[Record]:
    """Cells that owe a meeting on a theme in a quarter: those that met, and those that have not."""
    rows = _asked(ThematicDuty.objects.select_related("unit", "meeting"), ask)
    for row in page_within(rows, ask):
        met = row.meeting
        if met is not None:
            values = {"day": format_day(met.day), "topic": met.topic}
            text = _("Đã sinh hoạt chuyên đề ngày %(day)s: %(topic)s") if met.topic else _(
                "Đã sinh hoạt chuyên đề ngày %(day)s"
            )  # fmt: skip
            text %= values
        else:
            text = _("Chưa sinh hoạt chuyên đề trong quý")
        yield _record(
            row, row.unit, kind="meetings.ThematicDuty", text=text, who=row.unit.name,
            day=met.day if met else last_day_of(row.month),
            state=_("đã họp") if met else _("chưa họp"),
        )  # fmt: skip


def list_tasks(ask: Ask) -> Iterator[Record]:
    """Conclusions that somebody carries out; words and names only where names may be read."""
    rows = _asked(Task.objects.select_related("unit", "meeting"), ask)
    for row in page_within(rows, ask):
        named = ask.sees_names(row.unit.path)
        yield _record(
            row, row.unit, kind="meetings.Task", day=row.deadline or row.meeting.day,
            text=row.text if named else _("Một việc theo kết luận sinh hoạt"),
            who=row.name if named else _("một người"), state=row.get_state_display(),
        )  # fmt: skip


def list_remarks(ask: Ask) -> Iterator[Record]:
    """Praise in meetings; whom and for what only where names may be read."""
    rows = _asked(Remark.objects.select_related("unit", "meeting"), ask)
    for row in page_within(rows, ask):
        named = ask.sees_names(row.unit.path)
        yield _record(
            row, row.unit, kind="meetings.Remark", day=row.meeting.day,
            text=row.text if named and row.text else row.get_kind_display(),
            who=row.name if named else _("một người"), state=row.get_kind_display(),
        )  # fmt: skip


def _asked(rows: QuerySet[Any], ask: Ask) -> QuerySet[Any]:
    rows = rows.filter(month__in=ask.months)
    for facet, allowed in ask.where.items():
        rows = rows.filter(**{f"{facet}__in": sorted(allowed)})
    return rows


def _record(row: Any, unit: Any, *, amount: int = 1, **words: Any) -> Record:
    return Record(
        id=row.pk, unit_id=unit.pk, unit_name=unit.name, unit_slug=unit.slug, amount=amount,
        qualifier=1, link=None, **words,
    )  # fmt: skip
