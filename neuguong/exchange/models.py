"""Files that came in: who brought which file where, what was made of each row, what is remembered."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from neuguong.exchange.rules import HabitKind, ListKind, MadeKind, RunState
from neuguong.files.models import StoredFile
from neuguong.lib.ids import uuid7
from neuguong.lib.privacy import NONE, basic, tagged
from neuguong.org.models import Unit

RUN_LABELS = {
    RunState.RECEIVED: _("chờ xem"),
    RunState.APPLIED: _("đã nhập"),
    RunState.DISCARDED: _("đã bỏ"),
    RunState.RUNNING: _("đang nhập"),
    RunState.UNDONE: _("đã hoàn tác"),
}
MADE_LABELS = {
    MadeKind.UNIT: _("đơn vị"),
    MadeKind.PERSON: _("người"),
    MadeKind.REGISTRATION: _("bản đăng ký"),
    MadeKind.DEED: _("việc làm theo"),
    MadeKind.CHANGE: _("việc làm theo được sửa"),
    MadeKind.WORK: _("công trình chung"),
    MadeKind.GIFT: _("đóng góp"),
}


class ImportRun(models.Model):
    """One file handed in for a unit and a year; `counts` are the figures read, never names.

    `corrections` holds what a person typed over cells before applying: {"sheet": {"E8": "text"}};
    `understanding` what they said of whole sheets: {"sheet": {"columns": {"5": "deed"}, …}};
    `choices` their answers to doubts; `wanted` how it shall be brought in; `undone` what an undo did.
    """

    privacy: ClassVar = tagged(
        NONE,
        file=basic("the list as its writer sent it", retention="until the year is closed"),
        corrections=basic("cells mended by hand", retention="until the year is closed"),
        choices=basic("whether two people are one", retention="until the year is closed"),
        by_name=basic("who brought the file"),
        undone=basic("what an undo left, and who asked for it"),
    )

    uid = models.UUIDField(_("mã định danh"), default=uuid7, unique=True, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    year = models.PositiveSmallIntegerField(_("năm"))
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("tệp")
    )
    name = models.CharField(_("tên tệp"), max_length=160)
    sha256 = models.CharField(_("dấu vân tay của tệp"), max_length=64)
    state = models.PositiveSmallIntegerField(
        _("trạng thái"),
        default=RunState.RECEIVED,
        choices=[(int(k), v) for k, v in RUN_LABELS.items()],
    )
    counts = models.JSONField(_("số liệu đọc được"), default=dict)
    corrections = models.JSONField(_("ô đã sửa"), default=dict)
    understanding = models.JSONField(_("cách hiểu đã sửa"), default=dict)
    choices = models.JSONField(_("câu trả lời khi ngờ"), default=dict)
    wanted = models.JSONField(_("cách nhập"), default=dict)
    job = models.UUIDField(_("việc nền"), null=True, blank=True)
    undone = models.JSONField(_("việc hoàn tác"), default=dict)
    reason = models.TextField(_("lý do đính chính"), blank=True)
    by_id = models.BigIntegerField(_("số tài khoản nhập"), null=True, blank=True)
    by_name = models.CharField(_("người nhập"), max_length=160)
    received_at = models.DateTimeField(_("nhận lúc"))
    ended_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("lần nhập tệp")
        verbose_name_plural = _("lần nhập tệp")
        ordering = ("-received_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["unit", "year", "sha256"],
                condition=Q(state=RunState.RUNNING),
                name="exchange_run_once_at_a_time",
            ),
        )
        indexes = (
            models.Index(fields=["unit", "year"], name="exchange_run_unit"),
            models.Index(fields=["sha256"], name="exchange_run_digest"),
        )

    def __str__(self) -> str:
        return self.name


class ImportRow(models.Model):
    """One thing that a run made or changed, and the row of the file it came from.

    `stamp` is the stamp of the thing as the run left it: whoever touches it later changes its stamp.
    `before` and `after` hold the facts of a deed that was changed. Numbers, not foreign keys, so that
    the story of an import outlives its undo.
    """

    privacy: ClassVar = tagged(
        NONE,
        before=basic("what a changed deed said", retention="until the year is closed"),
        after=basic("what a changed deed says", retention="until the year is closed"),
    )

    run = models.ForeignKey(
        ImportRun, models.PROTECT, related_name="rows", verbose_name=_("lần nhập tệp")
    )
    sheet = models.CharField(_("trang"), max_length=100)
    number = models.PositiveIntegerField(_("số dòng trong tệp"))
    digest = models.CharField(_("dấu vân tay của dòng"), max_length=16)
    kind = models.PositiveSmallIntegerField(
        _("loại"), choices=[(int(k), v) for k, v in MADE_LABELS.items()]
    )
    object_id = models.BigIntegerField(_("số bản ghi"))
    stamp = models.CharField(_("dấu vân tay của bản ghi"), max_length=16)
    before = models.JSONField(_("trước"), null=True, blank=True)
    after = models.JSONField(_("sau"), null=True, blank=True)

    class Meta:
        verbose_name = _("dòng đã nhập")
        verbose_name_plural = _("dòng đã nhập")
        ordering = ("run_id", "id")
        indexes = (
            models.Index(fields=["run", "kind"], name="exchange_row_run"),
            models.Index(fields=["kind", "object_id"], name="exchange_row_object"),
        )

    def __str__(self) -> str:
        return f"{self.sheet} {self.number}"


class ImportPage(models.Model):
    """Some rows of a long file as its preview shows them, packed, so that its next page needs no plan.

    Number 0 holds what is said of the whole file. `mark` stands for what the preview was made from.
    """

    privacy: ClassVar = tagged(
        NONE, data=basic("the list as its preview shows it", retention="until it is brought in")
    )

    run = models.ForeignKey(
        ImportRun, models.CASCADE, related_name="pages", verbose_name=_("lần nhập tệp")
    )
    number = models.PositiveIntegerField(_("số thứ tự"))
    mark = models.CharField(_("dấu vân tay"), max_length=16)
    kept_at = models.DateTimeField(_("giữ lúc"))
    data = models.BinaryField(_("nội dung"))

    class Meta:
        verbose_name = _("bản xem trước")
        verbose_name_plural = _("bản xem trước")
        ordering = ("run_id", "number")
        constraints = (
            models.UniqueConstraint(fields=["run", "number"], name="exchange_page_once"),
        )

    def __str__(self) -> str:
        return str(self.number)


class ImportHabit(models.Model):
    """What a sender once said of files for a unit: how headings are meant, whether two people are one."""

    privacy: ClassVar = tagged(
        NONE,
        key=basic("which list, or which two people"),
        value=basic("what was answered"),
    )

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    account = models.BigIntegerField(_("số tài khoản"))
    kind = models.PositiveSmallIntegerField(
        _("loại"),
        choices=[(int(HabitKind.HEADINGS), _("tên cột")), (int(HabitKind.DOUBT), _("câu trả lời"))],
    )
    key = models.CharField(_("khóa"), max_length=300)
    value = models.JSONField(_("điều đã nói"), default=dict)
    said_at = models.DateTimeField(_("nói lúc"))

    class Meta:
        verbose_name = _("điều đã nói về tệp")
        verbose_name_plural = _("điều đã nói về tệp")
        constraints = (
            models.UniqueConstraint(
                fields=["unit", "account", "kind", "key"], name="exchange_habit_once"
            ),
        )

    def __str__(self) -> str:
        return self.key


class ListRun(models.Model):
    """One list of units or people handed in for a branch; `counts` are figures, never names.

    `on` is the day from which new rows hold where the file names none. `answers` are what a person said
    of doubtful rows; `made` the ids of what the list has made, `changes` what it changed and how that
    was before; `wanted` how it shall be brought in; `undone` what an undo did.
    """

    privacy: ClassVar = tagged(
        NONE,
        file=basic("the list as its writer sent it", retention="until the year is closed"),
        answers=basic("whether two people are one", retention="until the year is closed"),
        changes=basic("what a changed record said before", retention="until the year is closed"),
        by_name=basic("who brought the file"),
        undone=basic("what an undo left, and who asked for it"),
    )

    uid = models.UUIDField(_("mã định danh"), default=uuid7, unique=True, editable=False)
    kind = models.PositiveSmallIntegerField(
        _("loại"),
        choices=[
            (int(ListKind.UNITS), _("đơn vị")),
            (int(ListKind.PEOPLE), _("người")),
            (int(ListKind.REORGANISATION), _("sắp xếp")),
        ],
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("đơn vị")
    )
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("tệp")
    )
    name = models.CharField(_("tên tệp"), max_length=160)
    sha256 = models.CharField(_("dấu vân tay của tệp"), max_length=64)
    on = models.DateField(_("từ ngày"))
    state = models.PositiveSmallIntegerField(
        _("trạng thái"),
        default=RunState.RECEIVED,
        choices=[(int(k), v) for k, v in RUN_LABELS.items()],
    )
    counts = models.JSONField(_("số liệu đọc được"), default=dict)
    answers = models.JSONField(_("câu trả lời khi ngờ"), default=dict)
    made = models.JSONField(_("bản ghi đã lập"), default=list)
    changes = models.JSONField(_("bản ghi đã đổi"), default=dict)
    wanted = models.JSONField(_("cách nhập"), default=dict)
    job = models.UUIDField(_("việc nền"), null=True, blank=True)
    undone = models.JSONField(_("việc hoàn tác"), default=dict)
    by_id = models.BigIntegerField(_("số tài khoản nhập"), null=True, blank=True)
    by_name = models.CharField(_("người nhập"), max_length=160)
    received_at = models.DateTimeField(_("nhận lúc"))
    ended_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("lần nhập danh sách")
        verbose_name_plural = _("lần nhập danh sách")
        ordering = ("-received_at", "-id")
        indexes = (models.Index(fields=["unit", "kind"], name="exchange_list_unit"),)

    def __str__(self) -> str:
        return self.name
