"""Paths of the room `reports`."""

from django.urls import path

from neuguong.reports.views.examples import examples
from neuguong.reports.views.paper import paper
from neuguong.reports.views.report import heading, report, start, words

app_name = "reports"

urlpatterns = [
    path("bao-cao/", start, name="start"),
    # /don-vi/bao-cao… — a slug may hold slashes, so it stands last
    path("don-vi/bao-cao/<path:slug>", report, name="report"),
    path("don-vi/bao-cao-loi/<path:slug>", words, name="words"),
    path("don-vi/bao-cao-dau/<path:slug>", heading, name="heading"),
    path("don-vi/bao-cao-viec/<path:slug>", examples, name="examples"),
    path("don-vi/in-phieu/<path:slug>", paper, name="paper"),
]
