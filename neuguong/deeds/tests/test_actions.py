"""From a promise to what came of it: every act, who may not, what it refused, what it counts."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404

from neuguong.audit.queries import latest
from neuguong.deeds import actions
from neuguong.deeds.actions.entries import (
    BulkDeed,
    BulkRegistration,
    ContributionEntry,
    DeedEntry,
    OutcomeEntry,
    QuantityEntry,
)
from neuguong.deeds.measures import RESULT_KINDS
from neuguong.deeds.models import Contribution, Deed, Quantity, Registration
from neuguong.deeds.queries import (
    registration_seen,
    search_deeds,
    secretary_list,
    similar_last_year,
    wrong_copies,
)
from neuguong.deeds.rules import (
    ContributionKind,
    DeedState,
    RegistrationState,
    Standing,
    SubjectKind,
)
from neuguong.lib.amounts import Qualifier
from neuguong.lib.refusal import Refused
from neuguong.people.access import AccountActor
from neuguong.programme.actions import close_year
from tests.world import NOW, TODAY, YEAR, World

ROAD = next(kind.number for kind in RESULT_KINDS if kind.key == "forestry_road")


def opened(world: World, who: str = "Chi", by: AccountActor | None = None) -> Registration:
    """A person's draft with one deed."""
    found = actions.open_registration(
        by=by or world.chi,
        unit_id=world.unit("tinh/huyen/xa/mot").pk,
        year=YEAR,
        today=TODAY,
        person_id=world.people[who].pk,
    )
    entry = DeedEntry("Mở 700 m đường lâm nghiệp vào khu sản xuất", target_unit="m")
    actions.add_deed(by=by or world.chi, registration_id=found.pk, entry=entry, today=TODAY)
    return found


def confirmed(world: World) -> Deed:
    """Chi's deed, confirmed by the cell."""
    found = opened(world)
    actions.submit_registration(by=world.chi, registration_id=found.pk, today=TODAY)
    actions.confirm_registration(by=world.giang, registration_id=found.pk, today=TODAY)
    return Deed.objects.get(registration=found)


def reported(world: World, *, qualifier: Qualifier = Qualifier.EXACTLY) -> Deed:
    """Chi's deed, told as done with 700 m of road and money of her own."""
    deed = confirmed(world)
    actions.report_result(
        by=world.chi,
        deed_id=deed.pk,
        day=date(2022, 6, 10),
        text="Đường đã thông",
        quantities=[QuantityEntry(0, Decimal(700), "m")],
        contributions=[
            ContributionEntry(
                ContributionKind.OWN_MONEY, Decimal(5_000_000), date(2022, 5, 20), qualifier
            )
        ],
        finished=True,
        now=NOW,
        today=TODAY,
    )
    deed.refresh_from_db()
    return deed


def test_a_member_registers_and_the_cell_confirms(world: World) -> None:
    deed = confirmed(world)
    found = deed.registration
    assert (found.state, found.standing) == (RegistrationState.CONFIRMED, Standing.COUNTED)
    assert (deed.standing, deed.month, deed.category.number) == (Standing.COUNTED, 202206, 7)
    assert latest()[0].act == "deeds.confirm"


def test_nobody_else_writes_for_a_member_but_those_who_may(world: World) -> None:
    for actor in (world.dung, world.chi):
        with pytest.raises(PermissionDenied):
            opened(world, "Đạt", actor)
    with pytest.raises(PermissionDenied):
        opened(world, "Thái", world.chi)
    found = opened(world, "Thái", world.giang)
    assert found.entered_by_name == world.people["Giang"].full_name
    with pytest.raises(PermissionDenied):
        actions.confirm_registration(by=world.chi, registration_id=found.pk, today=TODAY)


def test_a_person_registers_once_a_year(world: World) -> None:
    found = opened(world)
    with pytest.raises(Refused, match="Mỗi năm chỉ đăng ký một nơi"):
        opened(world)
    found.pk, found.uid = None, world.people["An"].uid
    with pytest.raises(IntegrityError), transaction.atomic():
        found.save()


def test_a_registration_needs_a_deed_before_it_is_sent(world: World) -> None:
    found = opened(world)
    actions.remove_deed(by=world.chi, deed_id=found.deeds.get().pk)
    with pytest.raises(Refused, match="Chưa có việc nào"):
        actions.submit_registration(by=world.chi, registration_id=found.pk, today=TODAY)


def test_a_return_carries_its_reason_and_leaves_the_count(world: World) -> None:
    found = confirmed(world).registration
    entry = DeedEntry("Giúp 2 hộ làm chuồng bò")
    actions.add_deed(by=world.chi, registration_id=found.pk, entry=entry, today=TODAY)
    found.refresh_from_db()
    assert found.state == RegistrationState.AMENDED
    with pytest.raises(Refused, match="lý do"):
        actions.return_registration(
            by=world.giang, registration_id=found.pk, reason=" ", today=TODAY
        )
    actions.return_registration(
        by=world.giang, registration_id=found.pk, reason="Ghi rõ hộ ở thôn nào", today=TODAY
    )
    found.refresh_from_db()
    assert found.return_reason == "Ghi rõ hộ ở thôn nào"
    assert set(found.deeds.values_list("standing", flat=True)) == {Standing.NONE}


def test_results_and_gifts_count_when_the_deed_is_confirmed_done(world: World) -> None:
    deed = reported(world)
    quantity, gift = Quantity.objects.get(), Contribution.objects.get()
    assert (deed.state, quantity.counted, gift.counted) == (DeedState.REPORTED, 0, 0)
    assert (quantity.kind, quantity.amount_scaled) == (ROAD, 700)
    actions.confirm_done(by=world.giang, deed_id=deed.pk, day=date(2022, 6, 10), today=TODAY)
    quantity.refresh_from_db()
    gift.refresh_from_db()
    assert (quantity.counted, gift.counted, gift.month) == (1, 1, 202205)
    actions.reopen_deed(by=world.giang, deed_id=deed.pk, reason="Chưa thông xe", today=TODAY)
    quantity.refresh_from_db()
    gift.refresh_from_db()
    assert (quantity.counted, gift.counted) == (0, 0)
    assert not wrong_copies()


def test_a_gift_can_be_accepted_before_the_deed_is_done(world: World) -> None:
    reported(world)
    gift = Contribution.objects.get()
    with pytest.raises(PermissionDenied):
        actions.accept_contribution(by=world.chi, contribution_id=gift.pk, today=TODAY)
    actions.accept_contribution(by=world.giang, contribution_id=gift.pk, today=TODAY)
    gift.refresh_from_db()
    assert gift.counted == 1


def test_a_unit_word_that_does_not_fit_is_refused_with_those_that_do(world: World) -> None:
    deed = confirmed(world)
    with pytest.raises(Refused, match="km"):
        actions.report_result(
            by=world.chi,
            deed_id=deed.pk,
            day=TODAY,
            text="",
            quantities=[QuantityEntry(ROAD, Decimal(3), "ha")],
            finished=False,
            now=NOW,
            today=TODAY,
        )
    assert not Quantity.objects.exists()


def test_a_day_that_has_not_come_is_refused(world: World) -> None:
    deed = confirmed(world)
    with pytest.raises(Refused, match="phía trước"):
        actions.confirm_done(by=world.giang, deed_id=deed.pk, day=date(2022, 7, 1), today=TODAY)


def test_a_replaced_deed_leaves_and_its_replacement_counts(world: World) -> None:
    deed = confirmed(world)
    other = actions.replace_deed(
        by=world.giang,
        deed_id=deed.pk,
        entry=DeedEntry("Trồng 200 cây quế"),
        reason="Đường do xã làm",
        today=TODAY,
    )
    deed.refresh_from_db()
    assert (deed.state, deed.standing, deed.replaced_by) == (DeedState.REPLACED, 0, other)
    assert other.standing == Standing.COUNTED


def test_a_carried_deed_is_registered_again_next_year(world: World) -> None:
    deed = confirmed(world)
    other = actions.carry_over_deed(by=world.giang, deed_id=deed.pk, reason="Mưa lớn", today=TODAY)
    deed.refresh_from_db()
    assert deed.state == DeedState.CARRIED_OVER
    assert other.year == YEAR + 1
    assert other.carried_from == deed
    assert other.month == 202301
    assert similar_last_year(other.registration) == {other.pk: deed.text}


def test_a_shared_work_is_counted_once(world: World) -> None:
    deed = reported(world)
    commune = world.unit("tinh/huyen/xa")
    work = actions.open_work(
        by=world.binh, unit_id=commune.pk, year=YEAR, title="Đường lâm nghiệp Nà Thử", today=TODAY
    )
    actions.join_work(by=world.giang, deed_id=deed.pk, work_id=work.pk, today=TODAY)
    actions.confirm_done(by=world.giang, deed_id=deed.pk, day=date(2022, 6, 10), today=TODAY)
    actions.finish_work(
        by=world.binh,
        work_id=work.pk,
        day=date(2022, 6, 12),
        quantities=[QuantityEntry(ROAD, Decimal("1.5"), "km")],
        today=TODAY,
    )
    counted = Quantity.objects.filter(counted=1)
    assert [(row.unit, row.amount_scaled) for row in counted] == [(commune, 1500)]
    assert Contribution.objects.get().counted == 1
    assert not wrong_copies()


def test_a_closed_year_takes_corrections_with_a_reason(world: World) -> None:
    deed = reported(world)
    close_year(by=world.an, unit_id=world.unit("tinh").pk, year=YEAR, today=TODAY)
    with pytest.raises(Refused, match="đã chốt"):
        actions.confirm_done(by=world.giang, deed_id=deed.pk, day=TODAY, today=TODAY)
    actions.confirm_done(
        by=world.giang, deed_id=deed.pk, day=TODAY, today=TODAY, reason="Bỏ sót khi chốt"
    )
    deed.refresh_from_db()
    assert deed.state == DeedState.DONE
    assert latest()[0].reason == "Bỏ sót khi chốt"


def test_a_list_is_registered_whole_or_not_at_all(world: World) -> None:
    cell = world.unit("tinh/huyen/xa/mot")
    good = BulkRegistration(
        unit=cell,
        person=world.people["Thái"],
        registered_on=TODAY,
        deeds=[
            BulkDeed(
                DeedEntry("Trồng 2 ha rừng ở Phiêng Tác"),
                OutcomeEntry(
                    DeedState.DONE,
                    TODAY,
                    quantities=[QuantityEntry(0, Decimal(2), "ha")],
                    contributions=[
                        ContributionEntry(ContributionKind.LABOUR_DAYS, Decimal("2.5"), TODAY)
                    ],
                ),
            )
        ],
    )
    empty = BulkRegistration(
        unit=cell, collective=cell, registered_on=TODAY, deeds=[BulkDeed(DeedEntry(" "))]
    )
    with pytest.raises(Refused):
        actions.register_many(
            by=world.giang, year=YEAR, entries=[good, empty], today=TODAY, now=NOW
        )
    assert not Registration.objects.exists()
    actions.register_many(by=world.giang, year=YEAR, entries=[good], today=TODAY, now=NOW)
    assert Contribution.objects.get().amount_scaled == 5
    assert Quantity.objects.get().amount_scaled == 20_000
    assert not wrong_copies()


def test_a_list_by_one_who_may_not_confirm_waits(world: World) -> None:
    cell = world.unit("tinh/huyen/xa/mot")
    entry = BulkRegistration(
        unit=cell, collective=cell, registered_on=TODAY, deeds=[BulkDeed(DeedEntry("Làm cầu"))]
    )
    with pytest.raises(PermissionDenied):
        actions.register_many(by=world.dung, year=YEAR, entries=[entry], today=TODAY, now=NOW)
    found = actions.register_many(by=world.giang, year=YEAR, entries=[entry], today=TODAY, now=NOW)[
        0
    ]
    assert found.subject_kind == SubjectKind.PARTY_COLLECTIVE


def test_only_those_near_read_a_registration(world: World) -> None:
    found = opened(world)
    for actor in (world.chi, world.giang, world.binh):
        assert registration_seen(actor, found.pk) == found
    for actor in (world.dung, world.an):
        with pytest.raises(Http404):
            registration_seen(actor, found.pk)


def test_the_list_of_the_cell_says_who_is_missing_what(world: World) -> None:
    opened(world)
    lines = secretary_list(world.unit("tinh/huyen/xa/mot"), YEAR, TODAY)
    chi = next(line for line in lines if line.person == world.people["Chi"])
    assert (chi.deeds, chi.minimum, chi.missing) == (1, 3, 2)
    assert [line.minimum for line in lines] == [0, 3, 3, 3, 3]


@pytest.mark.parametrize("words", ["duong lam nghiep", "ĐƯỜNG LÂM", "đươ\u0300ng san xuat"])
def test_deeds_are_found_with_marks_or_without(world: World, words: str) -> None:
    opened(world)
    assert len(search_deeds(world.giang, words)) == 1
    assert search_deeds(world.dung, words) == []
