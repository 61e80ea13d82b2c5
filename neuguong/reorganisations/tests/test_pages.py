"""The pages of plans: begin, steps by search, preview, decide, take back; each without JavaScript."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from neuguong.audit.models import AuditEntry
from neuguong.deeds.actions import register_many
from neuguong.deeds.actions.entries import BulkDeed, BulkRegistration, DeedEntry
from neuguong.indicators.models import Indicator
from neuguong.indicators.queries.defined import number_for
from neuguong.indicators.queries.values import child_values, values_of
from neuguong.lib.dates import Period
from neuguong.org.models import Unit
from neuguong.org.queries import tree_hash
from neuguong.people.actions import grant_role, open_account
from neuguong.reorganisations import actions
from neuguong.reorganisations.models import Reorganisation, Step
from neuguong.reorganisations.queries import planned_view
from neuguong.reorganisations.rules import ReorganisationState, StepEntry, StepKind
from neuguong.rollup.queries import TODAY
from tests.world import FOUNDED, PASSWORD, World

NOW = datetime(2022, 7, 20, 3, 0, tzinfo=UTC)
ON = date(2022, 7, 1)
XA, MOT, HAI = "tinh/huyen/xa", "tinh/huyen/xa/mot", "tinh/huyen/xa/hai"
MERGER = StepEntry(
    StepKind.MERGE, (MOT, HAI), under=XA, key="moi", name="Chi bộ Mới", type="cell", slug="moi"
)
HEAD = {"title": "Hợp nhất hai chi bộ", "effective_on": "01/7/2022", "decision": "12-QĐ/TU"}


@pytest.fixture
def visit(world: World, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Client]:
    """Browsers by name in July 2022; `quan` administers the province, `quanxa` the commune."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    for username, slug in (("quan", "tinh"), ("quanxa", XA)):
        unit = world.unit(slug)
        account = open_account(
            by=world.machine, username=username, name="Quản", password=PASSWORD, at=unit
        )
        world.accounts[username] = account
        grant_role(
            by=world.machine, account_id=account.pk, role="branch_admin", unit_id=unit.pk,
            since=FOUNDED,
        )  # fmt: skip

    def opened(who: str) -> Client:
        client = Client()
        client.force_login(world.accounts[who])
        return client

    return opened


def page(client: Client, url: str, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status, answer.content.decode()[:1500]
    return " ".join(answer.content.decode().split())


def sent(client: Client, url: str, data: dict[str, object], status: int = 302) -> str:
    answer = client.post(url, data)
    assert answer.status_code == status, answer.content.decode()
    return " ".join(answer.content.decode().split())


def drafted(world: World, *steps: StepEntry, on: date = ON, at: str = XA) -> Reorganisation:
    entry = actions.ReorganisationEntry("Thử", on, world.unit(at).pk, decision="12-QĐ/TU")
    return actions.draft_reorganisation(by=world.machine, entry=entry, steps=steps)


def test_a_plan_is_drafted_approved_applied_and_undone(
    world: World, visit: Callable[[str], Client]
) -> None:
    before, quan = tree_hash(), visit("quan")
    sent(quan, f"/sap-xep/moi/?dv={XA}", {**HEAD, "unit": world.unit(XA).pk})
    plan = Reorganisation.objects.get()
    assert plan.unit == world.unit(XA)
    here = f"/sap-xep/{plan.pk}/"
    assert "Chưa có bước nào" in page(quan, here)
    merge = f"{here}them/merge/"
    found = sent(
        quan, merge, {"tim": "units", "tim_units": "phieng tac", "name": "Chi bộ Mới"}, 200
    )
    assert "Chi bộ thôn Phiêng Tác (chi bộ, từ 01/01/2015)" in found
    assert f'value="{MOT}"' in found
    assert 'value="Chi bộ Mới"' in found
    sent(quan, merge, {"units": [MOT, HAI], "name": "Chi bộ Mới"})
    entry = Step.objects.get().entry
    assert (entry.under, entry.type, entry.key, entry.slug) == (
        XA,
        "cell",
        "chi-bo-moi",
        f"{XA}/moi",
    )
    words = page(quan, here)
    assert "Hợp nhất Chi bộ thôn Phiêng Tác, Chi bộ thôn Đồng Ao thành Chi bộ Mới (mới)" in words
    assert "Chi bộ, đứng dưới Đảng bộ xã Nà Thử." in words
    preview = page(quan, f"{here}xem-truoc/")
    assert "3 đơn vị thay đổi, 6 người chuyển" in preview
    assert "Tổng trước bằng tổng sau" in preview
    assert "kết thúc 01/7/2022" in preview
    sent(quan, f"{here}duyet/", {})
    sent(quan, f"{here}ap-dung/", {})
    assert Unit.objects.get(slug=f"{XA}/moi").closed_on is None
    assert "còn 30 ngày" in page(quan, here)
    assert "Lý do" in sent(quan, f"{here}hoan-tac/", {}, 422)
    sent(quan, f"{here}hoan-tac/", {"reason": "Nhầm ngày"})
    assert tree_hash() == before
    assert "Đã hoàn tác" in page(quan, "/sap-xep/")


def test_one_who_applies_just_after_the_worker_finds_it_done(
    world: World, visit: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, quan = drafted(world, MERGER), visit("quan")
    actions.approve_reorganisation(by=world.machine, reorganisation_id=plan.pk, now=NOW)
    asked = f"/sap-xep/{plan.pk}/ap-dung/"
    page(quan, asked)
    apply = actions.apply_reorganisation

    def after_the_worker(**given: object) -> Reorganisation:
        apply(by=world.machine, reorganisation_id=plan.pk, now=NOW)
        return apply(by=world.machine, reorganisation_id=plan.pk, now=NOW)

    monkeypatch.setattr(actions, "apply_reorganisation", after_the_worker)
    answer = quan.post(asked)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/sap-xep/{plan.pk}/")
    assert "Hoàn tác (còn 30 ngày)" in page(quan, f"/sap-xep/{plan.pk}/")
    answer = quan.get(asked)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/sap-xep/{plan.pk}/")
    assert "Máy đã áp dụng phương án này." in page(quan, f"/sap-xep/{plan.pk}/")


def test_one_who_may_not_reads_who_can(world: World, visit: Callable[[str], Client]) -> None:
    plan = drafted(world, MERGER)
    an = visit("an")
    listed = page(an, "/sap-xep/")
    assert "Người làm được: quản trị nhánh" in listed
    assert "Thử" in listed
    page(an, "/sap-xep/moi/", 403)
    page(an, f"/sap-xep/{plan.pk}/them/merge/", 403)
    assert f"/sap-xep/{plan.pk}/duyet/" in page(an, f"/sap-xep/{plan.pk}/")
    page(visit("binh"), f"/sap-xep/{plan.pk}/", 404)
    page(visit("dung"), f"/sap-xep/{plan.pk}/xem-truoc/", 404)


def test_a_fault_is_named_with_its_step_and_hinders_approval(
    world: World, visit: Callable[[str], Client]
) -> None:
    plan = drafted(world, MERGER, StepEntry(StepKind.MOVE, ("khac/xa",), XA))
    quan = visit("quan")
    assert "Chưa làm được: 1 chỗ cần sửa" in page(quan, f"/sap-xep/{plan.pk}/xem-truoc/")
    assert "Bước 2:" in sent(quan, f"/sap-xep/{plan.pk}/duyet/", {}, 422)


def test_a_circle_is_told_on_the_preview(world: World, visit: Callable[[str], Client]) -> None:
    plan = drafted(world, StepEntry(StepKind.MOVE, (XA,), MOT), at="tinh/huyen")
    seen = page(visit("an"), f"/sap-xep/{plan.pk}/xem-truoc/")
    assert "không thể đứng trong nhánh của chính mình" in seen


def test_steps_are_changed_moved_and_taken_out(
    world: World, visit: Callable[[str], Client]
) -> None:
    plan = drafted(world, StepEntry(StepKind.RENAME, (MOT,), name="Một"), MERGER)
    quan, (first, second) = visit("quan"), plan.steps.order_by("order")
    sent(quan, f"/sap-xep/buoc/{second.pk}/len/", {})
    assert list(plan.steps.order_by("order")) == [second, first]
    sent(quan, f"/sap-xep/buoc/{second.pk}/xuong/", {})
    assert list(plan.steps.order_by("order")) == [first, second]
    form = page(quan, f"/sap-xep/buoc/{first.pk}/")
    assert 'value="Một"' in form
    sent(
        quan, f"/sap-xep/buoc/{first.pk}/", {"units": [MOT], "name": "Chi bộ Một", "short_name": ""}
    )
    assert "Đổi tên Chi bộ thôn Phiêng Tác thành Chi bộ Một" in page(quan, f"/sap-xep/{plan.pk}/")
    sent(
        quan,
        f"/sap-xep/buoc/{second.pk}/",
        {"units": [MOT, HAI], "name": "Chi bộ Mai", "under": [XA]},
    )
    second.refresh_from_db()
    assert (second.key, second.name, second.type) == ("moi", "Chi bộ Mai", "cell")
    sent(quan, f"/sap-xep/buoc/{first.pk}/bo/", {})
    assert plan.steps.count() == 1


def test_a_split_asks_where_units_and_members_go(
    world: World, visit: Callable[[str], Client]
) -> None:
    plan = drafted(
        world, StepEntry(StepKind.FOUND, under=XA, key="ba", name="Chi bộ Ba", type="cell")
    )
    quan = visit("quanxa")
    url = f"/sap-xep/{plan.pk}/them/split/"
    chosen: dict[str, object] = {"units": [MOT], "parts": ["+ba", HAI]}
    asked = sent(quan, url, {**chosen, "tim": "units", "tim_units": ""}, 200)
    assert "Nông Thị Chi" in asked
    assert "Chi bộ Ba (đơn vị mới, bước 1)" in asked
    assert AuditEntry.objects.filter(act="people.view").exists()
    far = sent(visit("quan"), url, {**chosen, "tim": "units", "tim_units": ""}, 200)
    assert "Nông Thị Chi" not in far
    chi = world.people["Chi"].pk
    sent(quan, url, {**chosen, "members_to": ["+ba"], f"nguoi_{chi}": HAI})
    entry = plan.steps.get(kind="split").entry
    assert entry.members == {str(chi): HAI}
    assert "1 người đi nơi riêng" in page(quan, f"/sap-xep/{plan.pk}/")


def test_a_merger_and_an_end_name_those_who_do_not_follow(
    world: World, visit: Callable[[str], Client]
) -> None:
    plan, quan = drafted(world, at="tinh/huyen"), visit("quanxa")
    plan.unit = world.unit(XA)
    plan.save()
    url = f"/sap-xep/{plan.pk}/them/merge/"
    far = StepEntry(StepKind.FOUND, under=XA, key="ba", name="Chi bộ Ba", type="cell")
    actions.add_step(by=world.machine, reorganisation_id=plan.pk, entry=far)
    chosen: dict[str, object] = {"units": [MOT], "target": [HAI], "elsewhere": ["+ba"]}
    plain = sent(quan, url, {"units": [MOT], "target": [HAI], "tim": "units"}, 200)
    assert "Nông Thị Chi" not in plain
    asked = sent(quan, url, chosen, 422)
    assert "Chọn ở dưới ai đến nơi riêng" in asked
    assert "Nông Thị Chi" in asked
    plan.unit = world.unit("tinh")
    plan.save()
    assert "chỉ người trong tổ chức cơ sở đọc được" in sent(visit("quan"), url, chosen, 422)
    plan.unit = world.unit(XA)
    plan.save()
    chi = world.people["Chi"].pk
    sent(quan, url, {**chosen, f"nguoi_{chi}": "+ba"})
    step = plan.steps.get(kind="merge")
    assert (step.entry.members, step.entry.target) == ({str(chi): "+ba"}, HAI)
    again = page(quan, f"/sap-xep/buoc/{step.pk}/")
    assert 'name="elsewhere" value="+ba" checked' in again
    seen = page(quan, f"/sap-xep/{plan.pk}/xem-truoc/")
    assert "1 người đến Chi bộ Ba; 4 người còn lại: Chi bộ thôn Đồng Ao" in seen
    sent(quan, f"/sap-xep/buoc/{step.pk}/", {"units": [MOT], "target": [HAI]})
    assert plan.steps.get(kind="merge").entry.members == {}


def test_units_beneath_one_that_ends_are_sent_where_each_goes(
    world: World, visit: Callable[[str], Client]
) -> None:
    plan, quan = drafted(world, at="tinh"), visit("quan")
    xa = StepEntry(StepKind.FOUND, under="tinh/huyen", key="moi", name="Xã Mới", type="commune")
    actions.add_step(by=world.machine, reorganisation_id=plan.pk, entry=xa)
    url = f"/sap-xep/{plan.pk}/them/dissolve/"
    chosen: dict[str, object] = {"units": [XA], "elsewhere": ["+moi"], "ends_members": "on"}
    asked = sent(quan, url, {**chosen, "tim": "units", "tim_units": ""}, 200)
    assert f'name="den_{MOT}"' in asked
    women = f"den_{XA}/phu-nu"
    sent(quan, url, {**chosen, f"den_{MOT}": "+moi", f"den_{HAI}": "+moi", women: "+moi"})
    children = plan.steps.get(kind="dissolve").entry.children
    assert children == {MOT: "+moi", HAI: "+moi", f"{XA}/phu-nu": "+moi"}
    assert "Chưa làm được" not in page(quan, f"/sap-xep/{plan.pk}/xem-truoc/")
    step = plan.steps.get(kind="dissolve")
    told = {f"den_{MOT}": "+moi", f"den_{HAI}": "", women: "+moi"}
    sent(quan, f"/sap-xep/buoc/{step.pk}/", {**chosen, **told})
    assert "Chọn nơi đến cho Chi bộ thôn Đồng Ao" in page(quan, f"/sap-xep/{plan.pk}/xem-truoc/")


@pytest.mark.parametrize("kind", list(StepKind))
def test_every_kind_has_its_form(
    world: World, visit: Callable[[str], Client], kind: StepKind
) -> None:
    plan, quan = drafted(world), visit("quan")
    page(quan, f"/sap-xep/{plan.pk}/them/{kind}/")
    assert "Chưa lưu" in sent(quan, f"/sap-xep/{plan.pk}/them/{kind}/", {}, 422)


def test_a_search_with_one_answer_needs_no_tick(
    world: World, visit: Callable[[str], Client]
) -> None:
    plan, quan = drafted(world), visit("quan")
    url = f"/sap-xep/{plan.pk}/them/rename/"
    sent(quan, url, {"tim_units": "phieng tac", "name": "Chi bộ Một"})
    assert plan.steps.get().units == [MOT]
    assert "Có nhiều đơn vị khớp" in sent(quan, url, {"tim_units": "chi bo", "name": "X"}, 422)
    assert "Không thấy" in sent(quan, url, {"tim_units": "khong co", "name": "X"}, 422)


def test_an_approved_plan_goes_back_with_a_reason(
    world: World, visit: Callable[[str], Client]
) -> None:
    plan, quan = drafted(world, MERGER), visit("quan")
    actions.approve_reorganisation(by=world.machine, reorganisation_id=plan.pk, now=NOW)
    page(quan, f"/sap-xep/{plan.pk}/them/merge/", 409)
    sent(quan, f"/sap-xep/{plan.pk}/tra-ve/", {"reason": "Thiếu tên"})
    plan.refresh_from_db()
    assert plan.state == ReorganisationState.DRAFT
    sent(quan, f"/sap-xep/{plan.pk}/xoa/", {})
    assert not Reorganisation.objects.exists()


@pytest.mark.parametrize(
    "name", ["tong-hop", "so-sanh", "xem-lai", "con-thieu", "theo-khoi", "muc-tieu", "ben-ngoai"]
)
def test_indicators_are_seen_on_the_tree_of_a_plan(
    world: World, visit: Callable[[str], Client], name: str
) -> None:
    plan, an = drafted(world, MERGER), visit("an")
    seen = page(an, f"/chi-tieu/{name}/{XA}?ky=2022&cay=plan:{plan.pk}")
    assert "Theo dự kiến: Thử: chưa phải số liệu ký duyệt" in seen
    assert f"cay=plan%3A{plan.pk}" in seen
    assert f'href="/chi-tieu/{name}/{XA}?ky=2022&amp;cay=today"' in seen
    assert "chưa phải số liệu ký duyệt" not in page(an, f"/chi-tieu/{name}/{XA}?ky=2022")
    page(visit("binh"), f"/chi-tieu/{name}/{XA}?ky=2022&cay=plan:{plan.pk}", 404)
    page(an, f"/chi-tieu/{name}/{XA}?ky=2022&cay=plan:x", 409)


def test_indicators_add_up_on_every_tree(world: World, visit: Callable[[str], Client]) -> None:
    huyen = "tinh/huyen"
    entries = [
        BulkRegistration(world.unit(slug), [BulkDeed(DeedEntry("Dọn đường"))] * number, FOUNDED,
                         person=world.people[who])
        for slug, number, who in ((MOT, 3, "Chi"), (HAI, 2, "Đạt"))
    ]  # fmt: skip
    register_many(by=world.machine, year=2022, entries=entries, today=NOW.date(), now=NOW)
    apart = StepEntry(StepKind.FOUND, under=huyen, key="b", name="Xã Mới", type="commune")
    steps = (apart, StepEntry(StepKind.MOVE, (MOT,), "+b"))
    plan, an = drafted(world, *steps, at=huyen), visit("an")
    url = f"/chi-tieu/so-sanh/{huyen}?ky=2022&do=deeds.all&cay=plan:{plan.pk}"
    seen = page(an, url)
    assert "Xã Mới" in seen
    unit, at = world.unit(huyen), Period("year", 2022)
    whole = number_for(unit, "deeds.all", NOW.date())
    rows = child_values(unit, at, [whole], view=planned_view(world.machine, plan.pk))
    found = {row.label: row.values["deeds.all"].value for row in rows if not row.is_own}
    assert found["Xã Mới"] == 3
    assert sum(value or 0 for value in found.values()) == 5
    share = Indicator(key="s", formula="100 * deeds.all / cap_tren(deeds.all)", decimals=0)
    cell = world.unit(MOT)
    assert values_of(cell, at, [share])["s"].exact == 60
    actions.approve_reorganisation(by=world.machine, reorganisation_id=plan.pk, now=NOW)
    actions.apply_reorganisation(by=world.machine, reorganisation_id=plan.pk, now=NOW)
    assert values_of(Unit.objects.get(slug=MOT), at, [share])["s"].exact == 100
    before = Period.parse("2022-H1")
    assert values_of(Unit.objects.get(slug=MOT), before, [share])["s"].exact == 60
    assert values_of(Unit.objects.get(slug=MOT), before, [share], view=TODAY)["s"].exact == 100


def test_pages_ask_a_fixed_number_of_questions(
    world: World, visit: Callable[[str], Client]
) -> None:
    quan = visit("quan")
    few = drafted(world, MERGER)
    many = drafted(
        world, *[StepEntry(StepKind.RENAME, (MOT,), name=f"Một {n}") for n in range(250)]
    )

    def asked(url: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            page(quan, url)
        return len(captured)

    assert asked(f"/sap-xep/{many.pk}/?sau=100") <= asked(f"/sap-xep/{few.pk}/") <= 8
    assert asked("/sap-xep/") <= 10
    assert asked(f"/sap-xep/{few.pk}/xem-truoc/") <= 60
