"""Plans and their steps in words."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from neuguong.reorganisations.models import STATE_LABELS, Reorganisation
from neuguong.reorganisations.rules import NEW, UNDO_DAYS, ReorganisationState, StepEntry, StepKind

STATE_KEYS: Final = {
    ReorganisationState.DRAFT: "draft",
    ReorganisationState.APPROVED: "confirmed",
    ReorganisationState.APPLIED: "done",
    ReorganisationState.UNDONE: "returned",
}
_SHOWN: Final = 6


def state_word(found: Reorganisation) -> str:
    """The state as a badge says it."""
    return str(STATE_LABELS[ReorganisationState(found.state)]).capitalize()


def place_word(found: Reorganisation) -> str:
    """For which branch a plan is."""
    return found.unit.name if found.unit else _("cả cây")


def undo_days(found: Reorganisation, day: date) -> int | None:
    """How many days are left to take an applied plan back; None where that is over or never was."""
    if found.state != ReorganisationState.APPLIED or found.applied_at is None:
        return None
    last = timezone.localdate(found.applied_at) + timedelta(days=UNDO_DAYS)
    return (last - day).days if day <= last else None


def days_to_go(found: Reorganisation, day: date) -> str:
    """What the calendar says of a plan: days until it holds, or until it can no more be undone."""
    if found.state in (ReorganisationState.DRAFT, ReorganisationState.APPROVED):
        ahead = (found.effective_on - day).days
        if ahead > 0:
            return _("còn %(days)s ngày") % {"days": ahead}
        return _("hôm nay") if ahead == 0 else _("ngày đã qua, tính lùi về ngày đó")
    if found.state == ReorganisationState.UNDONE:
        return ""
    left = undo_days(found, day)
    if left is None:
        return _("đã quá hạn hoàn tác")
    return _("còn hoàn tác được %(days)s ngày") % {"days": left}


def named(names: Sequence[str]) -> str:
    """Some names in a sentence, and how many more there are."""
    shown, rest = ", ".join(names[:_SHOWN]), len(names) - _SHOWN
    return shown + (_(" và %(rest)s đơn vị khác") % {"rest": rest} if rest > 0 else "")


class StepWords:
    """Puts steps in words; `names` of units by slug, `types` by code."""

    def __init__(self, names: Mapping[str, str], types: Mapping[str, str]) -> None:
        self._names, self._types = names, types

    def title(self, step: StepEntry) -> str:
        """What the step does, in one sentence."""
        units = named([self._name(slug) for slug in step.units])
        words = {"units": units, "name": step.name, "target": self._name(step.target)}
        words |= {"type": self._types.get(step.type, step.type), "code": step.code or "–"}
        words |= {"parts": named([self._name(slug) for slug in step.parts])}
        if step.kind is StepKind.MERGE and step.founds:
            return _("Hợp nhất %(units)s thành %(name)s (mới)") % words
        return str(_TITLES[step.kind]) % words

    def details(self, step: StepEntry) -> list[str]:
        """What else it says: where new ones stand, where members, units beneath and rights go."""
        lines = []
        if step.founds:
            above = self._name(step.under) or _("đầu cây")
            kind = self._types.get(step.type, step.type)
            lines.append(
                _("%(type)s, đứng dưới %(above)s.") % {"type": kind.capitalize(), "above": above}
            )
            if step.code:
                lines.append(_("Mã tổ chức %(code)s.") % {"code": step.code})
        if step.kind is StepKind.DISSOLVE and step.target:
            lines.append(_("Hồ sơ đứng dưới %(name)s.") % {"name": self._name(step.target)})
        if step.ends_members:
            lines.append(_("Thành viên thôi sinh hoạt."))
        elif step.members_to:
            lines.append(
                _("Thành viên chuyển đến %(name)s.") % {"name": self._name(step.members_to)}
            )
        if step.members:
            lines.append(_("%(count)s người đi nơi riêng.") % {"count": len(step.members)})
        if step.children:
            lines.append(
                _("Đã định chỗ cho %(count)s đơn vị trực thuộc.") % {"count": len(step.children)}
            )
        if step.carries_grants:
            lines.append(_("Giao quyền của đơn vị cũ ở đơn vị nhận."))
        return lines

    def _name(self, slug: str) -> str:
        return self._names.get(slug, slug.removeprefix(NEW)) if slug else ""


_TITLES: Final = {
    StepKind.FOUND: gettext_lazy("Lập %(name)s"),
    StepKind.DISSOLVE: gettext_lazy("Kết thúc %(units)s"),
    StepKind.RENAME: gettext_lazy("Đổi tên %(units)s thành %(name)s"),
    StepKind.RETYPE: gettext_lazy("Đổi loại %(units)s thành %(type)s"),
    StepKind.RECODE: gettext_lazy("Đổi mã %(units)s thành %(code)s"),
    StepKind.MOVE: gettext_lazy("Chuyển %(units)s về dưới %(target)s"),
    StepKind.MERGE: gettext_lazy("Hợp nhất %(units)s vào %(target)s"),
    StepKind.SPLIT: gettext_lazy("Chia tách %(units)s thành %(parts)s"),
}
KIND_WORDS: Final = (
    (
        StepKind.MERGE,
        gettext_lazy("Hợp nhất"),
        gettext_lazy("Nhiều đơn vị vào một, mới hoặc đang có."),
    ),
    (StepKind.SPLIT, gettext_lazy("Chia tách"), gettext_lazy("Một đơn vị thành nhiều.")),
    (StepKind.FOUND, gettext_lazy("Lập mới"), gettext_lazy("Đơn vị chưa từng có.")),
    (
        StepKind.DISSOLVE,
        gettext_lazy("Kết thúc"),
        gettext_lazy("Thôi hoạt động, có hoặc không có nơi kế thừa."),
    ),
    (StepKind.MOVE, gettext_lazy("Chuyển"), gettext_lazy("Về dưới đơn vị cấp trên khác.")),
    (
        StepKind.RENAME,
        gettext_lazy("Đổi tên"),
        gettext_lazy("Vẫn là đơn vị ấy, tên khác từ ngày có hiệu lực."),
    ),
    (StepKind.RETYPE, gettext_lazy("Đổi loại"), gettext_lazy("Vẫn là đơn vị ấy, loại khác.")),
    (StepKind.RECODE, gettext_lazy("Đổi mã"), gettext_lazy("Mã tổ chức khác.")),
)
