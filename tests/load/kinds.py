"""Kinds of acts that are killed in the middle; each, once done, is told with its entry in the log."""

import io
from collections.abc import Callable
from pathlib import Path
from random import Random

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from neuguong.audit.models import AuditEntry
from neuguong.deeds.actions import add_evidence, confirm_done, reopen_deed
from neuguong.deeds.models import Deed
from neuguong.deeds.rules import DeedState
from neuguong.exchange import rules
from neuguong.exchange.actions import begin_import, import_deeds, receive_file
from neuguong.lib.dates import Period
from neuguong.lib.refusal import Refused
from neuguong.lib.whole import write_whole
from neuguong.people.access import AccountActor
from neuguong.people.models import Account
from neuguong.reports.queries import reading_of, rendered
from tests.load.acts import Writer

IMPORTED = 5  # rows of each file
NAMED = "Vi Văn"


class Killed(Writer):
    """One writer of one kind; `told` is where it says what it has done."""

    def __init__(self, chance: Random, kind: str, out: Path) -> None:
        super().__init__(chance)
        self.out = out
        kinds: dict[str, Callable[[], None]] = {
            "mixed": super().one,
            "confirm": self._confirm,
            "upload": self._upload,
            "import": self._import,
            "job": self._ask_for_import,
            "report": self._report,
        }
        self.act = kinds[kind]

    def one(self) -> None:
        """One act of the kind; a refusal is an answer too."""
        try:
            self.act()
        except Refused:
            return

    @staticmethod
    def told() -> int:
        """The newest entry of the log, which stands for all that was done before."""
        newest: int = AuditEntry.objects.latest("pk").pk
        return newest

    def _deed(self) -> Deed:
        year = timezone.localdate().year
        deeds = Deed.objects.filter(unit=self.cell, year=year)
        keys = list(deeds.order_by("pk").values_list("pk", flat=True)[:50])
        return Deed.objects.get(pk=self.chance.choice(keys))

    def _confirm(self) -> None:
        deed, today = self._deed(), timezone.localdate()
        if deed.state == DeedState.DONE:
            reopen_deed(by=self.by, deed_id=deed.pk, reason="thử tải", today=today)
        else:
            confirm_done(by=self.by, deed_id=deed.pk, day=today, today=today)

    def _upload(self) -> None:
        deed, photo = self._deed(), io.BytesIO()
        noise = self.chance.randbytes(200 * 150 * 3)
        Image.frombytes("RGB", (200, 150), noise).save(photo, "PNG")
        add_evidence(
            by=self.by, registration_id=deed.registration_id, deed_id=deed.pk,
            upload=ContentFile(photo.getvalue(), name="anh.png"), now=timezone.now(),
        )  # fmt: skip

    def _table(self) -> bytes:
        mark = "".join(self.chance.choices("abcdeghiklmnopqrstuvxy", k=12)).capitalize()
        lines = [f"{NAMED} {mark} {'ABCDE'[n]};Trồng {n + 2} cây xanh" for n in range(IMPORTED)]
        return "\n".join(["Họ và tên;Việc làm theo", *lines]).encode()

    def _import(self) -> None:
        today, now = timezone.localdate(), timezone.now()
        outcome = import_deeds(
            by=self.by, unit_id=self.cell.pk, year=today.year, data=self._table(), name="a.csv",
            today=today, now=now, good_rows=True,
        )  # fmt: skip
        assert outcome.applied, outcome.refusal

    def _ask_for_import(self) -> None:
        rules.LONG_ROWS = 1  # type: ignore[misc]  # so that the worker does it
        today, now = timezone.localdate(), timezone.now()
        by = AccountActor(Account.objects.get(username="canboxa"), today=today)
        run = receive_file(
            by=by, unit_id=self.cell.pk, year=today.year, today=today, now=now,
            upload=ContentFile(self._table(), name="a.csv"),
        )  # fmt: skip
        begin_import(by=by, run_id=run.pk, today=today, now=now, good_rows=True)

    def _report(self) -> None:
        """A report into a file: there whole, or as it was before."""
        year = Period.parse(str(timezone.localdate().year))
        document = reading_of(self.cell, year, by=self.by).document
        write_whole(self.out / "bao-cao.docx", rendered(document, "docx"))
