"""Reads of regimes: all of them, and the one by which a year is rated."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q

from neuguong.evaluations.models import Regime
from neuguong.evaluations.rules.levels import Condition
from neuguong.evaluations.rules.quota import Quota
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.words import gettext as _


def regimes() -> list[Regime]:
    """Every regime with its rows, oldest first."""
    return list(Regime.objects.prefetch_related("conditions", "quotas", "criteria"))


def regime_of(year: int) -> Regime:
    """The regime in force on the last day of a year, with its rows; refused where none is kept."""
    day = date(year, 12, 31)
    rows = Regime.objects.filter(valid_from__lte=day).filter(Q(valid_to=None) | Q(valid_to__gt=day))
    found = (
        rows.prefetch_related("conditions", "quotas", "criteria").order_by("-valid_from").first()
    )
    if found is None:
        text = _("Chưa có quy định xếp loại cho năm %(year)s.")
        raise Refused(Refusal("regime_missing", text % {"year": year}))
    return found


def conditions_of(regime: Regime) -> Sequence[Condition]:
    """The conditions of a regime as the rules read them, the best level first."""
    return [row.condition for row in regime.conditions.all()]


def quota_of(regime: Regime, *, people: bool) -> Quota | None:
    """The quota of a regime for people or for bodies; None where it has none."""
    return next((row.quota for row in regime.quotas.all() if row.of_people is people), None)
