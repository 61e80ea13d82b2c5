"""Which jobs there are, for whom, and which function stands behind the name of a job."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from neuguong.jobs.models import Job

Task = Callable[..., Mapping[str, object] | None]


@dataclass(frozen=True, slots=True)
class Periodic:
    """A callable without arguments that every worker calls each so many seconds."""

    name: str
    function: Callable[[], object]
    seconds: float


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What workers can do: tasks by the name of their job, and what they do by themselves."""

    tasks: Mapping[str, Task]
    periodic: tuple[Periodic, ...]


@cache
def catalogue() -> Catalogue:
    """The list that `settings.NEUGUONG_JOBS` names, with every function loaded and checked.

    An entry is `name: "dotted.path"` for a job, `name: ("dotted.path", seconds)` for periodic work.
    Raises `ImproperlyConfigured` when the list or a function is not there.
    """
    entries: Mapping[str, str | tuple[str, float]] = _load("NEUGUONG_JOBS", settings.NEUGUONG_JOBS)
    tasks: dict[str, Task] = {}
    periodic: list[Periodic] = []
    for name, entry in entries.items():
        if isinstance(entry, str):
            tasks[name] = _load(name, entry)
        else:
            path, seconds = entry
            periodic.append(Periodic(name, _load(name, path), float(seconds)))
    return Catalogue(tasks, tuple(periodic))


def job_of(uid: UUID, *, asked_by_id: int | None) -> Job | None:
    """The job with this uid if that account asked for it, otherwise None: others may not know of it."""
    if asked_by_id is None:
        return None
    return Job.objects.filter(uid=uid, asked_by_id=asked_by_id).first()


def jobs_of(asked_by_id: int) -> QuerySet[Job]:
    """All jobs that an account asked for, newest first."""
    return Job.objects.filter(asked_by_id=asked_by_id)


def _load(name: str, path: str) -> Any:
    try:
        found = import_string(path)
    except ImportError as error:
        raise ImproperlyConfigured(f"{name}: {path} cannot be loaded: {error}") from error
    if not (callable(found) or isinstance(found, Mapping)):
        raise ImproperlyConfigured(f"{name}: {path} is neither a function nor a list of jobs")
    return found
