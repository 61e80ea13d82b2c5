"""A known fault of a pinned library is named; what could not be asked is counted, never passed over."""

import subprocess
from typing import Any

import pytest

from tools import audit


def test_a_known_fault_is_named_and_what_was_skipped_is_counted() -> None:
    told = {
        "dependencies": [
            {"name": "alpha", "version": "1.0", "vulns": [{"id": "PYSEC-1"}]},
            {"name": "beta", "version": "2.0", "vulns": []},
            {"name": "gamma", "skip_reason": "not found"},
        ]
    }
    assert audit.read(told) == ([("alpha", "1.0", "PYSEC-1")], 1)


def test_a_fault_fails_the_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(audit, "asked", lambda: ([("alpha", "1.0", "PYSEC-1")], 0))
    with pytest.raises(SystemExit):
        audit.main()
    assert "alpha 1.0: PYSEC-1" in capsys.readouterr().out


def test_without_a_network_it_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def away(*_args: object, **_kwargs: object) -> Any:
        raise subprocess.TimeoutExpired("pip-audit", 1)

    monkeypatch.setattr(subprocess, "run", away)
    audit.main()
    words = capsys.readouterr().out
    assert "could not be asked about: " in words
    assert int(words.rsplit(" ", 1)[1]) > 20
