"""Paths of the room `shield`."""

from django.urls import path

from neuguong.shield.views import policy_report

app_name = "shield"

urlpatterns = [path("bao-cao-csp/", policy_report, name="policy_report")]
