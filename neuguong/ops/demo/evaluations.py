"""Declarations, titles and ratings of the demo: what two offices and a province published, in their words.

Self-checks are never invented: there is none here, and a test looks for one.
"""

from datetime import date
from decimal import Decimal

from neuguong.evaluations.actions import (
    BodyEntry,
    ProposalEntry,
    TitleEntry,
    declare,
    give_title,
    hear_review,
    open_review,
    propose_bodies,
    propose_many,
    send_review,
    state_totals,
    write_parts,
)
from neuguong.evaluations.rules.levels import Level, Merits, Subject, WhyNot
from neuguong.evaluations.rules.rating import DeclarationEntry, DeclarationKind, TitleKind
from neuguong.lib.amounts import Qualifier
from neuguong.ops.demo import nam_sang, offices
from neuguong.org.models import Unit
from neuguong.people.access import SystemActor
from neuguong.people.queries import memberships_on

_CLEAN = "Trong sạch, vững mạnh"


def load(by: SystemActor, units: dict[str, Unit], today: date) -> None:
    """State what was published, and leave this year's reviews of Nậm Sang in the middle."""
    _declare(
        by,
        units[offices.BAC_KAN],
        2023,
        today,
        (
            (DeclarationKind.NO_MANIFESTATION, 100, Qualifier.EXACTLY),
            (DeclarationKind.COMPLETING, 100, Qualifier.EXACTLY),
        ),
        of=70,
    )
    _declare(
        by,
        units[offices.HA_GIANG],
        2020,
        today,
        (
            (DeclarationKind.NO_MANIFESTATION, 100, Qualifier.EXACTLY),
            (DeclarationKind.GOOD_OR_BETTER, 85, Qualifier.AT_LEAST),
            (DeclarationKind.BREACHING, 0, Qualifier.EXACTLY),
        ),
        of=60,
    )
    _titles(by, units[offices.HA_GIANG], today)
    state_totals(
        by=by, unit_id=units["son-la"].pk, year=2020, subject=Subject.GRASSROOTS,
        numbers={Level.EXCELLENT: 120, Level.GOOD: 451, Level.DONE: 27, Level.FAILED: 0},
        source="Số đã công bố năm 2021, không có từng tổ chức", today=today,
    )  # fmt: skip
    _nam_sang(by, units, today)


def _declare(
    by: SystemActor,
    unit: Unit,
    year: int,
    today: date,
    said: tuple[tuple[DeclarationKind, int, Qualifier], ...],
    *,
    of: int,
) -> None:
    for number, (kind, value, qualifier) in enumerate(said, 1):
        entry = DeclarationEntry(
            kind, Decimal(value), qualifier, of, f"{number:02}-BB/ĐU", date(year, 12, 14),
            present=9, votes_for=9,
        )  # fmt: skip
        declare(by=by, unit_id=unit.pk, year=year, entry=entry, today=today)


def _titles(by: SystemActor, unit: Unit, today: date) -> None:
    """What the office was called in 2020; the numbers of the decisions were not published."""
    for kind, text, issuer in (
        (TitleKind.ORGANISATION, _CLEAN, "Đảng ủy cấp trên trực tiếp"),
        (TitleKind.CULTURE, "Cơ quan đạt chuẩn văn hóa", "Liên đoàn Lao động tỉnh"),
        (TitleKind.MASS, _CLEAN, "Đoàn thể cấp trên"),
    ):
        entry = TitleEntry(kind, text, issuer, decided_on=date(2020, 12, 31))
        give_title(by=by, unit_id=unit.pk, year=2020, entry=entry, today=today)


# Of the cell of the secretary: who has come how far with the review of the year, with a short text.
_REVIEWS = (
    ("Nông Thị Lành", "heard", Level.EXCELLENT, "Còn để giấy tờ của chi bộ dồn vào cuối tháng."),
    ("Ma Thị Nhung", "heard", Level.GOOD, "Có tháng vắng sinh hoạt vì việc nhà."),
    ("Triệu Sinh Phú", "sent", Level.GOOD, "Chưa vận động được hết hộ trong tổ."),
    ("Bàn Văn Chiêu", "sent", Level.GOOD, "Phát biểu trong cuộc họp còn ít."),
    ("Lường Văn Đạt", "writing", Level.GOOD, "Việc mở đường còn chậm hơn đã hẹn."),
)
_WORK = "Làm xong việc được chi bộ giao, cùng bà con giữ đường thôn sạch."
_NEXT = "Năm tới làm sớm hơn, báo chi bộ hằng tháng."


def _nam_sang(by: SystemActor, units: dict[str, Unit], today: date) -> None:
    """This year's reviews of Nà Lẹng in the middle: two heard, two sent, one being written."""
    cell, year = units[nam_sang.CELL], today.year
    people = {row.person.full_name: row.person_id for row in memberships_on(cell, today)}
    for name, state, level, fault in _REVIEWS:
        made = open_review(by=by, unit_id=cell.pk, year=year, person_id=people[name], today=today)
        words = {"strengths": _WORK, "faults": fault}
        words |= {"direction": _NEXT} if state != "writing" else {}
        write_parts(by=by, review_id=made.pk, parts=words, own_level=level)
        if state != "writing":
            send_review(by=by, review_id=made.pk, today=today)
        if state == "heard":
            hear_review(
                by=by,
                review_id=made.pk,
                heard_on=today,
                committee="Chi bộ nhất trí với bản tự kiểm.",
            )
    entries = [
        ProposalEntry(
            people[name], Merits(general, work, 100, above, 100, programme=True), level,
            own_level=level,
        )
        for (name, _state, level, _fault), (general, work, above) in zip(
            _REVIEWS[:4], ((29, 63, 35), (28, 55, 20), (27, 54, 15), (28, 52, 10)), strict=True
        )
    ]  # fmt: skip
    exempt = ProposalEntry(people["Vàng Seo Páo"], Merits(), why_not=WhyNot.EXEMPT)
    propose_many(by=by, unit_id=cell.pk, year=year, entries=[*entries, exempt], today=today)
    bodies = [
        BodyEntry(unit.pk, Merits(28, 55, 100, 20, 100), Level.GOOD)
        for slug, unit in units.items()
        if slug.startswith(f"{nam_sang.ROOT}/") and unit.type.is_cell
    ]
    propose_bodies(by=by, unit_id=units[nam_sang.ROOT].pk, year=year, entries=bodies, today=today)
