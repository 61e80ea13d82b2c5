"""Addresses for the tests of the kit: its own, and pages that refuse."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from neuguong.lib.refusal import Refusal, Refused


def refuse(request: HttpRequest) -> HttpResponse:
    """A rule says no."""
    raise Refused(Refusal("test_no", "Năm 2025 đã khóa. Sửa thì ghi lý do <rõ>."))


def forbid(request: HttpRequest) -> HttpResponse:
    """A fault of the machine."""
    raise RuntimeError("broken")


urlpatterns = [
    path("", include("neuguong.ui.urls")),
    path("viec/", refuse, name="work"),
    path("viec/17/", refuse, name="one_work"),
    path("so-lieu/", refuse, name="figures"),
    path("hong/", forbid, name="broken"),
]
