"""Writing a report: who may, what is refused, what is kept and recorded."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from neuguong.audit.queries import latest
from neuguong.lib.refusal import Refused
from neuguong.people.access import AccountActor
from neuguong.reports import actions, rules
from neuguong.reports.models import ReportDraft, ReportExample, ReportWords
from neuguong.reports.queries import offered, written
from neuguong.reports.tests.year import BRIDGE, CELL, COMMUNE, OTHER_CELL, ROAD, YEAR, deed, fill
from tests.world import World


def save(
    by: AccountActor, world: World, *, version: int = 0, text: str = "Đã kiểm tra."
) -> ReportWords:
    return actions.save_words(
        by=by, unit_id=world.unit(COMMUNE).pk, period=YEAR, part="inspection", text=text,
        version=version,
    )  # fmt: skip


def test_an_officer_writes_a_part_and_the_log_keeps_it(world: World) -> None:
    words = save(world.binh, world)
    assert (words.text, words.version, words.by_name) == ("Đã kiểm tra.", 1, "Ma Thế Bình")
    entry = latest()[0]
    assert (entry.act, entry.subject_type) == ("reports.make", "reports.reportdraft")
    assert entry.detail["part"] == "inspection"
    assert save(world.an, world, version=1, text="").version == 2
    assert ReportDraft.objects.count() == 1


def test_nobody_writes_over_words_they_have_not_seen(world: World) -> None:
    save(world.binh, world)
    with pytest.raises(Refused, match="Ma Thế Bình vừa sửa đoạn này"):
        save(world.an, world)
    assert ReportWords.objects.get().text == "Đã kiểm tra."


def test_those_without_the_right_write_nothing(world: World) -> None:
    for who in (world.chi, world.dung, world.giang):
        with pytest.raises(PermissionDenied):
            save(who, world)
        with pytest.raises(PermissionDenied):
            actions.choose_examples(
                by=who, unit_id=world.unit(COMMUNE).pk, period=YEAR, deed_ids=[]
            )
        entry = actions.HeadingEntry(number="1")
        with pytest.raises(PermissionDenied):
            actions.set_heading(by=who, unit_id=world.unit(COMMUNE).pk, period=YEAR, entry=entry)
    assert not ReportDraft.objects.exists()


def test_a_secretary_writes_for_the_cell(world: World) -> None:
    words = actions.save_words(
        by=world.giang, unit_id=world.unit(CELL).pk, period=YEAR, part="study", text="Đã học.",
        version=0,
    )  # fmt: skip
    assert words.pk


@pytest.mark.parametrize(("part", "text", "code"), [
    ("nothing", "Lời", "part_unknown"), ("study", "x" * 20_001, "words_too_long"),
])  # fmt: skip
def test_unknown_parts_and_books_are_refused(world: World, part: str, text: str, code: str) -> None:
    with pytest.raises(Refused) as caught:
        actions.save_words(
            by=world.binh, unit_id=world.unit(COMMUNE).pk, period=YEAR, part=part, text=text,
            version=0,
        )  # fmt: skip
    assert caught.value.refusal.code == code


def test_mass_organisations_have_no_report_to_write(world: World) -> None:
    with pytest.raises(Refused, match="Đảng bộ xã Nà Thử"):
        actions.save_words(
            by=world.binh, unit_id=world.unit(f"{COMMUNE}/phu-nu").pk, period=YEAR, part="study",
            text="x", version=0,
        )  # fmt: skip


def test_examples_keep_their_order_and_replace_each_other(world: World) -> None:
    fill(world)
    unit, first, second = world.unit(COMMUNE), deed(ROAD).pk, deed(BRIDGE).pk
    for ids in ([second, first], [first, second, first]):
        actions.choose_examples(by=world.binh, unit_id=unit.pk, period=YEAR, deed_ids=ids)
    assert written(unit, YEAR).examples == (first, second)
    assert ReportExample.objects.count() == 2


def test_only_done_deeds_of_the_branch_are_examples(world: World) -> None:
    fill(world)
    unfinished, elsewhere = deed("Trồng 2 ha rừng"), deed(ROAD)
    for slug, pk in ((COMMUNE, unfinished.pk), (OTHER_CELL, elsewhere.pk), (COMMUNE, 10**9)):
        with pytest.raises(Refused, match="không còn ở trạng thái hoàn thành"):
            actions.choose_examples(
                by=world.machine, unit_id=world.unit(slug).pk, period=YEAR, deed_ids=[pk]
            )
    with pytest.raises(Refused, match="nhiều nhất 12"):
        actions.choose_examples(
            by=world.machine, unit_id=world.unit(COMMUNE).pk, period=YEAR,
            deed_ids=list(range(1, rules.MOST_EXAMPLES + 2)),
        )  # fmt: skip


def test_candidates_are_found_without_marks_and_chosen_ones_come_first(world: World) -> None:
    fill(world)
    unit = world.unit(COMMUNE)
    texts = [example.text for example in offered(unit, YEAR)]
    assert texts[:2] == [ROAD, "Vận động góp tiền"]
    assert not any("Mẩy" in text for text in texts)
    found = offered(unit, YEAR, "duong lam nghiep", kept=[deed(BRIDGE).pk])
    assert [example.deed_id for example in found] == [deed(BRIDGE).pk, deed(ROAD).pk]
    assert offered(unit, YEAR, "phieng tac")
    assert offered(unit, YEAR, "khong co") == []


def test_the_heading_is_kept_and_given_back_to_the_rules(world: World) -> None:
    unit_id = world.unit(COMMUNE).pk
    entry = actions.HeadingEntry(number=" 12 ", day=date(2022, 12, 15), recipients="A\nB")
    draft = actions.set_heading(by=world.binh, unit_id=unit_id, period=YEAR, entry=entry)
    assert (draft.number, draft.day, draft.recipients) == ("12", date(2022, 12, 15), "A\nB")
    empty = actions.HeadingEntry()
    draft = actions.set_heading(by=world.binh, unit_id=unit_id, period=YEAR, entry=empty)
    assert (draft.number, draft.day) == ("", None)
