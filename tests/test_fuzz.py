"""Nonsense in every address, question and form of the site: refused in words, never a fault of the server."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.standing import (
    ALL,
    Standing,
    appoint,
    arguments_of,
    files_that_vanish,  # noqa: F401
    standing,  # noqa: F401
)

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


@pytest.fixture(scope="module")
def readers(standing: Standing) -> dict[str, Client]:  # noqa: F811
    """An officer, and one who holds all the offices: between them they come far."""
    world = standing.world
    appoint(world, ["quan"], ("branch_admin", "unit_leader", "auditor", "operator"))
    standing.sign_in("quan")
    return {who: standing.client(who, raise_request_exception=False) for who in ("binh", "quan")}


def test_the_names_that_are_asked_for_are_found() -> None:
    assert {"ky", "cay", "nam", "q", "reason", "dang", "sau"} <= set(NAMES)


@pytest.mark.parametrize("room", ROOMS)
def test_nonsense_is_never_a_fault_of_the_server(
    room: str,
    standing: Standing,  # noqa: F811
    readers: dict[str, Client],
) -> None:
    names = [name for name in sorted(ALL) if name.rpartition(":")[0] == room]

    @settings(suppress_health_check=list(HealthCheck), deadline=None)
    @given(st.data())
    def fuzzed(data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(names))
        there = arguments_of(name, standing.things)
        arguments = {word: data.draw(forged(word, value)) for word, value in there.items()}
        client = readers[data.draw(st.sampled_from(sorted(readers)))]
        method = data.draw(st.sampled_from(["get", "post"]))
        answer = standing.ask(client, method, reverse(name, kwargs=arguments), data.draw(questions))
        assert answer.status_code < 500, (name, method)

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
    standing: Standing,  # noqa: F811
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
            status = standing.ask(readers["quan"], method, reverse(name, kwargs=made)).status_code
            assert status in {302, 403, 404, 405}, (name, method, forged_id, status)
