"""Movers, writers and folders at once on PostgreSQL: nobody waits for a mover, nothing is lost."""

import random
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection, transaction

from neuguong.lib.refusal import Refused
from neuguong.org.models import Unit
from neuguong.reorganisations.models import Reorganisation
from neuguong.reorganisations.rules import StepEntry, StepKind
from neuguong.rollup import actions
from tests.counting.branch import Branch, wrong_totals
from tests.counting.test_concurrency import fold, write
from tests.counting.test_reorganisations import (
    faults_of_the_tree,
    found,
    make_types,
    reorganise,
    undo,
)

START, ON, SECONDS = date(2015, 1, 1), date(2023, 7, 1), 4.0


def country() -> Branch:
    make_types()
    branch = Branch()
    top = found(branch, None, rolled=True, on=START)
    for _district in range(2):
        district = found(branch, top, rolled=True, on=START)
        for _commune in range(3):
            commune = found(branch, district, rolled=True, on=START)
            found(branch, commune, rolled=False, on=START)
    return branch


def move_at_random(branch: Branch, stop: threading.Event) -> int:
    """Moves and ways back until told to stop; returns how many were made."""
    chance, made = random.Random(3), 0
    slugs = [unit.slug for unit in branch.units[1:]]
    try:
        while not stop.is_set():
            unit, target = chance.sample(slugs, 2)
            try:
                plan = reorganise(ON, StepEntry(StepKind.MOVE, (unit,), target))
                made += 1
                if chance.random() < 0.5:
                    undo(plan)
            except Refused:
                continue
        return made
    finally:
        connection.close()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_writer_and_a_mover_do_not_wait_for_each_other() -> None:
    branch = country()
    cell = branch.units[-1]
    district = Unit.objects.get(pk=branch.units[1].pk)

    def work() -> None:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '3s'")
                branch.deeds(branch.register(cell, 202203), 2, state=4)
        finally:
            connection.close()

    with transaction.atomic(), ThreadPoolExecutor(1) as pool:
        reorganise(ON, StepEntry(StepKind.MOVE, (cell.slug,), district.slug))
        pool.submit(work).result()  # before the mover has come to its end
    assert Unit.objects.get(pk=cell.pk).parent == district
    actions.fold_all()
    assert wrong_totals() == []


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_movers_writers_and_folders_lose_nothing() -> None:
    branch = country()
    branch.deeds(branch.register(branch.unit(0), 202203), 1)  # the vocabulary, before the race
    stop = threading.Event()

    def closing(work, *given):  # type: ignore[no-untyped-def]
        try:
            return work(*given)
        finally:
            connection.close()

    with ThreadPoolExecutor(5) as pool:
        writers = [pool.submit(closing, write, branch, seed, stop) for seed in range(3)]
        mover = pool.submit(move_at_random, branch, stop)
        folder = pool.submit(closing, fold, stop)
        stop.wait(SECONDS)
        stop.set()
        written = sum(writer.result()[0] for writer in writers)
        assert mover.result() > 0
        folder.result()
    assert written > 0
    assert Reorganisation.objects.exists()
    assert wrong_totals() == []
    actions.fold_all()
    assert wrong_totals() == []
    assert faults_of_the_tree() == []
