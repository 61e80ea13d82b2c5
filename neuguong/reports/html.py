"""A document as HTML: the paper of the preview, where figures open, and a file that stands alone."""

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString

from neuguong.reports.document import Document
from neuguong.reports.rules import Layout
from neuguong.reports.shape import Shape, layout_of, shaped, tidied


def context(document: Document, layout: Layout | None = None) -> Shape:
    """What `reports/_paper.html` takes; on a page of the site its figures open their records."""
    document = tidied(document)
    paper = shaped(document, layout or layout_of(document))
    return {"paper": paper, "site": "", "plain": False}


def render(document: Document, site: str = "") -> bytes:
    """A UTF-8 page that needs no other file, to be kept or sent; same input, same bytes.

    `site` ("https://…", no slash at the end) makes figures open there; without it they are plain text.
    """
    with translation.override("vi"):
        style = f"<style>{render_to_string('reports/paper.css')}</style>"
        values = {**context(document), "site": site, "plain": not site, "sheet": SafeString(style)}
        return render_to_string("reports/paper_file.html", values).encode()
