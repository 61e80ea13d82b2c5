"""The year of a unit at a glance: each member's review, vote and rating; bodies beneath; ballots."""

from collections.abc import Sequence

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from neuguong.audit.actions import record_read_list
from neuguong.audit.rules import Part
from neuguong.evaluations.columns import ratings_sheet
from neuguong.evaluations.models import Rating
from neuguong.evaluations.queries.ballots import ballots_at, open_for, voted_levels
from neuguong.evaluations.queries.own import handed_to
from neuguong.evaluations.queries.ratings import Line, bodies_of, of_person, roster, totals_at
from neuguong.evaluations.queries.reviews import reviews_of_person, states_at
from neuguong.evaluations.rights import Right
from neuguong.evaluations.rules.ballot import BALLOT_WORDS, CHOICE_WORDS, BallotState
from neuguong.evaluations.rules.levels import (
    LEVEL_WORDS,
    SHORT_LEVELS,
    WHY_NOT_WORDS,
    Level,
    WhyNot,
)
from neuguong.evaluations.rules.rating import RATING_WORDS, RatingState
from neuguong.evaluations.rules.reviewing import REVIEW_WORDS, ReviewState
from neuguong.evaluations.views.asked import Spot, frame, spot_asked, year_asked
from neuguong.lib.dates import format_day
from neuguong.org.models import Unit
from neuguong.org.rules import Family
from neuguong.people.access import reader
from neuguong.people.queries import homes_of
from neuguong.ui.asked import today
from neuguong.ui.parts import Cell, Column, Table
from neuguong.ui.sheet import sheet_answer

_STATES = {
    RatingState.PROPOSED: "submitted",
    RatingState.DECIDED: "confirmed",
    RatingState.OBJECTED: "returned",
}
_REVIEWS = {
    ReviewState.WRITING: "draft",
    ReviewState.SENT: "submitted",
    ReviewState.RETURNED: "returned",
    ReviewState.HEARD: "done",
    ReviewState.ENDED: "locked",
}


@require_safe
@never_cache
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """One's own year: reviews, self-check, ratings, open ballots, and the units one may look at."""
    by, year = reader(request), year_asked(request)
    person = by.person_id
    units = [grant.unit for grant in by.grants if by.may(Right.VIEW, at=grant.unit)]
    if person is None and units:
        return redirect("evaluations:unit", slug=units[0].slug)
    reviews = reviews_of_person(person) if person else []
    context = {
        "year": year,
        "units": units,
        "reviews": [
            (reverse("evaluations:review", args=[pk]), of, REVIEW_WORDS[ReviewState(state)], name)
            for pk, of, state, name in reviews
        ],
        "cells": _own_cells(person, year, {(of, name) for _pk, of, _state, name in reviews}),
        "ratings": [(row, _level_words(row)) for row in of_person(person)] if person else [],
        "ballots": open_for(person) if person else [],
        "has_person": person is not None,
    }
    return render(request, "evaluations/mine.html", context)


@require_safe
@never_cache
@login_required
def unit(request: HttpRequest, slug: str) -> HttpResponse:
    """A unit's year; as a file with `dang`."""
    spot = spot_asked(request, slug)
    named = spot.by.sees_names(spot.unit.path)
    lines = roster(spot.unit, spot.year, today=today()) if named else []
    if lines:
        record_read_list(
            by=spot.by, act=Right.VIEW, subject_type="people.person",
            part=Part.EXPORT if "dang" in request.GET else Part.LIST,
            ids=[line.membership.person_id for line in lines], unit_id=spot.unit.pk,
        )  # fmt: skip
    bodies = bodies_of(spot.unit, spot.year)
    people, below = _people(spot, lines), _bodies(spot, bodies)
    if shape := request.GET.get("dang", ""):
        return sheet_answer(ratings_sheet(spot.unit, spot.year, people or below), shape)
    context = frame(spot, "unit") | {
        "named": named,
        "people": people,
        "bodies": below,
        "totals": _totals(totals_at(spot.unit, spot.year)),
        "ballots": [
            (ballot, BALLOT_WORDS[BallotState(ballot.state)])
            for ballot in ballots_at(spot.unit, spot.year)
        ],
        "may_review": spot.may(Right.REVIEW) and named,
        "open_ballot_url": spot.url("open_ballot"),
        "propose_url": spot.url("propose"),
        "file_url": spot.url("unit", dang="xlsx"),
        "handed": _handed(spot, lines) if named and spot.may(Right.REVIEW) else [],
    }
    return render(request, "evaluations/unit.html", context)


def _own_cells(person: int | None, year: int, known: set[tuple[int, str]]) -> list[tuple[str, str]]:
    """Cells in which one has no review of the year yet: name and the address that opens it."""
    if person is None:
        return []
    return [
        (unit.name, f"{reverse('evaluations:begin', args=[person, unit.slug])}?nam={year}")
        for unit in homes_of(person)
        if unit.type.family == Family.PARTY and (year, unit.name) not in known
    ]


def _level_words(row: Rating) -> str:
    if row.why_not:
        why = WHY_NOT_WORDS[WhyNot(row.why_not)]
        return _("Không xếp loại: %(why)s") % {"why": why}
    if row.state == RatingState.PROPOSED:
        return str(RATING_WORDS[RatingState.PROPOSED])
    return str(LEVEL_WORDS[Level(row.level)])


def _rating_cells(row: Rating | None) -> list[Cell]:
    """What is proposed, what is decided and how far that is."""
    if row is None:
        return [Cell("–"), Cell("–")]
    url = reverse("evaluations:rating", args=[row.pk])
    if row.why_not:
        return [Cell(str(WHY_NOT_WORDS[WhyNot(row.why_not)]), url), Cell(_("không xếp loại"))]
    decided = str(SHORT_LEVELS[Level(row.level)]) if row.level else _("chờ quyết định")
    note = format_day(row.decided_on) if row.decided_on and row.level else ""
    proposed = str(SHORT_LEVELS[Level(row.proposed)]) if row.proposed else "–"
    return [Cell(proposed, url), Cell(decided, note=note, state=_STATES[RatingState(row.state)])]


def _people(spot: Spot, lines: Sequence[Line]) -> Table | None:
    if not lines:
        return None
    reviews = states_at(spot.unit, spot.year)
    votes = voted_levels(spot.unit, spot.year)
    rows = []
    for line in lines:
        person = line.membership.person
        begin = reverse("evaluations:begin", args=[person.pk, spot.unit.slug])
        pk, state, own = reviews.get(person.pk, (0, 0, 0))
        url = reverse("evaluations:review", args=[pk]) if pk else f"{begin}?nam={spot.year}"
        word = str(REVIEW_WORDS[ReviewState(state)]) if state else _("Chưa mở")
        vote = votes.get(line.rating.pk) if line.rating else None
        rows.append([
            Cell(person.full_name, url if spot.may(Right.REVIEW) else "",
                 note=str(line.membership.get_category_display())),
            Cell(word, state=_REVIEWS[ReviewState(state)] if state else ""),
            Cell(str(SHORT_LEVELS[Level(own)]) if own else "–"),
            Cell("–" if vote is None else str(CHOICE_WORDS[vote[1]]) if vote[1] else _("chưa quá nửa")),
            *_rating_cells(line.rating),
        ])  # fmt: skip
    columns = [Column(_("Họ và tên")), Column(_("Bản kiểm điểm")), Column(_("Tự nhận")),
               Column(_("Phiếu")), Column(_("Đề xuất")), Column(_("Quyết định"))]  # fmt: skip
    return Table(_("Từng đảng viên"), columns, rows, shape="cards")


def _bodies(spot: Spot, bodies: Sequence[tuple[Unit, Rating | None]]) -> Table | None:
    rows = []
    for child, rating in bodies:
        url = f"{reverse('evaluations:unit', args=[child.slug])}?nam={spot.year}"
        rows.append([Cell(child.name, url), *_rating_cells(rating)])
    columns = [Column(_("Đơn vị")), Column(_("Đề xuất")), Column(_("Quyết định"))]
    return Table(_("Tổ chức trực thuộc"), columns, rows, shape="cards") if rows else None


def _totals(rows: Sequence[Rating]) -> list[tuple[str, str]]:
    return [
        (
            f"{row.get_subject_kind_display()}: {LEVEL_WORDS[Level(row.level)]}",
            f"{row.number} ({row.source})",
        )
        for row in rows
    ]


def _handed(spot: Spot, lines: Sequence[Line]) -> list[tuple[str, str]]:
    """Whose self-checks were handed to this cell, with their addresses."""
    ids = handed_to(spot.unit, spot.year)
    return [
        (
            line.membership.person.full_name,
            f"{reverse('evaluations:handed', args=[line.membership.person_id, spot.unit.slug])}"
            f"?nam={spot.year}",
        )
        for line in lines
        if line.membership.person_id in ids
    ]
