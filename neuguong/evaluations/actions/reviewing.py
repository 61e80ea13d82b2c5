"""Acts on self-reviews: open, write in parts, send, give back, hear, say what was said; forget and end.

The log says that something was written, never what.
"""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from neuguong.audit.actions import record
from neuguong.deeds.actions.guard import refuse, require_year
from neuguong.evaluations.models import Objection, Rating, Remark, Review, SelfCheck
from neuguong.evaluations.queries.ratings import last_day
from neuguong.evaluations.queries.regimes import regime_of
from neuguong.evaluations.queries.reviews import reviews_ended_before
from neuguong.evaluations.rights import Right, Verb
from neuguong.evaluations.rules import rating as rating_rules
from neuguong.evaluations.rules import reviewing as rules
from neuguong.evaluations.rules.levels import Level
from neuguong.evaluations.rules.reviewing import PARTS, Form, ReviewState, parts_of
from neuguong.lib.actor import Actor
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.vietnamese import nfc, person_sort_key
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.people.queries import memberships_on, post_title


@transaction.atomic
def open_review(
    *,
    by: Actor,
    unit_id: int,
    year: int,
    person_id: int,
    today: date,
    form: Form | None = None,
    reason: str = "",
) -> Review:
    """Open the year's self-review of a member, one's own or for somebody of the cell; twice is as once."""
    unit = Unit.objects.select_related("type", "parent").get(pk=unit_id)
    if by.person_id is None or by.person_id != person_id:
        by.require(Right.REVIEW, at=unit)
    refuse(rating_rules.months_ok(year, today=today))
    require_year(by, unit, year, reason)
    day = last_day(year, today=today)
    member = memberships_on(unit, day).filter(person_id=person_id).first()
    if member is None:
        text = _("Có người không sinh hoạt ở %(unit)s trong năm %(year)s.")
        raise Refused(Refusal("not_there", text % {"unit": unit.name, "year": year}))
    post = post_title(member.person, unit, day)
    name = member.person.full_name
    made, is_new = Review.objects.get_or_create(
        unit=unit,
        year=year,
        person_id=person_id,
        defaults={
            "form": form or (Form.LEADER if post else Form.PLAIN),
            "regime": regime_of(year),
            "name": name,
            "post": post[:160],
            "opened_on": today,
            "entered_by_id": by.id,
            "entered_by_name": by.name[:160],
        },
    )
    if is_new:
        record(
            by=by, act=Right.REVIEW, subject=made, reason=reason,
            detail={"verb": Verb.REVIEW_OPENED},
        )  # fmt: skip
    return made


@transaction.atomic
def write_parts(
    *,
    by: Actor,
    review_id: int,
    parts: Mapping[str, str],
    own_level: Level | None = None,
    form: Form | None = None,
) -> Review:
    """Keep some parts of a self-review as they are written; the others stay as they were."""
    found = locked_review(by, review_id)
    refuse(rules.may_write(ReviewState(found.state)))
    _set_parts(found, parts, {part.key for part in PARTS})
    if own_level is not None:
        found.own_level = own_level
    if form is not None:
        found.form = form
    found.save()
    record(by=by, act=Right.REVIEW, subject=found, detail={"verb": Verb.REVIEW_WRITTEN})
    return found


@transaction.atomic
def send_review(*, by: Actor, review_id: int, today: date) -> Review:
    """Send a self-review to the cell once its needed parts are written and a level is asked for."""
    found = locked_review(by, review_id)
    needed = [part for part in parts_of(Form(found.form)) if part.needed]
    missing = [str(part.title) for part in needed if not getattr(found, part.key).strip()]
    if not found.own_level:
        missing.append(_("Tự nhận mức xếp loại"))
    refuse(rules.may_send(ReviewState(found.state), missing))
    found.state, found.sent_on, found.return_reason = ReviewState.SENT, today, ""
    found.save()
    Rating.objects.filter(
        unit=found.unit, year=found.year, person=found.person_id, subject_kind=1
    ).update(own_level=found.own_level)
    record(by=by, act=Right.REVIEW, subject=found, detail={"verb": Verb.REVIEW_SENT})
    return found


@transaction.atomic
def return_review(*, by: Actor, review_id: int, reason: str) -> Review:
    """Give a review back to be written on, with a sealed reason."""
    found = _locked(review_id)
    by.require(Right.REVIEW, at=found.unit)
    refuse(rules.may_hear(ReviewState(found.state)) or rating_rules.reason_problem(reason))
    found.state, found.return_reason = ReviewState.RETURNED, nfc(reason).strip()
    found.save()
    record(by=by, act=Right.REVIEW, subject=found, detail={"verb": Verb.REVIEW_RETURNED})
    return found


@transaction.atomic
def hear_review(
    *,
    by: Actor,
    review_id: int,
    heard_on: date,
    manager: str = "",
    committee: str = "",
    remark: str = "",
) -> Review:
    """Keep what the cell said when it heard a review: opinions of manager and committee, one more remark."""
    found = _locked(review_id)
    by.require(Right.REVIEW, at=found.unit)
    refuse(rules.may_hear(ReviewState(found.state)))
    _set_parts(
        found,
        {"manager_opinion": manager, "committee_opinion": committee},
        {"manager_opinion", "committee_opinion"},
    )
    found.state, found.heard_on = ReviewState.HEARD, heard_on
    found.save()
    if remark.strip():
        refuse(rules.part_problem(remark))
        Remark.objects.create(
            review=found, text=nfc(remark).strip(), said_on=heard_on, entered_by_id=by.id,
            entered_by_name=by.name[:160],
        )  # fmt: skip
    record(by=by, act=Right.REVIEW, subject=found, detail={"verb": Verb.OPINION_WRITTEN})
    return found


@transaction.atomic
def forget_texts_of(*, by: Actor, person_id: int, name: str) -> int:
    """Take every word of and about a forgotten person out of the reviews; levels and counts stay.

    Called by the act that forgets, under its right; `name` is what stands for theirs from now on.
    """
    sort = person_sort_key(name)
    reviews = Review.objects.filter(person=person_id)
    Remark.objects.filter(review__in=reviews).delete()
    SelfCheck.objects.filter(person=person_id).delete()
    Objection.objects.filter(rating__person=person_id).update(text="", answer="")
    Rating.objects.filter(person=person_id).update(name=name, sort=sort, post="", group="")
    done = reviews.update(name=name, post="", **dict.fromkeys(_TEXTS, ""))
    record(
        by=by, act=Right.REVIEW, subject=None,
        detail={"verb": Verb.FORGOTTEN, "reviews": done},
    )  # fmt: skip
    return done


@transaction.atomic
def end_old_reviews(*, by: Actor, before: date) -> int:
    """Empty the texts of reviews of years that ended before a day; ratings stay counted."""
    old = reviews_ended_before(before)
    Remark.objects.filter(review__in=old).delete()
    Objection.objects.filter(rating__year__lt=before.year).update(text="", answer="")
    done = old.update(state=ReviewState.ENDED, **dict.fromkeys(_TEXTS, ""))
    record(
        by=by, act=Right.REVIEW, subject=None,
        detail={"verb": Verb.FORGOTTEN, "reviews": done, "before": before},
    )  # fmt: skip
    return done


_TEXTS = (*(part.key for part in PARTS), "manager_opinion", "committee_opinion", "return_reason")


def locked_review(by: Actor, review_id: int) -> Review:
    """The review, locked, for whom it is about or who keeps the reviews of the cell."""
    found = _locked(review_id)
    if by.person_id is None or by.person_id != found.person_id:
        by.require(Right.REVIEW, at=found.unit)
    return found


def _locked(review_id: int) -> Review:
    rows = Review.objects.select_for_update(of=("self",)).select_related("unit__type", "regime")
    return rows.get(pk=review_id)


def _set_parts(found: Review, parts: Mapping[str, str], known: set[str]) -> None:
    for key, text in parts.items():
        if key in known:
            refuse(rules.part_problem(text))
            setattr(found, key, nfc(text).strip())
