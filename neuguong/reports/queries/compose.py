"""A report put together from live figures, what officers wrote, and the rules; and its bytes.

The same figures and words give the same document, and the same document the same bytes: no clock is
asked. Figures live in one mapping, so that words and annexes cannot differ.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from django.utils import translation

from neuguong.audit.queries import settled_root
from neuguong.documents import docx, html, pdf, shape, xlsx
from neuguong.documents.document import (
    Annex,
    Block,
    Bound,
    Document,
    Gap,
    Heading,
    Item,
    Paragraph,
    Signature,
    Text,
    gaps,
)
from neuguong.documents.rules import layout_on
from neuguong.lib.actor import Actor
from neuguong.lib.dates import Period
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.reports import rules
from neuguong.reports.queries import annexes, wording
from neuguong.reports.queries.drafts import Written, require_report, written
from neuguong.reports.queries.examples import Example, chosen, told_as_one
from neuguong.reports.queries.frame import Frame, frame_of
from neuguong.reports.queries.numbers import Numbers, facts_of, numbers_of
from neuguong.reports.queries.rooms import sentences_of
from neuguong.reports.rules import Chapter, Part
from neuguong.rollup.queries import WAS, View, snapshot

RENDERERS: Final[Mapping[str, Callable[[Document], bytes]]] = {
    "pdf": pdf.render,
    "docx": docx.render,
    "xlsx": xlsx.render,
    "html": html.render,
    "json": shape.as_json,
}
_ROMAN: Final = ("I", "II", "III", "IV", "V")
_MOST_NAMED: Final = 6
_CELL_FACTS: Final = ("people.members", "deeds.by_party_collectives")
EXAMPLES: Final = "examples"
_CHOOSE: Final = "Chọn việc tiêu biểu trong các việc đã hoàn thành."


class Report:
    """All that one report is made of, asked once."""

    def __init__(self, unit: Unit, period: Period, view: View = WAS) -> None:
        self.unit, self.period, self.view = unit, period, view
        self.written: Written = written(unit, period)
        self.frame: Frame = frame_of(unit, period, self.written.heading)
        self.numbers: Numbers = numbers_of(unit, period, period.last_day, view)
        self.examples: list[Example] = chosen(unit, period, self.written.examples)
        self.facts: dict[int, list[Bound]] = {
            example.registration_id: facts_of(example.collective, self.numbers, _CELL_FACTS)
            for example in self.examples
            if example.collective and example.collective.type.is_cell
            and example.collective.pk != unit.pk
        }  # fmt: skip
        bounds = dict(self.numbers.bounds)
        for example in self.examples:
            found = [*(amount.bound for amount in example.amounts),
                     *self.facts.get(example.registration_id, [])]  # fmt: skip
            bounds |= {bound.key: bound for bound in found}
        self.bounds: Mapping[str, Bound] = bounds

    def say(self, *phrases: wording.Phrase) -> list[Block]:
        """A paragraph of some phrases; none where they are all empty."""
        said = [phrase for phrase in phrases if phrase]
        if not said:
            return []
        return [Paragraph(wording.runs(wording.listed(said, " ", " "), self.bounds))]


def report_of(unit: Unit, period: Period, *, by: Actor, view: View = WAS) -> Report:
    """What a report is made of, for one who may read it; all figures of one moment.

    Refuses those without the right, units that do not report for themselves, and periods before a
    unit was founded.
    """
    require_report(by, unit)
    with translation.override("vi"), snapshot():
        return Report(unit, period, view)


def document_of(report: Report) -> Document:
    """The report as a document, a draft as long as something is still to be written.

    On another tree than the one as it was it stays a draft, and says so: only that one is signed.
    """
    with translation.override("vi"):
        tables = _annexes(report)
        document = _document(report, tuple(_blocks(report, tables)), tables)
    unfinished = bool(gaps(document)) or not document.signature.name
    if report.view.is_signed:
        return replace(document, draft=unfinished)
    words = f"CHƯA PHẢI SỐ LIỆU KÝ DUYỆT ({report.view.label})"
    return replace(document, draft=True, unsigned=words)


def compose(unit: Unit, period: Period, *, by: Actor, view: View = WAS) -> Document:
    """The report of a unit and its branch as a document; refuses as `report_of` does."""
    return document_of(report_of(unit, period, by=by, view=view))


def report_bytes(unit: Unit, period: Period, form: str, *, by: Actor, view: View = WAS) -> bytes:
    """The report as a file: `form` is pdf, docx, xlsx, html or json; refuses as `compose` does."""
    return rendered(compose(unit, period, by=by, view=view), form)


def rendered(document: Document, form: str) -> bytes:
    """A document as a file; refuses a form that is not one of `RENDERERS`."""
    render = RENDERERS.get(form)
    if render is None:
        known = ", ".join(RENDERERS)
        text = _("Không xuất được dạng “%(form)s”. Chọn một trong: %(known)s.")
        raise Refused(Refusal("format_unknown", text % {"form": form[:20], "known": known}))
    return render(document)


def _document(report: Report, blocks: tuple[Block, ...], tables: Sequence[Annex]) -> Document:
    frame, heading = report.frame, report.written.heading
    return Document(
        layout_key=layout_on(frame.day).key,
        superior=frame.superior,
        issuer=frame.issuer,
        number=heading.number,
        symbol=frame.symbol,
        place=frame.place,
        day=frame.day,
        type_name="Báo cáo",
        abstract=frame.abstract,
        blocks=blocks,
        recipients=frame.recipients,
        signature=Signature(frame.authority, frame.signer.title, frame.signer.name),
        annexes=tuple(tables),
        document_date=frame.day,
        sources=annexes.sources(report.numbers),
        foot=_seal_words(frame.day),
    )


def _seal_words(day: date) -> str:
    """How the sealed log stood when the day of a document began; "" while no seal follows it.

    Asked of seals, not of a clock: from that day on the words never change, whenever a file is made.
    """
    root = settled_root(day - timedelta(days=1))
    if root is None:
        return ""
    return f"Dấu nhật ký ngày {root.day:%d/%m/%Y}: {root.hash[:8]} {root.hash[8:16]}"


def _annexes(report: Report) -> list[Annex]:
    made = (
        annexes.of_figures(report.numbers) if report.numbers.figures else None,
        annexes.by_unit(report.numbers),
        annexes.of_examples(report.period, report.examples, report.facts),
    )
    return [annex for annex in made if annex is not None]


def missing_parts(report: Report) -> list[Part]:
    """The parts that still wait for their writer, in order."""
    missing = []
    for _chapter, part in rules.parts():
        if report.written.is_left_out(part.key):
            continue
        asked = part.is_asked(is_cell=report.frame.is_cell) and not report.written.text_of(part.key)
        if asked or (part.key == EXAMPLES and _are_to_choose(report)):
            missing.append(part)
    return missing


def _are_to_choose(report: Report) -> bool:
    return not report.examples and report.numbers.done in report.numbers.figures


def _blocks(report: Report, tables: Sequence[Annex]) -> list[Block]:
    """The body: chapters and parts that say or ask something, numbered as they come."""
    blocks: list[Block] = []
    numbering = iter(_ROMAN)
    for chapter in rules.CHAPTERS:
        shown = [(part, body) for part in chapter.parts if (body := _part(report, part, tables))]
        if not shown:
            continue
        blocks.append(Heading(1, next(numbering), chapter.title))
        for n, (part, body) in enumerate(shown, 1):
            if _has_heading(chapter):
                blocks.append(Heading(2, str(n), part.title))
            blocks += body
    return blocks


def _has_heading(chapter: Chapter) -> bool:
    return len(chapter.parts) > 1


def _part(report: Report, part: Part, tables: Sequence[Annex]) -> list[Block]:
    """What a part says by its figures, then in its writer's words, then what it still asks for."""
    if report.written.is_left_out(part.key) and part.can_be_left_out:
        return []
    automatic = {
        "leadership": _leadership,
        "registered": _registered,
        "results": _results,
        EXAMPLES: _examples,
    }.get(part.key)
    body = automatic(report, tables) if automatic else []
    body += report.say(*sentences_of(part.key, report.bounds, report.period))
    own = own_words(report.written.text_of(part.key))
    if not own and part.is_asked(is_cell=report.frame.is_cell):
        own = [Paragraph((Gap(part.prompt),))]
    return [*body, *own]


def own_words(text: str) -> list[Block]:
    """Lines as paragraphs; a line that begins with a hyphen is one of a list."""
    blocks: list[Block] = []
    for line in text.splitlines():
        bare = line.strip()
        if bare.startswith(("- ", "– ", "+ ")):
            blocks.append(Item((Text(bare[2:].strip()),)))
        elif bare:
            blocks.append(Paragraph((Text(bare),)))
    return blocks


def _leadership(report: Report, tables: Sequence[Annex]) -> list[Block]:
    frame, kind = report.frame, report.frame.unit.type
    led = wording.led(
        basis=frame.basis, period=report.period, issuer=frame.issuer,
        title=frame.title, theme=frame.theme, motto=frame.motto, is_cell=frame.is_cell,
    )  # fmt: skip
    strength = wording.strength(
        report.bounds, period=report.period, name=frame.unit.name,
        is_base=kind.is_grassroots, is_cell=kind.is_cell,
    )  # fmt: skip
    least = wording.least_asked(report.bounds, report.period.last_year)
    return [*report.say(led), *report.say(strength, least)]


def _registered(report: Report, tables: Sequence[Annex]) -> list[Block]:
    numbers = report.numbers
    first = wording.registered(report.bounds, period=report.period, is_cell=report.frame.is_cell)
    units = [(numbers.name_of(row), row.unit.slug) for row in numbers.complete if row.unit]
    if len(units) > _MOST_NAMED:  # then it is nothing special
        units = []
    titles = [annex.sheet for annex in tables]
    where = ""
    if "Theo đơn vị" in titles:
        place = titles.index("Theo đơn vị") + 1
        where = f"Số liệu từng đơn vị ở Phụ lục {place}."
    return report.say(
        first, wording.finished_first(report.bounds, units), (where,) if where else ()
    )


def _results(report: Report, tables: Sequence[Annex]) -> list[Block]:
    bounds = report.bounds
    labels = {key: figure.label for key, figure in report.numbers.figures.items()}
    blocks = report.say(wording.finished(bounds, report.period), wording.shared(bounds))
    lines = wording.achieved(bounds, labels)
    if lines:
        blocks.append(Paragraph((Text("Kết quả cụ thể của các việc đã hoàn thành:"),)))
        blocks += [Item(wording.runs(line, bounds)) for line in lines]
    return [*blocks, *report.say(wording.given(bounds, is_cell=report.frame.is_cell))]


def _examples(report: Report, tables: Sequence[Annex]) -> list[Block]:
    """The examples as a list, those of one registration together; a gap while none is chosen."""
    together: dict[int, list[Example]] = {}
    for example in report.examples:
        together.setdefault(example.registration_id, []).append(example)
    if not together:
        return [Paragraph((Gap(_CHOOSE),))] if _are_to_choose(report) else []
    return [
        Item(wording.runs(told_as_one(told, report.facts.get(found, [])), report.bounds))
        for found, told in together.items()
    ]
