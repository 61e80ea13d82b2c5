"""The honour roll: fields of life, books, entries, and what levels above made of them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from neuguong.deeds.models import Deed
from neuguong.honours.rules.roll import ENTRY_LABELS, RAISE_LABELS, EntryState, RaiseState
from neuguong.honours.rules.subjects import SUBJECT_LABELS
from neuguong.lib.column import KeyField
from neuguong.lib.ids import uuid7
from neuguong.lib.privacy import NONE, basic, sensitive, tagged
from neuguong.org.models import Unit
from neuguong.people.models import Person

KINDS = [(int(kind), label) for kind, label in SUBJECT_LABELS.items()]


class HonourField(models.Model):
    """A dated field of life in which one does good; the number is its primary key and never reused."""

    privacy: ClassVar = tagged(NONE)

    number = models.PositiveSmallIntegerField(_("số"), primary_key=True)
    label = models.CharField(_("tên lĩnh vực"), max_length=120)
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("lĩnh vực ghi danh")
        verbose_name_plural = _("lĩnh vực ghi danh")
        ordering = ("number",)

    def __str__(self) -> str:
        return self.label


class Subject(models.Model):
    """Who is honoured, as they were named then.

    `subject_key` tells subjects apart for counting: it names nobody, and stays when a name is taken
    away.
    """

    subject_kind = models.PositiveSmallIntegerField(_("chủ thể"), choices=KINDS)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người")
    )
    collective = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("tập thể")
    )
    name = models.CharField(_("tên"), max_length=200)
    search = KeyField(_("khóa tìm"), max_length=260)
    post = models.CharField(_("chức vụ, nghề nghiệp"), max_length=200, blank=True)
    subject_key = models.BigIntegerField(_("khóa chủ thể"))

    class Meta:
        abstract = True


SUBJECT_TAGS = {
    "person": basic("who is honoured"),
    "name": basic("who is honoured"),
    "search": basic("find who is honoured"),
    "post": sensitive("a Party post shows membership"),
    "subject_key": basic("tell subjects apart when counting"),
}


class Book(models.Model):
    """The book of good people and good deeds that a unit keeps in a year."""

    privacy: ClassVar = tagged(NONE, keeper=basic("who keeps the book"), by_name=basic("who acted"))

    uid = models.UUIDField(_("mã định danh"), default=uuid7, unique=True, editable=False)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="honour_books", verbose_name=_("đơn vị")
    )
    year = models.PositiveSmallIntegerField(_("năm"))
    keeper = models.CharField(_("người giữ sổ"), max_length=160, blank=True)
    opened_on = models.DateField(_("ngày mở sổ"))
    closed_on = models.DateField(_("ngày khóa sổ"), null=True, blank=True)
    by_id = models.BigIntegerField(_("số tài khoản mở"), null=True, blank=True)
    by_name = models.CharField(_("người mở"), max_length=160)

    class Meta:
        verbose_name = _("sổ ghi danh")
        verbose_name_plural = _("sổ ghi danh")
        ordering = ("-year", "unit_id")
        constraints = (
            models.UniqueConstraint(fields=["unit", "year"], name="honours_book_one_a_year"),
        )

    def __str__(self) -> str:
        return f"{self.unit_id}/{self.year}"


class Entry(Subject):
    """A good deed on its way into the book, and in it; one that is withdrawn keeps its line."""

    privacy: ClassVar = tagged(
        NONE,
        **SUBJECT_TAGS,
        address=basic("tell who is honoured; internal only"),
        summary=basic("what was done; may name people"),
        result=basic("what came of it; may name people"),
        place=basic("where"),
        proposer=basic("who proposed"),
        verified_by=basic("who looked into it"),
        verified_how=basic("how it was looked into"),
        consent_paper=basic("on which paper the consent stands"),
        reason=basic("why it was refused or withdrawn"),
    )

    uid = models.UUIDField(_("mã định danh"), default=uuid7, unique=True, editable=False)
    book = models.ForeignKey(
        Book, models.PROTECT, related_name="entries", verbose_name=_("sổ ghi danh")
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    year = models.PositiveSmallIntegerField(_("năm"))
    number = models.PositiveIntegerField(_("số thứ tự trong sổ"), null=True, blank=True)
    address = models.CharField(_("nơi ở, nơi làm việc"), max_length=200, blank=True)
    field = models.ForeignKey(
        HonourField, models.PROTECT, related_name="+", verbose_name=_("lĩnh vực")
    )
    deed = models.ForeignKey(
        Deed, models.PROTECT, null=True, blank=True, related_name="honour_entries",
        verbose_name=_("việc làm theo"),
    )  # fmt: skip
    from_deed = models.PositiveSmallIntegerField(_("từ việc đã đăng ký"), default=0)
    summary = models.CharField(_("tóm tắt việc làm"), max_length=1000)
    result = models.CharField(_("kết quả bằng số"), max_length=300, blank=True)
    place = models.CharField(_("địa điểm"), max_length=200, blank=True)
    happened = models.CharField(_("thời gian làm"), max_length=100, blank=True)
    proposer = models.CharField(_("người đề nghị"), max_length=160, blank=True)
    proposed_on = models.DateField(_("ngày đề nghị"))
    verified_by = models.CharField(_("người xác minh"), max_length=160, blank=True)
    verified_how = models.CharField(_("cách xác minh"), max_length=300, blank=True)
    verified_on = models.DateField(_("ngày xác minh"), null=True, blank=True)
    voted_on = models.DateField(_("ngày họp"), null=True, blank=True)
    votes_for = models.PositiveIntegerField(_("số tán thành"), null=True, blank=True)
    votes_of = models.PositiveIntegerField(_("số có mặt"), null=True, blank=True)
    decision = models.CharField(_("quyết định"), max_length=200, blank=True)
    decided_on = models.DateField(_("ngày quyết định"), null=True, blank=True)
    state = models.PositiveSmallIntegerField(
        _("trạng thái"), default=EntryState.PROPOSED,
        choices=[(int(s), label) for s, label in ENTRY_LABELS.items()],
    )  # fmt: skip
    level = models.PositiveSmallIntegerField(_("cấp đã ghi danh"), default=1)
    consented = models.BooleanField(_("đồng ý công bố tên, ảnh"), default=False)
    consent_paper = models.CharField(_("giấy đồng ý"), max_length=200, blank=True)
    consent_on = models.DateField(_("ngày đồng ý"), null=True, blank=True)
    reason = models.CharField(_("lý do"), max_length=400, blank=True)
    withdrawn_on = models.DateField(_("ngày rút"), null=True, blank=True)
    withdrawn_decision = models.CharField(_("quyết định rút"), max_length=200, blank=True)
    month = models.PositiveIntegerField(_("tháng tính số"), null=True, blank=True)
    asked_month = models.PositiveIntegerField(_("tháng đề nghị"))

    class Meta:
        verbose_name = _("mục ghi danh")
        verbose_name_plural = _("mục ghi danh")
        ordering = ("book_id", "number", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["book", "number"], condition=Q(number__isnull=False),
                name="honours_entry_one_number",
            ),
            models.CheckConstraint(
                condition=Q(month__isnull=True) | Q(state=int(EntryState.DECIDED)),
                name="honours_entry_counts_decided",
            ),
        )  # fmt: skip
        indexes = (
            models.Index(fields=["unit", "month"], name="honours_entry_unit_month"),
            models.Index(fields=["subject_key"], name="honours_entry_subject"),
        )

    def __str__(self) -> str:
        return f"{self.book_id}/{self.number or '-'}"


class Raise(models.Model):
    """An entry before a level above: asked, and what that level decided."""

    privacy: ClassVar = tagged(NONE, reason=basic("why it was refused"), by_name=basic("who acted"))

    entry = models.ForeignKey(
        Entry, models.PROTECT, related_name="raises", verbose_name=_("mục ghi danh")
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="honour_raises", verbose_name=_("cấp xem xét")
    )
    level = models.PositiveSmallIntegerField(_("cấp"))
    state = models.PositiveSmallIntegerField(
        _("trạng thái"), default=RaiseState.ASKED,
        choices=[(int(s), label) for s, label in RAISE_LABELS.items()],
    )  # fmt: skip
    asked_on = models.DateField(_("ngày gửi"))
    decision = models.CharField(_("quyết định"), max_length=200, blank=True)
    decided_on = models.DateField(_("ngày quyết định"), null=True, blank=True)
    votes_for = models.PositiveIntegerField(_("số tán thành"), null=True, blank=True)
    votes_of = models.PositiveIntegerField(_("số có mặt"), null=True, blank=True)
    reason = models.CharField(_("lý do"), max_length=400, blank=True)
    by_id = models.BigIntegerField(_("số tài khoản gửi"), null=True, blank=True)
    by_name = models.CharField(_("người gửi"), max_length=160)

    class Meta:
        verbose_name = _("lần gửi cấp trên")
        verbose_name_plural = _("lần gửi cấp trên")
        ordering = ("entry_id", "level", "id")

    def __str__(self) -> str:
        return f"{self.entry_id} → {self.unit_id}"
