"""Paths of the room `home`."""

from django.urls import path

from neuguong.home.views import log
from neuguong.home.views.data import data
from neuguong.home.views.evening import evening
from neuguong.home.views.explain import explain
from neuguong.home.views.figures import figures, my_figures
from neuguong.home.views.front import home
from neuguong.home.views.history import history
from neuguong.home.views.integrity import integrity
from neuguong.home.views.person import me, person
from neuguong.home.views.records import open_names, records
from neuguong.home.views.search import search
from neuguong.home.views.tree import tree
from neuguong.home.views.unit import unit
from neuguong.home.views.year import close_year, reopen_year, year

app_name = "home"

urlpatterns = [
    path("", home, name="home"),
    path("tim/", search, name="search"),
    path("kiem-tra/", integrity, name="integrity"),
    path("kiem-tra/du-lieu/", data, name="data"),
    path("ho-so-cua-toi/", me, name="me"),
    path("nguoi/<int:person_id>/", person, name="person"),
    # /nhat-ky/
    path("nhat-ky/", log.search, name="log"),
    path("nhat-ky/niem-phong/", log.seals, name="log_seals"),
    path("nhat-ky/dang-ky/<int:registration_id>/", log.registration, name="log_registration"),
    path("nhat-ky/viec/<int:deed_id>/", log.deed, name="log_deed"),
    path("nhat-ky/nguoi/<int:person_id>/", log.person, name="log_person"),
    path("nhat-ky/don-vi/<path:slug>", log.unit, name="log_unit"),
    # /don-vi/ — a slug may hold slashes, so it stands last
    path("don-vi/", tree, name="tree"),
    path("don-vi/trang/<path:slug>", unit, name="unit"),
    path("don-vi/lich-su/<path:slug>", history, name="history"),
    path("don-vi/so-lieu/", my_figures, name="my_figures"),
    path("don-vi/so-lieu/<path:slug>", figures, name="figures"),
    path("don-vi/ban-ghi/<path:slug>", records, name="records"),
    path("don-vi/vi-sao/<path:slug>", explain, name="explain"),
    path("don-vi/mo-ten/<path:slug>", open_names, name="open_names"),
    path("don-vi/tong-ket/<path:slug>", evening, name="evening"),
    path("don-vi/nam/<path:slug>", year, name="year"),
    path("don-vi/chot-nam/<path:slug>", close_year, name="close_year"),
    path("don-vi/mo-nam/<path:slug>", reopen_year, name="reopen_year"),
]
