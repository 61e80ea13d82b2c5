"""Paths of the room `honours`, all under /guong/."""

from django.urls import path

from neuguong.honours.views import (
    awards,
    catalogue,
    entry,
    examples,
    papers,
    pictures,
    proposal,
    roll,
)

app_name = "honours"

urlpatterns = [
    path("", roll.mine, name="mine"),
    # the book
    path("so/<path:slug>", roll.roll, name="roll"),
    path("in-so/<path:slug>", papers.book_file, name="book_file"),
    path("mo-so/<path:slug>", roll.open_book, name="open_book"),
    path("khoa-so/<path:slug>", roll.close_book, name="close_book"),
    path("de-nghi-ghi/<path:slug>", roll.propose, name="propose"),
    path("chon-viec/<path:slug>", roll.pick, name="pick"),
    path("tu-viec/<int:deed_id>", roll.propose_deed, name="propose_deed"),
    path("hop-xet/<path:slug>", roll.settle, name="settle"),
    # an entry
    path("muc/<int:entry_id>", entry.entry, name="entry"),
    path("muc/<int:entry_id>/sua", entry.change_entry, name="change_entry"),
    path("muc/<int:entry_id>/xac-minh", entry.verify, name="verify"),
    path("muc/<int:entry_id>/bieu-quyet", entry.vote, name="vote"),
    path("muc/<int:entry_id>/ghi-danh", entry.decide, name="decide"),
    path("muc/<int:entry_id>/khong-ghi", entry.refuse, name="refuse"),
    path("muc/<int:entry_id>/rut", entry.withdraw, name="withdraw"),
    path("muc/<int:entry_id>/dong-y", entry.consent, name="consent"),
    path("muc/<int:entry_id>/gui-len", entry.raise_up, name="raise"),
    path("cap-tren/<int:raise_id>", entry.conclude, name="conclude"),
    # awards
    path("khen/<path:slug>", awards.awards, name="awards"),
    path("luot/<int:award_id>", awards.award, name="award"),
    path("luot/<int:award_id>/thu-hoi", awards.revoke, name="revoke"),
    path("ghi-khen/<path:slug>", awards.add_award, name="add_award"),
    path("lich-su/<path:slug>", awards.history, name="history"),
    path("danh-muc/<path:slug>", catalogue.catalogue, name="catalogue"),
    path("hinh-thuc/<int:form_id>/het", catalogue.end_form, name="end_form"),
    # proposals
    path("lap-de-nghi/<path:slug>", proposal.new_proposal, name="new_proposal"),
    path("de-nghi/<int:proposal_id>", proposal.proposal, name="proposal"),
    path("de-nghi/<int:proposal_id>/them", proposal.nominate, name="nominate"),
    path("de-nghi/<int:proposal_id>/bieu-quyet", proposal.ballot, name="ballot"),
    path("de-nghi/<int:proposal_id>/gui", proposal.send, name="send"),
    path("de-nghi/<int:proposal_id>/tra-lai", proposal.give_back, name="give_back"),
    path("de-nghi/<int:proposal_id>/quyet-dinh", proposal.decide, name="decide_proposal"),
    path("de-nghi/<int:proposal_id>/in", papers.proposal_paper, name="proposal_paper"),
    path("duoc-de-nghi/<int:nominee_id>", proposal.nominee, name="nominee"),
    path("duoc-de-nghi/<int:nominee_id>/bo", proposal.drop, name="drop"),
    path("duoc-de-nghi/<int:nominee_id>/in", papers.nominee_paper, name="nominee_paper"),
    # good models
    path("hoc-tap-mo-hinh/", examples.learn, name="learn"),
    path("mo-hinh/<path:slug>", examples.models, name="models"),
    path("viet-mo-hinh/<path:slug>", examples.new_model, name="new_model"),
    path("xem-mo-hinh/<int:model_id>", examples.model, name="model"),
    path("xem-mo-hinh/<int:model_id>/sua", examples.change_model, name="change_model"),
    path("xem-mo-hinh/<int:model_id>/cong-nhan", examples.recognise, name="recognise"),
    path("xem-mo-hinh/<int:model_id>/thoi", examples.end_model, name="end_model"),
    path("xem-mo-hinh/<int:model_id>/anh", pictures.add_photos, name="add_photos"),
    path("xem-mo-hinh/<int:model_id>/lam-theo", examples.adopt, name="adopt"),
    path("anh-mo-hinh/<int:photo_id>", pictures.photo, name="photo"),
    path("anh-mo-hinh/<int:photo_id>/bo", pictures.remove_photo, name="remove_photo"),
    path("lam-theo/<int:adoption_id>", examples.tell_adoption, name="tell_adoption"),
]
