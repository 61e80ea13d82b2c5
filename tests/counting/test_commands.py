"""The commands print one object with `--json`, sentences otherwise, and end as they should."""

import json
from datetime import date
from typing import Any

import pytest
from django.core.management import load_command_class

from neuguong.audit.models import AuditEntry
from neuguong.rollup import actions
from neuguong.rollup.models import Total
from tests.counting.branch import Branch
from tests.counting.past import close, move

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def branch(db: None) -> Branch:
    branch = Branch()
    commune = branch.found(branch.found(None, rolled=True), rolled=True)
    cell = branch.found(commune, rolled=False)
    registration = branch.register(cell, 202203)
    branch.deeds(registration, 1, state=4)
    branch.deeds(registration, 3)
    branch.work(cell, 202206, [(2, 2000, 2), (2, 500, 1)])
    return branch


@pytest.fixture(autouse=True)
def connections_stay_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands end their connection, which here is the test's."""
    monkeypatch.setattr("neuguong.ops.management.answer.connections.close_all", lambda: None)


def run(*words: str) -> int:
    """Run a command as the console does; returns its exit status."""
    command = load_command_class("neuguong.ops", words[0])
    try:
        command.run_from_argv(["neuguong", *words])
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def answer(capsys: Capture, *words: str) -> tuple[int, Any]:
    status = run(*words, "--json")
    return status, json.loads(capsys.readouterr().out)


def test_figures_have_the_shape_of_the_contract(branch: Branch, capsys: Capture) -> None:
    slug = branch.unit(0).slug
    status, found = answer(capsys, "figures", "--unit", slug, "--period", "2022")
    assert status == 0
    assert (found["unit"], found["period"], found["view"]) == (slug, "2022", "was")
    road = found["figures"]["results.rural_road"]
    assert {name: road[name] for name in ("value", "unit", "qualifier", "kind", "n", "of")} == {
        "value": 2.5, "unit": "km", "qualifier": "at_least", "kind": "sum", "n": 2, "of": None,
    }  # fmt: skip
    rate = found["figures"]["deeds.completion_rate"]
    assert (rate["value"], rate["of"], rate["kind"]) == (25, 4, "ratio")
    assert found["figures"]["pledges.items"]["value"] is None


def test_some_figures_only(branch: Branch, capsys: Capture) -> None:
    words = ["figures", "--unit", branch.unit(2).slug, "--period", "2022-Q1"]
    status, found = answer(capsys, *words, "--measure", "deeds.all", "--measure", "deeds.people")
    assert (status, list(found["figures"])) == (0, ["deeds.all", "deeds.people"])


def test_figures_in_words(branch: Branch, capsys: Capture) -> None:
    assert run("figures", "--unit", branch.unit(0).slug, "--period", "2022") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"{branch.unit(0).name}, năm 2022"
    assert any("results.rural_road" in line and "ít nhất 2,5" in line for line in lines)


@pytest.mark.parametrize(
    ("words", "status", "code"),
    [
        (["--unit", "khong-co", "--period", "2022"], 1, "unit_unknown"),
        (["--unit", "UNIT", "--period", "22"], 1, "period_unreadable"),
        (["--unit", "UNIT", "--period", "2000"], 1, "unit_not_yet"),
        (["--unit", "UNIT", "--period", "2022", "--measure", "deeds.x"], 1, "measure_unknown"),
        (["--unit", "UNIT", "--period", "2022", "--view", "mai"], 1, "view_unknown"),
        (["--unit", "UNIT", "--period", "2022", "--view", "plan:99"], 1, "view_unknown"),
        (["--period", "2022"], 2, "misused"),
    ],
)
def test_a_no_is_an_object_or_a_sentence(
    branch: Branch, capsys: Capture, words: list[str], status: int, code: str
) -> None:
    words = [branch.unit(0).slug if word == "UNIT" else word for word in words]
    assert answer(capsys, "figures", *words)[0] == status
    assert run("figures", *words, "--json") == status
    assert json.loads(capsys.readouterr().out)["error"]["code"] == code
    assert run("figures", *words) == status
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.strip().endswith(".")


def test_records_add_up_to_the_figure(branch: Branch, capsys: Capture) -> None:
    for unit in branch.units:
        where = ["--unit", unit.slug, "--period", "2022"]
        figures = answer(capsys, "figures", *where)[1]["figures"]
        for key, figure in figures.items():
            status, found = answer(capsys, "records", *where, "--measure", key)
            assert (status, found["total"]) == (0, figure["value"])
            assert len(found["records"]) == figure["n"]
            added = sum(record["amount"] for record in found["records"])
            if figure["kind"] == "ratio":
                added = 100 * added / figure["of"] if figure["of"] else 0
            assert added == (figure["value"] or 0) or figure["kind"] == "attribute"
            for record in found["records"]:
                assert {"id", "unit", "amount", "text"} <= record.keys()


def test_names_need_a_reason_that_is_kept(branch: Branch, capsys: Capture) -> None:
    words = ["records", "--unit", branch.unit(0).slug, "--period", "2022"]
    words += ["--measure", "deeds.people"]
    assert answer(capsys, *words)[1]["records"][0]["who"] == "một người"
    found = answer(capsys, *words, "--reason", "đối chiếu với sổ của chi bộ")[1]
    assert found["records"][0]["who"] == "Tên"
    assert AuditEntry.objects.get().reason == "đối chiếu với sổ của chi bộ"
    assert answer(capsys, *words, "--reason", "x")[1]["error"]["code"] == "reason_short"


def test_records_in_words(branch: Branch, capsys: Capture) -> None:
    words = ["--unit", branch.unit(0).slug, "--period", "2022", "--measure", "results.rural_road"]
    assert run("records", *words) == 0
    assert "Đường nông thôn: ít nhất 2,5" in capsys.readouterr().out


def test_a_recount_that_finds_nothing_is_well(
    branch: Branch, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_invariants(monkeypatch)
    status, found = answer(capsys, "rollup", "verify")
    assert (status, found["differences"]) == (0, [])
    assert found["checked"] > 0
    assert run("rollup", "verify", "--unit", branch.unit(1).slug) == 0
    assert "0 số khác" in capsys.readouterr().out


def test_a_recount_that_finds_something_is_not(
    branch: Branch, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_invariants(monkeypatch)
    branch.join(branch.unit(2), date(2022, 1, 1), None)
    actions.fold_all()
    Total.objects.filter(unit_id=branch.unit(0).pk, month=2022).update(v=99)
    status, found = answer(capsys, "rollup", "verify")
    assert status == 1
    named = {(d["unit"], d["period"], d["measure"]) for d in found["differences"]}
    assert (branch.unit(0).slug, "2022", "people.members") in named
    assert run("rollup", "verify") == 1
    assert "people.members" in capsys.readouterr().err
    status, found = answer(capsys, "rollup", "verify", "--repair")
    assert (status, found["differences"]) == (0, [])
    assert "people.members" in {one["measure"] for one in found["mended"]}
    assert run("rollup", "verify", "--repair") == 0
    assert "Đã sửa 0 chỗ" in capsys.readouterr().out
    status, found = answer(capsys, "rollup", "rebuild")
    assert (status, found["differences"]) == (0, [])
    assert found["written"] > 0


def test_folding_by_hand(branch: Branch, capsys: Capture) -> None:
    assert answer(capsys, "rollup", "fold")[1]["folded"] > 0
    assert run("rollup", "fold") == 0
    assert "Đã cộng dồn 0 thay đổi." in capsys.readouterr().out


def without_invariants(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows written here break the rules of copied columns; that is not what is asked."""
    monkeypatch.setattr("neuguong.deeds.queries.wrong_copies", list)


def test_a_figure_of_each_tree(branch: Branch, capsys: Capture) -> None:
    top, left, cell = branch.unit(0), branch.found(branch.unit(0), rolled=True), branch.unit(2)
    branch.deeds(branch.register(cell, 202203), 2)
    assert move(cell, left, date(2025, 7, 1))
    actions.rebuild()
    where = ["--unit", left.slug, "--period", "2022", "--measure", "deeds.all"]
    seen = {}
    for view in ("was", "today"):
        _status, found = answer(capsys, "figures", *where, "--view", view)
        _status, records = answer(capsys, "records", *where, "--view", view)
        assert found["view"] == records["view"] == view
        seen[view] = found["figures"]["deeds.all"]["n"]
        assert len(records["records"]) == seen[view]
    assert seen["today"] >= 2 > seen["was"] == 0
    close(left, top, date(2025, 9, 1))
    actions.rebuild()
    _status, found = answer(capsys, "figures", *where, "--view", "today")
    assert (found["closed_on"], found["successors"]) == ("2025-09-01", [top.slug])
    assert run("figures", "--unit", top.slug, "--period", "2022", "--view", "today") == 0
    assert capsys.readouterr().out.splitlines()[0].endswith("năm 2022, Theo hôm nay")
