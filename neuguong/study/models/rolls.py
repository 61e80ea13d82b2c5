"""Who came to a conference, and who has studied a theme or still has to."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from neuguong.lib.ids import uuid7
from neuguong.lib.privacy import NONE, basic, sensitive, tagged
from neuguong.org.models import Unit
from neuguong.people.models import CATEGORY_LABELS, Person
from neuguong.study.models.conferences import Conference, Session, Theme
from neuguong.study.rules import Means, Presence

PRESENCE_LABELS = {
    Presence.IN_PERSON: _("dự trực tiếp"),
    Presence.ONLINE: _("dự trực tuyến"),
    Presence.EXCUSED: _("vắng có lý do"),
    Presence.ABSENT: _("vắng"),
}
MEANS_LABELS = {
    Means.NOT_YET: _("chưa học"),
    Means.CONFERENCE: _("dự hội nghị"),
    Means.GROUP: _("học cùng chi bộ, tổ đảng"),
    Means.MATERIALS: _("tự đọc tài liệu, viết thu hoạch"),
    Means.RECORDING: _("xem, nghe lại bản ghi"),
    Means.OTHER: _("cách khác"),
}
_BELONGS = sensitive("the list of those asked to study shows membership")
_CATEGORIES = [(int(c), label) for c, label in CATEGORY_LABELS.items()]


class Attendance(models.Model):
    """What is noted of one who was asked to a conference; without a person, of a number of people."""

    privacy: ClassVar = tagged(
        NONE, person=_BELONGS, category=_BELONGS, party=_BELONGS,
        reason=sensitive("why somebody was away may tell of health or family"),
    )  # fmt: skip

    uid = models.UUIDField(_("mã định danh"), default=uuid7, unique=True, editable=False)
    conference = models.ForeignKey(
        Conference, models.CASCADE, related_name="attendances", verbose_name=_("hội nghị")
    )
    session = models.ForeignKey(
        Session, models.SET_NULL, null=True, blank=True, related_name="attendances",
        verbose_name=_("đợt"),
    )  # fmt: skip
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="study_attendances", verbose_name=_("đơn vị")
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="study_attendances",
        verbose_name=_("người"),
    )  # fmt: skip
    category = models.PositiveSmallIntegerField(
        _("đối tượng"), null=True, blank=True, choices=_CATEGORIES
    )
    party = models.PositiveSmallIntegerField(_("là đảng viên"), default=0)
    people = models.PositiveIntegerField(_("số người"), default=1)
    state = models.PositiveSmallIntegerField(
        _("có mặt"), choices=[(int(k), v) for k, v in PRESENCE_LABELS.items()]
    )
    reason = models.CharField(_("lý do vắng"), max_length=200, blank=True)
    by_oneself = models.BooleanField(_("tự điểm danh"), default=False)
    month = models.PositiveIntegerField(_("tháng tính"))

    class Meta:
        verbose_name = _("lượt dự học")
        verbose_name_plural = _("lượt dự học")
        ordering = ("conference_id", "unit_id", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["conference", "person"], condition=~Q(person=None),
                name="study_attendance_once",
            ),
        )  # fmt: skip
        indexes = (models.Index(fields=["unit", "month"], name="study_attendance_counted"),)

    def __str__(self) -> str:
        return f"{self.conference_id}: {self.person_id}"


class Learner(models.Model):
    """One who has to study a theme, at one unit, and how and when that was done."""

    privacy: ClassVar = tagged(
        NONE, person=_BELONGS, category=_BELONGS, party=_BELONGS,
        words=basic("say what was done instead of the conference"),
    )  # fmt: skip

    uid = models.UUIDField(_("mã định danh"), default=uuid7, unique=True, editable=False)
    theme = models.ForeignKey(
        Theme, models.PROTECT, related_name="learners", verbose_name=_("chuyên đề")
    )
    conference = models.ForeignKey(
        Conference, models.SET_NULL, null=True, blank=True, related_name="learners",
        verbose_name=_("hội nghị"),
    )  # fmt: skip
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="study_learners", verbose_name=_("đơn vị")
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="study_learners",
        verbose_name=_("người"),
    )  # fmt: skip
    category = models.PositiveSmallIntegerField(
        _("đối tượng"), null=True, blank=True, choices=_CATEGORIES
    )
    party = models.PositiveSmallIntegerField(_("là đảng viên"), default=0)
    means = models.PositiveSmallIntegerField(
        _("cách học"), choices=[(int(k), v) for k, v in MEANS_LABELS.items()],
        default=int(Means.NOT_YET),
    )  # fmt: skip
    studied_on = models.DateField(_("ngày học"), null=True, blank=True)
    words = models.CharField(_("đã học bù thế nào"), max_length=300, blank=True)
    month = models.PositiveIntegerField(_("tháng tính"))

    class Meta:
        verbose_name = _("người học chuyên đề")
        verbose_name_plural = _("người học chuyên đề")
        ordering = ("theme_id", "unit_id", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["theme", "person"], condition=~Q(person=None), name="study_learner_once"
            ),
            models.CheckConstraint(
                condition=Q(means=0, studied_on=None) | (Q(means__gt=0) & ~Q(studied_on=None)),
                name="study_learner_has_a_day",
            ),
        )
        indexes = (models.Index(fields=["unit", "month"], name="study_learner_counted"),)

    def __str__(self) -> str:
        return f"{self.theme_id}: {self.person_id}"
