"""Paths of the room `attendance`, all under /cham-cong/."""

from django.urls import path

from neuguong.attendance.views.months import drop, hours, mine, month, sheet, year

app_name = "attendance"

urlpatterns = [
    path("", mine, name="mine"),
    path("nam/<path:slug>", year, name="year"),
    path("thang/<path:slug>", month, name="month"),
    path("bang/<path:slug>", sheet, name="sheet"),
    path("gio/<path:slug>", hours, name="hours"),
    path("bo/<path:slug>", drop, name="drop"),
]
