"""Paths of the room `privacy`: /du-lieu-ca-nhan/."""

from django.urls import path

from neuguong.privacy.views import desk, own, register, unit

app_name = "privacy"

urlpatterns = [
    path("", own.mine, name="mine"),
    path("thong-bao/", own.notice, name="notice"),
    path("da-doc/", own.read, name="read"),
    path("dong-y/", own.consent, name="consent"),
    path("gui-yeu-cau/", own.ask_page, name="ask"),
    path("tai-ve/", own.copy, name="copy"),
    # the desk
    path("yeu-cau/", desk.requests, name="requests"),
    path("yeu-cau/<uuid:uid>/", desk.request_page, name="request"),
    path("yeu-cau/<uuid:uid>/tra-loi/", desk.reply, name="reply"),
    path("yeu-cau/<uuid:uid>/ban-sao/", desk.copy_for, name="copy_for"),
    path("xoa-ten/<int:person_id>/", desk.forget, name="forget"),
    path("luu-giu/", register.keeping, name="keeping"),
    # the breach register
    path("su-co/", register.register, name="register"),
    path("su-co/<uuid:breach_uid>/", register.breach, name="breach"),
    path("su-co/<uuid:breach_uid>/thong-bao/", register.breach_notice, name="breach_notice"),
    # of a unit: a slug may hold slashes, so it stands last
    path("su-co/ghi/<path:slug>", register.enter_breach, name="enter_breach"),
    path("yeu-cau/nhan/<path:slug>", desk.enter, name="enter"),
    path("don-vi/<path:slug>", unit.unit, name="unit"),
    path("can-cu/<path:slug>", unit.basis, name="basis"),
    path("danh-gia/<path:slug>", unit.assess, name="assess"),
]
