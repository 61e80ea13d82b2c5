"""Consents, requests, breaches, terms, keys, one's own copy: what holds, what is refused, what is kept."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from io import StringIO

import pytest
from django.apps import apps
from django.core.exceptions import FieldError, PermissionDenied
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.db.models import TextField
from django.db.models.functions import Cast

from neuguong.audit.models import AuditEntry, AuditPersonal
from neuguong.jobs.models import Job
from neuguong.lib.refusal import Refused
from neuguong.lib.sealed import EncryptedText, key_file, read_keys
from neuguong.people.access import AccountActor
from neuguong.privacy.actions import breaches, consents, requests
from neuguong.privacy.actions.keeping import run_retention, set_term
from neuguong.privacy.actions.keys import begin_rotation, seal_some_anew
from neuguong.privacy.actions.own import take_copy
from neuguong.privacy.apps import make_added_only
from neuguong.privacy.models import Breach, Consent, DataRequest, RetentionRun, Told
from neuguong.privacy.queries.consents import basis_of, consenting, stands_of, untold
from neuguong.privacy.queries.keys import keys_in_use, missing_keys, sealed_columns
from neuguong.privacy.queries.requests import desk
from neuguong.privacy.rules import Basis, Purpose, RecordKind, RequestKind, RequestState
from neuguong.privacy.tests.conftest import CELL
from tests.world import NOW, TODAY, World

pytestmark = pytest.mark.django_db
SEALED_TEXTS_ARE_READ_BY = {
    "privacy": "the desk of the branch, and the one who asked",
    "meetings": "those who keep the minutes, as that room's guard says",
    "evaluations": "the one whose review it is, and those who judge it, as that room's guard says",
}


def test_every_use_begins_with_no_and_a_yes_can_be_taken_back(world: World) -> None:
    chi, cell = world.people["Chi"], world.unit(CELL)
    assert not any(stand.is_given for stand in stands_of(chi.pk, cell, TODAY))
    consents.say(by=world.chi, purpose=Purpose.PUBLISH, given=True, now=NOW, today=TODAY)
    assert consenting([chi.pk, world.people["Giang"].pk], Purpose.PUBLISH) == {chi.pk}
    assert consenting([chi.pk], Purpose.AWARDS) == set()
    with pytest.raises(Refused, match="Đã đồng ý"):
        consents.say(by=world.chi, purpose=Purpose.PUBLISH, given=True, now=NOW, today=TODAY)
    consents.say(by=world.chi, purpose=Purpose.PUBLISH, given=False, now=NOW, today=TODAY)
    assert consenting([chi.pk], Purpose.PUBLISH) == set()
    assert Consent.objects.count() == 2


def test_what_was_said_is_never_changed(world: World) -> None:
    word = consents.say(by=world.chi, purpose=Purpose.RUN, given=True, now=NOW, today=TODAY)
    word.given = False
    for act in (word.save, word.delete):
        with pytest.raises(TypeError):
            act()


@pytest.mark.parametrize(
    ("column", "value"), [("given", False), ("version", 9), ("at", NOW - timedelta(1))]
)
def test_the_database_itself_refuses_to_change_what_was_said(
    world: World, column: str, value: object
) -> None:
    word = consents.say(by=world.chi, purpose=Purpose.RUN, given=True, now=NOW, today=TODAY)
    rows = Consent.objects.filter(pk=word.pk)
    acts: list[Callable[[], object]] = [
        lambda: rows.update(**{column: value}),
        lambda: rows._raw_delete("default"),
    ]
    for act in acts:
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            act()
    rows.update(by_name="Người số ABC")  # who recorded it can be forgotten
    make_added_only("default")  # twice is as once
    assert Consent.objects.get().given


def test_a_secretary_records_a_meeting_once_for_all_and_a_signed_sheet(world: World) -> None:
    cell = world.unit(CELL)
    waiting = untold(cell, TODAY).count()
    assert waiting == 5
    told = {"unit_id": cell.pk, "held_on": TODAY, "words": "Họp chi bộ", "now": NOW, "today": TODAY}
    consents.record_telling(by=world.giang, **told)  # type: ignore[arg-type]
    assert not untold(cell, TODAY).exists()
    assert Told.objects.filter(channel="meeting").count() == waiting
    with pytest.raises(Refused, match="Không còn ai"):
        consents.record_telling(by=world.giang, **told)  # type: ignore[arg-type]
    ids = [world.people["Chi"].pk, world.people["Đạt"].pk]  # Đạt belongs to another cell
    paper = {"purpose": Purpose.AWARDS, "given": True, "person_ids": ids}
    consents.record_paper(by=world.giang, **told, **paper)  # type: ignore[arg-type]
    assert consenting(ids, Purpose.AWARDS) == {ids[0]}
    with pytest.raises(PermissionDenied):
        consents.record_telling(by=world.chi, **told)  # type: ignore[arg-type]


def test_the_nearest_unit_says_on_what_a_use_rests(world: World, officer: AccountActor) -> None:
    cell, tinh = world.unit(CELL), world.unit("tinh")
    assert basis_of(cell, Purpose.RUN, TODAY) == (Basis.CONSENT, "")
    with pytest.raises(Refused, match="điều, khoản"):
        consents.set_basis(by=officer, unit_id=tinh.pk, purpose=Purpose.RUN, basis=Basis.DUTY,
                           citation=" ", since=TODAY)  # fmt: skip
    with pytest.raises(Refused, match="luôn cần"):
        consents.set_basis(by=officer, unit_id=tinh.pk, purpose=Purpose.PUBLISH, basis=Basis.DUTY,
                           citation="Điều 1", since=TODAY)  # fmt: skip
    consents.set_basis(by=officer, unit_id=tinh.pk, purpose=Purpose.RUN, basis=Basis.DUTY,
                       citation="Điều 19", since=TODAY)  # fmt: skip
    assert basis_of(cell, Purpose.RUN, TODAY) == (Basis.DUTY, "Điều 19")
    assert basis_of(world.unit("khac/xa"), Purpose.RUN, TODAY)[0] is Basis.CONSENT


def test_a_request_runs_on_working_days_and_is_put_off_once(
    world: World, officer: AccountActor
) -> None:
    found = requests.ask(
        by=world.chi, kind=RequestKind.DELETE, note="Xin xóa tên tôi", today=date(2026, 4, 29)
    )
    assert found.answer_by == date(2026, 5, 5)  # 30/4, 1/5 and a weekend lie between
    assert found.fulfil_by == date(2026, 5, 19)
    assert desk(officer, date(2026, 5, 6))[0].is_late
    requests.take_up(by=officer, uid=found.uid, today=date(2026, 5, 4))
    assert not desk(officer, date(2026, 5, 6))[0].is_late
    why = "phải hỏi cơ quan lưu trữ"
    put_off = requests.extend(by=officer, uid=found.uid, reason=why, today=date(2026, 5, 15))
    assert put_off.fulfil_by == date(2026, 6, 3)
    with pytest.raises(Refused, match="một lần"):
        requests.extend(by=officer, uid=found.uid, reason=why, today=date(2026, 5, 15))
    with pytest.raises(Refused, match="chứng minh"):
        requests.close_request(by=officer, uid=found.uid, is_done=True, answer="Đã xóa", proof="",
                               today=TODAY)  # fmt: skip
    requests.close_request(by=officer, uid=found.uid, is_done=True, answer="Đã xóa",
                           proof="lần xóa tên 1", today=TODAY)  # fmt: skip
    assert DataRequest.objects.get().state == RequestState.DONE
    assert not desk(officer, TODAY)
    with pytest.raises(PermissionDenied):
        desk(world.giang, TODAY)


def test_a_breach_is_told_within_72_hours(world: World, officer: AccountActor) -> None:
    entry = breaches.BreachEntry("Mất máy tính có danh sách chi bộ", 40)
    unit = world.unit("tinh/huyen/xa")
    found = breaches.open_breach(by=officer, unit_id=unit.pk, found_at=NOW, entry=entry, now=NOW)
    assert found.notify_by - found.found_at == timedelta(hours=72)
    with pytest.raises(Refused, match="Chưa ghi đã báo"):
        breaches.close_breach(by=officer, uid=found.uid, why_not="", now=NOW)
    breaches.note_told(by=officer, uid=found.uid, authority=True, people=True, now=NOW)
    breaches.close_breach(by=officer, uid=found.uid, why_not="", now=NOW)
    with pytest.raises(Refused, match="khép lại"):
        breaches.change_breach(by=officer, uid=found.uid, entry=entry)


def test_sealed_texts_stand_nowhere_in_plain(world: World, officer: AccountActor) -> None:
    secret = "Tôi bị lộ đơn kiểm điểm"
    requests.ask(by=world.chi, kind=RequestKind.COMPLAIN, note=secret, today=TODAY)
    raw = DataRequest.objects.annotate(kept=Cast("note", TextField())).values_list(
        "kept", flat=True
    )
    assert secret not in raw[0]
    assert DataRequest.objects.get().note == secret
    assert not AuditPersonal.objects.filter(detail_json__contains=secret).exists()
    with pytest.raises(FieldError):
        DataRequest.objects.filter(note__contains="kiểm điểm").exists()


def test_keys_are_changed_in_batches_that_may_stop(world: World, officer: AccountActor) -> None:
    for place in range(5):
        requests.ask(by=world.chi, kind=RequestKind.ACCESS, note=f"lần {place}", today=TODAY)
    old = next(iter(read_keys()))
    new = begin_rotation(by=world.machine)
    assert seal_some_anew(by=world.machine, number=2) == 2
    assert keys_in_use() == {old: 3, new: 2}
    out = StringIO()
    call_command("privacy", "rotate-key", "--resume", "--json", stdout=out)
    answer = json.loads(out.getvalue())
    assert answer["sealed_anew"] == 3
    assert answer["unused"] == [old]
    notes = [found.note for found in DataRequest.objects.order_by("pk")]
    assert notes == [f"lần {place}" for place in range(5)]
    key_file().unlink()
    assert missing_keys() == [new]


def test_models_with_sealed_texts_stay_out_of_search_and_lists() -> None:
    for model, name in sealed_columns():
        names = {field.name for field in model._meta.concrete_fields}
        if model._meta.app_label == "privacy":  # elsewhere they are the keys of the subject's name
            assert not names & {"search", "sort"}, model
        assert model._meta.app_label in SEALED_TEXTS_ARE_READ_BY, (
            f"{model}.{name}: say who may read it"
        )
    assert not any(
        isinstance(field, EncryptedText)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if model._meta.ordering and field.name in model._meta.ordering
    )


def test_the_retention_run_warns_ends_and_reports(world: World, officer: AccountActor) -> None:
    now = datetime(2026, 11, 22, 20, 0, tzinfo=NOW.tzinfo)
    Job.objects.create(name="x", finished_at=now - timedelta(days=200), state="done")
    Job.objects.create(name="y", finished_at=now - timedelta(days=80), state="done")
    dry = run_retention(by=world.machine, now=now, dry=True)
    jobs = next(line for line in dry.report if line["kind"] == RecordKind.JOBS)
    assert (jobs["due"], jobs["soon"], jobs["ended"]) == (1, 1, 0)
    run_retention(by=world.machine, now=now)
    assert Job.objects.filter(name__in="xy").count() == 1
    set_term(by=world.machine, kind=RecordKind.JOBS, months=1, since=TODAY, citation="")
    run_retention(by=world.machine, now=now)
    assert not Job.objects.filter(name__in="xy").exists()
    assert RetentionRun.objects.count() == 3
    with pytest.raises(PermissionDenied):
        set_term(by=officer, kind=RecordKind.JOBS, months=1, since=TODAY, citation="")


def test_the_copy_holds_everything_about_oneself_and_nothing_of_others(lively: World) -> None:
    requests.ask(by=lively.chi, kind=RequestKind.ACCESS, note="Xin bản sao", today=TODAY)
    _name, content = take_copy(by=lively.chi, now=NOW)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {"du-lieu-cua-toi.html", "du-lieu-cua-toi.json"} <= set(archive.namelist())
        page = archive.read("du-lieu-cua-toi.html").decode()
        plain = json.loads(archive.read("du-lieu-cua-toi.json"))
    for words in ("Nông Thị Chi", "Chị Chi đã làm xong", "bà Nông Thị Chi góp", "Xin bản sao"):
        assert words in page
    assert len(plain["registrations"]) == 1
    assert "dọn đường" not in page
    assert AuditEntry.objects.filter(act="privacy.own").exists()
    assert not Breach.objects.exists()
