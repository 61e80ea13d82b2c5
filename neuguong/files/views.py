"""How a stored file is answered; the guarded paths lie in the rooms that link files."""

import logging

from django.http import FileResponse, Http404

from neuguong.files.models import StoredFile
from neuguong.files.queries import open_file
from neuguong.files.rules import Kind

log = logging.getLogger(__name__)


def file_response(file: StoredFile, *, thumbnail: bool = False) -> FileResponse:
    """The file for a browser that may see it: photos and PDF to look at, workbooks to save."""
    try:
        content = open_file(file, thumbnail=thumbnail)
    except FileNotFoundError as error:
        log.error("bytes of file %s are missing: %s", file.uid, error)
        raise Http404 from error
    response = FileResponse(
        content,
        as_attachment=file.kind == Kind.WORKBOOK,
        filename=file.original_name,
        content_type=file.mime,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, max-age=600"
    response["ETag"] = f'"{file.thumbnail_sha256 if thumbnail else file.sha256}"'
    return response
