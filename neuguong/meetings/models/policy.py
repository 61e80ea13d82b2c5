"""Guidelines and score sheets as dated rows, so that a meeting is held against the rule of its day."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from neuguong.lib.privacy import NONE, basic, tagged
from neuguong.meetings.rules import Criterion, CriterionKind, Duties, read_bands
from neuguong.org.models import Unit

CRITERION_LABELS = {
    CriterionKind.SAID: _("chi bộ tự chấm"),
    CriterionKind.LENGTH: _("theo thời lượng"),
    CriterionKind.ATTENDANCE: _("theo tỷ lệ dự họp"),
    CriterionKind.TASKS: _("theo việc kỳ trước đã xong"),
}


class ScoreSheet(models.Model):
    """A sheet by which a cell scores its own meetings."""

    privacy: ClassVar = tagged(NONE)

    code = models.SlugField(_("mã"), max_length=40, unique=True)
    title = models.CharField(_("tên phiếu"), max_length=200)
    source = models.CharField(_("nguồn"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("phiếu tự chấm điểm")
        verbose_name_plural = _("phiếu tự chấm điểm")
        ordering = ("code",)

    def __str__(self) -> str:
        return self.title


class ScoreCriterion(models.Model):
    """One line of a score sheet with its weight in points."""

    privacy: ClassVar = tagged(NONE)

    sheet = models.ForeignKey(
        ScoreSheet, models.CASCADE, related_name="criteria", verbose_name=_("phiếu")
    )
    number = models.PositiveSmallIntegerField(_("số thứ tự"))
    text = models.CharField(_("tiêu chí"), max_length=300)
    most = models.PositiveSmallIntegerField(_("điểm tối đa"))
    kind = models.PositiveSmallIntegerField(
        _("cách đề xuất"), default=CriterionKind.SAID,
        choices=[(int(k), label) for k, label in CRITERION_LABELS.items()],
    )  # fmt: skip
    bands = models.CharField(_("các mức"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("tiêu chí chấm điểm")
        verbose_name_plural = _("tiêu chí chấm điểm")
        ordering = ("sheet_id", "number")
        constraints = (
            models.UniqueConstraint(fields=["sheet", "number"], name="meetings_criterion_once"),
        )

    def __str__(self) -> str:
        return self.text

    @property
    def criterion(self) -> Criterion:
        """The line as the rules read it."""
        return Criterion(CriterionKind(self.kind), self.most, read_bands(self.bands))


class ScoreStep(models.Model):
    """From how many points a meeting has a grade."""

    privacy: ClassVar = tagged(NONE)

    sheet = models.ForeignKey(
        ScoreSheet, models.CASCADE, related_name="steps", verbose_name=_("phiếu")
    )
    grade = models.PositiveSmallIntegerField(_("xếp loại"))
    least = models.PositiveSmallIntegerField(_("từ số điểm"))

    class Meta:
        verbose_name = _("mức xếp loại")
        verbose_name_plural = _("mức xếp loại")
        ordering = ("sheet_id", "-least")
        constraints = (
            models.UniqueConstraint(fields=["sheet", "grade"], name="meetings_step_once"),
        )

    def __str__(self) -> str:
        return f"{self.grade}: {self.least}"


class MeetingRule(models.Model):
    """What a guideline asks of meetings from a day on, in a branch or, without a unit, everywhere.

    The newest that holds on a day is the rule; of two from one day that of the nearer level.
    """

    privacy: ClassVar = tagged(NONE, set_by_name=basic("who set the rule"))

    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("đơn vị")
    )
    since = models.DateField(_("từ ngày"))
    citation = models.CharField(_("căn cứ"), max_length=300)
    minutes = models.PositiveSmallIntegerField(_("số phút ít nhất, thường kỳ"))
    minutes_combined = models.PositiveSmallIntegerField(_("số phút ít nhất khi kết hợp chuyên đề"))
    large_from = models.PositiveSmallIntegerField(_("chi bộ đông, từ số đảng viên"), default=0)
    minutes_large = models.PositiveSmallIntegerField(
        _("số phút ít nhất của chi bộ đông"), default=0
    )
    regular_a_month = models.PositiveSmallIntegerField(_("số kỳ thường kỳ mỗi tháng"), default=1)
    thematic_a_quarter = models.PositiveSmallIntegerField(_("số kỳ chuyên đề mỗi quý"), default=1)
    materials_days = models.PositiveSmallIntegerField(_("gửi tài liệu trước, ngày"), default=0)
    send_days = models.PositiveSmallIntegerField(_("gửi kết quả lên trên trong, ngày"), default=0)
    never_merged = models.BooleanField(_("không ghép với họp chuyên môn"), default=True)
    sheet = models.ForeignKey(
        ScoreSheet, models.PROTECT, related_name="+", verbose_name=_("phiếu tự chấm điểm")
    )
    set_by_id = models.BigIntegerField(_("số tài khoản đặt"), null=True, blank=True)
    set_by_name = models.CharField(_("người đặt"), max_length=160, blank=True)

    class Meta:
        verbose_name = _("quy định sinh hoạt")
        verbose_name_plural = _("quy định sinh hoạt")
        ordering = ("-since", "id")
        constraints = (
            models.UniqueConstraint(fields=["unit", "since"], name="meetings_rule_once"),
            models.UniqueConstraint(
                fields=["since"], condition=Q(unit=None), name="meetings_rule_everywhere_once"
            ),
        )

    def __str__(self) -> str:
        return self.citation

    @property
    def duties(self) -> Duties:
        """The guideline as the rules read it."""
        return Duties(
            citation=self.citation,
            since=self.since,
            minutes=self.minutes,
            minutes_combined=self.minutes_combined,
            large_from=self.large_from,
            minutes_large=self.minutes_large,
            regular_a_month=self.regular_a_month,
            thematic_a_quarter=self.thematic_a_quarter,
            materials_days=self.materials_days,
            send_days=self.send_days,
            never_merged=self.never_merged,
        )
