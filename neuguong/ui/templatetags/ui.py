"""Words of templates: numbers and days as they are written here, states, icons, doors, kept places."""

from datetime import date
from decimal import Decimal
from functools import lru_cache
from html import escape
from typing import Any, Final

from django import template
from django.http import QueryDict
from django.template import Context
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from neuguong.lib.amounts import Qualifier, format_amount, format_number
from neuguong.lib.dates import format_day
from neuguong.ui.parts import Cell, Table
from neuguong.ui.states import STATES

register = template.Library()

KEPT: Final = ("dv", "ky", "cay")  # unit, period, view: they stay while one moves about
_NOTES: Final = {"error": "bad", "warning": "warn", "success": "fine", "info": "info"}
_NOTE_ICONS: Final = {"bad": "late", "warn": "warn", "fine": "ok", "info": "info"}


@register.filter
def number(value: Decimal | int | float | None, places: int | None = None) -> str:
    """15.500.000 or 12,5; a dash where the number does not apply."""
    return "–" if value is None else format_number(value, places)


@register.filter
def day(value: date | None) -> str:
    """25/3/2026; a dash where there is none."""
    return "–" if value is None else format_day(value)


@register.simple_tag
def amount(value: Decimal | int | float | None, unit: str, qualifier: int = Qualifier.EXACT) -> str:
    """ít nhất 4.200.000 đồng; "chưa có" where nothing is known."""
    return _("chưa có") if value is None else format_amount(value, unit, Qualifier(qualifier))


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A shape of the sprite; with a label it is read aloud, without one its word stands beside it."""
    return _drawn(str(name), str(label))


@lru_cache(maxsize=1_000)
def _drawn(name: str, label: str) -> SafeString:
    address = f"{static('ui/icons.svg')}#{name}"
    if label:
        return format_html(
            '<svg class="i" role="img" aria-label="{}"><use href="{}"/></svg>', label, address
        )
    return format_html('<svg class="i" aria-hidden="true"><use href="{}"/></svg>', address)


@register.simple_tag
def state_badge(key: str, word: str = "") -> SafeString:
    """A state as shape, word and colour; `word` says more than the usual word, as in "8 đã xác nhận"."""
    state = STATES[key]
    return format_html(
        '<span class="st {}">{}{}</span>', state.tone, icon(state.icon), word or state.word
    )


@register.simple_tag
def state_mark(key: str, word: str = "") -> SafeString:
    """The shape of a state alone, its word kept for those who listen."""
    state = STATES[key]
    return format_html(
        '<span class="st {}">{}<span class="sr">{}</span></span>',
        state.tone,
        icon(state.icon),
        word or state.word,
    )


@register.filter
def state_tone(key: str) -> str:
    """The colour class of a state."""
    return STATES[key].tone


@register.simple_tag
def figure_link(value: object, url: str = "") -> SafeString:
    """A figure as a door; without an address it is only a figure."""
    return (
        format_html('<a class="n" href="{}">{}</a>', url, value)
        if url
        else format_html("{}", value)
    )


@register.simple_tag
def table_body(table: Table) -> SafeString:
    """The rows of a table, put together as words: a template's own loops take six times as long."""
    opened = [f'<td role="cell"{column.attributes}>' for column in table.columns]
    doors = ['<a class="n" href="' if column.number else '<a href="' for column in table.columns]
    drawn: list[str] = []
    for row in table.rows:
        drawn.append('<tr role="row">')
        for place, (start, door, cell) in enumerate(zip(opened, doors, row, strict=True)):
            is_head = table.heads and not place
            drawn.append('<th role="rowheader" scope="row">' if is_head else start)
            drawn.append(f"\n{_in_cell(cell, door)}\n{'</th>' if is_head else '</td>'}")
        drawn.append("</tr>")
    return SafeString("".join(drawn))


def _in_cell(cell: Cell, door: str) -> str:
    """What stands in a cell: a state, a door or words, and perhaps a second line."""
    if cell.state:
        words: str = state_badge(cell.state, cell.text)
    elif cell.url:
        words = f'{door}{_said(cell.url)}">{_said(cell.text)}</a>'
    else:
        words = _said(cell.text)
    return f'{words}<span class="now">{_said(cell.note)}</span>' if cell.note else words


def _said(words: str) -> str:
    return words if isinstance(words, SafeString) else escape(str(words))


@register.filter
def note_kind(kind: str) -> str:
    """The class of a note from its kind or from the level of a message."""
    return _NOTES.get(kind, kind)


@register.filter
def note_icon(kind: str) -> str:
    """The shape of a note of this kind."""
    return _NOTE_ICONS.get(note_kind(kind), "info")


@register.simple_tag(takes_context=True)
def keep(context: Context, **changes: Any) -> str:
    """Unit, period and view of this page, and what is named here, as "?ky=2022&cay=nay"."""
    asked = context["request"].GET
    query = QueryDict(mutable=True)
    for name in KEPT:
        if asked.get(name):
            query[name] = asked[name]
    for name, value in changes.items():
        query.pop(name, None)
        if value not in (None, ""):
            query[name] = str(value)
    return f"?{query.urlencode()}" if query else ""
