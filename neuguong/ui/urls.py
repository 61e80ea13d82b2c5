"""Addresses of the kit itself."""

from django.urls import path

from neuguong.ui import views

app_name = "ui"
urlpatterns = [
    path("hien-thi/", views.display, name="display"),
    path("mau-giao-dien/", views.style_guide, name="style_guide"),
]
