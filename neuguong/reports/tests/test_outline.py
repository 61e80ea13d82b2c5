"""Who makes a report, the day it bears, and the parts it asks for."""

from datetime import date

from neuguong.lib.dates import Period
from neuguong.org.rules import Family
from neuguong.reports import rules


def test_only_party_organisations_report() -> None:
    assert rules.reports_for_itself(Family.PARTY, "A", "B") is None
    refusal = rules.reports_for_itself(Family.MASS, "Hội Phụ nữ xã C", "Đảng bộ xã C")
    assert refusal is not None
    assert refusal.code == "report_of_party_only"
    assert "Đảng bộ xã C" in refusal.text


def test_the_day_a_report_bears() -> None:
    review, mid_year = date(2022, 12, 20), date(2022, 6, 20)

    def day(period: Period) -> date:
        return rules.customary_day(period, mid_year=mid_year, review=review)

    assert day(Period.parse("2022")) == review
    assert day(Period.parse("2022-H1")) == mid_year
    assert day(Period.parse("2022-H2")) == date(2022, 12, 31)
    assert day(Period.parse("2022-Q3")) == date(2022, 9, 30)
    bare = rules.customary_day(Period.parse("2022"), mid_year=None, review=None)
    assert bare == date(2022, 12, 31)


def test_every_part_is_known_by_its_key_and_cells_are_asked_for_less() -> None:
    asked = [part for _chapter, part in rules.parts() if part.is_asked(is_cell=False)]
    of_cells = [part for _chapter, part in rules.parts() if part.is_asked(is_cell=True)]
    assert len(of_cells) < len(asked)
    assert all(rules.part_named(part.key) is part for part in asked)
    assert rules.part_named("nothing") is None
