"""Paths of the room `accounts`."""

from django.urls import path

from neuguong.accounts.views import branch, door, own

app_name = "accounts"

urlpatterns = [
    path("dang-nhap/", door.sign_in, name="sign_in"),
    path("dang-nhap/phieu/", door.slip, name="enter_by_slip"),
    path("dang-nhap/gui-tiep/", door.kept, name="kept"),
    path("dang-xuat/", door.sign_out, name="sign_out"),
    path("tai-khoan-cua-toi/mat-khau/", own.password, name="password"),
    path("tai-khoan-cua-toi/dat-lop-hai/", own.begin_two_steps, name="begin_two_steps"),
    path("tai-khoan-cua-toi/phien/<int:signed_in_id>/", own.end_one, name="end_session"),
    path("tai-khoan-cua-toi/phien-khac/", own.end_rest, name="end_others"),
    # /tai-khoan/ — a slug may hold slashes, so it stands last
    path("tai-khoan/", branch.start, name="start"),
    path("tai-khoan/ten-ngoai/<int:account_id>/", branch.outside, name="outside"),
    path("tai-khoan/phieu-cho/<int:account_id>/", branch.slip, name="slip"),
    path("tai-khoan/don-vi/<path:slug>", branch.accounts, name="list"),
    path("tai-khoan/phieu/<path:slug>", branch.slips, name="slips"),
]
