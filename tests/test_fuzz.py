"""Nonsense in every address, question and form of the site: refused in words, never a fault of the server."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from neuguong.people.actions import grant_role, open_account
from tests.standing import ALL, Arguments, arguments_of, things  # noqa: F401 a fixture
from tests.world import FOUNDED, PASSWORD, World

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parent.parent / "neuguong"
# What the views ask of an address or a form, as it stands in the code.
_ASKED = re.compile(
    r"""(?:GET|POST|FILES)(?:\.get|\.getlist)?[(\[]\s*"(\w+)"|_asked\(request, "(\w+)"|"""
    r"""^\s+(\w+) = (?:forms\.\w+|Words|DayField)\(|fields\["(\w+)"\]""",
    re.M,
)
NONSENSE = (
    "", " ", "0", "-1", "1", "2022", "99999999999999999999", "-99999999999999999999", "1e309", "NaN",
    "٣٤", "²", "abc", "\0", "a\0b", "2022-13", "2022-Q9", "0000", "9999-12", "10000", "2020-2015",
    "31/2/2022", "00/00/0000", "9999999/1/1", "../../../etc/passwd", "%00", "%s", "' OR 1=1 --",
    "<script>", "\ud7ff", "ệ" * 300, "x" * 5000, "tinh/huyen", "tinh\0", "plan:99999999999999999999",
    "plan:-1", "today", "was", "xlsx", "csv", "docx", "[]", "{}", "null", "true", "\r\n", "🙂", "\u202e",
)  # fmt: skip
HUGE = ("0", "99999999999999999999", "9223372036854775807", "9223372036854775808")


def asked_names() -> list[str]:
    """Every name by which some view or form asks for something."""
    texts = [
        path.read_text(encoding="utf-8")
        for kind in ("views", "forms")
        for path in [*ROOT.glob(f"*/{kind}.py"), *ROOT.glob(f"*/{kind}/*.py")]
    ]
    return sorted(
        {name for text in texts for found in _ASKED.findall(text) for name in found if name}
    )


NAMES = asked_names()
values = st.sampled_from(NONSENSE) | st.text(max_size=40)
questions = st.dictionaries(st.sampled_from(NAMES), values, max_size=6)
# Addresses of a library stand without a room: they are one more of their own.
ROOMS = sorted({name.rpartition(":")[0] for name in ALL})


@pytest.fixture
def readers(world: World) -> dict[str, Client]:
    """An officer, and one who gives rights: between them they come far."""
    unit = world.unit("tinh/huyen/xa")
    account = open_account(
        by=world.machine, username="quan", name="Quân", password=PASSWORD, at=unit
    )
    for role in ("branch_admin", "unit_leader", "auditor", "operator"):
        grant_role(
            by=world.machine, account_id=account.pk, role=role, unit_id=unit.pk, since=FOUNDED
        )
    found = {}
    for who, one in (("binh", world.accounts["binh"]), ("quan", account)):
        found[who] = Client(raise_request_exception=False)
        found[who].force_login(one)
    return found


def ask(client: Client, method: str, address: str, words: dict[str, str]) -> int:
    """The status of an answer; whatever it did is undone."""
    point = transaction.savepoint()
    answer = getattr(client, method)(address, words)
    if answer.streaming:
        b"".join(answer)
    transaction.savepoint_rollback(point)
    return int(answer.status_code)


def test_the_names_that_are_asked_for_are_found() -> None:
    assert {"ky", "cay", "nam", "q", "reason", "dang", "sau"} <= set(NAMES)


@pytest.mark.parametrize("room", ROOMS)
def test_nonsense_is_never_a_fault_of_the_server(
    room: str,
    world: World,
    things: dict[str, Arguments],  # noqa: F811
    readers: dict[str, Client],
) -> None:
    names = [name for name in sorted(ALL) if name.rpartition(":")[0] == room]

    @settings(suppress_health_check=list(HealthCheck), deadline=None)
    @given(st.data())
    def fuzzed(data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(names))
        there = arguments_of(name, things)
        arguments = {word: data.draw(forged(word, value)) for word, value in there.items()}
        client = readers[data.draw(st.sampled_from(sorted(readers)))]
        method = data.draw(st.sampled_from(["get", "post"]))
        status = ask(client, method, reverse(name, kwargs=arguments), data.draw(questions))
        assert status < 500, (name, method)

    fuzzed()


def forged(word: str, value: Any) -> st.SearchStrategy[Any]:
    """Mostly what is there, sometimes what nobody has."""
    if word == "slug":
        return st.sampled_from([value, value, value, "khac/xa", "x" * 300, "a\0b", "../x", "đ//ệ"])
    if word.endswith("_id"):
        return st.sampled_from([value, value, value, *map(int, HUGE)])
    return st.just(value)


@pytest.mark.parametrize("name", [name for name in sorted(ALL) if ALL[name].pattern.converters])
def test_forged_numbers_are_not_found(
    name: str,
    world: World,
    readers: dict[str, Client],
) -> None:
    words = ALL[name].pattern.converters
    for forged_id in HUGE:
        made: dict[str, Any] = {
            word: "00000000-0000-0000-0000-000000000000" if word.endswith("uid") else "khong-co"
            for word in words
        }
        made |= {word: int(forged_id) for word in words if word == "pk" or word.endswith("_id")}
        for method in ("get", "post"):
            status = ask(readers["quan"], method, reverse(name, kwargs=made), {})
            assert status in {302, 403, 404, 405}, (name, method, forged_id, status)
