"""The room of reports: a document from figures, written as HTML, DOCX, PDF and XLSX."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Reads every lower room, is read by none; keeps what officers write into reports."""

    name = "neuguong.reports"
    label = "reports"
