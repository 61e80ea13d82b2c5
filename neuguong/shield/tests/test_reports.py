"""What browsers report is counted by kind, and nothing else of it is kept."""

import json
from typing import Any

import pytest
from django.test import Client

from neuguong.people.actions import grant_role
from neuguong.shield import views
from neuguong.shield.models import PolicyReport
from neuguong.shield.pace import Pace
from neuguong.shield.rules import MAX_REPORT_BYTES, Blocked
from tests.world import FOUNDED, World

pytestmark = pytest.mark.django_db

PATH = "/bao-cao-csp/"
OLD = "application/csp-report"


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "_pace", Pace())


def old_report(
    page: str = "http://testserver/nguoi/17/", blocked: str = "inline"
) -> dict[str, Any]:
    """As Firefox sends it."""
    return {
        "csp-report": {
            "document-uri": page,
            "blocked-uri": blocked,
            "effective-directive": "script-src-elem",
            "script-sample": "alert('Nông Thị Chi')",
        }
    }


def send(client: Client, told: Any, kind: str = OLD) -> int:
    return client.post(PATH, json.dumps(told), content_type=kind).status_code


def test_a_report_is_counted_without_address_or_name(client: Client) -> None:
    for _turn in range(2):
        assert send(client, old_report()) == 204
    row = PolicyReport.objects.get()
    assert (row.directive, row.blocked, row.page, row.count) == (
        "script-src-elem", Blocked.INLINE, "home:person", 2,
    )  # fmt: skip
    kept = json.dumps(list(PolicyReport.objects.values()), default=str)
    assert "17" not in kept.replace(str(row.pk), "").replace(str(row.day), "")
    assert "Chi" not in kept


def test_the_newer_form_is_read_too(client: Client) -> None:
    body = {
        "documentURL": "http://testserver/tim/?q=nong+thi+chi",
        "blockedURL": "https://elsewhere.example/x.js?who=chi",
        "effectiveDirective": "script-src-elem",
    }
    told = [{"type": "csp-violation", "body": body}] * 3
    assert send(client, told, "application/reports+json") == 204
    row = PolicyReport.objects.get()
    assert (row.blocked, row.page, row.count) == (Blocked.FOREIGN, "home:search", 1)


@pytest.mark.parametrize(
    ("blocked", "kind"),
    [
        ("eval", Blocked.EVAL),
        ("data", Blocked.DATA),
        ("moz-extension://abc/x.js", Blocked.EXTENSION),
        ("http://testserver/x.js", Blocked.OWN),
        ("https://x.example", Blocked.FOREIGN),
        ("about", Blocked.OTHER),
    ],
)
def test_what_was_blocked_is_a_kind(client: Client, blocked: str, kind: Blocked) -> None:
    assert send(client, old_report(blocked=blocked)) == 204
    assert PolicyReport.objects.get().blocked == kind


def test_what_is_no_report_of_ours_is_not_kept(client: Client) -> None:
    assert send(client, old_report(page="http://elsewhere.example/")) == 204
    assert send(client, {"csp-report": {"effective-directive": "made-up"}}) == 204
    assert send(client, [1, "x", None]) == 204
    assert send(client, old_report(), "text/plain") == 400
    assert client.post(PATH, "{", content_type=OLD).status_code == 400
    assert client.post(PATH, "[" * 9_000, content_type=OLD).status_code == 400
    assert client.get(PATH).status_code == 405
    assert not PolicyReport.objects.exists()


def test_a_large_body_is_not_read(client: Client) -> None:
    large = old_report() | {"more": "x" * MAX_REPORT_BYTES}
    assert send(client, large) == 413


def test_one_address_cannot_flood(client: Client) -> None:
    codes = [send(client, old_report()) for _turn in range(31)]
    assert codes[:30] == [204] * 30
    assert codes[30] == 429


def test_the_integrity_page_shows_them(world: World, client: Client) -> None:
    send(client, old_report())
    account = world.accounts["an"]
    top = world.unit("tinh")
    grant_role(
        by=world.machine, account_id=account.pk, role="operator", unit_id=top.pk, since=FOUNDED
    )
    client.force_login(account)
    assert "mã viết trong trang" in client.get("/kiem-tra/").content.decode()
