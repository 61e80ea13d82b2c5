"""The sheets: what a member, a collective and a secretary who writes for others meet on them."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from neuguong.deeds import actions
from neuguong.deeds.actions.entries import DeedEntry
from neuguong.deeds.models import Deed, Registration
from neuguong.deeds.rules import DeedState, RegistrationState
from neuguong.programme.actions import close_year
from tests.world import NOW, TODAY, YEAR, World

CELL = "tinh/huyen/xa/mot"
ROAD = "Góp 12 ngày công mở đường thôn"
SHED = "Giúp 1 hộ nghèo làm chuồng bò"


def at(world: World, who: str) -> Client:
    """A browser at which one of the cast has signed in."""
    browser = Client()
    browser.force_login(world.accounts[who])
    return browser


def mine(year: int = YEAR) -> str:
    """One's own sheet in a year."""
    return f"{reverse('deeds:mine')}?nam={year}"


def written(world: World, who: str = "Chi", until: int = RegistrationState.CONFIRMED) -> Deed:
    """A person's first deed, registered by the secretary up to a state."""
    person = world.people[who] if who else None
    found = actions.begin_registration(
        by=world.giang,
        unit_id=world.unit(CELL).pk,
        year=YEAR,
        entries=[DeedEntry(ROAD), DeedEntry(SHED)],
        today=TODAY,
        person_id=person.pk if person else None,
        until=RegistrationState(until),
    )
    return found.deeds.get(number=1)


def text_of(browser: Client, url: str) -> str:
    """The page at an address, which must be there."""
    answer = browser.get(url)
    assert answer.status_code == 200, (url, answer.status_code)
    return answer.content.decode()


def test_a_member_writes_deeds_on_one_form_and_sends_them(world: World) -> None:
    chi = at(world, "chi")
    assert "Gửi đăng ký" in text_of(chi, mine())
    typed = {
        "viec1-text": ROAD, "viec2-text": SHED, "viec2-target": "4,3 triệu đồng",
        "viec3-text": "", "den": "gui",
    }  # fmt: skip
    answer = chi.post(mine(), typed)
    assert answer.status_code == 302
    found = Registration.objects.get()
    assert (found.state, found.person) == (RegistrationState.SUBMITTED, world.people["Chi"])
    assert [deed.text for deed in found.deeds.all()] == [ROAD, SHED]
    assert found.deeds.get(number=2).target_amount == 4_300_000
    text = text_of(chi, answer["Location"])
    assert "Chờ Chi bộ thôn Phiêng Tác xác nhận." in text
    assert "Còn thiếu 1 việc" in text


def test_a_second_press_of_the_button_registers_nothing_twice(world: World) -> None:
    chi = at(world, "chi")
    typed = {"viec1-text": ROAD, "den": "luu"}
    for _press in range(2):
        assert chi.post(mine(), typed).status_code == 302
    assert Deed.objects.count() == 1


def test_what_was_typed_stays_beside_the_fault(world: World) -> None:
    chi = at(world, "chi")
    typed = {"viec1-text": ROAD, "viec1-target": "15.50.000", "viec2-text": SHED, "den": "gui"}
    answer = chi.post(mine(), typed)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert ROAD in text
    assert SHED in text
    assert 'value="15.50.000"' in text
    assert 'href="#id_viec1-target"' in text
    assert not Registration.objects.exists()


def test_nothing_written_is_refused_with_the_sentence(world: World) -> None:
    answer = at(world, "chi").post(mine(), {"viec1-text": "", "den": "gui"})
    assert answer.status_code == 422
    assert "Chưa có việc nào. Ghi ít nhất một việc rồi gửi." in answer.content.decode()
    assert not Registration.objects.exists()


def test_a_returned_registration_shows_the_reason_and_is_sent_again(world: World) -> None:
    deed = written(world, until=RegistrationState.SUBMITTED)
    registration = deed.registration
    actions.return_registration(
        by=world.giang, registration_id=registration.pk, reason="Việc 1 cần ghi rõ", today=TODAY
    )
    chi = at(world, "chi")
    text = text_of(chi, mine())
    assert "“Việc 1 cần ghi rõ”" in text
    assert "Gửi lại" in text
    change = reverse("deeds:change_deed", args=[deed.pk])
    assert ROAD in text_of(chi, change)
    answer = chi.post(change, {"text": "Góp 12 ngày công mở đường Nà Thử", "deadline": "30/9"})
    assert answer["Location"].endswith(f"#viec-{deed.pk}")
    deed.refresh_from_db()
    assert deed.deadline == date(YEAR, 9, 30)
    assert chi.post(reverse("deeds:submit", args=[registration.pk])).status_code == 302
    registration.refresh_from_db()
    assert registration.state == RegistrationState.SUBMITTED


def test_a_deed_is_added_and_taken_out_before_confirmation(world: World) -> None:
    deed = written(world, until=RegistrationState.DRAFT)
    chi = at(world, "chi")
    add = reverse("deeds:add_deed", args=[deed.registration_id])
    assert chi.post(add, {"text": "Dạy 5 cháu đọc"}).status_code == 302
    assert chi.post(add, {"text": ""}).status_code == 422
    remove = reverse("deeds:remove_deed", args=[deed.pk])
    assert "Bỏ việc này" in text_of(chi, remove)
    assert chi.post(remove).status_code == 302
    rest = Deed.objects.order_by("number").values_list("number", "text")
    assert list(rest) == [(1, SHED), (2, "Dạy 5 cháu đọc")]


def test_a_confirmed_deed_is_not_taken_out_but_replaced_with_a_reason(world: World) -> None:
    deed = written(world)
    chi = at(world, "chi")
    answer = chi.post(reverse("deeds:remove_deed", args=[deed.pk]))
    assert answer.status_code == 422
    assert "Thay việc khác" in answer.content.decode()
    replace = reverse("deeds:replace_deed", args=[deed.pk])
    assert chi.post(replace, {"text": "Trồng 2 ha quế", "why": ""}).status_code == 422
    assert chi.post(replace, {"text": "Trồng 2 ha quế", "why": "Đường đã xong"}).status_code == 302
    deed.refresh_from_db()
    assert deed.state == DeedState.REPLACED
    text = text_of(chi, mine())
    assert "Đã sửa, chờ xác nhận lại" in text
    assert "Trồng 2 ha quế" in text


def test_gentle_checks_explain_and_never_block(world: World) -> None:
    entries = [DeedEntry("Chấp hành tốt chủ trương của Đảng"), DeedEntry(SHED)]
    for year in (YEAR - 1, YEAR):
        actions.begin_registration(
            by=world.chi, unit_id=world.unit(CELL).pk, year=year, entries=entries,
            today=date(year, 6, 15), person_id=world.people["Chi"].pk,
        )  # fmt: skip
    text = text_of(at(world, "chi"), mine())
    assert "Còn chung chung. Thêm: làm gì, ở đâu, bao nhiêu?" in text
    assert f"Giống năm {YEAR - 1}. Giữ cũng được." in text
    assert "Còn thiếu 1 việc. Thiếu vẫn gửi được." in text


def test_the_deed_in_hand_asks_for_its_result(world: World) -> None:
    deed = written(world)
    other = deed.registration.deeds.get(number=2)
    actions.start_deed(by=world.chi, deed_id=other.pk, today=TODAY)
    text = text_of(at(world, "chi"), mine())
    assert f'action="{reverse("deeds:report", args=[other.pk])}"' in text
    assert f'action="{reverse("deeds:report", args=[deed.pk])}"' not in text


def test_a_closed_year_says_so_and_takes_nothing_from_a_member(world: World) -> None:
    deed = written(world)
    close_year(by=world.an, unit_id=world.unit("tinh").pk, year=YEAR, today=TODAY)
    chi = at(world, "chi")
    text = text_of(chi, mine())
    assert f"Năm {YEAR} đã chốt." in text
    assert "Báo kết quả" not in text
    change = reverse("deeds:change_deed", args=[deed.pk])
    answer = chi.post(change, {"text": "Khác", "reason": "Tôi muốn"})
    assert answer.status_code == 422
    assert "nhờ bí thư hoặc lãnh đạo đơn vị đính chính" in answer.content.decode()


def test_a_closed_year_asks_the_secretary_for_a_reason(world: World) -> None:
    deed = written(world)
    close_year(by=world.an, unit_id=world.unit("tinh").pk, year=YEAR, today=TODAY)
    giang = at(world, "giang")
    change = reverse("deeds:change_deed", args=[deed.pk])
    assert "Lý do đính chính" in text_of(giang, change)
    assert giang.post(change, {"text": "Góp 14 ngày công"}).status_code == 422
    answer = giang.post(change, {"text": "Góp 14 ngày công", "reason": "Ghi nhầm số"})
    assert answer.status_code == 302
    deed.refresh_from_db()
    assert deed.text == "Góp 14 ngày công"


def test_the_optional_parts_are_signed_on_screen_by_oneself_only(world: World) -> None:
    deed = written(world, until=RegistrationState.DRAFT)
    parts = reverse("deeds:parts", args=[deed.registration_id])
    typed = {
        "study_contents": "Chuyên đề năm", "action_programme": "", "pledge_text": "Tôi cam kết.",
        "signed": "screen",
    }  # fmt: skip
    assert at(world, "giang").post(parts, typed).status_code == 422
    assert at(world, "chi").post(parts, typed | {"pledge_text": ""}).status_code == 422
    assert at(world, "chi").post(parts, typed).status_code == 302
    found = Registration.objects.get()
    assert (found.signed_how, found.pledge_text) == ("screen", "Tôi cam kết.")
    signed_at = found.signed_at
    later = typed | {"study_contents": "Chuyên đề quý"}
    assert at(world, "giang").post(parts, later).status_code == 302
    found.refresh_from_db()
    assert (found.signed_at, found.study_contents) == (signed_at, "Chuyên đề quý")


def test_a_collective_registers_and_shares_a_work(world: World) -> None:
    giang = at(world, "giang")
    sheet = f"{reverse('deeds:collective', args=[CELL])}?nam={YEAR}"
    assert giang.post(sheet, {"viec1-text": ROAD, "den": "xac-nhan"}).status_code == 302
    found = Registration.objects.get()
    assert (found.collective, found.state) == (world.unit(CELL), RegistrationState.CONFIRMED)
    opened = giang.post(
        f"{reverse('deeds:open_work', args=[CELL])}?nam={YEAR}", {"title": "Cầu Khuổi Nặm"}
    )
    assert opened.status_code == 302
    work = world.unit(CELL).works.get()
    assert work.title in text_of(giang, sheet)
    deed = found.deeds.get()
    join = reverse("deeds:join_work", args=[deed.pk])
    assert giang.post(join, {"work": ""}).status_code == 422
    assert giang.post(join, {"work": work.pk}).status_code == 302
    finish = reverse("deeds:finish_work", args=[work.pk])
    assert giang.post(finish, {"day": "12/6/2022"}).status_code == 422
    typed = {"day": "12/6/2022", "so1-amount": "1", "so1-unit": "cầu", "so1-qualifier": "1"}
    assert giang.post(finish, typed).status_code == 302
    text = text_of(giang, reverse("deeds:work", args=[work.pk]))
    assert "1 cầu" in text.replace("\u00a0", " ")
    assert ROAD in text
    assert "1 cầu" not in text_of(giang, finish)
    assert 'value="1"' in text_of(giang, finish)


def test_the_secretary_writes_for_somebody_without_an_account(world: World) -> None:
    giang = at(world, "giang")
    elder = world.people["Thái"]
    sheet = f"{reverse('deeds:person', args=[elder.pk, CELL])}?nam={YEAR}"
    assert "Ghi và xác nhận" in text_of(giang, sheet)
    answer = giang.post(sheet, {"viec1-text": ROAD, "viec2-text": SHED, "den": "xac-nhan"})
    assert answer.status_code == 302
    found = Registration.objects.get()
    assert (found.person, found.state) == (elder, RegistrationState.CONFIRMED)
    assert found.entered_by_name == "Lường Văn Giang"
    page = text_of(giang, reverse("deeds:registration", args=[found.pk]))
    assert "Lường Văn Giang ghi giúp" in page


@pytest.mark.parametrize("page", ["mine", "my_list"])
def test_a_guest_is_asked_to_sign_in(client: Client, page: str) -> None:
    answer = client.get(reverse(f"deeds:{page}"))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("accounts:sign_in"))


def test_the_story_is_told_from_the_log(world: World) -> None:
    deed = written(world)
    actions.report_result(
        by=world.chi, deed_id=deed.pk, day=TODAY, text="Đã thông", finished=True, now=NOW,
        today=TODAY,
    )  # fmt: skip
    text = text_of(at(world, "chi"), reverse("deeds:deed", args=[deed.pk]))
    assert "Báo kết quả" in text
    assert "Ghi việc" in text
    assert "Lường Văn Giang" in text
    page = text_of(at(world, "chi"), reverse("deeds:registration", args=[deed.registration_id]))
    assert f"Ghi việc: {SHED}" in page
    assert "Xác nhận bản đăng ký" in page
