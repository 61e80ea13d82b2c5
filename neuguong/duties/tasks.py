"""What the worker does of duties: looks each night, and writes to those who are reminded."""

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.core.mail import send_mass_mail
from django.utils import timezone, translation

from neuguong.duties.actions import look_after
from neuguong.duties.queries.letters import letters_for
from neuguong.jobs.actions import JobRun
from neuguong.lib.words import gettext as _
from neuguong.people.access import SystemActor


def look() -> int:
    """See what is done, remind, tell the level above; returns how many duties changed."""
    return look_after(by=SystemActor(_("máy nhắc hạn")), today=timezone.localdate())


def write(run: JobRun, *, kind: str, ids: Sequence[int]) -> Mapping[str, object]:
    """Write to the contacts of units by e-mail, where the site has a server for it."""
    if not settings.EMAIL_HOST:
        return {"text": _("Trang này chưa cài máy gửi thư; nhắc trên màn hình và danh sách gọi.")}
    with translation.override("vi"):
        letters = letters_for(kind, ids)
    sender = settings.DEFAULT_FROM_EMAIL
    sent = send_mass_mail(
        [(letter.subject, letter.body, sender, [letter.to]) for letter in letters]
    )
    return {"text": _("Đã gửi %(count)s thư.") % {"count": sent}}
