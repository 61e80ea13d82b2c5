"""Sentences are right whatever figures there are, and what is nothing leaves no trace."""

import re
from collections.abc import Callable
from decimal import Decimal
from itertools import combinations

import pytest

from neuguong.deeds.measures import MEASURES, RESULT_MEASURES
from neuguong.documents.document import Bound, Gap
from neuguong.lib.dates import Period
from neuguong.reports.queries import wording
from neuguong.reports.queries.wording import Bounds, Phrase

YEAR = Period("year", 2022)
UNITS = {measure.key: str(measure.unit) for measure in MEASURES}
UNITS |= {
    "organisations.grassroots": "tổ chức",
    "organisations.cells_under_grassroots": "chi bộ",
    "organisations.mass": "tổ chức",
    "people.members": "người",
    "plans.minimum_deeds_per_member": "việc",
}


def figures(**values: int | str) -> Bounds:
    """Bound figures by key, dots written as two underscores; a text keeps its qualifier."""
    bounds = {}
    for name, given in values.items():
        key = name.replace("__", ".").replace("_AT_", "@")
        text = str(given)
        value = Decimal(re.sub(r"[^0-9,]", "", text).replace(",", "."))
        bounds[key] = Bound(key, text, "", UNITS[key.partition("@")[0]], value)
    return bounds


def said(phrase: Phrase, bounds: Bounds) -> str:
    """The words of a phrase, with ordinary spaces."""
    runs = wording.runs(phrase, bounds)
    assert not any(isinstance(run, Gap) for run in runs)
    words = "".join(
        run.shown if isinstance(run, Bound) else getattr(run, "text", "") for run in runs
    )
    return words.replace("\u00a0", " ")


def registered(bounds: Bounds, *, period: Period = YEAR, is_cell: bool = False) -> str:
    return said(wording.registered(bounds, period=period, is_cell=is_cell), bounds)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "Trong năm, chưa có bản đăng ký nào được xác nhận."),
        (
            {"deeds__collectives": 231, "deeds__by_collectives": 696,
             "deeds__by_party_collectives": 561, "deeds__by_mass_organisations": 135,
             "deeds__people": "3.485", "deeds__by_individuals": "6.868"},
            "Trong năm, có 231 tập thể đăng ký 696 việc, trong đó tập thể đảng 561 việc, Mặt trận Tổ"
            " quốc và các đoàn thể 135 việc. Có 3.485 người đăng ký 6.868 việc.",
        ),
        (
            {"deeds__collectives": 8, "deeds__by_collectives": 24, "deeds__by_party_collectives": 24},
            "Trong năm, có 8 tập thể đảng đăng ký 24 việc.",
        ),
        (
            {"deeds__collectives": 5, "deeds__by_collectives": 15, "deeds__by_mass_organisations": 15},
            "Trong năm, có 5 tập thể của Mặt trận Tổ quốc và các đoàn thể đăng ký 15 việc.",
        ),
        (
            {"deeds__collectives": 5, "deeds__by_collectives": 15, "deeds__by_party_collectives": 9},
            "Trong năm, có 5 tập thể đăng ký 15 việc, trong đó tập thể đảng 9 việc.",
        ),
        (
            {"deeds__collectives": 2, "deeds__by_collectives": 4},
            "Trong năm, có 2 tập thể đăng ký 4 việc.",
        ),
        ({"deeds__collectives": 2}, "Trong năm, có 2 tập thể đăng ký."),
        (
            {"deeds__people": 12, "deeds__by_individuals": 30},
            "Trong năm, có 12 người đăng ký 30 việc.",
        ),
        ({"deeds__people": 12}, "Trong năm, có 12 người đăng ký."),
    ],
)  # fmt: skip
def test_registrations(values: dict[str, int | str], words: str) -> None:
    assert registered(figures(**values)) == words


def test_a_cell_speaks_of_itself() -> None:
    bounds = figures(
        deeds__collectives=1, deeds__by_collectives=3, deeds__by_party_collectives=3,
        deeds__people=8, deeds__by_individuals=20,
    )  # fmt: skip
    words = "Trong năm, tập thể chi bộ đăng ký 3 việc. Có 8 người đăng ký 20 việc."
    assert registered(bounds, is_cell=True) == words


def test_a_quarter_without_registrations_says_that_none_are_new() -> None:
    words = registered({}, period=Period("quarter", 2022, 3))
    assert words == "Trong quý, không có bản đăng ký mới được xác nhận."


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, ""),
        (
            {"deeds__all": 379, "deeds__kept": 379, "deeds__completion_rate": 100},
            "Đã hoàn thành tất cả 379 việc đã đăng ký, đạt 100%.",
        ),
        (
            {"deeds__all": "7.564", "deeds__kept": "7.093", "deeds__completion_rate": "93,77",
             "deeds__open": 107, "deeds__carried_over": 245, "deeds__not_done": 119},
            "Trong 7.564 việc đã đăng ký, 7.093 việc đã hoàn thành, đạt 93,77%; 107 việc chưa có kết"
            " quả cuối, 245 việc chuyển sang năm sau, 119 việc không làm được.",
        ),
        (
            {"deeds__all": 10, "deeds__kept": 9, "deeds__completion_rate": 90, "deeds__not_done": 1},
            "Trong 10 việc đã đăng ký, 9 việc đã hoàn thành, đạt 90%; 1 việc không làm được.",
        ),
        (
            {"deeds__all": 3, "deeds__open": 3},
            "Trong 3 việc đã đăng ký, chưa có việc nào hoàn thành; 3 việc chưa có kết quả cuối.",
        ),
    ],
)  # fmt: skip
def test_what_became_of_deeds(values: dict[str, int | str], words: str) -> None:
    bounds = figures(**values)
    assert said(wording.finished(bounds, YEAR), bounds) == words


def test_in_a_part_of_the_year_only_what_was_finished_in_it_is_told() -> None:
    bounds = figures(deeds__all=10, deeds__completed=4)
    words = said(wording.finished(bounds, Period("half", 2022, 1)), bounds)
    assert words == "Trong 6 tháng, đã hoàn thành 4 việc."
    assert wording.finished(figures(deeds__all=10), Period("half", 2022, 1)) == ()


def test_units_that_finished_everything() -> None:
    slug = "x/giao-hieu"
    bounds = {
        key.replace("SLUG", slug): bound
        for key, bound in figures(
            deeds__collectives_AT_SLUG=15, deeds__by_collectives_AT_SLUG=45,
            deeds__people_AT_SLUG=148, deeds__by_individuals_AT_SLUG=334,
        ).items()
    }  # fmt: skip
    units = [("Đảng bộ xã Giáo Hiệu", slug), ("Chi bộ A", "x/a"), ("Chi bộ B", "x/b")]
    words = said(wording.finished_first(bounds, units), bounds)
    assert words == (
        "Riêng Đảng bộ xã Giáo Hiệu có 15 tập thể với 45 việc và 148 người với 334 việc, tất cả đã"
        " hoàn thành. Cùng hoàn thành tất cả việc đã đăng ký còn có Chi bộ A và Chi bộ B."
    )
    assert wording.finished_first(bounds, []) == ()
    alone = said(wording.finished_first({}, units[1:2]), {})
    assert alone == "Chi bộ A hoàn thành tất cả việc đã đăng ký."


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, ""),
        (
            {"contributions__money": "ít nhất 87.800.000",
             "contributions__money__by_collectives": "ít nhất 87.800.000"},
            "Các tập thể đã góp ít nhất 87.800.000 đồng.",
        ),
        (
            {"contributions__money": "gần 9.000.000", "contributions__money__by_individuals": "gần 5.000.000",
             "contributions__money__by_collectives": "4.000.000", "contributions__labour_days": 3,
             "contributions__land": 400},
            "Các tập thể, cá nhân đã góp gần 9.000.000 đồng (cá nhân gần 5.000.000 đồng, tập thể"
            " 4.000.000 đồng); góp 3 ngày công; hiến 400 m² đất.",
        ),
        (
            {"contributions__land": 400, "contributions__land__by_individuals": 400},
            "Các cá nhân đã hiến 400 m² đất.",
        ),
    ],
)  # fmt: skip
def test_gifts(values: dict[str, int | str], words: str) -> None:
    bounds = figures(**values)
    assert said(wording.given(bounds, is_cell=False), bounds) == words


def test_results_stand_under_their_fields_and_a_new_kind_under_its_label() -> None:
    bounds = figures(
        results__forestry_road=700, results__bridges="ít nhất 2", results__households_helped=1
    )
    bounds = {**bounds, "results.wells": Bound("results.wells", "3", "", "giếng", Decimal(3))}
    lines = wording.achieved(bounds, {"results.wells": "Giếng nước"})
    assert [said(line, bounds) for line in lines] == [
        "Hạ tầng, nhà ở, vệ sinh môi trường: mở 700 m đường lâm nghiệp; làm ít nhất 2 cầu dân sinh.",
        "Giúp đỡ Nhân dân: giúp 1 hộ.",
        "Việc khác: giếng nước 3 giếng.",
    ]


def test_every_kind_of_result_has_a_sentence() -> None:
    assert [m.key for m in RESULT_MEASURES if wording.result_words(m.key) == "{}"] == []


@pytest.mark.parametrize(
    ("values", "is_base", "is_cell", "words"),
    [
        ({"people__members": 8}, False, True, "Đến hết năm 2022, X có 8 đảng viên."),
        (
            {"organisations__grassroots": 35, "organisations__cells_under_grassroots": 151,
             "people__members": "2.500", "organisations__mass": 45},
            False, False,
            "Đến hết năm 2022, X có 35 tổ chức cơ sở đảng, 151 chi bộ trực thuộc đảng ủy cơ sở và 2.500"
            " đảng viên, cùng 45 tổ chức Mặt trận Tổ quốc, đoàn thể.",
        ),
        (
            {"organisations__grassroots": 1, "organisations__cells_under_grassroots": 9},
            True, False, "Đến hết năm 2022, X có 9 chi bộ trực thuộc.",
        ),
        ({"organisations__mass": 5}, True, False,
         "Đến hết năm 2022, X có 5 tổ chức Mặt trận Tổ quốc, đoàn thể."),
        ({"organisations__grassroots": 1}, True, False, ""),
        ({}, False, False, ""),
    ],
)  # fmt: skip
def test_how_strong_a_unit_is(
    values: dict[str, int | str], is_base: bool, is_cell: bool, words: str
) -> None:
    bounds = figures(**values)
    phrase = wording.strength(bounds, period=YEAR, name="X", is_base=is_base, is_cell=is_cell)
    assert said(phrase, bounds) == words


@pytest.mark.parametrize(
    ("theme", "motto", "end"),
    [
        ("", "", "theo Bác."),
        ("Tự lực", "", "theo Bác với chuyên đề “Tự lực”."),
        ("", "Nói đi đôi với làm.", "theo Bác theo phương châm “Nói đi đôi với làm”."),
        ("Tự {lực}", "Làm", "theo Bác với chuyên đề “Tự {lực}”, theo phương châm “Làm”."),
    ],
)
def test_the_programme_is_named_with_what_it_has(theme: str, motto: str, end: str) -> None:
    for basis, is_cell, begin in (
        ("", False, "Năm 2022, Huyện ủy A lãnh đạo, chỉ đạo việc học tập và làm "),
        (
            "Chỉ thị B",
            True,
            "Thực hiện Chỉ thị B, năm 2022, Huyện ủy A lãnh đạo việc học tập và làm ",
        ),
    ):
        phrase = wording.led(
            basis=basis, period=YEAR, issuer="Huyện ủy A", title="Học tập và làm theo Bác",
            theme=theme, motto=motto, is_cell=is_cell,
        )  # fmt: skip
        assert said(phrase, {}) == begin + end


FULL = figures(
    deeds__collectives=9, deeds__by_collectives=20, deeds__by_party_collectives=12,
    deeds__by_mass_organisations=8, deeds__people=30, deeds__by_individuals=60, deeds__all=80,
    deeds__kept=70, deeds__open=6, deeds__not_done=4, works__shared=2,
    contributions__money=100, contributions__labour_days=4, results__bridges=1,
)  # fmt: skip
SENTENCES: tuple[Callable[[Bounds], list[Phrase]], ...] = (
    lambda bounds: [wording.registered(bounds, period=YEAR, is_cell=False)],
    lambda bounds: [wording.finished(bounds, YEAR), wording.shared(bounds)],
    lambda bounds: [wording.given(bounds, is_cell=False)],
    lambda bounds: wording.achieved(bounds, {}),
)


def test_whatever_is_missing_every_sentence_is_one() -> None:
    sentence = re.compile(r"[A-ZĐ][^{}]*[^ ,;:(]\.")
    for size in (0, 1, 2, 3):
        for missing in combinations(FULL, size):
            bounds = {key: bound for key, bound in FULL.items() if key not in missing}
            for make in SENTENCES:
                for phrase in make(bounds):
                    words = said(phrase, bounds)
                    assert not words or sentence.fullmatch(words), (missing, words)
                    assert "  " not in words
                    assert " ," not in words
