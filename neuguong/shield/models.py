"""What browsers reported as blocked: counted kinds, with nobody's address and nobody's page."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from neuguong.lib.privacy import NONE, tagged
from neuguong.shield.rules import Blocked

BLOCKED_LABELS = {
    Blocked.INLINE: _("mã viết trong trang"),
    Blocked.EVAL: _("mã dựng từ chữ"),
    Blocked.DATA: _("dữ liệu nhúng"),
    Blocked.OWN: _("địa chỉ của trang này"),
    Blocked.FOREIGN: _("địa chỉ nơi khác"),
    Blocked.EXTENSION: _("tiện ích của trình duyệt"),
    Blocked.OTHER: _("loại khác"),
}


class PolicyReport(models.Model):
    """How often, on one day, browsers blocked one kind of thing on one kind of page."""

    privacy: ClassVar = tagged(NONE)

    day = models.DateField(_("ngày"))
    directive = models.CharField(_("điều khoản"), max_length=40)
    blocked = models.CharField(
        _("thứ bị chặn"),
        max_length=12,
        choices=[(str(kind), label) for kind, label in BLOCKED_LABELS.items()],
    )
    page = models.CharField(_("loại trang"), max_length=80, blank=True)
    count = models.PositiveIntegerField(_("số lần"), default=1)

    class Meta:
        verbose_name = _("báo cáo của trình duyệt")
        verbose_name_plural = _("báo cáo của trình duyệt")
        ordering = ("-day", "directive", "blocked", "page")
        constraints = (
            models.UniqueConstraint(
                fields=["day", "directive", "blocked", "page"], name="shield_one_row_per_kind"
            ),
        )

    def __str__(self) -> str:
        return f"{self.day} {self.directive} {self.blocked} {self.page}"

    @property
    def what(self) -> str:
        """The blocked thing in words."""
        return str(BLOCKED_LABELS.get(Blocked(self.blocked), self.blocked))
