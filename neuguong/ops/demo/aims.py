"""Indicators, targets and a published rank of the demo: what Pác Nặm and Nậm Sang mean to reach."""

from datetime import date
from decimal import Decimal

from neuguong.indicators.actions import (
    ExternalEntry,
    TargetEntry,
    define_indicator,
    set_target,
    state_external,
    write_rule,
)
from neuguong.indicators.measures import COMPETITIVENESS_RANK
from neuguong.indicators.rules import (
    Direction,
    IndicatorEntry,
    Operator,
    RuleEntry,
    Severity,
)
from neuguong.lib.dates import Period
from neuguong.ops.demo import nam_sang, pac_nam
from neuguong.org.models import Unit
from neuguong.people.access import SystemActor

# Unit, key, period (empty: this year), value, whether for each unit beneath.
TARGETS = (
    (pac_nam.ROOT, "indicators.deeds_kept", "2022", "85", True),
    (pac_nam.ROOT, "indicators.deeds_per_person", "2022", "1.5", True),
    (pac_nam.ROOT, "deeds.by_individuals", "2022", "6500", False),
    (pac_nam.ROOT, "results.rural_road", "2022", "10", False),
    (f"{pac_nam.ROOT}/nhan-mon", "indicators.deeds_kept", "2022", "90", True),
    (nam_sang.ROOT, "indicators.members_registered", "", "100", True),
    (nam_sang.ROOT, "indicators.deeds_kept", "", "90", True),
    (nam_sang.ROOT, "indicators.deeds_left", "", "5", True),
    (nam_sang.ROOT, "deeds.all", "", "250", False),
)


def load(by: SystemActor, units: dict[str, Unit], today: date) -> None:
    """Write an indicator and a rule of the district's own, the targets, and the rank of Bắc Ninh."""
    district = units[pac_nam.ROOT]
    define_indicator(
        by=by,
        unit_id=district.pk,
        entry=IndicatorEntry(
            "Số việc của tập thể trên một tổ chức",
            "(deeds.by_party_collectives + deeds.by_mass_organisations)"
            " / (organisations.grassroots + organisations.cells_under_grassroots + organisations.mass)",
            "việc",
            2,
            Direction.MORE,
        ),
        since=date(2022, 1, 1),
    )
    write_rule(
        by=by,
        unit_id=district.pk,
        entry=RuleEntry(
            "Đảng viên đăng ký đạt ít nhất một nửa",
            "deeds.members",
            Operator.AT_LEAST,
            "people.members / 2",
            Severity.HINT,
        ),
        since=date(2022, 1, 1),
    )
    for slug, key, period, value, for_each in TARGETS:
        entry = TargetEntry(key, Period.parse(period or f"{today.year}"), Decimal(value), for_each)
        set_target(by=by, unit_id=units[slug].pk, entry=entry, today=today)
    state_external(
        by=by,
        unit_id=units["bac-ninh"].pk,
        entry=ExternalEntry(
            COMPETITIVENESS_RANK.key,
            2012,
            Decimal(2),
            "Bảng xếp hạng công bố, dẫn trong bài báo 2012",
        ),
        today=today,
    )
