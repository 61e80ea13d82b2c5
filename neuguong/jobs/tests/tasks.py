"""Tasks for the tests, and the list that names them."""

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from django.core.exceptions import PermissionDenied

from neuguong.jobs.actions import JobRun, report_progress
from neuguong.lib.refusal import Refusal, Refused

JOBS: Final[Mapping[str, str | tuple[str, float]]] = {
    "tests.note": "neuguong.jobs.tests.tasks.note",
    "tests.break_down": "neuguong.jobs.tests.tasks.break_down",
    "tests.be_refused": "neuguong.jobs.tests.tasks.be_refused",
    "tests.be_forbidden": "neuguong.jobs.tests.tasks.be_forbidden",
    "tests.hang_at_first": "neuguong.jobs.tests.tasks.hang_at_first",
    "tests.tick": ("neuguong.jobs.tests.tasks.tick", 0.05),
}
WRONG_JOBS: Final = {"tests.note": "neuguong.jobs.tests.tasks.nothing_here"}

noted: list[str] = []
ticks: list[float] = []


def note(run: JobRun, *, text: str) -> Mapping[str, object]:
    """Note a text, telling that half and then all of it is done."""
    report_progress(run, done=1, total=2, text="nửa chừng")
    noted.append(text)
    report_progress(run, done=2)
    return {"text": text, "url": "/xong/"}


def break_down(run: JobRun) -> None:
    """Fail as a program fails."""
    raise ZeroDivisionError(run.name)


def be_refused(run: JobRun) -> None:
    """Fail as a rule says."""
    raise Refused(Refusal("year_closed", "Năm đã khóa."))


def be_forbidden(run: JobRun) -> None:
    """Fail because the one who asked has lost the right."""
    raise PermissionDenied


def hang_at_first(run: JobRun, *, path: str) -> None:
    """Note the attempt in a file, then hang at the first and end at the next."""
    with Path(path).open("a", encoding="utf-8") as file:
        file.write(f"{run.attempt}\n")
    if run.attempt == 1:
        time.sleep(120)


def tick() -> None:
    """Note that time has passed."""
    ticks.append(time.monotonic())
