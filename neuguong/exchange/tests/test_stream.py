"""A CSV file too long to hold, in pieces: the same as in one, all of it or nothing, a subject kept whole."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from neuguong.deeds.models import Contribution, Deed, Quantity, Registration
from neuguong.exchange.actions import Streamed, import_stream, undo_import
from neuguong.exchange.models import ImportRun
from neuguong.exchange.queries import persons
from neuguong.exchange.tests.letters import in_1258, in_tcvn3, in_vni
from neuguong.exchange.workbook import stream
from neuguong.exchange.workbook.oldfonts import Code
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


def test_rows_that_name_a_group_hold_until_the_next(world: World, tmp_path: Path) -> None:
    lines = [
        f"{part},{group},,,,,,\n"
        + "\n".join(
            f"{n},Vi {word} {chr(65 + n)},,{deed},1,cây,500.000,HT"
            for n in range(5)
            for deed in ("Trồng cây", "Làm kè")
        )
        for part, group, word in (
            ("I", "Chi bộ thôn Nà Một", "Văn"),
            ("II", "Chi bộ thôn Nà Hai", "Thị"),
        )
    ]
    found = _bring(world, tmp_path, lines)
    assert found.run is not None, found.summary()
    assert (found.counts["deeds_new"], found.counts["units_new"]) == (20, 2)
    places = Registration.objects.values_list("unit__name", "person__full_name")
    assert {(unit, name.split()[1]) for unit, name in places} == {
        ("Chi bộ thôn Nà Một", "Văn"), ("Chi bộ thôn Nà Hai", "Thị"),
    }  # fmt: skip
    assert Registration.objects.count() == 10


def _in_utf16(text: str) -> bytes:
    return text.encode("utf-16")


def _in_bare_utf16(text: str) -> bytes:
    return text.encode("utf-16-be")


def _in_tcvn3(text: str) -> bytes:
    return in_tcvn3(text).encode("cp1252")


def _in_vni(text: str) -> bytes:
    return in_vni(text).encode("cp1252")


def _in_utf8(text: str) -> bytes:
    return text.encode("utf-8-sig")


@pytest.mark.parametrize(
    "write", [_in_utf8, _in_utf16, _in_bare_utf16, in_1258, _in_tcvn3, _in_vni]
)  # fmt: skip
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_every_encoding_of_a_short_file_is_read_in_a_long_one(
    world: World, tmp_path: Path, write: Callable[[str], bytes], separator: str
) -> None:
    text = "\n".join([_HEAD, *_lines()]).replace(",", separator)
    path = tmp_path / "dai.csv"
    path.write_bytes(write(text))
    assert stream.is_long_text(path, 100)
    found = import_stream(
        by=world.machine, unit_id=world.unit("tinh/huyen/xa").pk, year=YEAR, path=path, today=TODAY,
        now=NOW,
    )  # fmt: skip
    assert found.counts["deeds_new"] == 15, found.summary()
    deed = Deed.objects.select_related("registration__unit").filter(registration__name="Vi Văn A")[
        0
    ]
    assert (deed.text, deed.registration.unit.name) == ("Trồng cây", "Chi bộ thôn Nà 0")


def test_letters_that_are_no_utf8_far_down_are_found(tmp_path: Path) -> None:
    path = tmp_path / "dai.csv"
    path.write_bytes(
        b"Ho ten,Noi dung\n" + b"Vi Van An,Trong cay\n" * 80_000 + _in_tcvn3("Vi Văn Bảy,Trồng cây")
    )
    assert stream.letters_of(path) == stream.Letters("cp1252", Code.TCVN3)


def test_old_letters_in_unicode_and_a_said_separator_are_read(tmp_path: Path) -> None:
    path = tmp_path / "dai.csv"
    lines = [in_tcvn3(line) for line in _lines()]
    path.write_text("sep=;\n" + "\n".join([_HEAD, *lines]).replace(",", ";"), encoding="utf-8")
    rows = [row for piece in stream.stream_deeds(path, year=YEAR) for row in piece.rows]
    assert (len(rows), rows[0].name, rows[0].number) == (15, "Vi Văn A", 3)


def test_what_is_no_table_or_no_text_is_refused(world: World, tmp_path: Path) -> None:
    path = tmp_path / "la.csv"
    for data in (
        "Tên hàng;Giá\nGạo;1\n".encode(),
        bytes(range(128, 256)) * 40,
        b"H\xe1\x00\x00 t\xean,N\xe9i dung\n",
    ):
        path.write_bytes(data)
        with pytest.raises(Refused):
            import_stream(
                by=world.machine, unit_id=world.unit("tinh/huyen/xa").pk, year=YEAR, path=path,
                today=TODAY, now=NOW,
            )  # fmt: skip


def test_workbooks_are_no_long_text(tmp_path: Path) -> None:
    path = tmp_path / "so"
    for start in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\0" * 64):
        path.write_bytes(start + b"a,b\n" * 100)
        assert not stream.is_long_text(path, 100)
