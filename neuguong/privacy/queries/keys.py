"""Which columns are sealed, and under which keys their texts stand."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import TextField
from django.db.models.functions import Cast

from neuguong.lib.sealed import EncryptedText, read_keys


def sealed_columns() -> Iterator[tuple[type[models.Model], str]]:
    """Every column of sealed texts."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, EncryptedText):
                yield model, field.name


def keys_in_use() -> dict[str, int]:
    """How many texts stand under each key, by its name; reads every sealed text's first letters."""
    found: dict[str, int] = {}
    for model, field in sealed_columns():
        for said in raw_rows(model, field).values_list("sealed_as", flat=True).iterator():
            name = said.partition(":")[0]
            found[name] = found.get(name, 0) + 1
    return found


def raw_rows(model: type[models.Model], field: str) -> models.QuerySet[Any]:
    """Rows with the ciphertext itself, as `sealed_as`; without those that hold nothing."""
    rows = model._base_manager.annotate(sealed_as=Cast(field, TextField()))
    return rows.exclude(sealed_as="").exclude(sealed_as=None)


def missing_keys() -> list[str]:
    """Keys under which texts stand and which the file of keys does not hold."""
    return sorted(set(keys_in_use()) - set(read_keys()))
