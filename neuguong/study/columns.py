"""Columns of the files of study: who still has to study, and who has."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from neuguong.lib.dates import format_day
from neuguong.lib.tables import Head, Table
from neuguong.org.models import Unit
from neuguong.people.models import CATEGORY_LABELS
from neuguong.people.rules import Category
from neuguong.study.models import Learner


def learners_sheet(unit: Unit, year: int, rows: Sequence[Learner], *, named: bool) -> Table:
    """Everyone of a unit who is asked to study a theme of the year, and how they did."""
    heads = [
        Head(_("Họ và tên"), 28), Head(_("Đối tượng"), 24), Head(_("Chuyên đề"), 44),
        Head(_("Cách học"), 30), Head(_("Ngày"), 12), Head(_("Học bù thế nào"), 40),
    ]  # fmt: skip
    lines = [
        [
            row.person.full_name if row.person and named else _("một người"),
            str(CATEGORY_LABELS[Category(row.category)]) if row.category else "",
            row.theme.title, str(row.get_means_display()),
            format_day(row.studied_on) if row.studied_on else "", row.words,
        ]
        for row in rows
    ]  # fmt: skip
    internal, personal = _("Tài liệu nội bộ"), _("Tài liệu nội bộ – có dữ liệu cá nhân")
    return Table(
        f"hoc-tap-{unit.slug.replace('/', '-')}-{year}", personal if named else internal,
        _("Học tập chuyên đề năm %(year)s, %(unit)s") % {"year": year, "unit": unit.name},
        _("Học tập"), heads, lines, frozen=1,
    )  # fmt: skip
