"""What stands around the words of a report: who issues it, to whom, when, and who signs."""

from dataclasses import dataclass
from datetime import date, timedelta

from neuguong.lib.amounts import NBSP
from neuguong.lib.dates import Period, format_day
from neuguong.org.models import Unit, UnitType
from neuguong.org.queries import state_on
from neuguong.people.queries import posts_on
from neuguong.programme.models import ProgrammeYear
from neuguong.programme.queries import basis_of, deadline_of, year_of
from neuguong.programme.rules import PhaseKind
from neuguong.reports import rules
from neuguong.reports.models import ReportDraft
from neuguong.reports.rules import Signer

_DEFAULT_TITLE = "Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh"
_DEFAULT_PROMISE = "học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh"


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit as it stood on the day of the report."""

    name: str
    type: UnitType
    parent: Unit | None


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame of one report; `day` fixes layout and names, `basis` is empty where none is kept."""

    day: date
    unit: Standing
    superior: str
    issuer: str
    symbol: str
    place: str
    authority: str
    signer: Signer
    recipients: tuple[str, ...]
    abstract: str
    basis: str
    title: str
    theme: str
    motto: str

    @property
    def is_cell(self) -> bool:
        """Whether a cell reports."""
        return self.unit.type.is_cell


def frame_of(unit: Unit, period: Period, heading: ReportDraft) -> Frame:
    """The frame by the rules, with what the writer set in its place."""
    day = heading.day or _customary_day(unit, period)
    stood = _standing(unit, day)
    above = _standing(stood.parent, day) if stood.parent else None
    superior = above.name if above else ""
    programme = year_of(unit, period.last_year)
    cited, about = _basis(programme)
    rank, is_cell = stood.type.rank, stood.type.is_cell
    recipients = tuple(line for line in heading.recipients.splitlines() if line.strip())
    return Frame(
        day=day,
        unit=stood,
        superior=heading.superior or superior,
        issuer=heading.issuer or rules.issuing_body(stood.name),
        symbol=f"BC/{rules.body_code(stood.name)}",
        place=heading.place or _place(stood, day),
        authority=rules.authority_of(rank, is_cell=is_cell),
        signer=_signer(unit, day, heading),
        recipients=recipients
        or rules.recipients_of(
            superior, above.type.rank if above else 0, stood.name, rank, is_cell=is_cell
        ),
        abstract=f"kết quả {f'thực hiện {cited}' if cited else _DEFAULT_PROMISE}, {period.label}",
        basis=f"{cited} {about}".strip(),
        title=programme.title if programme else _DEFAULT_TITLE,
        theme=programme.theme.strip() if programme else "",
        motto=programme.motto.strip() if programme else "",
    )


def _customary_day(unit: Unit, period: Period) -> date:
    year = period.last_year
    return rules.customary_day(
        period,
        mid_year=deadline_of(unit, year, PhaseKind.MID_YEAR),
        review=deadline_of(unit, year, PhaseKind.REVIEW),
    )


def _standing(unit: Unit, day: date) -> Standing:
    """The unit on that day, or on its last or first where it was not there."""
    last = unit.closed_on - timedelta(days=1) if unit.closed_on else day
    state = state_on(unit, max(unit.opened_on, min(day, last)))
    if state is None:
        return Standing(unit.name, unit.type, unit.parent)
    return Standing(state.name, state.type, state.parent)


def _place(stood: Standing, day: date) -> str:
    """The territory nearest at or above the unit: its commune, district or province."""
    while not (place := rules.place_name(stood.name)) and stood.parent is not None:
        stood = _standing(stood.parent, day)
    return place


def _signer(unit: Unit, day: date, heading: ReportDraft) -> Signer:
    """The secretary, or a deputy, on the day of the report; a name set by hand comes first."""
    posts = [post for post in posts_on(unit, day) if rules.rank_of_post(post.title) is not None]
    posts.sort(key=lambda post: rules.rank_of_post(post.title) or 0)
    title = rules.printed_title(posts[0].title if posts else "Bí thư")
    name = posts[0].person.full_name if posts else ""
    return Signer(heading.signer_title or title, heading.signer_name or name)


def _basis(programme: ProgrammeYear | None) -> tuple[str, str]:
    """The newest document the year rests on as it is cited first, and what it is about."""
    newest = basis_of(programme).last() if programme else None
    if newest is None:
        return "", ""
    number, day = f"số{NBSP}{newest.number}", f"ngày{NBSP}{format_day(newest.issued_on)}"
    return f"{newest.kind} {number}, {day} của {newest.issuer}", newest.abstract
