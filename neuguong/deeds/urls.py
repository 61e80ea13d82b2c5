"""Paths of deeds; a slug stands last, since it may hold slashes."""

from django.urls import path

from neuguong.deeds import views
from neuguong.deeds.views import grid, grid_results, grid_script, scans

app_name = "deeds"
urlpatterns = [
    # sheets and lists
    path("viec-cua-toi/", views.mine, name="mine"),
    path("tap-the/<path:slug>", views.collective, name="collective"),
    path("ghi-giup/<int:person_id>/<path:slug>", views.person, name="person"),
    path("viec-lam/", views.my_list, name="my_list"),
    path("viec-lam/<path:slug>", views.people, name="list"),
    path("them-nguoi/<path:slug>", views.add_person, name="add_person"),
    path("mo-cong-trinh/<path:slug>", views.open_work, name="open_work"),
    # the grid; paths of its script stand beside it, since a slug may hold slashes
    path("bang-ghi/<path:slug>", grid.grid, name="grid"),
    path("bang-ghi-o/<path:slug>", grid_script.grid_cell, name="grid_cell"),
    path("bang-ghi-moi/<path:slug>", grid_script.grid_news, name="grid_news"),
    path("bang-ghi-dan/<path:slug>", grid_script.grid_paste, name="grid_paste"),
    path("bang-ket-qua/<path:slug>", grid_results.grid_results, name="grid_results"),
    path("bang-ket-qua-o/<path:slug>", grid_results.grid_result, name="grid_result"),
    path("bang-ket-qua-moi/<path:slug>", grid_results.grid_results_news, name="grid_results_news"),
    # paper that comes back
    path("ban-quet/<path:slug>", scans.scan_in, name="scan_in"),
    path("ban-quet-cho/<int:scan_id>/", scans.scan, name="scan"),
    path("ban-quet-cho/<int:scan_id>/tep/", scans.scan_file, name="scan_file"),
    path("ban-quet-cho/<int:scan_id>/bo/", scans.drop, name="scan_drop"),
    # /xac-nhan/
    path("xac-nhan/dang-ky/<path:slug>", views.confirm_several, name="confirm_several"),
    path("xac-nhan/ket-qua/<path:slug>", views.confirm_results, name="confirm_results"),
    path("xac-nhan/dong-gop/<path:slug>", views.accept_gifts, name="accept_gifts"),
    # /dang-ky/N/
    path("dang-ky/<int:registration_id>/", views.registration, name="registration"),
    path("dang-ky/<int:registration_id>/gui/", views.submit, name="submit"),
    path("dang-ky/<int:registration_id>/xac-nhan/", views.confirm, name="confirm"),
    path("dang-ky/<int:registration_id>/tra-lai/", views.give_back, name="give_back"),
    path("dang-ky/<int:registration_id>/rut/", views.withdraw, name="withdraw"),
    path("dang-ky/<int:registration_id>/cam-ket/", views.parts, name="parts"),
    path("dang-ky/<int:registration_id>/them-viec/", views.add_deed, name="add_deed"),
    path("dang-ky/<int:registration_id>/gop/", views.add_gift, name="add_gift"),
    # /viec/N/
    path("viec/<int:deed_id>/", views.deed, name="deed"),
    path("viec/<int:deed_id>/sua/", views.change_deed, name="change_deed"),
    path("viec/<int:deed_id>/bo/", views.remove_deed, name="remove_deed"),
    path("viec/<int:deed_id>/doi/", views.replace_deed, name="replace_deed"),
    path("viec/<int:deed_id>/bat-dau/", views.start, name="start"),
    path("viec/<int:deed_id>/bao-ket-qua/", views.report, name="report"),
    path("viec/<int:deed_id>/hoan-thanh/", views.confirm_done, name="confirm_done"),
    path("viec/<int:deed_id>/tra-ket-qua/", views.return_result, name="return_result"),
    path("viec/<int:deed_id>/thoi/", views.give_up, name="give_up"),
    path("viec/<int:deed_id>/mo-lai/", views.reopen, name="reopen"),
    path("viec/<int:deed_id>/chuyen-nam/", views.carry_over, name="carry_over"),
    path("viec/<int:deed_id>/cong-trinh/", views.join_work, name="join_work"),
    path("viec/<int:deed_id>/gop/", views.add_deed_gift, name="add_deed_gift"),
    path("viec/<int:deed_id>/anh/", views.add_photos, name="add_photos"),
    # the rest by number
    path("dong-gop/<int:contribution_id>/nhan/", views.accept_gift, name="accept_gift"),
    path("minh-chung/<int:evidence_id>/", views.evidence, name="evidence"),
    path("minh-chung/<int:evidence_id>/bo/", views.remove_evidence, name="remove_evidence"),
    path("cong-trinh/<int:work_id>/", views.work, name="work"),
    path("cong-trinh/<int:work_id>/xong/", views.finish_work, name="finish_work"),
]
