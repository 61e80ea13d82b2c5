"""Slips on paper, A6, four to a page of A4: PDF/A by Typst; the codes stand nowhere else."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from django.db import transaction
from django.utils import timezone

from neuguong.accounts import rules
from neuguong.accounts.actions import issue_slips
from neuguong.accounts.actions.slips import Issued
from neuguong.documents.pdf import typeset
from neuguong.documents.shape import Shape
from neuguong.lib.actor import Actor
from neuguong.lib.dates import format_day
from neuguong.lib.qr import drawing

_TEMPLATE: Final = Path(__file__).parent / "typst" / "slips.typ"


@transaction.atomic
def print_slips(
    *,
    by: Actor,
    account_ids: Sequence[int],
    drop_second_step: bool,
    reason: str,
    site: str,
    now: datetime,
) -> bytes:
    """New slips for these accounts as a PDF; when it cannot be set, no slip was issued either."""
    made = issue_slips(
        by=by, account_ids=account_ids, drop_second_step=drop_second_step, reason=reason, now=now
    )
    return render(made, site, now)


def render(made: Sequence[Issued], site: str, now: datetime) -> bytes:
    """The PDF; `site` is the address of the page where slips are used."""
    today = timezone.localdate(now)
    shape: Shape = {
        "day": [today.year, today.month, today.day],
        "site": site,
        "slips": [
            {
                "name": each.account.name,
                "unit": each.unit.name,
                "username": each.account.username,
                "code": rules.code_words(each.code),
                "last_day": format_day(timezone.localdate(each.expires_at)),
                "drawing": drawing(
                    f"{site}?{urlencode({'ten': each.account.username, 'ma': each.code})}"
                ),
            }
            for each in made
        ],
    }
    return typeset(_TEMPLATE, shape)
