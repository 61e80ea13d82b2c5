"""Paths of the room `exchange`."""

from django.urls import include, path

from neuguong.exchange.views import annexes
from neuguong.exchange.views.attendance import attendance
from neuguong.exchange.views.exports import export_deeds, export_people, export_units, ways_out
from neuguong.exchange.views.meaning import meaning
from neuguong.exchange.views.pages import answer, apply, discard, marked, mend, preview, upload
from neuguong.exchange.views.templates import form
from neuguong.exchange.views.undo import release, undo
from neuguong.exchange.views.units_people import (
    answer_row,
    apply_rows,
    discard_rows,
    hand_in_people,
    hand_in_units,
    marked_rows,
    release_rows,
    rows,
    undo_rows,
)

app_name = "exchange"

_ways_in = [
    # /nhap-tep/
    path("", upload, name="upload"),
    path("<uuid:uid>/", preview, name="preview"),
    path("<uuid:uid>/sua/", mend, name="mend"),
    path("<uuid:uid>/cach-hieu/", meaning, name="meaning"),
    path("<uuid:uid>/tra-loi/", answer, name="answer"),
    path("<uuid:uid>/nhap/", apply, name="apply"),
    path("<uuid:uid>/bo/", discard, name="discard"),
    path("<uuid:uid>/xem-lai/", release, name="release"),
    path("<uuid:uid>/hoan-tac/", undo, name="undo"),
    path("<uuid:uid>/tep-danh-dau/", marked, name="marked"),
    # /nhap-tep/don-vi/, /nhap-tep/nguoi/, /nhap-tep/sap-xep/
    path("don-vi/", hand_in_units, name="units"),
    path("cham-cong/", attendance, name="attendance"),
    path("nguoi/", hand_in_people, name="people"),
    path("sap-xep/", annexes.hand_in, name="reorganisations"),
    path("sap-xep/<uuid:uid>/", annexes.annex, name="annex"),
    path("sap-xep/<uuid:uid>/tra-loi/", annexes.answer, name="annex_answer"),
    path("sap-xep/<uuid:uid>/lap/", annexes.make_draft, name="annex_draft"),
    path("sap-xep/<uuid:uid>/bo/", annexes.discard, name="annex_discard"),
    path("danh-sach/<uuid:uid>/", rows, name="list"),
    path("danh-sach/<uuid:uid>/tra-loi/", answer_row, name="list_answer"),
    path("danh-sach/<uuid:uid>/nhap/", apply_rows, name="list_apply"),
    path("danh-sach/<uuid:uid>/bo/", discard_rows, name="list_discard"),
    path("danh-sach/<uuid:uid>/xem-lai/", release_rows, name="list_release"),
    path("danh-sach/<uuid:uid>/hoan-tac/", undo_rows, name="list_undo"),
    path("danh-sach/<uuid:uid>/tep-danh-dau/", marked_rows, name="list_marked"),
]
_ways_out = [
    # /tai-ve/
    path("", ways_out, name="ways_out"),
    path("don-vi/<path:slug>", export_units, name="export_units"),
    path("nguoi/<path:slug>", export_people, name="export_people"),
    path("viec-lam/<path:slug>", export_deeds, name="export_deeds"),
    path("mau/<str:kind>/<path:slug>", form, name="form"),
]
urlpatterns = [path("nhap-tep/", include(_ways_in)), path("tai-ve/", include(_ways_out))]
