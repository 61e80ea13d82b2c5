"""What the gentle checks have to ask about a registration, gathered for its page, grid or list."""

from collections.abc import Iterable

from django.db.models import Exists, F, OuterRef

from neuguong.deeds.measures import RESULT_KIND
from neuguong.deeds.models import Contribution, Deed, Registration
from neuguong.deeds.rules import (
    DeedState,
    Hint,
    contribution_hints,
    deed_hints,
    quantity_hints,
    shared_gift_hint,
)


def hints_of(registrations: Iterable[Registration]) -> dict[int, list[Hint]]:
    """Hints by deed, for registrations read with `full_registrations`; a fixed number of statements."""
    found = list(registrations)
    deeds = [deed for one in found for deed in one.deeds.all() if deed.state != DeedState.REPLACED]
    before, beside = _as_last_year(deeds), _as_beside(deeds)
    shared = _shared_gifts(found)
    hints: dict[int, list[Hint]] = {}
    for deed in deeds:
        asked = deed_hints(deed.text, before=before.get(deed.pk), beside=deed.pk in beside)
        for result in deed.results.all():
            for quantity in result.quantities.all():
                kind = RESULT_KIND.get(quantity.kind)
                if kind is not None:
                    asked += quantity_hints(
                        kind.number, quantity.amount_scaled, kind.words, quantity.unit_word
                    )
        for gift in deed.contributions.all():
            asked += contribution_hints(gift.kind, gift.amount_scaled)
            if gift.pk in shared:
                asked.append(shared_gift_hint())
        if asked:
            hints[deed.pk] = asked
    return hints


def _as_last_year(deeds: list[Deed]) -> dict[int, str]:
    """Deeds in the words that their own subject used last year, with those words."""
    earlier = Deed.objects.filter(year=OuterRef("year") - 1, search=OuterRef("search")).filter(
        registration__sort=OuterRef("registration__sort"), unit=OuterRef("unit")
    )
    rows = Deed.objects.filter(pk__in=[deed.pk for deed in deeds]).filter(Exists(earlier))
    return dict(rows.values_list("pk", "text"))


def _as_beside(deeds: list[Deed]) -> set[int]:
    """Deeds that another registrant of the same unit and year put in the same words."""
    other = Deed.objects.filter(
        unit=OuterRef("unit"), year=OuterRef("year"), search=OuterRef("search")
    ).exclude(registration=OuterRef("registration"))
    rows = Deed.objects.filter(pk__in=[deed.pk for deed in deeds], work=None)
    return set(rows.filter(Exists(other.filter(work=None))).values_list("pk", flat=True))


def _shared_gifts(found: list[Registration]) -> set[int]:
    """Gifts of one amount and kind in one month that both the cell and one of its people wrote."""
    mine = Contribution.objects.filter(registration__in=[one.pk for one in found], work=None)
    other = Contribution.objects.filter(
        unit=OuterRef("unit"),
        kind=OuterRef("kind"),
        amount_scaled=OuterRef("amount_scaled"),
        month=OuterRef("month"),
        work=None,
    ).exclude(registration=OuterRef("registration"))
    individual = other.filter(subject_kind=1)
    collective = other.filter(subject_kind__gt=1)
    pairs = mine.filter(subject_kind=1).filter(Exists(collective)) | mine.filter(
        subject_kind__gt=1
    ).filter(Exists(individual))
    return set(pairs.annotate(own=F("pk")).values_list("own", flat=True))
