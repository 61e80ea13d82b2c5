"""What the working year says in the report, part by part: plans, study, meetings, honours, inspections.

Each part is a row of sentences; a sentence is left out where its figures are nothing. To let a room
speak, add its sentences to `SENTENCES` under the key of their part. Every number is bound.
"""

from collections.abc import Callable, Mapping
from typing import Final

from neuguong.lib.dates import Period
from neuguong.reports.queries.wording import Bounds, Phrase, listed, when

Sentence = Callable[[Bounds, Period], Phrase]

_VISITS: Final = (
    ("inspections.inspections", "{inspections.inspections unit} kiểm tra"),
    ("inspections.supervisions", "{inspections.supervisions unit} giám sát"),
    ("inspections.reminders", "{inspections.reminders unit} đôn đốc"),
)


def sentences_of(part: str, bounds: Bounds, period: Period) -> list[Phrase]:
    """The sentences of a part that have something to say."""
    made = (sentence(bounds, period) for sentence in SENTENCES.get(part, ()))
    return [phrase for phrase in made if phrase]


def counted(bounds: Bounds, pieces: tuple[tuple[str, str], ...]) -> Phrase:
    """ "A, B và C" of those pieces whose figure is something; empty where none is."""
    return listed([(words,) for key, words in pieces if key in bounds])


def _inspected(bounds: Bounds, period: Period) -> Phrase:
    visits = counted(bounds, _VISITS)
    return (f"{when(period)}, tiến hành ", *visits, ".") if visits else ()


def _faults(bounds: Bounds, period: Period) -> Phrase:
    if "inspections.faults" not in bounds:
        return ()
    fixed = ""
    if "inspections.faults_fixed" in bounds:
        fixed = "; {inspections.faults_fixed unit} đã khắc phục, đã kiểm tra lại"
    return (f"Nêu {{inspections.faults unit}} hạn chế cần khắc phục{fixed}.",)


def _letters(bounds: Bounds, period: Period) -> Phrase:
    if "complaints.letters" not in bounds:
        return ()
    return ("Số đơn khiếu nại, tố cáo do đơn vị tự khai: {complaints.letters}.",)


SENTENCES: Final[Mapping[str, tuple[Sentence, ...]]] = {
    "inspection": (_inspected, _faults, _letters),
}
