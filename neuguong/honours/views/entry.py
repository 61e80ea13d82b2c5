"""One entry of the honour roll: what is said of it, and each step it takes."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from neuguong.audit.actions import record_read
from neuguong.audit.rules import Part
from neuguong.honours.actions import raising
from neuguong.honours.actions import roll as actions
from neuguong.honours.forms.roll import (
    ConcludeForm,
    ConsentForm,
    DecideForm,
    EntryForm,
    VerifyForm,
    VoteForm,
    WhyForm,
    WithdrawForm,
)
from neuguong.honours.models import Entry
from neuguong.honours.queries.levels import level_above
from neuguong.honours.queries.lists import subject_word, who_of, words_of
from neuguong.honours.queries.place import collectives_of, fields_in_use, members_seen
from neuguong.honours.queries.roll import EntryPage, entry_seen, is_own, raise_to_conclude
from neuguong.honours.rights import Right
from neuguong.honours.rules.roll import ENTRY_LABELS, RAISE_LABELS, EntryState, RaiseState
from neuguong.honours.views.asked import require_names
from neuguong.honours.views.roll import TONES
from neuguong.people.access import AccountActor, reader
from neuguong.ui.asked import ASKS, Question, asked, attempt, shown, today, told, typed
from neuguong.ui.fields import ActForm
from neuguong.ui.parts import Link


@require_safe
@login_required
def entry(request: HttpRequest, entry_id: int) -> HttpResponse:
    """An entry with its steps behind it and the next one before it."""
    by = reader(request)
    page = entry_seen(by, entry_id)
    found = page.entry
    if page.sees and found.person_id and not is_own(by, found):
        record_read(
            by=by, act=Right.VIEW, subject=found, person_id=found.person_id, part=Part.DEED,
            unit_id=found.unit_id,
        )  # fmt: skip
    state = EntryState(found.state)
    back = _book_url(found)
    context = {
        "page": page, "entry": found, "kind": subject_word(found.subject_kind),
        "honoured": who_of(found, sees=page.sees, consents=found.consented),
        "summary": words_of(found.summary, found, sees=page.sees),
        "state": TONES[state], "word": ENTRY_LABELS[state],
        "steps": _steps(page), "back": back,
        "trail": [Link(_("Sổ ghi danh, %(unit)s") % {"unit": found.unit.short_name},
                       back if by.may(Right.VIEW, at=found.unit) else "")],
    }  # fmt: skip
    return render(request, "honours/entry.html", context)


def _book_url(found: Entry) -> str:
    return f"{reverse('honours:roll', args=[found.unit.slug])}?ky={found.year}"


def _steps(page: EntryPage) -> list[dict[str, Any]]:
    """What has happened to an entry, each with its day and by whom; who is named as one may read."""
    entry, sees = page.entry, page.sees
    said = [(_("Đề nghị"), entry.proposed_on, entry.proposer if sees else "")]
    if entry.verified_on:
        how = f"{entry.verified_by}, {entry.verified_how}".strip(", ")
        said.append((_("Xác minh"), entry.verified_on, how if sees else ""))
    if entry.voted_on and entry.votes_of:
        words = _("%(for)s/%(of)s tán thành") % {"for": entry.votes_for, "of": entry.votes_of}
        said.append((_("Biểu quyết"), entry.voted_on, words))
    if entry.decided_on and entry.state != EntryState.REFUSED:
        said.append((_("Ghi danh"), entry.decided_on, entry.decision))
    if entry.state == EntryState.REFUSED and entry.decided_on:
        said.append((_("Không ghi danh"), entry.decided_on, entry.reason if sees else ""))
    for each in page.raises:
        label = f"{RAISE_LABELS[RaiseState(each.state)]}: {each.unit.name}"
        more = f" {each.votes_for}/{each.votes_of}" if each.votes_of else ""
        said.append(
            (label, each.decided_on or each.asked_on, f"{each.decision}{more} {each.reason}")
        )
    if entry.withdrawn_on:
        said.append((_("Rút khỏi sổ"), entry.withdrawn_on,
                     f"{entry.withdrawn_decision}. {entry.reason}" if sees else ""))  # fmt: skip
    return [{"label": label, "day": day, "words": words.strip()} for label, day, words in said]


def _to_act(by: AccountActor, entry_id: int, right: Right) -> EntryPage:
    """An entry on which one may act: 404 where one may not know of it, 403 where one only reads."""
    page = entry_seen(by, entry_id)
    by.require(right, at=page.entry.unit)
    return page


def _ask(
    request: HttpRequest, found: Entry, form: ActForm, act: Callable[[], object], title: str,
    sentence: str, go: str, said: str, *, bad: bool = False,
) -> HttpResponse:  # fmt: skip
    back = reverse("honours:entry", args=[found.pk])
    question = Question(title=title, sentence=sentence, go=go, back=back, said=said, bad=bad)
    return asked(request, question, form, act)


@require_http_methods(ASKS)
@login_required
def change_entry(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Correct what is proposed."""
    by = reader(request)
    page = _to_act(by, entry_id, Right.PROPOSE)
    found = page.entry
    require_names(by, found.unit)
    form = EntryForm(
        typed(request), members=members_seen(by, found.unit, today()), units=collectives_of(found.unit),
        fields=fields_in_use(), entry=found, closed=page.closed, initial={},
    )  # fmt: skip
    back = reverse("honours:entry", args=[found.pk])
    if request.method == "POST" and attempt(
        form,
        lambda: actions.change_entry(
            by=by, entry_id=found.pk, draft=form.draft, today=today(), reason=form.reason
        ),
    ):
        return told(request, _("Đã sửa mục này."), back)
    context = {
        "spot": {"unit": found.unit, "year": found.year}, "form": form, "deed": found.deed,
        "back": back, "changing": True,
        "trail": [Link(_("Mục ghi danh"), back), Link(_("Sửa"))],
    }  # fmt: skip
    return shown(request, "honours/propose.html", context)


@require_http_methods(ASKS)
@login_required
def verify(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Say who looked into it."""
    by = reader(request)
    page = _to_act(by, entry_id, Right.PROPOSE)
    form = VerifyForm(typed(request), closed=page.closed, initial={"day": today()})
    return _ask(
        request, page.entry, form,
        lambda: actions.verify_entry(
            by=by, entry_id=entry_id, who=form.cleaned_data["who"], how=form.cleaned_data["how"],
            day=form.cleaned_data["day"], today=today(), reason=form.reason,
        ),
        _("Xác minh"), _("Ghi ai đã xem xét việc này, bằng cách nào."), _("Ghi việc xác minh"),
        _("Đã ghi việc xác minh."),
    )  # fmt: skip


@require_http_methods(ASKS)
@login_required
def vote(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Write how the meeting voted."""
    by = reader(request)
    page = _to_act(by, entry_id, Right.PROPOSE)
    form = VoteForm(typed(request), closed=page.closed, initial={"day": today()})
    return _ask(
        request, page.entry, form,
        lambda: actions.vote_entry(
            by=by, entry_id=entry_id, day=form.cleaned_data["day"],
            votes_for=form.cleaned_data["votes_for"], votes_of=form.cleaned_data["votes_of"],
            today=today(), reason=form.reason,
        ),
        _("Biểu quyết"), _("Ghi số tán thành trong số có mặt."), _("Ghi kết quả biểu quyết"),
        _("Đã ghi kết quả biểu quyết."),
    )  # fmt: skip


@require_http_methods(ASKS)
@login_required
def decide(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Enter it into the book."""
    by = reader(request)
    page = _to_act(by, entry_id, Right.DECIDE)
    form = DecideForm(typed(request), closed=page.closed, initial={"day": today()})
    return _ask(
        request, page.entry, form,
        lambda: actions.decide_entry(
            by=by, entry_id=entry_id, decision=form.cleaned_data["decision"],
            decided_on=form.cleaned_data["day"], today=today(), reason=form.reason,
        ),
        _("Ghi danh vào sổ"), _("Mục này nhận số thứ tự tiếp theo và được đếm."), _("Ghi danh"),
        _("Đã ghi danh."),
    )  # fmt: skip


@require_http_methods(ASKS)
@login_required
def refuse(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Conclude that it is not entered."""
    by = reader(request)
    page = _to_act(by, entry_id, Right.DECIDE)
    form = WhyForm(typed(request), closed=page.closed)
    return _ask(
        request, page.entry, form,
        lambda: actions.refuse_entry(
            by=by, entry_id=entry_id, why=form.cleaned_data["why"], today=today(),
            reason=form.reason,
        ),
        _("Không ghi danh"), _("Mục này giữ lại cùng lý do, không vào sổ."),
        _("Kết luận không ghi danh"), _("Đã kết luận không ghi danh."),
    )  # fmt: skip


@require_http_methods(ASKS)
@login_required
def withdraw(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Withdraw it from the book."""
    by = reader(request)
    page = _to_act(by, entry_id, Right.DECIDE)
    form = WithdrawForm(typed(request), closed=page.closed)
    return _ask(
        request, page.entry, form,
        lambda: actions.withdraw_entry(
            by=by, entry_id=entry_id, why=form.cleaned_data["why"],
            decision=form.cleaned_data["decision"], today=today(), reason=form.reason,
        ),
        _("Rút khỏi sổ"), _("Dòng này vẫn nằm trong sổ cùng lý do, nhưng không còn được đếm."),
        _("Rút mục này"), _("Đã rút mục này."), bad=True,
    )  # fmt: skip


@require_http_methods(ASKS)
@login_required
def consent(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Record whether who is honoured agrees to be named in public."""
    by = reader(request)
    found = _to_act(by, entry_id, Right.PROPOSE).entry
    initial = {"given": found.consented, "paper": found.consent_paper, "day": found.consent_on}
    form = ConsentForm(typed(request), initial=initial)
    return _ask(
        request, found, form,
        lambda: actions.record_consent(
            by=by, entry_id=entry_id, given=form.cleaned_data["given"],
            paper=form.cleaned_data["paper"], day=form.cleaned_data["day"], today=today(),
        ),
        _("Đồng ý công bố tên, ảnh"),
        _("Không có giấy đồng ý thì tên chỉ đọc được trong tổ chức cơ sở. Người đó rút lại lúc nào"
          " cũng được."),
        _("Ghi lời đồng ý"), _("Đã ghi."),
    )  # fmt: skip


@require_http_methods(ASKS)
@login_required
def raise_up(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Send it to the level above."""
    by = reader(request)
    page = _to_act(by, entry_id, Right.DECIDE)
    above = level_above(page.entry)
    form = ActForm(typed(request), closed=page.closed)
    return _ask(
        request, page.entry, form,
        lambda: raising.raise_entry(
            by=by, entry_id=entry_id, today=today(), reason=form.reason
        ),
        _("Gửi cấp trên ghi danh"),
        _("Mục này sẽ được gửi tới %(unit)s.") % {"unit": above.name if above else "…"},
        _("Gửi"), _("Đã gửi cấp trên."),
    )  # fmt: skip


@require_http_methods(ASKS)
@login_required
def conclude(request: HttpRequest, raise_id: int) -> HttpResponse:
    """Conclude on an entry that a unit beneath has sent up."""
    by = reader(request)
    found = raise_to_conclude(by, raise_id)
    form = ConcludeForm(typed(request), initial={"day": today(), "enter": "1"})
    return _ask(
        request, found.entry, form,
        lambda: raising.conclude_raise(
            by=by, raise_id=raise_id, enter=form.cleaned_data["enter"],
            decision=form.cleaned_data["decision"], decided_on=form.cleaned_data["day"],
            votes_for=form.cleaned_data["votes_for"], votes_of=form.cleaned_data["votes_of"],
            why=form.cleaned_data["why"], today=today(),
        ),
        _("Kết luận ở %(unit)s") % {"unit": found.unit.name},
        _("Sổ của cấp dưới giữ nguyên dù cấp này kết luận thế nào."), _("Ghi kết luận"),
        _("Đã ghi kết luận."),
    )  # fmt: skip
