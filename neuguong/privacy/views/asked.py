"""What every page of this room asks of a request."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from neuguong.lib.refusal import Refused


def done(
    request: HttpRequest, act: Callable[[], Any], said: str, form: forms.BaseForm | None = None
) -> bool:
    """Whether an act went through; a refusal is told beside the form, or above the page."""
    if form is not None and not form.is_valid():
        return False
    try:
        act()
    except Refused as refused:
        if form is None:
            messages.warning(request, refused.refusal.text)
            return True
        form.add_error(None, refused.refusal.text)
        return False
    messages.success(request, said)
    return True


def page(
    request: HttpRequest, template: str, context: dict[str, Any], *typed: forms.BaseForm
) -> HttpResponse:
    """The page; with status 422 where something that was typed was refused."""
    refused = any(form.is_bound and form.errors for form in typed)
    return render(request, template, context, status=422 if refused else 200)


def file_answer(name: str, content: bytes, mime: str) -> HttpResponse:
    """A file to keep."""
    answer = HttpResponse(content, content_type=mime)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer
