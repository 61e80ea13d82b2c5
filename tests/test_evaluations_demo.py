"""Invented data has no self-checks: nobody's inner life is ever made up, neither by the demo nor by synth."""

from pathlib import Path

OPS = Path(__file__).parents[1] / "neuguong" / "ops"


def test_nothing_that_invents_data_writes_a_self_check() -> None:
    for path in OPS.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert "keep_self_check" not in text, path
        assert "SelfCheck" not in text, path
