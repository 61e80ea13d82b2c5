"""Several writers, two folders, a reader and a recount at once on PostgreSQL: nothing is lost."""

import random
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction

from neuguong.deeds.models import Contribution, Deed
from neuguong.lib.dates import Period
from neuguong.org.models import Unit
from neuguong.rollup import actions
from neuguong.rollup.queries import children_figures, figures_of
from tests.counting.branch import Branch, wrong_totals

YEAR = Period("year", 2022)
KEYS = ["deeds.all", "deeds.by_individuals", "deeds.by_collectives", "contributions.money"]
WRITERS, SECONDS = 4, 3.0


def country() -> Branch:
    branch = Branch()
    top = branch.found(None, rolled=True)
    for _district in range(2):
        district = branch.found(top, rolled=True)
        for _commune in range(2):
            commune = branch.found(district, rolled=True)
            for _cell in range(2):
                branch.found(commune, rolled=False)
    return branch


def write(branch: Branch, seed: int, stop: threading.Event) -> tuple[int, int]:
    """Register, change, move and delete at random; returns deeds and money that should be left."""
    chance = random.Random(seed)
    mine: list[int] = []
    money = 0
    while not stop.is_set():
        unit = chance.choice(branch.units)
        with transaction.atomic():
            registration = branch.register(unit, chance.choice([202201, 202206, 202212]))
            made = branch.deeds(registration, chance.randint(1, 5))
            amount = chance.randint(1, 10**8)
            branch.give(registration, 1, amount)
            given_up = chance.random() < 0.1
            transaction.set_rollback(given_up)
        if given_up:
            continue
        mine += [deed.pk for deed in made]
        money += amount
        chosen = chance.sample(mine, min(3, len(mine)))
        Deed.objects.filter(pk__in=chosen).update(unit=chance.choice(branch.units), month=202203)
        if chance.random() < 0.3:
            gone = mine.pop(chance.randrange(len(mine)))
            Deed.objects.filter(pk=gone).delete()
        if chance.random() < 0.2:
            gift = Contribution.objects.filter(registration=registration)
            gift.update(amount_scaled=amount + 1)
            money += 1
    return len(mine), money


def fold(stop: threading.Event) -> None:
    while not stop.is_set():
        actions.fold(20)
        time.sleep(0.005)


def read(top: Unit, stop: threading.Event) -> int:
    """Parts and wholes of one statement agree at every moment; returns how often it looked."""
    looked = 0
    while not stop.is_set():
        rows = [row.figures for row in children_figures(top, YEAR, KEYS)]
        for figures in [figures_of(top, YEAR, KEYS), *rows]:
            parts = [figures[key].scaled for key in KEYS[1:3]]
            assert figures["deeds.all"].scaled == sum(parts)
        looked += 1
    return looked


def recount_often(stop: threading.Event) -> int:
    looked = 0
    while not stop.is_set():
        assert wrong_totals() == []
        looked += 1
    return looked


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_four_writers_at_once_lose_nothing() -> None:
    branch, stop = country(), threading.Event()
    top = branch.units[0]

    def closing(work: Callable[..., Any], *args: object) -> Any:
        try:
            return work(*args)
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS + 4) as pool:
        writers = [pool.submit(closing, write, branch, seed, stop) for seed in range(WRITERS)]
        folders = [pool.submit(closing, fold, stop) for _folder in range(2)]
        readers = [pool.submit(closing, read, top, stop), pool.submit(closing, recount_often, stop)]
        time.sleep(SECONDS)
        stop.set()
        for future in folders:
            future.result(timeout=60)
        assert all(future.result(timeout=60) > 0 for future in readers)
        left = [future.result(timeout=60) for future in writers]
    before = figures_of(top, YEAR, KEYS)
    assert before["deeds.all"].scaled == sum(deeds for deeds, _money in left) > 0
    assert before["contributions.money"].scaled == sum(money for _deeds, money in left)
    actions.fold_all()
    assert figures_of(top, YEAR, KEYS) == before
    assert wrong_totals() == []
