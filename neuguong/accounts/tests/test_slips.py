"""Accounts opened by an administrator, slips on paper, and the way back in with a new one."""

import io
from datetime import timedelta

import pypdfium2
import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from neuguong.accounts import rules
from neuguong.accounts.models import Slip
from neuguong.accounts.tests.conftest import set_up, sign_in
from neuguong.audit.models import AuditEntry
from neuguong.lib.qr import codes_of_pdf
from neuguong.people.access import AccountActor
from neuguong.people.actions import open_account
from neuguong.people.models import Account, Grant
from tests.world import World

COMMUNE, CELL = "tinh/huyen/xa", "tinh/huyen/xa/mot"
NEW = "con suối chảy về xuôi"


def printed(client: Client, *ids: int, **more: str) -> bytes:
    """The PDF of new slips."""
    data = {"tk": ids, "reason": "quên mật khẩu", **more}
    answer = client.post(reverse("accounts:slips", args=[COMMUNE]), data)
    assert answer["Content-Type"] == "application/pdf", answer.content.decode()
    return bytes(answer.content)


def square(pdf: bytes) -> list[str]:
    """The addresses in the square codes of a PDF."""
    return [text for page in codes_of_pdf(pdf) for text in page]


def code_of(address: str) -> str:
    return address.rpartition("ma=")[2]


def test_from_opening_an_account_to_the_first_work(
    world: World, quan: Account, client: Client
) -> None:
    by = AccountActor(quan, today=timezone.localdate())
    account = open_account(
        by=by, username="thai.hv", name="Hoàng Văn Thái", password="", at=world.unit(CELL),
        person=world.people["Thái"],
    )  # fmt: skip
    sign_in(client, "quan")
    asked = client.get(reverse("accounts:slip", args=[account.pk]))
    assert asked["Location"].endswith(f"?tk={account.pk}")
    assert "Hoàng Văn Thái" in client.get(asked["Location"]).content.decode()
    pdf = printed(client, account.pk)
    text = pypdfium2.PdfDocument(io.BytesIO(pdf))[0].get_textpage().get_text_bounded()
    assert "thai.hv" in text
    (address,) = square(pdf)
    assert address.startswith("http://testserver/dang-nhap/phieu/?ten=thai.hv&ma=")
    assert rules.code_words(code_of(address)) in text

    newcomer = Client()
    page = newcomer.get(address.removeprefix("http://testserver"))
    assert f'value="{code_of(address)}"' in page.content.decode()
    data = {"name": "thai.hv", "code": rules.code_words(code_of(address)).lower()}
    late = newcomer.post("/dang-nhap/phieu/", {**data, "new": NEW, "again": "khác"})
    assert "không giống nhau" in late.content.decode()
    answer = newcomer.post("/dang-nhap/phieu/", {**data, "new": NEW, "again": NEW})
    assert answer["Location"] == "/"
    assert newcomer.get("/").status_code == 200
    assert sign_in(Client(), "thai.hv", NEW) == "/"
    again = Client().post("/dang-nhap/phieu/", {**data, "new": NEW, "again": NEW})
    assert "phiếu đã dùng" in again.content.decode()


def test_a_new_slip_ends_the_old_password_and_all_sessions(
    world: World, quan: Account, client: Client
) -> None:
    giang = Client()
    sign_in(giang, "giang")
    sign_in(client, "quan")
    first, second = (square(printed(client, world.accounts["giang"].pk))[0] for _ in range(2))
    assert giang.get("/").status_code == 302
    wrong = Client().post("/dang-nhap/", {"name": "giang", "password": "rung-cay-xanh-2022"})
    assert wrong.status_code == 422
    data = {"name": "giang", "new": NEW, "again": NEW}
    old = Client().post("/dang-nhap/phieu/", {**data, "code": code_of(first)})
    assert old.status_code == 422  # a new slip takes the place of the old
    assert Client().post("/dang-nhap/phieu/", {**data, "code": code_of(second)}).status_code == 302
    entry = AuditEntry.objects.filter(act="people.grant", subject_id=world.accounts["giang"].pk)
    last = entry.order_by("-pk")[0]
    assert (last.by_id, last.reason) == (quan.pk, "quên mật khẩu")
    assert last.detail == {"verb": "slip", "second_step_dropped": False}


def test_a_slip_ends_after_a_fortnight(world: World, quan: Account, client: Client) -> None:
    sign_in(client, "quan")
    (address,) = square(printed(client, world.accounts["giang"].pk))
    Slip.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    data = {"name": "giang", "code": code_of(address), "new": NEW, "again": NEW}
    assert Client().post("/dang-nhap/phieu/", data).status_code == 422
    assert timedelta(days=14) == rules.SLIP_LIFE


def test_what_is_kept_of_a_slip_opens_nothing(world: World, quan: Account, client: Client) -> None:
    sign_in(client, "quan")
    (address,) = square(printed(client, world.accounts["giang"].pk))
    slip = Slip.objects.get(account=world.accounts["giang"], void_at=None)
    assert code_of(address) not in slip.code_digest
    assert not AuditEntry.objects.filter(personal__detail_json__contains=code_of(address)).exists()


def test_unknown_names_and_wrong_codes_are_answered_alike(world: World, client: Client) -> None:
    texts = []
    for name in ("giang", "khong-co"):
        data = {"name": name, "code": "AAAA-BBBB-CCCC", "new": NEW, "again": NEW}
        answer = client.post("/dang-nhap/phieu/", data)
        texts.append(answer.context["form"].non_field_errors())
    assert texts[0] == texts[1]


def test_guessing_slips_is_slowed_down(world: World, client: Client) -> None:
    data = {"name": "giang", "code": "AAAA-BBBB-CCCC", "new": NEW, "again": NEW}
    answers = [client.post("/dang-nhap/phieu/", data).content.decode() for _ in range(6)]
    assert "Chờ 1 phút" in answers[-1]


def test_a_lost_telephone(world: World, quan: Account, client: Client) -> None:
    binh = Client()
    sign_in(binh, "binh")
    set_up(binh)
    sign_in(client, "quan")
    data = {"name": "binh", "new": NEW, "again": NEW}
    (kept,) = square(printed(client, world.accounts["binh"].pk))
    answer = Client().post("/dang-nhap/phieu/", {**data, "code": code_of(kept)})
    assert answer["Location"] == "/dang-nhap/lop-hai/"  # a slip alone does not pass the second step
    (fresh,) = square(printed(client, world.accounts["binh"].pk, drop="on"))
    assert not Authenticator.objects.exists()
    answer = Client().post("/dang-nhap/phieu/", {**data, "code": code_of(fresh)})
    assert answer["Location"] == "/"


@pytest.mark.parametrize("who", ["an", "dung"])
def test_nobody_resets_one_who_reaches_beyond_the_branch(
    world: World, quan: Account, client: Client, who: str
) -> None:
    sign_in(client, "quan")
    page = reverse("accounts:slips", args=[COMMUNE])
    data = {"tk": [world.accounts[who].pk], "reason": "quên mật khẩu"}
    assert client.post(page, data).status_code == 404
    assert client.get(f"{page}?tk={world.accounts[who].pk}").status_code == 404


def test_one_who_acts_within_and_beyond_is_beyond(
    world: World, quan: Account, client: Client
) -> None:
    Grant.objects.create(
        account=world.accounts["giang"], role="inspector", unit=world.unit("tinh"),
        valid_from="2030-01-01",
    )  # fmt: skip
    sign_in(client, "quan")
    data = {"tk": [world.accounts["giang"].pk], "reason": "quên mật khẩu"}
    answer = client.post(reverse("accounts:slips", args=[COMMUNE]), data)
    assert answer.status_code == 403
    assert "ngoài nhánh" in answer.content.decode()
    assert "Đảng bộ tỉnh Thử" not in answer.content.decode()


def test_others_have_no_such_pages(world: World, client: Client) -> None:
    client.force_login(world.accounts["binh"])
    for name in ("accounts:list", "accounts:slips"):
        assert client.get(reverse(name, args=[COMMUNE])).status_code == 403
        assert client.get(reverse(name, args=["khac"])).status_code == 404
    assert client.get(reverse("accounts:start")).status_code == 403


def test_the_list_tells_who_waits(world: World, quan: Account, client: Client) -> None:
    sign_in(client, "quan")
    assert client.get("/tai-khoan/")["Location"] == f"/tai-khoan/don-vi/{COMMUNE}"
    printed(client, world.accounts["giang"].pk)
    page = client.get(reverse("accounts:list", args=[COMMUNE])).content.decode()
    assert "Phiếu đang chờ" in page
    assert "bí thư chi bộ, Chi bộ thôn Phiêng Tác" in page
    for name in ("an", "dung"):
        assert f"({name})" not in page
    found = client.get(reverse("accounts:list", args=[COMMUNE]), {"q": "luong giang"})
    assert [line.account.username for line in found.context["lines"]] == ["giang"]


def test_a_list_asks_as_often_however_long_it_is(
    world: World, quan: Account, client: Client, django_assert_max_num_queries: object
) -> None:
    sign_in(client, "quan")
    page = reverse("accounts:list", args=[COMMUNE])
    client.get(page)
    with django_assert_max_num_queries(16):  # type: ignore[operator]
        client.get(page)


def test_four_slips_stand_on_a_page(world: World, quan: Account, client: Client) -> None:
    sign_in(client, "quan")
    ids = [world.accounts[who].pk for who in ("binh", "giang", "chi")]
    pdf = printed(client, *ids)
    assert len(pypdfium2.PdfDocument(io.BytesIO(pdf))) == 1
    assert len(square(pdf)) == 3


def test_a_page_that_cannot_be_set_issues_nothing(
    world: World, quan: Account, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_words: object) -> bytes:
        raise RuntimeError("no fonts")

    sign_in(client, "quan")
    monkeypatch.setattr("neuguong.accounts.slips.typeset", broken)
    data = {"tk": [world.accounts["giang"].pk], "reason": "quên mật khẩu"}
    with pytest.raises(RuntimeError):
        client.post(reverse("accounts:slips", args=[COMMUNE]), data)
    assert sign_in(Client(), "giang") == "/"
