"""Secret ballots: who may vote, the closed urn, the torn slips, and what two tellers counted on paper.

Why a dump of these tables does not tell who voted what is written in THREAT_MODEL.md.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from neuguong.evaluations.models.rating import Rating
from neuguong.evaluations.rules.ballot import (
    BALLOT_WORDS,
    WAY_WORDS,
    BallotState,
)
from neuguong.evaluations.rules.levels import LEVEL_WORDS
from neuguong.lib.ids import uuid7
from neuguong.lib.privacy import NONE, basic, sensitive, tagged
from neuguong.lib.sealed import EncryptedText
from neuguong.org.models import Unit
from neuguong.people.models import Person


class Ballot(models.Model):
    """One vote of a cell or committee on the levels of some ratings, on paper or on the screen.

    `urn` holds sealed slips in the order of their ciphertext while it is open and is empty afterwards;
    `locked` is the key that two codes open, and is gone after closing as well.
    """

    privacy: ClassVar = tagged(
        NONE,
        teller_one=basic("who counted"),
        teller_two=basic("who counted"),
        urn=sensitive("sealed slips", retention="reviews"),
        entered_by_name=basic("who opened it"),
    )

    uid = models.UUIDField(_("mã định danh"), default=uuid7, unique=True, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="ballots", verbose_name=_("đơn vị"))
    year = models.PositiveSmallIntegerField(_("năm"))
    way = models.CharField(
        _("cách bỏ phiếu"), max_length=6, choices=[(str(k), v) for k, v in WAY_WORDS.items()]
    )
    state = models.PositiveSmallIntegerField(
        _("trạng thái"), default=BallotState.OPEN,
        choices=[(int(k), v) for k, v in BALLOT_WORDS.items()],
    )  # fmt: skip
    opened_on = models.DateField(_("ngày mở"))
    closed_on = models.DateField(_("ngày kiểm phiếu"), null=True, blank=True)
    teller_one = models.CharField(_("người kiểm phiếu thứ nhất"), max_length=160)
    teller_two = models.CharField(_("người kiểm phiếu thứ hai"), max_length=160)
    cast = models.PositiveIntegerField(_("số phiếu thu về"), default=0)
    issued = models.PositiveIntegerField(_("số phiếu phát ra"), default=0)
    public_key = models.CharField(_("khóa ngỏ"), max_length=60, blank=True)
    locked = EncryptedText(_("khóa kín"), blank=True)
    urn = models.TextField(_("hòm phiếu"), blank=True)
    void_reason = models.CharField(_("lý do hủy"), max_length=300, blank=True)
    entered_by_id = models.BigIntegerField(_("số tài khoản ghi"), null=True, blank=True)
    entered_by_name = models.CharField(_("người mở"), max_length=160, blank=True)

    class Meta:
        verbose_name = _("cuộc bỏ phiếu")
        verbose_name_plural = _("cuộc bỏ phiếu")
        ordering = ("-year", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["unit", "year"], condition=Q(state=1), name="evaluations_ballot_one_open"
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.year}"


class Candidate(models.Model):
    """One rating that is voted on, and what came out: how many slips for each level."""

    privacy: ClassVar = tagged(
        NONE,
        excellent=sensitive("the vote on a rating", retention="reviews"),
        good=sensitive("the vote on a rating", retention="reviews"),
        done=sensitive("the vote on a rating", retention="reviews"),
        failed=sensitive("the vote on a rating", retention="reviews"),
        blank=sensitive("the vote on a rating", retention="reviews"),
    )

    ballot = models.ForeignKey(
        Ballot, models.CASCADE, related_name="candidates", verbose_name=_("cuộc bỏ phiếu")
    )
    rating = models.ForeignKey(
        Rating, models.CASCADE, related_name="candidacies", verbose_name=_("xếp loại")
    )
    place = models.PositiveSmallIntegerField(_("thứ tự trên phiếu"))
    excellent = models.PositiveIntegerField(_("phiếu xuất sắc"), default=0)
    good = models.PositiveIntegerField(_("phiếu tốt"), default=0)
    done = models.PositiveIntegerField(_("phiếu hoàn thành"), default=0)
    failed = models.PositiveIntegerField(_("phiếu không hoàn thành"), default=0)
    blank = models.PositiveIntegerField(_("phiếu trắng"), default=0)

    class Meta:
        verbose_name = _("người, tổ chức trên phiếu")
        verbose_name_plural = _("người, tổ chức trên phiếu")
        ordering = ("ballot_id", "place")
        constraints = (
            models.UniqueConstraint(fields=["ballot", "rating"], name="evaluations_candidate_once"),
        )

    def __str__(self) -> str:
        return f"{self.ballot_id} {self.place}"


class Voter(models.Model):
    """Who may vote, and whether they have; no time, and written anew for all when the urn is opened."""

    privacy: ClassVar = tagged(
        NONE,
        person=sensitive("who may vote", retention="reviews"),
        has_voted=sensitive("who has voted", retention="reviews"),
    )

    ballot = models.ForeignKey(
        Ballot, models.CASCADE, related_name="voters", verbose_name=_("cuộc bỏ phiếu")
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("cử tri"))
    has_voted = models.BooleanField(_("đã bỏ phiếu"), default=False)
    is_final = models.BooleanField(_("đã kiểm phiếu"), default=False)

    class Meta:
        verbose_name = _("người bỏ phiếu")
        verbose_name_plural = _("người bỏ phiếu")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["ballot", "person"], name="evaluations_voter_once"),
        )

    def __str__(self) -> str:
        return f"{self.ballot_id}"


class Slip(models.Model):
    """One line torn from a slip: a level for one candidate. A random key, no time, no voter, no other line.

    All slips of a ballot are written together, in the order of their keys.
    """

    privacy: ClassVar = tagged(NONE)

    key = models.UUIDField(
        _("khóa ngẫu nhiên"), primary_key=True, default=uuid.uuid4, editable=False
    )
    candidate = models.ForeignKey(
        Candidate, models.CASCADE, related_name="slips", verbose_name=_("trên phiếu")
    )
    choice = models.PositiveSmallIntegerField(
        _("lựa chọn"), choices=[(int(k), v) for k, v in LEVEL_WORDS.items()]
    )

    class Meta:
        verbose_name = _("mảnh phiếu")
        verbose_name_plural = _("mảnh phiếu")
        ordering = ("key",)

    def __str__(self) -> str:
        return ""


class PaperCount(models.Model):
    """What one of the two tellers counted from paper slips; both must agree."""

    privacy: ClassVar = tagged(NONE, entered_by_name=basic("who typed it"))

    ballot = models.ForeignKey(
        Ballot, models.CASCADE, related_name="counts", verbose_name=_("cuộc bỏ phiếu")
    )
    teller = models.PositiveSmallIntegerField(_("người kiểm thứ"), choices=[(1, "1"), (2, "2")])
    issued = models.PositiveIntegerField(_("phát ra"))
    returned = models.PositiveIntegerField(_("thu về"))
    numbers = models.JSONField(_("số phiếu từng mức"))
    entered_by_id = models.BigIntegerField(_("số tài khoản ghi"), null=True, blank=True)
    entered_by_name = models.CharField(_("người ghi"), max_length=160, blank=True)

    class Meta:
        verbose_name = _("lần kiểm phiếu giấy")
        verbose_name_plural = _("lần kiểm phiếu giấy")
        ordering = ("ballot_id", "teller")
        constraints = (
            models.UniqueConstraint(fields=["ballot", "teller"], name="evaluations_count_once"),
        )

    def __str__(self) -> str:
        return f"{self.ballot_id} {self.teller}"
