"""Addresses of meetings, under /sinh-hoat/."""

from django.urls import path

from neuguong.meetings.views import course, paper, sheet, unit

app_name = "meetings"
urlpatterns = [
    path("", unit.mine, name="mine"),
    path("don-vi/<path:slug>", unit.unit, name="unit"),
    path("tai-ve/<path:slug>", unit.export, name="export"),
    path("quy-dinh/<path:slug>", paper.rules, name="rules"),
    path("moi/<path:slug>", course.new, name="new"),
    path("viec/<uuid:task_uid>", course.task, name="task"),
    path("ky/<uuid:uid>", sheet.meeting, name="meeting"),
    path("ky/<uuid:uid>/giay-moi", paper.invitation, name="invitation"),
    path("ky/<uuid:uid>/lich", paper.calendar, name="calendar"),
    path("ky/<uuid:uid>/bien-ban", paper.minutes, name="minutes"),
    path("ky/<uuid:uid>/nghi-quyet", paper.resolution, name="resolution"),
    path("ky/<uuid:uid>/gui", course.send, name="send"),
    path("ky/<uuid:uid>/mo-lai", course.reopen, name="reopen"),
    path("ky/<uuid:uid>/huy", course.cancel, name="cancel"),
    path("ky/<uuid:uid>/rieng", course.private, name="private"),
]
