"""The room of the yearly review: self-reviews, ballots, ratings, declarations."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvaluationsConfig(AppConfig):
    """Registers the room."""

    name = "neuguong.evaluations"
    label = "evaluations"
    verbose_name = _("kiểm điểm, xếp loại")
    default_auto_field = "django.db.models.BigAutoField"
