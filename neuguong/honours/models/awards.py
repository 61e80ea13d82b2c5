"""Awards: the dated catalogue, proposals with those nominated, and what was conferred."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from neuguong.deeds.models import QUALIFIER_LABELS, Deed
from neuguong.honours.models.roll import SUBJECT_TAGS, Subject
from neuguong.honours.rules.awards import (
    OUTCOME_LABELS,
    PROPOSAL_LABELS,
    TALLY_LABELS,
    TRACK_LABELS,
    Level,
    Outcome,
    ProposalState,
)
from neuguong.lib.amounts import Qualifier
from neuguong.lib.ids import uuid7
from neuguong.lib.privacy import NONE, basic, tagged
from neuguong.org.models import Unit


class AwardForm(models.Model):
    """A title, an award or an order; a row of its own unit (`unit`) is used in that branch only."""

    privacy: ClassVar = tagged(NONE)

    number = models.PositiveSmallIntegerField(_("số"), primary_key=True)
    code = models.SlugField(_("mã"), max_length=40, unique=True)
    label = models.CharField(_("tên hình thức"), max_length=160)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("nơi đặt ra")
    )
    track = models.PositiveSmallIntegerField(
        _("hệ khen thưởng"), choices=[(int(k), v) for k, v in TRACK_LABELS.items()]
    )
    tally = models.PositiveSmallIntegerField(
        _("loại"), choices=[(int(k), v) for k, v in TALLY_LABELS.items()]
    )
    level = models.PositiveSmallIntegerField(_("cấp khen"), default=Level.BASE)
    subjects = models.PositiveSmallIntegerField(_("dùng cho"))
    classes = models.CharField(_("các hạng"), max_length=40, blank=True)
    needs = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("cần đạt trước"),
    )  # fmt: skip
    needs_times = models.PositiveSmallIntegerField(_("số lần liên tục"), default=0)
    quota = models.PositiveSmallIntegerField(_("không quá (%)"), default=0)
    quota_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("tính trên số"),
    )  # fmt: skip
    gap = models.PositiveSmallIntegerField(_("cách nhau (năm)"), default=0)
    basis = models.CharField(_("căn cứ"), max_length=300, blank=True)
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("hình thức khen")
        verbose_name_plural = _("hình thức khen")
        ordering = ("track", "number")

    def __str__(self) -> str:
        return self.label


class Conferrer(models.Model):
    """Who confers a form of award from a day to a day."""

    privacy: ClassVar = tagged(NONE)

    form = models.ForeignKey(
        AwardForm, models.CASCADE, related_name="conferrers", verbose_name=_("hình thức khen")
    )
    words = models.CharField(_("ai khen"), max_length=300)
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("thẩm quyền khen")
        verbose_name_plural = _("thẩm quyền khen")
        ordering = ("form_id", "valid_from")
        constraints = (
            models.UniqueConstraint(
                fields=["form", "valid_from"], name="honours_conferrer_one_start"
            ),
        )

    def __str__(self) -> str:
        return self.words


class Proposal(models.Model):
    """A unit's proposal of awards for a year and an occasion, sent to the one who decides."""

    privacy: ClassVar = tagged(
        NONE, reason=basic("why it was returned"), by_name=basic("who wrote it")
    )

    uid = models.UUIDField(_("mã định danh"), default=uuid7, unique=True, editable=False)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="award_proposals", verbose_name=_("đơn vị đề nghị")
    )
    to_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("nơi quyết định")
    )
    year = models.PositiveSmallIntegerField(_("năm"))
    title = models.CharField(_("trích yếu"), max_length=300)
    occasion = models.CharField(_("dịp khen"), max_length=160)
    is_programme = models.BooleanField(_("về học tập và làm theo Bác"), default=True)
    state = models.PositiveSmallIntegerField(
        _("trạng thái"), default=ProposalState.DRAFT,
        choices=[(int(s), label) for s, label in PROPOSAL_LABELS.items()],
    )  # fmt: skip
    made_on = models.DateField(_("ngày lập"))
    voted_on = models.DateField(_("ngày họp"), null=True, blank=True)
    sent_on = models.DateField(_("ngày gửi"), null=True, blank=True)
    reason = models.CharField(_("lý do trả lại"), max_length=400, blank=True)
    decision = models.CharField(_("số quyết định"), max_length=100, blank=True)
    decided_on = models.DateField(_("ngày quyết định"), null=True, blank=True)
    issuer = models.CharField(_("nơi ban hành"), max_length=200, blank=True)
    by_id = models.BigIntegerField(_("số tài khoản lập"), null=True, blank=True)
    by_name = models.CharField(_("người lập"), max_length=160)

    class Meta:
        verbose_name = _("đề nghị khen thưởng")
        verbose_name_plural = _("đề nghị khen thưởng")
        ordering = ("-year", "-id")
        indexes = (
            models.Index(fields=["unit", "year"], name="honours_proposal_unit"),
            models.Index(fields=["to_unit", "state"], name="honours_proposal_to"),
        )

    def __str__(self) -> str:
        return self.title


class Nominee(Subject):
    """One of those a proposal names, for one form of award."""

    privacy: ClassVar = tagged(
        NONE, **SUBJECT_TAGS, words=basic("what they achieved"), reason=basic("why not awarded"),
        consent_paper=basic("on which paper the consent stands"),
    )  # fmt: skip

    proposal = models.ForeignKey(
        Proposal, models.CASCADE, related_name="nominees", verbose_name=_("đề nghị khen thưởng")
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    number = models.PositiveSmallIntegerField(_("số thứ tự"))
    form = models.ForeignKey(
        AwardForm, models.PROTECT, related_name="+", verbose_name=_("hình thức khen")
    )
    grade = models.CharField(_("hạng"), max_length=8, blank=True)
    first_year = models.PositiveSmallIntegerField(_("thành tích từ năm"))
    last_year = models.PositiveSmallIntegerField(_("thành tích đến năm"))
    deed = models.ForeignKey(
        Deed, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("việc làm theo"),
    )  # fmt: skip
    words = models.TextField(_("thành tích"), max_length=6000, blank=True)
    votes_for = models.PositiveIntegerField(_("số tán thành"), null=True, blank=True)
    votes_of = models.PositiveIntegerField(_("số có mặt"), null=True, blank=True)
    consented = models.BooleanField(_("đồng ý dùng tên trong hồ sơ khen"), default=False)
    consent_paper = models.CharField(_("giấy đồng ý"), max_length=200, blank=True)
    outcome = models.PositiveSmallIntegerField(
        _("kết luận"), default=Outcome.OPEN,
        choices=[(int(s), label) for s, label in OUTCOME_LABELS.items()],
    )  # fmt: skip
    reason = models.CharField(_("lý do không khen"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("người, tập thể được đề nghị khen")
        verbose_name_plural = _("người, tập thể được đề nghị khen")
        ordering = ("proposal_id", "subject_kind", "number", "id")
        indexes = (models.Index(fields=["subject_key"], name="honours_nominee_subject"),)

    def __str__(self) -> str:
        return f"{self.proposal_id}/{self.number}"


class Award(Subject):
    """What was conferred: a row each; imported history stands for so many instances at once."""

    privacy: ClassVar = tagged(
        NONE, **SUBJECT_TAGS, reason=basic("why it was taken back"), by_name=basic("who acted")
    )

    uid = models.UUIDField(_("mã định danh"), default=uuid7, unique=True, editable=False)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="awards", verbose_name=_("đơn vị của chủ thể")
    )
    form = models.ForeignKey(
        AwardForm, models.PROTECT, related_name="awards", verbose_name=_("hình thức khen")
    )
    tally = models.PositiveSmallIntegerField(
        _("loại"), choices=[(int(k), v) for k, v in TALLY_LABELS.items()]
    )
    grade = models.CharField(_("hạng"), max_length=8, blank=True)
    nominee = models.OneToOneField(
        Nominee, models.PROTECT, null=True, blank=True, related_name="award",
        verbose_name=_("theo đề nghị"),
    )  # fmt: skip
    decision = models.CharField(_("số quyết định"), max_length=100, blank=True)
    decided_on = models.DateField(_("ngày quyết định"))
    issuer = models.CharField(_("nơi ban hành"), max_length=200, blank=True)
    occasion = models.CharField(_("dịp khen"), max_length=160, blank=True)
    is_programme = models.PositiveSmallIntegerField(_("về học tập và làm theo Bác"), default=1)
    first_year = models.PositiveSmallIntegerField(_("thành tích từ năm"))
    last_year = models.PositiveSmallIntegerField(_("thành tích đến năm"))
    instances = models.PositiveIntegerField(_("số lượt"), default=1)
    qualifier = models.PositiveSmallIntegerField(
        _("mức"), default=Qualifier.EXACTLY,
        choices=[(int(q), label) for q, label in QUALIFIER_LABELS.items()],
    )  # fmt: skip
    is_history = models.BooleanField(_("lịch sử nhập"), default=False)
    source = models.CharField(_("nguồn"), max_length=300, blank=True)
    month = models.PositiveIntegerField(_("tháng tính số"), null=True, blank=True)
    earned_month = models.PositiveIntegerField(_("tháng theo thành tích"), null=True, blank=True)
    revoked_on = models.DateField(_("ngày thu hồi"), null=True, blank=True)
    reason = models.CharField(_("lý do thu hồi"), max_length=400, blank=True)
    by_id = models.BigIntegerField(_("số tài khoản ghi"), null=True, blank=True)
    by_name = models.CharField(_("người ghi"), max_length=160)

    class Meta:
        verbose_name = _("lượt khen thưởng")
        verbose_name_plural = _("lượt khen thưởng")
        ordering = ("-decided_on", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(first_year__lte=F("last_year")), name="honours_award_years_in_order"
            ),
            models.CheckConstraint(condition=Q(instances__gt=0), name="honours_award_positive"),
        )
        indexes = (
            models.Index(fields=["unit", "month"], name="honours_award_unit_month"),
            models.Index(fields=["unit", "earned_month"], name="honours_award_unit_earned"),
            models.Index(fields=["subject_key"], name="honours_award_subject"),
        )

    def __str__(self) -> str:
        return f"{self.form_id} {self.decided_on}"
