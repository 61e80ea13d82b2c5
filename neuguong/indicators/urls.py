"""Paths of the room `indicators`, all under /chi-tieu/."""

from django.urls import path

from neuguong.indicators.views.compare import compare, opening
from neuguong.indicators.views.cuts import cuts
from neuguong.indicators.views.define import define, end
from neuguong.indicators.views.external import drop_external, external
from neuguong.indicators.views.one import one
from neuguong.indicators.views.overview import mine, overview
from neuguong.indicators.views.progress import progress
from neuguong.indicators.views.review import review
from neuguong.indicators.views.targets import drop_target, targets

app_name = "indicators"

urlpatterns = [
    path("", mine, name="mine"),
    path("tong-hop/<path:slug>", overview, name="overview"),
    path("mot/<path:slug>", one, name="one"),
    path("so-sanh/<path:slug>", compare, name="compare"),
    path("mo-so-sanh/<path:slug>", opening, name="opening"),
    path("xem-lai/<path:slug>", review, name="review"),
    path("con-thieu/<path:slug>", progress, name="progress"),
    path("theo-khoi/<path:slug>", cuts, name="cuts"),
    path("muc-tieu/<path:slug>", targets, name="targets"),
    path("bo-muc-tieu/<path:slug>", drop_target, name="drop_target"),
    path("ben-ngoai/<path:slug>", external, name="external"),
    path("bo-ben-ngoai/<path:slug>", drop_external, name="drop_external"),
    path("soan/<path:slug>", define, name="define"),
    path("ket-thuc/<path:slug>", end, name="end"),
]
