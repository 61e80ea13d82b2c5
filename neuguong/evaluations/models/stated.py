"""What a committee declares with its minutes, and yearly titles by decision; neither is ever added up."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from neuguong.evaluations.rules.rating import DECLARATION_WORDS, TITLE_WORDS
from neuguong.lib.amounts import Qualifier
from neuguong.lib.ids import uuid7
from neuguong.lib.privacy import NONE, basic, tagged
from neuguong.org.models import Unit


class Declaration(models.Model):
    """A share or a number that a committee states of its members, by minutes of its own.

    It rests on the meeting and its vote. No row of another table stands behind it, least of all a
    self-check.
    """

    privacy: ClassVar = tagged(NONE, by_name=basic("who entered the declaration"))

    uid = models.UUIDField(_("mã định danh"), default=uuid7, unique=True, editable=False)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="declarations", verbose_name=_("đơn vị")
    )
    year = models.PositiveSmallIntegerField(_("năm"))
    kind = models.CharField(
        _("điều kê khai"), max_length=40,
        choices=[(str(k), v) for k, v in DECLARATION_WORDS.items()],
    )  # fmt: skip
    value = models.DecimalField(_("tỷ lệ, số"), max_digits=8, decimal_places=2)
    qualifier = models.PositiveSmallIntegerField(_("mức"), default=Qualifier.EXACTLY)
    of = models.PositiveIntegerField(_("trong số"))
    minutes = models.CharField(_("số biên bản"), max_length=60)
    minutes_on = models.DateField(_("ngày biên bản"))
    present = models.PositiveSmallIntegerField(_("có mặt"))
    votes_for = models.PositiveSmallIntegerField(_("tán thành"))
    declared_on = models.DateField(_("ngày kê khai"))
    by_id = models.BigIntegerField(_("số tài khoản"), null=True, blank=True)
    by_name = models.CharField(_("người ghi"), max_length=160)

    class Meta:
        verbose_name = _("kê khai")
        verbose_name_plural = _("kê khai")
        ordering = ("-year", "kind")
        constraints = (
            models.UniqueConstraint(
                fields=["unit", "year", "kind"], name="evaluations_declaration_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.year}: {self.value}"


class Title(models.Model):
    """A yearly title of an organisation, a workplace or a mass body, with the decision that gave it."""

    privacy: ClassVar = tagged(NONE, by_name=basic("who entered the title"))

    uid = models.UUIDField(_("mã định danh"), default=uuid7, unique=True, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="titles", verbose_name=_("đơn vị"))
    year = models.PositiveSmallIntegerField(_("năm"))
    kind = models.PositiveSmallIntegerField(
        _("loại danh hiệu"), choices=[(int(k), v) for k, v in TITLE_WORDS.items()]
    )
    text = models.CharField(_("danh hiệu"), max_length=160)
    issuer = models.CharField(_("nơi công nhận"), max_length=200)
    decision = models.CharField(_("số quyết định"), max_length=60, blank=True)
    decided_on = models.DateField(_("ngày quyết định"), null=True, blank=True)
    by_id = models.BigIntegerField(_("số tài khoản"), null=True, blank=True)
    by_name = models.CharField(_("người ghi"), max_length=160)

    class Meta:
        verbose_name = _("danh hiệu của đơn vị")
        verbose_name_plural = _("danh hiệu của đơn vị")
        ordering = ("-year", "kind")
        constraints = (
            models.UniqueConstraint(fields=["unit", "year", "kind"], name="evaluations_title_once"),
        )

    def __str__(self) -> str:
        return f"{self.text} {self.year}"
