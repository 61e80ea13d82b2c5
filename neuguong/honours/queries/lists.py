"""The records behind figures of honours: one lister per counted table, in the order of the key."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from django.db.models import Model, QuerySet

from neuguong.deeds.rules import mask_names
from neuguong.honours.models import Adoption, Award, Entry, GoodModel
from neuguong.honours.models.roll import Subject
from neuguong.honours.rules.awards import years_words
from neuguong.honours.rules.examples import MODEL_LABELS, STATE_LABELS, ModelKind, ModelState
from neuguong.honours.rules.roll import ENTRY_LABELS, EntryState, shows_name
from neuguong.honours.rules.subjects import SUBJECT_LABELS, SubjectKind
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


def who_of(row: Subject, *, sees: bool, consents: bool = False) -> str:
    """The subject as a reader may see it: a person only where names may be read, or with consent."""
    if shows_name(row.subject_kind, sees_names=sees, consents=consents):
        return row.name
    if row.subject_kind == SubjectKind.HOUSEHOLD:
        return str(_("một hộ gia đình"))
    return str(_("một người"))


def words_of(text: str, row: Subject, *, sees: bool) -> str:
    """A text as a reader may see it."""
    return text if sees else mask_names(text, [row.name] if row.person_id else [])


def list_entries(ask: Ask) -> Iterator[Record]:
    """Entries behind a count of the honour roll."""
    for entry in _asked(Entry.objects.select_related("unit", "field"), ask):
        sees = ask.sees_names(entry.unit.path)
        number = _("số %(number)s/%(year)s") % {"number": entry.number, "year": entry.year}
        head = f"{number}: " if entry.number else ""
        yield Record(
            id=entry.pk,
            kind="honours.Entry",
            unit_id=entry.unit_id,
            unit_name=entry.unit.name,
            unit_slug=entry.unit.slug,
            amount=1,
            qualifier=Qualifier.EXACTLY,
            text=head + words_of(entry.summary, entry, sees=sees),
            who=who_of(entry, sees=sees, consents=entry.consented),
            day=entry.decided_on or entry.proposed_on,
            state=str(ENTRY_LABELS[EntryState(entry.state)]),
            link=("honours:entry", entry.pk),
        )


def list_awards(ask: Ask) -> Iterator[Record]:
    """Awards behind a count of instances; imported history is one row of so many."""
    for award in _asked(Award.objects.select_related("unit", "form"), ask):
        sees = ask.sees_names(award.unit.path) or award.is_history
        years = years_words(award.first_year, award.last_year)
        text = award_words(award)
        yield Record(
            id=award.pk,
            kind="honours.Award",
            unit_id=award.unit_id,
            unit_name=award.unit.name,
            unit_slug=award.unit.slug,
            amount=award.instances,
            qualifier=award.qualifier,
            text=f"{text} ({years})",
            who=who_of(award, sees=sees),
            day=None if award.is_history else award.decided_on,
            state=str(_("lịch sử nhập")) if award.is_history else award.decision,
            link=("honours:award", award.pk),
        )


def award_words(award: Award) -> str:
    """The form and its grade: "Huân chương Lao động hạng Ba"."""
    return form_words(award.form.label, award.grade)


def form_words(label: str, grade: str) -> str:
    """A form of award with its grade in words."""
    named = {"I": _("hạng Nhất"), "II": _("hạng Nhì"), "III": _("hạng Ba")}.get(grade, grade)
    return f"{label} {named}".strip()


def list_models(ask: Ask) -> Iterator[Record]:
    """Recognised models."""
    for model in _asked(GoodModel.objects.select_related("unit", "field"), ask):
        yield Record(
            id=model.pk,
            kind="honours.GoodModel",
            unit_id=model.unit_id,
            unit_name=model.unit.name,
            unit_slug=model.unit.slug,
            amount=1,
            qualifier=Qualifier.EXACTLY,
            text=model.title,
            who=str(MODEL_LABELS[ModelKind(model.kind)]),
            day=model.recognised_on,
            state=str(STATE_LABELS[ModelState(model.state)]),
            link=("honours:model", model.pk),
        )


def list_adoptions(ask: Ask) -> Iterator[Record]:
    """Units that took a model of another over."""
    for row in _asked(Adoption.objects.select_related("unit", "model__unit"), ask):
        yield Record(
            id=row.pk,
            kind="honours.Adoption",
            unit_id=row.unit_id,
            unit_name=row.unit.name,
            unit_slug=row.unit.slug,
            amount=1,
            qualifier=Qualifier.EXACTLY,
            text=row.model.title,
            who=row.model.unit.name,
            day=row.since,
            state=str(_("làm theo")),
            link=("honours:model", row.model_id),
        )


def subject_word(kind: int) -> str:
    """The kind of a subject in words."""
    return str(SUBJECT_LABELS[SubjectKind(kind)])
