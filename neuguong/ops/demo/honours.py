"""Honours of the demo: the published counts of roll and awards, and this year's open work."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Final

from neuguong.deeds.models import Deed
from neuguong.honours.actions import conferred, examples, proposals, raising
from neuguong.honours.actions import roll as book
from neuguong.honours.actions.guard import SubjectEntry
from neuguong.honours.queries.achievement import result_words
from neuguong.honours.queries.place import members_of
from neuguong.honours.queries.roll import deeds_to_honour
from neuguong.honours.rules.catalogue import (
    ADVANCED_WORKER,
    BASE_FIGHTER,
    LABOUR_ORDER,
    OUTSTANDING_PERSON,
    PARTY_MERIT,
    PROVINCE_COMMENDATION,
    PROVINCE_FLAG,
    THEMATIC_MERIT,
)
from neuguong.honours.rules.examples import ModelKind
from neuguong.honours.rules.roll import field_of_category
from neuguong.honours.rules.subjects import SubjectKind
from neuguong.lib.amounts import Qualifier
from neuguong.ops.demo import nam_sang, offices, pac_nam
from neuguong.org.models import Unit
from neuguong.people.access import SystemActor

SEED: Final = 2022_1105
# Entries of Pác Nặm in 2022 by quarter: collectives and persons (domain 11.1).
_COLLECTIVES: Final = (3, 4, 5, 8)
_PEOPLE: Final = (13, 17, 21, 33)
# Entries of the bloc of Sơn La by year since the directive of 2016.
_SON_LA: Final = {
    2016: (0, 5), 2017: (1, 8), 2018: (1, 11), 2019: (1, 13), 2020: (1, 15), 2021: (2, 18),
    2022: (2, 21),
}  # fmt: skip
_AGAIN: Final = 4  # persons of the bloc who stand in two years' books
_GOOD: Final = (
    "Giúp hộ nghèo sửa nhà, góp ngày công và vật liệu",
    "Trả lại tài sản nhặt được cho người đánh rơi",
    "Vận động bà con hiến đất mở đường",
    "Xử lý hồ sơ cho dân trước hẹn, không để ai phải đi lại hai lần",
    "Dạy chữ buổi tối cho người lớn tuổi",
    "Hòa giải thành những chuyện bất hòa trong thôn",
    "Đỡ đầu một em nhỏ mồ côi đi học",
)
_ROOMS: Final = (
    "Phòng Tổng hợp", "Phòng Hành chính - Tiếp dân", "Phòng Quản trị", "Phòng Tài chính Đảng",
    "Phòng Cơ yếu", "Phòng Công nghệ thông tin", "Phòng Lưu trữ", "Phòng Văn thư",
    "Tổ Lái xe", "Tổ Phục vụ", "Tổ Bảo vệ",
)  # fmt: skip


def load(by: SystemActor, units: dict[str, Unit], today: date) -> None:
    """Books of Pác Nặm and Sơn La, awards of Hà Giang, and what Nậm Sang has under way."""
    chance = Random(SEED)  # noqa: S311 - invented data
    _pac_nam(by, units, today, chance)
    _son_la(by, units, today, chance)
    _ha_giang(by, units, today)
    _nam_sang(by, units, today)


def _days(chance: Random, year: int, quarters: Sequence[int]) -> list[date]:
    """So many days in each quarter."""
    return [
        date(year, 3 * quarter + chance.randint(1, 3), chance.randint(1, 28))
        for quarter, number in enumerate(quarters)
        for _each in range(number)
    ]


def _of_deed(deed: Deed) -> book.Draft:
    """An entry drawn from a registered deed."""
    found = deed.registration
    kind = SubjectKind.INDIVIDUAL if found.person_id else SubjectKind.COLLECTIVE
    return book.Draft(
        SubjectEntry(kind, found.name, found.person_id, found.collective_id, found.post),
        field_of_category(deed.category_id), deed.text, result_words(deed), deed.place,
        proposer="Chi ủy", deed_id=deed.pk,
    )  # fmt: skip


def _telling(deeds: Sequence[Deed]) -> list[Deed]:
    """Those first that came to something one can count."""
    return sorted(deeds, key=lambda deed: not result_words(deed))


def _entered(draft: book.Draft, day: date, chance: Random) -> book.Entered:
    there = chance.randint(9, 16)
    return book.Entered(
        draft, day, "Nghị quyết sinh hoạt chi bộ", "Chi ủy", "xem tận nơi, hỏi người dân",
        there - chance.choice((0, 0, 0, 1)), there,
    )  # fmt: skip


def _pac_nam(by: SystemActor, units: dict[str, Unit], today: date, chance: Random) -> None:
    cells = [
        unit for slug, unit in sorted(units.items())
        if slug.startswith(f"{pac_nam.ROOT}/") and unit.type.is_cell
    ]  # fmt: skip
    groups, people = _days(chance, 2022, _COLLECTIVES), _days(chance, 2022, _PEOPLE)
    chance.shuffle(cells)
    for cell in cells:
        rows: list[book.Entered] = []
        deeds = _telling(deeds_to_honour(cell, 2022))
        personal = [deed for deed in deeds if deed.registration.person_id]
        common = [deed for deed in deeds if deed.registration.collective_id]
        if common and groups:
            rows.append(_entered(_of_deed(common[0]), groups.pop(), chance))
        seen: set[int | None] = set()
        for deed in personal:
            if people and len(seen) < 4 and deed.registration.person_id not in seen:
                seen.add(deed.registration.person_id)
                rows.append(_entered(_of_deed(deed), people.pop(), chance))
        if rows:
            book.enter_many(by=by, unit_id=cell.pk, year=2022, rows=rows, today=today)
        if not (groups or people):
            break


def _son_la(by: SystemActor, units: dict[str, Unit], today: date, chance: Random) -> None:
    """Entries by hand: whom the cells of the bloc entered in seven years, some of them twice."""
    cells = [
        unit for slug, unit in sorted(units.items())
        if slug.startswith(f"{offices.SON_LA}/") and unit.type.is_cell
    ]  # fmt: skip
    chance.shuffle(cells)
    again: list[tuple[Unit, int]] = []
    for year, (groups, people) in _SON_LA.items():
        rows: dict[int, list[book.Entered]] = {}
        for place in range(groups):
            cell = cells[place + year - 2016]
            subject = SubjectEntry(SubjectKind.COLLECTIVE, unit_id=cell.pk)
            rows.setdefault(cell.pk, []).append(_by_hand(subject, year, chance))
        twice = again[:_AGAIN] if year == 2022 else []
        chosen = list(twice)
        for place in range(people - len(twice)):
            cell = cells[(year * 31 + place // 6 * 7) % len(cells)]
            members = members_of(cell, date(year, 6, 1))
            chosen.append((cell, members[(year + place) % len(members)].person_id))
        again += chosen if year < 2019 else []
        for cell, person in chosen:
            subject = SubjectEntry(SubjectKind.INDIVIDUAL, person_id=person)
            rows.setdefault(cell.pk, []).append(_by_hand(subject, year, chance))
        for unit_id, entered in rows.items():
            book.enter_many(by=by, unit_id=unit_id, year=year, rows=entered, today=today)


def _by_hand(subject: SubjectEntry, year: int, chance: Random) -> book.Entered:
    place = chance.randrange(len(_GOOD))
    draft = book.Draft(subject, (4, 4, 2, 5, 6, 3, 4)[place], _GOOD[place], proposer="Chi ủy")
    return _entered(draft, date(year, chance.randint(1, 12), chance.randint(1, 28)), chance)


def _ha_giang(by: SystemActor, units: dict[str, Unit], today: date) -> None:
    """Awards of 2015 to 2020: real rows, and "hàng trăm lượt" titles that only an old report tells."""
    root = units[offices.HA_GIANG]
    cells = [u for slug, u in sorted(units.items()) if slug.startswith(f"{offices.HA_GIANG}/")]
    people = [(row.person_id, cell) for cell in cells for row in members_of(cell, date(2015, 6, 1))]
    rows = [
        _award(person, cell.pk, LABOUR_ORDER, 2016 + 2 * place, "Chủ tịch nước", grade)
        for place, ((person, cell), grade) in enumerate(zip(people[::20], ("III", "III", "II"), strict=True))
    ]  # fmt: skip
    office = SubjectEntry(SubjectKind.COLLECTIVE, "Văn phòng Tỉnh ủy")
    rows += [
        conferred.AwardEntry(office, PROVINCE_FLAG, date(year, 12, 28), year, year,
                             f"{1200 + year}/QĐ-UBND", "Chủ tịch UBND tỉnh", "phong trào thi đua năm",
                             is_programme=False)
        for year in (2017, 2019)
    ]  # fmt: skip
    collectives = [SubjectEntry(SubjectKind.COLLECTIVE, unit_id=cell.pk) for cell in cells]
    collectives += [SubjectEntry(SubjectKind.COLLECTIVE, name) for name in _ROOMS]
    rows += [
        conferred.AwardEntry(
            collectives[place % len(collectives)], PROVINCE_COMMENDATION,
            date(2015 + place % 6, 12, 20), 2015 + place % 6, 2015 + place % 6,
            f"{900 + place}/QĐ-UBND", "Chủ tịch UBND tỉnh", "tổng kết năm", is_programme=False,
        )
        for place in range(38)
    ]  # fmt: skip
    rows += [
        _award(person, cell.pk, OUTSTANDING_PERSON, 2015 + place % 6, "Văn phòng Tỉnh ủy")
        for place, (person, cell) in enumerate(people[1:35])
    ]
    conferred.add_awards(by=by, unit_id=root.pk, rows=rows, today=today)
    conferred.add_history(
        by=by, unit_id=root.pk, today=today,
        entry=conferred.History(
            BASE_FIGHTER, SubjectKind.INDIVIDUAL, 2015, 2020, 100, Qualifier.ORDER,
            "Báo cáo tổng kết công tác thi đua, khen thưởng giai đoạn 2015–2020",
            "hàng trăm lượt cá nhân",
        ),
    )  # fmt: skip


def _award(
    person: int, unit_id: int, form: int, year: int, issuer: str, grade: str = ""
) -> conferred.AwardEntry:
    return conferred.AwardEntry(
        SubjectEntry(SubjectKind.INDIVIDUAL, person_id=person), form, date(year, 12, 15), year, year,
        f"{year % 100}{person % 90:02}/QĐ", issuer, "tổng kết năm", grade, unit_id,
        is_programme=False,
    )  # fmt: skip


def _nam_sang(by: SystemActor, units: dict[str, Unit], today: date) -> None:
    """This year's book of the cell in every state, one entry before the commune, a proposal, models."""
    cell, commune = units[nam_sang.CELL], units[nam_sang.ROOT]
    year = today.year
    deeds = _telling(deeds_to_honour(cell, year))
    _cell_book(by, cell, year, deeds, today)
    _proposals(by, commune, cell, year, today)
    _models(by, units, year, today)


def _cell_book(by: SystemActor, cell: Unit, year: int, deeds: Sequence[Deed], today: date) -> None:
    book.open_book(
        by=by, unit_id=cell.pk, year=year, keeper="Nông Thị Lành",
        opened_on=min(date(year, 1, 12), today),
    )  # fmt: skip
    members = [row.person_id for row in members_of(cell, today)]
    drafts = [_of_deed(deed) for deed in deeds[:2]]
    drafts += [
        book.Draft(SubjectEntry(SubjectKind.INDIVIDUAL, person_id=person), field, _GOOD[place],
                   place="thôn Nà Lẹng", proposer="Trưởng thôn")
        for person, field, place in zip(members, (4, 3, 6, 2, 4), (0, 1, 4, 2, 6), strict=False)
    ]  # fmt: skip
    drafts.append(
        book.Draft(SubjectEntry(SubjectKind.HOUSEHOLD, "Hộ ông Hoàng Văn Sình"), 2, _GOOD[2],
                   "hiến 320 m² đất", "thôn Nà Lẹng", proposer="Ban công tác Mặt trận")
    )  # fmt: skip
    made = book.propose_entries(
        by=by, unit_id=cell.pk, year=year, drafts=drafts, today=today - timedelta(days=20)
    )
    day = max(today - timedelta(days=12), date(year, 1, 1))
    for entry in made[1:]:
        book.verify_entry(
            by=by, entry_id=entry.pk, who="Chi ủy", how="xem tận nơi, hỏi hàng xóm", day=day,
            today=today,
        )  # fmt: skip
    for entry in made[2:]:
        book.vote_entry(by=by, entry_id=entry.pk, day=day, votes_for=13, votes_of=14, today=today)
    for entry in made[4:]:
        book.decide_entry(
            by=by, entry_id=entry.pk, decision="Nghị quyết sinh hoạt chi bộ tháng", decided_on=day,
            today=today,
        )  # fmt: skip
    book.refuse_entry(
        by=by, entry_id=made[3].pk, why="Việc này thuộc nhiệm vụ được giao", today=today
    )
    book.record_consent(
        by=by, entry_id=made[4].pk, given=True, paper="Phiếu đồng ý ký tại chi bộ", day=day,
        today=today,
    )  # fmt: skip
    raising.raise_entry(by=by, entry_id=made[4].pk, today=today)
    book.withdraw_entry(
        by=by, entry_id=made[-2].pk, why="Ghi trùng với một mục năm trước",
        decision="Biên bản họp chi ủy", today=today,
    )  # fmt: skip


def _proposals(by: SystemActor, commune: Unit, cell: Unit, year: int, today: date) -> None:
    """Last year's, decided with certificates; this year's, with warnings, waiting for its vote."""
    members = [row.person_id for row in members_of(cell, today)]
    last = proposals.open_proposal(
        by=by, unit_id=commune.pk, to_unit_id=commune.pk, year=year - 1,
        title=f"khen thưởng trong học tập và làm theo Bác, năm {year - 1}",
        occasion=f"tổng kết năm {year - 1}", is_programme=True, made_on=date(year - 1, 12, 5),
    )  # fmt: skip
    rows = [
        proposals.Nomination(SubjectEntry(SubjectKind.COLLECTIVE, unit_id=cell.pk), THEMATIC_MERIT,
                             year - 1, year - 1, unit_id=cell.pk)
    ]  # fmt: skip
    rows += [
        proposals.Nomination(SubjectEntry(SubjectKind.INDIVIDUAL, person_id=person), PARTY_MERIT,
                             year - 1, year - 1, unit_id=cell.pk)
        for person in members[:3]
    ]  # fmt: skip
    made = proposals.nominate(by=by, proposal_id=last.pk, rows=rows, today=today)
    day = date(year - 1, 12, 12)
    proposals.record_vote(
        by=by, proposal_id=last.pk, day=day, votes_of=11,
        votes={nominee.pk: 11 for nominee in made}, today=today,
    )  # fmt: skip
    proposals.send_proposal(by=by, proposal_id=last.pk, today=day)
    proposals.decide_proposal(
        by=by, proposal_id=last.pk, decision="27-QĐ/ĐU", decided_on=date(year - 1, 12, 20),
        issuer="Ban Chấp hành Đảng bộ xã Nậm Sang", refused={}, today=today,
    )  # fmt: skip
    this = proposals.open_proposal(
        by=by, unit_id=cell.pk, to_unit_id=commune.pk, year=year,
        title=f"khen thưởng trong học tập và làm theo Bác, năm {year}",
        occasion=f"tổng kết năm {year}", is_programme=True, made_on=today,
    )  # fmt: skip
    proposals.nominate(
        by=by, proposal_id=this.pk, today=today,
        rows=[
            *(proposals.Nomination(SubjectEntry(SubjectKind.INDIVIDUAL, person_id=person), form,
                                   year, year)
              for person, form in zip(members[3:8], (PARTY_MERIT, PARTY_MERIT, BASE_FIGHTER,
                                                     ADVANCED_WORKER, BASE_FIGHTER), strict=False)),
            proposals.Nomination(SubjectEntry(SubjectKind.COLLECTIVE, unit_id=cell.pk),
                                 THEMATIC_MERIT, year, year, words="Mở 1,2 km đường thôn."),
        ],
    )  # fmt: skip


def _models(by: SystemActor, units: dict[str, Unit], year: int, today: date) -> None:
    """A model that others follow, one of skilled mobilisation, one on trial."""
    cell, commune = units[nam_sang.CELL], units[nam_sang.ROOT]
    began = date(year - 1, 3, 1)
    road = examples.write_model(
        by=by, unit_id=cell.pk, year=year, today=today,
        entry=examples.ModelEntry(
            ModelKind.SKILLED, 2, "Đoạn đường tự quản",
            "Mỗi nhóm năm hộ nhận một đoạn đường, mỗi tháng dọn một buổi. Trưởng nhóm chấm công"
            " vào sổ treo ở nhà văn hóa. Cuối quý cả thôn đi xem và góp ý.",
            began, "1,8 km đường thôn sạch quanh năm, 34 hộ tham gia", "thôn Nà Lẹng", is_open=True,
        ),
    )  # fmt: skip
    day = min(date(year, 2, 3), today)
    examples.recognise_model(
        by=by, model_id=road.pk, decision="Thông báo số 08-TB/ĐU", day=day, today=today
    )
    others = [
        unit for slug, unit in sorted(units.items())
        if slug.startswith(f"{nam_sang.ROOT}/") and unit.type.is_cell and unit.pk != cell.pk
    ]  # fmt: skip
    results = ("0,9 km, 21 hộ tham gia", "đã chia nhóm, bắt đầu dọn từ tháng sau", "")
    for unit, result in zip(others, results, strict=False):
        examples.adopt_model(
            by=by, model_id=road.pk, unit_id=unit.pk, since=day, result=result, today=today
        )
    counter = examples.write_model(
        by=by, unit_id=commune.pk, year=year, today=today,
        entry=examples.ModelEntry(
            ModelKind.WAY, 5, "Ngày thứ năm không hẹn",
            "Chiều thứ năm một cán bộ xuống thôn nhận hồ sơ tại nhà văn hóa, trả kết quả tại chỗ.",
            began, "Bà con bớt hai lượt đi xã cho mỗi hồ sơ", "xã Nậm Sang", is_open=True,
        ),
    )  # fmt: skip
    examples.recognise_model(
        by=by, model_id=counter.pk, decision="Thông báo số 09-TB/ĐU", day=day, today=today
    )
    examples.write_model(
        by=by, unit_id=cell.pk, year=year, today=today,
        entry=examples.ModelEntry(
            ModelKind.MODEL, 1, "Tổ góp giống vụ đông",
            "Mỗi hộ góp mười cân giống vào kho chung, hộ thiếu vay, cuối vụ trả lại.",
            today - timedelta(days=60), "", "thôn Nà Lẹng",
        ),
    )  # fmt: skip
