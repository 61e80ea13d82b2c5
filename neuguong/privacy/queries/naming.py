"""Where a person stands in the data: which columns speak of people, and which texts name this one.

What is searched follows from the privacy tags of the models, so a new room is covered by tagging it.
"""

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.apps import apps
from django.db import models
from django.db.models import Q, TextField
from django.db.models.functions import Cast

from neuguong.deeds.models import LooseScan, Registration
from neuguong.lib.column import KeyField
from neuguong.lib.privacy import NONE, Tag
from neuguong.lib.sealed import EncryptedText
from neuguong.lib.vietnamese import nfc
from neuguong.people.models import Account, Person

MASK: Final = "…"
_ADDRESS: Final = r"(?:ông|bà|anh|chị|em|cháu|cụ|bác|cô|chú|đồng chí|đ/c)"
# These hold the person's own row, or are erased in a way of their own.
_APART: Final = {
    "people.person",
    "people.account",
    "people.post",
    "audit.auditentry",
    "audit.auditpersonal",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column that holds personal data, with its tag."""

    model: type[models.Model]
    field: models.Field[Any, Any]
    tag: Tag

    @property
    def label(self) -> str:
        """In words: of which table, which column."""
        return f"{self.model._meta.verbose_name}: {self.field.verbose_name}"


@dataclass(frozen=True, slots=True)
class Mention:
    """A text that names a person, or may: `is_sure` when their full name stands in it."""

    key: str
    label: str
    text: str
    is_sure: bool


def personal_columns() -> Iterator[Column]:
    """Every column of every model that holds personal data."""
    for model in apps.get_models():
        tags = getattr(model, "privacy", None)
        if tags is None or not model.__module__.startswith("neuguong."):
            continue
        for field in model._meta.concrete_fields:
            tag = tags.get(field.name, tags.get("*", NONE))
            if tag.cls != "none":
                yield Column(model, field, tag)


def text_columns() -> Iterator[Column]:
    """Those of them that hold words which could name somebody, apart from copies of who acted."""
    copies = {(model, name) for model, _number, name in by_columns()}
    copies.add((Registration, "name"))
    for column in personal_columns():
        if (column.model, column.field.name) in copies:
            continue
        sealed_or_key = isinstance(column.field, EncryptedText | KeyField)
        if (
            isinstance(column.field, models.CharField | models.TextField | models.JSONField)
            and not sealed_or_key
            and not column.field.choices
            and column.model._meta.label_lower not in _APART
        ):
            yield column


def mentions_of(person: Person, near: Collection[int]) -> list[Mention]:
    """Texts anywhere with the full name, and texts in these units where someone of that given name stands.

    Where another of these units bears the same name, only the person's own texts are sure.
    Costs one reading of every table with texts about people: for rare acts.
    """
    found: list[Mention] = []
    namesakes = Person.objects.filter(memberships__unit__in=list(near), search=person.search)
    is_alone = not namesakes.exclude(pk=person.pk).exists()
    for column in text_columns():
        found += _mentions(column, person, near, is_alone=is_alone)
    return found


def names_of(person: Person) -> list[str]:
    """The names that are taken out wherever they stand: longest first."""
    names = {nfc(person.full_name).strip()}
    if len(person.nickname.strip()) > 3:
        names.add(nfc(person.nickname).strip())
    return sorted(filter(None, names), key=len, reverse=True)


def full_name_in(text: str, person: Person) -> bool:
    """Whether the full name stands in the text, in whatever case."""
    return any(_pattern(name).search(nfc(text)) for name in names_of(person)[:1])


def without(text: str, person: Person, *, given_too: bool = False) -> str:
    """The text without the person's names; with `given_too` also without "anh Đạt"."""
    text = nfc(text)
    for name in names_of(person):
        text = _pattern(name).sub(MASK, text)
    return _given(person).sub(rf"\1 {MASK}", text) if given_too else text


def accounts_of(person: Person) -> list[int]:
    """Numbers of the accounts of a person."""
    return list(Account.objects.filter(person=person).values_list("pk", flat=True))


def loose_in(unit_ids: Collection[int]) -> list[LooseScan]:
    """Scans in these units of which nobody has said yet whose they are: one may be the person's."""
    rows = LooseScan.objects.filter(unit__in=list(unit_ids)).select_related("unit", "file")
    return list(rows.order_by("added_at", "pk"))


def by_columns() -> Iterator[tuple[type[models.Model], str, str]]:
    """Pairs of columns that keep who acted: the model, where the number stands, where the name."""
    for model in apps.get_models():
        if not model.__module__.startswith("neuguong.") or model._meta.app_label == "audit":
            continue
        names = {field.name for field in model._meta.concrete_fields}
        for name in sorted(names):
            number = f"{name[:-5]}_id"
            if name.endswith("_name") and number in names:
                yield model, number, name
            elif name == "by_name" and "by_id" in names:
                yield model, "by_id", name


def _mentions(
    column: Column, person: Person, near: Collection[int], *, is_alone: bool
) -> Iterator[Mention]:
    model, field = column.model, column.field
    rows = model._default_manager.annotate(its_words=Cast(field.name, TextField()))
    wanted = Q(pk__in=())
    given = nfc(person.full_name).split()[-1:] or [""]
    for word in {person.full_name, person.full_name.upper(), person.full_name.lower()}:
        wanted |= Q(its_words__contains=word) | Q(its_words__contains=json.dumps(word)[1:-1])
    unit = _unit_field(model)
    if unit and near:
        wanted |= Q(**{f"{unit}__in": list(near)}) & Q(its_words__contains=given[0])
    for pk, said in rows.filter(wanted).order_by("pk").values_list("pk", "its_words"):
        text = _plain(field, said)
        is_sure = full_name_in(text, person)
        if is_sure or _given(person).search(nfc(text)):
            yield Mention(
                f"{model._meta.label_lower}.{field.name}:{pk}", column.label, text, is_sure
            )


def _plain(field: models.Field[Any, Any], said: str) -> str:
    if isinstance(field, models.JSONField):
        return json.dumps(json.loads(said), ensure_ascii=False)
    return said


def _unit_field(model: type[models.Model]) -> str:
    names = {field.name for field in model._meta.concrete_fields}
    if "unit" in names:
        return "unit"
    return next(
        (f"{name}__unit" for name in ("deed", "registration", "meeting") if name in names), ""
    )


def _owner_field(model: type[models.Model]) -> str:
    """The way from a row to the person whose own words it holds; empty where there is none."""
    names = {field.name for field in model._meta.concrete_fields}
    if "deed" in names and "registration" not in names:
        return "deed__registration__person"
    return next(
        (way for name, way in (("person", "person"), ("registration", "registration__person"))
         if name in names),
        "",
    )  # fmt: skip


def _pattern(name: str) -> re.Pattern[str]:
    words = r"\s+".join(re.escape(word) for word in name.split())
    return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)


def _given(person: Person) -> re.Pattern[str]:
    """A form of address and the given name alone, or the nickname: "anh Đạt"."""
    words = [re.escape(word) for word in (nfc(person.full_name).split() or [""])[-1:]]
    if person.nickname.strip():
        words.append(re.escape(nfc(person.nickname).strip()))
    return re.compile(rf"(?<!\w)({_ADDRESS})\s+(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)
