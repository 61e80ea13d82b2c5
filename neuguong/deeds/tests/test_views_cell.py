"""The list of a unit: who stands where, what waits, confirming several at once, adding people."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from neuguong.deeds import actions
from neuguong.deeds.actions.entries import ContributionEntry, DeedEntry
from neuguong.deeds.models import Contribution, Deed, Registration
from neuguong.deeds.rules import ContributionKind, DeedState, RegistrationState
from neuguong.people.actions import PersonEntry, add_people
from neuguong.people.models import Person
from neuguong.people.rules import Category
from neuguong.programme.actions import close_year
from tests.world import FOUNDED, NOW, TODAY, YEAR, World

CELL = "tinh/huyen/xa/mot"
LIST = f"/viec-lam/{CELL}?nam={YEAR}"
Counting = Callable[..., Any]


def at(world: World, who: str) -> Client:
    """A browser at which one of the cast has signed in."""
    browser = Client()
    browser.force_login(world.accounts[who])
    return browser


def sent(world: World, who: str, until: RegistrationState) -> Registration:
    """A person's registration of three deeds, up to a state."""
    return actions.begin_registration(
        by=world.giang,
        unit_id=world.unit(CELL).pk,
        year=YEAR,
        entries=[DeedEntry(f"Góp {n} ngày công mở đường") for n in (2, 3, 4)],
        today=TODAY,
        person_id=world.people[who].pk,
        until=until,
    )


def told(world: World, who: str = "Chi") -> Deed:
    """A deed told as done, with a gift."""
    deed = sent(world, who, RegistrationState.CONFIRMED).deeds.get(number=1)
    actions.report_result(
        by=world.giang, deed_id=deed.pk, day=date(2022, 6, 10), text="Đường đã thông",
        contributions=[gift()], finished=True, now=NOW, today=TODAY,
    )  # fmt: skip
    return deed


def gift() -> ContributionEntry:
    """Half a million of one's own."""
    return ContributionEntry(ContributionKind.OWN_MONEY, Decimal(500_000), date(2022, 5, 20))


def test_the_list_says_who_stands_where_and_what_is_due(world: World) -> None:
    sent(world, "Chi", RegistrationState.SUBMITTED)
    returned = sent(world, "Thái", RegistrationState.SUBMITTED)
    actions.return_registration(
        by=world.giang, registration_id=returned.pk, reason="Ghi rõ việc 2.", today=TODAY
    )
    text = at(world, "giang").get(LIST).content.decode()
    assert "1 bản đăng ký chờ xác nhận" in text
    assert "người chưa gửi đăng ký" in text
    assert "Hoàng Văn Thái đang sửa" in text
    assert "“Ghi rõ việc 2”" in text
    assert "Thái ’58" in text
    assert "Thái ’91" in text
    assert "1 trả lại" in text
    assert "Xác nhận cả 1 bản đã gửi" in text
    assert reverse("deeds:grid", args=[CELL]) in text


def test_names_are_not_shown_above_the_base_without_a_reason(world: World) -> None:
    sent(world, "Chi", RegistrationState.SUBMITTED)
    text = at(world, "an").get(LIST).content.decode()
    assert "1 đã gửi" in text
    assert "Ghi lý do để mở" in text
    for name in ("Nông Thị Chi", "Hoàng Văn Thái", "Góp 2 ngày công"):
        assert name not in text


def test_the_list_asks_the_same_number_of_questions_for_any_number_of_people(
    world: World, django_assert_max_num_queries: Counting, django_assert_num_queries: Counting
) -> None:
    giang = at(world, "giang")
    sent(world, "Chi", RegistrationState.SUBMITTED)
    told(world, "Thái")
    with django_assert_max_num_queries(48) as few:
        giang.get(LIST)
    cell = world.unit(CELL)
    rows = [(cell, PersonEntry(f"Nông Văn Thử {n}", Category.OFFICIAL, 1970)) for n in range(20)]
    for person in add_people(by=world.machine, rows=rows, since=FOUNDED)[:15]:
        actions.begin_registration(
            by=world.giang, unit_id=cell.pk, year=YEAR, today=TODAY, person_id=person.pk,
            entries=[DeedEntry("Trồng 2 ha quế"), DeedEntry("Dạy 3 cháu đọc")],
            until=RegistrationState.SUBMITTED,
        )  # fmt: skip
    with django_assert_num_queries(len(few.captured_queries)):
        giang.get(LIST)


def test_all_that_were_shown_are_confirmed_and_nothing_that_came_after(world: World) -> None:
    shown = [sent(world, who, RegistrationState.SUBMITTED).pk for who in ("Chi", "Thái")]
    later = sent(world, "Ánh", RegistrationState.SUBMITTED)
    confirm = f"{reverse('deeds:confirm_several', args=[CELL])}?nam={YEAR}"
    answer = at(world, "giang").post(confirm, {"hien": shown, "ca": "1"}, follow=True)
    assert "Đã xác nhận 2 bản đăng ký." in answer.content.decode()
    states = dict(Registration.objects.values_list("pk", "state"))
    assert [states[pk] for pk in shown] == [RegistrationState.CONFIRMED] * 2
    assert states[later.pk] == RegistrationState.SUBMITTED


def test_only_ticked_lines_are_confirmed(world: World) -> None:
    first, second = (sent(world, who, RegistrationState.SUBMITTED).pk for who in ("Chi", "Thái"))
    confirm = f"{reverse('deeds:confirm_several', args=[CELL])}?nam={YEAR}"
    giang = at(world, "giang")
    answer = giang.post(confirm, {"hien": [first, second]}, follow=True)
    assert "Chưa chọn dòng nào." in answer.content.decode()
    giang.post(confirm, {"hien": [first, second], "chon": [second]})
    states = dict(Registration.objects.values_list("pk", "state"))
    assert (states[first], states[second]) == (
        RegistrationState.SUBMITTED, RegistrationState.CONFIRMED,
    )  # fmt: skip


def test_told_results_are_confirmed_on_the_day_that_was_told(world: World) -> None:
    deed = told(world)
    giang = at(world, "giang")
    assert "1 kết quả chờ xác nhận" in giang.get(LIST).content.decode()
    confirm = f"{reverse('deeds:confirm_results', args=[CELL])}?nam={YEAR}"
    giang.post(confirm, {"hien": [deed.pk], "ca": "1"})
    deed.refresh_from_db()
    assert (deed.state, deed.state_on) == (DeedState.DONE, date(2022, 6, 10))
    assert Contribution.objects.get().counted == 1


def test_a_refused_line_is_named_and_leaves_the_rest(world: World) -> None:
    deed = told(world)
    Deed.objects.filter(pk=deed.pk).update(state_on=date(2030, 1, 1))
    other = told(world, "Thái")
    confirm = f"{reverse('deeds:confirm_results', args=[CELL])}?nam={YEAR}"
    answer = at(world, "giang").post(confirm, {"hien": [deed.pk, other.pk], "ca": "1"}, follow=True)
    text = answer.content.decode()
    assert "Nông Thị Chi: Ngày làm ở phía trước." in text
    assert "Đã xác nhận 1 kết quả." in text


def test_gifts_are_accepted_from_the_list(world: World) -> None:
    registration = sent(world, "Chi", RegistrationState.CONFIRMED)
    actions.add_contribution(
        by=world.chi, registration_id=registration.pk, entry=gift(), today=TODAY
    )
    giang = at(world, "giang")
    assert "1 đóng góp chờ xác nhận" in giang.get(LIST).content.decode()
    accept = f"{reverse('deeds:accept_gifts', args=[CELL])}?nam={YEAR}"
    giang.post(accept, {"chon": [Contribution.objects.get().pk]})
    assert Contribution.objects.get().counted == 1


def test_a_closed_year_is_confirmed_with_a_reason_only(world: World) -> None:
    found = sent(world, "Chi", RegistrationState.SUBMITTED)
    close_year(by=world.an, unit_id=world.unit("tinh").pk, year=YEAR, today=TODAY)
    giang = at(world, "giang")
    assert "Lý do đính chính" in giang.get(LIST).content.decode()
    confirm = f"{reverse('deeds:confirm_several', args=[CELL])}?nam={YEAR}"
    giang.post(confirm, {"chon": [found.pk]})
    found.refresh_from_db()
    assert found.state == RegistrationState.SUBMITTED
    giang.post(confirm, {"chon": [found.pk], "reason": "Bỏ sót khi chốt"})
    found.refresh_from_db()
    assert found.state == RegistrationState.CONFIRMED


def test_one_registration_is_read_confirmed_or_given_back(world: World) -> None:
    giang = at(world, "giang")
    found = sent(world, "Chi", RegistrationState.SUBMITTED)
    page = reverse("deeds:registration", args=[found.pk])
    assert "Xác nhận bản này" in giang.get(page).content.decode()
    back = reverse("deeds:give_back", args=[found.pk])
    assert giang.post(back, {"why": " "}).status_code == 422
    assert giang.post(back, {"why": "Việc 2 cần rõ hơn"}).status_code == 302
    found.refresh_from_db()
    assert (found.state, found.return_reason) == (RegistrationState.RETURNED, "Việc 2 cần rõ hơn")
    answer = giang.post(reverse("deeds:confirm", args=[found.pk]))
    assert answer.status_code == 422
    assert "Gửi trước đã" in answer.content.decode()
    withdraw = reverse("deeds:withdraw", args=[found.pk])
    assert giang.post(withdraw, {"why": "Chuyển đi nơi khác"}).status_code == 302
    found.refresh_from_db()
    assert found.state == RegistrationState.WITHDRAWN


def test_a_person_is_added_and_a_namesake_asked_about_once(world: World) -> None:
    giang = at(world, "giang")
    add = f"{reverse('deeds:add_person', args=[CELL])}?nam={YEAR}"
    typed = {"full_name": "Hoàng Văn Thái", "category": "1", "birth_year": "1975",
             "since": "01/01/2022"}  # fmt: skip
    before = Person.objects.count()
    answer = giang.post(add, typed)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "đã có Hoàng Văn Thái (1958, 1991)" in text
    assert "Đây là người khác, cùng tên" in text
    assert giang.post(add, typed | {"other": "on"}).status_code == 302
    assert Person.objects.count() == before + 1
    wrong = typed | {"full_name": "Nông Văn Mới", "birth_year": "19755"}
    assert "Năm sinh 19755 không hợp lý" in giang.post(add, wrong).content.decode()


@pytest.mark.parametrize(
    ("who", "status"), [("giang", 200), ("binh", 200), ("an", 200), ("chi", 404), ("dung", 404)]
)
def test_the_list_is_known_to_those_who_work_above_it(world: World, who: str, status: int) -> None:
    assert at(world, who).get(LIST).status_code == status


def test_the_filter_keeps_those_asked_for(world: World) -> None:
    sent(world, "Chi", RegistrationState.SUBMITTED)
    text = at(world, "giang").get(f"{LIST}&loc=cho").content.decode()
    table = text[text.index('id="moi-nguoi"') :]
    assert "Nông Thị Chi" in table
    assert "Triệu Thị Ánh" not in table


def test_the_menu_leads_a_secretary_to_the_own_unit(world: World) -> None:
    assert at(world, "giang").get("/viec-lam/")["Location"] == f"/viec-lam/{CELL}"
    assert at(world, "chi").get("/viec-lam/")["Location"] == "/viec-cua-toi/"
