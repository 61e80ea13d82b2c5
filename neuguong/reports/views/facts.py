"""What stands beside a report before it is signed: facts in words, each with the door to mend it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from neuguong.lib.amounts import format_number
from neuguong.lib.dates import Period, format_day
from neuguong.org.models import Unit
from neuguong.reports.queries import Reading
from neuguong.reports.queries.numbers import Doors
from neuguong.reports.views.asked import address
from neuguong.ui.parts import Link


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: `state` is a key of the states, `word` what it says aloud, and its doors."""

    state: str
    word: str
    text: str
    doors: tuple[Link, ...] = ()


def facts_of(reading: Reading, unit: Unit, period: Period, *, may_make: bool) -> list[Fact]:
    """The facts of a report, good ones first as they come, each open one with its door."""
    return [
        *_of_figures(reading),
        *_of_words(reading, unit, period, may_make=may_make),
        *_of_heading(reading, unit, period, may_make=may_make),
        *_of_work(reading, unit, period),
    ]


def _good(text: str) -> Fact:
    return Fact("done", _("Đạt"), text)


def _open(text: str, *doors: Link) -> Fact:
    return Fact("missing", _("Còn thiếu"), text, doors)


def _of_figures(reading: Reading) -> list[Fact]:
    number = format_number(reading.figures)
    if reading.faults:
        facts = [Fact("missing", _("Sai"), fault) for fault in reading.faults]
    else:
        text = _("%(number)s con số lấy từ bản ghi. Lời và phụ lục dùng chung một nguồn.")
        facts = [_good(text % {"number": number})]
    if reading.units and reading.adds_up:
        facts.append(_good(_("Cộng từ %(number)s đơn vị: khớp.") % {"number": reading.units}))
    elif reading.units:
        text = _("Cộng từ %(number)s đơn vị: không khớp. Báo người vận hành đếm lại.")
        facts.append(Fact("missing", _("Sai"), text % {"number": reading.units}))
    return facts


def _of_words(reading: Reading, unit: Unit, period: Period, *, may_make: bool) -> list[Fact]:
    facts = []
    parts = [part for part in reading.missing if part.prompt]
    if parts:
        doors = [Link(part.title, part_address(unit, period, part.key)) for part in parts]
        text = _("%(number)s đoạn chưa viết.") % {"number": len(parts)}
        facts.append(_open(text, *doors) if may_make else _open(text))
    else:
        facts.append(_good(_("Các đoạn đều đã viết.")))
    choose = Link(_("Chọn việc"), address("examples", unit, period))
    doors = [choose] if may_make else []
    if len(parts) < len(reading.missing):
        facts.append(_open(_("Chưa chọn việc tiêu biểu."), *doors))
    if reading.lost:
        text = _("%(number)s việc tiêu biểu đã chọn không còn là việc hoàn thành, không in ra.")
        facts.append(_open(text % {"number": reading.lost}, *doors))
    return facts


def _of_heading(reading: Reading, unit: Unit, period: Period, *, may_make: bool) -> list[Fact]:
    heading, document = reading.written.heading, reading.document
    door = Link(_("Ghi phần đầu và chữ ký"), part_address(unit, period, "dau"))
    doors = (door,) if may_make else ()
    facts = []
    if not document.signature.name:
        facts.append(_open(_("Chưa có họ tên người ký."), *doors))
    if heading.day is None and document.day is not None:
        text = _("Ngày %(day)s lấy theo lịch của chương trình. Ký ngày khác thì ghi lại.")
        words = text % {"day": format_day(document.day)}
        facts.append(Fact("registered", _("Xem lại"), words, doors))
    return facts


def _of_work(reading: Reading, unit: Unit, period: Period) -> list[Fact]:
    doors = Doors.of(period)
    facts = []
    for key, number in reading.waiting:
        text = _("%(number)s chờ xác nhận, chưa vào số.") % {"number": number}
        door = Link(_("Xem"), doors.records(unit.slug, key))
        facts.append(Fact("returned", _("Xem lại"), text, (door,)))
    if (bound := reading.unfinished) is not None:
        text = _("%(number)s chưa có kết quả cuối.") % {"number": bound.shown}
        facts.append(Fact("returned", _("Xem lại"), text, (Link(_("Xem"), bound.href),)))
    year = {"year": period.last_year}
    if reading.is_closed:
        facts.append(_good(_("Năm %(year)s đã chốt.") % year))
    else:
        url = f"{reverse('home:year', args=[unit.slug])}?nam={period.last_year}"
        text = _("Năm %(year)s chưa chốt: sửa bản ghi thì số trong báo cáo đổi theo.") % year
        facts.append(Fact("registered", _("Xem lại"), text, (Link(_("Xem năm"), url),)))
    return facts


def part_address(unit: Unit, period: Period, key: str) -> str:
    """Where a part is written, opened."""
    return f"{address('report', unit, period, doan=key)}#doan-{key}"
