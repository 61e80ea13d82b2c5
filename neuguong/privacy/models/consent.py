"""On what each use rests, what people were told, and what they said; rows are only added."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from neuguong.lib.privacy import NONE, basic, sensitive, tagged
from neuguong.org.models import Unit
from neuguong.people.models import Person
from neuguong.privacy.rules import BASIS_LABELS, CHANNEL_LABELS, USES, Basis, Channel, Purpose

_PURPOSES = [(purpose.value, use.label) for purpose, use in USES.items()]
_CHANNELS = [(channel.value, label) for channel, label in CHANNEL_LABELS.items()]


class AddedOnly(models.Model):
    """A row that says what happened: it is added, never changed, never taken away by the program."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row; a second time is an error."""
        if not self._state.adding:
            raise TypeError(f"{type(self).__name__} is only added")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Never."""
        raise TypeError(f"{type(self).__name__} is only added")


class Notice(AddedOnly):
    """A version of what people are told about one use, from a day on; the first is in the rules."""

    privacy: ClassVar = tagged(NONE, by_name=basic("who answers for the words"))

    purpose = models.CharField(_("mục đích"), max_length=10, choices=_PURPOSES)
    version = models.PositiveIntegerField(_("bản"))
    text = models.TextField(_("lời thông báo"))
    since = models.DateField(_("từ ngày"))
    by_id = models.BigIntegerField(_("số tài khoản"), null=True, blank=True)
    by_name = models.CharField(_("người đặt"), max_length=160)

    class Meta:
        verbose_name = _("thông báo về dữ liệu")
        verbose_name_plural = _("thông báo về dữ liệu")
        ordering = ("purpose", "-version")
        constraints = (
            models.UniqueConstraint(fields=["purpose", "version"], name="privacy_notice_version"),
        )

    def __str__(self) -> str:
        return f"{self.purpose} {self.version}"


class PurposeBasis(AddedOnly):
    """On what a use rests in a branch from a day on; the nearest at or above a unit holds."""

    privacy: ClassVar = tagged(NONE, by_name=basic("who answers for the choice"))

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("trong nhánh của")
    )
    purpose = models.CharField(_("mục đích"), max_length=10, choices=_PURPOSES)
    basis = models.PositiveSmallIntegerField(
        _("dựa trên"), choices=[(int(basis), label) for basis, label in BASIS_LABELS.items()]
    )
    citation = models.CharField(_("căn cứ"), max_length=300, blank=True)
    since = models.DateField(_("từ ngày"))
    by_id = models.BigIntegerField(_("số tài khoản"), null=True, blank=True)
    by_name = models.CharField(_("người đặt"), max_length=160)

    class Meta:
        verbose_name = _("căn cứ xử lý")
        verbose_name_plural = _("căn cứ xử lý")
        ordering = ("purpose", "-since", "-id")

    def __str__(self) -> str:
        return f"{self.purpose} {Basis(self.basis).name}"


class Telling(AddedOnly):
    """A meeting at which people were told, or the sheet on which they signed; recorded by an official."""

    privacy: ClassVar = tagged(
        NONE, words=basic("which meeting or sheet"), by_name=basic("who recorded it")
    )

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    channel = models.CharField(_("cách"), max_length=10, choices=_CHANNELS)
    held_on = models.DateField(_("ngày"))
    words = models.CharField(_("ghi chú"), max_length=200, blank=True)
    at = models.DateTimeField(_("ghi lúc"))
    by_id = models.BigIntegerField(_("số tài khoản"), null=True, blank=True)
    by_name = models.CharField(_("người ghi"), max_length=160)

    class Meta:
        verbose_name = _("lần thông báo")
        verbose_name_plural = _("lần thông báo")
        ordering = ("-held_on", "-id")

    def __str__(self) -> str:
        return f"{self.unit_id} {self.held_on}"


class Told(AddedOnly):
    """That one person was told how their data is used, and which version of the notice."""

    privacy: ClassVar = tagged(
        NONE, person=basic("who was told", basis="duty", retention="consent"),
        at=basic("when", basis="duty", retention="consent"),
    )  # fmt: skip

    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("người"))
    telling = models.ForeignKey(
        Telling, models.PROTECT, null=True, blank=True, related_name="told",
        verbose_name=_("lần thông báo"),
    )  # fmt: skip
    version = models.PositiveIntegerField(_("bản"))
    channel = models.CharField(_("cách"), max_length=10, choices=_CHANNELS)
    at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("người đã được thông báo")
        verbose_name_plural = _("người đã được thông báo")
        ordering = ("-at", "-id")
        indexes = (models.Index(fields=["person"], name="privacy_told_person"),)

    def __str__(self) -> str:
        return f"{self.person_id} {self.version}"


class Consent(AddedOnly):
    """One yes, or its withdrawal, to one use; the newest row of a person and purpose holds."""

    privacy: ClassVar = tagged(
        NONE,
        person=sensitive("who said so", basis="duty", retention="consent"),
        given=sensitive("what was said", basis="duty", retention="consent"),
        at=basic("when", basis="duty", retention="consent"),
        by_name=basic("who recorded it", basis="duty", retention="consent"),
    )

    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("người"))
    purpose = models.CharField(_("mục đích"), max_length=10, choices=_PURPOSES)
    given = models.BooleanField(_("đồng ý"))
    version = models.PositiveIntegerField(_("bản thông báo"))
    channel = models.CharField(
        _("cách"), max_length=10, choices=_CHANNELS, default=Channel.SCREEN.value
    )
    telling = models.ForeignKey(
        Telling, models.PROTECT, null=True, blank=True, related_name="consents",
        verbose_name=_("tờ ký"),
    )  # fmt: skip
    at = models.DateTimeField(_("lúc"))
    by_id = models.BigIntegerField(_("số tài khoản"), null=True, blank=True)
    by_name = models.CharField(_("người ghi"), max_length=160)

    class Meta:
        verbose_name = _("lời đồng ý")
        verbose_name_plural = _("lời đồng ý")
        ordering = ("-id",)
        indexes = (models.Index(fields=["person", "purpose", "id"], name="privacy_consent_now"),)

    def __str__(self) -> str:
        return f"{self.person_id} {Purpose(self.purpose)} {self.given}"
