"""Keeps out workbooks of which a cell carries a marking of state secrets (Law 117/2025/QH15)."""

from neuguong.exchange.workbook.places import column_letter
from neuguong.exchange.workbook.sheets import Row
from neuguong.lib.refusal import Refused
from neuguong.lib.secrecy import marking_in, secret_refusal
from neuguong.lib.words import gettext as _


def unmarked(row: Row, sheet: str = "") -> Row:
    """The row itself; `Refused`, naming the cell, when one of its texts carries a marking."""
    for column, value in enumerate(row.values, start=1):
        if isinstance(value, str) and not value.isascii() and (marking := marking_in(value)):
            words = {"cell": f"{column_letter(column)}{row.number}", "sheet": sheet}
            where = _("Ô %(cell)s của trang tính “%(sheet)s”") if sheet else _("Ô %(cell)s")
            raise Refused(secret_refusal(marking, where % words))
    return row
