"""A person is forgotten whole; no figure changes; what must be kept is kept."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.db.models import TextField
from django.db.models.functions import Cast
from django.http import Http404
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from neuguong.audit.queries import verify as verify_log
from neuguong.deeds.actions import add_evidence, register_many
from neuguong.deeds.actions.entries import (
    BulkDeed,
    BulkRegistration,
    ContributionEntry,
    DeedEntry,
    OutcomeEntry,
    QuantityEntry,
)
from neuguong.deeds.actions.scans import keep_scan
from neuguong.deeds.models import Deed, Evidence, LooseScan, Registration
from neuguong.deeds.rules import ContributionKind, DeedState
from neuguong.exchange.actions.handed import receive_list
from neuguong.exchange.models import ListRun
from neuguong.exchange.rules import ListKind
from neuguong.files.models import StoredFile
from neuguong.lib.dates import Period
from neuguong.lib.refusal import Refused
from neuguong.people.access import AccountActor
from neuguong.people.actions import PersonEntry, add_person
from neuguong.people.models import Account, Membership, Person, Post
from neuguong.privacy.actions.consents import set_basis
from neuguong.privacy.actions.forgetting import forget_person, hold_person, release_hold
from neuguong.privacy.actions.requests import ask
from neuguong.privacy.models import Forgetting
from neuguong.privacy.queries.forgetting import forget_page, units_near
from neuguong.privacy.queries.naming import loose_in
from neuguong.privacy.rules import Basis, Purpose, RequestKind
from neuguong.privacy.tests.conftest import CELL, DONE, LATER, ON
from neuguong.rollup.actions import verify
from neuguong.rollup.queries import catalogue, figures_of
from tests.world import FOUNDED, NOW, TODAY, YEAR, World

pytestmark = pytest.mark.django_db
WHY = "theo đơn đề nghị ngày 14/6/2022"


def figures(world: World) -> dict[str, dict[str, object]]:
    """Every figure of every unit."""
    period = Period("year", YEAR)
    return {
        slug: {key: (each.scaled, each.n) for key, each in
               figures_of(unit, period, list(catalogue())).items()}
        for slug, unit in world.units.items()
    }  # fmt: skip


def forget(world: World, by: AccountActor, person: Person, **more: object) -> Forgetting:
    return forget_person(
        by=by, person_id=person.pk, reason=WHY, now=NOW, today=TODAY, **more  # type: ignore[arg-type]
    )  # fmt: skip


def stands(name: str) -> list[str]:
    """Every column of the database in which a name stands, audit included."""
    found = []
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if not isinstance(field, models.CharField | models.TextField | models.JSONField):
                continue
            rows = model._base_manager.annotate(raw=Cast(field.name, TextField()))
            for raw in rows.exclude(raw=None).values_list("raw", flat=True):
                if name.casefold() in " ".join(raw.split()).casefold():
                    found.append(f"{model._meta.label}.{field.name}: {raw}")
    return found


def photo() -> SimpleUploadedFile:
    stored = BytesIO()
    Image.new("RGB", (40, 30), "green").save(stored, "JPEG")
    return SimpleUploadedFile("chi.jpg", stored.getvalue(), "image/jpeg")


def test_nothing_names_them_any_more_and_every_figure_stays(
    lively: World, officer: AccountActor
) -> None:
    chi = lively.people["Chi"]
    found = Registration.objects.get(person=chi)
    add_evidence(by=lively.chi, registration_id=found.pk, upload=photo(), now=NOW)
    before = figures(lively)
    members = Membership.objects.filter(person=chi).count()
    assert stands("Nông Thị Chi")
    ask(by=lively.chi, kind=RequestKind.DELETE, note="xin xóa tên", today=TODAY)
    maybe = [m.key for m in forget_page(officer, chi.pk, today=TODAY).mentions if not m.is_sure]
    done = forget(lively, officer, chi, also=maybe)
    assert stands("Nông Thị Chi") == []
    assert stands("nong thi chi") == []
    assert stands("chị Chi") == []
    assert figures(lively) == before
    assert not verify().differences
    chi.refresh_from_db()
    assert chi.full_name.startswith("Người số ")
    assert (chi.birth_year, chi.nickname) == (None, "")
    assert Registration.objects.get(pk=found.pk).name == chi.full_name
    assert Membership.objects.filter(person=chi).count() == members
    assert not Evidence.objects.exists()
    assert not StoredFile.objects.exists()
    assert not Post.objects.filter(person=chi).exists()
    account = Account.objects.get(person=chi)
    assert not account.is_active
    assert not account.has_usable_password()
    assert done.counts["pictures"] == 1
    assert not verify_log().faults


def test_texts_that_only_may_name_them_are_left_to_the_reader(
    lively: World, officer: AccountActor
) -> None:
    with pytest.raises(PermissionDenied, match="chính người đó"):
        forget_page(officer, lively.people["Chi"].pk, today=TODAY)
    ask(by=lively.chi, kind=RequestKind.DELETE, note="xin xóa tên", today=TODAY)
    page = forget_page(officer, lively.people["Chi"].pk, today=TODAY)
    by_text = {mention.text: mention.is_sure for mention in page.mentions}
    assert by_text["Giúp chị Chi sửa nhà"] is False
    assert by_text["Cùng NÔNG THỊ CHI dọn đường"] is True
    forget(lively, officer, lively.people["Chi"])
    assert Deed.objects.filter(text="Giúp chị Chi sửa nhà").exists()
    assert Deed.objects.filter(text="Giúp chị … và … trồng rừng").exists()


def test_the_files_they_came_with_go_too(lively: World, officer: AccountActor) -> None:
    cell = lively.unit(CELL)
    upload = SimpleUploadedFile("ds.csv", "Họ và tên;Năm sinh\nBàn Thị Mới;1990\n".encode())
    handed = receive_list(
        by=lively.giang, kind=ListKind.PEOPLE, unit_id=cell.pk, upload=upload, on=TODAY,
        today=TODAY, now=NOW,
    )  # fmt: skip
    forget(lively, officer, lively.people["Giang"])
    assert ListRun.objects.get(pk=handed.pk).file is not None  # it still waits
    ListRun.objects.filter(pk=handed.pk).update(ended_at=NOW)
    forget(lively, officer, lively.people["Chi"])
    assert ListRun.objects.get(pk=handed.pk).file is None
    assert not StoredFile.objects.exists()


def test_a_scan_without_an_owner_goes_when_it_is_found_to_be_theirs(
    lively: World, officer: AccountActor
) -> None:
    stored = BytesIO()
    Image.new("RGB", (40, 30), "green").save(stored, "JPEG")
    scans = [
        keep_scan(
            by=lively.giang, unit_id=lively.unit(CELL).pk, year=YEAR, why="không có mã", now=NOW,
            upload=SimpleUploadedFile(f"{place}.jpg", stored.getvalue() + bytes(place), "image/jpeg"),
        )
        for place in range(2)
    ]  # fmt: skip
    chi = lively.people["Chi"]
    assert loose_in(units_near(chi)) == scans
    forget_person(
        by=officer, person_id=chi.pk, reason="Yêu cầu ngày 12/3/2026", now=NOW, today=TODAY,
        also=[f"deeds.loosescan:{scans[0].pk}"],
    )  # fmt: skip
    assert list(LooseScan.objects.all()) == scans[1:]


def test_twice_is_as_once(lively: World, officer: AccountActor) -> None:
    first = forget(lively, officer, lively.people["Chi"])
    name = Person.objects.get(pk=lively.people["Chi"].pk).full_name
    assert forget(lively, officer, lively.people["Chi"]) == first
    assert Person.objects.get(pk=lively.people["Chi"].pk).full_name == name
    assert Forgetting.objects.count() == 1


def test_of_two_with_one_name_the_other_keeps_the_own(lively: World, officer: AccountActor) -> None:
    older, younger = lively.people["Thái"], lively.people["Thái trẻ"]
    entries = [
        BulkRegistration(lively.unit(CELL), [BulkDeed(DeedEntry("Làm đường"))], ON, person=person)
        for person in (older, younger)
    ]
    register_many(by=lively.machine, year=YEAR, entries=entries, today=LATER, now=NOW)
    forget(lively, officer, older)
    assert Person.objects.get(pk=younger.pk).full_name == "Hoàng Văn Thái"
    assert Registration.objects.get(person=younger).name == "Hoàng Văn Thái"
    assert Registration.objects.get(person=younger).search.startswith("hoang van thai")


def test_not_while_it_must_be_kept(lively: World, officer: AccountActor) -> None:
    chi = lively.people["Chi"]
    hold = hold_person(
        by=officer, person_id=chi.pk, reason="đang giải quyết đơn thư", since=TODAY, until=None,
        today=TODAY,
    )  # fmt: skip
    with pytest.raises(Refused, match="đang giải quyết đơn thư"):
        forget(lively, officer, chi)
    release_hold(by=officer, hold_id=hold.pk, today=TODAY)
    set_basis(
        by=officer, unit_id=lively.unit("tinh").pk, purpose=Purpose.RUN, basis=Basis.DUTY,
        citation="Điều 5 Quy chế thử", since=FOUNDED,
    )  # fmt: skip
    with pytest.raises(Refused, match="còn sinh hoạt"):
        forget(lively, officer, chi)
    Membership.objects.filter(person=chi).update(valid_to=date(2022, 6, 1))
    with pytest.raises(Refused, match="phải giữ đến hết ngày"):
        forget(lively, officer, chi)
    assert not Forgetting.objects.exists()


def test_only_the_desk_forgets_and_never_with_a_name_as_reason(
    lively: World, officer: AccountActor
) -> None:
    chi = lively.people["Chi"]
    for by in (lively.giang, lively.binh, lively.dung, lively.chi):
        with pytest.raises((Http404, PermissionDenied)):
            forget(lively, by, chi)
    with pytest.raises(Refused, match="không ghi tên"):
        forget_person(
            by=officer, person_id=chi.pk, reason="bà Nông Thị Chi đề nghị", now=NOW, today=TODAY
        )


@pytest.mark.property
@settings(suppress_health_check=list(HealthCheck))
@given(
    deeds=st.lists(
        st.tuples(
            st.sampled_from(["Làm đường", "Hoàng Thị Mới trồng cây", "Giúp chị Mới"]),
            st.sampled_from([None, DeedState.DONE, DeedState.NOT_DONE]),
            st.integers(1, 900), st.integers(1, 50),
        ),
        max_size=4,
    )
)  # fmt: skip
def test_no_figure_changes_whoever_is_forgotten(
    world: World, officer: AccountActor, deeds: list[tuple[str, DeedState | None, int, int]]
) -> None:
    cell = world.unit(CELL)
    person = add_person(
        by=world.machine, unit_id=cell.pk, entry=PersonEntry("Hoàng Thị Mới", birth_year=1980),
        since=FOUNDED, today=TODAY,
    )  # fmt: skip
    made = [
        BulkDeed(DeedEntry(text, target_unit="m"), _outcome(state, metres, money))
        for text, state, metres, money in deeds
    ]
    entry = BulkRegistration(cell, made, ON, person=person)
    register_many(by=world.machine, year=YEAR, entries=[entry], today=LATER, now=NOW)
    before = figures(world)
    forget(world, officer, person)
    assert figures(world) == before
    assert not verify().differences
    assert stands("Hoàng Thị Mới") == []


def _outcome(state: DeedState | None, metres: int, money: int) -> OutcomeEntry | None:
    if state is None:
        return None
    if state is DeedState.NOT_DONE:
        return OutcomeEntry(state, DONE, reason="Hoàng Thị Mới ốm")
    gift = ContributionEntry(ContributionKind.OWN_MONEY, Decimal(money * 1000), DONE)
    return OutcomeEntry(
        state, DONE, quantities=[QuantityEntry(1, Decimal(metres), "m")], contributions=[gift]
    )
