"""Files in a bucket: kept, read through the guard, small pictures, orphans; a stub stands for the bucket."""

import io
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from pytest_django import Settings

from neuguong.config import env
from neuguong.deeds import actions
from neuguong.deeds.actions.entries import DeedEntry
from neuguong.deeds.models import Evidence
from neuguong.deeds.rules import RegistrationState
from neuguong.files.actions import discard, remove_orphans, store_photo
from neuguong.ops.archive.writing import in_folder
from neuguong.ops.management.commands.backup import Command
from tests.stub_bucket import Bucket, bucket
from tests.world import TODAY, YEAR, World

for _library in ("boto3", "storages"):
    pytest.importorskip(_library, reason="what keeps files in a bucket is not here: make s3-setup")

pytestmark = pytest.mark.django_db
CELL = "tinh/huyen/xa/mot"


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path) -> Iterator[Bucket]:
    """The site keeps its files in a bucket, as NEUGUONG_S3 says it."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "thu")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "thu")
    with bucket("anh") as found:
        monkeypatch.setenv("NEUGUONG_S3", f"s3://anh?endpoint={found.address}&region=vn-1")
        settings.STORAGES = {**settings.STORAGES, "default": env.storage("NEUGUONG_S3", tmp_path)}
        yield found
    assert not list(tmp_path.iterdir())


def photo(colour: str) -> SimpleUploadedFile:
    """A picture of one colour."""
    out = io.BytesIO()
    Image.new("RGB", (640, 480), colour).save(out, "JPEG")
    return SimpleUploadedFile("cau.jpg", out.getvalue(), "image/jpeg")


def browser_of(world: World, who: str) -> Client:
    """A browser at which one of the cast has signed in."""
    browser = Client()
    browser.force_login(world.accounts[who])
    return browser


def test_a_photo_in_a_bucket_is_read_through_the_guard_only(world: World, kept: Bucket) -> None:
    deed = actions.begin_registration(
        by=world.giang, unit_id=world.unit(CELL).pk, year=YEAR, today=TODAY,
        entries=[DeedEntry("Mở 700 m đường")], person_id=world.people["Chi"].pk,
        until=RegistrationState.CONFIRMED,
    ).deeds.get()  # fmt: skip
    chi = browser_of(world, "chi")
    sent = {"photos": [photo("green")], "caption": "Cầu"}
    assert chi.post(reverse("deeds:add_photos", args=[deed.pk]), sent).status_code == 302

    proof = Evidence.objects.get()
    assert sorted(kept.objects) == sorted([proof.file.path, proof.file.thumbnail_path])
    address = reverse("deeds:evidence", args=[proof.pk])
    whole, small = chi.get(address), chi.get(f"{address}?nho=1")
    assert b"".join(whole) == kept.objects[proof.file.path]
    assert b"".join(small) == kept.objects[proof.file.thumbnail_path]
    assert kept.address not in chi.get(reverse("deeds:deed", args=[deed.pk])).content.decode()
    assert browser_of(world, "dung").get(address).status_code == 404
    assert all(is_signed for _method, is_signed in kept.asked)

    kept.objects.clear()
    assert chi.get(address).status_code == 404


def test_bytes_without_an_owner_can_be_removed_from_a_bucket(world: World, kept: Bucket) -> None:
    gone, left = (store_photo(by=world.giang, upload=photo(c)) for c in ("red", "blue"))
    store_photo(by=world.giang, upload=photo("blue"))
    assert len(kept.objects) == 4
    discard(file=gone)
    now = timezone.now()
    assert remove_orphans(now - timedelta(days=1)) == 0
    assert remove_orphans(now + timedelta(days=1)) == 2
    assert sorted(kept.objects) == sorted([left.path, left.thumbnail_path])


def test_a_backup_says_that_the_bucket_is_not_in_it(kept: Bucket) -> None:
    assert not in_folder()
    out = io.StringIO()
    Command(stdout=out).show({
        "file": "a.tar", "files": 0, "bytes": 1, "with_files": in_folder(), "sealed": False,
        "missing": [], "damaged": [],
    })  # fmt: skip
    assert "Tệp nằm trong kho S3 nên không có trong bản sao lưu này." in out.getvalue()
    assert not kept.asked
