"""Addresses of honours: one of everything that has one, and what each answers to each of the cast."""

from collections.abc import Callable
from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from neuguong.honours.actions import conferred, examples, proposals, raising
from neuguong.honours.actions import roll as book
from neuguong.honours.actions.guard import SubjectEntry
from neuguong.honours.actions.vocabulary import OwnForm, define_form, keep_catalogue
from neuguong.honours.rules.awards import Tally, Track
from neuguong.honours.rules.catalogue import FORMS, PARTY_MERIT
from neuguong.honours.rules.examples import ModelKind
from neuguong.honours.rules.roll import FIELDS
from neuguong.honours.rules.subjects import SubjectKind
from tests.rows import CELL, COMMUNE, Row, asks, signed_in
from tests.world import FOUNDED, NOW, TODAY, YEAR, World

DAY = date(2022, 5, 20)


def honours_things(
    world: World, photo: Callable[[], SimpleUploadedFile]
) -> dict[str, dict[str, object]]:
    """An entry before the commune, an award, a proposal with one in it, a model others follow."""
    keep_catalogue(by=world.machine, fields=FIELDS, forms=FORMS, since=FOUNDED)
    cell = world.unit(CELL)
    subject = SubjectEntry(SubjectKind.INDIVIDUAL, person_id=world.people["Chi"].pk)
    return {
        f"honours {word}": {word: number}
        for word, number in (
            *_roll(world, subject).items(),
            *_awards(world, subject).items(),
            *_models(world, photo).items(),
            ("unit_id", cell.pk),
        )
    }


def _roll(world: World, subject: SubjectEntry) -> dict[str, int]:
    cell = world.unit(CELL)
    draft = book.Draft(subject, 4, "Giúp hộ nghèo sửa nhà")
    waiting = book.propose_entries(
        by=world.giang, unit_id=cell.pk, year=YEAR, drafts=[draft], today=TODAY
    )[0]
    entered = book.enter_many(
        by=world.giang, unit_id=cell.pk, year=YEAR, rows=[book.Entered(draft, DAY)], today=TODAY
    )[0]
    raised = raising.raise_entry(by=world.giang, entry_id=entered.pk, today=TODAY)
    return {"entry_id": waiting.pk, "raise_id": raised.pk}


def _awards(world: World, subject: SubjectEntry) -> dict[str, int]:
    cell, commune = world.unit(CELL), world.unit(COMMUNE)
    given = conferred.add_awards(
        by=world.giang, unit_id=cell.pk, today=TODAY,
        rows=[conferred.AwardEntry(subject, PARTY_MERIT, DAY, YEAR, YEAR, "01-QĐ/CB")],
    )[0]  # fmt: skip
    proposal = proposals.open_proposal(
        by=world.giang, unit_id=cell.pk, to_unit_id=commune.pk, year=YEAR, title="khen thưởng",
        occasion="tổng kết năm", is_programme=True, made_on=TODAY,
    )  # fmt: skip
    nominee = proposals.nominate(
        by=world.giang, proposal_id=proposal.pk, today=TODAY,
        rows=[proposals.Nomination(subject, PARTY_MERIT, YEAR, YEAR)],
    )[0]  # fmt: skip
    own = define_form(
        by=world.binh, unit_id=commune.pk, since=FOUNDED,
        entry=OwnForm("Giấy khen của xã", Track.PARTY, Tally.MERIT, 3, "Đảng ủy xã"),
    )  # fmt: skip
    return {
        "award_id": given.pk, "proposal_id": proposal.pk, "nominee_id": nominee.pk,
        "form_id": own.pk,
    }  # fmt: skip


def _models(world: World, photo: Callable[[], SimpleUploadedFile]) -> dict[str, int]:
    cell, other = world.unit(CELL), world.unit("tinh/huyen/xa/hai")
    entry = examples.ModelEntry(ModelKind.SKILLED, 2, "Đường tự quản", "Mỗi nhóm một đoạn.", DAY)
    model = examples.write_model(
        by=world.giang, unit_id=cell.pk, year=YEAR, entry=entry, today=TODAY
    )
    examples.recognise_model(
        by=world.giang, model_id=model.pk, decision="01-TB/CB", day=DAY, today=TODAY
    )
    shown = examples.add_photos(
        by=world.giang, model_id=model.pk, uploads=[photo()], caption="", is_open=False, now=NOW
    )[0]
    adopted = examples.adopt_model(
        by=world.machine, model_id=model.pk, unit_id=other.pk, since=TODAY, result="", today=TODAY
    )
    return {"model_id": model.pk, "photo_id": shown.pk, "adoption_id": adopted.pk}


ROWS: dict[str, Row] = {
    "honours:add_award": asks("honours.decide", "200/422"),
    "honours:add_photos": asks("honours.propose", "200/422", sees="honours.view"),
    "honours:adopt": asks("honours.propose", "200/422", sees="honours.view"),
    "honours:award": asks("honours.view", "200/405", sees="honours.view"),
    "honours:awards": asks("honours.view", "200/405"),
    "honours:ballot": asks("honours.propose", "200/422", sees="honours.view", an="403/403"),
    "honours:book_file": asks("honours.propose", "200/405", an="403/405"),
    "honours:catalogue": asks("honours.view", "200/403", binh="200/422", an="200/422"),
    "honours:change_entry": asks("honours.propose", "200/422", sees="honours.view", an="403/403"),
    "honours:change_model": asks("honours.propose", "200/422", sees="honours.view"),
    "honours:close_book": asks("honours.decide", "302/302"),
    "honours:conclude": asks("honours.decide", "200/422", sees="honours.view", at=COMMUNE),
    "honours:consent": asks("honours.propose", "200/302", sees="honours.view"),
    "honours:decide": asks("honours.decide", "200/422", sees="honours.view"),
    "honours:decide_proposal": asks(
        "honours.decide", "200/422", sees="honours.view", at=COMMUNE, chi="403/403", giang="403/403"
    ),
    "honours:drop": asks("honours.propose", "200/302", sees="honours.view"),
    "honours:end_form": asks("honours.catalogue", "200/302", sees="honours.catalogue", at=COMMUNE),
    "honours:end_model": asks("honours.decide", "200/422", sees="honours.view"),
    "honours:entry": asks("honours.view", "200/405", sees="honours.view"),
    "honours:give_back": asks(
        "honours.decide", "200/422", sees="honours.view", at=COMMUNE, chi="403/403", giang="403/403"
    ),
    "honours:history": asks("honours.decide", "200/422"),
    "honours:learn": signed_in("200/405"),
    "honours:mine": signed_in("302/405"),
    "honours:model": asks("honours.view", "200/405", sees="honours.view"),
    "honours:models": asks("honours.view", "200/405"),
    "honours:new_model": asks("honours.propose", "200/422"),
    "honours:new_proposal": asks("honours.propose", "200/422"),
    "honours:nominate": asks("honours.propose", "200/422", sees="honours.view", an="403/403"),
    "honours:nominee": asks("honours.propose", "200/422", sees="honours.view", an="403/403"),
    "honours:nominee_paper": asks("honours.propose", "200/405", sees="honours.view", an="403/405"),
    "honours:open_book": asks("honours.propose", "200/422"),
    "honours:photo": asks("honours.view", "200/405", sees="honours.view", named=True),
    "honours:pick": asks("honours.propose", "200/422", an="403/403"),
    "honours:proposal": asks("honours.view", "200/405", sees="honours.view"),
    "honours:proposal_paper": asks("honours.propose", "200/405", sees="honours.view", an="403/405"),
    "honours:propose": asks("honours.propose", "200/422", an="403/403"),
    "honours:propose_deed": asks("honours.propose", "200/422", sees="honours.view", an="403/403"),
    "honours:raise": asks("honours.decide", "200/422", sees="honours.view"),
    "honours:recognise": asks("honours.decide", "200/422", sees="honours.view"),
    "honours:refuse": asks("honours.decide", "200/422", sees="honours.view"),
    "honours:remove_photo": asks("honours.view", "405/302", sees="honours.view", named=True),
    "honours:revoke": asks("honours.decide", "200/422", sees="honours.view"),
    "honours:roll": asks("honours.view", "200/405"),
    "honours:send": asks("honours.decide", "200/422", sees="honours.view", an="403/403"),
    "honours:settle": asks("honours.decide", "200/422", an="403/403"),
    "honours:tell_adoption": asks(
        "honours.decide", "200/422", sees="honours.view", at=COMMUNE, chi="403/403", giang="403/403"
    ),
    "honours:verify": asks("honours.propose", "200/422", sees="honours.view"),
    "honours:vote": asks("honours.propose", "200/422", sees="honours.view"),
    "honours:withdraw": asks("honours.decide", "200/422", sees="honours.view"),
}
