"""The log on screen: what is written down, who may read it, and how far it names people."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from neuguong.audit.actions import seal_all
from neuguong.audit.models import AuditEntry
from neuguong.audit.queries import verify
from neuguong.deeds.models import Registration
from neuguong.home.tests.conftest import Door
from neuguong.home.tests.test_people import page, url_of
from neuguong.home.views.log import in_groups
from neuguong.people.actions import grant_role, open_account
from neuguong.privacy.actions.forgetting import forget_person
from tests.world import FOUNDED, PASSWORD, World


def reads() -> list[tuple[str, str, int | None]]:
    """What was read: by whom, which part, of whom or of how many."""
    kept = AuditEntry.objects.filter(kind="read").order_by("pk")
    return [(entry.by_name, entry.part, entry.person_id or entry.bulk_count) for entry in kept]


def auditor(world: World, *roles: str, at: str = "tinh") -> Client:
    """A browser of somebody with the right to read the log, and further roles."""
    account = open_account(
        by=world.machine, username="kiem", name="Vi Thị Soát", password=PASSWORD, at=world.unit(at)
    )
    for role in ("auditor", *roles):
        grant_role(
            by=world.machine, account_id=account.pk, role=role, unit_id=world.unit(at).pk,
            since=FOUNDED,
        )  # fmt: skip
    client = Client()
    client.force_login(account)
    return client


def of_chi(world: World) -> Registration:
    """The registration of Chi."""
    return Registration.objects.get(person=world.people["Chi"])


def test_pages_of_another_persons_registration_are_written_down(lively: World, visit: Door) -> None:
    found = of_chi(lively)
    deed = found.deeds.order_by("number").first()
    assert deed is not None
    for url in (f"/dang-ky/{found.pk}/", f"/viec/{deed.pk}/"):
        page(visit("chi"), url)
        page(visit("giang"), url)
    page(visit("giang"), f"/ghi-giup/{found.person_id}/tinh/huyen/xa/mot?nam=2022")

    chi = lively.people["Chi"].pk
    who = "Lường Văn Giang"
    assert reads() == [(who, "registration", chi), (who, "deed", chi), (who, "sheet", chi)]
    html = page(visit("chi"), "/ho-so-cua-toi/")
    assert "bản đăng ký" in html
    assert who in html


def test_collectives_are_nobodys_record(lively: World, visit: Door) -> None:
    found = Registration.objects.filter(person=None).first()
    assert found is not None
    page(visit("binh"), f"/dang-ky/{found.pk}/")
    assert reads() == []


def test_lists_whose_names_were_opened_are_written_down(lively: World, visit: Door) -> None:
    client = visit("an")
    list_url, records = "/viec-lam/tinh/huyen/xa/mot?nam=2022", "/don-vi/ban-ghi/tinh/huyen"
    page(client, list_url)
    assert reads() == []
    client.post("/don-vi/mo-ten/tinh/huyen", {"reason": "Kiểm tra hồ sơ khen thưởng năm 2022"})
    page(client, list_url)
    page(client, f"{records}?ky=2022&do=deeds.people")
    client.get(f"{records}?ky=2022&do=deeds.people&dang=csv")

    assert [(part, many) for _who, part, many in reads()] == [
        ("list", 5), ("records", 2), ("export", 2)
    ]  # fmt: skip
    assert "Lý Thị An" in page(visit("chi"), "/ho-so-cua-toi/")


def test_a_search_that_shows_people_is_written_down(lively: World, visit: Door) -> None:
    page(visit("binh"), "/tim/?q=nong")
    page(visit("an"), "/tim/?q=nong")
    assert reads() == [("Ma Thế Bình", "search", 1)]


def test_printed_forms_and_lists_to_take_away_are_written_down(lively: World, visit: Door) -> None:
    client = visit("giang")
    client.get(reverse("exchange:export_people", args=["tinh/huyen/xa/mot"]))
    client.get(f"{reverse('reports:paper', args=['tinh/huyen/xa/mot'])}?nam=2022&khuon=a5")
    assert [part for _who, part, _many in reads()] == ["export", "print"]


def test_the_door_is_written_down_without_what_was_typed(world: World, client: Client) -> None:
    for name, password in (("an", "sai-mat-khau"), ("mat-khau-go-nham", "x"), ("an", PASSWORD)):
        client.post("/dang-nhap/", {"name": name, "password": password})
    client.post("/dang-xuat/")

    kept = list(AuditEntry.objects.filter(kind="door").order_by("pk"))
    an = world.accounts["an"].pk
    assert [(entry.act, entry.by_id, entry.subject_id) for entry in kept] == [
        ("people.sign_in_failed", None, an),
        ("people.sign_in_failed", None, None),
        ("people.sign_in", an, an),
        ("people.sign_out", an, an),
    ]
    assert kept[2].origin.address == "127.0.0.1"
    said = " ".join(
        f"{entry.by_name} {entry.subject_label} {entry.detail} {entry.reason}" for entry in kept
    )
    assert "sai-mat-khau" not in said
    assert "mat-khau-go-nham" not in said


def test_an_auditor_sees_officials_by_name_and_members_by_number(
    lively: World, visit: Door
) -> None:
    found = of_chi(lively)
    page(visit("giang"), f"/dang-ky/{found.pk}/")
    html = page(auditor(lively), "/nhat-ky/?nguoi=" + str(found.person_id))
    assert "Lường Văn Giang" in html
    assert "Nông Thị Chi" not in html
    assert f"bản đăng ký số {found.pk}" in html
    html = page(auditor_again(lively), f"/nhat-ky/dang-ky/{found.pk}/")
    assert "Nông Thị Chi" not in html
    assert "Xem bản đăng ký" in html


def auditor_again(world: World) -> Client:
    """Another browser of the same auditor."""
    client = Client()
    client.force_login(type(world.accounts["an"]).objects.get(username="kiem"))
    return client


def test_what_a_forgotten_official_did_is_answered_by_the_office(
    lively: World, visit: Door
) -> None:
    found = of_chi(lively)
    page(visit("giang"), f"/dang-ky/{found.pk}/")
    forget_person(
        by=lively.machine, person_id=lively.people["Giang"].pk, reason="Yêu cầu số 12",
        now=timezone.now(), today=timezone.localdate(),
    )  # fmt: skip
    html = page(auditor(lively), "/nhat-ky/?nguoi=" + str(found.person_id))
    assert "Lường Văn Giang" not in html
    assert "bí thư chi bộ, " in html
    assert "(đã xóa tên)" in html
    assert not verify().faults


def test_with_the_right_to_names_the_log_tells_them(lively: World, visit: Door) -> None:
    found = of_chi(lively)
    page(visit("giang"), f"/dang-ky/{found.pk}/")
    client = auditor(lively, "unit_officer", at="tinh/huyen/xa")
    html = page(client, f"/nhat-ky/dang-ky/{found.pk}/")
    assert "Nông Thị Chi" in html
    assert f'href="/nhat-ky/dang-ky/{found.pk}/"' in page(client, f"/dang-ky/{found.pk}/")
    assert 'href="/nhat-ky/don-vi/tinh/huyen/xa"' in page(client, "/don-vi/trang/tinh/huyen/xa")
    assert f'href="/nhat-ky/nguoi/{found.person_id}/"' in page(client, url_of(lively, "Chi"))
    assert ("Vi Thị Soát", "history", found.person_id) in reads()


def test_an_auditor_reads_only_their_branch(lively: World, visit: Door) -> None:
    visit("dung").post("/dang-xuat/")
    html = page(auditor(lively), "/nhat-ky/?viec=people.sign_out")
    assert "Không có mục nhật ký nào như thế." in html
    found = of_chi(lively)
    client = auditor_of_another(lively)
    assert client.get(f"/nhat-ky/dang-ky/{found.pk}/").status_code == 404
    assert client.get(f"/nhat-ky/nguoi/{found.person_id}/").status_code == 404
    assert client.get("/nhat-ky/don-vi/tinh/huyen").status_code == 404


def auditor_of_another(world: World) -> Client:
    """An auditor of the other province."""
    account = open_account(
        by=world.machine, username="soat", name="Lò Văn Soát", password=PASSWORD,
        at=world.unit("khac"),
    )  # fmt: skip
    grant_role(
        by=world.machine, account_id=account.pk, role="auditor", unit_id=world.unit("khac").pk,
        since=FOUNDED,
    )  # fmt: skip
    client = Client()
    client.force_login(account)
    return client


@pytest.mark.parametrize(
    ("query", "there"),
    [
        ("ai=giang", True),
        ("ai=Lường Văn Giang", True),
        ("ai=chi", False),
        ("viec=deeds.view", True),
        ("viec=org.found", False),
        ("tu=1/1/2020&den=31/12/2020", False),
        ("tu=1/1/2020", True),
    ],
)
def test_the_log_is_searched(lively: World, visit: Door, query: str, there: bool) -> None:
    page(visit("giang"), f"/dang-ky/{of_chi(lively).pk}/")
    html = page(auditor(lively), f"/nhat-ky/?{query}")
    assert ("Xem bản đăng ký</td>" in html) is there or ("Xem bản đăng ký" in html) is there


def test_a_file_of_the_log_is_itself_written_down(lively: World, visit: Door) -> None:
    page(visit("giang"), f"/dang-ky/{of_chi(lively).pk}/")
    client = auditor(lively)
    answer = client.get("/nhat-ky/?dang=csv")
    text = answer.content.decode()
    assert "Lường Văn Giang" in text
    assert "Nông Thị Chi" not in text
    assert client.get("/nhat-ky/?dang=xlsx").content[:2] == b"PK"
    assert [part for _who, part, _many in reads()][-2:] == ["export", "export"]


def test_pages_follow_one_another_and_ask_a_fixed_number_of_questions(
    lively: World, visit: Door
) -> None:
    url = f"/dang-ky/{of_chi(lively).pk}/"
    client = auditor(lively)
    giang = visit("giang")
    giang.get(url)
    client.get("/nhat-ky/")
    with CaptureQueriesContext(connection) as few:
        client.get("/nhat-ky/")
    for _turn in range(60):
        giang.get(url)
    with CaptureQueriesContext(connection) as many:
        html = page(client, "/nhat-ky/?viec=deeds.view")
    assert len(many) <= len(few) + 1
    assert "61 mục." in html
    after = html.split("sau=")[1].split('"')[0]
    assert "Trang sau" not in page(client, f"/nhat-ky/?viec=deeds.view&sau={after}")


def test_the_root_of_today_is_shown(lively: World) -> None:
    client = auditor(lively)
    assert "chưa có mục nhật ký nào được niêm phong" in page(client, "/nhat-ky/niem-phong/")
    seal_all()
    assert in_groups(verify().root) in page(client, "/nhat-ky/niem-phong/")
    assert "chưa có mục" in page(client, "/nhat-ky/niem-phong/?ngay=1/1/2020")
