"""`neuguong audit`: what it answers, and its exit status."""

import json
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from neuguong.audit.actions import record
from neuguong.audit.models import AuditPersonal
from neuguong.ops.checks import all_findings
from neuguong.people.access import SystemActor

pytestmark = pytest.mark.django_db


def run(*words: str) -> tuple[int, dict[str, Any]]:
    """The exit status and the answer of a command."""
    out = StringIO()
    try:
        call_command("audit", *words, "--json", stdout=out)
    except SystemExit as end:
        return int(str(end.code)), json.loads(out.getvalue())
    return 0, json.loads(out.getvalue())


def act() -> int:
    """Something happens; returns the number of its entry."""
    return record(by=SystemActor("máy thử"), act="ops.test", subject=None, reason="Chi").pk


def seals_are_well() -> bool:
    """What `neuguong check` says of the seals."""
    return next(finding.ok for finding in all_findings() if finding.name == "seals")


def test_seal_verify_and_root_answer() -> None:
    act()
    act()
    assert run("seal")[1]["sealed"] == 2
    status, verdict = run("verify")
    assert (status, verdict["ok"], verdict["sealed"], verdict["faults"]) == (0, True, 2, [])
    status, root = run("root")
    assert (status, root["position"], root["root"]) == (0, 2, verdict["root"])
    assert run("root", "--is", f"{root['root'][:8]} {root['root'][8:16].upper()}")[0] == 0
    assert run("root", "--is", "0000")[0] == 1


def test_a_fault_is_named_and_fails() -> None:
    number = act()
    run("seal")
    AuditPersonal.objects.filter(pk=number).delete()
    status, verdict = run("verify")
    assert status == 1
    assert [(fault["kind"], fault["entry_id"]) for fault in verdict["faults"]] == [
        ("personal_removed", number)
    ]
    said = StringIO()
    with pytest.raises(SystemExit):
        call_command("audit", "verify", stdout=StringIO(), stderr=said)
    assert f"số {number}" in said.getvalue()


def test_what_waits_too_long_raises_the_alarm(monkeypatch: pytest.MonkeyPatch) -> None:
    number = act()
    assert seals_are_well()
    later = timezone.now() + timedelta(minutes=2)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert not seals_are_well()
    status, verdict = run("verify")
    assert (status, verdict["faults"][0]["kind"], verdict["faults"][0]["entry_id"]) == (
        1, "unsealed", number
    )  # fmt: skip
    run("seal")
    assert seals_are_well()
    assert run("verify")[0] == 0
