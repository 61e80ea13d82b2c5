"""The annexes of a report: all figures, figures by unit, figures of the examples."""

from collections.abc import Sequence

from neuguong.documents.document import Annex, Bound, Column, Row, Run, Source, Table, Text, cell
from neuguong.lib.dates import Period
from neuguong.lib.measure import Kind
from neuguong.reports import rules
from neuguong.reports.queries.examples import Example
from neuguong.reports.queries.numbers import Numbers, own_records, words_of
from neuguong.reports.queries.wording import upper_first
from neuguong.rollup import queries as rollup

_ADDS_UP = "Dòng cuối bằng cộng các dòng trên; tỷ lệ tính lại từ số cộng."
_TOTAL = "Cộng"
_NOTHING = "–"


def of_figures(numbers: Numbers) -> Annex:
    """Every measure that is not nothing: code, name, unit, figure, under the headings of its group."""
    columns = (
        Column("Mã", "code"), Column("Chỉ tiêu"), Column("Đơn vị tính", "unit"),
        Column(upper_first(numbers.period.label), "figure"),
    )  # fmt: skip
    rows: list[Row] = []
    for heading, keys in _grouped(numbers):
        rows.append(Row((Text(heading),), "section"))
        for key in keys:
            figure, bound = numbers.figures[key], numbers.bounds[key]
            cells: tuple[Run, ...] = (
                Text(rules.code_of(key)), Text(figure.label), Text(bound.unit), cell(bound),
            )  # fmt: skip
            rows.append(Row(cells))
    title = f"Biểu số liệu {numbers.period.label}"
    return Annex(title, (Table(columns, tuple(rows)),), sheet="Số liệu")


def by_unit(numbers: Numbers) -> Annex | None:
    """A line for each child and, last, the unit itself; None where there are no children."""
    if not numbers.columns:
        return None
    heads = dict(rules.BY_UNIT)
    columns = (Column("Đơn vị"), *(Column(heads[key], "figure") for key in numbers.columns))
    rows = []
    for row in numbers.rows:
        cells: list[Run] = [Text(numbers.name_of(row))]
        for key in numbers.columns:
            if row.unit is None:
                cells.append(own_records(numbers, row, key))
            else:
                found = numbers.bounds.get(f"{key}@{row.unit.slug}")
                cells.append(cell(found) if found else Text(words_of(row.figures[key]) or _NOTHING))
        rows.append(Row(tuple(cells)))
    total: tuple[Run, ...] = (Text(_TOTAL), *(cell(numbers.bounds[key]) for key in numbers.columns))
    table = Table(columns, (*rows, Row(total, "total")), note=_ADDS_UP if numbers.adds_up else "")
    return Annex(f"Số liệu theo đơn vị, {numbers.period.label}", (table,), sheet="Theo đơn vị")


def of_examples(
    period: Period, examples: Sequence[Example], facts: dict[int, list[Bound]]
) -> Annex | None:
    """The figures of the examples, told under who did it; None where no example has a figure."""
    columns = (
        Column("Việc làm"), Column("Chỉ tiêu"), Column("Đơn vị tính", "unit"), Column("Số", "figure"),
    )  # fmt: skip
    rows: list[Row] = []
    told = 0
    for example in examples:
        is_new = example.registration_id != told
        known = facts.get(example.registration_id, []) if is_new else []
        if is_new and (known or example.amounts):
            told = example.registration_id
            rows.append(Row((Text(example.subject),), "section"))
        rows += [_line("", _label(bound), bound) for bound in known]
        for place, amount in enumerate(example.amounts):
            text = "" if place else upper_first(example.text)
            rows.append(_line(text, amount.label, amount.bound))
    if not rows:
        return None
    title = f"Số liệu của việc làm tiêu biểu, {period.label}"
    return Annex(title, (Table(columns, tuple(rows)),), sheet="Tiêu biểu")


def sources(numbers: Numbers) -> tuple[Source, ...]:
    """How each measure of the report is counted."""
    measures = rollup.catalogue()
    return tuple(
        Source(
            key=key,
            label=figure.label,
            unit=figure.unit,
            how=rules.how_counted(measures[key].group, is_ratio=measures[key].kind is Kind.RATIO),
        )
        for key, figure in numbers.figures.items()
    )


def _grouped(numbers: Numbers) -> list[tuple[str, list[str]]]:
    """The keys to show under each heading; groups that no heading knows come last."""
    measures = rollup.catalogue()
    known = {group for _heading, groups in rules.ANNEX_GROUPS for group in groups}
    found = []
    for heading, groups in rules.ANNEX_GROUPS:
        ranks = {group: place for place, group in enumerate(groups)}
        keys = [key for key in numbers.figures if measures[key].group in ranks]
        if "contributions_by" not in ranks:  # a companion stays beside its whole
            keys.sort(key=lambda key: (ranks[measures[key].group], rules.code_of(key)))
        found.append((heading, keys))
    found.append(("Khác", [key for key in numbers.figures if measures[key].group not in known]))
    numbered = [(heading, keys) for heading, keys in found if keys]
    return [(f"{n}. {heading}", keys) for n, (heading, keys) in enumerate(numbered, 1)]


def _line(text: str, label: str, bound: Bound) -> Row:
    return Row((Text(text), Text(label), Text(bound.unit), cell(bound)))


def _label(bound: Bound) -> str:
    """The label of a fact of a unit below, from its measure."""
    return str(rollup.measure_of(bound.key.partition("@")[0]).label)
