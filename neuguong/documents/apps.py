"""The kit of official papers: one document, written as HTML, DOCX, PDF and XLSX."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Knows how a paper must look and who signs it; keeps no rows."""

    name = "neuguong.documents"
    label = "documents"
