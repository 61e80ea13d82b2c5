"""What stands around the words of a report: who issues it, to whom, when, and who signs."""

from dataclasses import dataclass
from datetime import date

from neuguong.documents.queries import Standing, head_of
from neuguong.documents.rules import Signer
from neuguong.lib.amounts import NBSP
from neuguong.lib.dates import Period, format_day
from neuguong.org.models import Unit
from neuguong.programme.models import ProgrammeYear
from neuguong.programme.queries import basis_of, deadline_of, year_of
from neuguong.programme.rules import PhaseKind
from neuguong.reports import rules
from neuguong.reports.models import ReportDraft

_DEFAULT_TITLE = "Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh"
_DEFAULT_PROMISE = "học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh"


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
    head = head_of(unit, day)
    programme = year_of(unit, period.last_year)
    cited, about = _basis(programme)
    recipients = tuple(line for line in heading.recipients.splitlines() if line.strip())
    signer = Signer(
        heading.signer_title or head.signer.title, heading.signer_name or head.signer.name
    )
    return Frame(
        day=day,
        unit=head.unit,
        superior=heading.superior or head.superior,
        issuer=heading.issuer or head.issuer,
        symbol=f"BC/{head.code}",
        place=heading.place or head.place,
        authority=head.authority,
        signer=signer,
        recipients=recipients or head.recipients,
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


def _basis(programme: ProgrammeYear | None) -> tuple[str, str]:
    """The newest document the year rests on as it is cited first, and what it is about."""
    newest = basis_of(programme).last() if programme else None
    if newest is None:
        return "", ""
    number, day = f"số{NBSP}{newest.number}", f"ngày{NBSP}{format_day(newest.issued_on)}"
    return f"{newest.kind} {number}, {day} của {newest.issuer}", newest.abstract
