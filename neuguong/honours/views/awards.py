"""What was conferred in a branch, an award, history taken over, and the catalogue of forms."""

from collections.abc import Sequence

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from neuguong.audit.actions import record_read
from neuguong.audit.rules import Part
from neuguong.honours.actions import conferred
from neuguong.honours.forms.awards import AwardedForm, HistoryForm, WhyNotForm
from neuguong.honours.models import Award
from neuguong.honours.queries.lists import award_words, subject_word, who_of
from neuguong.honours.queries.place import Spot, collectives_of, members_seen
from neuguong.honours.queries.proposals import (
    award_seen,
    awards_of,
    counted,
    forms_on,
    proposals_of,
    waiting_proposals,
)
from neuguong.honours.rights import Right
from neuguong.honours.rules.awards import (
    PROPOSAL_LABELS,
    TALLY_LABELS,
    ProposalState,
    Tally,
    years_words,
)
from neuguong.honours.rules.subjects import SUBJECT_LABELS
from neuguong.honours.views.asked import (
    address,
    file_slug,
    frame,
    may_write,
    note_names,
    period_asked,
    sentence,
    sheet_of,
    spot_asked,
)
from neuguong.lib.amounts import Qualifier, format_amount
from neuguong.lib.dates import format_day
from neuguong.people.access import AccountActor, reader
from neuguong.ui.asked import ASKS, Question, asked, attempt, shown, today, told, typed
from neuguong.ui.parts import Cell, Column, Link, Table
from neuguong.ui.sheet import sheet_answer

TONES = {
    ProposalState.DRAFT: "draft",
    ProposalState.VOTED: "doing",
    ProposalState.SENT: "submitted",
    ProposalState.DECIDED: "done",
    ProposalState.RETURNED: "returned",
}
_SHOWN = 200


@require_safe
@login_required
def awards(request: HttpRequest, slug: str) -> HttpResponse:
    """What was conferred in a branch in some years, by decision or by achievement; proposals."""
    by = reader(request)
    spot = spot_asked(request, by, slug)
    period = period_asked(request)
    span = (period.years[0], period.years[-1]) if period else (spot.year, spot.year)
    basis = request.GET.get("theo") == "thanh-tich"
    rows = awards_of(spot.unit, *span, by_achievement=basis)
    if shape := request.GET.get("dang"):
        return _file(by, spot, list(rows), shape)
    found = list(rows[: _SHOWN + 1])
    if by.opened_names(spot.unit.path):
        note_names(by, spot.unit, found[:_SHOWN], Part.LIST)
    here = address("awards", spot)
    context = {
        **frame(request, by, spot, "awards"),
        "years": years_words(*span),
        "may": may_write(by, spot),
        "counts": _counts(list(rows)),
        "table": _table(by, found[:_SHOWN]),
        "is_cut": len(found) > _SHOWN,
        "proposals": _proposals(spot),
        "waiting": _waiting(by),
        "basis": [
            Link(_("Theo ngày quyết định"), here, not basis),
            Link(_("Theo năm có thành tích"), f"{here}&theo=thanh-tich", basis),
        ],
        "urls": {n: address(n, spot) for n in ("new_proposal", "add_award", "history", "awards")},
    }
    return render(request, "honours/awards.html", context)


def _counts(rows: Sequence[Award]) -> Table:
    """Instances and different subjects, side by side and never added."""
    lines = []
    for each in counted(rows):
        mark = Qualifier.AT_LEAST if each.has_history else Qualifier.EXACTLY
        label = str(TALLY_LABELS[each.tally])
        lines.append(
            [
                Cell(label[:1].upper() + label[1:]),
                Cell(str(SUBJECT_LABELS[each.kind])),
                Cell(format_amount(each.instances, "", mark) if _rough(rows, each.tally)
                     else str(each.instances)),
                Cell(str(each.subjects) if each.subjects else "–"),
            ]
        )  # fmt: skip
    head = [
        Column(_("Loại")), Column(_("Cho ai")), Column(_("Số lượt"), number=True),
        Column(_("Số người, tập thể khác nhau"), number=True, short=_("Khác nhau")),
    ]  # fmt: skip
    return Table(_("Số lượt và số chủ thể không cộng với nhau"), head, lines, shape="cards")


def _rough(rows: Sequence[Award], tally: Tally) -> bool:
    return any(row.tally == tally and row.qualifier != Qualifier.EXACTLY for row in rows)


def _table(by: AccountActor, rows: Sequence[Award]) -> Table:
    lines = [
        [
            Cell(_who(by, award), reverse("honours:award", args=[award.pk]), note=award.unit.short_name),
            Cell(award_words(award), note=_instances(award)),
            Cell(years_words(award.first_year, award.last_year)),
            Cell(_("lịch sử nhập") if award.is_history else format_day(award.decided_on),
                 note=award.decision or award.source),
        ]
        for award in rows
    ]  # fmt: skip
    head = [
        Column(_("Ai")), Column(_("Hình thức")), Column(_("Thành tích năm")),
        Column(_("Quyết định")),
    ]  # fmt: skip
    return Table(_("Các lượt khen"), head, lines, shape="cards")


def _who(by: AccountActor, award: Award) -> str:
    is_own = award.person_id is not None and award.person_id == by.person_id
    return who_of(award, sees=is_own or award.is_history or by.sees_names(award.unit.path))


def _instances(award: Award) -> str:
    if award.instances == 1 and award.qualifier == Qualifier.EXACTLY:
        return ""
    return format_amount(award.instances, _("lượt"), Qualifier(award.qualifier))


def _proposals(spot: Spot) -> Table | None:
    found = proposals_of(spot.unit, spot.year)
    if not found:
        return None
    rows = []
    for each in found:
        state = ProposalState(each.state)
        count = _("%(count)s tên") % {"count": len(each.nominees.all())}
        rows.append(
            [
                Cell(
                    sentence(each.title),
                    reverse("honours:proposal", args=[each.pk]),
                    note=each.occasion,
                ),
                Cell(each.to_unit.short_name),
                Cell(count),
                Cell(str(PROPOSAL_LABELS[state]), state=TONES[state]),
            ]
        )
    head = [
        Column(_("Đề nghị")), Column(_("Nơi quyết định")), Column(_("Danh sách")),
        Column(_("Trạng thái")),
    ]  # fmt: skip
    return Table(_("Đề nghị khen thưởng"), head, rows, shape="cards")


def _waiting(by: AccountActor) -> Table | None:
    found = waiting_proposals(by)
    if not found:
        return None
    rows = [
        [
            Cell(sentence(each.title), reverse("honours:proposal", args=[each.pk])),
            Cell(each.unit.short_name),
            Cell(format_day(each.sent_on) if each.sent_on else ""),
        ]
        for each in found
    ]
    head = [Column(_("Đề nghị")), Column(_("Đơn vị")), Column(_("Gửi ngày"))]
    return Table(_("Đề nghị chờ quyết định"), head, rows, shape="cards")


def _file(by: AccountActor, spot: Spot, rows: Sequence[Award], shape: str) -> HttpResponse:
    """The awards as one sees them, to take away."""
    named = by.sees_names(spot.unit.path)
    if named:
        note_names(by, spot.unit, rows, Part.EXPORT)
    heads = [
        _("Ngày quyết định"), _("Ai"), _("Cho ai"), _("Đơn vị"), _("Hình thức"), _("Thành tích năm"),
        _("Số lượt"), _("Số quyết định"), _("Nơi ban hành"), _("Nguồn"),
    ]  # fmt: skip
    lines = [
        [
            None if award.is_history else award.decided_on, _who(by, award),
            subject_word(award.subject_kind), award.unit.name, award_words(award),
            years_words(award.first_year, award.last_year), award.instances, award.decision,
            award.issuer, award.source,
        ]
        for award in rows
    ]  # fmt: skip
    title = _("Khen thưởng, %(unit)s, năm %(year)s") % {"unit": spot.unit.name, "year": spot.year}
    name = f"khen-thuong-{file_slug(spot.unit)}-{spot.year}"
    return sheet_answer(sheet_of(name, title, heads, lines, named=named), shape)


@require_safe
@login_required
def award(request: HttpRequest, award_id: int) -> HttpResponse:
    """One award: who, what, by which decision, from which proposal or paper."""
    by = reader(request)
    found = award_seen(by, award_id)
    sees = found.is_history or found.person_id == by.person_id or by.sees_names(found.unit.path)
    if sees and found.person_id and found.person_id != by.person_id:
        record_read(
            by=by, act=Right.VIEW, subject=found, person_id=found.person_id, part=Part.DEED,
            unit_id=found.unit_id,
        )  # fmt: skip
    context = {
        "award": found, "honoured": who_of(found, sees=sees), "form": award_words(found),
        "kind": subject_word(found.subject_kind), "instances": _instances(found),
        "years": years_words(found.first_year, found.last_year), "sees": sees,
        "may_revoke": found.revoked_on is None and by.may(Right.DECIDE, at=found.unit),
        "trail": [Link(_("Khen thưởng, %(unit)s") % {"unit": found.unit.short_name},
                       reverse("honours:awards", args=[found.unit.slug])
                       if by.may(Right.VIEW, at=found.unit) else "")],
    }  # fmt: skip
    return render(request, "honours/award.html", context)


@require_http_methods(ASKS)
@login_required
def revoke(request: HttpRequest, award_id: int) -> HttpResponse:
    """Take an award back."""
    by = reader(request)
    found = award_seen(by, award_id)
    by.require(Right.DECIDE, at=found.unit)
    form = WhyNotForm(typed(request))
    question = Question(
        title=_("Thu hồi khen thưởng"),
        sentence=_("Lượt khen này vẫn được giữ cùng lý do, nhưng không còn được đếm."),
        go=_("Thu hồi"), back=reverse("honours:award", args=[found.pk]), said=_("Đã thu hồi."),
        bad=True,
    )  # fmt: skip
    return asked(
        request, question, form,
        lambda: conferred.revoke_award(
            by=by, award_id=award_id, why=form.cleaned_data["why"], today=today()
        ),
    )  # fmt: skip


@require_http_methods(ASKS)
@login_required
def add_award(request: HttpRequest, slug: str) -> HttpResponse:
    """Write an award that came by a decision from elsewhere."""
    by = reader(request)
    spot = spot_asked(request, by, slug)
    by.require(Right.DECIDE, at=spot.unit)
    form = AwardedForm(
        typed(request), members=members_seen(by, spot.unit, today()), units=collectives_of(spot.unit),
        forms_in_use=forms_on(spot.unit, today()), closed=spot.closed,
        initial={"first_year": spot.year, "last_year": spot.year, "is_programme": True},
    )  # fmt: skip
    if request.method == "POST" and attempt(
        form,
        lambda: conferred.add_awards(
            by=by, unit_id=spot.unit.pk, rows=[form.entry], today=today(), reason=form.reason
        ),
    ):
        return told(request, _("Đã ghi lượt khen."), address("awards", spot))
    context = _form_page(spot, form, _("Ghi khen thưởng đã có quyết định"), _("Ghi lượt khen"))
    return shown(request, "honours/form.html", context)


@require_http_methods(ASKS)
@login_required
def history(request: HttpRequest, slug: str) -> HttpResponse:
    """Write what an old paper says of some years at once."""
    by = reader(request)
    spot = spot_asked(request, by, slug)
    by.require(Right.DECIDE, at=spot.unit)
    form = HistoryForm(typed(request), forms_in_use=forms_on(spot.unit, today()))
    if request.method == "POST" and attempt(
        form,
        lambda: conferred.add_history(by=by, unit_id=spot.unit.pk, entry=form.entry, today=today()),
    ):
        return told(request, _("Đã ghi lịch sử."), address("awards", spot))
    context = _form_page(spot, form, _("Nhập lịch sử khen thưởng"), _("Ghi lịch sử"))
    context["sentence"] = _(
        "Dùng khi chỉ còn con số trong báo cáo cũ. Số này tính vào năm cuối của giai đoạn và luôn"
        " ghi rõ là lịch sử nhập."
    )
    return shown(request, "honours/form.html", context)


def _form_page(spot: Spot, form: object, title: str, go: str) -> dict[str, object]:
    back = address("awards", spot)
    return {
        "spot": spot, "form": form, "title": title, "go": go, "back": back,
        "trail": [Link(_("Khen thưởng, %(unit)s") % {"unit": spot.unit.short_name}, back)],
    }  # fmt: skip
