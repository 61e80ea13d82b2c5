"""How a stored file reaches a browser."""

from pathlib import Path

import pytest
from django.http import FileResponse, Http404

from neuguong.files.actions import store_photo, store_scan, store_upload
from neuguong.files.models import StoredFile
from neuguong.files.tests.samples import pdf, picture, upload, workbook
from neuguong.files.tests.test_actions import Clerk
from neuguong.files.views import file_response

pytestmark = pytest.mark.django_db


def content_of(response: FileResponse) -> bytes:
    """What is sent; the file is closed after it."""
    sent = b"".join(response.streaming_content)  # type: ignore[arg-type]
    response.close()
    return sent


def test_a_photo_is_shown_and_never_taken_for_anything_else() -> None:
    file = store_photo(by=Clerk(), upload=upload(picture(), "Cầu Khuổi.jpg"))

    response = file_response(file)

    assert content_of(response).startswith(b"\xff\xd8\xff")
    assert response["Content-Type"] == "image/jpeg"
    assert (
        response["Content-Disposition"]
        == "inline; filename*=utf-8''C%E1%BA%A7u%20Khu%E1%BB%95i.jpg"
    )
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "private" in response["Cache-Control"]
    assert int(response["Content-Length"]) == file.size


def test_the_thumbnail_is_another_picture_with_another_tag() -> None:
    file = store_photo(by=Clerk(), upload=upload(picture(800, 600)))

    whole, small = file_response(file), file_response(file, thumbnail=True)

    assert whole["ETag"] != small["ETag"]
    assert len(content_of(small)) < len(content_of(whole))


def test_a_workbook_is_saved_and_a_pdf_is_shown() -> None:
    excel = file_response(store_upload(by=Clerk(), upload=upload(workbook(), "dk.xlsx")))
    scan = file_response(store_scan(by=Clerk(), upload=upload(pdf(), "qd.pdf")))

    assert excel["Content-Disposition"] == 'attachment; filename="dk.xlsx"'
    assert scan["Content-Disposition"] == 'inline; filename="qd.pdf"'
    excel.close()
    scan.close()


def test_a_pdf_has_no_thumbnail_and_lost_bytes_are_not_found(files_that_vanish: Path) -> None:
    file = store_scan(by=Clerk(), upload=upload(pdf()))
    with pytest.raises(Http404):
        file_response(file, thumbnail=True)

    (files_that_vanish / file.path).unlink()
    with pytest.raises(Http404):
        file_response(StoredFile.objects.get())
