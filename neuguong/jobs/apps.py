"""The room `jobs` as Django knows it, and the check that every job on the list has its function."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _


def jobs_are_there(**_kwargs: Any) -> Sequence[CheckMessage]:
    """Load the list of jobs once at start, so that a wrong path is found before work is lost."""
    try:
        import_string("neuguong.jobs.queries.catalogue")()
    except ImproperlyConfigured as error:
        return [Error(str(error), id="jobs.E001")]
    return []


class JobsConfig(AppConfig):
    """Name and label of the room."""

    name = "neuguong.jobs"
    label = "jobs"
    verbose_name = _("Việc nền")

    def ready(self) -> None:
        """Have the list of jobs checked whenever Django checks itself."""
        register(jobs_are_there)
