"""Pages of meetings: written without a script, read as far as is one's own, papers as they are signed."""

import io
import re
from typing import Any
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from neuguong.audit.models import AuditEntry
from neuguong.meetings import actions
from neuguong.meetings.actions.entries import (
    AbsenceEntry,
    RemarkEntry,
    SpeechEntry,
    TaskEntry,
    VoteEntry,
)
from neuguong.meetings.models import Criticism, Meeting, MeetingRule, Task
from neuguong.meetings.queries.paper import minutes_of, resolution_of
from neuguong.meetings.queries.place import rule_for
from neuguong.meetings.rules import AbsenceKind, MeetingState, RemarkKind
from neuguong.meetings.tests.conftest import CELL, COMMUNE, DAY, Door, held_entry
from tests.world import NOW, TODAY, World

pytestmark = pytest.mark.django_db


def fields_of(html: str) -> dict[str, Any]:
    """What a browser would send of the one form of a page, untouched."""
    form = html[html.index("data-keep") :].partition("</form>")[0]
    found: dict[str, Any] = {}
    for tag in re.findall(r"<input [^>]*>", form):
        values = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        kind, is_chosen = values.get("type", "text"), "checked" in tag
        if "name" in values and (kind not in ("radio", "checkbox") or is_chosen):
            found[values["name"]] = values.get("value", "on" if kind == "checkbox" else "")
    for name, text in re.findall(r'<textarea name="([^"]+)"[^>]*>\s?([^<]*)</textarea>', form):
        found[name] = text
    for name, body in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', body)
        found[name] = chosen[1] if chosen else ""
    found.pop("csrfmiddlewaretoken", None)
    return found


def url(meeting: Meeting, page: str = "") -> str:
    return f"/sinh-hoat/ky/{meeting.uid}{page and f'/{page}'}"


def test_a_whole_meeting_goes_by_the_form_alone(
    ruled: World, meeting: Meeting, visit: Door
) -> None:
    client = visit("giang")
    page = client.get(url(meeting)).content.decode()
    typed = fields_of(page)
    chi, young = ruled.people["Chi"].pk, ruled.people["Thái trẻ"].pk
    typed |= {"ends": "20h45", f"a{young}": "1", f"r{young}": "Ốm", "i2-said": "Làm tốt"}
    typed |= {"s1-person": f"{chi}", "s1-text": "Nhất trí", "t1-text": "Mở đường"}
    typed |= {"t1-person": f"{chi}", "directions": "Dọn đường", "m1-person": f"{chi}"}
    answer = client.post(url(meeting), typed | {"lam": "luu:diem-danh"})
    assert answer.status_code == 302, re.findall(
        r'class="faults".*?</div>', answer.content.decode(), re.S
    )
    assert (answer.status_code, answer["Location"]) == (302, f"{url(meeting)}#noi-dung")
    again = fields_of(client.get(url(meeting)).content.decode())
    assert (again["version"], again[f"r{young}"], again["i2-said"]) == ("1", "Ốm", "Làm tốt")
    answer = client.post(url(meeting), again | {"lam": "chot"})
    assert answer.status_code == 302, answer.content.decode()[:3000]
    meeting.refresh_from_db()
    assert (meeting.state, meeting.present, meeting.month) == (MeetingState.HELD, 3, 202206)
    assert meeting.votes.get().votes_for == 3
    assert meeting.points is not None
    assert Task.objects.get().month == 202206
    assert client.post(url(meeting, "gui")).status_code == 302
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.SENT


def test_what_cannot_be_read_stays_typed(meeting: Meeting, visit: Door) -> None:
    client = visit("giang")
    typed = fields_of(client.get(url(meeting)).content.decode())
    answer = client.post(url(meeting), typed | {"ends": "tối", "directions": "Làm đường"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Làm đường" in html
    assert 'value="tối"' in html
    answer = client.post(url(meeting), typed | {"v1-votes_for": "9"})
    assert answer.status_code == 422
    assert "nhiều hơn số đảng viên" in answer.content.decode()


def test_the_script_saves_in_between(meeting: Meeting, visit: Door) -> None:
    client = visit("giang")
    typed = fields_of(client.get(url(meeting)).content.decode()) | {"lam": "tu-dong"}
    first = client.post(url(meeting), typed)
    assert first.json()["version"] == 1
    assert client.post(url(meeting), typed).status_code == 422
    assert client.post(url(meeting), typed | {"version": "1"}).json()["version"] == 2


def told(world: World, meeting: Meeting) -> Meeting:
    """The meeting with everything said in it, closed."""
    chi, young = world.people["Chi"].pk, world.people["Thái trẻ"].pk
    entry = held_entry(
        absences=[AbsenceEntry(young, AbsenceKind.EXCUSED, "Ốm nặng")],
        speeches=[SpeechEntry(chi, text="Đề nghị mở đường")],
        remarks=[
            RemarkEntry(RemarkKind.PRAISE, chi, text="Giúp hộ nghèo"),
            RemarkEntry(RemarkKind.REMINDER, young, text="Họp muộn"),
        ],
        tasks=[TaskEntry("Mở đường", chi, deadline=TODAY)],
        votes=[VoteEntry("Thông qua nghị quyết", None)],
        directions="Dọn đường làng",
        is_scored=True,
    )
    actions.save_meeting(by=world.giang, meeting_id=meeting.pk, entry=entry, version=0, now=NOW)
    actions.hold_meeting(by=world.giang, meeting_id=meeting.pk, today=TODAY)
    actions.confide(by=world.giang, meeting_id=meeting.pk, text="Điều rất riêng", now=NOW)
    return Meeting.objects.get(pk=meeting.pk)


SECRETS = ("Ốm nặng", "Đề nghị mở đường", "Giúp hộ nghèo", "Họp muộn", "Dọn đường làng",
           "Điều rất riêng")  # fmt: skip


@pytest.mark.parametrize("who", ["binh", "an"])
def test_levels_above_read_counts_only(
    ruled: World, meeting: Meeting, visit: Door, who: str
) -> None:
    found = told(ruled, meeting)
    client = visit(who)
    pages = [client.get(url(found)), client.get(f"/sinh-hoat/don-vi/{CELL}")]
    pages += [client.get(f"/sinh-hoat/don-vi/{COMMUNE}?ky=2022-Q2")]
    for answer in pages:
        assert answer.status_code == 200
        assert not [words for words in SECRETS if words in answer.content.decode()]
    assert "3/4 (75%)" in pages[0].content.decode()
    sheet = client.get(f"/sinh-hoat/tai-ve/{COMMUNE}?nam=2022").content
    with ZipFile(io.BytesIO(sheet)) as book:
        stored = b"".join(book.read(name) for name in book.namelist()).decode("utf-8", "ignore")
    assert not [words for words in SECRETS if words in stored]
    for page in ("bien-ban", "nghi-quyet", "rieng", "giay-moi", "gui", "mo-lai", "huy"):
        assert client.get(url(found, page)).status_code == 403
    assert client.get(url(found, "lich")).status_code == 404


def test_members_are_told_time_place_agenda_and_their_own_tasks(
    ruled: World, meeting: Meeting, visit: Door
) -> None:
    found = told(ruled, meeting)
    client = visit("chi")
    html = client.get(url(found)).content.decode()
    assert "Học tập và làm theo Bác" in html
    assert "Mở đường" in html
    assert not [words for words in SECRETS if words in html]
    assert client.get(url(found, "rieng")).status_code == 403
    calendar = client.get(url(found, "lich"))
    assert b"BEGIN:VEVENT" in calendar.content
    task = Task.objects.get()
    answer = client.post(f"/sinh-hoat/viec/{task.uid}", {"outcome": "Xong", "done_on": "15/6/2022"})
    assert answer.status_code in (302, 422)


def test_other_branches_know_nothing(ruled: World, meeting: Meeting, visit: Door) -> None:
    client = visit("dung")
    names = ("don-vi", "tai-ve", "quy-dinh", "moi")
    pages = [url(meeting), url(meeting, "bien-ban"), *(f"/sinh-hoat/{n}/{CELL}" for n in names)]
    assert {client.get(page).status_code for page in pages} == {404}


def test_confidences_stay_with_the_cell(ruled: World, meeting: Meeting, visit: Door) -> None:
    client = visit("giang")
    assert client.post(url(meeting, "rieng"), {"text": "Điều rất riêng"}).status_code == 302
    assert "Điều rất riêng" in client.get(url(meeting, "rieng")).content.decode()
    note = Criticism.objects.get()
    assert client.post(url(meeting, "rieng"), {"bo": f"{note.pk}"}).status_code == 302
    assert not Criticism.objects.exists()


def test_minutes_say_what_was_said_and_nothing_confided(ruled: World, meeting: Meeting) -> None:
    found = told(ruled, meeting)
    said = str(minutes_of(found)) + str(resolution_of(found))
    for words in SECRETS[:-1]:
        assert words in said
    assert "Điều rất riêng" not in said
    document = minutes_of(found)
    assert (document.type_name, document.symbol) == ("Biên bản", "BB/CB")
    assert document.abstract == "sinh hoạt chi bộ thường kỳ tháng 6 năm 2022"
    assert document.beside is not None
    assert not document.draft
    assert "3/3 đảng viên chính thức có mặt tán thành (100%)" in said


@pytest.mark.parametrize("page", ["bien-ban", "nghi-quyet"])
def test_papers_come_as_files(ruled: World, meeting: Meeting, visit: Door, page: str) -> None:
    found = told(ruled, meeting)
    client = visit("giang")
    assert client.get(url(found, page)).status_code == 200
    assert client.get(url(found, page), {"dang": "pdf"}).content.startswith(b"%PDF")
    assert client.get(url(found, page), {"dang": "docx"}).content.startswith(b"PK")
    assert client.get(url(found, page), {"dang": "exe"}).status_code == 409


def test_an_officer_sets_what_holds_from_a_day(ruled: World, visit: Door) -> None:
    client = visit("binh")
    page = f"/sinh-hoat/quy-dinh/{COMMUNE}"
    typed = {"since": "01/7/2022", "citation": "05-HD/ĐU", "minutes": "60", "sheet": "mau-b",
             "minutes_combined": "100", "thematic_a_quarter": "1"}  # fmt: skip
    assert client.post(page, typed).status_code == 302
    cell = ruled.unit(CELL)
    before, after = rule_for(cell, DAY), rule_for(cell, DAY.replace(month=7))
    assert before is not None
    assert after is not None
    assert (before.minutes, after.minutes, after.sheet.code) == (90, 60, "mau-b")
    assert visit("giang").post(page, typed).status_code in (403, 404)
    assert client.post(page, typed | {"citation": ""}).status_code == 422
    assert MeetingRule.objects.filter(unit=ruled.unit(COMMUNE)).count() == 1


def test_the_next_meeting_opens_with_one_button(
    ruled: World, meeting: Meeting, visit: Door
) -> None:
    client = visit("giang")
    page = f"/sinh-hoat/moi/{CELL}"
    html = client.get(page).content.decode()
    day = re.search(r'name="day" value="([^"]+)"', html)
    assert day is not None
    answer = client.post(page, {"kind": "1", "day": day[1], "starts": "19:00"})
    assert answer.status_code == 302
    assert Meeting.objects.count() == 2
    words = client.get(url(meeting, "giay-moi")).content.decode()
    assert "Kính mời các đồng chí" in words
    assert client.post(url(meeting, "huy")).status_code == 302


def test_pages_ask_a_steady_number_of_questions(
    ruled: World, meeting: Meeting, visit: Door
) -> None:
    told(ruled, meeting)
    client = visit("giang")
    limits = {url(meeting): 40, f"/sinh-hoat/don-vi/{CELL}": 24}
    for page, most in limits.items():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(page).status_code == 200
        assert len(asked) <= most, (page, len(asked))
    client = visit("binh")
    with CaptureQueriesContext(connection) as asked:
        assert client.get(f"/sinh-hoat/don-vi/{COMMUNE}?ky=2022-Q2").status_code == 200
    assert len(asked) <= 24
    assert client.get("/sinh-hoat/").status_code == 302


def test_taking_the_list_along_is_recorded(ruled: World, meeting: Meeting, visit: Door) -> None:
    assert visit("binh").get(f"/sinh-hoat/tai-ve/{COMMUNE}?nam=2022&dang=csv").status_code == 200
    assert AuditEntry.objects.filter(act="meetings.view").exists()
