"""Photos, scans and workbooks are kept: small, upright, harmless, once."""

import hashlib
import io
import os
import random
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image, ImageCms
from pytest_django import Settings

from neuguong.files import rules
from neuguong.files.actions import discard, remove_orphans, store_photo, store_scan, store_upload
from neuguong.files.models import StoredFile
from neuguong.files.queries import open_file, same_bytes
from neuguong.files.tests.samples import COMMENT, GPS, pdf, picture, upload, workbook
from neuguong.lib.actor import HasPath, PathRange
from neuguong.lib.refusal import Refused

pytestmark = pytest.mark.django_db


@dataclass
class Clerk:
    """An actor who may do anything."""

    id: int | None = 7
    name: str = "Nông Thị Mai"
    person_id: int | None = None

    def may(self, right: str, at: HasPath) -> bool:
        return True

    def require(self, right: str, at: HasPath) -> None:
        return None

    def scope(self, right: str) -> tuple[PathRange, ...]:
        return ()

    def sees_names(self, path: str) -> bool:
        return True


def opened(file: StoredFile, *, thumbnail: bool = False) -> Image.Image:
    """The kept picture."""
    with open_file(file, thumbnail=thumbnail) as stored:
        return Image.open(io.BytesIO(stored.read()))


def stored_paths(folder: Path) -> list[str]:
    """All files below the storage."""
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())


def is_red(image: Image.Image, x: int, y: int) -> bool:
    """Whether a dot is red, give or take what JPEG does."""
    dot = image.getpixel((x, y))
    assert isinstance(dot, tuple)
    return dot[0] > 200 and dot[1] < 80 and dot[2] < 80


def test_a_photo_of_twelve_megapixels_is_made_small_and_loses_its_metadata() -> None:
    data = picture(4000, 3000, quality=95)

    file = store_photo(by=Clerk(), upload=upload(data, "IMG_0001.JPG"))

    assert (file.kind, file.mime, file.original_name) == ("photo", "image/jpeg", "IMG_0001.jpg")
    assert (file.width, file.height) == (1600, 1200)
    assert (file.by_id, file.by_name) == (7, "Nông Thị Mai")
    image, small = opened(file), opened(file, thumbnail=True)
    assert (image.size, small.size) == ((1600, 1200), (320, 240))
    for kept in (image, small):
        assert kept.format == "JPEG"
        assert dict(kept.getexif()) == {}
        assert not {"exif", "comment", "icc_profile", "xmp", "photoshop"} & set(kept.info)
        assert is_red(kept, 5, 5)
    with open_file(file) as stored:
        content = stored.read()
    assert len(content) == file.size
    assert COMMENT not in content
    assert b"Hang may anh" not in content


def test_the_position_stays_only_on_purpose() -> None:
    kept = opened(store_photo(by=Clerk(), upload=upload(picture()), keep_position=True))

    assert kept.getexif().get_ifd(GPS)[1] == "N"
    assert 0x010F not in kept.getexif()


@pytest.mark.parametrize(("orientation", "corner"), [(1, (4, 4)), (3, (395, 295)), (6, (295, 4))])
def test_a_photo_is_turned_upright(orientation: int, corner: tuple[int, int]) -> None:
    file = store_photo(by=Clerk(), upload=upload(picture(orientation=orientation)))

    assert (file.width, file.height) == ((300, 400) if orientation == 6 else (400, 300))
    assert is_red(opened(file), *corner)


@pytest.mark.parametrize(
    ("form", "mode"),
    [("PNG", "RGBA"), ("PNG", "RGB"), ("PNG", "L"), ("PNG", "P"), ("PNG", "I;16"), ("PNG", "1"),
     ("WEBP", "RGB"), ("WEBP", "RGBA"), ("JPEG", "L"), ("JPEG", "CMYK")],
)  # fmt: skip
def test_pictures_of_every_kind_become_plain_photos(form: str, mode: str) -> None:
    data = picture(800, 600, form=form, mode=mode)

    file = store_photo(by=Clerk(), upload=upload(data, f"anh.{form.lower()}"))

    kept = opened(file)
    assert (kept.format, kept.mode, kept.size) == ("JPEG", "RGB", (800, 600))
    if mode == "RGBA":
        assert kept.getpixel((790, 590)) == (255, 255, 255)


def test_a_photo_keeps_its_look_when_its_colours_are_described_by_a_profile() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

    good = store_photo(by=Clerk(), upload=upload(picture(icc_profile=profile)))
    damaged = store_photo(by=Clerk(), upload=upload(picture(icc_profile=b"no profile")))

    for file in (good, damaged):
        assert is_red(opened(file), 5, 5)
        assert "icc_profile" not in opened(file).info


def test_a_small_photo_is_not_blown_up() -> None:
    file = store_photo(by=Clerk(), upload=upload(picture(200, 100)))

    assert (file.width, file.height) == (200, 100)
    assert opened(file, thumbnail=True).size == (200, 100)


def test_what_is_hidden_behind_a_photo_does_not_survive() -> None:
    file = store_photo(
        by=Clerk(), upload=upload(picture() + b"<script>alert(1)</script>" + workbook())
    )

    with open_file(file) as stored:
        content = stored.read()
    assert b"<script>" not in content
    assert b"PK\x03\x04" not in content


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_empty"),
        (b"MZ" + bytes(500), "not_a_photo"),
        (b"<html>", "not_a_photo"),
        (picture()[:400], "photo_unreadable"),
        (picture(form="PNG")[:200], "photo_unreadable"),
        (b"\xff\xd8\xff" + b"x" * 500, "photo_unreadable"),
    ],
)
def test_what_is_no_photo_is_refused_and_leaves_nothing(
    data: bytes, code: str, files_that_vanish: Path
) -> None:
    with pytest.raises(Refused) as caught:
        store_photo(by=Clerk(), upload=upload(data))

    assert caught.value.refusal.code == code
    assert not StoredFile.objects.exists()
    assert stored_paths(files_that_vanish) == []


@pytest.mark.parametrize("side", [8_000, 10_000, 16_000])
def test_a_small_file_that_unpacks_to_a_huge_picture_is_refused(side: int) -> None:
    bomb = picture(side, side, form="PNG", mode="1")
    assert len(bomb) < rules.MEGABYTE

    with pytest.raises(Refused) as caught:
        store_photo(by=Clerk(), upload=upload(bomb, "anh.png"))

    assert caught.value.refusal.code == "photo_too_many_pixels"


def test_a_file_over_the_limit_is_not_even_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("neuguong.files.actions.MAX_BYTES", 1000)
    monkeypatch.setattr(rules, "MAX_BYTES", 1000)

    with pytest.raises(Refused) as caught:
        store_photo(by=Clerk(), upload=upload(picture()))

    assert caught.value.refusal.code == "file_too_large"


@pytest.mark.filterwarnings("ignore::UserWarning")  # Pillow tells of damaged metadata
def test_damaged_photos_are_refused_and_never_break_the_program() -> None:
    chance = random.Random(2022)
    codes = set()
    for form in ("JPEG", "PNG", "WEBP"):
        whole = picture(64, 48, form=form)
        for _round in range(40):
            damaged = bytearray(whole)
            for _byte in range(6):
                damaged[chance.randrange(12, len(damaged))] = chance.randrange(256)
            try:
                store_photo(by=Clerk(), upload=upload(bytes(damaged)))
            except Refused as refused:
                codes.add(refused.refusal.code)
    assert codes <= {"photo_unreadable", "photo_too_many_pixels"}


def test_a_scan_may_be_a_pdf_which_stays_as_it_is() -> None:
    out = io.BytesIO()
    Image.new("L", (1240, 1754), 255).save(out, "PDF", resolution=150)

    for data in (pdf(), out.getvalue()):
        file = store_scan(by=Clerk(), upload=upload(data, "Quyết định 12.pdf"))
        assert (file.kind, file.mime) == ("pdf", "application/pdf")
        assert file.original_name == "Quyết định 12.pdf"
        assert file.thumbnail_path == ""
        with open_file(file) as stored:
            assert stored.read() == data


def test_a_scan_may_be_a_picture_that_stays_legible() -> None:
    file = store_scan(by=Clerk(), upload=upload(picture(3508, 2480)))

    assert file.kind == "photo"
    assert (file.width, file.height) == (2400, 1697)


def test_a_workbook_is_kept_for_the_import() -> None:
    excel = store_upload(by=Clerk(), upload=upload(workbook(), "Đăng ký.xlsx"))
    text = store_upload(by=Clerk(), upload=upload("Họ tên;Việc\n".encode(), "dk.csv"))

    assert (excel.kind, excel.original_name) == ("workbook", "Đăng ký.xlsx")
    assert (text.mime, text.original_name) == ("text/csv", "dk.csv")
    with pytest.raises(Refused):
        store_upload(by=Clerk(), upload=upload(pdf(), "gia.xlsx"))


def test_the_same_photo_is_kept_once_but_each_upload_is_known(files_that_vanish: Path) -> None:
    first = store_photo(by=Clerk(), upload=upload(picture(), "a.jpg"))
    second = store_photo(by=Clerk(id=8, name="Hà"), upload=upload(picture(), "b.jpg"))
    store_photo(by=Clerk(), upload=upload(picture(500, 500)))

    assert first.path == second.path
    assert list(same_bytes(first)) == [second]
    assert len(stored_paths(files_that_vanish)) == 4


def test_a_file_that_a_crash_left_half_written_is_mended(files_that_vanish: Path) -> None:
    file = store_photo(by=Clerk(), upload=upload(picture()))
    (files_that_vanish / file.path).write_bytes(b"half")

    store_photo(by=Clerk(), upload=upload(picture()))

    assert opened(file).size == (400, 300)


def test_bytes_without_an_upload_go_but_only_when_they_are_old(files_that_vanish: Path) -> None:
    keep = store_photo(by=Clerk(), upload=upload(picture(500, 500)))
    gone = store_photo(by=Clerk(), upload=upload(picture()))
    discard(file=gone)
    yesterday = timezone.now() - timedelta(days=1)

    assert remove_orphans(yesterday) == 0
    for path in (gone.path, gone.thumbnail_path, keep.path):
        os.utime(files_that_vanish / path, (0, 0))
    assert remove_orphans(yesterday) == 2

    assert stored_paths(files_that_vanish) == sorted([keep.path, keep.thumbnail_path])
    assert default_storage.exists(keep.path)


def test_a_bucket_in_place_of_a_folder_serves_as_well(settings: object) -> None:
    settings.STORAGES = {  # type: ignore[attr-defined]
        **settings.STORAGES,  # type: ignore[attr-defined]
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    }

    first = store_photo(by=Clerk(), upload=upload(picture()))
    store_photo(by=Clerk(), upload=upload(picture()))

    assert opened(first).size == (400, 300)


def test_a_store_that_is_no_folder_keeps_the_same_bytes(settings: Settings) -> None:
    memory = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
    settings.STORAGES = {**settings.STORAGES, "default": memory}
    first, second = (store_photo(by=Clerk(), upload=upload(picture())) for _turn in range(2))
    assert first.sha256 == second.sha256
    with open_file(first) as file:
        assert hashlib.sha256(file.read()).hexdigest() == first.sha256
