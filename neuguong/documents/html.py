"""A document as HTML: the paper of the preview, where figures open, and a file that stands alone."""

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString

from neuguong.documents.document import Document
from neuguong.documents.rules import Layout
from neuguong.documents.shape import Shape, layout_of, shaped, tidied


def context(document: Document, layout: Layout | None = None, links: int | None = None) -> Shape:
    """What `documents/_paper.html` takes; on a page of the site its figures open their records.

    In an annex with more than `links` doors only the last line keeps them, so that a page stays light.
    """
    document = tidied(document)
    paper = shaped(document, layout or layout_of(document))
    if links is not None:
        for annex in paper["annexes"]:
            for table in annex["tables"]:
                _lighten(table, links)
    return {"paper": paper, "site": "", "plain": False}


def _lighten(table: Shape, links: int) -> None:
    """Shut the doors of a large table but for those of its last line."""
    runs = [run for row in table["rows"] for cell in row["cells"] for run in cell["runs"]]
    if sum(1 for run in runs if run.get("href")) <= links:
        return
    for row in table["rows"]:
        if row["kind"] != "total":
            for cell in row["cells"]:
                cell["runs"] = [{**run, "href": ""} for run in cell["runs"]]


def render(document: Document, site: str = "") -> bytes:
    """A UTF-8 page that needs no other file, to be kept or sent; same input, same bytes.

    `site` ("https://…", no slash at the end) makes figures open there; without it they are plain text.
    """
    with translation.override("vi"):
        style = f"<style>{render_to_string('documents/paper.css')}</style>"
        values = {**context(document), "site": site, "plain": not site, "sheet": SafeString(style)}
        return render_to_string("documents/paper_file.html", values).encode()
