"""Paths of the room `reorganisations`."""

from django.urls import path

from neuguong.reorganisations.views.deciding import apply, approve, drop, send_back, undo
from neuguong.reorganisations.views.plans import change_plan, new_plan, plan, plans
from neuguong.reorganisations.views.preview import plan_preview
from neuguong.reorganisations.views.steps import add_step, change_step, move_step, remove_step

app_name = "reorganisations"

urlpatterns = [
    path("", plans, name="list"),
    path("moi/", new_plan, name="new"),
    path("<int:plan_id>/", plan, name="plan"),
    path("<int:plan_id>/sua/", change_plan, name="change"),
    path("<int:plan_id>/them/<slug:kind>/", add_step, name="add_step"),
    path("<int:plan_id>/xem-truoc/", plan_preview, name="preview"),
    path("<int:plan_id>/duyet/", approve, name="approve"),
    path("<int:plan_id>/tra-ve/", send_back, name="return"),
    path("<int:plan_id>/ap-dung/", apply, name="apply"),
    path("<int:plan_id>/hoan-tac/", undo, name="undo"),
    path("<int:plan_id>/xoa/", drop, name="drop"),
    path("buoc/<int:step_id>/", change_step, name="step"),
    path("buoc/<int:step_id>/bo/", remove_step, name="remove_step"),
    path("buoc/<int:step_id>/len/", move_step, {"way": "len"}, name="step_up"),
    path("buoc/<int:step_id>/xuong/", move_step, {"way": "xuong"}, name="step_down"),
]
