"""What the regulation says, as an official would check it with paper and pencil."""

from dataclasses import replace
from datetime import date

import pytest

from neuguong.honours.rules import roll
from neuguong.honours.rules.awards import (
    Given,
    Tally,
    Track,
    Wanted,
    history_problem,
    quota_warning,
    warnings_for,
)
from neuguong.honours.rules.catalogue import FORMS, NO_DISTRICTS
from neuguong.honours.rules.examples import ModelState, may_adopt
from neuguong.honours.rules.roll import EntryState
from neuguong.honours.rules.subjects import majority, votes_problem

DAY = date(2022, 6, 1)


def test_the_catalogue_names_every_form_once_and_who_confers_it_on_any_day() -> None:
    assert len({form.number for form in FORMS}) == len({form.code for form in FORMS}) == len(FORMS)
    numbers = {form.number for form in FORMS}
    for form in FORMS:
        assert {form.needs, form.quota_of} <= numbers | {0}, form.code
        spans = [(line.since, line.until) for line in form.conferred]
        assert spans[0][0] == form.since, form.code
        assert [until for _since, until in spans[:-1]] == [since for since, _u in spans[1:]]
        assert spans[-1][1] is None


def test_the_end_of_districts_changes_who_confers() -> None:
    changed = [form.code for form in FORMS if len(form.conferred) > 1]
    assert "giay-khen" in changed
    assert "gk-5nam" in changed
    assert all(form.conferred[1].since == NO_DISTRICTS for form in FORMS if len(form.conferred) > 1)
    assert all(
        "huyện" not in line.words for form in FORMS for line in form.conferred if line.until is None
    )


WANTED = Wanted(
    form=2, label="Chiến sĩ thi đua cơ sở", tally=Tally.TITLE, subject_kind=1, first_year=2022,
    last_year=2022, occasion="tổng kết năm 2022", deed_id=None, subjects=1, needs=0,
    needs_label="", needs_times=0, gap=0, is_consented=True, leaves_base=False, has_words=True,
)  # fmt: skip
MERIT = Given(51, "Giấy khen", Track.PARTY, Tally.MERIT, 2022, 2022, "tổng kết năm 2022", None)


def codes(wanted: Wanted, *given: Given) -> set[str]:
    return {warning.code for warning in warnings_for(wanted, given)}


def test_one_achievement_has_one_form_across_state_and_party() -> None:
    award = replace(WANTED, form=21, tally=Tally.MERIT)
    assert codes(award, MERIT) == {"one_form"}
    assert codes(award, replace(MERIT, first_year=2021, last_year=2021)) == set()
    assert codes(award, replace(MERIT, occasion="khen đột xuất")) == set()
    assert codes(WANTED, MERIT) == set(), "a title stands beside an award"
    same_deed = replace(award, occasion="khác", deed_id=7)
    assert codes(same_deed, replace(MERIT, deed_id=7)) == {"one_form"}


def test_a_prerequisite_asks_for_the_years_running() -> None:
    wanted = replace(WANTED, form=3, needs=2, needs_label="Chiến sĩ thi đua cơ sở", needs_times=3)
    have = [
        Given(2, "", 1, Tally.TITLE, year, year, f"năm {year}", None) for year in (2020, 2021, 2022)
    ]
    assert codes(wanted, *have) == set()
    (warning,) = warnings_for(wanted, have[:2])
    assert warning.code == "prerequisite"
    assert "2022" in warning.text


def test_the_same_award_comes_again_only_after_some_years() -> None:
    wanted = replace(WANTED, form=31, tally=Tally.LABOUR_ORDER, gap=5)
    before = Given(31, "", 1, Tally.LABOUR_ORDER, 2019, 2019, "khác", None)
    assert codes(wanted, before) == {"gap"}
    assert codes(wanted, replace(before, first_year=2017, last_year=2017)) == set()


@pytest.mark.parametrize(("asked", "warned"), [(3, False), (4, True)])
def test_a_quota_is_a_share_rounded_down(asked: int, warned: bool) -> None:
    found = quota_warning("CSTĐCS", asked=asked, base=20, percent=15, of="LĐTT")
    assert (found is not None) is warned


def test_who_is_named_beyond_the_base_has_agreed() -> None:
    assert codes(replace(WANTED, leaves_base=True, is_consented=False)) == {"consent"}
    assert codes(replace(WANTED, subject_kind=2)) == {"subject"}
    assert codes(replace(WANTED, has_words=False)) == {"words"}


def test_an_entry_is_verified_before_it_is_voted_and_decided() -> None:
    for rule in (
        roll.may_vote(EntryState.PROPOSED),
        roll.may_decide(EntryState.PROPOSED, DAY, DAY),
    ):
        assert rule is not None
        assert rule.code == "verify_first"
    assert roll.may_decide(EntryState.VERIFIED, DAY, DAY) is None
    assert roll.may_verify(EntryState.DECIDED) is not None


def test_a_name_goes_beyond_the_base_with_consent_only() -> None:
    said = {"waits": False, "above": True, "is_named_person": True, "beyond": True}
    refusal = roll.may_raise(EntryState.DECIDED, consents=False, **said)
    assert refusal is not None
    assert refusal.code == "consent_first"
    assert roll.may_raise(EntryState.DECIDED, consents=True, **said) is None
    near = {**said, "beyond": False}
    assert roll.may_raise(EntryState.DECIDED, consents=False, **near) is None


def test_votes_and_majorities() -> None:
    assert votes_problem(9, 9) is None
    assert votes_problem(None, None) is None
    for pair in ((10, 9), (None, 9), (3, None), (0, 0)):
        assert votes_problem(*pair) is not None
    assert majority(5, 9)
    assert not majority(4, 8)


def test_history_says_years_number_and_source() -> None:
    assert history_problem(2015, 2020, 100, "Báo cáo", 2026) is None
    assert history_problem(2020, 2015, 100, "Báo cáo", 2026) is not None
    assert history_problem(2015, 2020, 0, "Báo cáo", 2026) is not None
    assert history_problem(2015, 2020, 100, " ", 2026) is not None


def test_another_unit_takes_a_recognised_model_over_once() -> None:
    said = {"since": DAY, "started": DAY, "today": DAY}
    assert may_adopt(ModelState.RECOGNISED, is_own=False, already=False, **said) is None
    assert may_adopt(ModelState.DRAFT, is_own=False, already=False, **said) is not None
    assert may_adopt(ModelState.RECOGNISED, is_own=True, already=False, **said) is not None
    assert may_adopt(ModelState.RECOGNISED, is_own=False, already=True, **said) is not None
