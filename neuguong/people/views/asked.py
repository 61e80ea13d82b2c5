"""What every page of this room asks of a request, and rows of grants in words."""

from collections.abc import Callable, Sequence

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _

from neuguong.lib.dates import format_day
from neuguong.lib.refusal import Refused
from neuguong.org.models import Unit
from neuguong.people.models import Grant
from neuguong.people.roles import RIGHT_WORDS, ROLES, Role
from neuguong.ui.parts import Cell, Column, Table


def done(form: forms.Form, act: Callable[[], object]) -> bool:
    """Whether the act was done; a refusal stands above the form."""
    try:
        act()
    except Refused as refused:
        form.add_error(None, refused.refusal.text)
        return False
    return True


def role_label(key: str) -> str:
    """The role in words."""
    found = ROLES.get(key)
    return str(found.label) if found else key


def role_words(role: Role) -> list[str]:
    """What a role may do, in words and in the order of the table."""
    return [str(words) for right, words in RIGHT_WORDS.items() if right in role.rights]


def span(grant: Grant) -> str:
    """The days of a grant in words."""
    first = format_day(grant.valid_from)
    if grant.valid_to is None:
        return _("từ %(first)s") % {"first": first}
    if grant.valid_to == grant.valid_from:
        return _("giao và thôi ngày %(first)s") % {"first": first}
    return _("từ %(first)s đến trước %(last)s") % {
        "first": first,
        "last": format_day(grant.valid_to),
    }


def what(grant: Grant) -> str:
    """Role of a grant, and for whom it stands in."""
    words = role_label(grant.role)
    if grant.stands_for is None:
        return words
    return _("%(role)s, làm thay %(name)s") % {"role": words, "name": grant.stands_for.name}


def where(unit: Unit) -> str:
    """The unit of a grant; one that has ended says so."""
    if unit.closed_on is None:
        return unit.name
    return _("%(unit)s, đã kết thúc ngày %(day)s") % {
        "unit": unit.name,
        "day": format_day(unit.closed_on),
    }


def origin(grant: Grant, *, reasons: bool) -> Cell:
    """Who gave it and why, who ended it and why."""
    lines = []
    if reasons and grant.reason:
        lines.append(grant.reason)
    if grant.ended_by_name:
        words = _("thôi bởi %(name)s") % {"name": grant.ended_by_name}
        lines.append(f"{words}: {grant.end_reason}" if reasons else words)
    return Cell(grant.given_by_name or _("khi lập trang"), note="; ".join(lines))


def grant_table(
    caption: str,
    grants: Sequence[Grant],
    *,
    named: bool = True,
    doors: Callable[[Grant], Sequence[Cell]] | None = None,
    reasons: bool = True,
) -> Table | None:
    """Grants as a table: who (unless `named` is off), role and unit, days, by whom; doors at the end."""
    if not grants:
        return None
    columns = [Column(_("Ai"))] if named else []
    columns += [Column(_("Vai trò")), Column(_("Từ, đến")), Column(_("Ai giao, vì sao"))]
    columns += [Column(_("Làm gì")), Column("")] if doors else []
    rows = []
    for grant in grants:
        row = [Cell(grant.account.name)] if named else []
        row += [Cell(what(grant), note=where(grant.unit)), Cell(span(grant))]
        row.append(origin(grant, reasons=reasons))
        rows.append([*row, *(doors(grant) if doors else ())])
    return Table(caption, columns, rows)


def door(name: str, grant: Grant, words: str, *, shown: bool) -> Cell:
    """A link of a row, or nothing."""
    return Cell(words, url=reverse(f"people:{name}", args=[grant.pk])) if shown else Cell()
