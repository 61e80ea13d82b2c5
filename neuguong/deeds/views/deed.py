"""The page of a deed with its whole story, and the acts on its promise."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from neuguong.audit.rules import Part
from neuguong.deeds import actions
from neuguong.deeds.forms import (
    DeedForm,
    DoneForm,
    JoinForm,
    ReplaceForm,
    category_labels,
    unit_words,
)
from neuguong.deeds.models import Deed
from neuguong.deeds.queries import (
    deed_seen,
    story_of_deed,
    works_of,
)
from neuguong.deeds.rights import Right
from neuguong.deeds.views.asked import (
    asks_reason,
    deed_to_write,
    log_url,
    may_correct,
    note_reading,
    plain_form,
    registration_to_write,
    why_form,
)
from neuguong.deeds.views.cards import card_of, gift_in_words, helped_in_words, sums_of
from neuguong.deeds.views.places import deed_on_sheet, deed_url, sheet_url
from neuguong.deeds.views.sheet import offered
from neuguong.people.access import AccountActor, reader
from neuguong.programme.queries import year_closed
from neuguong.ui.asked import ASKS, Question, asked, attempt, shown, today, told, typed
from neuguong.ui.parts import Link


@login_required
@require_safe
def deed(request: HttpRequest, deed_id: int) -> HttpResponse:
    """The whole story of a deed: promise, results, amounts, gifts, pictures, acts."""
    by = reader(request)
    found = deed_seen(by, deed_id)
    note_reading(by, found.registration, Part.DEED)
    may = frozenset(offered(by, found.registration, found, writes=writes_on(by, found)))
    context = {
        "card": card_of(found, may=may, today=today()),
        "deed": found,
        "found": found.registration,
        "helped": helped_in_words(found),
        "results": [(row, sums_of(row.quantities.all())) for row in found.results.all()],
        "gifts": [(gift, gift_in_words(gift)) for gift in found.contributions.all()],
        "pictures": found.evidence.all(),
        "story": story_of_deed(found),
        "log_url": log_url(by, found.registration.unit, "home:log_deed", found.pk),
        "trail": _trail(by, found),
        "done": _done_form(found) if "return" in may else None,
        "work_url_shown": bool(found.work and by.may(Right.VIEW, at=found.work.unit)),
        "closed": year_closed(found.unit, found.year),
    }
    return render(request, "deeds/deed.html", context)


def writes_on(by: AccountActor, found: Deed) -> bool:
    """Whether this reader may write on a deed: their own, or at its unit, in an open year."""
    own = by.person_id is not None and found.registration.person_id == by.person_id
    writes = own or by.may(Right.REGISTER, at=found.unit)
    return writes and (may_correct(by, found.unit) or not year_closed(found.unit, found.year))


def _done_form(found: Deed) -> DoneForm:
    return DoneForm(year=found.year, initial={"day": found.state_on})


def _trail(by: AccountActor, found: Deed) -> list[Link]:
    label = _("%(name)s, năm %(year)s") % {"name": found.registration.name, "year": found.year}
    where = f"{sheet_url(by, found.registration)}#viec-{found.pk}"
    if not (found.registration.person_id == by.person_id or by.may(Right.REGISTER, at=found.unit)):
        where = ""
    return [Link(label, where), Link(_("Việc %(number)s") % {"number": found.number})]


@login_required
@require_http_methods(ASKS)
def add_deed(request: HttpRequest, registration_id: int) -> HttpResponse:
    """Write one more deed."""
    by = reader(request)
    found = registration_to_write(by, registration_id)
    closed = asks_reason(by, found.unit, found.year)
    data = typed(request)
    form = DeedForm(data, year=found.year, labels=category_labels(), closed=closed)
    back = sheet_url(by, found)
    if data is not None and attempt(form, lambda: actions.add_deed(
        by=by, registration_id=found.pk, entry=form.entry(), today=today(), reason=form.reason,
    )):  # fmt: skip
        return told(request, _("Đã ghi thêm một việc."), back)
    words = {"title": _("Thêm việc, năm %(year)s") % {"year": found.year}, "go": _("Ghi việc")}
    return _form_page(request, form, back, found.name, words)


@login_required
@require_http_methods(ASKS)
def change_deed(request: HttpRequest, deed_id: int) -> HttpResponse:
    """Change the words or the target of a deed."""
    by = reader(request)
    found = deed_to_write(by, deed_id)
    closed = asks_reason(by, found.unit, found.year)
    data = typed(request)
    form = DeedForm(data, year=found.year, labels=category_labels(), deed=found, closed=closed)
    back = deed_on_sheet(by, found)
    if data is not None and attempt(form, lambda: actions.change_deed(
        by=by, deed_id=found.pk, entry=form.entry(), today=today(), reason=form.reason,
    )):  # fmt: skip
        return told(request, _("Đã sửa việc %(number)s.") % {"number": found.number}, back)
    words = {"title": _("Sửa việc %(number)s") % {"number": found.number}, "go": _("Lưu việc")}
    return _form_page(request, form, back, found.registration.name, words)


@login_required
@require_http_methods(ASKS)
def replace_deed(request: HttpRequest, deed_id: int) -> HttpResponse:
    """Put another deed in the place of this one."""
    by = reader(request)
    found = deed_to_write(by, deed_id)
    data = typed(request)
    form = ReplaceForm(data, year=found.year, labels=category_labels())
    back = deed_on_sheet(by, found)
    if data is not None and attempt(form, lambda: actions.replace_deed(
        by=by, deed_id=found.pk, entry=form.entry(), reason=form.cleaned_data["why"],
        today=today(),
    )):  # fmt: skip
        return told(request, _("Đã đổi sang việc khác."), back)
    words = {"title": _("Đổi việc khác"), "go": _("Đổi việc"), "instead": found.text}
    return _form_page(request, form, back, found.registration.name, words)


def _form_page(
    request: HttpRequest, form: DeedForm, back: str, over: str, words: dict[str, str]
) -> HttpResponse:
    context = {
        "form": form,
        "back": back,
        "over": over,
        "units": unit_words(),
        "instead": "",
        **words,
    }
    return shown(request, "deeds/deed_form.html", context)


@login_required
@require_http_methods(ASKS)
def remove_deed(request: HttpRequest, deed_id: int) -> HttpResponse:
    """Take out a deed that was never confirmed."""
    by = reader(request)
    found = deed_to_write(by, deed_id)
    form = plain_form(request, found.unit, found.year)
    question = Question(
        title=_("Bỏ việc %(number)s") % {"number": found.number},
        sentence=found.text,
        go=_("Bỏ việc này"),
        back=sheet_url(by, found.registration),
        said=_("Đã bỏ một việc."),
    )
    return asked(request, question, form, lambda: actions.remove_deed(
        by=by, deed_id=found.pk, reason=form.reason))  # fmt: skip


@login_required
@require_http_methods(ASKS)
def give_up(request: HttpRequest, deed_id: int) -> HttpResponse:
    """Say that a deed was not done, and why."""
    by = reader(request)
    found = deed_to_write(by, deed_id, Right.REPORT)
    form = why_form(request)
    question = Question(
        title=_("Thôi việc này"), sentence=found.text, go=_("Thôi việc này"),
        back=deed_on_sheet(by, found), said=_("Đã ghi: việc này không làm được."),
    )  # fmt: skip
    return asked(request, question, form, lambda: actions.give_up_deed(
        by=by, deed_id=found.pk, reason=form.reason, today=today()))  # fmt: skip


@login_required
@require_http_methods(ASKS)
def start(request: HttpRequest, deed_id: int) -> HttpResponse:
    """Say that a deed is under way."""
    by = reader(request)
    found = deed_to_write(by, deed_id, Right.REPORT)
    form = plain_form(request, found.unit, found.year)
    question = Question(
        title=_("Bắt đầu làm"), sentence=found.text, go=_("Bắt đầu làm"),
        back=deed_on_sheet(by, found), said=_("Đã ghi: việc này đang làm."),
    )  # fmt: skip
    return asked(request, question, form, lambda: actions.start_deed(
        by=by, deed_id=found.pk, today=today(), reason=form.reason))  # fmt: skip


@login_required
@require_http_methods(ASKS)
def carry_over(request: HttpRequest, deed_id: int) -> HttpResponse:
    """Carry an open deed into the next year."""
    by = reader(request)
    found = deed_seen(by, deed_id)
    by.require(Right.CONFIRM, at=found.unit)
    form = why_form(request)
    question = Question(
        title=_("Chuyển sang năm %(year)s") % {"year": found.year + 1},
        sentence=_("Năm nay tính là chưa xong; năm sau đăng ký lại đúng việc này."),
        go=_("Chuyển sang năm %(year)s") % {"year": found.year + 1},
        back=deed_url(found),
        said=_("Đã chuyển việc sang năm %(year)s.") % {"year": found.year + 1},
        points=[found.text],
    )
    return asked(request, question, form, lambda: actions.carry_over_deed(
        by=by, deed_id=found.pk, reason=form.reason, today=today()))  # fmt: skip


@login_required
@require_http_methods(ASKS)
def reopen(request: HttpRequest, deed_id: int) -> HttpResponse:
    """Open a finished deed again."""
    by = reader(request)
    found = deed_seen(by, deed_id)
    by.require(Right.CONFIRM, at=found.unit)
    form = why_form(request)
    question = Question(
        title=_("Mở lại việc"),
        sentence=_("Kết quả của việc này thôi được tính, tới khi xác nhận lại."),
        go=_("Mở lại việc"),
        back=deed_url(found),
        said=_("Đã mở lại việc."),
        points=[found.text],
    )
    return asked(request, question, form, lambda: actions.reopen_deed(
        by=by, deed_id=found.pk, reason=form.reason, today=today()))  # fmt: skip


@login_required
@require_http_methods(ASKS)
def join_work(request: HttpRequest, deed_id: int) -> HttpResponse:
    """Make a deed part of a shared work, or take it out again."""
    by = reader(request)
    found = deed_to_write(by, deed_id)
    if found.work is not None:
        return _leave_work(request, found)
    closed = asks_reason(by, found.unit, found.year)
    works = list(works_of(found.unit, found.year))
    data = typed(request)
    form = JoinForm(data, works=works, closed=closed)
    question = Question(
        title=_("Đưa vào công trình chung"),
        sentence=_(
            "Số lượng ghi ở công trình, mỗi cấp tính một lần. Phần góp vẫn tính cho từng người."
        ),
        go=_("Đưa vào công trình"),
        back=deed_url(found),
        said=_("Đã đưa việc vào công trình chung."),
        points=[found.text],
    )
    return asked(request, question, form, lambda: actions.join_work(
        by=by, deed_id=found.pk, work_id=form.cleaned_data["work"], today=today(),
        reason=form.reason))  # fmt: skip


def _leave_work(request: HttpRequest, found: Deed) -> HttpResponse:
    by = reader(request)
    form = plain_form(request, found.unit, found.year)
    question = Question(
        title=_("Rút khỏi công trình chung"),
        sentence=_("Số lượng của việc này lại được tính riêng."),
        go=_("Rút khỏi công trình"),
        back=deed_url(found),
        said=_("Đã rút việc khỏi công trình chung."),
        points=[found.work.title if found.work else ""],
    )
    return asked(request, question, form, lambda: actions.leave_work(
        by=by, deed_id=found.pk, today=today(), reason=form.reason))  # fmt: skip
