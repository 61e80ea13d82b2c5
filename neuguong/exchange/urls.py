"""Paths of the room `exchange`."""

from django.urls import path

from neuguong.exchange.views.pages import apply, discard, marked, mend, preview, upload

app_name = "exchange"

urlpatterns = [
    # /nhap-tep/
    path("", upload, name="upload"),
    path("<uuid:uid>/", preview, name="preview"),
    path("<uuid:uid>/sua/", mend, name="mend"),
    path("<uuid:uid>/nhap/", apply, name="apply"),
    path("<uuid:uid>/bo/", discard, name="discard"),
    path("<uuid:uid>/tep-danh-dau/", marked, name="marked"),
]
