"""A CSV file too long to hold, in pieces: the same as in one, all of it or nothing, a subject kept whole."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from neuguong.deeds.models import Contribution, Deed, Quantity, Registration
from neuguong.exchange.actions import Streamed, import_stream, undo_import
from neuguong.exchange.models import ImportRun
from neuguong.exchange.queries import persons
from neuguong.exchange.workbook import stream
from neuguong.lib.refusal import Refused
from neuguong.people.models import Person
from neuguong.rollup.actions import verify
from tests.world import NOW, TODAY, YEAR, World

pytestmark = pytest.mark.django_db
_HEAD = "TT,Họ và tên,Chi bộ,Nội dung,Số lượng,Đơn vị tính,Số tiền,Kết quả"


@pytest.fixture(autouse=True, params=[5_000, 2])
def small_pieces(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pieces of four rows, and branches that are read whole or not."""
    monkeypatch.setattr(persons, "_SMALL", request.param)
    monkeypatch.setattr(stream, "_PIECE_ROWS", 4)


def _bring(world: World, tmp_path: Path, lines: Sequence[str], **ways: Any) -> Streamed:
    path = tmp_path / "dai.csv"
    path.write_text("\n".join([_HEAD, *lines]), encoding="utf-8-sig")
    return import_stream(
        by=world.machine, unit_id=world.unit("tinh/huyen/xa").pk, year=YEAR, path=path, today=TODAY,
        now=NOW, **ways,
    )  # fmt: skip


def _lines(people: int = 5) -> list[str]:
    return [
        f"{3 * n + d},Vi Văn {chr(65 + n)},Chi bộ thôn Nà {n % 2},Trồng cây,{d + 1},cây,500.000,HT"
        for n in range(people)
        for d in range(3)
    ]


def test_pieces_make_what_one_file_makes(world: World, tmp_path: Path) -> None:
    people = Person.objects.count()
    found = _bring(world, tmp_path, _lines())
    assert found.run is not None
    assert (Registration.objects.count(), Deed.objects.count()) == (5, 15)
    assert Person.objects.count() - people == 5
    assert (Quantity.objects.count(), Contribution.objects.count()) == (15, 15)
    assert {found.deeds.count() for found in Registration.objects.all()} == {3}
    assert (found.counts["rows"], found.counts["deeds_new"], found.counts["units_new"]) == (
        15,
        15,
        2,
    )
    assert found.summary()["applied"]
    assert verify().differences == []


def test_twice_adds_nothing_and_undo_takes_all(world: World, tmp_path: Path) -> None:
    first = _bring(world, tmp_path, _lines())
    again = _bring(world, tmp_path, _lines())
    assert (again.counts["deeds_new"], again.counts["deeds_known"]) == (0, 15)
    assert first.run is not None
    undone = undo_import(
        by=world.machine, run_id=first.run.pk, reason="Nhầm tệp", today=TODAY, now=NOW
    )
    assert undone.undone["left_count"] == 0
    assert not Registration.objects.exists()
    assert verify().differences == []


def test_a_fault_in_the_last_piece_keeps_everything_out(world: World, tmp_path: Path) -> None:
    before = Person.objects.count()
    lines = [*_lines(), "99,Vi Văn Z,Chi bộ thôn Nà 1,Trồng cây,1,cây,nhiều,HT"]
    found = _bring(world, tmp_path, lines)
    assert found.refusal is not None
    assert (found.refusal.code, found.errors[0]["row"]) == ("rows_at_fault", 17)
    assert not Deed.objects.exists()
    assert not ImportRun.objects.exists()
    assert Person.objects.count() == before
    assert _bring(world, tmp_path, lines, good_rows=True).counts["deeds_new"] == 15


def test_a_dry_run_takes_everything_back(world: World, tmp_path: Path) -> None:
    found = _bring(world, tmp_path, _lines(), dry_run=True)
    assert (found.run, found.counts["deeds_new"]) == (None, 15)
    assert not Deed.objects.exists()


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (["I,Chi bộ thôn Nà 1,,,,,,", *_lines(2)], "stream_groups"),
    ],
)
def test_what_cannot_be_read_in_pieces_is_refused(
    world: World, tmp_path: Path, lines: list[str], code: str
) -> None:
    with pytest.raises(Refused) as caught:
        _bring(world, tmp_path, lines)
    assert caught.value.refusal.code == code


def test_another_encoding_and_no_table_are_refused(world: World, tmp_path: Path) -> None:
    path = tmp_path / "la.csv"
    for data in (
        "Tên hàng;Giá\nGạo;1\n".encode(),
        "Họ tên,Nội dung\nVi Văn Sáu,Trồng cây".encode("utf-16"),
    ):
        path.write_bytes(data)
        with pytest.raises(Refused):
            import_stream(
                by=world.machine, unit_id=world.unit("tinh/huyen/xa").pk, year=YEAR, path=path,
                today=TODAY, now=NOW,
            )  # fmt: skip
