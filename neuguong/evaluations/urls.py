"""Paths of the room `evaluations`, all under /danh-gia/."""

from django.urls import path

from neuguong.evaluations.views.ballot import ballot, open_ballot, void, vote
from neuguong.evaluations.views.rating import decide, notice, propose, rating
from neuguong.evaluations.views.review import begin, handed, review, self_check
from neuguong.evaluations.views.stated import (
    drop_declaration,
    drop_title,
    quota,
    rules,
    stated,
    totals,
)
from neuguong.evaluations.views.unit import mine, unit

app_name = "evaluations"

urlpatterns = [
    path("", mine, name="mine"),
    path("quy-dinh/", rules, name="rules"),
    path("tu-soi/", self_check, name="self_check"),
    path("ban/<int:review_id>/", review, name="review"),
    path("muc/<int:rating_id>/", rating, name="rating"),
    path("bo-phieu/<int:ballot_id>/", ballot, name="ballot"),
    path("bo-phieu/<int:ballot_id>/phieu/", vote, name="vote"),
    path("bo-phieu/<int:ballot_id>/huy/", void, name="void"),
    path("mo-ban/<int:person_id>/<path:slug>", begin, name="begin"),
    path("duoc-dua/<int:person_id>/<path:slug>", handed, name="handed"),
    path("don-vi/<path:slug>", unit, name="unit"),
    path("de-xuat/<path:slug>", propose, name="propose"),
    path("quyet-dinh/<path:slug>", decide, name="decide"),
    path("thong-bao/<path:slug>", notice, name="notice"),
    path("ty-le/<path:slug>", quota, name="quota"),
    path("tong-hop/<path:slug>", totals, name="totals"),
    path("ke-khai/<path:slug>", stated, name="stated"),
    path("bo-ke-khai/<path:slug>", drop_declaration, name="drop_declaration"),
    path("bo-danh-hieu/<path:slug>", drop_title, name="drop_title"),
    path("mo-phieu/<path:slug>", open_ballot, name="open_ballot"),
]
