"""Paths of the room `duties`, all under /den-han/."""

from django.urls import path

from neuguong.duties.views.calendar import calendar, end
from neuguong.duties.views.owed import contact, done, excuse, mine, owed
from neuguong.duties.views.wall import calls, sheet, wall

app_name = "duties"

urlpatterns = [
    path("", mine, name="mine"),
    path("cua/<path:slug>", owed, name="owed"),
    path("bang/<path:slug>", wall, name="wall"),
    path("tep/<path:slug>", sheet, name="sheet"),
    path("goi/<path:slug>", calls, name="calls"),
    path("lich/<path:slug>", calendar, name="calendar"),
    path("dau-moi/<path:slug>", contact, name="contact"),
    path("viec/<int:duty_id>/xong/", done, name="done"),
    path("viec/<int:duty_id>/mien/", excuse, name="excuse"),
    path("han/<int:rule_id>/thoi/", end, name="end"),
]
