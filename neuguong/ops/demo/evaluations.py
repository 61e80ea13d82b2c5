"""Declarations, titles and ratings of the demo: what two offices and a province published, in their words.

Self-checks are never invented: there is none here, and a test looks for one.
"""

from datetime import date
from decimal import Decimal

from neuguong.evaluations.actions import TitleEntry, declare, give_title, state_totals
from neuguong.evaluations.rules.levels import Level, Subject
from neuguong.evaluations.rules.rating import DeclarationEntry, DeclarationKind, TitleKind
from neuguong.lib.amounts import Qualifier
from neuguong.ops.demo import offices
from neuguong.org.models import Unit
from neuguong.people.access import SystemActor

_CLEAN = "Trong sạch, vững mạnh"


def load(by: SystemActor, units: dict[str, Unit], today: date) -> None:
    """State what was published, and leave this year's reviews of Nậm Sang in the middle."""
    _declare(
        by,
        units[offices.BAC_KAN],
        2023,
        today,
        (
            (DeclarationKind.NO_MANIFESTATION, 100, Qualifier.EXACTLY),
            (DeclarationKind.COMPLETING, 100, Qualifier.EXACTLY),
        ),
        of=70,
    )
    _declare(
        by,
        units[offices.HA_GIANG],
        2020,
        today,
        (
            (DeclarationKind.NO_MANIFESTATION, 100, Qualifier.EXACTLY),
            (DeclarationKind.GOOD_OR_BETTER, 85, Qualifier.AT_LEAST),
            (DeclarationKind.BREACHING, 0, Qualifier.EXACTLY),
        ),
        of=60,
    )
    _titles(by, units[offices.HA_GIANG], today)
    state_totals(
        by=by, unit_id=units["son-la"].pk, year=2020, subject=Subject.GRASSROOTS,
        numbers={Level.EXCELLENT: 120, Level.GOOD: 451, Level.DONE: 27, Level.FAILED: 0},
        source="Số đã công bố năm 2021, không có từng tổ chức", today=today,
    )  # fmt: skip


def _declare(
    by: SystemActor,
    unit: Unit,
    year: int,
    today: date,
    said: tuple[tuple[DeclarationKind, int, Qualifier], ...],
    *,
    of: int,
) -> None:
    for number, (kind, value, qualifier) in enumerate(said, 1):
        entry = DeclarationEntry(
            kind, Decimal(value), qualifier, of, f"{number:02}-BB/ĐU", date(year, 12, 14),
            present=9, votes_for=9,
        )  # fmt: skip
        declare(by=by, unit_id=unit.pk, year=year, entry=entry, today=today)


def _titles(by: SystemActor, unit: Unit, today: date) -> None:
    """What the office was called in 2020; the numbers of the decisions were not published."""
    for kind, text, issuer in (
        (TitleKind.ORGANISATION, _CLEAN, "Đảng ủy cấp trên trực tiếp"),
        (TitleKind.CULTURE, "Cơ quan đạt chuẩn văn hóa", "Liên đoàn Lao động tỉnh"),
        (TitleKind.MASS, _CLEAN, "Đoàn thể cấp trên"),
    ):
        entry = TitleEntry(kind, text, issuer, decided_on=date(2020, 12, 31))
        give_title(by=by, unit_id=unit.pk, year=2020, entry=entry, today=today)
