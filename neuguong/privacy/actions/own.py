"""The act of taking a copy of everything about oneself: one ZIP with a page, JSON, and the pictures."""

import io
import json
import zipfile
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.template.loader import render_to_string

from neuguong.audit.actions import record
from neuguong.files.queries import open_file
from neuguong.lib.actor import Actor
from neuguong.lib.vietnamese import slugify_vi
from neuguong.lib.words import gettext as _
from neuguong.people.models import Person
from neuguong.privacy.queries.own import everything_about, pictures_of
from neuguong.privacy.queries.requests import request_seen
from neuguong.privacy.rights import OWN, Right


@transaction.atomic
def take_copy(*, by: Actor, now: datetime) -> tuple[str, bytes]:
    """A copy of everything about the one who acts: name of the file and its bytes."""
    if by.person_id is None:
        raise PermissionDenied(_("Tài khoản này không gắn với hồ sơ của ai."))
    person = Person.objects.get(pk=by.person_id)
    record(by=by, act=OWN, subject=person, detail={"verb": "copy_taken"})
    return _copy(person, now)


@transaction.atomic
def make_copy(*, by: Actor, uid: UUID, now: datetime) -> tuple[str, bytes]:
    """The same for the person of a request that the desk answers."""
    found = request_seen(by, uid)
    by.require(Right.DESK, at=found.unit)
    if found.person is None:
        raise PermissionDenied(_("Yêu cầu này không gắn với hồ sơ của ai."))
    record(by=by, act=Right.DESK, subject=found, detail={"verb": "copy_made"})
    return _copy(found.person, now)


def _copy(person: Person, now: datetime) -> tuple[str, bytes]:
    sections = everything_about(person)
    plain = {part.key: [dict(row) for row in part.rows] for part in sections}
    page = render_to_string(
        "privacy/copy_file.html", {"person": person, "sections": sections, "now": now}
    )
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("du-lieu-cua-toi.html", page)
        archive.writestr("du-lieu-cua-toi.json", json.dumps(plain, ensure_ascii=False, indent=1))
        for picture in pictures_of(person):
            ending = ".pdf" if picture.file.mime == "application/pdf" else ".jpg"
            with open_file(picture.file) as stored:
                archive.writestr(f"anh/{picture.pk}{ending}", stored.read())
    return f"du-lieu-{slugify_vi(person.full_name)}-{now:%Y%m%d}.zip", kept.getvalue()
