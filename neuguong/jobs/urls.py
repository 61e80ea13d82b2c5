"""Paths of the room `jobs`."""

from django.urls import path

from neuguong.jobs import views

app_name = "jobs"

urlpatterns = [
    # /viec-nen/
    path("<uuid:uid>/", views.job, name="job"),
]
