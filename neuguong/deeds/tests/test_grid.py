"""The grid of a cell: one form without script, cell by cell with it; nobody's words are lost."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from neuguong.deeds import actions
from neuguong.deeds.actions.grid import CellChanged, save_cell, target_in
from neuguong.deeds.models import Deed, Registration
from neuguong.deeds.queries.grid import grid_marks, grid_rows
from neuguong.deeds.rules import RegistrationState
from neuguong.lib.refusal import Refused
from neuguong.people.actions import PersonEntry, add_people
from neuguong.people.rules import Category
from neuguong.programme.actions import close_year
from tests.world import FOUNDED, TODAY, YEAR, World

CELL = "tinh/huyen/xa/mot"
ROAD = "Mở 700 m đường lâm nghiệp ở Nà Pài, 12 ngày công"


def url(name: str = "grid", slug: str = CELL, year: int = YEAR) -> str:
    """A page of the grid in a year."""
    return f"{reverse(f'deeds:{name}', args=[slug])}?nam={year}"


@pytest.fixture
def giang(client: Client, world: World) -> Client:
    """The secretary at the browser."""
    client.force_login(world.accounts["giang"])
    return client


@pytest.fixture
def as_who(world: World) -> Callable[[str], Client]:
    """Somebody of the cast at a browser of their own."""

    def enter(who: str) -> Client:
        client = Client()
        client.force_login(world.accounts[who])
        return client

    return enter


def wrote(
    world: World, text: str, *, who: str | None = "Chi", by: str = "giang", number: int = 1, was: str = "",
    deed: Deed | None = None,
) -> Deed | None:  # fmt: skip
    """A cell saved by one of the cast."""
    return save_cell(
        by=world.actor(by), unit_id=world.unit(CELL).pk, year=YEAR, number=number, text=text,
        person_id=world.people[who].pk if who else None, was=was, today=TODAY,
        deed_id=deed.pk if deed else None,
    )  # fmt: skip


def key(world: World, who: str) -> str:
    """The row of a person."""
    return f"p{world.people[who].pk}"


# --- the act -----------------------------------------------------------------------------------


def test_the_first_cell_opens_the_registration_and_reads_the_target(world: World) -> None:
    deed = wrote(world, f"  {ROAD} ")
    assert deed is not None
    assert (deed.text, deed.number) == (ROAD, 1)
    assert (deed.target_amount, deed.target_unit) == (Decimal(700), "m")
    assert deed.registration.state == RegistrationState.DRAFT
    collective = wrote(world, "Làm 300 m đường hoa", who=None)
    assert collective is not None
    assert collective.registration.collective == world.unit(CELL)


def test_words_are_changed_and_what_was_set_beside_them_is_kept(world: World) -> None:
    deed = wrote(world, ROAD)
    assert deed is not None
    Deed.objects.filter(pk=deed.pk).update(place="Nà Pài", category=9)
    changed = wrote(world, "Mở 800 m đường lâm nghiệp", was=ROAD, deed=deed)
    assert changed is not None
    assert (changed.target_amount, changed.place, changed.category_id) == (
        Decimal(800),
        "Nà Pài",
        9,
    )
    Deed.objects.filter(pk=deed.pk).update(target_amount=650)
    changed = wrote(world, "Mở 900 m đường", was="Mở 800 m đường lâm nghiệp", deed=deed)
    assert changed is not None
    assert changed.target_amount == 650


def test_an_emptied_cell_takes_the_deed_out_until_it_is_confirmed(world: World) -> None:
    deed = wrote(world, ROAD)
    assert wrote(world, "", was=ROAD, deed=deed) is None
    assert not Deed.objects.exists()
    deed = wrote(world, ROAD)
    assert deed is not None
    actions.submit_registration(by=world.giang, registration_id=deed.registration_id, today=TODAY)
    actions.confirm_registration(by=world.giang, registration_id=deed.registration_id, today=TODAY)
    with pytest.raises(Refused, match="đã được xác nhận"):
        wrote(world, "", was=ROAD, deed=deed)


def test_nobody_writes_over_words_they_have_not_seen(world: World) -> None:
    deed = wrote(world, ROAD)
    with pytest.raises(CellChanged) as taken:
        wrote(world, "Giúp 1 hộ nghèo làm chuồng bò")
    assert taken.value.theirs == ROAD
    wrote(world, "Mở 900 m đường", was=ROAD, deed=deed)
    with pytest.raises(CellChanged) as changed:
        wrote(world, "Mở 500 m đường", was=ROAD, deed=deed)
    assert (changed.value.refusal.code, changed.value.theirs) == ("cell_changed", "Mở 900 m đường")
    wrote(world, "", was="Mở 900 m đường", deed=deed)
    with pytest.raises(CellChanged) as gone:
        wrote(world, "Mở 500 m đường", was="Mở 900 m đường", deed=deed)
    assert gone.value.theirs == ""


def test_two_who_typed_the_same_are_not_asked(world: World) -> None:
    deed = wrote(world, ROAD)
    assert wrote(world, ROAD) == deed
    assert Deed.objects.count() == 1


def test_rights_come_before_the_words_of_others(world: World) -> None:
    wrote(world, ROAD)
    with pytest.raises(PermissionDenied):
        wrote(world, "Việc khác của người khác", by="dung")
    with pytest.raises(PermissionDenied):
        wrote(world, "Việc khác của người khác", who="Thái", by="chi")
    own = wrote(world, "Dạy chữ Dao cho 12 cháu", by="chi", number=2)
    assert own is not None
    assert own.registration.entered_by_name == world.giang.name
    with pytest.raises(Refused, match="không thuộc đơn vị"):
        wrote(world, ROAD, who="Đạt")


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        (ROAD, 700, "m"),
        ("Góp 6 ngày công đổ bê tông đường Nà Pài", 6, "ngày công"),
        ("Góp 4,3 triệu mua ống nước", 4_300_000, "đồng"),
        ("Dạy chữ Dao cho 12 cháu, mỗi tuần 1 buổi", 12, "cháu"),
        ("Kể chuyện làm đường 1985 cho đoàn viên, 2 buổi", 2, "buổi"),
        ("Xong trước 31/3/2026, mở 300m đường ra thôn 3", 300, "m"),
    ],
)
def test_the_one_amount_of_a_sentence_is_the_target(text: str, amount: int, unit: str) -> None:
    found = target_in(text)
    assert found is not None
    assert (found.value, found.unit_text) == (Decimal(amount), unit)


@pytest.mark.parametrize(
    "text",
    [
        "Họp chi bộ đúng ngày 05 hằng tháng, đủ biên bản",
        "Nuôi 30 con dê, hướng dẫn 2 hộ cùng làm",
        "Mở 300-400 m đường",
        "Ủng hộ 5 triệu đồng và 12 ngày công",
        "Nâng thu nhập lên 40 triệu đồng/người/năm",
        "Thu gom rác bờ suối, mỗi tháng 1 lần",
    ],
)
def test_an_unclear_amount_is_left_alone(text: str) -> None:
    assert target_in(text) is None


# --- without script ----------------------------------------------------------------------------


def test_the_whole_grid_is_one_form(giang: Client, world: World) -> None:
    page = giang.get(url())
    text = page.content.decode()
    assert page.status_code == 200
    assert text.index("Chi bộ thôn Phiêng Tác<") < text.index("Triệu Thị Ánh<")
    assert text.count("<tr ") == 7
    typed = {
        f"o.{key(world, 'Chi')}.n1": ROAD,
        f"o.{key(world, 'Chi')}.n2": "Giúp 1 hộ nghèo làm chuồng bò",
        f"o.{key(world, 'Ánh')}.n1": "",
        "o.u.n1": "Làm 300 m đường hoa",
    }
    answer = giang.post(url(), typed, follow=True)
    assert answer.redirect_chain == [(url(), 302)]
    text = answer.content.decode()
    assert "Đã lưu 3 ô" in text
    assert "đọc là 700\xa0m" in text
    assert "còn thiếu 1 việc" in text
    assert Registration.objects.count() == 2


def test_a_list_in_one_cell_becomes_several_deeds(giang: Client, world: World) -> None:
    typed = {
        f"o.{key(world, 'Chi')}.n1": "1. Mở 300 m đường\r\n2. Dạy chữ cho trẻ",
        f"o.{key(world, 'Chi')}.n2": "Giúp hộ khó khăn; giúp thêm một hộ làm nhà",
    }
    giang.post(url(), typed)
    found = Registration.objects.get()
    assert [deed.text for deed in found.deeds.all()] == [
        "Mở 300 m đường", "Giúp hộ khó khăn; giúp thêm một hộ làm nhà", "Dạy chữ cho trẻ",
    ]  # fmt: skip


def test_a_faulty_cell_keeps_its_words_and_holds_up_no_other(giang: Client, world: World) -> None:
    typed = {
        f"o.{key(world, 'Chi')}.n1": "x" * 1001,
        f"o.{key(world, 'Giang')}.n1": "Góp 12 ngày công mở đường thôn",
    }
    answer = giang.post(url(), typed)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert ("x" * 1001) in text
    assert "Việc dài quá 1.000 chữ" in text
    assert "1 ô chưa lưu được" in text
    assert Deed.objects.get().text == "Góp 12 ngày công mở đường thôn"


def test_two_in_one_cell_are_shown_side_by_side_and_one_chooses(
    giang: Client, world: World
) -> None:
    deed = wrote(world, ROAD)
    assert deed is not None
    name = f"{key(world, 'Chi')}.d{deed.pk}"
    mine = {f"o.{name}": "Mở 500 m đường", f"w.{name}": ROAD}
    wrote(world, "Mở 900 m đường", was=ROAD, deed=deed)
    text = giang.post(url(), mine).content.decode()
    assert "Người kia ghi:" in text
    assert "<q>Mở 900 m đường</q>" in text
    assert "\nMở 500 m đường</textarea>" in text
    seen = {f"o.{name}": "Mở 500 m đường", f"w.{name}": "Mở 900 m đường"}
    giang.post(url(), seen | {"giu": f"kia:{name}"})
    deed.refresh_from_db()
    assert deed.text == "Mở 900 m đường"
    giang.post(url(), seen | {"giu": f"toi:{name}"})
    deed.refresh_from_db()
    assert deed.text == "Mở 500 m đường"


def test_two_in_one_empty_cell_may_both_stay(giang: Client, world: World) -> None:
    wrote(world, ROAD, by="chi")
    row = key(world, "Chi")
    text = giang.post(
        url(), {f"o.{row}.n1": "Giúp 1 hộ làm nhà", f"w.{row}.n1": ""}
    ).content.decode()
    assert f'name="o.{row}.n2"' in text
    assert "Ghi cả câu của tôi" in text
    giang.post(url(), {f"o.{row}.n2": "Giúp 1 hộ làm nhà", f"w.{row}.n2": ""})
    assert [deed.text for deed in Deed.objects.order_by("number")] == [ROAD, "Giúp 1 hộ làm nhà"]


def test_the_secretary_sends_and_confirms_the_whole_cell(giang: Client, world: World) -> None:
    typed = {f"o.{key(world, who)}.n1": f"Góp 12 ngày công, {who}" for who in ("Chi", "Thái")}
    text = giang.post(url(), typed | {"lam": "gui"}, follow=True).content.decode()
    assert "Đã gửi 2 bản nháp." in text
    assert "Xác nhận 2 bản đã gửi" in text
    text = giang.post(url(), {"lam": "xac-nhan"}, follow=True).content.decode()
    assert "Đã xác nhận 2 bản đăng ký." in text
    assert set(Registration.objects.values_list("state", flat=True)) == {
        RegistrationState.CONFIRMED
    }
    text = giang.post(url(), {"lam": "gui"}, follow=True).content.decode()
    assert "Không có bản nháp nào" in text


def test_rows_are_chosen_by_what_they_lack(giang: Client, world: World) -> None:
    wrote(world, ROAD)
    text = giang.get(url() + "&loc=cho").content.decode()
    assert "Không có ai." in text
    text = giang.get(url() + "&loc=thieu").content.decode()
    assert "Nông Thị Chi" in text


def test_a_closed_year_is_mended_with_a_reason(giang: Client, world: World) -> None:
    close_year(by=world.an, unit_id=world.unit("tinh").pk, year=YEAR, today=date(2023, 1, 10))
    assert "Lý do đính chính" in giang.get(url()).content.decode()
    typed = {f"o.{key(world, 'Chi')}.n1": ROAD}
    assert giang.post(url(), typed).status_code == 422
    assert giang.post(url(), typed | {"ly-do": "Ghi sót bản giấy"}).status_code == 302
    assert Deed.objects.get().text == ROAD


def test_who_sees_which_rows(as_who: Callable[[str], Client], world: World) -> None:
    assert as_who("dung").get(url()).status_code == 404
    assert as_who("an").get(url()).status_code == 403
    own = as_who("chi").get(url()).content.decode()
    assert "Nông Thị Chi" in own
    assert "Hoàng Văn Thái" not in own
    assert as_who("chi").get(url(slug="tinh/huyen/xa/hai")).status_code in (403, 404)
    for name in ("grid", "grid_cell", "grid_paste"):
        assert as_who("dung").post(url(name)).status_code == 404
    assert Client().get(url()).status_code == 302


def test_a_member_types_in_the_own_row_only(as_who: Callable[[str], Client], world: World) -> None:
    chi = as_who("chi")
    assert chi.post(url("grid_cell"), {f"o.{key(world, 'Thái')}.n1": ROAD}).status_code == 403
    assert chi.post(url("grid_cell"), {f"o.{key(world, 'Chi')}.n1": ROAD}).status_code == 200
    assert chi.post(url(), {"lam": "gui"}).status_code == 403
    assert Deed.objects.get().registration.person == world.people["Chi"]


# --- with the script ---------------------------------------------------------------------------


def test_a_cell_saved_by_script_answers_with_its_row(giang: Client, world: World) -> None:
    row = key(world, "Chi")
    answer = giang.post(url("grid_cell"), {f"o.{row}.n3": "Chấp hành tốt nội quy"}).json()
    deed = Deed.objects.get()
    assert answer["kept"] == {f"{row}.n3": f"{row}.d{deed.pk}"}
    assert answer["faults"] == {}
    assert re.fullmatch(r"\d\d giờ \d\d", answer["at"])
    told = answer["rows"][row]
    assert told["next"] == 2
    assert "Nháp" in told["state"]
    assert "Còn chung chung" in told["cells"][0]["note"]
    assert told["mark"] == grid_marks(world.unit(CELL), YEAR)[row]


def test_a_clash_answers_with_both(giang: Client, world: World) -> None:
    wrote(world, ROAD, by="chi")
    name = f"{key(world, 'Chi')}.n1"
    answer = giang.post(url("grid_cell"), {f"o.{name}": "Giúp 1 hộ làm nhà"}).json()
    assert (answer["faults"][name]["theirs"], answer["faults"][name]["beside"]) == (ROAD, True)
    assert ROAD in answer["faults"][name]["note"]


def test_news_tell_which_rows_have_changed(giang: Client, world: World) -> None:
    assert giang.get(url("grid_news")).json() == {"marks": {}}
    wrote(world, ROAD, by="chi")
    row = key(world, "Chi")
    marks = giang.get(url("grid_news")).json()["marks"]
    assert list(marks) == [row]
    rows = giang.get(url("grid_news") + f"&hang={row}").json()["rows"]
    assert rows[row]["cells"][0]["text"] == ROAD
    assert rows[row]["mark"] == marks[row]


def test_marks_of_a_page_are_those_of_the_news(world: World) -> None:
    for who in ("Chi", "Thái", None):
        wrote(world, ROAD, who=who)
    unit = world.unit(CELL)
    shown = {row.key: row.mark for row in grid_rows(unit, YEAR, TODAY) if row.mark}
    assert shown == grid_marks(unit, YEAR)


def test_a_page_of_thirty_costs_what_a_page_of_five_costs(giang: Client, world: World) -> None:
    wrote(world, ROAD)
    giang.get(url())
    with CaptureQueriesContext(connection) as few:
        giang.get(url())
    entry = [
        (world.unit(CELL), PersonEntry(f"Lò Văn Mẫu {n}", Category.OFFICIAL, 1970 + n))
        for n in range(25)
    ]
    people = add_people(by=world.machine, rows=entry, since=FOUNDED)
    for n, person in enumerate(people):
        for number in (1, 2, 3):
            save_cell(
                by=world.giang, unit_id=world.unit(CELL).pk, year=YEAR, person_id=person.pk,
                number=number, text=f"{ROAD}, lần thứ {n} ở nhóm {number}", was="", today=TODAY,
            )  # fmt: skip
    with CaptureQueriesContext(connection) as many:
        page = giang.get(url())
    assert len(many) == len(few)
    assert len(page.content) < 100_000
