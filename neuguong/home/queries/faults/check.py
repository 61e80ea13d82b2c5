"""What a check of the data is: a sentence, a remedy, how grave it is, and the rows at fault."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MOST: Final = 1_000  # rows of one check that are listed; beyond them only "more than" is said


class Severity(StrEnum):
    """Whether figures or rights are wrong by it, whether somebody should look, or only may."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


SEVERITY_WORDS: Final = {
    Severity.ERROR: _("Sai"),
    Severity.WARNING: _("Cần xem"),
    Severity.NOTE: _("Nên biết"),
}


class Kind(StrEnum):
    """What a row at fault is, so that its page can be opened."""

    UNIT = "unit"
    PERSON = "person"
    REGISTRATION = "registration"
    DEED = "deed"
    WORK = "work"
    ACCOUNT = "account"


@dataclass(frozen=True, slots=True)
class DataCheck:
    """One check: `rows` gives the rows at fault, in a single statement.

    `unit` leads from a row to the unit where it stands (empty where it stands nowhere), `target` to the
    key of the page that shows it, `words` to what tells it from others without naming a person.
    """

    code: str
    sentence: str | Promise
    remedy: str | Promise
    severity: Severity
    kind: Kind
    rows: Callable[[], QuerySet[Any]]
    unit: str = "unit"
    target: str = "pk"
    words: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """One row at fault: where it stands on the tree, and what opens it."""

    path: str
    unit_name: str
    kind: Kind
    target: str
    words: str


def rows_found(check: DataCheck, most: int = MOST) -> list[Found]:
    """The rows that a check finds, one more than `most` when there are more; one statement."""
    at = f"{check.unit}__" if check.unit and check.unit != "self" else ""
    columns = [check.target, check.words or check.target]
    if check.unit:
        columns += [f"{at}path", f"{at}name"]
    rows = check.rows().order_by("pk").values_list(*columns)[: most + 1]
    return [
        Found(
            path=row[2] if check.unit else "",
            unit_name=row[3] if check.unit else "",
            kind=check.kind,
            target=str(row[0]),
            words=str(row[1]) if check.words else "",
        )
        for row in rows
    ]
