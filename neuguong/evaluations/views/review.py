"""Pages of self-reviews and self-checks: written in parts, sent, given back, heard; one's own alone."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from neuguong.audit.actions import record_read
from neuguong.audit.rules import Part
from neuguong.evaluations import actions
from neuguong.evaluations.forms import WordsForm
from neuguong.evaluations.forms.reviews import HearForm, ReviewForm, SelfCheckForm
from neuguong.evaluations.models import Review
from neuguong.evaluations.queries.facts import facts_of
from neuguong.evaluations.queries.own import handed_check, own_check
from neuguong.evaluations.queries.papers import MIMES, rendered, review_paper
from neuguong.evaluations.queries.ratings import unit_reviewed
from neuguong.evaluations.queries.reviews import remarks_of, review_seen
from neuguong.evaluations.rights import Right
from neuguong.evaluations.rules.levels import LEVEL_WORDS, Level
from neuguong.evaluations.rules.reviewing import (
    FORM_WORDS,
    REVIEW_WORDS,
    Form,
    ReviewState,
    parts_of,
)
from neuguong.evaluations.views.asked import year_asked
from neuguong.org.queries import unit_seen
from neuguong.people.access import AccountActor, reader
from neuguong.people.queries import homes_of
from neuguong.programme.queries import pledge_list
from neuguong.ui.asked import ASKS, TO_BE_MENDED, Question, asked, attempt, today, told
from neuguong.ui.fields import ActForm

_OPEN = (ReviewState.WRITING, ReviewState.RETURNED)


@require_http_methods(ASKS)
@login_required
def begin(request: HttpRequest, slug: str, person_id: int) -> HttpResponse:
    """Open the year's review of a member after asking once."""
    by, year = reader(request), year_asked(request)
    unit = unit_seen(by, slug)
    if by.person_id != person_id:
        by.require(Right.REVIEW, at=unit)
        if not by.sees_names(unit.path):
            raise Http404
    made: list[Review] = []

    def act() -> object:
        made.append(
            actions.open_review(
                by=by, unit_id=unit.pk, year=year, person_id=person_id, today=today()
            )
        )
        return None

    form = ActForm(request.POST if request.method == "POST" else None)
    question = Question(
        title=_("Mở bản kiểm điểm năm %(year)s") % {"year": year},
        sentence=_("Việc đã làm, kết quả, đóng góp trong năm tự hiện bên cạnh để viết theo."),
        go=_("Mở bản kiểm điểm"), back=request.path, said=_("Đã mở bản kiểm điểm."),
    )  # fmt: skip
    answer = asked(request, question, form, act)
    return redirect("evaluations:review", review_id=made[0].pk) if made else answer


@require_http_methods(ASKS)
@never_cache
@login_required
def review(request: HttpRequest, review_id: int) -> HttpResponse:
    """One self-review: written in parts, with the year's facts beside it; as a paper with `dang`."""
    by = reader(request)
    found = review_seen(by, review_id)
    own = by.person_id is not None and by.person_id == found.person_id
    _note_read(by, found, own=own, part=Part.PRINT if "dang" in request.GET else Part.RECORDS)
    if shape := request.GET.get("dang", ""):
        return _file(found, shape)
    keeps = by.may(Right.REVIEW, at=found.unit)
    form = ReviewForm(request.POST or None, review=found)
    hear = HearForm(
        _of(request, "hear"),
        initial={"heard_on": today(), "manager": found.manager_opinion,
                 "committee": found.committee_opinion},
    )  # fmt: skip
    back = WordsForm(_of(request, "back"), label=_("Vì sao trả lại"))
    if request.method == "POST" and (said := _acted(request, by, found, form, hear, back)):
        return told(request, said, request.path)
    is_open = found.state in _OPEN
    context = {
        "review": found,
        "own": own,
        "state": REVIEW_WORDS[ReviewState(found.state)],
        "form_words": FORM_WORDS[Form(found.form)],
        "form": form if is_open else None,
        "parts": [] if is_open else _shown(found),
        "level": LEVEL_WORDS[Level(found.own_level)] if found.own_level else "",
        "facts": facts_of(found.person, found.unit, found.year),
        "remarks": remarks_of(found),
        "hear_form": hear
        if keeps and found.state in (ReviewState.SENT, ReviewState.HEARD)
        else None,
        "back_form": back if keeps and found.state == ReviewState.SENT else None,
    }
    status = TO_BE_MENDED if request.method == "POST" else 200
    return render(request, "evaluations/review.html", context, status=status)


@require_http_methods(ASKS)
@never_cache
@login_required
def self_check(request: HttpRequest) -> HttpResponse:
    """One's own self-check of a year: kept, handed to a cell, taken back, deleted; nobody else sees it."""
    owner, year = reader(request), year_asked(request)
    known = own_check(owner, year)
    items = pledge_list()
    which = request.POST.get("act", "")
    initial: dict[str, Any] = {}
    for group in sorted({item.group for item in items}):
        initial[f"marks_{group}"] = [m for m in known.marks if m.startswith(f"{group}.")]
        initial[f"note_{group}"] = known.notes.get(f"{group}", "")
    form = SelfCheckForm(_of(request, "keep"), items=items, initial=initial)
    here = f"{request.path}?nam={year}"
    if which == "keep" and attempt(
        form,
        lambda: actions.keep_self_check(owner=owner, year=year, marks=form.marks, notes=form.notes),
    ):
        return told(request, _("Đã lưu. Chỉ anh, chị đọc được."), here)
    if which == "drop":
        actions.drop_self_check(owner=owner, year=year)
        return told(request, _("Đã xóa hẳn."), here)
    if which in ("hand", "take"):
        homes = [unit.pk for unit in homes_of(owner.person_id or 0)]
        typed = request.POST.get("unit", "")
        to = int(typed) if which == "hand" and typed.isascii() and typed.isdigit() else None
        to = to if to in homes else None
        if which == "take" or to is not None:
            actions.hand_self_check(owner=owner, year=year, unit_id=to)
            words = _("Đã đưa cho chi bộ.") if to else _("Đã lấy lại, chỉ mình đọc được.")
            return told(request, words, here)
    context = {
        "year": year,
        "known": known,
        "form": form,
        "homes": homes_of(owner.person_id or 0),
    }
    status = TO_BE_MENDED if request.method == "POST" else 200
    return render(request, "evaluations/self_check.html", context, status=status)


@require_http_methods(["GET", "HEAD"])
@never_cache
@login_required
def handed(request: HttpRequest, slug: str, person_id: int) -> HttpResponse:
    """A self-check that its owner handed to this cell; the owner sees who has read it."""
    by = reader(request)
    unit = unit_reviewed(by, slug)
    person, known = handed_check(by, unit, person_id, year_asked(request))
    record_read(
        by=by, act=Right.REVIEW, subject=person, person_id=person.pk, part=Part.RECORDS,
        unit_id=unit.pk,
    )  # fmt: skip
    items = {f"{item.group}.{item.number}": item.label for item in pledge_list()}
    context = {
        "unit": unit,
        "person": person,
        "year": known.year,
        "marks": [f"{key} {items.get(key, '')}" for key in known.marks],
        "notes": [text for text in known.notes.values() if text],
    }
    return render(request, "evaluations/handed.html", context)


def _acted(
    request: HttpRequest, by: AccountActor, found: Review, form: ReviewForm, hear: HearForm,
    back: WordsForm,
) -> str:  # fmt: skip
    """What was done with the review and is now true; empty where something is to be mended."""
    which = request.POST.get("act", "")
    if which in ("save", "send") and attempt(form, lambda: _write(by, found, form, which)):
        return _("Đã gửi chi bộ.") if which == "send" else _("Đã lưu.")
    if which == "hear":
        data = hear.cleaned_data if hear.is_valid() else {}
        if attempt(hear, lambda: actions.hear_review(by=by, review_id=found.pk, **data)):
            return _("Đã lưu ý kiến.")
    if which == "back" and attempt(
        back,
        lambda: actions.return_review(by=by, review_id=found.pk, reason=back.cleaned_data["text"]),
    ):
        return _("Đã trả lại.")
    return ""


def _write(by: AccountActor, found: Review, form: ReviewForm, which: str) -> object:
    actions.write_parts(
        by=by, review_id=found.pk, parts=form.parts, own_level=form.own_level,
        form=Form(form.cleaned_data["form"]),
    )  # fmt: skip
    if which == "send":
        return actions.send_review(by=by, review_id=found.pk, today=today())
    return None


def _shown(found: Review) -> list[tuple[str, str]]:
    return [
        (f"{part.numbering}. {part.title}", getattr(found, part.key))
        for part in parts_of(Form(found.form))
        if getattr(found, part.key)
    ]


def _note_read(by: AccountActor, found: Review, *, own: bool, part: Part) -> None:
    if not own:
        record_read(
            by=by, act=Right.REVIEW, subject=found, person_id=found.person_id, part=part,
            unit_id=found.unit_id,
        )  # fmt: skip


def _file(found: Review, shape: str) -> HttpResponse:
    stored = rendered(review_paper(found, day=found.sent_on or today()), shape)
    answer = HttpResponse(stored, content_type=MIMES[shape])
    name = f"kiem-diem-{found.year}-{found.pk}.{shape}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _of(request: HttpRequest, act: str) -> Any:
    return request.POST if request.POST.get("act") == act else None
