"""Reading stored files; whether someone may see them is asked by the room that links them."""

from typing import Any

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db.models import QuerySet

from neuguong.files.models import StoredFile


def open_file(file: StoredFile, *, thumbnail: bool = False) -> File[Any]:
    """The bytes, opened for reading; raises `FileNotFoundError` when there are none."""
    path = file.thumbnail_path if thumbnail else file.path
    if not path:
        raise FileNotFoundError(f"{file.uid} has no thumbnail")
    return default_storage.open(path, "rb")


def same_bytes(file: StoredFile) -> QuerySet[StoredFile]:
    """The other uploads of the very same photo, scan or workbook."""
    return StoredFile.objects.filter(source_sha256=file.source_sha256).exclude(pk=file.pk)
