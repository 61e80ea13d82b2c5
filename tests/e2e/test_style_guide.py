"""The living style guide in a browser: every part of the kit on one page."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page


@pytest.mark.parametrize("width", [360, 1366])
def test_every_part_can_be_read_by_everyone(
    page: Page, serious: Callable[[Page], list[str]], width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/mau-giao-dien/")
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
