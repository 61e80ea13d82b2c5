"""Units and how the tree stood on any day: identity in `Unit`, everything dated in `UnitState`."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from neuguong.lib.column import KeyField
from neuguong.lib.ids import uuid7
from neuguong.lib.privacy import NONE, tagged
from neuguong.org.rules import SECTOR_NUMBERS, Family, described


class UnitType(models.Model):
    """A dated word for a kind of unit; logic asks its properties, never its name (domain 3.5)."""

    privacy: ClassVar = tagged(NONE)

    code = models.SlugField(_("mã"), max_length=40, unique=True)
    label = models.CharField(_("tên loại"), max_length=120)
    family = models.CharField(_("hệ"), max_length=12, choices=[(f, f) for f in Family])
    rank = models.PositiveSmallIntegerField(_("bậc"))
    is_grassroots = models.BooleanField(_("là tổ chức cơ sở"), default=False)
    is_cell = models.BooleanField(_("là chi bộ"), default=False)
    keeps_totals = models.BooleanField(_("giữ tổng"), default=False)
    parents = models.ManyToManyField(
        "self", symmetrical=False, related_name="children", blank=True, verbose_name=_("đứng dưới")
    )
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("loại đơn vị")
        verbose_name_plural = _("loại đơn vị")
        ordering = ("rank", "code")

    def __str__(self) -> str:
        return self.label


class Unit(models.Model):
    """A unit for ever: its identity, and where it stands on today's tree."""

    privacy: ClassVar = tagged(NONE)

    uid = models.UUIDField(_("mã định danh"), default=uuid7, unique=True, editable=False)
    slug = models.CharField(_("tên đường dẫn"), max_length=200, unique=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children",
        verbose_name=_("đơn vị cấp trên"),
    )  # fmt: skip
    path = KeyField(_("đường trên cây"), max_length=80)
    rolled = models.BooleanField(_("giữ tổng"), default=False)
    name = models.CharField(_("tên"), max_length=200)
    short_name = models.CharField(_("tên ngắn"), max_length=120)
    search = KeyField(_("khóa tìm"), max_length=400)
    sort = KeyField(_("khóa xếp"), max_length=600)
    type = models.ForeignKey(UnitType, models.PROTECT, related_name="+", verbose_name=_("loại"))
    opened_on = models.DateField(_("ngày lập"))
    closed_on = models.DateField(_("ngày kết thúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("đơn vị")
        verbose_name_plural = _("đơn vị")
        ordering = ("sort", "id")
        indexes = (
            models.Index(fields=["parent", "sort"], name="org_unit_parent_sort"),
            models.Index(fields=["path"], name="org_unit_path"),
        )
        # Unique by a condition that always holds: PostgreSQL then does not take the path for a key,
        # and who writes records of a unit need not wait for one who moves it.
        constraints = (
            models.UniqueConstraint(
                fields=["path"], condition=Q(path__isnull=False), name="org_unit_one_path"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def described(self) -> str:
        """The name with level and life, as lists to choose from need it; asks for the type."""
        return described(
            self.name, self.type.label, opened_on=self.opened_on, closed_on=self.closed_on
        )


class UnitState(models.Model):
    """What was true of a unit on the days `[valid_from, valid_to)`.

    `family`, `is_grassroots` and `is_cell` are the type's own, copied so that a row can be counted.
    """

    privacy: ClassVar = tagged(NONE)

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="states", verbose_name=_("đơn vị"))
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến ngày"), null=True, blank=True)
    name = models.CharField(_("tên"), max_length=200)
    short_name = models.CharField(_("tên ngắn"), max_length=120)
    type = models.ForeignKey(UnitType, models.PROTECT, related_name="+", verbose_name=_("loại"))
    code = models.CharField(_("mã tổ chức"), max_length=40, blank=True)
    parent = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("đơn vị cấp trên"),
    )  # fmt: skip
    place_code = models.CharField(_("mã địa bàn"), max_length=20, blank=True)
    place = models.CharField(_("địa bàn"), max_length=200, blank=True)
    host_unit = models.CharField(_("cơ quan, thôn"), max_length=200, blank=True)
    family = models.PositiveSmallIntegerField(_("hệ"))
    is_grassroots = models.PositiveSmallIntegerField(_("là tổ chức cơ sở"), default=0)
    is_cell = models.PositiveSmallIntegerField(_("là chi bộ"), default=0)
    sector = models.PositiveSmallIntegerField(
        _("khối"), default=0, choices=[(n, s) for s, n in SECTOR_NUMBERS.items()]
    )
    decision = models.CharField(_("quyết định"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("trạng thái đơn vị")
        verbose_name_plural = _("trạng thái đơn vị")
        ordering = ("unit_id", "valid_from")
        constraints = (
            models.UniqueConstraint(fields=["unit", "valid_from"], name="org_state_one_start"),
            models.UniqueConstraint(
                fields=["unit"], condition=Q(valid_to=None), name="org_state_one_open"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
                name="org_state_days_in_order",
            ),
        )
        indexes = (
            models.Index(fields=["parent", "valid_from"], name="org_state_parent_from"),
            models.Index(fields=["valid_from"], name="org_state_from"),
            models.Index(fields=["valid_to"], name="org_state_to"),
        )

    def __str__(self) -> str:
        return self.name


class UnitLink(models.Model):
    """Under which unit a unit stands on the days `[valid_from, valid_to)`: the tree of every day.

    A closed unit has no state but still stands somewhere: a merged one under its successor, a split
    one under the nearest unit that holds all its successors. So its records always count. The link
    that is open is `Unit.parent`.
    """

    privacy: ClassVar = tagged(NONE)

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="links", verbose_name=_("đơn vị"))
    parent = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("đứng dưới"),
    )  # fmt: skip
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("vị trí trên cây")
        verbose_name_plural = _("vị trí trên cây")
        ordering = ("unit_id", "valid_from")
        constraints = (
            models.UniqueConstraint(fields=["unit", "valid_from"], name="org_link_one_start"),
            models.UniqueConstraint(
                fields=["unit"], condition=Q(valid_to=None), name="org_link_one_open"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
                name="org_link_days_in_order",
            ),
        )
        indexes = (
            models.Index(fields=["parent", "valid_from"], name="org_link_parent_from"),
            models.Index(fields=["valid_from"], name="org_link_from"),
            models.Index(fields=["valid_to"], name="org_link_to"),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} < {self.parent_id}"


class Succession(models.Model):
    """Who carries on whose history, and since when."""

    privacy: ClassVar = tagged(NONE)

    predecessor = models.ForeignKey(
        Unit, models.PROTECT, related_name="successions", verbose_name=_("đơn vị trước")
    )
    successor = models.ForeignKey(
        Unit, models.PROTECT, related_name="predecessions", verbose_name=_("đơn vị sau")
    )
    on = models.DateField(_("ngày"))

    class Meta:
        verbose_name = _("kế thừa")
        verbose_name_plural = _("kế thừa")
        constraints = (
            models.UniqueConstraint(
                fields=["predecessor", "successor"], name="org_succession_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id}"
