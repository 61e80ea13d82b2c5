"""Self-reviews with what was said of them, and self-checks that belong to the person alone.

What people write here about themselves and each other is kept sealed: it is in no search, no list, no
export and no line of the log.
"""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from neuguong.evaluations.models.regime import Regime
from neuguong.evaluations.rules.levels import LEVEL_WORDS
from neuguong.evaluations.rules.reviewing import FORM_WORDS, REVIEW_WORDS, ReviewState
from neuguong.lib.ids import uuid7
from neuguong.lib.privacy import NONE, basic, sensitive, tagged
from neuguong.lib.sealed import EncryptedText
from neuguong.org.models import Unit
from neuguong.people.models import Person


class Review(models.Model):
    """The yearly self-review of one person in one cell, on a form of the year's regime."""

    privacy: ClassVar = tagged(
        NONE,
        person=sensitive("whose review it is", retention="reviews"),
        name=basic("the name as it was", retention="reviews"),
        post=sensitive("the post as it was", retention="reviews"),
        own_level=sensitive("what the person asks for", retention="reviews"),
        strengths=sensitive("the self-review", retention="reviews"),
        duties=sensitive("the self-review", retention="reviews"),
        pledge_kept=sensitive("the self-review", retention="reviews"),
        leading=sensitive("the self-review", retention="reviews"),
        faults=sensitive("the self-review", retention="reviews"),
        mended=sensitive("the self-review", retention="reviews"),
        explained=sensitive("the self-review", retention="reviews"),
        answerable=sensitive("the self-review", retention="reviews"),
        direction=sensitive("the self-review", retention="reviews"),
        manager_opinion=sensitive("what the manager says", retention="reviews"),
        committee_opinion=sensitive("what the committee says", retention="reviews"),
        return_reason=sensitive("why it was given back", retention="reviews"),
        entered_by_name=basic("who typed it"),
    )

    uid = models.UUIDField(_("mã định danh"), default=uuid7, unique=True, editable=False)
    year = models.PositiveSmallIntegerField(_("năm"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reviews", verbose_name=_("chi bộ"))
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="reviews", verbose_name=_("người kiểm điểm")
    )
    form = models.CharField(
        _("mẫu"), max_length=4, choices=[(str(k), v) for k, v in FORM_WORDS.items()]
    )
    regime = models.ForeignKey(
        Regime, models.PROTECT, related_name="+", verbose_name=_("theo quy định")
    )
    name = models.CharField(_("tên khi kiểm điểm"), max_length=200)
    post = models.CharField(_("chức vụ khi kiểm điểm"), max_length=160, blank=True)
    state = models.PositiveSmallIntegerField(
        _("trạng thái"), default=ReviewState.WRITING,
        choices=[(int(k), v) for k, v in REVIEW_WORDS.items()],
    )  # fmt: skip
    own_level = models.PositiveSmallIntegerField(
        _("tự nhận mức"), default=0, choices=[(int(k), v) for k, v in LEVEL_WORDS.items()]
    )
    strengths = EncryptedText(_("ưu điểm, kết quả"), blank=True)
    duties = EncryptedText(_("chức trách, nhiệm vụ"), blank=True)
    pledge_kept = EncryptedText(_("thực hiện cam kết trong năm"), blank=True)
    leading = EncryptedText(_("lãnh đạo, trách nhiệm người đứng đầu"), blank=True)
    faults = EncryptedText(_("hạn chế, khuyết điểm, nguyên nhân"), blank=True)
    mended = EncryptedText(_("kết quả khắc phục hạn chế trước"), blank=True)
    explained = EncryptedText(_("giải trình"), blank=True)
    answerable = EncryptedText(_("trách nhiệm cá nhân trong hạn chế của tập thể"), blank=True)
    direction = EncryptedText(_("phương hướng, biện pháp"), blank=True)
    manager_opinion = EncryptedText(_("ý kiến người quản lý"), blank=True)
    committee_opinion = EncryptedText(_("ý kiến chi ủy, chi bộ"), blank=True)
    return_reason = EncryptedText(_("lý do trả lại"), blank=True)
    opened_on = models.DateField(_("ngày mở"))
    sent_on = models.DateField(_("ngày gửi"), null=True, blank=True)
    heard_on = models.DateField(_("ngày kiểm điểm trước chi bộ"), null=True, blank=True)
    entered_by_id = models.BigIntegerField(_("số tài khoản ghi"), null=True, blank=True)
    entered_by_name = models.CharField(_("người ghi"), max_length=160, blank=True)

    class Meta:
        verbose_name = _("bản kiểm điểm")
        verbose_name_plural = _("bản kiểm điểm")
        ordering = ("-year", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["year", "unit", "person"], name="evaluations_review_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.name}, {self.year}"


class Remark(models.Model):
    """What somebody said of a review before the cell; sealed, the speaker within the words."""

    privacy: ClassVar = tagged(
        NONE, text=sensitive("criticism in the cell", retention="reviews"),
        entered_by_name=basic("who typed it"),
    )  # fmt: skip

    review = models.ForeignKey(
        Review, models.CASCADE, related_name="remarks", verbose_name=_("bản kiểm điểm")
    )
    text = EncryptedText(_("ý kiến góp ý"))
    said_on = models.DateField(_("ngày góp ý"))
    entered_by_id = models.BigIntegerField(_("số tài khoản ghi"), null=True, blank=True)
    entered_by_name = models.CharField(_("người ghi"), max_length=160, blank=True)

    class Meta:
        verbose_name = _("ý kiến góp ý")
        verbose_name_plural = _("ý kiến góp ý")
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.review_id}"


class SelfCheck(models.Model):
    """What one person noted for themselves against the items of the pledge; sealed and of one length.

    Read by that person alone until they hand it to their cell, and gone when they say so. Nothing counts
    it, nothing derives anything from it, and the log does not know of it.
    """

    privacy: ClassVar = tagged(
        NONE,
        person=sensitive("whose self-check it is", basis="consent", retention="own"),
        words=sensitive("the person's own notes", basis="consent", retention="own"),
        handed_to=sensitive("to whom the person handed it", basis="consent", retention="own"),
    )

    person = models.ForeignKey(
        Person, models.CASCADE, related_name="+", verbose_name=_("của người")
    )
    year = models.PositiveSmallIntegerField(_("năm"))
    words = EncryptedText(_("điều tự soi"))
    handed_to = models.ForeignKey(
        Unit, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("đã đưa cho chi bộ"),
    )  # fmt: skip

    class Meta:
        verbose_name = _("bản tự soi")
        verbose_name_plural = _("bản tự soi")
        constraints = (
            models.UniqueConstraint(fields=["person", "year"], name="evaluations_selfcheck_once"),
        )

    def __str__(self) -> str:
        return ""
