"""The report of a year that is known: words, annexes, doors, masks, gaps, and the same bytes."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from neuguong.audit.actions import record, seal
from neuguong.audit.queries import root_of
from neuguong.documents.document import (
    Bound,
    Document,
    Gap,
    Heading,
    Item,
    Paragraph,
    check,
    figures_of,
    gaps,
)
from neuguong.lib.dates import Period
from neuguong.lib.measure import Kind
from neuguong.lib.refusal import Refused
from neuguong.org.queries import unit_by_slug
from neuguong.people.access import SystemActor
from neuguong.people.actions import give_post
from neuguong.programme.actions import BasisEntry, YearEntry, keep_basis, set_year
from neuguong.programme.rules import PhaseKind
from neuguong.reports import actions
from neuguong.reports.queries import RENDERERS, compose, reading_of, report_bytes
from neuguong.reports.tests.year import BRIDGE, CELL, COMMUNE, ROAD, YEAR, deed, fill
from neuguong.rollup.queries import measure_of, records_of
from tests.world import World

MACHINE = SystemActor("máy thử")


@pytest.fixture
def filled(world: World) -> World:
    """The small country with a year of deeds."""
    fill(world)
    return world


def words(document: Document) -> str:
    """The body as one text with ordinary spaces."""
    lines = []
    for block in document.blocks:
        if isinstance(block, Heading):
            lines.append(f"# {block.text}")
        elif isinstance(block, Paragraph | Item):
            lines.append("".join(_text(run) for run in block.runs))
    return "\n".join(lines).replace("\u00a0", " ")


def _text(run: object) -> str:
    if isinstance(run, Bound):
        return run.shown
    return f"[{run.prompt}]" if isinstance(run, Gap) else str(getattr(run, "text", ""))


def of(world: World, slug: str, period: Period = YEAR) -> Document:
    return compose(world.unit(slug), period, by=MACHINE)


def test_the_figures_of_a_commune_are_said(filled: World) -> None:
    text = words(of(filled, COMMUNE))
    assert "có 4 tập thể đăng ký 5 việc, trong đó tập thể đảng 4 việc" in text
    assert "Có 3 người đăng ký 3 việc." in text
    assert "Riêng Chi bộ thôn Phiêng Tác có 1 tập thể với 2 việc và 2 người với 2 việc" in text
    assert "Trong 8 việc đã đăng ký, 6 việc đã hoàn thành, đạt 75%" in text
    assert "mở 700 m đường lâm nghiệp; làm 1 cầu dân sinh." in text
    assert "góp ít nhất 5.000.000 đồng; vận động được 2.000.000 đồng; hiến 400 m² đất." in text
    assert "Kế hoạch năm 2022 yêu cầu mỗi đảng viên đăng ký ít nhất 3 việc." in text


@pytest.mark.parametrize("slug", ["tinh", "tinh/huyen", COMMUNE, CELL, "tinh/huyen/xa/hai"])
@pytest.mark.parametrize("period", ["2022", "2022-Q2", "2022-H1", "2021-2022"])
def test_words_and_annexes_are_one(filled: World, slug: str, period: str) -> None:
    document = of(filled, slug, Period.parse(period))
    assert check(document) == []
    assert figures_of(document)


def test_every_figure_opens_to_records_that_sum_to_it(filled: World) -> None:
    choose(filled, COMMUNE, ROAD, BRIDGE)
    opened = 0
    for figure in figures_of(of(filled, COMMUNE)).values():
        if figure.key.startswith("deeds.Quantity:") or not figure.value:
            continue
        address = urlsplit(figure.href)
        if "/nam/" in address.path:  # stated by the year, with no records behind
            continue
        query = parse_qs(address.query)
        slug = unquote(address.path).removeprefix("/don-vi/ban-ghi/")
        unit, measure = unit_by_slug(slug), measure_of(query["do"][0])
        assert unit is not None
        records = list(
            records_of(
                unit, Period.parse(query["ky"][0]), measure.key, sees_names=lambda _path: False,
                own=query.get("rieng") == ["1"],
            )
        )  # fmt: skip
        total = sum(record.amount for record in records)
        expected = figure.value * measure.scale
        if measure.kind is Kind.RATIO:
            total, expected = round(10000 * total / len(records)), figure.value * 100
        assert total == expected, figure
        opened += 1
    assert opened > 40


def choose(world: World, slug: str, *texts: str) -> None:
    actions.choose_examples(
        by=MACHINE, unit_id=world.unit(slug).pk, period=YEAR, deed_ids=[deed(t).pk for t in texts]
    )


def test_examples_are_told_without_a_person_s_name(filled: World) -> None:
    choose(filled, COMMUNE, ROAD, BRIDGE)
    document = of(filled, COMMUNE)
    text = words(document)
    assert (
        "Chi bộ thôn Phiêng Tác có 4 đảng viên, đăng ký 2 việc, tiêu biểu: mở 700 m đường lâm nghiệp"
        " vào khu sản xuất (mở 700 m đường lâm nghiệp)." in text
    )
    assert (
        "Một đảng viên Chi bộ thôn Phiêng Tác: cùng ông … và bà … góp tiền bắc cầu dân sinh (làm"
        " 1 cầu dân sinh; góp ít nhất 5.000.000 đồng; hiến 400 m² đất)." in text
    )
    whole = str(document)
    for name in ("Hoàng Văn Thái", "Lò Thị Mẩy", "Nông Thị Chi"):
        assert name not in whole
    assert check(document) == []
    assert [annex.sheet for annex in document.annexes] == ["Số liệu", "Theo đơn vị", "Tiêu biểu"]


def test_seen_from_above_an_example_says_under_whom_it_stands(filled: World) -> None:
    choose(filled, "tinh", ROAD, "Làm nhà vệ sinh cho cộng đồng")
    text = words(of(filled, "tinh"))
    begin = (
        "Chi bộ thôn Phiêng Tác (Đảng bộ xã Nà Thử) có 4 đảng viên, đăng ký và hoàn thành 2 việc: "
    )
    assert begin in text


def test_the_last_line_by_unit_is_the_unit(filled: World) -> None:
    reading = reading_of(filled.unit(COMMUNE), YEAR, by=MACHINE)
    assert reading.adds_up
    assert reading.units == 3
    table = reading.document.annexes[1].tables[0]
    assert [_text(row.cells[0]) for row in table.rows] == [
        "Chi bộ thôn Đồng Ao", "Chi bộ thôn Phiêng Tác", "Hội Phụ nữ xã Nà Thử",
        "Trực tiếp ở đơn vị", "Cộng",
    ]  # fmt: skip
    for column in range(1, len(table.columns)):
        cells = [row.cells[column] for row in table.rows]
        values = [
            cell.value for cell in cells if isinstance(cell, Bound) and cell.value is not None
        ]
        if "%" not in table.columns[column].text:
            assert sum(values[:-1]) == values[-1]


def test_what_no_room_counts_is_asked_and_never_said(filled: World) -> None:
    document = of(filled, COMMUNE)
    assert document.draft
    asked = [gap.prompt for gap in gaps(document)]
    assert "Viết một đoạn về kiểm tra, giám sát." in asked
    assert len(asked) == 10
    assert len(gaps(of(filled, CELL))) == 7


def test_a_report_whose_parts_are_written_is_no_draft(filled: World) -> None:
    unit = filled.unit(CELL)
    for part in reading_of(unit, YEAR, by=MACHINE).missing:
        if part.prompt:
            actions.save_words(
                by=MACHINE, unit_id=unit.pk, period=YEAR, part=part.key, version=0,
                text=f"Lời của {part.key}.\n- Một dòng {{deeds.people}}.",
            )  # fmt: skip
    choose(filled, CELL, ROAD)
    document = of(filled, CELL)
    assert not document.draft
    assert gaps(document) == ()
    assert "Một dòng {deeds.people}." in words(document)
    assert document.signature.name == "Lường Văn Giang"


def test_a_part_that_is_left_out_is_gone_and_the_others_close_up(filled: World) -> None:
    unit = filled.unit(COMMUNE)
    actions.save_words(
        by=MACHINE, unit_id=unit.pk, period=YEAR, part="study", text="", version=0, left_out=True
    )
    headings = [block for block in of(filled, COMMUNE).blocks if isinstance(block, Heading)]
    second = [block for block in headings if block.level == 2]
    assert (second[0].numbering, second[0].text) == ("1", "Đăng ký việc làm theo")
    actions.save_words(
        by=MACHINE, unit_id=unit.pk, period=YEAR, part="results", text="", version=0, left_out=True
    )
    assert "# Kết quả việc làm theo" in words(of(filled, COMMUNE))


def test_the_heading_follows_the_rules_and_the_day(filled: World) -> None:
    document = of(filled, COMMUNE)
    assert (document.superior, document.issuer) == ("Đảng bộ huyện Thử", "Đảng ủy xã Nà Thử")
    assert (document.symbol, document.place, document.number) == ("BC/ĐU", "Nà Thử", "")
    assert document.signature.authority == "T/M Đảng ủy"
    assert document.document_date == date(2022, 12, 31)
    assert document.abstract.endswith("phong cách Hồ Chí Minh, năm 2022")
    cell = of(filled, CELL)
    assert (cell.issuer, cell.place) == ("Chi bộ thôn Phiêng Tác", "Nà Thử")
    entry = actions.HeadingEntry(number="12", day=date(2022, 12, 15), signer_name="Lục Thị Mẫu")
    actions.set_heading(by=MACHINE, unit_id=filled.unit(COMMUNE).pk, period=YEAR, entry=entry)
    document = of(filled, COMMUNE)
    assert (document.number, document.day) == ("12", date(2022, 12, 15))
    assert document.signature.name == "Lục Thị Mẫu"


def test_secretary_before_deputy_and_the_newest_basis(filled: World) -> None:
    unit = filled.unit("tinh")
    for who, title in (("An", "Phó Bí thư Tỉnh ủy"), ("Bình", "Bí thư Tỉnh ủy")):
        give_post(
            by=filled.machine, person_id=filled.people[who].pk, unit_id=unit.pk, title=title,
            since=date(2020, 1, 1),
        )  # fmt: skip
    entries = [
        BasisEntry("Chỉ thị", "05-CT/TW", date(2016, 5, 15), "Bộ Chính trị", "về học tập"),
        BasisEntry("Kết luận", "01-KL/TW", date(2021, 5, 18), "Bộ Chính trị", "về tiếp tục"),
    ]
    basis = keep_basis(by=filled.machine, entries=entries)
    phases = {PhaseKind.REVIEW: (date(2022, 12, 1), date(2022, 12, 20))}
    entry = YearEntry("Học tập và làm theo Bác", phases=phases, basis=basis)
    set_year(by=filled.machine, unit_id=unit.pk, year=2022, entry=entry)
    document = of(filled, "tinh")
    assert document.abstract.replace("\u00a0", " ") == (
        "kết quả thực hiện Kết luận số 01-KL/TW, ngày 18/5/2021 của Bộ Chính trị, năm 2022"
    )
    assert (document.signature.title, document.signature.name) == ("Bí thư", "Ma Thế Bình")
    assert document.day == date(2022, 12, 20)
    assert document.superior == ""


def test_a_unit_without_anything_still_has_a_report(world: World) -> None:
    text = words(of(world, "tinh/huyen/phong"))
    assert "chưa có bản đăng ký nào được xác nhận." in text
    assert check(of(world, "tinh/huyen/phong")) == []


def test_who_may_not_read_gets_no_report(filled: World) -> None:
    for actor in (filled.chi, filled.dung):
        with pytest.raises(PermissionDenied):
            compose(filled.unit(COMMUNE), YEAR, by=actor)
    with pytest.raises(Refused, match="do tổ chức đảng lập"):
        of(filled, f"{COMMUNE}/phu-nu")
    with pytest.raises(Refused, match="chưa có trong năm 2001"):
        of(filled, COMMUNE, Period.parse("2001"))
    with pytest.raises(Refused, match="Không xuất được dạng"):
        report_bytes(filled.unit(COMMUNE), YEAR, "exe", by=MACHINE)


def test_the_same_figures_give_the_same_bytes_to_everyone(filled: World) -> None:
    choose(filled, COMMUNE, BRIDGE)
    unit = filled.unit(COMMUNE)
    for form in RENDERERS:
        first = report_bytes(unit, YEAR, form, by=filled.binh)
        with translation.override("en"):
            assert report_bytes(unit, YEAR, form, by=filled.an) == first


def test_more_units_ask_no_more_statements(
    filled: World, django_assert_max_num_queries: Callable[[int], CaptureQueriesContext]
) -> None:
    assert connection.vendor
    with django_assert_max_num_queries(36):
        of(filled, "tinh")
    with django_assert_max_num_queries(36):
        of(filled, COMMUNE)


def test_the_foot_holds_the_seal_of_the_day_before_and_never_changes(filled: World) -> None:
    day = of(filled, COMMUNE).document_date
    assert of(filled, COMMUNE).foot == ""
    eve = datetime(day.year, day.month, day.day, 2, tzinfo=UTC) - timedelta(days=1)
    record(by=MACHINE, act="deeds.one", subject=None)
    assert seal(now=eve)
    assert of(filled, COMMUNE).foot == ""

    record(by=MACHINE, act="deeds.two", subject=None)
    seal(now=eve + timedelta(days=1))
    root = root_of(day - timedelta(days=1))
    assert root is not None
    said = f"Dấu nhật ký ngày {root.day:%d/%m/%Y}: {root.hash[:8]} {root.hash[8:16]}"
    assert of(filled, COMMUNE).foot == said
    made = report_bytes(filled.unit(COMMUNE), YEAR, "docx", by=MACHINE)

    record(by=MACHINE, act="deeds.three", subject=None)
    seal(now=eve + timedelta(days=2))
    assert report_bytes(filled.unit(COMMUNE), YEAR, "docx", by=MACHINE) == made
