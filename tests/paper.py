"""Scans of forms as they come back: pages with a square code, as photos and as a heap in one PDF."""

import io
from collections.abc import Sequence

import segno
from django.core.files.base import ContentFile
from PIL import Image


def page_with(*codes: str) -> Image.Image:
    """A scanned A4 page at 120 points to the inch, with codes side by side at its foot."""
    page = Image.new("L", (992, 1403), "white")
    for place, code in enumerate(filter(None, codes)):
        out = io.BytesIO()
        segno.make(code, error="q", micro=False, boost_error=False).save(
            out, kind="png", border=0, scale=3
        )
        page.paste(Image.open(out).convert("L"), (90 + 480 * place, 1250))
    return page


def scan_of(page: Image.Image) -> "ContentFile[bytes]":
    """The page as a phone sends it."""
    out = io.BytesIO()
    page.save(out, "JPEG", quality=70)
    return ContentFile(out.getvalue(), name="phieu.jpg")


def heap_of_scans(pages: Sequence[Image.Image]) -> "ContentFile[bytes]":
    """Several pages as the feeder of a scanner gives them: one PDF."""
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=list(pages[1:]), resolution=120)
    return ContentFile(out.getvalue(), name="tap.pdf")
