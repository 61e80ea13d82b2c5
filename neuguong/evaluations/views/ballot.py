"""Pages of the secret ballot: open it, vote, open the urn or count paper, void it, print its minutes."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from neuguong.evaluations import actions
from neuguong.evaluations.actions import BallotEntry
from neuguong.evaluations.forms import WordsForm
from neuguong.evaluations.forms.reviews import CodesForm, CountForm, OpenBallotForm, VoteForm
from neuguong.evaluations.models import Ballot
from neuguong.evaluations.queries.ballots import BallotPage, ballot_seen, numbers_of
from neuguong.evaluations.queries.papers import MIMES, minutes_paper, rendered
from neuguong.evaluations.rights import Right
from neuguong.evaluations.rules.ballot import (
    BALLOT_WORDS,
    CHOICE_WORDS,
    COLUMNS,
    WAY_WORDS,
    BallotState,
    Way,
    majority,
)
from neuguong.evaluations.views.asked import spot_asked
from neuguong.people.access import reader
from neuguong.people.queries import party_members
from neuguong.people.rules import Category
from neuguong.ui.asked import (
    ASKS,
    TO_BE_MENDED,
    Question,
    asked,
    attempt,
    number_asked,
    today,
    told,
)
from neuguong.ui.parts import Cell, Column, Table


@require_http_methods(ASKS)
@never_cache
@login_required
def open_ballot(request: HttpRequest, slug: str) -> HttpResponse:
    """Open a ballot of a cell; official members who are there are ticked beforehand."""
    spot = spot_asked(request, slug, Right.REVIEW)
    if not spot.by.sees_names(spot.unit.path):
        raise Http404
    members = list(party_members(spot.unit, today()).filter(category=Category.OFFICIAL))
    form = OpenBallotForm(request.POST or None, members=members, closed=spot.closed)
    made: list[Ballot] = []

    def act() -> object:
        data = form.cleaned_data
        entry = BallotEntry(
            Way(data["way"]), (data["teller_one"], data["teller_two"]), data["voters"],
            (data["code_one"], data["code_two"]),
        )  # fmt: skip
        made.append(
            actions.open_ballot(
                by=spot.by, unit_id=spot.unit.pk, year=spot.year, entry=entry, today=today(),
                reason=form.reason,
            )
        )  # fmt: skip
        return None

    if request.method == "POST" and attempt(form, act):
        return redirect("evaluations:ballot", ballot_id=made[0].pk)
    context = {"unit": spot.unit, "year": spot.year, "form": form, "back": spot.url("unit")}
    status = TO_BE_MENDED if request.method == "POST" else 200
    return render(request, "evaluations/open_ballot.html", context, status=status)


@require_http_methods(ASKS)
@never_cache
@login_required
def ballot(request: HttpRequest, ballot_id: int) -> HttpResponse:
    """A ballot: who is to vote, counting, and what came out; its minutes with `dang`."""
    by = reader(request)
    page = ballot_seen(by, ballot_id)
    found = page.ballot
    runs = by.may(Right.REVIEW, at=found.unit)
    if (shape := request.GET.get("dang", "")) and runs:
        answer = HttpResponse(rendered(minutes_paper(page), shape), content_type=MIMES[shape])
        name = f"bien-ban-kiem-phieu-{found.year}-{found.pk}.{shape}"
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer
    teller = min(2, max(1, number_asked(request, "nguoi")))
    codes = CodesForm(_of(request, "close"))
    count = CountForm(
        _of(request, "count"), candidates=page.candidates, initial={"issued": found.issued}
    )
    if request.method == "POST" and (said := _acted(request, by, page, codes, count, teller)):
        return told(request, said, request.path)
    is_open = found.state == BallotState.OPEN
    own = any(v.person_id == by.person_id and not v.has_voted for v in page.voters)
    context = {
        "page": page,
        "ballot": found,
        "state": BALLOT_WORDS[BallotState(found.state)],
        "way": WAY_WORDS[Way(found.way)],
        "on_screen": found.way == Way.SCREEN,
        "is_open": is_open,
        "runs": runs,
        "may_vote": is_open and found.way == Way.SCREEN and (runs or own),
        "voted": len(page.voters) - len(page.waiting),
        "codes_form": codes if runs and is_open and found.way == Way.SCREEN else None,
        "count_form": count if runs and is_open and found.way == Way.PAPER else None,
        "teller": teller,
        "teller_name": found.teller_one if teller == 1 else found.teller_two,
        "differ": is_open and len(page.counted_by) == 2,
        "table": _results(page) if found.state == BallotState.CLOSED else None,
        "back": f"{reverse('evaluations:unit', args=[found.unit.slug])}?nam={found.year}",
    }
    status = TO_BE_MENDED if request.method == "POST" else 200
    return render(request, "evaluations/ballot.html", context, status=status)


@require_http_methods(ASKS)
@never_cache
@login_required
def vote(request: HttpRequest, ballot_id: int) -> HttpResponse:
    """One slip. On the shared machine the name is chosen first and nothing is shown afterwards."""
    by = reader(request)
    page = ballot_seen(by, ballot_id)
    own = any(v.person_id == by.person_id for v in page.waiting)
    if page.ballot.way != Way.SCREEN or page.ballot.state != BallotState.OPEN:
        return redirect("evaluations:ballot", ballot_id=ballot_id)
    shared = by.may(Right.REVIEW, at=page.ballot.unit) and "chung" in request.GET
    if not (own or shared):
        return redirect("evaluations:ballot", ballot_id=ballot_id)
    form = VoteForm(
        request.POST or None, candidates=page.candidates, waiting=page.waiting, own=not shared
    )

    def act() -> object:
        person = form.cleaned_data["person"] if shared else by.person_id
        return actions.cast_vote(
            voter=by, ballot_id=ballot_id, person_id=int(person or 0), choices=form.choices
        )

    if request.method == "POST" and attempt(form, act):
        onward = f"{request.path}?chung=1" if shared and len(page.waiting) > 1 else ""
        onward = onward or reverse("evaluations:ballot", args=[ballot_id])
        return told(request, _("Đã bỏ phiếu vào hòm. Mời người tiếp theo."), onward)
    context = {"ballot": page.ballot, "form": form, "shared": shared}
    status = TO_BE_MENDED if request.method == "POST" else 200
    return render(request, "evaluations/vote.html", context, status=status)


@require_http_methods(ASKS)
@login_required
def void(request: HttpRequest, ballot_id: int) -> HttpResponse:
    """End an open ballot without a result."""
    by = reader(request)
    page = ballot_seen(by, ballot_id)
    by.require(Right.REVIEW, at=page.ballot.unit)
    form = WordsForm(request.POST or None, label=_("Lý do"))
    question = Question(
        title=_("Hủy cuộc bỏ phiếu"),
        sentence=_("Phiếu đã bỏ mất hẳn, không ai mở được nữa. Mở cuộc khác để bỏ lại."),
        go=_("Hủy cuộc bỏ phiếu"), back=reverse("evaluations:ballot", args=[ballot_id]), said=_("Đã hủy."),
        bad=True,
    )  # fmt: skip

    def act() -> object:
        return actions.void_ballot(
            by=by, ballot_id=ballot_id, reason=form.cleaned_data["text"], today=today()
        )

    return asked(request, question, form, act)


def _acted(
    request: HttpRequest, by: Any, page: BallotPage, codes: CodesForm, count: CountForm, teller: int
) -> str:
    """What was done and is now true; empty where something is to be mended."""
    which, pk = request.POST.get("act", ""), page.ballot.pk

    def close() -> object:
        data = codes.cleaned_data
        return actions.close_screen(
            by=by, ballot_id=pk, codes=(data["code_one"], data["code_two"]), today=today()
        )

    def enter() -> object:
        data = count.cleaned_data
        return actions.enter_count(
            by=by, ballot_id=pk, teller=teller, issued=data["issued"], returned=data["returned"],
            numbers=count.numbers, today=today(),
        )  # fmt: skip

    if which == "close" and attempt(codes, close):
        return _("Đã mở hòm phiếu.")
    if which == "count" and attempt(count, enter):
        return _("Đã ghi số của một người kiểm phiếu.")
    return ""


def _results(page: BallotPage) -> Table:
    """What came out: slips of each level and the level with more than half of them."""
    rows = []
    for row in page.candidates:
        numbers = numbers_of(row)
        level = majority(numbers, page.ballot.cast)
        words = str(CHOICE_WORDS[level]) if level else _("không mức nào quá nửa")
        rows.append(
            [
                Cell(row.rating.name),
                *(Cell(f"{numbers[column]}") for column in COLUMNS.values()),
                Cell(words),
            ]
        )
    columns = [
        Column(_("Tên")),
        *(Column(str(CHOICE_WORDS[level]), number=True) for level in COLUMNS),
        Column(_("Quá nửa")),
    ]
    return Table(_("Kết quả kiểm phiếu"), columns, rows, shape="cards")


def _of(request: HttpRequest, act: str) -> Any:
    return request.POST if request.POST.get("act") == act else None
