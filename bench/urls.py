"""The addresses of the house, and two views with nearly nothing in them to compare pages with."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from neuguong.org.models import Unit

_SMALL: Final = engines["django"].from_string(
    "<!doctype html><html lang=vi><title>{{ unit.name }}</title><h1>{{ unit.name }}</h1>"
    "<p>{{ unit.slug }}</p></html>"
)


def empty(request: HttpRequest) -> HttpResponse:
    """No query, no template, no byte."""
    return HttpResponse()


def one_query(request: HttpRequest, pk: int) -> HttpResponse:
    """One row by its primary key through a template of one line."""
    return HttpResponse(_SMALL.render({"unit": Unit.objects.get(pk=pk)}, request))


urlpatterns = [
    path("bench/empty/", empty, name="bench-empty"),
    path("bench/one/<int:pk>/", one_query, name="bench-one"),
    path("", include("neuguong.config.urls")),
]
