"""The list of jobs of these tests in place of the house's own."""

from collections.abc import Iterator
from typing import Any

import pytest

from neuguong.jobs.queries import catalogue
from neuguong.jobs.tests import tasks


@pytest.fixture(autouse=True)
def jobs_of_the_tests(settings: Any) -> Iterator[None]:
    settings.NEUGUONG_JOBS = "neuguong.jobs.tests.tasks.JOBS"
    catalogue.cache_clear()
    tasks.noted.clear()
    tasks.ticks.clear()
    yield
    catalogue.cache_clear()
