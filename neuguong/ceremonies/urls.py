"""Paths of the room `ceremonies`, all under /nghi-le/."""

from django.urls import path

from neuguong.ceremonies.views import admissions, movements
from neuguong.ceremonies.views.overview import start, unit
from neuguong.ceremonies.views.salutes import branch, salutes
from neuguong.ceremonies.views.service import (
    twinning,
    twinning_end,
    twinning_new,
    twinning_tie,
    volunteer_day,
    volunteer_drop,
    volunteer_held,
    volunteer_new,
)

app_name = "ceremonies"

urlpatterns = [
    path("", start, name="start"),
    path("don-vi/<path:slug>", unit, name="unit"),
    path("chao-co/<path:slug>", salutes, name="salutes"),
    path("chao-co-cac-don-vi/<path:slug>", branch, name="branch"),
    path("phong-trao-moi/<path:slug>", movements.new, name="add_movement"),
    path("tinh-nguyen-moi/<path:slug>", volunteer_new, name="add_volunteer_day"),
    path("giup-xa-moi/<path:slug>", twinning_new, name="add_twinning"),
    path("ket-nap-moi/<path:slug>", admissions.new, name="add_admission"),
    path("phong-trao/<int:movement_id>/", movements.movement, name="movement"),
    path("phong-trao/<int:movement_id>/bo/", movements.leave, name="leave"),
    path("phong-trao/<int:movement_id>/ket-qua/", movements.outcome, name="outcome"),
    path("tinh-nguyen/<int:volunteer_id>/", volunteer_day, name="volunteer_day"),
    path("tinh-nguyen/<int:volunteer_id>/da-lam/", volunteer_held, name="volunteer_held"),
    path("tinh-nguyen/<int:volunteer_id>/bo/", volunteer_drop, name="drop_volunteer_day"),
    path("giup-xa/<int:twinning_id>/", twinning, name="twinning"),
    path("giup-xa/<int:twinning_id>/viec/", twinning_tie, name="tie"),
    path("giup-xa/<int:twinning_id>/ket-thuc/", twinning_end, name="end_twinning"),
    path("ket-nap/<int:admission_id>/", admissions.admission, name="admission"),
    path("ket-nap/<int:admission_id>/sua/", admissions.change, name="change_admission"),
    path("ket-nap/<int:admission_id>/in/", admissions.paper, name="paper"),
    path("ket-nap/<int:admission_id>/da-lam/", admissions.hold, name="hold_admission"),
]
