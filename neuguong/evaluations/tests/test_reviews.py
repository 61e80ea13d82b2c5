"""Self-reviews are written in parts, sealed, heard; self-checks are nobody's but their owner's."""

import io
import zipfile
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404
from django.test import Client

from neuguong.audit.models import AuditEntry
from neuguong.deeds import actions as deeds
from neuguong.deeds.actions.entries import DeedEntry
from neuguong.evaluations import actions
from neuguong.evaluations.models import Rating, Review, SelfCheck
from neuguong.evaluations.queries.facts import facts_of
from neuguong.evaluations.queries.own import handed_check, own_check
from neuguong.evaluations.queries.papers import rendered, review_paper
from neuguong.evaluations.queries.reviews import review_seen
from neuguong.evaluations.rules.levels import Level
from neuguong.evaluations.rules.reviewing import ReviewState
from neuguong.evaluations.tests.conftest import CELL, COMMUNE
from neuguong.lib.refusal import Refused
from neuguong.lib.sealed import EncryptedText, key_file
from neuguong.privacy.queries.own import everything_about
from neuguong.programme.actions import keep_pledge
from neuguong.programme.models import PledgeItem
from tests.world import TODAY, YEAR, World

pytestmark = pytest.mark.django_db
SECRET = "tôi hay nóng nảy với bà con"
CHECKED = "điều tôi chỉ nói với chính mình"
PARTS = {"strengths": "Làm tròn việc", "faults": SECRET, "direction": "Sửa dần"}


@pytest.fixture
def review(country: World) -> Review:
    """Chi's self-review, written as far as it must be."""
    made = actions.open_review(
        by=country.chi, unit_id=country.unit(CELL).pk, year=YEAR,
        person_id=country.people["Chi"].pk, today=TODAY,
    )  # fmt: skip
    return actions.write_parts(by=country.chi, review_id=made.pk, parts=PARTS, own_level=Level.GOOD)


def _dump() -> str:
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [str(row) for row in cursor.fetchall()]
    return "\n".join(found)


def test_a_review_goes_its_way_and_its_words_are_sealed(country: World, review: Review) -> None:
    actions.send_review(by=country.chi, review_id=review.pk, today=TODAY)
    with pytest.raises(Refused):
        actions.write_parts(by=country.chi, review_id=review.pk, parts=PARTS)
    actions.return_review(by=country.giang, review_id=review.pk, reason="Ghi thêm phần khắc phục")
    actions.write_parts(by=country.chi, review_id=review.pk, parts={"mended": "Đã sửa"})
    actions.send_review(by=country.chi, review_id=review.pk, today=TODAY)
    heard = actions.hear_review(
        by=country.giang, review_id=review.pk, heard_on=TODAY, committee="Nhất trí",
        remark="Ông Thái: cần gần dân hơn",
    )  # fmt: skip
    assert heard.state == ReviewState.HEARD
    dump = _dump()
    for words in (SECRET, "Nhất trí", "gần dân hơn", "Ghi thêm phần khắc phục"):
        assert words not in dump
    assert review_seen(country.chi, review.pk).faults == SECRET


def test_a_review_is_sent_only_when_it_is_whole(country: World, review: Review) -> None:
    actions.write_parts(by=country.chi, review_id=review.pk, parts={"direction": ""})
    with pytest.raises(Refused) as refused:
        actions.send_review(by=country.chi, review_id=review.pk, today=TODAY)
    assert "Phương hướng" in refused.value.refusal.text


def test_who_reads_a_review(country: World, review: Review) -> None:
    for reader in (country.giang, country.binh):
        assert review_seen(reader, review.pk).pk == review.pk
    for who in (country.an, country.dung):  # above the grassroots no names, elsewhere nothing
        with pytest.raises(Http404):
            review_seen(who, review.pk)
    other = country.actor("dung")
    with pytest.raises(PermissionDenied):
        actions.write_parts(by=other, review_id=review.pk, parts=PARTS)


def test_a_review_arrives_with_the_facts_of_the_year(country: World, review: Review) -> None:
    chi, cell = country.people["Chi"], country.unit(CELL)
    found = deeds.open_registration(
        by=country.chi, unit_id=cell.pk, year=YEAR, person_id=chi.pk, today=TODAY
    )
    deeds.add_deed(
        by=country.chi, registration_id=found.pk, entry=DeedEntry("Làm cầu"), today=TODAY
    )
    facts = facts_of(chi, cell, YEAR)
    assert ("deeds:registration", found.pk) in {fact.link for fact in facts}
    assert any("Làm cầu" in fact.text for fact in facts)
    before = Review.objects.get(pk=review.pk)
    Review.objects.filter(pk=before.pk).update(year=YEAR - 1)
    assert any(SECRET in fact.text for fact in facts_of(chi, cell, YEAR))


def test_a_review_prints_as_its_form(country: World, review: Review) -> None:
    paper = review_paper(review, day=TODAY)
    words = zipfile.ZipFile(io.BytesIO(rendered(paper, "docx"))).read("word/document.xml").decode()
    assert "Nông Thị Chi" in words
    assert SECRET in words
    assert rendered(paper, "html") == rendered(paper, "html")
    with pytest.raises(Refused):
        rendered(paper, "exe")


@pytest.fixture
def checked(country: World) -> World:
    """Chi's self-check, kept."""
    keep_pledge(
        by=country.machine,
        version="thử",
        items=[(g, n, "điều") for g in (1, 2, 3) for n in range(1, 10)],
    )
    actions.keep_self_check(
        owner=country.chi, year=YEAR, marks=["1.4", "2.2"], notes={"1": CHECKED}
    )
    return country


def test_a_self_check_is_read_by_its_owner_alone(checked: World) -> None:
    mine = own_check(checked.chi, YEAR)
    assert (mine.marks, mine.notes["1"]) == (["1.4", "2.2"], CHECKED)
    cell, chi = checked.unit(CELL), checked.people["Chi"]
    for who in (checked.giang, checked.binh):
        with pytest.raises(Http404):
            handed_check(who, cell, chi.pk, YEAR)
    assert not own_check(checked.giang, YEAR).is_kept
    actions.hand_self_check(owner=checked.chi, year=YEAR, unit_id=cell.pk)
    assert handed_check(checked.giang, cell, chi.pk, YEAR)[1].marks == ["1.4", "2.2"]
    with pytest.raises(PermissionDenied):
        handed_check(checked.dung, cell, chi.pk, YEAR)
    actions.hand_self_check(owner=checked.chi, year=YEAR, unit_id=None)
    with pytest.raises(Http404):
        handed_check(checked.giang, cell, chi.pk, YEAR)
    with pytest.raises(Refused):
        actions.hand_self_check(
            owner=checked.chi, year=YEAR, unit_id=checked.unit("tinh/huyen/xa/hai").pk
        )
    actions.drop_self_check(owner=checked.chi, year=YEAR)
    assert not SelfCheck.objects.exists()


def test_a_self_check_is_in_no_dump_log_copy_or_page_of_others(checked: World) -> None:
    assert not AuditEntry.objects.filter(act__contains="self").exists()
    said = _dump()
    assert CHECKED not in said
    copy = str(everything_about(checked.people["Chi"]))
    assert CHECKED not in copy
    for who in ("giang", "binh", "an", "dung"):
        client = Client()
        client.force_login(checked.accounts[who])
        for url in (
            f"/danh-gia/don-vi/{CELL}?nam={YEAR}",
            f"/danh-gia/don-vi/{CELL}?nam={YEAR}&dang=csv",
            f"/danh-gia/don-vi/{COMMUNE}?nam={YEAR}",
            f"/don-vi/so-lieu/{COMMUNE}?ky={YEAR}",
            "/tim/?q=Chi",
            f"/danh-gia/tu-soi/?nam={YEAR}",
        ):
            assert CHECKED not in client.get(url).content.decode(), url


def test_without_the_key_a_self_check_is_gone(
    checked: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    kept = key_file().read_text()
    assert kept.split()[-1] not in _dump()  # the key is not in the database
    monkeypatch.setattr("django.conf.settings.KEYS_FILE", tmp_path / "other")
    with pytest.raises(Refused) as refused:
        own_check(checked.chi, YEAR)
    assert refused.value.refusal.code == "key_missing"


def test_all_self_checks_are_of_one_length(checked: World) -> None:
    def length() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT words FROM evaluations_selfcheck")
            (row,) = cursor.fetchall()
        return len(row[0])

    before = length()
    actions.keep_self_check(owner=checked.chi, year=YEAR, marks=[], notes={})
    assert length() == before


def test_nothing_in_the_house_derives_a_number_from_self_checks_or_beliefs() -> None:
    """No field, measure, source or relation leads from a self-check or an item of the pledge to a figure."""
    for model in apps.get_models():
        for field in model._meta.get_fields():
            target = getattr(field, "related_model", None)
            if target in (SelfCheck, PledgeItem):
                assert model in (SelfCheck, PledgeItem), (model, field.name)
    assert {field.name for field in SelfCheck._meta.get_fields()} == {
        "id", "person", "year", "words", "handed_to",
    }  # fmt: skip
    assert isinstance(SelfCheck._meta.get_field("words"), EncryptedText)
    declared = import_module(settings.NEUGUONG_MEASURES)
    tables = {source.table for source in declared.SOURCES}
    assert not tables & {"evaluations_selfcheck", "evaluations_review", "evaluations_remark"}
    points = {f.name for f in Rating._meta.get_fields() if f.name in ("general", "work")}
    assert points == {"general", "work"}  # two sums people type; no item of conduct has a column
    for source, named in _python_files():
        if "SelfCheck" in named:
            assert source.name in {
                "review.py", "__init__.py", "own.py", "reviewing.py", "0001_rate_declare_and_vote.py",
                "test_reviews.py", "test_views.py", "reviews.py",
            }, source  # fmt: skip


def _python_files() -> Iterator[tuple[Path, str]]:
    root = Path(__file__).parents[3]
    for path in (root / "neuguong").rglob("*.py"):
        yield path, path.read_text(encoding="utf-8")


def test_a_forgotten_person_vanishes_from_reviews_and_counts_stay(
    country: World, review: Review, proposed: dict[str, Rating]
) -> None:
    actions.keep_self_check(owner=country.chi, year=YEAR, marks=[], notes={"1": "x"})
    chi = country.people["Chi"]
    actions.forget_texts_of(by=country.machine, person_id=chi.pk, name="Người số ABC")
    review.refresh_from_db()
    rating = Rating.objects.get(pk=proposed["Chi"].pk)
    assert (review.faults, review.name, rating.name) == ("", "Người số ABC", "Người số ABC")
    assert rating.proposed == Level.EXCELLENT
    assert not SelfCheck.objects.exists()


def test_old_reviews_end_and_ratings_stay(country: World, review: Review) -> None:
    assert actions.end_old_reviews(by=country.machine, before=TODAY.replace(year=YEAR + 1)) == 1
    assert actions.end_old_reviews(by=country.machine, before=TODAY.replace(year=YEAR + 1)) == 0
    review.refresh_from_db()
    assert (review.state, review.faults) == (ReviewState.ENDED, "")
