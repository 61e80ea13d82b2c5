"""What a process of the crowd does in a round."""

from datetime import date
from time import monotonic, sleep
from typing import Final

from django.db import transaction
from django.db.models import Max

from neuguong.deeds.models import Deed, Registration
from neuguong.deeds.rules import Standing
from neuguong.lib.rows import insert_rows, new_row
from neuguong.rollup.actions import fold

AT_ONCE: Final = 10
TEXT: Final = "Việc của ngày cuối"
_KNOWN: Final = 2_000  # registrations that are written to, by all together


class Writer:
    """Writes deeds of registrations of its own, so that writers meet only where the engine lets them."""

    def __init__(self, number: int, of: int) -> None:
        counted = Registration.objects.filter(standing=Standing.COUNTED).order_by("pk")
        known = counted.values_list("pk", "unit_id", "year", "subject_kind")
        self.mine = list(known[number:_KNOWN:of])
        self.first = int(Deed.objects.aggregate(most=Max("number"))["most"] or 0) + 1
        self.place = 0

    def round(self, seconds: float) -> int:
        """Write for so long; gives how many deeds."""
        end, written = monotonic() + seconds, 0
        while monotonic() < end:
            with transaction.atomic():
                insert_rows([self._deed() for _deed in range(AT_ONCE)])
            written += AT_ONCE
        return written

    def _deed(self) -> Deed:
        turn, place = divmod(self.place, len(self.mine))
        registration, unit, year, kind = self.mine[place]
        self.place += 1
        return new_row(
            Deed, registration_id=registration, number=self.first + turn, text=TEXT,
            search="viec cua ngay cuoi", category_id=1, state_on=date(year, 12, 1), unit_id=unit,
            year=year, month=year * 100 + 12, subject_kind=kind, standing=Standing.COUNTED,
        )  # fmt: skip


class Folder:
    """Folds as the worker does: bite after bite, and a short rest where nothing waits."""

    def round(self, seconds: float) -> int:
        """Fold for so long; gives how many images."""
        end, folded = monotonic() + seconds, 0
        while monotonic() < end:
            taken = fold()
            folded += taken
            if not taken:
                sleep(0.01)
        return folded
