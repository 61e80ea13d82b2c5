"""Small formulas: read as written, worked out exactly, refused with the place of the fault."""

from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neuguong.lib.formula import LONGEST, FormulaError, Frame, Name, parse_formula

NUMBERS = {
    (Frame.OWN, "a.b"): Fraction(3),
    (Frame.OWN, "c"): Fraction(4),
    (Frame.OWN, "nothing"): Fraction(0),
    (Frame.LAST, "c"): Fraction(2),
    (Frame.PARENT, "c"): Fraction(8),
}


def worked_out(text: str) -> Fraction | None:
    return parse_formula(text).worked_out(lambda frame, key: NUMBERS.get((frame, key)))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a.b", Fraction(3)),
        ("100 × a.b / c", Fraction(75)),
        ("a.b + c * 2", Fraction(11)),
        ("(a.b + c) * 2", Fraction(14)),
        ("c - a.b - 1", Fraction(0)),
        ("c ÷ a.b ÷ 2", Fraction(2, 3)),
        ("-c + 0,5", Fraction(-7, 2)),
        ("c − 0.5", Fraction(7, 2)),
        ("c : 8", Fraction(1, 2)),
        ("c - nam_truoc(c)", Fraction(2)),
        ("c / Cấp trên(c) × 100", Fraction(50)),
        ("(c - năm trước(c)) / năm_trước (c)", Fraction(1)),
        ("c / nothing", None),
        ("c / unknown", None),
        ("1 + nam_truoc(a.b)", None),
    ],
)
def test_a_formula_is_worked_out_exactly(text: str, value: Fraction | None) -> None:
    assert worked_out(text) == value


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "formula_empty"),
        ("a +", "formula_end"),
        ("a b", "formula_order"),
        ("(a", "formula_bracket"),
        ("a)", "formula_order"),
        ("__import__('os')", "formula_sign"),
        ("a ** b", "formula_order"),
        ("a; b", "formula_sign"),
        ("nam_truoc a", "formula_order"),
        ("nam_truoc(cap_tren(a))", "formula_frames"),
        ("(" * 30 + "a" + ")" * 30, "formula_deep"),
        ("-" * 300 + "a", "formula_deep"),
        ("a" * (LONGEST + 1), "formula_long"),
    ],
)
def test_what_is_no_formula_is_refused_in_a_sentence(text: str, code: str) -> None:
    with pytest.raises(FormulaError) as refused:
        parse_formula(text)
    assert refused.value.code == code
    assert refused.value.text.endswith(".")


def test_the_names_are_told_once_with_whose_they_are() -> None:
    formula = parse_formula("(a - nam_truoc(a)) / nam_truoc(a) + a")
    assert formula.names == (Name(Frame.OWN, "a"), Name(Frame.LAST, "a"))
    assert formula.keys(Frame.LAST) == ["a"]


def test_a_formula_is_said_with_the_labels_of_its_names() -> None:
    formula = parse_formula("100 * (a - nam_truoc(a)) / 0.5")
    assert formula.in_words(str.upper) == "100 × (“A” − năm trước (“A”)) ÷ 0,5"


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(FormulaError):
        parse_formula(text)


_LEAVES = st.sampled_from(["a.b", "c", "7", "0,5"])
_EXPRESSIONS = st.recursive(
    _LEAVES,
    lambda inner: st.builds("({} {} {})".format, inner, st.sampled_from("+-*/"), inner),
    max_leaves=8,
)


@given(_EXPRESSIONS)
def test_the_usual_rules_of_arithmetic_hold(text: str) -> None:
    plain = text.replace("a.b", "F(3)").replace("c", "F(4)").replace("7", "F(7)")
    plain = plain.replace("0,5", "F(1, 2)")
    try:
        expected = eval(plain, {"F": Fraction})  # noqa: S307 - made above of known signs
    except ZeroDivisionError:
        expected = None
    assert worked_out(text) == expected
