"""When a job is tried again."""

from datetime import timedelta

import pytest

from neuguong.jobs.rules import may_retry, wait_before_retry


@pytest.mark.parametrize(
    ("attempts", "seconds"), [(0, 10), (1, 10), (2, 40), (3, 160), (4, 640), (6, 3600), (99, 3600)]
)
def test_each_wait_is_longer_up_to_an_hour(attempts: int, seconds: int) -> None:
    assert wait_before_retry(attempts) == timedelta(seconds=seconds)


def test_the_last_attempt_is_the_last() -> None:
    assert may_retry(2, 3)
    assert not may_retry(3, 3)
