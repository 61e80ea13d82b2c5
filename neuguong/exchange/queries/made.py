"""What an import made, what of it nobody touched since, and what therefore can be taken back."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from neuguong.deeds.models import Contribution, Deed, Evidence, Registration, Work
from neuguong.deeds.queries.facts import (
    DeedFacts,
    deed_stamps,
    deeds_in_use,
    gift_stamps,
    registration_stamp,
    stamp_of,
    work_stamps,
)
from neuguong.exchange.models import ImportRow, ImportRun
from neuguong.exchange.rules import MadeKind
from neuguong.lib.rows import pointed_at
from neuguong.lib.words import gettext as _
from neuguong.people.models import Membership, Person

_BATCH: Final = 400


@dataclass(frozen=True, slots=True)
class Left:
    """What stays, where it came from in the file, and why; `link` is a page and its number or slug."""

    label: str
    row: int
    why: str
    link: tuple[str, int | str] | None = None

    @property
    def text(self) -> str:
        """One sentence."""
        where = _("Dòng %(row)d: ") % {"row": self.row} if self.row else ""
        return f"{where}“{self.label}” {self.why}"


@dataclass(slots=True)
class UndoPlan:
    """What an undo takes away or puts back, and what it leaves."""

    deeds: list[int] = field(default_factory=list)
    registrations: list[int] = field(default_factory=list)
    people: list[int] = field(default_factory=list)
    units: list[int] = field(default_factory=list)
    works: list[int] = field(default_factory=list)
    gifts: list[int] = field(default_factory=list)
    changes: dict[int, DeedFacts] = field(default_factory=dict)
    left: list[Left] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether nothing could be taken back."""
        gone = (self.deeds, self.registrations, self.people, self.units, self.works, self.gifts)
        return not (any(gone) or self.changes)


def undo_plan(run: ImportRun) -> UndoPlan:
    """What of an import nobody touched since; changes nothing."""
    made: dict[int, list[ImportRow]] = defaultdict(list)
    for row in ImportRow.objects.filter(run=run).order_by("id"):
        made[row.kind].append(row)
    plan = UndoPlan()
    _plan_deeds(plan, made[MadeKind.DEED])
    _plan_changes(plan, made[MadeKind.CHANGE])
    _plan_gifts(plan, made[MadeKind.GIFT])
    _plan_works(plan, made[MadeKind.WORK])
    _plan_registrations(plan, made[MadeKind.REGISTRATION])
    _plan_people(plan, made[MadeKind.PERSON])
    plan.units = [row.object_id for row in made[MadeKind.UNIT]]
    return plan


def person_stamp(person: Person) -> str:
    """The stamp of what is written of a person."""
    return stamp_of([person.full_name, person.nickname, person.birth_year, person.sex])


def _plan_deeds(plan: UndoPlan, rows: Sequence[ImportRow]) -> None:
    ids = [row.object_id for row in rows]
    stamps, used = deed_stamps(ids), deeds_in_use(ids, apart_from_works=True)
    stays: list[tuple[ImportRow, str]] = []
    for row in rows:
        if row.object_id not in stamps:
            continue  # somebody took it out already
        if row.object_id in used:
            stays.append((row, _("đã có ảnh, công trình chung hoặc việc nối tiếp nên để lại.")))
        elif stamps[row.object_id] != row.stamp:
            stays.append((row, _("đã được sửa hoặc báo kết quả sau khi nhập nên để lại.")))
        else:
            plan.deeds.append(row.object_id)
    plan.left += _named(stays)


def _plan_gifts(plan: UndoPlan, rows: Sequence[ImportRow]) -> None:
    stamps = gift_stamps([row.object_id for row in rows])
    for row in rows:
        if row.object_id not in stamps:
            continue
        if stamps[row.object_id] == row.stamp:
            plan.gifts.append(row.object_id)
        else:
            why = _("đã được sửa hoặc xác nhận sau khi nhập nên để lại.")
            plan.left.append(Left(_("Đóng góp"), row.number, why))


def _plan_works(plan: UndoPlan, rows: Sequence[ImportRow]) -> None:
    """A shared work goes when no deed but those that go is part of it."""
    ids, going = [row.object_id for row in rows], set(plan.deeds)
    stamps = work_stamps(ids)
    titles: dict[int, str] = {}
    joined: set[int] = set()
    for some in _batches(ids):
        titles.update(Work.objects.filter(pk__in=some).values_list("pk", "title"))
        deeds = Deed.objects.filter(work__in=some).values_list("pk", "work_id")
        joined |= {work or 0 for pk, work in deeds if pk not in going}
    for row in rows:
        if row.object_id not in stamps:
            continue
        if row.object_id in joined or stamps[row.object_id] != row.stamp:
            why = _("đã được sửa hoặc có việc khác tham gia nên để lại.")
            link = ("deeds:work", row.object_id)
            plan.left.append(Left(titles[row.object_id], row.number, why, link))
        else:
            plan.works.append(row.object_id)


def _plan_changes(plan: UndoPlan, rows: Sequence[ImportRow]) -> None:
    stamps = deed_stamps([row.object_id for row in rows])
    stays: list[tuple[ImportRow, str]] = []
    for row in rows:
        if row.object_id not in stamps:
            continue
        if stamps[row.object_id] != row.stamp:
            stays.append((row, _("đã được sửa tiếp sau khi nhập nên giữ như hiện nay.")))
        elif row.before is not None:
            plan.changes[row.object_id] = DeedFacts.from_data(row.before)
    plan.left += _named(stays)


def _named(stays: Sequence[tuple[ImportRow, str]]) -> list[Left]:
    texts: dict[int, str] = {}
    for ids in _batches([row.object_id for row, _why in stays]):
        texts.update(Deed.objects.filter(pk__in=ids).values_list("pk", "text"))
    return [
        Left(texts[row.object_id], row.number, why, ("deeds:deed", row.object_id))
        for row, why in stays
    ]


def _plan_registrations(plan: UndoPlan, rows: Sequence[ImportRow]) -> None:
    """A registration goes when all its deeds go and nothing was added to it."""
    going, by_id = set(plan.deeds), {row.object_id: row for row in rows}
    for ids in _batches(list(by_id)):
        kept: set[int] = set()
        deeds = Deed.objects.filter(registration__in=ids)
        for deed, found in deeds.values_list("pk", "registration_id"):
            if deed not in going:
                kept.add(found)
        gifts = Contribution.objects.filter(registration__in=ids, deed=None)
        mine = set(plan.gifts)
        added = {
            found for pk, found in gifts.values_list("pk", "registration_id") if pk not in mine
        }
        shown = Evidence.objects.filter(registration__in=ids)
        added |= set(shown.values_list("registration_id", flat=True))
        for each in Registration.objects.filter(pk__in=ids):
            row = by_id[each.pk]
            if each.pk in added or registration_stamp(each) != row.stamp:
                why = _("có bản đăng ký đã được xác nhận, sửa hoặc ghi thêm nên để lại.")
                link = ("deeds:registration", each.pk)
                plan.left.append(Left(each.name, row.number, why, link))
            elif each.pk not in kept:
                plan.registrations.append(each.pk)


def _plan_people(plan: UndoPlan, rows: Sequence[ImportRow]) -> None:
    """A person goes when nothing but what goes refers to them, and nobody corrected them."""
    by_id = {row.object_id: row for row in rows}
    used = pointed_at(Person, by_id, apart=["people.membership", "deeds.registration"])
    going = set(plan.registrations)
    for ids in _batches(list(by_id)):
        registered: set[int] = set()
        for pk, person in Registration.objects.filter(person__in=ids).values_list(
            "pk", "person_id"
        ):
            if pk not in going and person is not None:
                registered.add(person)
        places: dict[int, list[Any]] = defaultdict(list)
        for person_id, ended in Membership.objects.filter(person__in=ids).values_list(
            "person_id", "valid_to"
        ):
            places[person_id].append(ended)
        for each in Person.objects.filter(pk__in=ids):
            if each.pk in registered:
                continue  # what they registered is told already
            row = by_id[each.pk]
            if each.pk in used or places[each.pk] != [None] or person_stamp(each) != row.stamp:
                why = _("đã có chức vụ, tài khoản, nơi sinh hoạt khác hoặc được sửa nên để lại.")
                plan.left.append(Left(each.full_name, row.number, why, ("home:person", each.pk)))
            else:
                plan.people.append(each.pk)


def _batches(ids: Sequence[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), _BATCH):
        yield list(ids[start : start + _BATCH])
