"""Paths of the room `inspections`, all under /kiem-tra-giam-sat/."""

from django.urls import path

from neuguong.inspections.views.findings import add, drop, mend, recheck
from neuguong.inspections.views.letters import letters
from neuguong.inspections.views.plan import mine, new, sheet, year
from neuguong.inspections.views.visit import (
    call_off,
    change,
    conclude,
    hold,
    inspection,
    paper,
)

app_name = "inspections"

urlpatterns = [
    path("", mine, name="mine"),
    path("nam/<path:slug>", year, name="year"),
    path("lap/<path:slug>", new, name="new"),
    path("bang/<path:slug>", sheet, name="sheet"),
    path("don-thu/<path:slug>", letters, name="letters"),
    path("cuoc/<int:inspection_id>/", inspection, name="inspection"),
    path("cuoc/<int:inspection_id>/sua/", change, name="change"),
    path("cuoc/<int:inspection_id>/da-lam/", hold, name="hold"),
    path("cuoc/<int:inspection_id>/phat-hien/", add, name="add"),
    path("cuoc/<int:inspection_id>/ket-luan/", conclude, name="conclude"),
    path("cuoc/<int:inspection_id>/huy/", call_off, name="call_off"),
    path("cuoc/<int:inspection_id>/van-ban/", paper, name="paper"),
    path("dieu/<int:finding_id>/bo/", drop, name="drop"),
    path("dieu/<int:finding_id>/khac-phuc/", mend, name="mend"),
    path("dieu/<int:finding_id>/kiem-tra-lai/", recheck, name="recheck"),
]
