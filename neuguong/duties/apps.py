"""The room of duties: who owes what to whom by when, who is late, and who has been told."""

from django.apps import AppConfig


class DutiesConfig(AppConfig):
    """Stands above the working year, whose records say what is done."""

    name = "neuguong.duties"
    label = "duties"
