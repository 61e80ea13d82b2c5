"""Taking files in: checked, made harmless, kept under their hash. The calling act records it."""

import hashlib
import io
import logging
import math
import os
import struct
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, default_storage, storages
from django.db import transaction
from django.db.models import Q
from PIL import Image, ImageCms, ImageOps

from neuguong.files.models import StoredFile, path_of
from neuguong.files.rules import (
    MAX_BYTES,
    PHOTO_EDGE,
    SCAN_EDGE,
    THUMBNAIL_EDGE,
    Format,
    Kind,
    clean_name,
    format_of,
    refuse_picture,
    refuse_pixels,
    refuse_scan,
    refuse_secret_name,
    refuse_size,
    refuse_workbook,
    scanner_away,
    too_many_pixels,
    unreadable_photo,
    virus_found,
)
from neuguong.lib.actor import Actor
from neuguong.lib.clamav import ScannerAway, virus_in
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.vietnamese import nfc

log = logging.getLogger(__name__)

_GPS: Final = 0x8825
_JPEG_QUALITY: Final = 85
_NAME_LENGTH: Final = 160
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WORKBOOKS: Final = {
    "xlsx": _XLSX,
    "xls": "application/vnd.ms-excel",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "csv": "text/csv",
}
_DAMAGED: Final = (
    OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, OverflowError, struct.error,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Picture:
    jpeg: bytes
    thumbnail: bytes
    width: int
    height: int


@transaction.atomic
def store_photo(*, by: Actor, upload: File[Any], keep_position: bool = False) -> StoredFile:
    """Keep a photo as a JPEG of at most 1600 px, upright, with no metadata, and a thumbnail.

    Only `keep_position` leaves the place where it was taken. Raises `Refused` for anything else
    than a JPEG, PNG or WebP within the limits of `rules`.
    """
    data = _read(upload)
    _check(refuse_picture(data))
    return _keep_picture(data, by=by, upload=upload, edge=PHOTO_EDGE, keep_position=keep_position)


@transaction.atomic
def store_scan(*, by: Actor, upload: File[Any]) -> StoredFile:
    """Keep a scanned paper: a PDF as it is, a picture like a photo but up to 2400 px."""
    data = _read(upload)
    _check(refuse_scan(data))
    if format_of(data) is not Format.PDF:
        return _keep_picture(data, by=by, upload=upload, edge=SCAN_EDGE, keep_position=False)
    return _keep_as_is(data, Kind.PDF, "application/pdf", "pdf", by=by, upload=upload)


@transaction.atomic
def store_upload(*, by: Actor, upload: File[Any], read_as: str = "") -> StoredFile:
    """Keep a workbook (.xlsx without macros, or CSV) as it is, for an import to read.

    `read_as` is "xlsx", "xls", "ods" or "csv" where the caller has opened it already as such and found
    no harm in it; otherwise that is judged here, and only .xlsx and CSV in Unicode pass.
    """
    data = _read(upload)
    if read_as:
        mime = _WORKBOOKS[read_as]
        return _keep_as_is(data, Kind.WORKBOOK, mime, read_as, by=by, upload=upload)
    _check(refuse_workbook(data))
    if format_of(data) is Format.TEXT:
        return _keep_as_is(data, Kind.WORKBOOK, "text/csv", "csv", by=by, upload=upload)
    return _keep_as_is(data, Kind.WORKBOOK, _XLSX, "xlsx", by=by, upload=upload)


def discard(*, file: StoredFile) -> None:
    """Forget an upload; its bytes go with `remove_orphans` unless another upload has the same."""
    file.delete()


def remove_orphans(before: datetime) -> int:
    """Remove bytes that no upload refers to and that were written before a moment; returns how many.

    They stem from uploads that broke off and from `discard`. Leave a day, so that no upload
    still under way loses its bytes.
    """
    removed = 0
    for first in default_storage.listdir("")[0]:
        for second in default_storage.listdir(first)[0]:
            names = default_storage.listdir(f"{first}/{second}")[1]
            for name in set(names) - _known(names):
                path = f"{first}/{second}/{name}"
                if default_storage.get_modified_time(path) < before:
                    default_storage.delete(path)
                    removed += 1
    return removed


def _known(names: list[str]) -> set[str]:
    rows = StoredFile.objects.filter(Q(sha256__in=names) | Q(thumbnail_sha256__in=names))
    return {sha for row in rows.values_list("sha256", "thumbnail_sha256") for sha in row}


def _check(refusal: Refusal | None) -> None:
    if refusal is not None:
        raise Refused(refusal)


def _read(upload: File[Any]) -> bytes:
    upload.seek(0)
    data = bytes(upload.read(MAX_BYTES + 1))
    _check(refuse_size(len(data)))
    _check(refuse_secret_name(upload.name or ""))
    if settings.CLAMAV:
        _check(_scanned(data))
    return data


def _scanned(data: bytes) -> Refusal | None:
    """What the virus scanner of the house says; a file that it could not look at is not let in."""
    try:
        virus = virus_in(data, settings.CLAMAV)
    except ScannerAway as fault:
        log.error("the virus scanner does not answer: %s", fault)
        return scanner_away()
    return virus_found(virus) if virus else None


def _keep_as_is(
    data: bytes, kind: Kind, mime: str, extension: str, *, by: Actor, upload: File[Any]
) -> StoredFile:
    return _keep(
        data, data, by=by, kind=kind, mime=mime,
        original_name=clean_name(upload.name or "", extension),
    )  # fmt: skip


def _keep_picture(
    data: bytes, *, by: Actor, upload: File[Any], edge: int, keep_position: bool
) -> StoredFile:
    picture = _develop(data, edge, keep_position=keep_position)
    return _keep(
        data, picture.jpeg, by=by, kind=Kind.PHOTO, mime="image/jpeg",
        original_name=clean_name(upload.name or "", "jpg"),
        width=picture.width, height=picture.height, thumbnail_sha256=_put(picture.thumbnail),
    )  # fmt: skip


def _keep(source: bytes, data: bytes, *, by: Actor, kind: Kind, **columns: Any) -> StoredFile:
    return StoredFile.objects.create(
        kind=kind.value, sha256=_put(data), source_sha256=hashlib.sha256(source).hexdigest(),
        size=len(data), by_id=by.id, by_name=nfc(by.name)[:_NAME_LENGTH], **columns,
    )  # fmt: skip


def _put(data: bytes) -> str:
    """Write bytes under their hash, whole or not at all, and return the hash.

    Bytes already there are written again: that mends a damaged file and makes it young, so that
    `remove_orphans` cannot take it from an upload still under way.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    name = path_of(sha256)
    storage = storages["default"]
    if not isinstance(storage, FileSystemStorage):  # a bucket, where an object appears whole
        if not storage.exists(name):
            storage.save(name, ContentFile(data))
        return sha256
    path = Path(storage.path(name))
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{uuid4().hex}")
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o640), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
    return sha256


def _develop(data: bytes, edge: int, *, keep_position: bool) -> _Picture:
    """The picture upright, in sRGB, at most `edge` px long, free of all that came with it."""
    try:
        with Image.open(io.BytesIO(data), formats=(format_of(data).value,)) as image:
            _check(refuse_pixels(*image.size))
            exif = _position(image) if keep_position else None
            shrink = min(1.0, edge / max(image.size))
            width, height = (math.ceil(side * shrink) for side in image.size)
            image.draft(None, (width, height))  # a JPEG is then decoded at 1/2, 1/4 or 1/8
            upright = ImageOps.exif_transpose(image)
            clean = _plain_rgb(upright)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused(too_many_pixels()) from None
    except _DAMAGED:
        raise Refused(unreadable_photo()) from None
    clean.thumbnail((edge, edge), Image.Resampling.LANCZOS)
    small = clean.copy()
    small.thumbnail((THUMBNAIL_EDGE, THUMBNAIL_EDGE), Image.Resampling.LANCZOS)
    return _Picture(_jpeg(clean, exif), _jpeg(small, None), clean.width, clean.height)


def _position(image: Image.Image) -> Image.Exif | None:
    """Metadata with nothing but the place where it was taken; None without one that can be read."""
    exif = Image.Exif()
    try:
        exif[_GPS] = dict(image.getexif().get_ifd(_GPS))
        exif.tobytes()
    except _DAMAGED:
        return None
    return exif if exif[_GPS] else None


def _plain_rgb(image: Image.Image) -> Image.Image:
    """A new picture with the same dots, on white where it was clear, and nothing but dots."""
    profile = image.info.get("icc_profile")
    if profile and image.mode == "RGB":
        image = _in_srgb(image, profile)
    elif image.mode.startswith("I;16"):
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    clean = Image.new("RGB", image.size, "white")
    if image.has_transparency_data:
        see_through = image.convert("RGBA")
        clean.paste(see_through, mask=see_through.getchannel("A"))
    else:
        clean.paste(image.convert("RGB"))
    return clean


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        found = ImageCms.profileToProfile(
            image, ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
        )
    except (ImageCms.PyCMSError, OSError):
        return image  # a damaged profile costs a shade of colour, not the photo
    return found or image


def _jpeg(image: Image.Image, exif: Image.Exif | None) -> bytes:
    out = io.BytesIO()
    options = {"exif": exif} if exif else {}
    image.save(out, "JPEG", quality=_JPEG_QUALITY, optimize=True, **options)
    return out.getvalue()
