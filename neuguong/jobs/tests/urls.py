"""The addresses that the page of a job needs, without the rooms above."""

from django.urls import include, path

urlpatterns = [
    path("viec-nen/", include("neuguong.jobs.urls")),
    path("", include("neuguong.ui.urls")),
]
