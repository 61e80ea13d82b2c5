"""Yearly ratings of people and bodies, and objections to them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from neuguong.evaluations.models.regime import Regime
from neuguong.evaluations.rules.levels import (
    LEVEL_WORDS,
    SUBJECT_WORDS,
    WHY_NOT_WORDS,
    Level,
    Merits,
    WhyNot,
)
from neuguong.evaluations.rules.rating import RATING_WORDS, RatingState, Standing
from neuguong.lib.column import KeyField
from neuguong.lib.ids import uuid7
from neuguong.lib.privacy import NONE, basic, sensitive, tagged
from neuguong.lib.sealed import EncryptedText
from neuguong.org.models import Unit
from neuguong.people.models import Person

_LEVELS = [(int(level), words) for level, words in LEVEL_WORDS.items()]


class Rating(models.Model):
    """One rating of a year: of a person, of a body, or so many of one level in imported totals.

    `unit` is where it counts: the cell of a person, the body itself. `decider` is the unit whose
    committee decides. `level` counts once `standing` says so.
    """

    privacy: ClassVar = tagged(
        NONE,
        person=sensitive("who is rated", retention="reviews"),
        name=basic("the name as it was", retention="reviews"),
        sort=basic("order lists by given name", retention="reviews"),
        post=sensitive("the post as it was", retention="reviews"),
        own_level=sensitive("what the person asks for", retention="reviews"),
        proposed=sensitive("what the cell proposes", retention="reviews"),
        level=sensitive("the rating", retention="reviews"),
        why_not=sensitive("why there is no rating", retention="reviews"),
        general=sensitive("points of the rating", retention="reviews"),
        work=sensitive("points of the rating", retention="reviews"),
        on_time=sensitive("facts of the rating", retention="reviews"),
        above=sensitive("facts of the rating", retention="reviews"),
        fixed=sensitive("facts of the rating", retention="reviews"),
        work_grade=sensitive("facts of the rating", retention="reviews"),
        other_grade=sensitive("facts of the rating", retention="reviews"),
        disciplined=sensitive("facts of the rating", retention="reviews"),
        programme=sensitive("facts of the rating", retention="reviews"),
        source=basic("where imported totals come from"),
        entered_by_name=basic("who typed it"),
        decided_by_name=basic("who entered the decision"),
    )

    uid = models.UUIDField(_("mã định danh"), default=uuid7, unique=True, editable=False)
    year = models.PositiveSmallIntegerField(_("năm"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="ratings", verbose_name=_("đơn vị"))
    decider = models.ForeignKey(
        Unit, models.PROTECT, related_name="ratings_to_decide", verbose_name=_("nơi quyết định")
    )
    subject_kind = models.PositiveSmallIntegerField(
        _("đối tượng"), choices=[(int(k), v) for k, v in SUBJECT_WORDS.items()]
    )
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="ratings",
        verbose_name=_("người"),
    )
    number = models.PositiveIntegerField(_("số lượng"), default=1)
    is_total = models.BooleanField(_("số tổng hợp"), default=False)
    name = models.CharField(_("tên khi xếp loại"), max_length=200)
    sort = KeyField(_("khóa xếp"), max_length=600)
    post = models.CharField(_("chức vụ khi xếp loại"), max_length=160, blank=True)
    group = models.CharField(_("nhóm nhiệm vụ"), max_length=80, blank=True)
    regime = models.ForeignKey(
        Regime, models.PROTECT, related_name="+", verbose_name=_("theo quy định")
    )
    general = models.PositiveSmallIntegerField(_("điểm tiêu chí chung"), null=True, blank=True)
    work = models.PositiveSmallIntegerField(_("điểm kết quả nhiệm vụ"), null=True, blank=True)
    on_time = models.PositiveSmallIntegerField(_("đúng hạn, %"), null=True, blank=True)
    above = models.PositiveSmallIntegerField(_("vượt mức, %"), null=True, blank=True)
    fixed = models.PositiveSmallIntegerField(_("đã khắc phục, %"), null=True, blank=True)
    work_grade = models.PositiveSmallIntegerField(_("cấp độ nhiệm vụ"), null=True, blank=True)
    other_grade = models.PositiveSmallIntegerField(_("cấp độ khác"), null=True, blank=True)
    disciplined = models.BooleanField(_("có kỷ luật trong năm"), default=False)
    programme = models.BooleanField(_("làm xong việc đã đăng ký"), default=True)
    own_level = models.PositiveSmallIntegerField(_("tự nhận"), default=0, choices=_LEVELS)
    proposed = models.PositiveSmallIntegerField(_("đề xuất"), default=0, choices=_LEVELS)
    level = models.PositiveSmallIntegerField(_("mức xếp loại"), default=0, choices=_LEVELS)
    why_not = models.PositiveSmallIntegerField(
        _("không xếp loại vì"), default=0, choices=[(int(k), v) for k, v in WHY_NOT_WORDS.items()]
    )
    state = models.PositiveSmallIntegerField(
        _("trạng thái"), default=RatingState.PROPOSED,
        choices=[(int(k), v) for k, v in RATING_WORDS.items()],
    )  # fmt: skip
    standing = models.PositiveSmallIntegerField(_("được đếm"), default=Standing.NONE)
    month = models.PositiveIntegerField(_("tháng tính số"))
    decision = models.CharField(_("số quyết định"), max_length=60, blank=True)
    decided_on = models.DateField(_("ngày quyết định"), null=True, blank=True)
    noticed_on = models.DateField(_("ngày thông báo"), null=True, blank=True)
    source = models.CharField(_("nguồn"), max_length=300, blank=True)
    entered_by_id = models.BigIntegerField(_("số tài khoản ghi"), null=True, blank=True)
    entered_by_name = models.CharField(_("người ghi"), max_length=160, blank=True)
    decided_by_id = models.BigIntegerField(_("số tài khoản quyết định"), null=True, blank=True)
    decided_by_name = models.CharField(_("người ghi quyết định"), max_length=160, blank=True)

    class Meta:
        verbose_name = _("xếp loại")
        verbose_name_plural = _("xếp loại")
        ordering = ("sort", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["year", "unit", "subject_kind", "person"],
                condition=Q(person__isnull=False), name="evaluations_rating_person_once",
            ),
            models.UniqueConstraint(
                fields=["year", "unit", "subject_kind"],
                condition=Q(person=None, is_total=False), name="evaluations_rating_body_once",
            ),
            models.UniqueConstraint(
                fields=["year", "unit", "subject_kind", "level"],
                condition=Q(is_total=True), name="evaluations_rating_total_once",
            ),
            models.CheckConstraint(
                condition=Q(is_total=True) | Q(number=1), name="evaluations_rating_one",
            ),
            models.CheckConstraint(
                # Written without IN: Django reads the columns of an SQLite table by its commas.
                condition=Q(is_total=True)
                | (Q(person__isnull=False) & (Q(subject_kind=1) | Q(subject_kind=4)))
                | (Q(person=None) & ~Q(subject_kind=1) & ~Q(subject_kind=4)),
                name="evaluations_rating_one_subject",
            ),
        )  # fmt: skip
        indexes = (
            models.Index(fields=["unit", "month"], name="evaluations_rating_unit_month"),
            models.Index(fields=["decider", "year"], name="evaluations_rating_decider"),
        )

    def __str__(self) -> str:
        return f"{self.name}, {self.year}"

    @property
    def merits(self) -> Merits:
        """The facts as the rules read them."""
        return Merits(
            self.general, self.work, self.on_time, self.above, self.fixed, self.work_grade,
            self.other_grade, self.disciplined, self.programme,
        )  # fmt: skip

    @property
    def stands_at(self) -> Level:
        """The level that was decided, else the one proposed; none for who is not rated."""
        if self.why_not != WhyNot.RATED:
            return Level.NOT_RATED
        return Level(self.level if self.standing else self.proposed)


class Objection(models.Model):
    """That somebody objects to a rating: when, what for, and what was answered."""

    privacy: ClassVar = tagged(
        NONE,
        text=sensitive("why the rating is objected to", retention="reviews"),
        answer=sensitive("what was answered", retention="reviews"),
        entered_by_name=basic("who typed it"),
        answered_by_name=basic("who answered"),
    )

    uid = models.UUIDField(_("mã định danh"), default=uuid7, unique=True, editable=False)
    rating = models.ForeignKey(
        Rating, models.CASCADE, related_name="objections", verbose_name=_("xếp loại")
    )
    made_on = models.DateField(_("ngày kiến nghị"))
    text = EncryptedText(_("nội dung kiến nghị"))
    answered_on = models.DateField(_("ngày trả lời"), null=True, blank=True)
    upheld = models.BooleanField(_("được chấp nhận"), null=True, blank=True)
    answer = EncryptedText(_("trả lời"), blank=True)
    entered_by_id = models.BigIntegerField(_("số tài khoản ghi"), null=True, blank=True)
    entered_by_name = models.CharField(_("người ghi"), max_length=160, blank=True)
    answered_by_id = models.BigIntegerField(_("số tài khoản trả lời"), null=True, blank=True)
    answered_by_name = models.CharField(_("người trả lời"), max_length=160, blank=True)

    class Meta:
        verbose_name = _("kiến nghị về xếp loại")
        verbose_name_plural = _("kiến nghị về xếp loại")
        ordering = ("-made_on", "-id")

    def __str__(self) -> str:
        return f"{self.rating_id} {self.made_on}"
