"""Themes of a year with their materials, conferences on them, and the sessions of a conference."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from neuguong.files.models import StoredFile
from neuguong.lib.ids import uuid7
from neuguong.lib.privacy import NONE, basic, tagged
from neuguong.org.models import Unit
from neuguong.study.rules import ConferenceState, Form, categories_of

FORM_LABELS = {
    Form.IN_PERSON: _("trực tiếp"),
    Form.ONLINE: _("trực tuyến"),
    Form.MIXED: _("trực tiếp và trực tuyến"),
}
STATE_LABELS = {
    ConferenceState.PLANNED: _("sắp tổ chức"),
    ConferenceState.HELD: _("đã tổ chức"),
    ConferenceState.CALLED_OFF: _("đã hủy"),
}


class Theme(models.Model):
    """What is to be studied in a year by a unit and all beneath it."""

    privacy: ClassVar = tagged(NONE)

    uid = models.UUIDField(_("mã định danh"), default=uuid7, unique=True, editable=False)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="study_themes", verbose_name=_("đơn vị đặt")
    )
    year = models.PositiveSmallIntegerField(_("năm"))
    title = models.CharField(_("tên chuyên đề"), max_length=400)
    note = models.TextField(_("nội dung chính"), blank=True)

    class Meta:
        verbose_name = _("chuyên đề học tập")
        verbose_name_plural = _("chuyên đề học tập")
        ordering = ("-year", "unit_id", "id")
        constraints = (
            models.UniqueConstraint(fields=["unit", "year", "title"], name="study_theme_once"),
        )

    def __str__(self) -> str:
        return self.title


class Material(models.Model):
    """Something to read or hear on a theme: a file kept here, or a page elsewhere."""

    privacy: ClassVar = tagged(NONE)

    theme = models.ForeignKey(
        Theme, models.CASCADE, related_name="materials", verbose_name=_("chuyên đề")
    )
    title = models.CharField(_("tên tài liệu"), max_length=200)
    url = models.CharField(_("đường dẫn"), max_length=400, blank=True)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="study_materials",
        verbose_name=_("tệp"),
    )  # fmt: skip

    class Meta:
        verbose_name = _("tài liệu học tập")
        verbose_name_plural = _("tài liệu học tập")
        ordering = ("id",)

    def __str__(self) -> str:
        return self.title


class Conference(models.Model):
    """A study conference of a unit: on which theme, in which form, for whom as of which day."""

    privacy: ClassVar = tagged(NONE, speaker=basic("say who spoke"))

    uid = models.UUIDField(_("mã định danh"), default=uuid7, unique=True, editable=False)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="study_conferences", verbose_name=_("đơn vị tổ chức")
    )
    theme = models.ForeignKey(
        Theme, models.PROTECT, related_name="conferences", verbose_name=_("chuyên đề")
    )
    title = models.CharField(_("tên hội nghị"), max_length=300)
    form = models.PositiveSmallIntegerField(
        _("hình thức"), choices=[(int(k), v) for k, v in FORM_LABELS.items()]
    )
    speaker = models.CharField(_("báo cáo viên"), max_length=160, blank=True)
    categories = models.CharField(_("đối tượng phải học"), max_length=40, blank=True)
    units = models.ManyToManyField(
        Unit, related_name="+", blank=True, verbose_name=_("đơn vị phải học")
    )
    roster_on = models.DateField(_("danh sách tính theo ngày"))
    state = models.PositiveSmallIntegerField(
        _("trạng thái"), choices=[(int(k), v) for k, v in STATE_LABELS.items()],
        default=int(ConferenceState.PLANNED),
    )  # fmt: skip
    note = models.TextField(_("ghi chú"), blank=True)

    class Meta:
        verbose_name = _("hội nghị học tập")
        verbose_name_plural = _("hội nghị học tập")
        ordering = ("-roster_on", "-id")

    def __str__(self) -> str:
        return self.title

    @property
    def asks(self) -> frozenset[int]:
        """Numbers of the categories that are asked to come."""
        return frozenset(int(each) for each in categories_of(self.categories))


class Session(models.Model):
    """One sitting of a conference: day, hour, place, and the code by which one checks in there."""

    privacy: ClassVar = tagged(NONE)

    conference = models.ForeignKey(
        Conference, models.CASCADE, related_name="sessions", verbose_name=_("hội nghị")
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="study_sessions", verbose_name=_("đơn vị tổ chức")
    )
    number = models.PositiveSmallIntegerField(_("đợt"))
    day = models.DateField(_("ngày"))
    begins = models.TimeField(_("giờ bắt đầu"), null=True, blank=True)
    place = models.CharField(_("nơi"), max_length=200, blank=True)
    url = models.CharField(_("đường dẫn trực tuyến"), max_length=400, blank=True)
    code = models.CharField(_("mã điểm danh"), max_length=24, unique=True)
    month = models.PositiveIntegerField(_("tháng tính"))
    held = models.PositiveSmallIntegerField(_("đã tổ chức"), default=0)

    class Meta:
        verbose_name = _("đợt học tập")
        verbose_name_plural = _("đợt học tập")
        ordering = ("conference_id", "number")
        constraints = (
            models.UniqueConstraint(fields=["conference", "number"], name="study_session_number"),
        )
        indexes = (models.Index(fields=["unit", "month"], name="study_session_counted"),)

    def __str__(self) -> str:
        return f"{self.number}"
