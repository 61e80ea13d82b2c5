"""Photos of good models: shown, added, taken away."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from neuguong.files.views import file_response
from neuguong.honours.actions import examples as actions
from neuguong.honours.forms.examples import ModelPhotosForm
from neuguong.honours.queries.examples import photo_seen
from neuguong.honours.rights import Right
from neuguong.honours.views.examples import model_to_write
from neuguong.people.access import reader
from neuguong.ui.asked import ASKS, Question, asked, typed


@require_http_methods(ASKS)
@login_required
def add_photos(request: HttpRequest, model_id: int) -> HttpResponse:
    """Show a model by photos."""
    by = reader(request)
    found = model_to_write(by, model_id, Right.PROPOSE).model
    files = request.FILES if request.method == "POST" else None
    form = ModelPhotosForm(typed(request), files)
    question = Question(
        title=_("Thêm ảnh mô hình"),
        sentence=_("Ảnh có mặt người chỉ đọc được trong tổ chức cơ sở, trừ khi người đó đồng ý."),
        go=_("Thêm ảnh"), back=reverse("honours:model", args=[found.pk]), said=_("Đã thêm ảnh."),
    )  # fmt: skip
    return asked(
        request, question, form,
        lambda: actions.add_photos(
            by=by, model_id=model_id, uploads=form.cleaned_data["photos"],
            caption=form.cleaned_data["caption"],
            is_open=form.cleaned_data["is_open"], now=timezone.now(),
        ),
    )  # fmt: skip


@require_safe
@login_required
def photo(request: HttpRequest, photo_id: int) -> FileResponse:
    """A photo, or with `nho` its small copy."""
    found = photo_seen(reader(request), photo_id)
    return file_response(found.file, thumbnail="nho" in request.GET)


@require_POST
@login_required
def remove_photo(request: HttpRequest, photo_id: int) -> HttpResponse:
    """Take a photo away."""
    by = reader(request)
    found = photo_seen(by, photo_id)
    by.require(Right.PROPOSE, at=found.model.unit)
    number = found.model_id
    actions.remove_photo(by=by, photo_id=photo_id)
    return redirect("honours:model", number)
