"""`neuguong export facts`: read back with DuckDB, the files add up to what the screens show."""

import io
import json
from pathlib import Path
from typing import Any

import duckdb
import pytest
from django.core.management import call_command

from neuguong.audit.models import AuditEntry
from neuguong.lib.dates import Period
from neuguong.lib.measure import Kind
from neuguong.lib.refusal import Refused
from neuguong.ops import facts
from neuguong.org.models import Unit
from neuguong.org.queries import unit_by_slug
from neuguong.people.models import Person
from neuguong.rollup.queries import TODAY, catalogue, figures_of

pytestmark = pytest.mark.django_db
SUMMED = [key for key, m in catalogue().items() if m.kind in (Kind.SUM, Kind.STOCK)]


def export(folder: Path, *words: str) -> dict[str, Any]:
    out = io.StringIO()
    call_command("export", "facts", "--out", str(folder), "--json", *words, stdout=out)
    answer: dict[str, Any] = json.loads(out.getvalue())
    return answer


@pytest.fixture
def year() -> int:
    """A district of invented data; gives its year."""
    out = io.StringIO()
    call_command("synth", "--size", "district", "--lots", "3", "--json", stdout=out)
    return int(json.loads(out.getvalue())["year"])


def test_the_files_add_up_to_the_screens(year: int, tmp_path: Path) -> None:
    answer = export(tmp_path)
    assert answer["years"] == [year]
    (written,) = answer["files"]
    assert written["file"] == str(tmp_path / str(year) / "huyen-mau.parquet")
    rows = duckdb.read_parquet(str(tmp_path / "*" / "*.parquet"))
    assert rows.columns == list(facts.COLUMNS)
    assert answer["rows"] == len(rows.fetchall())
    commune = unit_by_slug("huyen-mau/xa-002")
    for unit in (unit_by_slug("huyen-mau"), commune, *Unit.objects.filter(parent=commune)[:2]):
        assert unit is not None
        shown = figures_of(unit, Period.parse(str(year)), SUMMED, view=TODAY)
        below = rows.filter(f"path LIKE '{unit.path}%'")
        told = below.aggregate("measure, sum(v), sum(n)").fetchall()
        sums = {measure: (v, n) for measure, v, n in told}
        for key, figure in shown.items():
            assert sums.get(key, (0, 0)) == (figure.scaled, figure.n), (unit.slug, key)


def test_names_of_units_may_hold_anything(year: int, tmp_path: Path) -> None:
    name = 'Chi bộ "Phòng 1", số 2\nvà 3'
    cell = Unit.objects.filter(type__is_cell=True).order_by("-path")[0]
    Unit.objects.filter(pk=cell.pk).update(name=name)
    export(tmp_path)
    rows = duckdb.read_parquet(str(tmp_path / "*" / "*.parquet"))
    named = rows.filter(f"unit = '{cell.slug}'").aggregate("any_value(unit_name)").fetchall()
    assert named == [(name,)]


def test_a_month_adds_up_too(year: int, tmp_path: Path) -> None:
    export(tmp_path, "--year", str(year))
    rows = duckdb.read_parquet(str(tmp_path / "*" / "*.parquet"))
    unit = unit_by_slug("huyen-mau")
    assert unit is not None
    shown = figures_of(
        unit, Period.parse(f"{year}-02"), ["deeds.all", "people.members"], view=TODAY
    )
    flows = rows.filter(f"measure = 'deeds.all' AND month = {year}02").sum("v").fetchall()
    stocks = rows.filter(f"measure = 'people.members' AND month <= {year}02").sum("v").fetchall()
    assert flows == [(shown["deeds.all"].scaled,)]
    assert stocks == [(shown["people.members"].scaled,)]


def test_nobody_is_named_and_the_log_knows(year: int, tmp_path: Path) -> None:
    export(tmp_path)
    rows = duckdb.read_parquet(str(tmp_path / "*" / "*.parquet"))
    words = {word for line in rows.fetchall() for word in line if isinstance(word, str)}
    assert not words & set(Person.objects.values_list("full_name", flat=True))
    assert AuditEntry.objects.filter(act="ops.export_facts").count() == 1


def test_an_empty_year_writes_nothing(year: int, tmp_path: Path) -> None:
    assert export(tmp_path, "--year", "1990")["files"] == []
    assert not list(tmp_path.glob("*/*"))


def test_without_duckdb_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facts, "duckdb", None)
    with pytest.raises(Refused, match="make facts-setup"):
        export(tmp_path)
