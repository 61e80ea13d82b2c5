"""The records behind figures: one lister per counted table, in the order of the key."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypeVar

from django.db.models import Model, QuerySet

from neuguong.deeds.models import (
    CONTRIBUTION_LABELS,
    DEED_LABELS,
    REGISTRATION_LABELS,
    SUBJECT_LABELS,
    Contribution,
    Deed,
    Quantity,
    Registration,
    Work,
)
from neuguong.deeds.rules import (
    ContributionKind,
    DeedState,
    RegistrationState,
    SubjectKind,
    mask_names,
)
from neuguong.lib.amounts import Qualifier
from neuguong.lib.measure import Ask, Record
from neuguong.lib.words import gettext as _
from neuguong.org.queries import page_within

Row = TypeVar("Row", bound=Model)


def _asked(rows: QuerySet[Row], ask: Ask) -> Iterable[Row]:
    """The rows asked, in the order of the key."""
    rows = rows.filter(**{f"{ask.source.month}__in": ask.months})
    for facet, allowed in ask.where.items():
        rows = rows.filter(**{f"{facet}__in": sorted(allowed)})
    return page_within(rows, ask)


def _who(ask: Ask, registration: Registration) -> str:
    """The subject as the reader may see it: a collective by name, a person only where allowed."""
    if registration.person_id is None or ask.sees_names(registration.unit.path):
        return registration.name
    return str(_("một người"))


def _words(ask: Ask, registration: Registration, text: str) -> str:
    if ask.sees_names(registration.unit.path):
        return text
    return mask_names(text, [registration.name] if registration.person_id else [])


def list_registrations(ask: Ask) -> Iterator[Record]:
    """Registrations behind a count of people or collectives."""
    rows = Registration.objects.select_related("unit")
    for found in _asked(rows, ask):
        kind = str(SUBJECT_LABELS[SubjectKind(found.subject_kind)])
        yield Record(
            id=found.pk,
            kind="deeds.Registration",
            unit_id=found.unit_id,
            unit_name=found.unit_name,
            unit_slug=found.unit.slug,
            amount=1,
            qualifier=Qualifier.EXACTLY,
            text=kind,
            who=_who(ask, found),
            day=found.registered_on,
            state=str(REGISTRATION_LABELS[RegistrationState(found.state)]),
            link=("deeds:registration", found.pk),
        )


def list_deeds(ask: Ask) -> Iterator[Record]:
    """Deeds behind a count of deeds."""
    rows = Deed.objects.select_related("registration__unit")
    for deed in _asked(rows, ask):
        found = deed.registration
        yield Record(
            id=deed.pk,
            kind="deeds.Deed",
            unit_id=deed.unit_id,
            unit_name=found.unit_name,
            unit_slug=found.unit.slug,
            amount=1,
            qualifier=Qualifier.EXACTLY,
            text=_words(ask, found, deed.text),
            who=_who(ask, found),
            day=deed.state_on,
            state=str(DEED_LABELS[DeedState(deed.state)]),
            link=("deeds:deed", deed.pk),
        )


def list_quantities(ask: Ask) -> Iterator[Record]:
    """Quantities behind a result, each with the deed or the shared work it belongs to."""
    rows = Quantity.objects.select_related("result__deed__registration__unit", "work__unit", "unit")
    for quantity in _asked(rows, ask):
        deed = quantity.result.deed if quantity.result else None
        work = quantity.work
        day: date | None
        if deed is not None and quantity.result is not None:
            text = _words(ask, deed.registration, quantity.result.text or deed.text)
            who, link = _who(ask, deed.registration), ("deeds:deed", deed.pk)
            day = quantity.result.day
        elif work is not None:
            text, who, link, day = work.title, work.unit.name, ("deeds:work", work.pk), work.done_on
        else:
            continue
        yield Record(
            id=quantity.pk,
            kind="deeds.Quantity",
            unit_id=quantity.unit_id,
            unit_name=quantity.unit.name,
            unit_slug=quantity.unit.slug,
            amount=quantity.amount_scaled,
            qualifier=quantity.qualifier,
            text=text,
            who=who,
            day=day,
            state=str(DEED_LABELS[DeedState.DONE]),
            link=link,
        )


def list_contributions(ask: Ask) -> Iterator[Record]:
    """Contributions behind a sum of money, labour, land or goods."""
    rows = Contribution.objects.select_related("registration__unit", "deed", "unit")
    for gift in _asked(rows, ask):
        found = gift.registration
        label = str(CONTRIBUTION_LABELS[ContributionKind(gift.kind)])
        text = gift.words or (gift.deed.text if gift.deed else label)
        yield Record(
            id=gift.pk,
            kind="deeds.Contribution",
            unit_id=gift.unit_id,
            unit_name=gift.unit.name,
            unit_slug=gift.unit.slug,
            amount=gift.amount_scaled,
            qualifier=gift.qualifier,
            text=_words(ask, found, text),
            who=_who(ask, found),
            day=gift.day,
            state=label,
            link=("deeds:deed", gift.deed_id) if gift.deed_id else ("deeds:registration", found.pk),
        )


def list_works(ask: Ask) -> Iterator[Record]:
    """Shared works that are finished."""
    for work in _asked(Work.objects.select_related("unit"), ask):
        yield Record(
            id=work.pk,
            kind="deeds.Work",
            unit_id=work.unit_id,
            unit_name=work.unit.name,
            unit_slug=work.unit.slug,
            amount=1,
            qualifier=Qualifier.EXACTLY,
            text=work.title,
            who=work.unit.name,
            day=work.done_on,
            state=str(DEED_LABELS[DeedState.DONE]),
            link=("deeds:work", work.pk),
        )
