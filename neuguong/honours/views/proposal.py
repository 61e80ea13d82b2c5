"""A proposal of awards from the empty list to the certificates."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from neuguong.audit.rules import Part
from neuguong.honours.actions import proposals as actions
from neuguong.honours.actions.guard import SubjectEntry
from neuguong.honours.forms.awards import (
    BallotForm,
    DecisionForm,
    NomineeForm,
    NomineesForm,
    ProposalForm,
    WhyNotForm,
)
from neuguong.honours.models import Nominee
from neuguong.honours.queries.achievement import achievement_of
from neuguong.honours.queries.lists import form_words, subject_word, who_of
from neuguong.honours.queries.place import collectives_of, members_seen
from neuguong.honours.queries.proposals import (
    ProposalPage,
    deciders_for,
    forms_on,
    nominee_seen,
    proposal_seen,
)
from neuguong.honours.queries.years import honours_of_person
from neuguong.honours.rights import Right
from neuguong.honours.rules.awards import (
    OUTCOME_LABELS,
    PROPOSAL_LABELS,
    Outcome,
    ProposalState,
    years_words,
)
from neuguong.honours.rules.subjects import SubjectKind
from neuguong.honours.views.asked import address, note_names, require_names, sentence, spot_asked
from neuguong.honours.views.awards import TONES
from neuguong.people.access import AccountActor, reader
from neuguong.ui.asked import ASKS, Question, asked, attempt, shown, today, told, typed
from neuguong.ui.fields import ActForm
from neuguong.ui.parts import Cell, Column, Link, Table

_OUTCOME_TONES = {Outcome.OPEN: "draft", Outcome.AWARDED: "done", Outcome.REFUSED: "not_done"}


@require_http_methods(ASKS)
@login_required
def new_proposal(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin a proposal."""
    by = reader(request)
    spot = spot_asked(request, by, slug)
    by.require(Right.PROPOSE, at=spot.unit)
    deciders = deciders_for(spot.unit)
    title = _("khen thưởng trong học tập và làm theo Bác, năm %(year)s") % {"year": spot.year}
    form = ProposalForm(
        typed(request), deciders=deciders, closed=spot.closed,
        initial={"title": title, "is_programme": True, "to_unit": deciders[0].pk,
                 "occasion": _("tổng kết năm %(year)s") % {"year": spot.year}},
    )  # fmt: skip
    made: list[int] = []
    if request.method == "POST" and attempt(
        form,
        lambda: made.append(
            actions.open_proposal(
                by=by, unit_id=spot.unit.pk, to_unit_id=form.cleaned_data["to_unit"],
                year=spot.year, title=form.cleaned_data["title"],
                occasion=form.cleaned_data["occasion"],
                is_programme=form.cleaned_data["is_programme"], made_on=today(),
                reason=form.reason,
            ).pk
        ),
    ):  # fmt: skip
        onward = reverse("honours:nominate", args=[made[0]])
        return told(request, _("Đã lập đề nghị. Chọn người, tập thể đưa vào danh sách."), onward)
    back = address("awards", spot)
    context = {
        "spot": spot, "form": form, "title": _("Lập đề nghị khen thưởng"), "go": _("Lập đề nghị"),
        "back": back,
        "trail": [Link(_("Khen thưởng, %(unit)s") % {"unit": spot.unit.short_name}, back)],
    }  # fmt: skip
    return shown(request, "honours/form.html", context)


@require_safe
@login_required
def proposal(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """A proposal: who is named for what, what to look at, the next step, its papers."""
    by = reader(request)
    page = proposal_seen(by, proposal_id)
    found = page.proposal
    rows = [each.nominee for each in page.nominated]
    if page.sees and not by.sees_names(found.unit.path):
        note_names(by, found.unit, rows, Part.LIST, proposal=found.pk)
    state = ProposalState(found.state)
    context = {
        "page": page, "proposal": found, "table": _table(by, page),
        "state": TONES[state], "word": PROPOSAL_LABELS[state],
        "warned": sum(bool(each.warnings) for each in page.nominated),
        "papers": _papers(page), "trail": _trail(by, page),
    }  # fmt: skip
    return render(request, "honours/proposal.html", context)


def _trail(by: AccountActor, page: ProposalPage) -> list[Link]:
    found = page.proposal
    url = f"{reverse('honours:awards', args=[found.unit.slug])}?ky={found.year}"
    return [Link(_("Khen thưởng, %(unit)s") % {"unit": found.unit.short_name}, url)]


def _table(by: AccountActor, page: ProposalPage) -> Table:
    rows = []
    for each in page.nominated:
        nominee, outcome = each.nominee, Outcome(each.nominee.outcome)
        url = reverse("honours:nominee", args=[nominee.pk]) if page.sees else ""
        votes = f"{nominee.votes_for}/{nominee.votes_of}" if nominee.votes_of else "–"
        warned = "; ".join(warning.text for warning in each.warnings)
        years = years_words(nominee.first_year, nominee.last_year)
        rows.append(
            [
                Cell(who_of(nominee, sees=page.sees), url,
                     note=f"{subject_word(nominee.subject_kind)}, {nominee.unit.short_name}"),
                Cell(form_words(nominee.form.label, nominee.grade),
                     note=_("thành tích %(years)s") % {"years": years}),
                Cell(votes),
                Cell(warned if page.sees else "", state="late" if warned and page.sees else ""),
                Cell(str(OUTCOME_LABELS[outcome]), state=_OUTCOME_TONES[outcome]),
            ]
        )  # fmt: skip
    head = [
        Column(_("Ai")), Column(_("Hình thức")), Column(_("Biểu quyết")),
        Column(_("Nên xem lại")), Column(_("Kết luận")),
    ]  # fmt: skip
    return Table(_("Danh sách đề nghị"), head, rows, shape="cards")


def _papers(page: ProposalPage) -> list[Link]:
    """The papers of a proposal, for those who may read its names."""
    if not (page.sees and page.nominated):
        return []
    found = page.proposal
    papers = [("trich-ngang", _("Tờ trình, danh sách trích ngang"))]
    if found.state == ProposalState.DECIDED:
        papers.append(("giay-khen", _("Giấy khen, mỗi tờ một trang")))
    base = reverse("honours:proposal_paper", args=[found.pk])
    return [
        Link(f"{label} ({shape.upper()})", f"{base}?to={kind}&dang={shape}")
        for kind, label in papers
        for shape in ("pdf", "docx")
    ]


@require_http_methods(ASKS)
@login_required
def nominate(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Tick many members and collectives and put them into the list for one form of award."""
    by = reader(request)
    page = proposal_seen(by, proposal_id)
    found = page.proposal
    by.require(Right.PROPOSE, at=found.unit)
    require_names(by, found.unit)
    members = members_seen(by, found.unit, today())
    notes = {row.person_id: _note(row.person_id, found.year) for row in members[:40]}
    form = NomineesForm(
        typed(request), members=members, units=collectives_of(found.unit),
        forms_in_use=forms_on(found.unit, today()), notes=notes, closed=page.closed,
        initial={"first_year": found.year, "last_year": found.year},
    )  # fmt: skip
    back = reverse("honours:proposal", args=[found.pk])
    if request.method == "POST" and attempt(
        form,
        lambda: actions.nominate(
            by=by, proposal_id=found.pk, rows=_nominations(form), today=today(), reason=form.reason
        ),
    ):
        return told(request, _("Đã đưa vào danh sách."), back)
    context = {
        "form": form, "title": _("Chọn người, tập thể đề nghị khen"), "go": _("Đưa vào danh sách"),
        "back": back, "tall": True,
        "trail": [*_trail(by, page), Link(sentence(found.title), back)],
    }  # fmt: skip
    return shown(request, "honours/form.html", context)


def _note(person_id: int, year: int) -> str:
    count = len(honours_of_person(person_id, year))
    return _("năm nay đã được ghi nhận %(count)s lần") % {"count": count} if count else ""


def _nominations(form: NomineesForm) -> list[actions.Nomination]:
    said = form.cleaned_data
    subjects = [
        (SubjectEntry(SubjectKind.COLLECTIVE, unit_id=int(number)), int(number))
        for number in said["units"]
    ]
    rows: list[tuple[SubjectEntry, int | None]] = [*subjects]
    rows += [
        (SubjectEntry(SubjectKind.INDIVIDUAL, person_id=int(number)), None)
        for number in said["people"]
    ]
    if said["name"].strip():
        rows.append((SubjectEntry(SubjectKind(said["kind"] or 1), name=said["name"]), None))
    return [
        actions.Nomination(
            subject, said["form_number"], said["first_year"], said["last_year"], unit_id=unit
        )
        for subject, unit in rows
    ]


@require_http_methods(ASKS)
@login_required
def nominee(request: HttpRequest, nominee_id: int) -> HttpResponse:
    """What one nominated achieved: the records beside the words one writes."""
    by = reader(request)
    each, page = nominee_seen(by, nominee_id)
    found = each.nominee
    if not page.sees:
        require_names(by, page.proposal.unit)
    drawn = achievement_of(found)
    form = NomineeForm(
        typed(request), nominee=found, forms_in_use=forms_on(page.proposal.unit, today()),
        draft="\n".join(drawn.sentences), closed=page.closed, initial={},
    )  # fmt: skip
    back = reverse("honours:proposal", args=[found.proposal_id])
    if request.method == "POST":
        by.require(Right.PROPOSE, at=page.proposal.unit)
        if attempt(form, lambda: _changed(by, found, form)):
            return told(request, _("Đã lưu thành tích."), back)
    paper = reverse("honours:nominee_paper", args=[found.pk])
    context = {
        "each": each, "nominee": found, "page": page, "form": form, "drawn": drawn, "back": back,
        "may_edit": "edit" in page.may, "kind": subject_word(found.subject_kind),
        "papers": [Link(f"{_('Báo cáo thành tích')} ({s.upper()})", f"{paper}?dang={s}")
                   for s in ("pdf", "docx")],
        "trail": [*_trail(by, page), Link(sentence(page.proposal.title), back)],
    }  # fmt: skip
    return shown(request, "honours/nominee.html", context)


def _changed(by: AccountActor, found: Nominee, form: NomineeForm) -> None:
    said = form.cleaned_data
    actions.change_nominee(
        by=by, nominee_id=found.pk, form=said["form_number"], grade=said["grade"],
        first_year=said["first_year"], last_year=said["last_year"], words=said["words"],
        post=said["post"], consented=said["consented"], consent_paper=said["consent_paper"],
        today=today(), reason=form.reason,
    )  # fmt: skip


@require_http_methods(ASKS)
@login_required
def drop(request: HttpRequest, nominee_id: int) -> HttpResponse:
    """Take one out of the list."""
    by = reader(request)
    each, page = nominee_seen(by, nominee_id)
    by.require(Right.PROPOSE, at=page.proposal.unit)
    form = ActForm(typed(request), closed=page.closed)
    question = Question(
        title=_("Bỏ khỏi danh sách"),
        sentence=_("Bỏ %(name)s khỏi danh sách đề nghị.")
        % {"name": who_of(each.nominee, sees=page.sees)},
        go=_("Bỏ khỏi danh sách"), back=reverse("honours:proposal", args=[page.proposal.pk]),
        said=_("Đã bỏ khỏi danh sách."),
    )  # fmt: skip
    return asked(
        request, question, form,
        lambda: actions.drop_nominee(by=by, nominee_id=nominee_id, reason=form.reason),
    )  # fmt: skip


@require_http_methods(ASKS)
@login_required
def ballot(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Write the vote on the whole list."""
    by = reader(request)
    page = proposal_seen(by, proposal_id)
    by.require(Right.PROPOSE, at=page.proposal.unit)
    require_names(by, page.proposal.unit)
    rows = [each.nominee for each in page.nominated]
    form = BallotForm(typed(request), nominees=rows, closed=page.closed, initial={"day": today()})
    question = Question(
        title=_("Biểu quyết danh sách"),
        sentence=_("Ghi số tán thành của từng người, từng tập thể trong số có mặt."),
        go=_("Ghi kết quả"), back=reverse("honours:proposal", args=[proposal_id]),
        said=_("Đã ghi kết quả biểu quyết."),
    )  # fmt: skip
    return asked(
        request, question, form,
        lambda: actions.record_vote(
            by=by, proposal_id=proposal_id, day=form.cleaned_data["day"],
            votes_of=form.cleaned_data["votes_of"], votes=form.votes, today=today(),
            reason=form.reason,
        ),
    )  # fmt: skip


@require_http_methods(ASKS)
@login_required
def send(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Send the proposal, after reading once more what one might look at."""
    by = reader(request)
    page = proposal_seen(by, proposal_id)
    by.require(Right.DECIDE, at=page.proposal.unit)
    require_names(by, page.proposal.unit)
    form = ActForm(typed(request), closed=page.closed)
    points = [warning.text for warning in page.warnings]
    points += [
        f"{each.nominee.name}: {warning.text}"
        for each in page.nominated
        for warning in each.warnings
    ]
    question = Question(
        title=_("Gửi đề nghị khen thưởng"),
        sentence=_("Gửi tới %(unit)s cùng danh sách trích ngang. Nơi nhận đọc được tên trong danh sách.")
        % {"unit": page.proposal.to_unit.name},
        go=_("Gửi đề nghị"), back=reverse("honours:proposal", args=[proposal_id]),
        said=_("Đã gửi đề nghị."), points=points,
    )  # fmt: skip
    return asked(
        request, question, form,
        lambda: actions.send_proposal(
            by=by, proposal_id=proposal_id, today=today(), reason=form.reason
        ),
    )  # fmt: skip


@require_http_methods(ASKS)
@login_required
def give_back(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Return the proposal with a reason."""
    by = reader(request)
    page = proposal_seen(by, proposal_id)
    by.require(Right.DECIDE, at=page.proposal.to_unit)
    form = WhyNotForm(typed(request))
    question = Question(
        title=_("Trả lại đề nghị"), sentence=_("Đơn vị sửa rồi gửi lại."), go=_("Trả lại"),
        back=reverse("honours:proposal", args=[proposal_id]), said=_("Đã trả lại."),
    )  # fmt: skip
    return asked(
        request, question, form,
        lambda: actions.return_proposal(
            by=by, proposal_id=proposal_id, why=form.cleaned_data["why"]
        ),
    )  # fmt: skip


@require_http_methods(ASKS)
@login_required
def decide(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Write the decision that confers; awards and certificates follow from it."""
    by = reader(request)
    page = proposal_seen(by, proposal_id)
    by.require(Right.DECIDE, at=page.proposal.to_unit)
    rows = [each.nominee for each in page.nominated]
    form = DecisionForm(
        typed(request), nominees=rows,
        initial={"day": today(), "issuer": page.proposal.to_unit.name},
    )  # fmt: skip
    question = Question(
        title=_("Ghi quyết định khen thưởng"),
        sentence=_("Ai không bị ghi lý do ở dưới thì được khen theo quyết định này."),
        go=_("Ghi quyết định"), back=reverse("honours:proposal", args=[proposal_id]),
        said=_("Đã ghi quyết định. In giấy khen ở dưới."),
    )  # fmt: skip
    return asked(
        request, question, form,
        lambda: actions.decide_proposal(
            by=by, proposal_id=proposal_id, decision=form.cleaned_data["decision"],
            decided_on=form.cleaned_data["day"], issuer=form.cleaned_data["issuer"],
            refused=form.refused, today=today(),
        ),
    )  # fmt: skip
