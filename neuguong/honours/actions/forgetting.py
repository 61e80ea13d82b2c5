"""The act by which a forgotten person vanishes from books, proposals and awards while counts stay."""

from django.db import transaction

from neuguong.audit.actions import record
from neuguong.honours.models import Award, Entry, Nominee
from neuguong.honours.rights import Right, Verb
from neuguong.lib.actor import Actor
from neuguong.lib.vietnamese import fold


@transaction.atomic
def forget_honoured(*, by: Actor, person_id: int, name: str) -> int:
    """Put `name` for theirs wherever a forgotten person was honoured; gives how many lines that was.

    Called by the act that forgets, under its right. What tells subjects apart names nobody and stays,
    so no number changes.
    """
    called = {"name": name, "search": fold(name), "post": ""}
    entries = Entry.objects.filter(person=person_id).update(
        **called, address="", consented=False, consent_paper="", consent_on=None
    )
    nominees = Nominee.objects.filter(person=person_id).update(
        **called, words="", consented=False, consent_paper=""
    )
    awards = Award.objects.filter(person=person_id).update(**called)
    done = entries + nominees + awards
    record(by=by, act=Right.PROPOSE, subject=None, detail={"verb": Verb.FORGOTTEN, "lines": done})
    return done
