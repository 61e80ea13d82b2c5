"""Acts on what people are told and say: bases, notices, one's own yes and its end, paper and meetings."""

from collections.abc import Collection
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from neuguong.audit.actions import record, record_bulk
from neuguong.lib.actor import Actor
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.vietnamese import nfc
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.people.models import Person
from neuguong.people.queries import memberships_on
from neuguong.privacy.models import Consent, Notice, PurposeBasis, Telling, Told
from neuguong.privacy.queries.consents import last_words, notices, untold
from neuguong.privacy.rights import OWN, Right
from neuguong.privacy.rules import Basis, Channel, Purpose, may_consent, may_rest_on


@transaction.atomic
def set_basis(
    *, by: Actor, unit_id: int, purpose: Purpose, basis: Basis, citation: str, since: date
) -> PurposeBasis:
    """Say on what a use rests in a branch from a day on: a duty with its provision, or consent."""
    unit = Unit.objects.get(pk=unit_id)
    by.require(Right.SET, at=unit)
    if refusal := may_rest_on(purpose, basis, citation):
        raise Refused(refusal)
    made = PurposeBasis.objects.create(
        unit=unit, purpose=purpose.value, basis=basis, citation=nfc(citation).strip(), since=since,
        by_id=by.id, by_name=by.name[:160],
    )  # fmt: skip
    record(
        by=by, act=Right.SET, subject=made, unit_id=unit.pk,
        detail={"verb": "basis", "purpose": purpose.value, "basis": int(basis)},
    )  # fmt: skip
    return made


@transaction.atomic
def publish_notice(*, by: Actor, unit_id: int, purpose: Purpose, text: str, since: date) -> Notice:
    """Bring out a new version of what people are told; those before it stay with who read them.

    Notices hold for the whole site, so the right is needed at a unit with nothing above it.
    """
    unit = Unit.objects.get(pk=unit_id)
    by.require(Right.SET, at=unit)
    if unit.parent_id is not None:
        raise Refused(
            Refusal("not_top", _("Lời thông báo dùng cho cả trang, đặt ở đơn vị cao nhất."))
        )
    if len(text.strip()) < 40:
        raise Refused(
            Refusal(
                "notice_short", _("Lời thông báo phải nói đủ mục đích, ai đọc, giữ đến khi nào.")
            )
        )
    last = Notice.objects.filter(purpose=purpose.value).order_by("-version").first()
    made = Notice.objects.create(
        purpose=purpose.value, version=last.version + 1 if last else 2, text=nfc(text).strip(),
        since=since, by_id=by.id, by_name=by.name[:160],
    )  # fmt: skip
    record(
        by=by, act=Right.SET, subject=made, unit_id=unit.pk,
        detail={"verb": "notice", "purpose": purpose.value, "version": made.version},
    )  # fmt: skip
    return made


@transaction.atomic
def say(*, by: Actor, purpose: Purpose, given: bool, now: datetime, today: date) -> Consent:
    """Say yes to one use of one's own data, or take the yes back; it holds from now on."""
    if by.person_id is None:
        raise PermissionDenied(_("Tài khoản này không gắn với hồ sơ của ai."))
    person = Person.objects.select_for_update().get(pk=by.person_id)
    last = last_words([person.pk]).get((person.pk, purpose))
    if refusal := may_consent(given=given, is_given=last is not None and last.given):
        raise Refused(refusal)
    made = Consent.objects.create(
        person=person, purpose=purpose.value, given=given, version=notices(today)[purpose].version,
        channel=Channel.SCREEN.value, at=now, by_id=by.id, by_name=by.name[:160],
    )  # fmt: skip
    _note_told(person.pk, notices(today)[Purpose.RUN].version, Channel.SCREEN, None, now)
    verb = "consent_given" if given else "consent_withdrawn"
    record(by=by, act=OWN, subject=person, detail={"verb": verb, "purpose": purpose.value})
    return made


@transaction.atomic
def read_notice(*, by: Actor, now: datetime, today: date) -> None:
    """Note that someone signed in has read how their data is used."""
    if by.person_id is None:
        return
    if Told.objects.filter(person_id=by.person_id).exists():
        return
    _note_told(by.person_id, notices(today)[Purpose.RUN].version, Channel.SCREEN, None, now)
    person = Person.objects.get(pk=by.person_id)
    record(by=by, act=OWN, subject=person, detail={"verb": "notice_read"})


@transaction.atomic
def record_telling(
    *, by: Actor, unit_id: int, held_on: date, words: str, now: datetime, today: date,
    person_ids: Collection[int] | None = None,
) -> Telling:  # fmt: skip
    """Record that people of a unit were told at a meeting: those named, or all who were not told yet."""
    unit = Unit.objects.get(pk=unit_id)
    by.require(Right.RECORD, at=unit)
    waiting = {row.person_id for row in untold(unit, today)}
    chosen = waiting if person_ids is None else waiting & set(person_ids)
    _check(held_on, today, chosen)
    telling = _telling(by, unit, Channel.MEETING, held_on, words, now)
    version = notices(held_on)[Purpose.RUN].version
    for person in sorted(chosen):
        _note_told(person, version, Channel.MEETING, telling, now)
    record_bulk(
        by=by, act=Right.RECORD, subject_type="people.person", ids=chosen, unit_id=unit.pk,
        detail={"verb": "told", "telling": telling.pk},
    )  # fmt: skip
    return telling


@transaction.atomic
def record_paper(
    *, by: Actor, unit_id: int, purpose: Purpose, given: bool, person_ids: Collection[int],
    held_on: date, words: str, now: datetime, today: date,
) -> Telling:  # fmt: skip
    """Record what people of a unit signed on one sheet: a yes to one use, or its withdrawal.

    Who had said the same before is left as they are.
    """
    unit = Unit.objects.get(pk=unit_id)
    by.require(Right.RECORD, at=unit)
    here = set(memberships_on(unit, today).values_list("person_id", flat=True))
    last = last_words(here)
    chosen = {
        person
        for person in here & set(person_ids)
        if ((person, purpose) in last and last[person, purpose].given) is not given
    }
    _check(held_on, today, chosen)
    telling = _telling(by, unit, Channel.PAPER, held_on, words, now)
    words_then = notices(held_on)
    for person in sorted(chosen):
        Consent.objects.create(
            person_id=person, purpose=purpose.value, given=given,
            version=words_then[purpose].version, channel=Channel.PAPER.value, telling=telling,
            at=now, by_id=by.id, by_name=by.name[:160],
        )  # fmt: skip
        _note_told(person, words_then[Purpose.RUN].version, Channel.PAPER, telling, now)
    record_bulk(
        by=by, act=Right.RECORD, subject_type="people.person", ids=chosen, unit_id=unit.pk,
        detail={"verb": "consent_given" if given else "consent_withdrawn",
                "purpose": purpose.value, "telling": telling.pk},
    )  # fmt: skip
    return telling


def _check(held_on: date, today: date, chosen: Collection[int]) -> None:
    if held_on > today:
        raise Refused(Refusal("day_ahead", _("Ngày này chưa đến.")))
    if not chosen:
        raise Refused(Refusal("nobody_chosen", _("Không còn ai để ghi.")))


def _telling(
    by: Actor, unit: Unit, channel: Channel, held_on: date, words: str, now: datetime
) -> Telling:
    return Telling.objects.create(
        unit=unit, channel=channel.value, held_on=held_on, words=nfc(words).strip()[:200], at=now,
        by_id=by.id, by_name=by.name[:160],
    )  # fmt: skip


def _note_told(
    person_id: int, version: int, channel: Channel, telling: Telling | None, now: datetime
) -> None:
    if Told.objects.filter(person_id=person_id, version=version).exists():
        return
    Told.objects.create(
        person_id=person_id, version=version, channel=channel.value, telling=telling, at=now
    )
