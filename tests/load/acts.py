"""What the writer of the load does: acts on one cell of the demo, drawn by chance."""

from datetime import timedelta
from decimal import Decimal
from random import Random

from django.utils import timezone

from neuguong.deeds.actions import confirm_done, register_many, reopen_deed, report_result
from neuguong.deeds.actions.entries import (
    BulkDeed,
    BulkRegistration,
    ContributionEntry,
    DeedEntry,
    OutcomeEntry,
    QuantityEntry,
)
from neuguong.deeds.models import Deed
from neuguong.deeds.rules import ContributionKind, DeedState
from neuguong.lib.refusal import Refused
from neuguong.org.models import Unit
from neuguong.people.access import SystemActor
from neuguong.people.actions import PersonEntry, add_people
from neuguong.reorganisations.actions import (
    ReorganisationEntry,
    apply_reorganisation,
    approve_reorganisation,
    draft_reorganisation,
    undo_reorganisation,
)
from neuguong.reorganisations.rules import StepEntry, StepKind
from neuguong.rollup.actions import fold
from neuguong.rollup.verify import recount

ROAD = QuantityEntry(1, Decimal(50), "m")


class Writer:
    """Acts as the machine, on a cell below the line of stored totals."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.by = SystemActor("tải thử", names=True)
        self.cell = Unit.objects.select_related("type").get(slug="mau/nam-sang/khuoi-muoi")

    def one(self) -> None:
        """One act; a refusal is an answer too, since others change the same deeds."""
        draw = self.chance.random()
        try:
            if draw < 0.25:
                self._register()
            elif draw < 0.35:
                fold(200)
            else:
                self._move()
        except Refused:
            return

    def _register(self) -> None:
        now = timezone.now()
        today = timezone.localdate(now)
        rows = [(self.cell, PersonEntry(f"Người Thử {self.chance.random():.9f}"))]
        person = add_people(by=self.by, rows=rows, since=today - timedelta(days=400))[0]
        gift = ContributionEntry(ContributionKind.OWN_MONEY, Decimal(100_000), today)
        outcome = OutcomeEntry(DeedState.DONE, today, quantities=[ROAD], contributions=[gift])
        entry = BulkRegistration(
            unit=self.cell,
            person=person,
            registered_on=today,
            deeds=[BulkDeed(DeedEntry("Mở 50 m đường lâm nghiệp"), outcome)],
        )
        register_many(by=self.by, year=today.year, entries=[entry], today=today, now=now)

    def _move(self) -> None:
        """Take a deed of the cell one step further, or back."""
        now = timezone.now()
        today = timezone.localdate(now)
        deeds = Deed.objects.filter(unit=self.cell, year=today.year)
        keys = list(deeds.order_by("pk").values_list("pk", flat=True)[:300])
        deed = Deed.objects.get(pk=self.chance.choice(keys))
        if deed.state == DeedState.DONE:
            reopen_deed(by=self.by, deed_id=deed.pk, reason="thử tải", today=today)
        elif self.chance.random() < 0.5:
            confirm_done(by=self.by, deed_id=deed.pk, day=today, today=today)
        else:
            report_result(
                by=self.by, deed_id=deed.pk, day=today, text="thêm", quantities=[ROAD],
                finished=False, now=now, today=today,
            )  # fmt: skip


class Mover:
    """Moves the writers' own cell, or a commune with its totals, to another province and back."""

    MOVES = (
        ("mau/nam-sang/khuoi-muoi", "bac-kan/pac-nam/giao-hieu"),
        ("bac-kan/pac-nam/giao-hieu", "mau"),
    )

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.by = SystemActor("tải thử", names=True)

    def one(self) -> None:
        """One reorganisation applied and undone; another mover may have been quicker."""
        unit, target = self.chance.choice(self.MOVES)
        now = timezone.now()
        entry = ReorganisationEntry("Thử tải", timezone.localdate(now))
        step = StepEntry(StepKind.MOVE, (unit,), target=target)
        try:
            plan = draft_reorganisation(by=self.by, entry=entry, steps=[step])
            approve_reorganisation(by=self.by, reorganisation_id=plan.pk, now=now)
            apply_reorganisation(by=self.by, reorganisation_id=plan.pk, now=now)
            undo_reorganisation(by=self.by, reorganisation_id=plan.pk, now=now, reason="thử tải")
        except Refused:
            return


class Verifier:
    """Recounts everything again and again; a difference is a fault at once."""

    def __init__(self, _chance: Random) -> None:
        """Nothing is left to chance."""

    def one(self) -> None:
        """One recount, in one snapshot of what all the others do."""
        if differences := recount().differences:
            raise AssertionError(differences[0]["text"])


ROLES = {"writer": Writer, "mover": Mover, "verifier": Verifier}
