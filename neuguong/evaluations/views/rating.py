"""Pages of ratings: the grid that proposes, the page that decides, one rating with its objections."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from neuguong.audit.actions import record_read, record_read_list
from neuguong.audit.rules import Part
from neuguong.evaluations import actions
from neuguong.evaluations.actions import BodyEntry, DecisionEntry, ProposalEntry
from neuguong.evaluations.forms import (
    AnswerForm,
    DecideRow,
    DecisionForm,
    RatingRow,
    WordsForm,
    level_key,
    read_level,
)
from neuguong.evaluations.models import Rating
from neuguong.evaluations.queries.ballots import voted_levels
from neuguong.evaluations.queries.facts import bodies_kept, programme_kept
from neuguong.evaluations.queries.ratings import (
    bodies_of,
    objections_of,
    rating_seen,
    ratings_to_decide,
    roster,
)
from neuguong.evaluations.queries.regimes import conditions_of, regime_of
from neuguong.evaluations.rights import Right
from neuguong.evaluations.rules.ballot import CHOICE_WORDS
from neuguong.evaluations.rules.levels import SHORT_LEVELS, Level, Subject, judge
from neuguong.evaluations.rules.rating import RatingState
from neuguong.evaluations.views.asked import Spot, frame, spot_asked
from neuguong.lib.refusal import Refused
from neuguong.people.access import reader
from neuguong.ui.asked import ASKS, TO_BE_MENDED, attempt, today, told, typed

_FACTS = (
    "general",
    "work",
    "on_time",
    "above",
    "fixed",
    "work_grade",
    "other_grade",
    "disciplined",
)


@require_http_methods(ASKS)
@never_cache
@login_required
def propose(request: HttpRequest, slug: str) -> HttpResponse:
    """One grid for all members of a cell, or for all bodies beneath where `cua=to-chuc`."""
    spot = spot_asked(request, slug, Right.REVIEW)
    of_bodies = request.GET.get("cua") == "to-chuc"
    rows = _body_rows(request, spot) if of_bodies else _member_rows(request, spot)
    if request.method == "POST" and all(row["form"].is_valid() for row in rows):
        try:
            _propose(spot, rows, of_bodies=of_bodies)
        except Refused as refused:
            rows[0]["form"].refuse(refused.refusal)
        else:
            more = {"cua": "to-chuc"} if of_bodies else {}
            return told(request, _("Đã lưu bảng đề xuất."), spot.url("propose", **more))
    context = frame(spot, "propose") | {
        "rows": rows,
        "of_bodies": of_bodies,
        "regime": regime_of(spot.year),
        "members_url": spot.url("propose"),
        "bodies_url": spot.url("propose", cua="to-chuc"),
    }
    status = TO_BE_MENDED if request.method == "POST" else 200
    return render(request, "evaluations/propose.html", context, status=status)


@require_http_methods(ASKS)
@never_cache
@login_required
def decide(request: HttpRequest, slug: str) -> HttpResponse:
    """What a committee has to decide: take lines, set levels, one decision for all of them."""
    spot = spot_asked(request, slug, Right.DECIDE)
    subjects = (Subject.MEMBER, Subject.ORGANISATION, Subject.GRASSROOTS, Subject.COLLECTIVE)
    found = [row for kind in subjects for row in ratings_to_decide(spot.unit, spot.year, kind)]
    waiting = [row for row in found if row.state == RatingState.PROPOSED]
    named = spot.by.sees_names(spot.unit.path) or not any(row.person_id for row in waiting)
    waiting = [row for row in waiting if named or row.person_id is None]
    rows = [_decide_row(request, row) for row in waiting]
    form = DecisionForm(typed(request), initial={"day": today()})
    if request.method == "POST" and all([form.is_valid(), *(r["form"].is_valid() for r in rows)]):
        taken = {
            row["rating"].pk: read_level(row["form"].cleaned_data["level"])[0]
            for row in rows
            if row["form"].cleaned_data["take"]
        }
        entry = DecisionEntry(form.cleaned_data["number"], form.cleaned_data["day"])

        def act() -> object:
            return actions.decide(
                by=spot.by, decider_id=spot.unit.pk, levels=taken, decision=entry, today=today()
            )

        if taken and attempt(form, act):
            return told(request, _("Đã ghi quyết định."), spot.url("decide"))
        if not taken:
            form.add_error(None, _("Chọn ít nhất một dòng."))
    decided = [row for row in found if row.state != RatingState.PROPOSED]
    if found and named:
        record_read_list(
            by=spot.by, act=Right.DECIDE, subject_type="evaluations.rating", part=Part.LIST,
            ids=[row.pk for row in found], unit_id=spot.unit.pk,
        )  # fmt: skip
    context = frame(spot, "decide") | {
        "rows": rows,
        "form": form,
        "decided": [(row, SHORT_LEVELS[Level(row.level)]) for row in decided if named],
        "untold": sum(1 for row in decided if row.noticed_on is None),
        "notice_url": spot.url("notice"),
    }
    status = TO_BE_MENDED if request.method == "POST" else 200
    return render(request, "evaluations/decide.html", context, status=status)


@require_http_methods(["POST"])
@login_required
def notice(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that all that was decided here has been told today."""
    spot = spot_asked(request, slug, Right.DECIDE)
    kinds = (Subject.MEMBER, Subject.ORGANISATION, Subject.GRASSROOTS, Subject.COLLECTIVE)
    ids = [row.pk for kind in kinds for row in ratings_to_decide(spot.unit, spot.year, kind)]
    number = actions.give_notice(by=spot.by, decider_id=spot.unit.pk, rating_ids=ids, on=today())
    words = _("Đã ghi thông báo cho %(number)s trường hợp.") % {"number": number}
    return told(request, words, spot.url("decide"))


@require_http_methods(ASKS)
@never_cache
@login_required
def rating(request: HttpRequest, rating_id: int) -> HttpResponse:
    """One rating: what was proposed on which facts, decided by whom; objecting, answering, reopening."""
    by, row = reader(request), rating_seen(reader(request), rating_id)
    own = by.person_id is not None and by.person_id == row.person_id
    named = own or row.person_id is None or by.sees_names(row.unit.path)
    may_object = own or by.may(Right.REVIEW, at=row.unit)
    may_decide = by.may(Right.DECIDE, at=row.decider)
    which = request.POST.get("act", "")
    forms: dict[str, Any] = {
        "object": WordsForm(_of(request, "object"), label=_("Kiến nghị điều gì, vì sao")),
        "answer": AnswerForm(_of(request, "answer"), label=_("Trả lời")),
        "reopen": WordsForm(_of(request, "reopen"), label=_("Vì sao mở lại")),
    }
    waiting = next((one for one in objections_of(row) if one.answered_on is None), None)
    if which in forms and attempt(forms[which], lambda: _act(by, row, which, forms, waiting)):
        return told(request, _("Đã ghi."), request.path)
    if named and not own and row.person_id:
        record_read(
            by=by, act=Right.VIEW, subject=row, person_id=row.person_id, part=Part.RECORDS,
            unit_id=row.unit_id,
        )  # fmt: skip
    found = judge(conditions_of(row.regime), row.merits)
    context = {
        "rating": row,
        "whose": row.name if named else _("một người"),
        "suggested": SHORT_LEVELS[found.level] if found.level is not None else "",
        "level": SHORT_LEVELS[Level(row.level)],
        "proposed": SHORT_LEVELS[Level(row.proposed)],
        "why": found.why,
        "vote": _vote_words(row),
        "objections": objections_of(row) if may_object or may_decide else [],
        "object_form": forms["object"] if may_object and row.state == RatingState.DECIDED else None,
        "answer_form": forms["answer"] if may_decide and waiting else None,
        "reopen_form": forms["reopen"]
        if may_decide and row.state == RatingState.DECIDED and not row.is_total
        else None,
    }
    status = TO_BE_MENDED if request.method == "POST" else 200
    return render(request, "evaluations/rating.html", context, status=status)


def _act(by: Any, row: Rating, which: str, forms: dict[str, Any], waiting: Any) -> object:
    text = forms[which].cleaned_data["text"]
    if which == "object":
        return actions.object_to(by=by, rating_id=row.pk, text=text, today=today())
    if which == "reopen":
        return actions.reopen(by=by, rating_id=row.pk, reason=text, today=today())
    if waiting is None:
        return None
    return actions.answer_objection(
        by=by, objection_id=waiting.pk, upheld=forms[which].cleaned_data["upheld"], answer=text,
        today=today(),
    )  # fmt: skip


def _of(request: HttpRequest, act: str) -> Any:
    return request.POST if request.POST.get("act") == act else None


def _vote_words(row: Rating) -> str:
    numbers, level = voted_levels(row.unit, row.year).get(row.pk, ({}, None))
    if not numbers:
        return ""
    return str(CHOICE_WORDS[level]) if level else _("không mức nào quá nửa")


def _initial(row: Rating | None, kept: tuple[int, int] | None) -> dict[str, Any]:
    """What stands in a line before anybody types: what was proposed, else what the records say."""
    if row is None:
        done, every = kept or (0, 0)
        return {"programme": every > 0 and done == every, "level": ""}
    facts = {key: getattr(row, key) for key in _FACTS}
    return facts | {"programme": row.programme, "group": row.group, "level": level_key(row)}


def _row(
    request: HttpRequest, spot: Spot, key: int, name: str, rating: Rating | None,
    kept: tuple[int, int] | None, note: str,
) -> dict[str, Any]:  # fmt: skip
    regime = regime_of(spot.year)
    form = RatingRow(
        typed(request), prefix=f"r{key}", initial=_initial(rating, kept), name=name,
        uses_points=regime.uses_points, closed=False,
    )  # fmt: skip
    shut = rating is not None and rating.state != RatingState.PROPOSED
    hint = ""
    if rating is not None and not rating.why_not:
        answer = judge(conditions_of(regime), rating.merits)
        hint = (
            str(SHORT_LEVELS[answer.level])
            if answer.level is not None
            else "; ".join(answer.missing)
        )
    done = _("xong %(done)s/%(all)s việc") % {"done": kept[0], "all": kept[1]} if kept else ""
    return {
        "key": key, "name": name, "form": form, "shut": shut, "rating": rating,
        "note": ", ".join(filter(None, (note, done))), "hint": hint,
    }  # fmt: skip


def _member_rows(request: HttpRequest, spot: Spot) -> list[dict[str, Any]]:
    if not spot.by.sees_names(spot.unit.path):
        return []
    kept = programme_kept(spot.unit, spot.year)
    return [
        _row(
            request, spot, line.membership.person_id, line.membership.person.full_name, line.rating,
            kept.get(line.membership.person_id), str(line.membership.get_category_display()),
        )
        for line in roster(spot.unit, spot.year, today=today())
    ]  # fmt: skip


def _body_rows(request: HttpRequest, spot: Spot) -> list[dict[str, Any]]:
    bodies = bodies_of(spot.unit, spot.year)
    kept = bodies_kept([child.pk for child, _rating in bodies], spot.year)
    return [
        _row(request, spot, child.pk, child.name, row, kept.get(child.pk), str(child.type.label))
        for child, row in bodies
    ]


def _propose(spot: Spot, rows: list[dict[str, Any]], *, of_bodies: bool) -> None:
    filled = [row for row in rows if not row["shut"] and row["form"].is_filled]
    if of_bodies:
        bodies = [
            BodyEntry(
                row["key"], row["form"].merits, *read_level(row["form"].cleaned_data["level"]),
                group=row["form"].cleaned_data["group"],
            )
            for row in filled
        ]  # fmt: skip
        actions.propose_bodies(
            by=spot.by, unit_id=spot.unit.pk, year=spot.year, entries=bodies, today=today()
        )
        return
    people = [
        ProposalEntry(
            row["key"], row["form"].merits, *read_level(row["form"].cleaned_data["level"]),
            group=row["form"].cleaned_data["group"],
        )
        for row in filled
    ]  # fmt: skip
    actions.propose_many(
        by=spot.by, unit_id=spot.unit.pk, year=spot.year, entries=people, today=today()
    )


def _decide_row(request: HttpRequest, row: Rating) -> dict[str, Any]:
    initial = {"take": True, "level": "m0" if row.why_not else level_key(row) or "m3"}
    form = DecideRow(typed(request), prefix=f"d{row.pk}", initial=initial, name=row.name)
    return {"rating": row, "form": form}
