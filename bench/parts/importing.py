"""A clean workbook of deeds brought in whole, against the raw reader over the same bytes."""

import io
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from itertools import product
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from bench import bulk
from bench.lines import Line
from bench.sizes import Size
from bench.timing import alternate
from neuguong.deeds.actions import set_categories
from neuguong.deeds.models import Deed
from neuguong.deeds.rules import CATEGORIES
from neuguong.exchange.actions import Outcome, import_deeds
from neuguong.exchange.workbook.reader import read_workbook
from neuguong.exchange.workbook.reading import read_deeds
from neuguong.org.actions import UnitEntry, found_units, set_unit_types
from neuguong.org.models import Unit
from neuguong.org.rules import UNIT_TYPES
from neuguong.people.access import SystemActor

PART: Final = "importing"
YEAR: Final = 2025
SINCE: Final = date(2020, 1, 1)
# At least a tenth of the reader's own speed (issue 3).
LIMIT: Final = 10.0
HEAD: Final = ("TT", "Họ và tên", "Chi bộ", "Đối tượng", "Nội dung đăng ký", "Số lượng",
               "Đơn vị tính", "Thời hạn", "Số tiền (đồng)", "Ngày công", "Kết quả")  # fmt: skip
DEEDS: Final = (
    ("Trồng rừng sản xuất", 2.5, "ha", 500_000, None, "Hoàn thành"),
    ("Mở đường lâm nghiệp", 700, "m", None, 2, "Hoàn thành"),
    ("Giúp đỡ hộ nghèo sửa nhà", 1, "hộ", None, 1, None),
)
_FAMILIES: Final = ("Nông", "Triệu", "Hoàng", "Lường", "Sằm", "Hứa", "Lục", "Vi", "Ma", "Đàm")
_MIDDLES: Final = ("Văn", "Thị", "Đình", "Thúy", "Minh", "Quang", "Xuân", "Ngọc", "Thế", "Kim")
_GIVEN: Final = ("An", "Bính", "Chi", "Dũng", "Đạt", "Giang", "Hạnh", "Khoa", "Lan", "Mười")
NAMES: Final = (_FAMILIES, _MIDDLES, _GIVEN)
_MORE: Final = ("", " Hà", " Sơn", " Thủy", " Mai", " Long", " Vân", " Ba", " Cúc", " Duy", " Hoa", " Hiền",
                " Kiên", " Liên", " Nam", " Phong", " Quý", " Tâm", " Tú", " Yến")  # fmt: skip
_CELLS: Final = tuple(f"Chi bộ thôn Nà {name}" for name in _GIVEN)


def measure(engine: str, size: Size) -> list[Line]:
    """The reader alone, the file understood, compared with the database, and brought in."""
    place = commune()
    data = workbook(rows_of(size.import_rows))
    bulk.run("ANALYZE")
    now = timezone.now()
    outcome = brought_and_back(place, data, now)()
    if not outcome.applied or outcome.plan.deeds_new != size.import_rows:
        raise AssertionError(outcome.summary())
    if Deed.objects.exists():
        raise AssertionError("it stayed")
    raw, understood, compared, brought = alternate(
        lambda: CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python(),
        lambda: read_deeds(read_workbook(data), year=YEAR),
        lambda: _bring(place, data, now, dry_run=True),
        brought_and_back(place, data, now),
        seconds=size.seconds * 8,
    )
    stages = ((f"{size.import_rows:,} rows read and understood", understood, None),
              ("the same, and matched (dry run)", compared, None),
              ("the same, and brought in", brought, LIMIT))  # fmt: skip
    return [
        Line(PART, engine, what, "the reader alone (calamine)", ours, raw, limit,
             f"{size.import_rows / ours.middle:,.0f} rows a second")
        for what, ours, limit in stages
    ]  # fmt: skip


def _bring(commune: Unit, data: bytes, now: datetime, *, dry_run: bool = False) -> Outcome:
    return import_deeds(
        by=SystemActor("bench"), unit_id=commune.pk, year=YEAR, data=data, name="bench.xlsx",
        today=timezone.localdate(now), now=now, dry_run=dry_run,
    )  # fmt: skip


def brought_and_back(commune: Unit, data: bytes, now: datetime) -> Callable[[], Outcome]:
    """Brings all in and takes it back, so that every run meets the same database."""

    def bring() -> Outcome:
        with transaction.atomic():
            outcome = _bring(commune, data, now)
            transaction.set_rollback(True)
        return outcome

    return bring


def commune() -> Unit:
    """A commune with ten cells and nobody in them."""
    by = SystemActor("bench")
    set_unit_types(by=by, types=UNIT_TYPES)
    set_categories(by=by, entries=CATEGORIES, since=SINCE)
    entries = [
        UnitEntry("mau", "Tỉnh Mẫu", "province"),
        UnitEntry("mau/xa", "Xã Mẫu", "commune", "mau"),
        *(UnitEntry(f"mau/xa/{n}", name, "cell", "mau/xa") for n, name in enumerate(_CELLS)),
    ]
    return found_units(by=by, entries=entries, on=SINCE)[1]


def rows_of(count: int) -> Iterator[tuple[Any, ...]]:
    """Three deeds a person; names come round again in the next cell."""
    names = [" ".join(parts) for parts in product(_FAMILIES, _MIDDLES, _GIVEN)]
    for number in range(count):
        person, deed = divmod(number, len(DEEDS))
        turn, place = divmod(person, len(names))
        what, quantity, unit, money, labour, result = DEEDS[deed]
        yield (
            number + 1, names[place] + _MORE[turn], _CELLS[person % len(_CELLS)], "Đảng viên",
            what, quantity, unit, f"31/12/{YEAR}", money, labour, result,
        )  # fmt: skip


def workbook(rows: Iterator[Sequence[Any]]) -> bytes:
    """A workbook of one sheet under the plain header row."""
    stream = io.BytesIO()
    with Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Đăng ký")
        sheet.write_row(0, 0, HEAD)
        for number, row in enumerate(rows, 1):
            sheet.write_row(number, 0, row)
    return stream.getvalue()
