"""Figures in the words are those of the annexes, and the check says where they are not."""

from dataclasses import replace

import pytest

from neuguong.documents.document import (
    Bound,
    Column,
    Gap,
    Paragraph,
    Row,
    Table,
    Text,
    check,
    figures_of,
    gaps,
    map_text,
    prose,
)
from neuguong.documents.tests.sample import FIGURES, annex_of_figures, body, sample


def test_a_sentence_binds_figures_with_and_without_their_unit() -> None:
    figures = {"deeds.people": Bound("deeds.people", "3.485", "/x", "người")}
    runs = prose("Có {deeds.people unit}, tức {deeds.people}. [[Viết thêm.]]", figures)
    said = "".join(
        run.shown if isinstance(run, Bound) else run.prompt if isinstance(run, Gap) else run.text
        for run in runs
    )
    assert said == "Có 3.485\u00a0người, tức 3.485. Viết thêm."
    assert isinstance(runs[-1], Gap)


def test_a_sentence_with_an_unknown_figure_is_a_fault_of_the_program() -> None:
    with pytest.raises(KeyError):
        prose("Có {deeds.pupils}.", {})


def test_words_and_annexes_of_the_sample_agree() -> None:
    assert check(sample()) == []


def test_a_figure_that_no_annex_holds_is_named() -> None:
    lone = Paragraph((Bound("results.bridges", "1", "/x"),))
    faults = check(sample(blocks=(lone,)))
    assert len(faults) == 1
    assert "results.bridges" in faults[0]


def test_a_figure_that_differs_from_the_annex_is_named() -> None:
    other = Paragraph((replace(FIGURES["deeds.people"], text="3.486"),))
    faults = check(sample(blocks=(other,)))
    assert len(faults) == 1
    assert "3.486" in faults[0]
    assert "3.485" in faults[0]


def test_an_annex_that_contradicts_another_is_named() -> None:
    first = annex_of_figures()
    second = replace(
        first,
        tables=(
            Table(
                (Column("Chỉ tiêu"), Column("Số", "figure")),
                (Row((Text("Người"), replace(FIGURES["deeds.people"], text="1"))),),
            ),
        ),
    )
    assert len(check(sample(blocks=(), annexes=(first, second)))) == 1


def test_gaps_are_listed_until_they_are_written() -> None:
    assert [gap.prompt for gap in gaps(sample())] == ["Viết một đoạn về kiểm tra, giám sát."]
    written = tuple(
        block
        for block in body()
        if not (isinstance(block, Paragraph) and isinstance(block.runs[0], Gap))
    )
    assert gaps(sample(blocks=written)) == ()


def test_figures_are_kept_once_each_without_their_unit() -> None:
    figures = figures_of(sample())
    assert figures["deeds.people"].text == "3.485"
    assert figures["deeds.people"].unit == ""
    assert "deeds.people@mau/khuoi-sao/phieng-nua" in figures


def test_a_row_must_have_a_cell_for_every_column() -> None:
    with pytest.raises(ValueError, match="Biểu"):
        Table((Column("Một"), Column("Hai")), (Row((Text("a"),)),), caption="Biểu")


def test_every_text_of_a_document_can_be_changed_at_once() -> None:
    loud = map_text(sample(), str.upper)
    assert loud.issuer == "HUYỆN ỦY KHUỔI SAO"
    assert loud.annexes[0].tables[0].columns[1].text == "CHỈ TIÊU"
    assert loud.day == sample().day
