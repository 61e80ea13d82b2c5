"""Paths of the room `study`, all under /hoc-tap/."""

from django.urls import path

from neuguong.study.views.broadcasts import answer, broadcasts, new_series, plan, series
from neuguong.study.views.bulletins import bulletin, printed, read_out, refresh
from neuguong.study.views.catch_up import catch_up, sheet
from neuguong.study.views.conferences import (
    cancel,
    change,
    conference,
    hold,
    new,
    session_drop,
    session_new,
)
from neuguong.study.views.overview import start, unit
from neuguong.study.views.rolls import code, come, online, roll
from neuguong.study.views.themes import drop_material, material, theme
from neuguong.study.views.themes import new as new_theme

app_name = "study"

urlpatterns = [
    path("", start, name="start"),
    path("don-vi/<path:slug>", unit, name="unit"),
    path("hoc-bu/<path:slug>", catch_up, name="catch_up"),
    path("danh-sach/<path:slug>", sheet, name="sheet"),
    path("truyen-thanh/<path:slug>", broadcasts, name="broadcasts"),
    path("chuyen-de-moi/<path:slug>", new_theme, name="add_theme"),
    path("hoi-nghi-moi/<path:slug>", new, name="add_conference"),
    path("loat-bai-moi/<path:slug>", new_series, name="add_series"),
    path("chuyen-de/<int:theme_id>/", theme, name="theme"),
    path("tai-lieu/<int:material_id>/", material, name="material"),
    path("tai-lieu/<int:material_id>/bo/", drop_material, name="drop_material"),
    path("hoi-nghi/<int:conference_id>/", conference, name="conference"),
    path("hoi-nghi/<int:conference_id>/sua/", change, name="change"),
    path("hoi-nghi/<int:conference_id>/them-dot/", session_new, name="add_session"),
    path("hoi-nghi/<int:conference_id>/da-to-chuc/", hold, name="hold"),
    path("hoi-nghi/<int:conference_id>/huy/", cancel, name="call_off"),
    path("hoi-nghi/<int:conference_id>/diem-danh/", roll, name="roll"),
    path("dot/<int:session_id>/ma/", code, name="code"),
    path("dot/<int:session_id>/bo/", session_drop, name="drop_session"),
    path("dot/<int:session_id>/truc-tuyen/", online, name="online"),
    path("co-mat/<str:code>/", come, name="check_in"),
    path("loat-bai/<int:series_id>/", series, name="series"),
    path("loat-bai/<int:series_id>/lap/", plan, name="plan"),
    path("loat-bai/<int:series_id>/ghi/", answer, name="answer"),
    path("ban-tin/<int:bulletin_id>/", bulletin, name="bulletin"),
    path("ban-tin/<int:bulletin_id>/in/", printed, name="print_bulletin"),
    path("ban-tin/<int:bulletin_id>/soan-lai/", refresh, name="refresh"),
    path("ban-tin/<int:bulletin_id>/da-doc/", read_out, name="read_out"),
]
