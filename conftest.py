"""Fixtures of every test: quick passwords, files that vanish, Hypothesis profiles."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from pytest_django import Settings

from tests.world import World, build

pytest_plugins = ["neuguong.audit.tests.flushing"]

_COMMON = hypothesis_settings(
    deadline=None,  # a busy machine is not a fault
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
hypothesis_settings.register_profile(
    "ci", _COMMON, derandomize=True, max_examples=25, stateful_step_count=20
)
hypothesis_settings.register_profile(
    "soak",
    _COMMON,
    max_examples=int(os.environ.get("NEUGUONG_SOAK_EXAMPLES", "2000")),
    stateful_step_count=60,
    print_blob=True,
)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


def pytest_configure() -> None:
    """What differs from a site in service, for speed: hashing, and static names without a manifest."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.NEUGUONG_SECOND_FACTOR = "OFFERED"  # tests of the second step ask for it themselves
    settings.STORAGES["staticfiles"] = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
    settings.COSTLY_PER_MINUTE = 0  # tests ask faster than people; those of the pace set their own
    settings.MIDDLEWARE.remove("whitenoise.middleware.WhiteNoiseMiddleware")


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes are named by their argument: a zip made in another second has other bytes."""
    return argname if isinstance(val, bytes) else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """On SQLite the tests that only PostgreSQL can show are skipped; its own run has them."""
    if connection.vendor == "postgresql":
        return
    skip = pytest.mark.skip(reason="only PostgreSQL can show it; its own run has it")
    for item in items:
        if "postgresql" in item.keywords:
            item.add_marker(skip)


@pytest.fixture(autouse=True)
def files_that_vanish(tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> Path:
    """Stored files of one test, in a folder of its own."""
    folder = tmp_path_factory.mktemp("files")
    default = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": folder},
    }
    settings.STORAGES = {**settings.STORAGES, "default": default}
    settings.FILES_ROOT = folder
    settings.KEYS_FILE = tmp_path_factory.mktemp("keys") / "keys"
    return folder


@pytest.fixture
def world(db: None) -> World:
    """The small fixed country with its cast."""
    return build()
