"""Paths of the whole site with this room's under their own prefix, for its pages' tests."""

from django.urls import URLPattern, URLResolver, include, path

from neuguong.config.urls import urlpatterns as whole_site

urlpatterns: list[URLPattern | URLResolver] = [
    path("nhap-tep/", include("neuguong.exchange.urls")),
    *whole_site,
]
