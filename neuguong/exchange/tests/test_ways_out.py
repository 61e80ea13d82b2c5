"""Lists that go out and come back: the same columns, the same figures, nothing that runs."""

import io
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from neuguong.audit.queries import latest
from neuguong.deeds.actions import register_many
from neuguong.deeds.actions.entries import (
    BulkDeed,
    BulkRegistration,
    ContributionEntry,
    DeedEntry,
    OutcomeEntry,
    QuantityEntry,
)
from neuguong.deeds.rules import ContributionKind, DeedState
from neuguong.exchange.actions import import_deeds
from neuguong.exchange.actions.handed import import_list
from neuguong.exchange.columns import DEED_COLUMNS, PERSON_COLUMNS, UNIT_COLUMNS, lines_of
from neuguong.exchange.queries import ways_out
from neuguong.exchange.queries.ways_out import people_out, units_out
from neuguong.exchange.rules import ListKind
from neuguong.exchange.tests.samples import workbook
from neuguong.exchange.views.exports import deeds_table
from neuguong.exchange.workbook.headings import score
from neuguong.exchange.workbook.reader import read_workbook
from neuguong.exchange.workbook.reading import read_deeds
from neuguong.exchange.workbook.roster import FIELDS as PERSON_FIELDS
from neuguong.exchange.workbook.tree import FIELDS as UNIT_FIELDS
from neuguong.lib.amounts import Qualifier, parse_amount
from neuguong.lib.dates import Period
from neuguong.lib.refusal import Refused
from neuguong.lib.tables import Head, Table, as_csv, as_xlsx
from neuguong.org.actions import UnitEntry, found_units
from neuguong.people.actions import PersonEntry, add_people, join_unit
from neuguong.people.models import Membership
from neuguong.people.rules import Category
from neuguong.rollup.queries import figures_of
from tests.world import NOW, TODAY, YEAR, World

XA = "tinh/huyen/xa"
LATER = date(2022, 12, 31)


def _client(world: World, who: str) -> Client:
    client = Client()
    client.force_login(world.accounts[who])
    return client


def test_each_heading_is_read_as_its_own_key() -> None:
    for column in DEED_COLUMNS:
        found = score(column.heading)
        if column.key:
            assert max(found, key=lambda key: found[key]) == column.key, column.heading
            assert found[column.key] >= 100
    people = [(column.key, column.heading, PERSON_FIELDS) for column in PERSON_COLUMNS]
    units = [(column.key, column.heading, UNIT_FIELDS) for column in UNIT_COLUMNS]
    for key, heading, fields in [*people, *units]:
        assert max(fields, key=lambda field: field.score(heading)).key == key


def _table(*rows: list[Any]) -> Table:
    heads = [Head("Họ và tên"), Head("Nội dung đăng ký"), Head("Số lượng")]
    return Table("a", "Tài liệu nội bộ", "Tên", "Trang", heads, rows)


def test_nothing_in_a_file_can_run() -> None:
    evil = ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "\tx"]
    table = _table(*([word, word, None] for word in evil))
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(table)))
    cells = [cell for row in book.worksheets[0].iter_rows(min_row=5) for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells)
    lines = as_csv(table).decode("utf-8-sig").splitlines()[3:]
    assert all(line.lstrip('"').startswith("'") for line in lines)
    assert as_xlsx(table) == as_xlsx(table)


@given(st.decimals(min_value=0, max_value=10**9, places=4, allow_nan=False))
def test_a_number_of_csv_is_read_as_the_same_number(value: Decimal) -> None:
    table = _table(["a", "b", value])
    typed = as_csv(table).decode("utf-8-sig").splitlines()[3].split(",", 2)[2].strip('"')
    assert parse_amount(typed).value == value


@pytest.mark.django_db
@pytest.mark.parametrize("shape", ["xlsx", "csv"])
def test_a_branch_of_units_comes_back_as_it_was(world: World, shape: str) -> None:
    found_units(
        by=world.machine, on=date(2020, 3, 1),
        entries=[
            UnitEntry("tinh/huyen/xb", "Đảng bộ xã Hai", "commune", world.unit("tinh/huyen"), "Hai",
                      "M2", "xã Hai"),
            UnitEntry("tinh/huyen/xb/mot", "Chi bộ thôn Một", "cell", "tinh/huyen/xb"),
            UnitEntry("tinh/huyen/xb/mt", "Ban công tác Mặt trận thôn Một", "village_front",
                      "tinh/huyen/xb/mot"),
        ],
    )  # fmt: skip
    before = list(lines_of(UNIT_COLUMNS, units_out(world.unit("tinh/huyen"))))
    data = _client(world, "an").get(
        reverse("exchange:export_units", args=["tinh/huyen"]), {"dang": shape}
    )
    assert b"N\xe1\xbb\x99i b\xe1\xbb\x99" not in data.content[:10]
    outcome = _list(world, ListKind.UNITS, "tinh/huyen", data.content)
    assert {line.state.value for line in outcome.plan.lines} == {"same"}, outcome.plan.faults
    world.unit("tinh/huyen")
    from_empty = _units_elsewhere(world, data.content)
    assert [line[1:7] for line in from_empty] == [line[1:7] for line in before[1:]]


def _units_elsewhere(world: World, data: bytes) -> list[list[Any]]:
    """The same list brought in where none of it is, addresses left out."""
    sheet = read_workbook(data).sheets[0]
    rows = [list(row.values) for row in sheet.rows]
    head = next(row for row in rows if "Tên đơn vị" in row)
    keep = [n for n, text in enumerate(head) if text not in ("Tên đường dẫn", "Đường dẫn cấp trên")]
    body = [
        [row[n] if n < len(row) else None for n in keep] for row in rows[rows.index(head) + 2 :]
    ]
    for row in body:
        row[3] = None if row[3] == "Đảng bộ huyện Thử" else row[3]
    new = found_units(
        by=world.machine, on=date(2015, 1, 1),
        entries=[UnitEntry("tinh/h2", "Đảng bộ huyện Không", "district", world.unit("tinh"))],
    )[0]  # fmt: skip
    outcome = import_list(
        by=world.machine, kind=ListKind.UNITS, unit_id=new.pk,
        data=workbook([[head[n] for n in keep], *body]), name="a", on=TODAY, today=TODAY, now=NOW,
    )  # fmt: skip
    assert outcome.applied, outcome.plan.faults
    lines = list(lines_of(UNIT_COLUMNS, units_out(new)))[1:]
    for line in lines:
        line[3] = "Đảng bộ huyện Thử" if line[3] == new.name else line[3]
    by_name: dict[Any, list[Any]] = {line[1]: line for line in lines}
    return [by_name[row[1]] for row in body]


def _list(world: World, kind: ListKind, slug: str, data: bytes) -> Any:
    return import_list(
        by=world.machine, kind=kind, unit_id=world.unit(slug).pk, data=data, name="a.csv",
        on=TODAY, today=LATER, now=NOW,
    )  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("shape", ["xlsx", "csv"])
def test_people_come_back_each_once_wherever_they_belong(world: World, shape: str) -> None:
    client = _client(world, "binh")
    with transaction.atomic():
        join_unit(
            by=world.machine, person_id=world.people["Chi"].pk,
            unit_id=world.unit(f"{XA}/phu-nu").pk, category=Category.ASSOCIATION_MEMBER,
            since=date(2020, 1, 1),
        )  # fmt: skip
        add_people(
            by=world.machine, since=date(2021, 1, 1),
            rows=[(world.unit(f"{XA}/hai"), PersonEntry("Vi Văn Ba", nickname="Tèo", sex="m"))],
        )  # fmt: skip
        address = reverse("exchange:export_people", args=[XA])
        data = client.get(address, {"dang": shape}).content
        outcome = _list(world, ListKind.PEOPLE, XA, data)
        assert {line.state.value for line in outcome.plan.lines} == {"same"}, outcome.plan.warnings
        before = _people(world)
        transaction.set_rollback(True)
    with transaction.atomic():
        Membership.objects.filter(unit__path__startswith=world.unit(XA).path).delete()
        outcome = _list(world, ListKind.PEOPLE, XA, data)
        assert outcome.applied, outcome.plan.faults
        assert _people(world) == before
        transaction.set_rollback(True)


def _people(world: World) -> list[Any]:
    rows = people_out(world.machine, world.unit(XA), LATER)
    lines = [line[1:9] for line in lines_of(PERSON_COLUMNS, rows)]
    return sorted(lines, key=str)


MONEY = st.integers(1, 50).map(lambda n: Decimal(n * 100_000))
HALVES = st.integers(1, 30).map(lambda n: Decimal(n) / 2)
TEXTS = st.sampled_from([
    "Dọn vệ sinh đường thôn mỗi tháng", "Ủng hộ xây nhà cho hộ nghèo", "Trồng rừng sản xuất",
    "Làm đường bê tông ngõ xóm", "Giúp hộ nghèo vay vốn",
    "Dọn vệ sinh đường làng; trồng cây ven đường; thắp sáng ngõ xóm",
    "=Dọn vệ sinh đường thôn",
    "@Trồng cây ven đường",
])  # fmt: skip
QUALIFIERS = st.sampled_from([Qualifier.EXACTLY, Qualifier.AT_LEAST, Qualifier.ABOUT])


@st.composite
def _deed(draw: Any) -> BulkDeed:
    text = draw(TEXTS)
    entry = DeedEntry(text, target_amount=Decimal(3), target_unit="hộ", planned_cost=None,
                      deadline=date(2022, draw(st.integers(1, 12)), 5))  # fmt: skip
    if draw(st.booleans()):
        return BulkDeed(entry)
    gifts = []
    if draw(st.booleans()):
        kind = ContributionKind.OWN_MONEY
        gifts.append(ContributionEntry(kind, draw(MONEY), date(2022, 5, 20), draw(QUALIFIERS)))
    if draw(st.booleans()):
        kind = ContributionKind.LABOUR_DAYS
        gifts.append(ContributionEntry(kind, draw(HALVES), date(2022, 5, 20)))
    amount = QuantityEntry(0, Decimal(draw(st.integers(1, 900))), "hộ", draw(QUALIFIERS))
    outcome = OutcomeEntry(DeedState.DONE, date(2022, 5, 20), text="Bà con đồng tình",
                           quantities=[amount], contributions=gifts)  # fmt: skip
    return BulkDeed(entry, outcome)


@pytest.mark.django_db
@pytest.mark.property
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.lists(_deed(), min_size=1, max_size=4), min_size=3, max_size=3),
    st.sampled_from(["xlsx", "csv"]),
)
def test_a_year_that_goes_out_comes_back_with_the_same_figures(
    world: World, deeds: list[list[BulkDeed]], shape: str
) -> None:
    cell, mass = world.unit(f"{XA}/mot"), world.unit(f"{XA}/phu-nu")
    day = date(2022, 2, 1)
    entries = [
        BulkRegistration(cell, deeds[0], day, person=world.people["Chi"], post="Đảng viên"),
        BulkRegistration(cell, deeds[1], day, person=world.people["Thái"]),
        BulkRegistration(mass, deeds[2], day, collective=mass),
    ]
    with transaction.atomic():
        register_many(by=world.machine, year=YEAR, entries=entries, today=LATER, now=NOW)
        table, people = deeds_table(world.machine, world.unit(XA), YEAR)
        data = as_xlsx(table) if shape == "xlsx" else as_csv(table)
        before = _figures(world)
        transaction.set_rollback(True)
    assert people == {world.people["Chi"].pk, world.people["Thái"].pk}
    with transaction.atomic():
        outcome = import_deeds(
            by=world.machine, unit_id=world.unit(XA).pk, year=YEAR, data=data, name="a.csv",
            today=LATER, now=NOW,
        )  # fmt: skip
        assert outcome.applied, outcome.plan.reading.faults
        assert _figures(world) == before
        transaction.set_rollback(True)


def _figures(world: World) -> dict[str, Any]:
    found = figures_of(world.unit(XA), Period.parse(str(YEAR)))
    table, _people = deeds_table(world.machine, world.unit(XA), YEAR)
    figures = {key: (figure.value, figure.n, figure.qualifier) for key, figure in found.items()}
    return {**figures, "rows": sorted(map(str, (list(row)[1:] for row in table.rows)))}


@pytest.mark.django_db
def test_names_are_masked_above_and_written_down_below(world: World) -> None:
    register_many(
        by=world.machine, year=YEAR, today=LATER, now=NOW,
        entries=[BulkRegistration(
            world.unit(f"{XA}/mot"), [BulkDeed(DeedEntry("Giúp ông Lý Văn Sính sửa nhà"))],
            date(2022, 2, 1), person=world.people["Chi"], post="Phó Bí thư",
        )],
    )  # fmt: skip
    deeds = reverse("exchange:export_deeds", args=[XA])
    above = _client(world, "an").get(deeds, {"nam": "2022", "dang": "csv"}).content.decode()
    assert "Nông Thị Chi" not in above
    assert "Lý Văn Sính" not in above
    assert "một người" in above
    assert "dữ liệu cá nhân" not in above.splitlines()[0]
    below = _client(world, "binh").get(deeds, {"nam": "2022", "dang": "csv"}).content.decode()
    assert "Nông Thị Chi" in below
    assert below.splitlines()[0].lstrip("\ufeff") == "Tài liệu nội bộ – có dữ liệu cá nhân"
    entry = latest(1)[0]
    assert (entry.act, entry.bulk_count, entry.by_name) == ("exchange.export", 1, "Ma Thế Bình")


@pytest.mark.django_db
def test_who_may_take_what(world: World) -> None:
    expected = {
        "an": {"units": 200, "people": 403, "deeds": 200},
        "binh": {"units": 200, "people": 200, "deeds": 200},
        "chi": {"units": 404, "people": 404, "deeds": 404},
        "dung": {"units": 404, "people": 404, "deeds": 404},
    }
    for who, answers in expected.items():
        client = _client(world, who)
        found = {
            kind: client.get(reverse(f"exchange:export_{kind}", args=[XA])).status_code
            for kind in answers
        }
        assert found == answers, who
    client = _client(world, "binh")
    assert (
        client.get(reverse("exchange:export_units", args=[XA]), {"dang": "pdf"}).status_code == 404
    )
    assert client.get(reverse("exchange:export_deeds", args=[XA]), {"nam": "x"}).status_code == 404
    page = client.get(reverse("exchange:ways_out"), {"dv": XA, "nam": "2022"}).content.decode()
    assert "Người, CSV" in page
    assert Client().get(reverse("exchange:ways_out")).status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["don-vi", "nguoi", "viec-lam"])
def test_an_empty_form_has_choices_and_reads_as_nothing(world: World, kind: str) -> None:
    client = _client(world, "binh")
    answer = client.get(reverse("exchange:form", args=[kind, XA]), {"nam": "2022"})
    assert answer.status_code == 200
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    sheet = book.worksheets[0]
    assert sheet.protection.sheet
    assert sheet["A4"].protection.locked
    assert not sheet.column_dimensions["B"].protection.locked
    assert len(sheet.data_validations.dataValidation) >= 2
    assert book["Danh mục"].sheet_state == "hidden"
    picked = {cell.value for row in book["Danh mục"].iter_rows() for cell in row}
    assert "Chi bộ thôn Phiêng Tác" in picked
    assert ("Nông Thị Chi" in picked) == (kind == "viec-lam")
    if kind == "viec-lam":
        reading = read_deeds(read_workbook(answer.content), year=2022)
        assert (reading.rows, len(reading.understood)) == ([], 1)
        assert reading.understood[0].unread == ()
    else:
        which = ListKind.UNITS if kind == "don-vi" else ListKind.PEOPLE
        outcome = _list(world, which, XA, answer.content)
        assert outcome.refusal.code == "list_empty"
    assert _client(world, "dung").get(reverse("exchange:form", args=[kind, XA])).status_code == 404
    assert client.get(reverse("exchange:form", args=["gi-do", XA])).status_code == 404


@pytest.mark.django_db
def test_a_filled_form_is_brought_in_as_it_is(world: World) -> None:
    client = _client(world, "binh")
    address = reverse("exchange:form", args=["viec-lam", XA])
    book = openpyxl.load_workbook(io.BytesIO(client.get(address, {"nam": "2022"}).content))
    sheet = book.worksheets[0]
    heads = {cell.value: cell.column for cell in sheet[4]}
    filled: dict[str, str | int] = {
        "Họ và tên": "Nông Thị Chi", "Chi bộ": "Chi bộ thôn Phiêng Tác",
        "Việc làm theo (mỗi dòng một việc)": "Dọn vệ sinh; trồng cây bên đường", "Hoàn thành": "x",
        "Số tiền (đồng)": 500_000,
    }  # fmt: skip
    for head, value in filled.items():
        sheet.cell(5, heads[head] or 0, value)
    stream = io.BytesIO()
    book.save(stream)
    outcome = import_deeds(
        by=world.machine, unit_id=world.unit(XA).pk, year=YEAR, data=stream.getvalue(),
        name="a.xlsx", today=LATER, now=NOW,
    )  # fmt: skip
    assert outcome.applied, outcome.plan.reading.faults


@pytest.mark.django_db
def test_a_list_too_long_is_refused(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ways_out, "MOST_ROWS", 3)
    with pytest.raises(Refused):
        list(units_out(world.unit(XA)))
