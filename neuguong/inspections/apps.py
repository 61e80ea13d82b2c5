"""The room of inspections: planned visits, what was found, what was mended, and letters as a number."""

from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    """Stands above meetings; reads units and the year, is read by reports."""

    name = "neuguong.inspections"
    label = "inspections"
