"""What must be done when personal data got lost, out or wrong (Law 91/2025/QH15; domain PD-12)."""

from datetime import datetime, timedelta
from typing import Final

from neuguong.lib.refusal import Refusal
from neuguong.lib.words import gettext as _

NOTIFY_WITHIN: Final = timedelta(hours=72)


def notify_by(found_at: datetime) -> datetime:
    """By when the authority is told."""
    return found_at + NOTIFY_WITHIN


def may_close(*, authority_told: bool, people_told: bool, why_not: str) -> Refusal | None:
    """When the authority and the people concerned were told, or it is said why that was not needed."""
    if (authority_told and people_told) or len(why_not.strip()) >= 10:
        return None
    text = _(
        "Chưa ghi đã báo cơ quan chuyên trách và người bị ảnh hưởng. Nếu không phải báo, ghi rõ lý do."
    )
    return Refusal("not_told", text)
