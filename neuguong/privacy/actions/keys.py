"""Acts on the keys of sealed texts: a new key, and every text sealed anew with it."""

from django.db import models, transaction

from neuguong.audit.actions import record
from neuguong.lib.actor import Actor
from neuguong.lib.sealed import add_key, current_key
from neuguong.privacy.queries.keys import raw_rows, sealed_columns
from neuguong.privacy.rights import KEYS

BATCH = 200


@transaction.atomic
def begin_rotation(*, by: Actor) -> str:
    """Put a new key first; texts written from now on are sealed with it. Returns its name."""
    name = add_key()
    record(by=by, act=KEYS, subject=None, detail={"verb": "key_added", "key": name})
    return name


@transaction.atomic
def seal_some_anew(*, by: Actor, number: int = BATCH) -> int:
    """Seal some texts that stand under an older key with the one in use; 0 when none is left."""
    done = 0
    for model, field in sealed_columns():
        for pk, text in _older(model, field, number - done):
            model._base_manager.filter(pk=pk).update(**{field: text})
            done += 1
    if done:
        record(
            by=by, act=KEYS, subject=None,
            detail={"verb": "sealed_anew", "key": current_key(), "count": done},
        )  # fmt: skip
    return done


def _older(model: type[models.Model], field: str, number: int) -> list[tuple[int, str]]:
    if number <= 0:
        return []
    rows = raw_rows(model, field).exclude(sealed_as__startswith=f"{current_key()}:").order_by("pk")
    return list(rows.select_for_update().values_list("pk", field)[:number])
