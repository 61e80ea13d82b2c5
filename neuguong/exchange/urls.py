"""Paths of the room `exchange`."""

from django.urls import path

from neuguong.exchange.views.meaning import meaning
from neuguong.exchange.views.pages import answer, apply, discard, marked, mend, preview, upload
from neuguong.exchange.views.undo import release, undo

app_name = "exchange"

urlpatterns = [
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
]
