"""Reads of declarations and titles, and the queries that answer their measures."""

from collections.abc import Callable
from decimal import Decimal

from neuguong.evaluations.models import Declaration, Title
from neuguong.evaluations.rules.rating import (
    DECLARATION_WORDS,
    IN_PEOPLE,
    DeclarationKind,
    TitleKind,
    is_published,
)
from neuguong.lib.amounts import Qualifier, format_amount
from neuguong.lib.dates import Period, format_day
from neuguong.lib.figures import plain
from neuguong.lib.measure import Record, Stated
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit


def declarations_of(unit: Unit) -> list[Declaration]:
    """Everything a unit has declared, newest first."""
    return list(Declaration.objects.filter(unit=unit))


def declaration_of(unit: Unit, declaration_id: int) -> Declaration | None:
    """A declaration of the unit by its number."""
    return Declaration.objects.filter(unit=unit, pk=declaration_id).first()


def titles_of(unit: Unit) -> list[Title]:
    """Every title of a unit, newest first."""
    return list(Title.objects.filter(unit=unit))


def title_of(unit: Unit, title_id: int) -> Title | None:
    """A title of the unit by its number."""
    return Title.objects.filter(unit=unit, pk=title_id).first()


def words_of(row: Declaration) -> str:
    """What is declared, as it is said: "100%", "ít nhất 85%", "0 người"."""
    unit = _("người") if row.kind in IN_PEOPLE else "%"
    return format_amount(plain(row.value), unit, Qualifier(row.qualifier))


def declared(kind: DeclarationKind, unit: Unit, period: Period) -> Stated | None:
    """What a unit declares of itself in the period's last year; None below five people (design 11)."""
    rows = Declaration.objects.filter(unit=unit, kind=kind.value, year=period.last_year)
    row = rows.first() if period.kind in ("year", "years") else None
    if row is None or not is_published(row.of):
        return None
    of = None if kind in IN_PEOPLE else Decimal(row.of)
    return Stated(plain(row.value), Qualifier(row.qualifier), of, (_record(row, unit),))


def _record(row: Declaration, unit: Unit) -> Record:
    words = _(
        "%(what)s: %(value)s, theo biên bản %(minutes)s ngày %(day)s, %(votes)s/%(present)s tán thành"
    )
    return Record(
        id=row.pk,
        kind="evaluations.Declaration",
        unit_id=unit.pk,
        unit_name=unit.name,
        unit_slug=unit.slug,
        amount=int(row.value),
        qualifier=row.qualifier,
        text=words
        % {
            "what": DECLARATION_WORDS[DeclarationKind(row.kind)],
            "value": words_of(row),
            "minutes": row.minutes,
            "day": format_day(row.minutes_on),
            "votes": row.votes_for,
            "present": row.present,
        },
        who=unit.name,
        day=row.minutes_on,
        state=_("Kê khai"),
    )


def _answer(kind: DeclarationKind) -> Callable[[Unit, Period], Stated | None]:
    def answer(unit: Unit, period: Period) -> Stated | None:
        return declared(kind, unit, period)

    return answer


without_manifestation = _answer(DeclarationKind.NO_MANIFESTATION)
good_or_better = _answer(DeclarationKind.GOOD_OR_BETTER)
completing_tasks = _answer(DeclarationKind.COMPLETING)
breaching_prohibited_acts = _answer(DeclarationKind.BREACHING)


def _title(kind: TitleKind) -> Callable[[Unit, Period], str | None]:
    def answer(unit: Unit, period: Period) -> str | None:
        rows = Title.objects.filter(unit=unit, kind=kind, year=period.last_year)
        return rows.values_list("text", flat=True).first()

    return answer


organisation_title = _title(TitleKind.ORGANISATION)
culture_title = _title(TitleKind.CULTURE)
mass_organisation_title = _title(TitleKind.MASS)
