"""The checks every act on deeds shares: the right, the unit's life, the closed year."""

from decimal import Decimal
from functools import lru_cache
from operator import itemgetter

from neuguong.deeds import rules
from neuguong.deeds.measures import RESULT_KIND
from neuguong.deeds.models import Registration
from neuguong.deeds.rights import Right, Verb
from neuguong.deeds.rules import CONTRIBUTION_SCALE, ContributionKind, SubjectKind
from neuguong.lib.actor import Actor
from neuguong.lib.amounts import AmountError, to_scaled
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.vietnamese import fold, nfc
from neuguong.lib.words import gettext as _
from neuguong.org import rules as org_rules
from neuguong.org.models import Unit
from neuguong.org.rules import Family
from neuguong.programme import rules as programme_rules
from neuguong.programme.queries import year_closed

KIND_OF_FAMILY = {
    Family.PARTY: SubjectKind.PARTY_COLLECTIVE,
    Family.MASS: SubjectKind.MASS_ORGANISATION,
    Family.STATE: SubjectKind.STATE_BODY,
    Family.OTHER: SubjectKind.OTHER_COLLECTIVE,
}


def refuse(refusal: Refusal | None) -> None:
    """Raise the refusal of a rule, if there is one."""
    if refusal is not None:
        raise Refused(refusal)


def did(verb: Verb, **more: object) -> dict[str, object]:
    """The detail of a record line: what was done, and what belongs to it."""
    return {"verb": verb, **more}


def require_write(by: Actor, registration: Registration, right: Right = Right.REGISTER) -> None:
    """One's own registration, or the right at the unit where it stands."""
    if by.person_id is not None and by.person_id == registration.person_id:
        return
    by.require(right, at=registration.unit)


def require_year(by: Actor, unit: Unit, year: int, reason: str) -> None:
    """The unit lived in that year, and the year is open, or one who may correct it says why."""
    closed = year_closed(unit, year)
    answers = by.may(Right.CORRECT, at=unit) or by.may(Right.CONFIRM, at=unit)
    refuse(
        org_rules.accepts(year, opened_on=unit.opened_on, closed_on=unit.closed_on, name=unit.name)
        or (rules.may_correct(year, answers=answers) if closed else None)
        or programme_rules.may_write(year, closed=closed, reason=reason)
    )


def collective_kind(unit: Unit) -> SubjectKind:
    """What kind of subject a unit is when it registers for itself."""
    return KIND_OF_FAMILY[Family(unit.type.family)]


def guess_category(text: str, hints: list[tuple[int, list[str]]]) -> int:
    """The category whose hint stands first in the text; the last one when none does."""
    folded = f" {fold(text)} "
    for number, words in hints:
        if any(f" {word}" in folded for word in words):
            return number
    return hints[-1][0]


def guess_kind(text: str, unit_word: str) -> int:
    """The kind of result that a deed's text and unit word point to; 0 where none fits.

    Among the kinds that are written with this unit word, the one whose longest hint stands in the text:
    its words in their order, others between them ("Trồng 1,5 ha rừng" holds "trồng rừng").
    """
    return _kind_of(text.strip(), unit_word)


@lru_cache(maxsize=8_192)
def _kind_of(text: str, unit_word: str) -> int:
    hints = _hints_beside(nfc(unit_word).strip().lower())
    words = fold(text).split() if hints else []
    there = set(words)
    for kind, hint in hints:
        if there.issuperset(hint) and _in_order(hint, words):
            return kind
    return 0


@lru_cache(maxsize=1_024)
def _hints_beside(word: str) -> list[tuple[int, list[str]]]:
    """Kinds that are written with a unit word, each with the words of a hint, the longest hint first."""
    hints = [
        (-len(hint), kind.number, hint.split())
        for kind in RESULT_KIND.values()
        if word in kind.words
        for hint in kind.hints
    ]
    hints.sort(key=itemgetter(0))  # of hints as long as each other the kind that stands first
    return [(kind, words) for _length, kind, words in hints]


def _in_order(hint: list[str], words: list[str]) -> bool:
    rest = iter(words)
    return all(word in rest for word in hint)


@lru_cache(maxsize=8_192)
def scaled_quantity(kind: int, amount: Decimal, unit_word: str) -> int:
    """The integer that is counted: smallest units of the kind, or hundredths of another kind."""
    refuse(rules.amount_problem(amount, _("Số lượng")))
    known = RESULT_KIND.get(kind)
    if known is None:
        return _scaled(amount, 100)
    word = nfc(unit_word).strip().lower()
    if word not in known.words:
        raise Refused(
            Refusal(
                "unit_word",
                _("“%(kind)s” không đo bằng “%(word)s”. Dùng: %(words)s.")
                % {"kind": known.label, "word": unit_word, "words": ", ".join(known.words)},
            )
        )
    return _scaled(amount, known.words[word])


@lru_cache(maxsize=8_192)
def scaled_contribution(kind: ContributionKind, amount: Decimal) -> int:
    """The integer that is counted: VND, half labour-days, hundredths of a square metre."""
    refuse(rules.amount_problem(amount, _("Số đóng góp")))
    return _scaled(amount, CONTRIBUTION_SCALE[kind])


def _scaled(amount: Decimal, scale: int) -> int:
    try:
        return to_scaled(amount, scale)
    except AmountError as error:
        raise Refused(Refusal("amount_too_fine", str(error))) from error
