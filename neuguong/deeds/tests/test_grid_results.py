"""The results grid: six cells of a deed, saved as they are left, mended until they are confirmed."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from neuguong.deeds import actions
from neuguong.deeds.actions.entries import ContributionEntry, QuantityEntry
from neuguong.deeds.actions.grid import save_cell
from neuguong.deeds.models import Contribution, Deed, Quantity, Result
from neuguong.deeds.queries.grid import tellings
from neuguong.deeds.rules import ContributionKind, DeedState
from neuguong.lib.amounts import Qualifier
from tests.world import NOW, TODAY, YEAR, World

CELL = "tinh/huyen/xa/mot"


def url(name: str = "grid_results", slug: str = CELL) -> str:
    """A page of the results grid."""
    return f"{reverse(f'deeds:{name}', args=[slug])}?nam={YEAR}"


@pytest.fixture
def deed(world: World) -> Deed:
    """Chi's deed, confirmed by the cell."""
    made = save_cell(
        by=world.giang, unit_id=world.unit(CELL).pk, year=YEAR, number=1, was="", today=TODAY,
        person_id=world.people["Chi"].pk, text="Mở 700 m đường lâm nghiệp",
    )  # fmt: skip
    assert made is not None
    actions.submit_registration(by=world.giang, registration_id=made.registration_id, today=TODAY)
    actions.confirm_registration(by=world.giang, registration_id=made.registration_id, today=TODAY)
    return made


@pytest.fixture
def save(client: Client, world: World, deed: Deed) -> Callable[..., dict[str, object]]:
    """Cells of the deed as the script sends them: name=(words, words before)."""
    client.force_login(world.accounts["giang"])

    def send(**cells: tuple[str, str]) -> dict[str, object]:
        data: dict[str, str] = {}
        for name, (typed, was) in cells.items():
            data |= {f"o.d{deed.pk}.{name}": typed, f"w.d{deed.pk}.{name}": was}
        found: dict[str, object] = client.post(url("grid_result"), data).json()
        return found

    return send


def said(world: World) -> dict[str, str]:
    """The cells of the only row."""
    return tellings(world.unit(CELL), YEAR)[0].said


def test_cells_saved_one_by_one_are_one_result(save: Callable[..., object], world: World) -> None:
    save(text=("Đường đã thông", ""))
    save(amount=("gần 650", ""))
    save(money=("1,5 triệu", ""), labour=("12", ""))
    save(day=("10/6/2022", "31/12/2022"))
    save(finished=("1", ""))
    assert said(world) == {
        "text": "Đường đã thông",
        "amount": "gần 650 m",
        "money": "1.500.000",
        "labour": "12",
        "day": "10/6/2022",
        "finished": "1",
    }
    result, quantity = Result.objects.get(), Quantity.objects.get()
    assert (quantity.result, quantity.amount_scaled, quantity.kind) == (result, 650, 1)
    assert (quantity.qualifier, quantity.month) == (Qualifier.AT_MOST, 202206)
    gifts = {gift.kind: gift for gift in Contribution.objects.all()}
    assert gifts[ContributionKind.OWN_MONEY].amount_scaled == 1_500_000
    assert gifts[ContributionKind.LABOUR_DAYS].day == date(2022, 6, 10)
    assert Deed.objects.get().state == DeedState.REPORTED


def test_mending_keeps_one_row_of_each(save: Callable[..., object], world: World) -> None:
    save(text=("Đường đã thông", ""), amount=("650 m", ""), money=("1.500.000", ""))
    before = Quantity.objects.get()
    save(amount=("0,7 km", "650 m"), money=("", "1.500.000"))
    quantity = Quantity.objects.get()
    assert (quantity.pk, quantity.uid, quantity.amount_scaled) == (before.pk, before.uid, 700)
    assert not Contribution.objects.exists()
    save(text=("", "Đường đã thông"), amount=("", "0,7 km"))
    assert not Result.objects.exists()
    assert Deed.objects.get().state == DeedState.IN_PROGRESS


def test_a_cell_that_cannot_be_read_holds_up_no_other(
    save: Callable[..., dict[str, dict[str, dict[str, str]]]], world: World
) -> None:
    answer = save(text=("Đường đã thông", ""), money=("15.50.000", ""))
    name = f"d{Deed.objects.get().pk}"
    assert set(answer["faults"]) == {f"{name}.money"}
    assert "15.50.000" in answer["faults"][f"{name}.money"]["note"]
    assert said(world)["text"] == "Đường đã thông"


def test_a_day_alone_waits_for_what_was_done(
    save: Callable[..., dict[str, dict[str, dict[str, str]]]], world: World
) -> None:
    answer = save(day=("10/6/2022", ""))
    assert "rồi ghi ngày" in next(iter(answer["faults"].values()))["note"]
    answer = save(day=("10/6/2030", ""), text=("Xong", ""))
    assert "phía trước" in answer["faults"][f"d{Deed.objects.get().pk}.day"]["note"]
    save(day=("10/6/2022", ""), text=("Xong", ""))
    assert (said(world)["text"], said(world)["day"]) == ("Xong", "10/6/2022")


def test_two_in_different_cells_of_a_row_do_not_meet(
    save: Callable[..., dict[str, dict[str, dict[str, str]]]], world: World
) -> None:
    save(text=("Đường đã thông", ""))
    answer = save(money=("500 nghìn", ""), text=("Đường đã xong", "Đường chưa thông"))
    clash = answer["faults"][f"d{Deed.objects.get().pk}.text"]
    assert clash["theirs"] == "Đường đã thông"
    assert said(world)["money"] == "500.000"


def test_a_gift_written_apart_is_not_written_twice(
    save: Callable[..., object], world: World, deed: Deed
) -> None:
    gift = ContributionEntry(ContributionKind.LABOUR_DAYS, Decimal(5), TODAY, words="đổ bê tông")
    actions.add_contribution(
        by=world.giang, registration_id=deed.registration_id, entry=gift, today=TODAY, deed_id=deed.pk
    )  # fmt: skip
    assert said(world)["labour"] == "5"
    save(text=("Đã xong", ""), labour=("6", "5"))
    kept = Contribution.objects.get()
    assert (kept.amount, kept.words) == (Decimal(6), "đổ bê tông")


def test_what_was_told_in_several_goes_is_written_elsewhere(
    client: Client, save: Callable[..., dict[str, dict[str, dict[str, str]]]], world: World, deed: Deed
) -> None:  # fmt: skip
    for amount in (300, 400):
        actions.report_result(
            by=world.giang, deed_id=deed.pk, day=TODAY, text="Thêm một đoạn", now=NOW, today=TODAY,
            quantities=[QuantityEntry(0, Decimal(amount), "m")], finished=False,
        )  # fmt: skip
    text = client.get(url()).content.decode()
    assert "Đã báo nhiều lần" in text
    assert "700\xa0m" in text
    answer = save(money=("500 nghìn", ""))
    assert "báo nhiều lần" in answer["faults"][f"d{deed.pk}.money"]["note"]


def test_the_grid_is_one_form_and_the_cell_confirms(
    client: Client, world: World, deed: Deed
) -> None:
    client.force_login(world.accounts["giang"])
    page = client.get(url())
    assert page.status_code == 200
    cells = {f"o.d{deed.pk}.text": "Đường đã thông", f"w.d{deed.pk}.text": ""}
    cells |= {f"o.d{deed.pk}.finished": "1", f"w.d{deed.pk}.finished": ""}
    text = client.post(url(), cells, follow=True).content.decode()
    assert "Xác nhận 1 việc đã báo xong" in text
    unticked = {f"w.d{deed.pk}.finished": "1"}
    text = client.post(url(), unticked, follow=True).content.decode()
    assert "Xác nhận 1 việc" not in text
    client.post(url(), cells)
    text = client.post(url(), {"lam": "xac-nhan"}, follow=True).content.decode()
    assert "Đã xác nhận 1 việc hoàn thành." in text
    assert "Không còn việc đã xác nhận nào chờ kết quả." in text
    deed.refresh_from_db()
    assert deed.state == DeedState.DONE


def test_strangers_and_members(client: Client, world: World, deed: Deed) -> None:
    client.force_login(world.accounts["dung"])
    assert client.get(url()).status_code == 404
    client.force_login(world.accounts["chi"])
    assert "Mở 700 m đường lâm nghiệp" in client.get(url()).content.decode()
    name = f"d{deed.pk}.text"
    assert client.post(url("grid_result"), {f"o.{name}": "Đã thông"}).json()["faults"] == {}
    assert client.post(url(), {"lam": "xac-nhan"}).status_code == 403


def test_news_of_results(client: Client, world: World, deed: Deed) -> None:
    client.force_login(world.accounts["giang"])
    first = client.get(url("grid_results_news")).json()["marks"]
    client.post(url("grid_result"), {f"o.d{deed.pk}.text": "Đã thông"})
    second = client.get(url("grid_results_news")).json()["marks"]
    assert first.keys() == second.keys() == {f"d{deed.pk}"}
    assert first != second
    rows = client.get(url("grid_results_news") + f"&hang=d{deed.pk}").json()["rows"]
    assert rows[f"d{deed.pk}"]["cells"][0]["text"] == "Đã thông"
