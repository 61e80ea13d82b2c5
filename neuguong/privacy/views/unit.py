"""A unit's page: who was not told yet, who has said what; the office's page: on what each use rests."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from neuguong.audit.actions import record_read_list
from neuguong.audit.rules import Part
from neuguong.documents import docx
from neuguong.lib.dates import format_day
from neuguong.org.models import Unit
from neuguong.org.queries import unit_seen
from neuguong.people.access import AccountActor, reader
from neuguong.privacy.actions.consents import (
    publish_notice,
    record_paper,
    record_telling,
    set_basis,
)
from neuguong.privacy.forms import BasisForm, NoticeForm, PaperForm, ToldForm
from neuguong.privacy.queries.assessment import as_markdown, assessment
from neuguong.privacy.queries.consents import (
    bases_of,
    members_with_words,
    notices,
    tellings_of,
    untold,
)
from neuguong.privacy.queries.paper import assessment_paper
from neuguong.privacy.rights import Right
from neuguong.privacy.rules import BASIS_LABELS, USES, Basis, Purpose
from neuguong.privacy.views.asked import done, file_answer, page
from neuguong.ui.asked import today
from neuguong.ui.parts import Cell, Column, Table

_MOST_NAMED = 300
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def unit(request: HttpRequest, slug: str) -> HttpResponse:
    """Who of a unit waits to be told, and what each has said; both are recorded here."""
    by = reader(request)
    found = unit_seen(by, slug)
    by.require(Right.RECORD, at=found)
    which = request.POST.get("act", "")
    told = ToldForm(request.POST if which == "told" else None, initial={"held_on": today()})
    paper = PaperForm(request.POST if which == "paper" else None, initial={"signed_on": today()})
    if request.method == "POST":
        said = _told(by, request, found, told) if which == "told" else None
        said = _signed(by, request, found, paper) if which == "paper" else said
        if said:
            return redirect("privacy:unit", slug=found.slug)
    named = by.sees_names(found.path)
    members = members_with_words(found, today())[:_MOST_NAMED] if named else []
    if members:
        record_read_list(
            by=by, act=Right.RECORD, subject_type="people.person", part=Part.LIST,
            ids=[row.person_id for row, _words in members], unit_id=found.pk,
        )  # fmt: skip
    waiting = untold(found, today())
    context = {
        "unit": found,
        "named": named,
        "waiting": [row.person for row in waiting[:_MOST_NAMED]] if named else [],
        "waiting_count": waiting.count(),
        "told_form": told,
        "paper_form": paper,
        "table": _said_table(members),
        "members": [row.person for row, _words in members],
        "tellings": tellings_of(found),
        "bases": _bases(found),
    }
    return page(request, "privacy/unit.html", context, told, paper)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def basis(request: HttpRequest, slug: str) -> HttpResponse:
    """On what each use rests in a branch, and the words of the notices."""
    by = reader(request)
    found = unit_seen(by, slug)
    by.require(Right.SET, at=found)
    which = request.POST.get("act", "")
    form = BasisForm(request.POST if which == "basis" else None)
    words = NoticeForm(request.POST if which == "notice" else None)
    if which == "basis" and done(
        request,
        lambda: set_basis(
            by=by, unit_id=found.pk, purpose=Purpose(form.cleaned_data["purpose"]),
            basis=Basis(int(form.cleaned_data["basis"])), since=today(),
            citation=form.cleaned_data["citation"],
        ),
        _("Đã đặt căn cứ, từ hôm nay."),
        form,
    ):  # fmt: skip
        return redirect("privacy:basis", slug=found.slug)
    if which == "notice" and done(
        request,
        lambda: publish_notice(
            by=by, unit_id=found.pk, purpose=Purpose(words.cleaned_data["notice_purpose"]),
            text=words.cleaned_data["text"], since=today(),
        ),
        _("Đã ra bản thông báo mới."),
        words,
    ):  # fmt: skip
        return redirect("privacy:basis", slug=found.slug)
    context = {
        "unit": found, "bases": _bases(found), "form": form, "notice_form": words,
        "notices": list(notices(today()).values()), "is_top": found.parent_id is None,
    }  # fmt: skip
    return page(request, "privacy/basis.html", context, form, words)


@require_safe
@login_required
def assess(request: HttpRequest, slug: str) -> HttpResponse:
    """The file of the impact assessment, to read, print or take along."""
    by = reader(request)
    found = unit_seen(by, slug)
    by.require(Right.SET, at=found)
    tables = assessment(found, today())
    title = _("Hồ sơ đánh giá tác động xử lý dữ liệu cá nhân, %(unit)s") % {"unit": found.name}
    if request.GET.get("dang") == "md":
        text = as_markdown(title, tables)
        return file_answer("danh-gia-tac-dong.md", text.encode(), "text/markdown; charset=utf-8")
    if request.GET.get("dang") == "docx":
        paper = docx.render(assessment_paper(found, today(), tables))
        return file_answer("danh-gia-tac-dong.docx", paper, _DOCX)
    shown = [
        Table(
            part.heading, [Column(head) for head in part.heads],
            [[Cell(cell) for cell in row] for row in part.rows],
        )
        for part in tables
    ]  # fmt: skip
    return render(request, "privacy/assess.html", {"unit": found, "title": title, "tables": shown})


def _told(by: AccountActor, request: HttpRequest, found: Unit, form: ToldForm) -> bool:
    return done(
        request,
        lambda: record_telling(
            by=by, unit_id=found.pk, held_on=form.cleaned_data["held_on"],
            words=form.cleaned_data["words"], now=timezone.now(), today=today(),
        ),
        _("Đã ghi: mọi người được thông báo."),
        form,
    )  # fmt: skip


def _signed(by: AccountActor, request: HttpRequest, found: Unit, form: PaperForm) -> bool:
    ids = [int(pk) for pk in request.POST.getlist("person") if pk.isascii() and pk.isdigit()]
    return done(
        request,
        lambda: record_paper(
            by=by, unit_id=found.pk, purpose=Purpose(form.cleaned_data["purpose"]),
            given=form.cleaned_data["given"] == "1", person_ids=ids,
            held_on=form.cleaned_data["signed_on"], words=form.cleaned_data["sheet"],
            now=timezone.now(), today=today(),
        ),
        _("Đã ghi những lời ký trên giấy."),
        form,
    )  # fmt: skip


def _bases(found: Unit) -> list[tuple[str, str, str]]:
    """Each use with what it rests on and the provision."""
    return [
        (str(USES[purpose].label), str(BASIS_LABELS[basis]), citation)
        for purpose, (basis, citation) in bases_of(found, today()).items()
    ]


def _said_table(members: list[Any]) -> Table | None:
    if not members:
        return None
    head = [Column(_("Họ tên")), *(Column(str(use.label)) for use in USES.values())]
    rows = []
    for row, said in members:
        cells = [Cell(row.person.full_name)]
        for purpose in USES:
            word = said.get(purpose)
            day = format_day(timezone.localdate(word.at)) if word else ""
            if word is None:
                cells.append(Cell(_("chưa")))
            else:
                cells.append(Cell(_("đồng ý") if word.given else _("đã rút"), note=day))
        rows.append(cells)
    return Table(_("Ai đã đồng ý việc gì"), head, rows, shape="cards")
