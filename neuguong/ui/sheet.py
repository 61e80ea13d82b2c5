"""A table as a file in the answer."""

from typing import Final

from django.http import Http404, HttpResponse

from neuguong.lib.tables import Table, as_csv, as_xlsx

_SHAPES: Final = {
    "xlsx": (as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": (as_csv, "text/csv; charset=utf-8"),
}


def sheet_answer(sheet: Table, shape: str) -> HttpResponse:
    """The sheet as `xlsx` or `csv`; any other shape is no page of ours."""
    if shape not in _SHAPES:
        raise Http404
    write, mime = _SHAPES[shape]
    response = HttpResponse(write(sheet), content_type=mime)
    response.headers["Content-Disposition"] = f'attachment; filename="{sheet.name}.{shape}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
