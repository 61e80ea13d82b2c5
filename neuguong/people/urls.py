"""Paths of the room `people`."""

from django.urls import path

from neuguong.people.views import accounts, grants, who

app_name = "people"

urlpatterns = [
    # /quyen/
    path("", who.mine, name="rights"),
    path("vai-tro/", who.roles, name="roles"),
    path("tai-khoan/<int:account_id>/", accounts.account, name="account"),
    path("tai-khoan/<int:account_id>/dong/", accounts.close, name="close_account"),
    path("tai-khoan/<int:account_id>/mo-lai/", accounts.reopen, name="reopen_account"),
    path("giao/<int:account_id>/<path:slug>", grants.give, name="give"),
    path("thoi/<int:grant_id>/", grants.end, name="end_grant"),
    path("lam-thay/<int:grant_id>/", grants.substitute, name="stand_in"),
    # a slug may hold slashes, so it stands last
    path("don-vi/<path:slug>", who.unit, name="who"),
    path("nhanh/<path:slug>", accounts.branch, name="accounts"),
    path("mo-tai-khoan/<path:slug>", accounts.open_one, name="open_account"),
]
