"""Good models: those of a unit, those others let one learn from, one with who follows it."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from neuguong.deeds.rules import mask_names
from neuguong.honours.actions import examples as actions
from neuguong.honours.forms.examples import (
    AdoptForm,
    ModelForm,
    RecogniseForm,
    TellForm,
)
from neuguong.honours.forms.roll import WhyForm
from neuguong.honours.models import Adoption, GoodModel
from neuguong.honours.queries.examples import (
    ModelPage,
    adoption_seen,
    adoptions_in,
    model_seen,
    models_of,
    open_models,
    units_that_may_adopt,
)
from neuguong.honours.queries.place import fields_in_use, spot_of
from neuguong.honours.rights import Right
from neuguong.honours.rules.examples import MODEL_LABELS, STATE_LABELS, ModelKind, ModelState
from neuguong.honours.views.asked import address, file_slug, frame, may_write, sheet_of, spot_asked
from neuguong.lib.dates import format_day
from neuguong.lib.tables import Value
from neuguong.people.access import AccountActor, reader
from neuguong.programme.queries import year_closed
from neuguong.ui.asked import (
    ASKS,
    Question,
    asked,
    attempt,
    number_asked,
    shown,
    today,
    told,
    typed,
)
from neuguong.ui.parts import Cell, Column, Link, Table
from neuguong.ui.sheet import sheet_answer

TONES = {ModelState.DRAFT: "doing", ModelState.RECOGNISED: "done", ModelState.ENDED: "closed"}


@require_safe
@login_required
def models(request: HttpRequest, slug: str) -> HttpResponse:
    """The models of a branch in a year, and what its units took over from others."""
    by = reader(request)
    spot = spot_asked(request, by, slug)
    found, taken = models_of(spot.unit, spot.year), adoptions_in(spot.unit, spot.year)
    if shape := request.GET.get("dang"):
        heads = [
            _("Loại"),
            _("Tên"),
            _("Đơn vị"),
            _("Lĩnh vực"),
            _("Trạng thái"),
            _("Nơi làm theo"),
        ]
        rows: list[list[Value]] = [
            [str(MODEL_LABELS[ModelKind(m.kind)]), m.title, m.unit.name, m.field.label,
             str(STATE_LABELS[ModelState(m.state)]), _followers(m)]
            for m in found
        ]  # fmt: skip
        title = _("Mô hình hay, %(unit)s, năm %(year)s") % {
            "unit": spot.unit.name,
            "year": spot.year,
        }
        name = f"mo-hinh-{file_slug(spot.unit)}-{spot.year}"
        return sheet_answer(sheet_of(name, title, heads, rows, named=False), shape)
    context = {
        **frame(request, by, spot, "models"),
        "may": may_write(by, spot),
        "table": _table(found),
        "taken": _taken(taken) if taken else None,
        "new_url": address("new_model", spot),
        "here": address("models", spot),
    }
    return render(request, "honours/models.html", context)


def _followers(model: GoodModel) -> int:
    return int(getattr(model, "followers", 0))


def _table(found: Sequence[GoodModel]) -> Table:
    rows = []
    for model in found:
        state = ModelState(model.state)
        rows.append(
            [
                Cell(model.title, reverse("honours:model", args=[model.pk]),
                     note=str(MODEL_LABELS[ModelKind(model.kind)])),
                Cell(model.unit.short_name),
                Cell(model.field.label),
                Cell(str(_followers(model))),
                Cell(str(STATE_LABELS[state]), state=TONES[state]),
            ]
        )  # fmt: skip
    head = [
        Column(_("Mô hình")), Column(_("Đơn vị")), Column(_("Lĩnh vực")),
        Column(_("Nơi làm theo"), number=True), Column(_("Trạng thái")),
    ]  # fmt: skip
    return Table(_("Mô hình, cách làm hay"), head, rows, shape="cards")


def _taken(rows: Sequence[Adoption]) -> Table:
    lines = [
        [
            Cell(row.model.title, reverse("honours:model", args=[row.model_id]),
                 note=row.model.unit.short_name),
            Cell(row.unit.short_name),
            Cell(format_day(row.since)),
            Cell(row.result or "–"),
        ]
        for row in rows
    ]  # fmt: skip
    head = [
        Column(_("Mô hình")), Column(_("Đơn vị làm theo")), Column(_("Từ ngày")),
        Column(_("Kết quả")),
    ]  # fmt: skip
    return Table(_("Làm theo mô hình của nơi khác"), head, lines, shape="cards")


@require_safe
@login_required
def learn(request: HttpRequest) -> HttpResponse:
    """Recognised models that other units let everybody read."""
    words, field = request.GET.get("tim", ""), number_asked(request, "linh-vuc")
    context = {
        "words": words, "field": field, "fields": fields_in_use(),
        "table": _table(open_models(words, field)),
    }  # fmt: skip
    return render(request, "honours/learn.html", context)


@require_http_methods(ASKS)
@login_required
def new_model(request: HttpRequest, slug: str) -> HttpResponse:
    """Describe a model."""
    by = reader(request)
    spot = spot_asked(request, by, slug)
    by.require(Right.PROPOSE, at=spot.unit)
    form = ModelForm(
        typed(request), fields=fields_in_use(), closed=spot.closed, initial={"started_on": today()}
    )
    made: list[int] = []
    if request.method == "POST" and attempt(
        form,
        lambda: made.append(
            actions.write_model(
                by=by, unit_id=spot.unit.pk, year=spot.year, entry=form.entry, today=today(),
                reason=form.reason,
            ).pk
        ),
    ):  # fmt: skip
        return told(request, _("Đã ghi mô hình."), reverse("honours:model", args=[made[0]]))
    back = address("models", spot)
    return shown(
        request, "honours/form.html", _form(form, _("Viết mô hình hay"), _("Lưu mô hình"), back)
    )


def _form(form: object, title: str, go: str, back: str) -> dict[str, Any]:
    return {
        "form": form, "title": title, "go": go, "back": back,
        "trail": [Link(_("Mô hình hay"), back)],
    }  # fmt: skip


@require_safe
@login_required
def model(request: HttpRequest, model_id: int) -> HttpResponse:
    """A model: how it works, what came of it, its photos, who does the same and where."""
    by = reader(request)
    page = model_seen(by, model_id)
    found, state = page.model, ModelState(page.model.state)
    context = {
        "page": page, "model": found, "kind": MODEL_LABELS[ModelKind(found.kind)],
        "how": found.how if page.sees else mask_names(found.how, []),
        "result": found.result if page.sees else mask_names(found.result, []),
        "state": TONES[state], "word": STATE_LABELS[state],
        "spread": _spread(page), "followers": _followers_table(by, page),
        "trail": [Link(_("Mô hình hay"), _models_url(by, found))],
    }  # fmt: skip
    return render(request, "honours/model.html", context)


def _models_url(by: AccountActor, found: GoodModel) -> str:
    if by.may(Right.VIEW, at=found.unit):
        return f"{reverse('honours:models', args=[found.unit.slug])}?ky={found.year}"
    return reverse("honours:learn")


def _spread(page: ModelPage) -> Table | None:
    """How far a model went: places by the unit above them, with the first day and how many."""
    if not page.spread:
        return None
    rows = [
        [
            Cell(above.name if above else "–"),
            Cell(str(len(rows))),
            Cell(format_day(min(row.since for row in rows))),
            Cell(", ".join(row.unit.short_name for row in rows)),
        ]
        for above, rows in page.spread
    ]
    head = [
        Column(_("Địa bàn")), Column(_("Số nơi"), number=True), Column(_("Sớm nhất")),
        Column(_("Đơn vị")),
    ]  # fmt: skip
    return Table(_("Lan tỏa theo địa bàn"), head, rows, shape="cards")


def _followers_table(by: AccountActor, page: ModelPage) -> Table | None:
    """Who does the same since when, with what result; a door to write it for those who may."""
    if not page.adoptions:
        return None
    rows = []
    for row in page.adoptions:
        sees = by.sees_names(row.unit.path)
        url = reverse("honours:tell_adoption", args=[row.pk])
        may = by.may(Right.PROPOSE, at=row.unit)
        rows.append(
            [
                Cell(row.unit.name),
                Cell(format_day(row.since)),
                Cell((row.result if sees else mask_names(row.result, [])) or "–"),
                Cell(_("Ghi kết quả") if may else "–", url if may else ""),
            ]
        )
    head = [
        Column(_("Đơn vị")), Column(_("Làm theo từ")), Column(_("Kết quả")), Column(_("Sửa")),
    ]  # fmt: skip
    return Table(_("Nơi làm theo"), head, rows, shape="cards")


def model_to_write(by: AccountActor, model_id: int, right: Right) -> ModelPage:
    """A model on which one may act: 404 where one may not know of it, 403 where one only reads."""
    page = model_seen(by, model_id)
    by.require(right, at=page.model.unit)
    return page


@require_http_methods(ASKS)
@login_required
def change_model(request: HttpRequest, model_id: int) -> HttpResponse:
    """Describe a model better."""
    by = reader(request)
    found = model_to_write(by, model_id, Right.PROPOSE).model
    spot = spot_of(found.unit, found.year, today=today())
    form = ModelForm(
        typed(request), fields=fields_in_use(), model=found, closed=spot.closed, initial={}
    )
    back = reverse("honours:model", args=[found.pk])
    if request.method == "POST" and attempt(
        form,
        lambda: actions.change_model(
            by=by, model_id=found.pk, entry=form.entry, today=today(), reason=form.reason
        ),
    ):
        return told(request, _("Đã sửa mô hình."), back)
    return shown(
        request, "honours/form.html", _form(form, _("Sửa mô hình"), _("Lưu mô hình"), back)
    )


@require_http_methods(ASKS)
@login_required
def recognise(request: HttpRequest, model_id: int) -> HttpResponse:
    """Recognise a model."""
    by = reader(request)
    found = model_to_write(by, model_id, Right.DECIDE).model
    spot = spot_of(found.unit, found.year, today=today())
    form = RecogniseForm(typed(request), closed=spot.closed, initial={"day": today()})
    question = Question(
        title=_("Công nhận mô hình"), sentence=_("Từ nay mô hình này được đếm trong năm."),
        go=_("Công nhận"), back=reverse("honours:model", args=[found.pk]), said=_("Đã công nhận."),
    )  # fmt: skip
    return asked(
        request, question, form,
        lambda: actions.recognise_model(
            by=by, model_id=model_id, decision=form.cleaned_data["decision"],
            day=form.cleaned_data["day"], today=today(), reason=form.reason,
        ),
    )  # fmt: skip


@require_http_methods(ASKS)
@login_required
def end_model(request: HttpRequest, model_id: int) -> HttpResponse:
    """Say that a model is no longer kept up."""
    by = reader(request)
    found = model_to_write(by, model_id, Right.DECIDE).model
    form = WhyForm(typed(request))
    question = Question(
        title=_("Thôi mô hình"), sentence=_("Năm đã công nhận vẫn đếm mô hình này."),
        go=_("Thôi mô hình"), back=reverse("honours:model", args=[found.pk]), said=_("Đã ghi."),
    )  # fmt: skip
    return asked(
        request, question, form,
        lambda: actions.end_model(
            by=by, model_id=model_id, why=form.cleaned_data["why"], today=today()
        ),
    )  # fmt: skip


@require_http_methods(ASKS)
@login_required
def adopt(request: HttpRequest, model_id: int) -> HttpResponse:
    """Say that a unit does the same."""
    by = reader(request)
    page = model_seen(by, model_id)
    if not by.may_anywhere(Right.PROPOSE):
        by.require(Right.PROPOSE, at=page.model.unit)
    units = units_that_may_adopt(by, page.model)
    form = AdoptForm(typed(request), units=units, initial={"since": today()})
    back = reverse("honours:model", args=[model_id])
    if request.method == "POST" and attempt(
        form,
        lambda: actions.adopt_model(
            by=by, model_id=model_id, unit_id=form.cleaned_data["unit"],
            since=form.cleaned_data["since"], result=form.cleaned_data["result"], today=today(),
        ),
    ):  # fmt: skip
        return told(request, _("Đã ghi đơn vị làm theo."), back)
    return shown(
        request, "honours/form.html", _form(form, _("Làm theo mô hình"), _("Ghi làm theo"), back)
    )


@require_http_methods(ASKS)
@login_required
def tell_adoption(request: HttpRequest, adoption_id: int) -> HttpResponse:
    """Say what came of doing the same."""
    by = reader(request)
    found = adoption_seen(by, adoption_id)
    form = TellForm(
        typed(request), closed=year_closed(found.unit, found.year), initial={"result": found.result}
    )
    question = Question(
        title=_("Kết quả làm theo ở %(unit)s") % {"unit": found.unit.name},
        sentence=found.model.title, go=_("Lưu kết quả"),
        back=reverse("honours:model", args=[found.model_id]), said=_("Đã lưu kết quả."),
    )  # fmt: skip
    return asked(
        request, question, form,
        lambda: actions.tell_adoption(
            by=by, adoption_id=adoption_id, result=form.cleaned_data["result"], reason=form.reason
        ),
    )  # fmt: skip
