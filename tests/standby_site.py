"""A site with a hot standby, asked as people ask it: run by tests/test_standby.py in a process of its own.

It prints one JSON object: where each page was read, and what one saw of what one had just written.
"""

import json
import sys
import time
from typing import Any

import django

HEAVY = "/don-vi/so-lieu/tinh/huyen/xa?ky=2022"
ROUNDS = 25


def where(answer: Any) -> str:
    """The side that answered."""
    assert answer.status_code == 200, answer.status_code
    return "standby" if "standby" in answer.headers.get("Server-Timing", "") else "primary"


def ask(sql: str, *values: str) -> Any:
    """One value from the standby, asked directly."""
    with connections["standby"].cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()[0]


def until(sql: str) -> None:
    """Wait until the standby says yes."""
    end = time.monotonic() + 20
    while not ask(sql):
        assert time.monotonic() < end, sql
        time.sleep(0.01)


def caught_up() -> None:
    """Wait until the standby has followed to where the primary stands now."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT pg_current_wal_insert_lsn()::text")
        now = cursor.fetchone()[0]
    end = time.monotonic() + 20
    while not ask("SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn", now):
        assert time.monotonic() < end
        time.sleep(0.01)


def standing_still(world: Any, said: dict[str, Any]) -> None:
    """What one has written oneself is never missing, although the standby stands still."""
    ask("SELECT pg_wal_replay_pause()::text")
    until("SELECT pg_get_wal_replay_pause_state() = 'paused'")
    chi = Client()
    chi.force_login(world.accounts["chi"])
    chi.get("/")
    before = Registration.objects.count()
    assert chi.post("/viec-cua-toi/").status_code == 302
    said["written"] = Registration.objects.count() - before
    said["own_write"] = where(chi.get(HEAVY.replace("/xa?", "/xa/mot?")))
    with reading_there():
        said["there_meanwhile"] = Registration.objects.count() - before
    ask("SELECT pg_wal_replay_resume()::text")
    caught_up()
    said["own_write_later"] = where(chi.get(HEAVY.replace("/xa?", "/xa/mot?")))
    with reading_there():
        said["there_later"] = Registration.objects.count() - before


def at_once(world: Any, said: dict[str, Any]) -> dict[str, str]:
    """Writing and reading without a wait: never older than what was written; the cookies at the end."""
    lost, there = 0, 0
    account = world.accounts["chi"]
    seen = StandbyMiddleware(
        lambda request: HttpResponse(str(Account.objects.get(pk=account.pk).name))
    )
    seen.heavy = frozenset({"home:figures"})
    cookies: dict[str, str] = {"sessionid": "x"}
    for number in range(ROUNDS):
        post = RequestFactory().post("/")
        post.COOKIES = cookies
        Account.objects.filter(pk=account.pk).update(name=f"Tên {number}")
        cookies = cookies | {SEEN_COOKIE: seen(post).cookies[SEEN_COOKIE].value}
        get = RequestFactory().get(HEAVY)
        get.COOKIES = cookies
        answer = seen(get)
        lost += answer.content.decode() != f"Tên {number}"
        there += where(answer) == "standby"
        if number % 2:
            caught_up()
            there += where(seen(get)) == "standby"
    said["lost"], said["there"] = lost, there
    return cookies


def writing_there(world: Any, said: dict[str, Any], cookies: dict[str, str]) -> Any:
    """A page that writes although it is read at the standby is made again at the primary."""
    account = world.accounts["chi"]
    writing = StandbyMiddleware(lambda request: HttpResponse())
    writing.heavy = frozenset({"home:figures"})

    def write(request: Any) -> Any:
        try:
            Account.objects.filter(pk=account.pk).update(name="Tên mới")
        except Error as fault:
            return writing.process_exception(request, fault)
        return HttpResponse("written")

    writing.get_response = write
    caught_up()
    get = RequestFactory().get(HEAVY)
    get.COOKIES = cookies
    answer = writing(get)
    said["writes"] = [
        answer.content.decode(),
        where(answer),
        Account.objects.get(pk=account.pk).name,
    ]
    return get


def main() -> dict[str, Any]:
    """The walk."""
    call_command("migrate", verbosity=0)
    world = build()
    said: dict[str, Any] = {}
    binh = Client()
    binh.force_login(world.accounts["binh"])
    said["first"] = where(binh.get(HEAVY))
    caught_up()
    said["second"] = where(binh.get(HEAVY))
    said["light"] = where(binh.get("/don-vi/"))
    standing_still(world, said)
    get = writing_there(world, said, at_once(world, said))

    # a standby that became a primary of its own is no standby any more
    ask("SELECT pg_promote(true)::text")
    fresh = Client()
    fresh.force_login(world.accounts["binh"])
    fresh.get(HEAVY)
    said["promoted"] = where(fresh.get(HEAVY))
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()
    sys.stdin.readline()  # the standby is stopped now
    connections["standby"].close()
    again = StandbyMiddleware(lambda request: HttpResponse("primary"))
    said["stopped"] = again(get).content.decode()
    return said


if __name__ == "__main__":
    django.setup()
    from django.core.management import call_command
    from django.db import Error, connections
    from django.http import HttpResponse
    from django.test import Client, RequestFactory

    from neuguong.deeds.models import Registration
    from neuguong.people.models import Account
    from neuguong.shield.middleware import SEEN_COOKIE, StandbyMiddleware
    from neuguong.shield.standby import reading_there
    from tests.world import build

    sys.stdout.write(json.dumps(main()))
