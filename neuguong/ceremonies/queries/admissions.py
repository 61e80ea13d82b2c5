"""Admission ceremonies of a cell, who may be admitted, and the order of the ceremony as a paper."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.http import Http404

from neuguong.ceremonies.models import STATE_LABELS, Admission, Admitted
from neuguong.ceremonies.rights import Right
from neuguong.ceremonies.rules import ORDER, EventState
from neuguong.documents.document import Document, Heading, Item, Paragraph, Signature, Text
from neuguong.documents.queries import head_of
from neuguong.documents.rules import layout_on
from neuguong.lib.actor import Actor
from neuguong.lib.dates import format_day
from neuguong.lib.measure import Ask, Record
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.org.queries import grassroots_path, page_within
from neuguong.people.models import Membership, Person
from neuguong.people.rules import PARTY_MEMBERS

_MOST: Final = 300
_PEOPLE: Final = Prefetch("admitted", Admitted.objects.select_related("person").order_by("pk"))


def admissions_of(unit: Unit, year: int) -> list[Admission]:
    """The ceremonies of a cell in a year, the newest first."""
    return list(Admission.objects.filter(unit=unit, day__year=year).prefetch_related(_PEOPLE))


def admission_seen(by: Actor, admission_id: int) -> Admission:
    """A ceremony, for those who may see its cell; else 404."""
    rows = Admission.objects.select_related("unit__type").prefetch_related(_PEOPLE)
    found = rows.filter(pk=admission_id).first()
    if found is None or not by.may(Right.VIEW, at=found.unit):
        raise Http404
    return found


def candidates_of(unit: Unit, day: date) -> list[Person]:
    """Who of the grassroots organisation is not a Party member on that day, by given name."""
    base = grassroots_path(unit)
    now = Q(valid_from__lte=day) & (Q(valid_to=None) | Q(valid_to__gt=day))
    here = Membership.objects.filter(now, person=OuterRef("pk"), unit__path__startswith=base)
    party = Membership.objects.filter(
        now, person=OuterRef("pk"), category__in=sorted(PARTY_MEMBERS)
    )
    rows = Person.objects.filter(Exists(here), ~Exists(party))
    return list(rows.order_by("sort", "birth_year", "pk")[:_MOST])


def order_of(found: Admission) -> Document:
    """The order of the ceremony with the oath, for the layout of its day."""
    head = head_of(found.unit, found.day)
    names = ", ".join(row.person.full_name for row in found.admitted.all())
    when = f"Ngày {format_day(found.day)}" + (f", {found.place}" if found.place else "")
    blocks: list[Heading | Paragraph | Item] = [
        Paragraph((Text(f"Thời gian, địa điểm: {when}."),)),
        Paragraph((Text(f"Đảng viên mới: {names}."),)),
    ]
    if found.decision:
        blocks.append(Paragraph((Text(f"Căn cứ: {found.decision}."),)))
    blocks.append(Heading(1, "I", "Trình tự buổi lễ"))
    blocks += [
        Paragraph((Text(f"{number}. {line}"),)) for number, line in enumerate(ORDER, start=1)
    ]
    blocks.append(Heading(1, "II", "Lời tuyên thệ của đảng viên mới"))
    oath = "Trước cờ Đảng, cờ Tổ quốc và chân dung Chủ tịch Hồ Chí Minh, tôi xin tuyên thệ:"
    blocks.append(Paragraph((Text(oath),)))
    lines = [line.strip() for line in found.oath.splitlines() if line.strip()]
    blocks += [
        Paragraph((Text(f"{number}. {line}"),)) for number, line in enumerate(lines, start=1)
    ]
    blocks.append(Paragraph((Text("Xin thề!"),)))
    return Document(
        layout_key=layout_on(found.day).key, superior=head.superior, issuer=head.issuer,
        number="", symbol=f"CTr/{head.code}", place=head.place, day=found.day,
        type_name="Chương trình", abstract="lễ kết nạp đảng viên", blocks=tuple(blocks),
        recipients=(), signature=Signature(head.authority, head.signer.title, head.signer.name),
        annexes=(), document_date=found.day,
    )  # fmt: skip


def list_admissions(ask: Ask) -> Iterator[Record]:
    """The ceremonies behind a count of them."""
    rows = Admission.objects.select_related("unit").filter(month__in=ask.months)
    for facet, allowed in ask.where.items():
        rows = rows.filter(**{f"{facet}__in": sorted(allowed)})
    for row in page_within(rows, ask):
        yield Record(
            id=row.pk, kind="ceremonies.Admission", unit_id=row.unit_id, unit_name=row.unit.name,
            unit_slug=row.unit.slug, amount=1, qualifier=1, text=_("Lễ kết nạp đảng viên"),
            who=row.unit.name, day=row.day, state=str(STATE_LABELS[EventState(row.state)]),
            link=("ceremonies:admission", row.pk),
        )  # fmt: skip


def list_admitted(ask: Ask) -> Iterator[Record]:
    """The new members, by name where the reader may see names."""
    rows = Admitted.objects.select_related("unit", "person", "admission")
    rows = rows.filter(month__in=ask.months)
    for facet, allowed in ask.where.items():
        rows = rows.filter(**{f"{facet}__in": sorted(allowed)})
    for row in page_within(rows, ask):
        named = ask.sees_names(row.unit.path)
        yield Record(
            id=row.pk, kind="ceremonies.Admitted", unit_id=row.unit_id, unit_name=row.unit.name,
            unit_slug=row.unit.slug, amount=1, qualifier=1, text=_("Đảng viên mới kết nạp"),
            who=row.person.full_name if named else _("một người"), day=row.admission.day,
            state=str(STATE_LABELS[EventState(row.state)]),
            link=("ceremonies:admission", row.admission_id),
        )  # fmt: skip
