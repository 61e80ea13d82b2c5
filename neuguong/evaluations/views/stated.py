"""Pages of what is stated: declarations with minutes, titles, imported totals; quotas and regimes."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from neuguong.evaluations import actions
from neuguong.evaluations.actions import TitleEntry
from neuguong.evaluations.forms import (
    DeclarationForm,
    TitleForm,
    TotalsForm,
    TryForm,
    WordsForm,
)
from neuguong.evaluations.queries.quotas import Simulation, simulate, try_out
from neuguong.evaluations.queries.regimes import regimes
from neuguong.evaluations.queries.stated import (
    declaration_of,
    declarations_of,
    title_of,
    titles_of,
    words_of,
)
from neuguong.evaluations.rights import Right
from neuguong.evaluations.rules.levels import LEVEL_WORDS, SUBJECT_WORDS, Level, Subject
from neuguong.evaluations.rules.quota import (
    DENOMINATOR_WORDS,
    GROUPING_WORDS,
    ROUNDING_WORDS,
)
from neuguong.evaluations.rules.rating import TitleKind, is_published
from neuguong.evaluations.views.asked import Spot, frame, spot_asked
from neuguong.lib.amounts import format_number
from neuguong.lib.dates import format_day
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
from neuguong.ui.parts import Cell, Column, Link, Table

_SUBJECTS = (Subject.MEMBER, Subject.ORGANISATION, Subject.GRASSROOTS)


@require_http_methods(ASKS)
@login_required
def stated(request: HttpRequest, slug: str) -> HttpResponse:
    """Declarations and titles of a unit; who may state them finds the forms."""
    spot = spot_asked(request, slug)
    which = request.POST.get("act", "")
    may = spot.may(Right.DECLARE)
    if request.method == "POST":
        spot.by.require(Right.DECLARE, at=spot.unit)
    declaration = DeclarationForm(
        request.POST if which == "declare" else None, closed=spot.closed,
        initial={"minutes_on": today()},
    )  # fmt: skip
    title = TitleForm(request.POST if which == "title" else None, closed=spot.closed)
    if which == "declare" and attempt(declaration, lambda: _declare(spot, declaration)):
        return told(request, _("Đã ghi điều kê khai, kèm biên bản."), spot.url("stated"))
    if which == "title" and attempt(title, lambda: _title(spot, title)):
        return told(request, _("Đã ghi danh hiệu."), spot.url("stated"))
    context = frame(spot, "stated") | {
        "declarations": _declarations(spot, may=may),
        "titles": _titles(spot, may=may),
        "declaration_form": declaration if may else None,
        "title_form": title if may else None,
    }
    status = TO_BE_MENDED if request.method == "POST" else 200
    return render(request, "evaluations/stated.html", context, status=status)


@require_http_methods(ASKS)
@login_required
def drop_declaration(request: HttpRequest, slug: str) -> HttpResponse:
    """Take back the declaration `so` with a reason."""
    spot = spot_asked(request, slug, Right.DECLARE)
    found = declaration_of(spot.unit, number_asked(request, "so"))
    if found is None:
        raise Http404
    return _drop(
        request, spot, _("Bỏ điều kê khai"),
        lambda reason: actions.drop_declaration(
            by=spot.by, declaration_id=found.pk, reason=reason
        ),
    )  # fmt: skip


@require_http_methods(ASKS)
@login_required
def drop_title(request: HttpRequest, slug: str) -> HttpResponse:
    """Take back the title `so` with a reason."""
    spot = spot_asked(request, slug, Right.DECLARE)
    found = title_of(spot.unit, number_asked(request, "so"))
    if found is None:
        raise Http404
    return _drop(
        request, spot, _("Bỏ danh hiệu"),
        lambda reason: actions.drop_title(by=spot.by, title_id=found.pk, reason=reason),
    )  # fmt: skip


@require_http_methods(ASKS)
@login_required
def totals(request: HttpRequest, slug: str) -> HttpResponse:
    """Imported totals of a year of which there are no single ratings."""
    spot = spot_asked(request, slug, Right.DECIDE)
    subject = _subject(request)
    form = TotalsForm(request.POST if request.method == "POST" else None, closed=spot.closed)

    def act() -> object:
        counts = form.counts
        numbers = {
            Level.EXCELLENT: counts.excellent, Level.GOOD: counts.good, Level.DONE: counts.done,
            Level.FAILED: counts.failed,
        }  # fmt: skip
        return actions.state_totals(
            by=spot.by, unit_id=spot.unit.pk, year=spot.year, subject=subject, numbers=numbers,
            source=form.cleaned_data["source"], today=today(), reason=form.reason,
        )  # fmt: skip

    question = Question(
        title=_("Số tổng hợp năm %(year)s, %(subject)s")
        % {"year": spot.year, "subject": SUBJECT_WORDS[subject]},
        sentence=_("Dùng cho năm cũ chỉ còn con số. Ghi lại thì thay số trước; bỏ trống bằng số 0."),
        go=_("Lưu số tổng hợp"), back=spot.url("quota"), said=_("Đã lưu số tổng hợp."),
    )  # fmt: skip
    return asked(request, question, form, act)


@require_safe
@login_required
def quota(request: HttpRequest, slug: str) -> HttpResponse:
    """What each regime would give for the ratings this unit decides, and for numbers one tries out."""
    spot = spot_asked(request, slug)
    subject = _subject(request)
    tried = TryForm(request.GET if "excellent" in request.GET else None)
    trial = try_out(tried.counts, people=subject is Subject.MEMBER) if tried.is_valid() else []
    named = spot.by.sees_names(spot.unit.path)
    found = simulate(spot.unit, spot.year, subject)
    context = frame(spot, "quota") | {
        "subjects": [
            Link(str(SUBJECT_WORDS[one]), spot.url("quota", cua=f"{int(one)}"), one == subject)
            for one in _SUBJECTS
        ],
        "subject": int(subject),
        "found": [_told(one, named=named or subject is not Subject.MEMBER) for one in found],
        "any": any(one.groups for one in found),
        "form": tried,
        "trial": [_told(one, named=False) for one in trial],
        "totals_url": spot.url("totals", cua=f"{int(subject)}") if spot.may(Right.DECIDE) else "",
    }
    return render(request, "evaluations/quota.html", context)


@require_safe
@login_required
def rules(request: HttpRequest) -> HttpResponse:
    """The regimes side by side, as their rows say."""
    tables = []
    heads = (_("Mức"), _("Điểm từ"), _("Đúng hạn, %"), _("Vượt mức, %"), _("Khắc phục, %"),
             _("Cấp độ nhiệm vụ"), _("Cấp độ khác"), _("Kỷ luật"), _("Việc đăng ký"))  # fmt: skip
    for regime in regimes():
        rows = [
            [
                Cell(str(LEVEL_WORDS[Level(one.level)])),
                *(
                    Cell("–" if value is None else f"{value}")
                    for value in (
                        one.least_points, one.least_on_time, one.least_above, one.least_fixed,
                        one.least_work_grade, one.least_other_grade,
                    )
                ),
                Cell(_("không có") if one.bars_disciplined else "–"),
                Cell(_("làm xong") if one.asks_programme else "–"),
            ]
            for one in regime.conditions.all()
        ]  # fmt: skip
        table = Table(regime.name, [Column(head) for head in heads], rows, shape="cards")
        tables.append((regime, table, [_quota_words(row.quota) for row in regime.quotas.all()]))
    return render(request, "evaluations/rules.html", {"regimes": tables})


def _subject(request: HttpRequest) -> Subject:
    asked_for = number_asked(request, "cua")
    return Subject(asked_for) if asked_for in _SUBJECTS else Subject.MEMBER


def _quota_words(quota: object) -> str:
    q = quota
    words = _("Xuất sắc không quá %(cap)s%% %(of)s, %(group)s, %(round)s") % {
        "cap": format_number(q.cap),  # type: ignore[attr-defined]
        "of": DENOMINATOR_WORDS[q.denominator],  # type: ignore[attr-defined]
        "group": GROUPING_WORDS[q.grouping],  # type: ignore[attr-defined]
        "round": ROUNDING_WORDS[q.rounding],  # type: ignore[attr-defined]
    }
    special = q.special_cap  # type: ignore[attr-defined]
    if special is None:
        return f"{words}."
    return words + _("; nơi tiêu biểu không quá %(cap)s%%.") % {"cap": format_number(special)}


def _told(one: Simulation, *, named: bool) -> dict[str, object]:
    """A regime's answer: a line for each group, and who stands in groups that are over."""
    heads = (_("Nhóm"), _("Xuất sắc"), _("Tính trên"), _("Tỷ lệ"), _("Được"), _("Vượt"))
    rows = []
    for group in one.groups:
        found = group.finding
        share = f"{format_number(found.share)}%" if found.share is not None else "–"
        note = _("vừa mức nơi tiêu biểu") if found.over and found.fits_special else ""
        rows.append([
            Cell(group.name or _("Tính chung")), Cell(f"{found.counts.excellent}"),
            Cell(f"{found.base}"), Cell(share), Cell(f"{found.allowed}"),
            Cell(f"{found.over}", note=note, state="late" if found.over else "confirmed"),
        ])  # fmt: skip
    columns = [Column(head, number=0 < place < 5) for place, head in enumerate(heads)]
    over = [
        row.name
        for group in one.groups
        if group.finding.over
        for row in group.excellent
        if named and not row.is_total
    ]
    return {
        "regime": one.regime, "words": _quota_words(one.quota), "over": one.over, "names": over,
        "table": Table(one.regime.name, columns, rows, shape="cards") if rows else None,
    }  # fmt: skip


def _declare(spot: Spot, form: DeclarationForm) -> object:
    return actions.declare(
        by=spot.by, unit_id=spot.unit.pk, year=spot.year, entry=form.entry, today=today(),
        reason=form.reason,
    )  # fmt: skip


def _title(spot: Spot, form: TitleForm) -> object:
    data = form.cleaned_data
    entry = TitleEntry(
        TitleKind(data["title_kind"]), data["text"], data["issuer"], data["decision"],
        data["decided_on"],
    )  # fmt: skip
    return actions.give_title(
        by=spot.by, unit_id=spot.unit.pk, year=spot.year, entry=entry, today=today(),
        reason=form.reason,
    )  # fmt: skip


def _drop(
    request: HttpRequest, spot: Spot, title: str, act: Callable[[str], object]
) -> HttpResponse:
    form = WordsForm(request.POST if request.method == "POST" else None, label=_("Lý do"))
    question = Question(
        title=title, sentence=_("Nhật ký giữ điều đã ghi và lý do."), go=title,
        back=spot.url("stated"), said=_("Đã bỏ."), bad=True,
    )  # fmt: skip
    return asked(request, question, form, lambda: act(form.cleaned_data["text"]))


def _declarations(spot: Spot, *, may: bool) -> Table | None:
    rows = []
    for row in declarations_of(spot.unit):
        minutes = _("Biên bản %(number)s ngày %(day)s") % {
            "number": row.minutes, "day": format_day(row.minutes_on),
        }  # fmt: skip
        votes = _("%(votes)s/%(present)s tán thành") % {
            "votes": row.votes_for, "present": row.present,
        }  # fmt: skip
        hidden = "" if is_published(row.of) else _("dưới 5 người, không hiện thành số liệu")
        cells = [
            Cell(str(row.get_kind_display()), note=hidden), Cell(f"{row.year}"),
            Cell(words_of(row), note=_("trong %(of)s người") % {"of": row.of}),
            Cell(minutes, note=votes), Cell(row.by_name),
        ]  # fmt: skip
        if may:
            cells.append(Cell(_("Bỏ"), spot.url("drop_declaration", so=f"{row.pk}")))
        rows.append(cells)
    heads = [_("Kê khai"), _("Năm"), _("Tỷ lệ, số"), _("Căn cứ"), _("Người ghi")]
    columns = [Column(head) for head in [*heads, *([_("Sửa")] if may else [])]]
    return Table(_("Điều cấp ủy kê khai"), columns, rows, shape="cards") if rows else None


def _titles(spot: Spot, *, may: bool) -> Table | None:
    rows = []
    for row in titles_of(spot.unit):
        note = format_day(row.decided_on) if row.decided_on else ""
        cells = [
            Cell(row.text, note=str(row.get_kind_display())), Cell(f"{row.year}"), Cell(row.issuer),
            Cell(row.decision or "–", note=note),
        ]  # fmt: skip
        if may:
            cells.append(Cell(_("Bỏ"), spot.url("drop_title", so=f"{row.pk}")))
        rows.append(cells)
    heads = [_("Danh hiệu"), _("Năm"), _("Nơi công nhận"), _("Quyết định")]
    columns = [Column(head) for head in [*heads, *([_("Sửa")] if may else [])]]
    return Table(_("Danh hiệu"), columns, rows, shape="cards") if rows else None
