"""The kit alone: its own addresses, its middleware, a small menu, no other room and no database."""

import pytest
from pytest_django import Settings

from neuguong.ui.tests.kit import READERS


@pytest.fixture(autouse=True)
def only_the_kit(settings: Settings) -> None:
    """Settings that need no other room."""
    READERS[0] = None
    settings.ROOT_URLCONF = "neuguong.ui.tests.urls"
    settings.NEUGUONG_MENU = "neuguong.ui.tests.kit.MENU"
    settings.MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
    settings.STORAGES = {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.MIDDLEWARE = [
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "neuguong.ui.tests.kit.with_reader",
        "neuguong.ui.middleware.RefusalMiddleware",
    ]
    settings.TEMPLATES = [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
            "OPTIONS": {
                "string_if_invalid": settings.TEMPLATES[0]["OPTIONS"].get("string_if_invalid", ""),
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.messages.context_processors.messages",
                    "neuguong.ui.context.frame",
                ],
            },
        }
    ]
