"""Settings as a site has them, for tests that look at the settings."""

import pytest
from pytest_django import Settings


@pytest.fixture
def at_home(settings: Settings) -> None:
    """The settings that Django changes for tests, as they are by default."""
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
    settings.TEMPLATES = [
        {
            **engine,
            "OPTIONS": {k: v for k, v in engine["OPTIONS"].items() if k != "string_if_invalid"},
        }
        for engine in settings.TEMPLATES
    ]
