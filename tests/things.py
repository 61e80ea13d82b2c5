"""One of everything that has an address, made by acts, by the words of the address.

A key is a word of an address (`deed_id`), or how the names of the addresses begin for which it stands,
and then the word (`jobs uid`, `exchange:list uid`). A room adds a function of its own and one line.
"""

from datetime import time
from decimal import Decimal
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from PIL import Image

from neuguong.ceremonies.actions import (
    AdmissionEntry,
    MovementEntry,
    TwinningEntry,
    VolunteerEntry,
    launch_movement,
    open_twinning,
    plan_admission,
    plan_volunteer_day,
)
from neuguong.deeds import actions
from neuguong.deeds.actions.entries import ContributionEntry, DeedEntry
from neuguong.deeds.actions.scans import keep_scan
from neuguong.deeds.rules import ContributionKind
from neuguong.duties.actions import set_rule
from neuguong.duties.rules import DutyKind, Owes, Rhythm, RuleEntry
from neuguong.evaluations.tests.things import evaluation_things
from neuguong.exchange.actions import receive_file
from neuguong.exchange.actions.handed import receive_list
from neuguong.exchange.actions.reorganising import receive_reorganisation
from neuguong.exchange.models import ListRun
from neuguong.exchange.rules import ListKind
from neuguong.inspections.actions import (
    FindingEntry,
    VisitEntry,
    add_finding,
    note_visit,
    plan_inspection,
)
from neuguong.inspections.rules import FindingKind, InspectionKind
from neuguong.jobs.actions import enqueue
from neuguong.privacy.actions.breaches import BreachEntry, open_breach
from neuguong.privacy.actions.requests import ask
from neuguong.privacy.rules import RequestKind
from neuguong.reorganisations.actions import ReorganisationEntry, draft_reorganisation
from neuguong.reorganisations.models import Reorganisation
from neuguong.reorganisations.rules import StepEntry, StepKind
from neuguong.study.actions import (
    ConferenceEntry,
    SeriesEntry,
    SessionEntry,
    ThemeEntry,
    add_conference,
    add_material,
    add_series,
    add_theme,
    write_bulletin,
)
from tests.honours_rows import honours_things
from tests.meeting_rows import meeting_things
from tests.plan_rows import plan_things
from tests.rows import CELL, COMMUNE
from tests.world import NOW, TODAY, YEAR, World

Arguments = dict[str, object]
Things = dict[str, Arguments]


def one_of_everything(world: World) -> Things:
    """What stands in addresses, by the words of the address."""
    cell = world.unit(CELL)
    found = actions.open_registration(
        by=world.chi, unit_id=cell.pk, year=YEAR, today=TODAY, person_id=world.people["Chi"].pk
    )
    deed = actions.add_deed(
        by=world.chi, registration_id=found.pk, entry=DeedEntry("Làm cầu"), today=TODAY
    )
    gift = actions.add_contribution(
        by=world.chi,
        registration_id=found.pk,
        deed_id=deed.pk,
        entry=ContributionEntry(ContributionKind.OWN_MONEY, Decimal(500_000), TODAY),
        today=TODAY,
    )
    actions.submit_registration(by=world.chi, registration_id=found.pk, today=TODAY)
    evidence = actions.add_evidence(
        by=world.chi, registration_id=found.pk, deed_id=deed.pk, upload=_photo(), now=NOW
    )
    work = actions.open_work(
        by=world.binh, unit_id=world.unit(COMMUNE).pk, year=YEAR, title="Cầu", today=TODAY
    )
    scan = keep_scan(
        by=world.giang, unit_id=cell.pk, year=YEAR, upload=_photo(), why="không có mã", now=NOW
    )
    plan = _plan(world)
    with transaction.atomic():
        job = enqueue("rollup.recount", by=world.giang)
    return _of_people(world) | {
        "slug": {"slug": CELL},
        "registration_id": {"registration_id": found.pk},
        "deed_id": {"deed_id": deed.pk},
        "contribution_id": {"contribution_id": gift.pk},
        "evidence_id": {"evidence_id": evidence.pk},
        "work_id": {"work_id": work.pk},
        "scan_id": {"scan_id": scan.pk},
        "plan_id": {"plan_id": plan.pk},
        "step_id": {"step_id": plan.steps.get().pk},
        **_FIXED,
        "reorganisations kind": {"kind": "merge"},
        **_privacy_things(world),
        **_study_things(world),
        **_ceremony_things(world),
        **plan_things(world),
        **meeting_things(world),
        **honours_things(world, _photo),
        **_inspection_things(world),
        **_duty_things(world),
        **evaluation_things(world),
        "jobs uid": {"uid": job.uid},
        **_files(world),
    }


def _files(world: World) -> Things:
    """A workbook of deeds, a list of people, the annex of a reorganisation."""
    cell = world.unit(CELL)
    table = "Họ và tên;Việc làm\nNông Thị Chi;Làm cầu\n".encode()
    run = receive_file(
        by=world.giang, unit_id=cell.pk, year=YEAR, upload=_text(table), today=TODAY, now=NOW
    )
    listed = receive_list(
        by=world.giang,
        kind=ListKind.PEOPLE,
        unit_id=cell.pk,
        upload=_text("Họ và tên;Năm sinh\nBàn Thị Mới;1990\n".encode()),
        on=TODAY,
        today=TODAY,
        now=NOW,
    )
    return {
        "exchange uid": {"uid": run.uid},
        "exchange:list uid": {"uid": listed.uid},
        "exchange:annex uid": {"uid": _annex(world).uid},
    }


def _annex(world: World) -> ListRun:
    table = "Đơn vị cũ;Đơn vị mới\nPhiêng Tác;Chi bộ thôn Mới\n".encode()
    unit = world.unit(COMMUNE)
    return receive_reorganisation(
        by=world.machine, unit_id=unit.pk, upload=_text(table), on=TODAY, now=NOW
    )


# A kind of list; a session, another site and a passkey, of which nobody of the cast has one.
_FIXED: Things = {
    "kind": {"kind": "viec-lam"},
    "signed_in_id": {"signed_in_id": 1},
    "provider_id": {"provider_id": "noi-cap"},
    "pk": {"pk": 1},
}


def _plan(world: World) -> Reorganisation:
    return draft_reorganisation(
        by=world.machine,
        entry=ReorganisationEntry("Thử", TODAY, world.unit(COMMUNE).pk),
        steps=[StepEntry(StepKind.RENAME, (CELL,), name="Chi bộ Một")],
    )


def _of_people(world: World) -> Things:
    account = world.accounts["chi"]
    return {
        "person_id": {"person_id": world.people["Chi"].pk},
        "account_id": {"account_id": account.pk},
        "grant_id": {"grant_id": account.grants.get().pk},
    }


def _duty_things(world: World) -> Things:
    """A report that the commune asks of its cells."""
    entry = RuleEntry(DutyKind.REPORT, "Báo cáo", Owes.CELLS, Rhythm.ONCE, TODAY)
    rule = set_rule(
        by=world.binh, unit_id=world.unit(COMMUNE).pk, year=YEAR, entry=entry, today=TODAY
    )
    duty = rule.duties.get(unit=world.unit(CELL))
    return {"rule_id": {"rule_id": rule.pk}, "duty_id": {"duty_id": duty.pk}}


def _inspection_things(world: World) -> Things:
    """A visit of the commune to the cell, with a fault."""
    entry = VisitEntry(world.unit(CELL).pk, InspectionKind.INSPECTION, "Việc làm theo", TODAY)
    found = plan_inspection(by=world.binh, unit_id=world.unit(COMMUNE).pk, year=YEAR, entry=entry)
    note_visit(by=world.binh, inspection_id=found.pk, day=TODAY, today=TODAY)
    fault = add_finding(
        by=world.binh, inspection_id=found.pk, entry=FindingEntry(FindingKind.FAULT, "Ghi chưa đều")
    )
    return {"inspection_id": {"inspection_id": found.pk}, "finding_id": {"finding_id": fault.pk}}


def _privacy_things(world: World) -> Things:
    """A request and a breach."""
    asked = ask(by=world.chi, kind=RequestKind.ACCESS, note="xin bản sao", today=TODAY)
    entry = BreachEntry("Mất một tờ đăng ký", 1)
    cell = world.unit(CELL)
    breach = open_breach(by=world.an, unit_id=cell.pk, found_at=NOW, now=NOW, entry=entry)
    return {"privacy uid": {"uid": asked.uid}, "breach_uid": {"breach_uid": breach.uid}}


def _study_things(world: World) -> Things:
    """A theme of the cell with something to read, a conference on it, a series, a bulletin."""
    cell, by = world.unit(CELL), world.giang
    theme = add_theme(by=by, unit_id=cell.pk, entry=ThemeEntry(YEAR, "Nói đi đôi với làm"))
    material = add_material(by=by, theme_id=theme.pk, title="Bài đọc", upload=_photo())
    conference = add_conference(
        by=by, unit_id=cell.pk, entry=ConferenceEntry(theme.pk, "Học chuyên đề", categories=(1, 2)),
        sessions=[SessionEntry(TODAY)],
    )  # fmt: skip
    session = conference.sessions.get()
    entry = SeriesEntry(YEAR, "Kể chuyện Bác Hồ", ((time(11), time(11, 30)),))
    series = add_series(by=by, unit_id=cell.pk, entry=entry)
    bulletin = write_bulletin(by=by, unit_id=cell.pk, day=TODAY)
    return {
        "theme_id": {"theme_id": theme.pk}, "material_id": {"material_id": material.pk},
        "conference_id": {"conference_id": conference.pk},
        "session_id": {"session_id": session.pk}, "study code": {"code": session.code},
        "series_id": {"series_id": series.pk}, "bulletin_id": {"bulletin_id": bulletin.pk},
    }  # fmt: skip


def _ceremony_things(world: World) -> Things:
    """A movement, a volunteer day, a twinned commune and an admission of the cell."""
    at, by = world.unit(CELL).pk, world.giang
    movement = launch_movement(by=by, unit_id=at, entry=MovementEntry("Thi đua", TODAY))
    volunteer = plan_volunteer_day(by=by, unit_id=at, entry=VolunteerEntry(TODAY, "Dọn đường"))
    twinning = open_twinning(by=by, unit_id=at, entry=TwinningEntry("xã bạn", TODAY))
    entry = AdmissionEntry(TODAY, {world.people["Ánh"].pk: ""})
    admission = plan_admission(by=by, unit_id=at, entry=entry, today=TODAY)
    return {
        "movement_id": {"movement_id": movement.pk}, "volunteer_id": {"volunteer_id": volunteer.pk},
        "twinning_id": {"twinning_id": twinning.pk},
        "admission_id": {"admission_id": admission.pk},
    }  # fmt: skip


def _text(stored: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("danh-sach.csv", stored, "text/csv")


def _photo() -> SimpleUploadedFile:
    stored = BytesIO()
    Image.new("RGB", (40, 30), "green").save(stored, "JPEG")
    return SimpleUploadedFile("anh.jpg", stored.getvalue(), "image/jpeg")
