"""A theme with what there is to read; set one, add and take away materials."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from neuguong.files.views import file_response
from neuguong.org.queries import unit_seen
from neuguong.people.access import reader
from neuguong.study.actions import add_material, add_theme, remove_material
from neuguong.study.forms import MaterialForm, ThemeForm
from neuguong.study.queries import material_seen, theme_seen
from neuguong.study.rights import Right
from neuguong.study.views.asked import address, is_closed, trail_of, year_asked
from neuguong.ui.asked import (
    ASKS,
    FormPage,
    Question,
    asked,
    attempt,
    form_page,
    shown,
    told,
    typed,
)
from neuguong.ui.fields import ActForm
from neuguong.ui.parts import Link


@require_http_methods(ASKS)
@login_required
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Set a theme of a year for a unit and all beneath it."""
    by = reader(request)
    unit = unit_seen(by, slug, Right.VIEW)
    by.require(Right.RUN, at=unit)
    year = year_asked(request, unit)
    form = ThemeForm(typed(request), closed=is_closed(by, unit, year))
    page = FormPage(
        title=_("Đặt chuyên đề năm %(year)s") % {"year": year},
        go=_("Lưu chuyên đề"),
        said=_("Đã lưu chuyên đề."),
        trail=trail_of(unit, year, Link(_("Chuyên đề mới"))),
        back=address("unit", unit, year),
        over=_("Chuyên đề dùng cho %(unit)s và mọi đơn vị trực thuộc.") % {"unit": unit.name},
    )
    return form_page(request, page, form,
        lambda: add_theme(by=by, unit_id=unit.pk, entry=form.entry(year), reason=form.reason),
        lambda made: reverse("study:theme", args=[made.pk]),
    )  # fmt: skip


@require_http_methods(ASKS)
@login_required
def theme(request: HttpRequest, theme_id: int) -> HttpResponse:
    """A theme and what there is to read; who runs study adds to it here."""
    by, found = reader(request), theme_seen(reader(request), theme_id)
    may_run = by.may(Right.RUN, at=found.unit)
    if request.method == "POST":
        by.require(Right.RUN, at=found.unit)
    files = request.FILES if request.method == "POST" else None
    form = MaterialForm(typed(request), files) if may_run else None
    here = reverse("study:theme", args=[found.pk])
    if request.method == "POST" and form is not None and attempt(
        form,
        lambda: add_material(
            by=by, theme_id=found.pk, title=form.cleaned_data["title"],
            url=form.cleaned_data["url"], upload=form.cleaned_data["upload"],
        ),
    ):  # fmt: skip
        return told(request, _("Đã thêm tài liệu."), here)
    context = {
        "theme": found, "form": form, "may_run": may_run,
        "materials": list(found.materials.select_related("file")),
        "trail": trail_of(found.unit, found.year, Link(found.title)),
    }  # fmt: skip
    return shown(request, "study/theme.html", context)


@require_safe
@login_required
def material(request: HttpRequest, material_id: int) -> FileResponse:
    """The file of a material."""
    found = material_seen(reader(request), material_id)
    if found.file is None:
        raise Http404
    return file_response(found.file)


@require_http_methods(ASKS)
@login_required
def drop_material(request: HttpRequest, material_id: int) -> HttpResponse:
    """Take a material off its theme after asking once."""
    by = reader(request)
    found = material_seen(by, material_id)
    by.require(Right.RUN, at=found.theme.unit)
    question = Question(
        title=_("Bỏ tài liệu"), sentence=_("Bỏ “%(title)s” khỏi chuyên đề.") % {"title": found.title},
        go=_("Bỏ tài liệu"), back=reverse("study:theme", args=[found.theme_id]),
        said=_("Đã bỏ tài liệu."),
    )  # fmt: skip
    form = ActForm(typed(request))
    return asked(request, question, form, lambda: remove_material(by=by, material_id=found.pk))
