"""Plans of the demo: 35 and 151 in Pác Nặm, the treasury's targets, the committee of 2012, open work."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from neuguong.lib.amounts import Qualifier
from neuguong.ops.demo import nam_sang, offices, pac_nam
from neuguong.org.models import Unit
from neuguong.org.queries import branch_of
from neuguong.org.rules import Family
from neuguong.people.access import SystemActor
from neuguong.people.queries import party_members
from neuguong.plans import actions
from neuguong.plans.actions.entries import (
    BodyEntry,
    BulkPlan,
    PlanEntry,
    SeatEntry,
    TargetEntry,
    TaskEntry,
    TermEntry,
)
from neuguong.plans.models import Plan, PlanTarget
from neuguong.plans.queries.plans import numbered_tasks
from neuguong.plans.rules import BodyKind, SeatRole, TaskKind, TaskState
from neuguong.programme.queries import basis_of, year_of

_TITLE = "Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh năm %s"
_PURPOSE = (
    "- Tiếp tục đưa việc học tập và làm theo Bác thành việc làm tự giác, thường xuyên của mỗi cấp ủy,"
    " mỗi cán bộ, đảng viên.\n"
    "- Nội dung đăng ký cụ thể, có người làm, có hạn xong, kiểm tra được; người đứng đầu làm trước."
)
_CARRY_OUT = (
    "Chi bộ đánh giá việc thực hiện trong sinh hoạt thường kỳ hằng tháng; báo cáo cấp trên sáu tháng"
    " trước ngày 10/6 và cả năm trước ngày 30/11."
)


def load(by: SystemActor, units: dict[str, Unit], today: date) -> None:
    """Write plans from the provinces down, as each article tells them, and leave some work open."""
    _pac_nam(by, units)
    _office(by, units, "bac-kan", offices.BAC_KAN, 2023)
    _son_la(by, units)
    _bac_ninh(by, units)
    _nam_sang(by, units, today)


def _entry(unit: Unit, year: int, theme: str = "", due: date | None = None) -> PlanEntry:
    programme = year_of(unit, year)
    basis = [document.pk for document in basis_of(programme)] if programme else []
    words = theme or (programme.theme if programme else "") or "Nói đi đôi với làm, nêu gương"
    return PlanEntry(_TITLE % year, words, _PURPOSE, _CARRY_OUT, below_due_on=due, basis=basis[-2:])


def _tasks(year: int) -> tuple[TaskEntry, ...]:
    """What a year's plan of a committee asks of everyone beneath it."""
    return (
        TaskEntry(
            "Học tập, quán triệt chuyên đề của năm đến toàn thể cán bộ, đảng viên",
            roadmap="Quý I: hội nghị học tập\nTrước 30/4: học bù cho người vắng mặt",
            solution="Hội nghị trực tuyến; chi bộ tổ chức học bù bằng hình thức phù hợp",
            indicator="Ít nhất 95 % đảng viên học chuyên đề",
            person_words="Ban Tuyên giáo",
            deadline=date(year, 4, 30),
        ),
        TaskEntry(
            "Mỗi tập thể, mỗi đảng viên đăng ký việc làm theo cụ thể",
            roadmap="Tháng 1–3: đăng ký, chi bộ xác nhận\nTháng 6: sơ kết\nTháng 11: báo kết quả",
            solution="Chi ủy góp ý từng bản, trả lại việc còn chung chung",
            indicator="100 % tập thể và đảng viên đang sinh hoạt đăng ký",
            person_words="Cấp ủy các cấp",
            deadline=date(year, 3, 31),
        ),
        TaskEntry(
            "Đưa việc học tập và làm theo vào sinh hoạt chi bộ hằng tháng, mỗi quý một chuyên đề",
            indicator="Mỗi chi bộ 4 buổi sinh hoạt chuyên đề",
            person_words="Bí thư chi bộ",
            deadline=date(year, 12, 20),
        ),
        TaskEntry(
            "Mỗi đơn vị chọn một việc khó, việc tồn đọng để làm dứt điểm",
            TaskKind.BREAKTHROUGH,
            roadmap="Quý I: chọn việc\nQuý II–III: làm\nQuý IV: nghiệm thu",
            solution="Phân công một ủy viên cấp ủy theo từng việc",
            indicator="Mỗi đơn vị ít nhất một việc",
            deadline=date(year, 11, 30),
        ),
    )


def _down(
    by: SystemActor, units: Sequence[Unit], parents: dict[int, Plan], year: int, on: date
) -> dict[int, Plan]:
    """Approved plans of units, each adopted from the one above it."""
    entries = [
        BulkPlan(
            unit, parents.get(unit.parent_id or 0), _entry(unit, year),
            approved_on=on + timedelta(days=number % 12),
        )
        for number, unit in enumerate(units)
    ]  # fmt: skip
    return {
        plan.unit_id: plan for plan in actions.add_many(by=by, year=year, entries=entries, today=on)
    }


def _top(by: SystemActor, unit: Unit, year: int, on: date, parent: Plan | None = None) -> Plan:
    """The approved plan of an upper level, with tasks of its own."""
    entry = BulkPlan(
        unit, parent, _entry(unit, year, due=date(year, 2, 28)), _tasks(year), approved_on=on,
        number=f"{5 + on.month:02d}",
    )  # fmt: skip
    return actions.add_many(by=by, year=year, entries=[entry], today=on)[0]


def _pac_nam(by: SystemActor, units: dict[str, Unit]) -> None:
    """Province, district, 35 grassroots organisations, 151 cells beneath them."""
    province = _top(by, units["bac-kan"], 2022, date(2022, 1, 14))
    district = _top(by, units[pac_nam.ROOT], 2022, date(2022, 1, 25), province)
    bases, cells = _levels(units[pac_nam.ROOT])
    plans = _down(by, bases, {district.unit_id: district}, 2022, date(2022, 2, 7))
    plans |= _down(by, cells, plans, 2022, date(2022, 2, 16))
    _finished(by, plans, (1, 2, 3), date(2022, 12, 12))
    _finished(by, dict(list(plans.items())[::2]), (4,), date(2022, 11, 24))


def _finished(by: SystemActor, plans: dict[int, Plan], numbers: tuple[int, ...], on: date) -> None:
    """Tell the tasks of those numbers done in all these plans."""
    tasks = numbered_tasks([plan.pk for plan in plans.values()], numbers)
    actions.mark_tasks(by=by, task_ids=tasks, state=TaskState.DONE, on=on, note="Đã làm xong")


def _levels(root: Unit) -> tuple[list[Unit], list[Unit]]:
    """Grassroots organisations of a branch, and the cells under them."""
    rows = branch_of(root).filter(type__family=Family.PARTY).select_related("type", "parent")
    found = list(rows.order_by("path"))
    bases = [unit for unit in found if unit.type.is_grassroots]
    return bases, [unit for unit in found if unit.type.is_cell and not unit.type.is_grassroots]


def _office(by: SystemActor, units: dict[str, Unit], above: str, root: str, year: int) -> None:
    """An office with its cells."""
    top = _top(by, units[above], year, date(year, 1, 18))
    office = _top(by, units[root], year, date(year, 1, 30), top)
    _bases, cells = _levels(units[root])
    _down(by, cells, {office.unit_id: office}, year, date(year, 2, 10))


def _son_la(by: SystemActor, units: dict[str, Unit]) -> None:
    """The bloc asks for breakthroughs; the treasury registers two targets."""
    bloc = units[offices.SON_LA]
    above = _top(by, bloc, 2022, date(2022, 2, 10))
    treasury = units[f"{offices.SON_LA}/kho-bac"]
    services = TaskEntry(
        "Đưa giao dịch kho bạc lên dịch vụ công trực tuyến",
        TaskKind.BREAKTHROUGH,
        roadmap="Quý I: mọi đơn vị giao dịch có tài khoản\nTừ quý II: chứng từ gửi trực tuyến",
        solution="Cử người hướng dẫn từng đơn vị; nhắc đơn vị còn gửi chứng từ giấy",
        person_words="Chi bộ Kế toán",
        deadline=date(2022, 12, 15),
        targets=(
            TargetEntry("Đơn vị tham gia dịch vụ công trực tuyến", "%", Decimal(100),
                        standard="units_on_online_services"),
            TargetEntry("Chứng từ gửi trực tuyến", "%", Decimal(96), Qualifier.AT_LEAST,
                        "vouchers_sent_online"),
        ),
    )  # fmt: skip
    entry = BulkPlan(
        treasury, above, _entry(treasury, 2022), (*_tasks(2022), services),
        approved_on=date(2022, 2, 24), number="11",
    )  # fmt: skip
    (plan,) = actions.add_many(by=by, year=2022, entries=[entry], today=date(2022, 2, 24))
    targets = [target for task in plan.tasks.all() for target in task.targets.all()]
    readings = (
        ((3, 91), (6, 96), (9, 99), (12, 100)),
        ((3, 72), (6, 88), (9, 94), (12, 97)),
    )
    for target, rows in zip(targets, readings, strict=True):
        for month, value in rows:
            day = date(2022, month, 15)
            actions.add_reading(
                by=by, target_id=target.pk, day=day, value=Decimal(value), today=day,
                note="Số của phòng Kế toán",
            )  # fmt: skip


def _bac_ninh(by: SystemActor, units: dict[str, Unit]) -> None:
    """The committee, its helping section and working rules of 2012, and the plan of that year."""
    office = units[offices.BAC_NINH]
    _office(by, units, "bac-ninh", offices.BAC_NINH, 2012)
    people = [
        row.person
        for row in party_members(units[f"{offices.BAC_NINH}/tong-hop"], date(2012, 3, 1))[:6]
    ]
    about = "học tập và làm theo tấm gương đạo đức Hồ Chí Minh"
    issuer = "Đảng ủy Văn phòng Ủy ban nhân dân tỉnh"
    today = date(2012, 12, 31)
    steering = actions.set_up_body(
        by=by, unit_id=office.pk, today=today,
        entry=BodyEntry(
            BodyKind.STEERING, f"Ban Chỉ đạo {about}", "21-QĐ/ĐU", date(2012, 1, 12), issuer
        ),
    )  # fmt: skip
    helpers = actions.set_up_body(
        by=by, unit_id=office.pk, today=today,
        entry=BodyEntry(
            BodyKind.ASSISTING, f"Bộ phận giúp việc Ban Chỉ đạo {about}", "22-QĐ/ĐU",
            date(2012, 1, 12), issuer, steering.pk,
        ),
    )  # fmt: skip
    roles = (SeatRole.HEAD, SeatRole.DEPUTY, SeatRole.MEMBER)
    for body, who in ((steering, people[:3]), (helpers, people[3:])):
        for role, person in zip(roles, who, strict=False):
            seat = SeatEntry(role, person=person)
            actions.seat_person(by=by, body_id=body.pk, entry=seat, since=body.valid_from)
        number = "01-QC/BCĐ" if body is steering else "02-QC/BCĐ"
        actions.keep_rules(by=by, body_id=body.pk, number=number, on=date(2012, 2, 2))


def _nam_sang(by: SystemActor, units: dict[str, Unit], today: date) -> None:
    """This year: the commune's plan is adopted by some, given back to one, late with others."""
    year = today.year
    term = _term(by, units["mau"], year)
    province = _top(by, units["mau"], year, date(year, 1, 15))
    commune = units[nam_sang.ROOT]
    own = TaskEntry(
        "Làm xong đường Nà Lẹng – Khuổi Mười",
        TaskKind.BREAKTHROUGH,
        roadmap="Quý I: vận động hiến đất\nQuý II–III: làm đường\nQuý IV: nghiệm thu",
        solution="Mỗi chi bộ nhận một đoạn; góp ngày công, tiền, đất",
        person_words="Đồng chí Phó Bí thư",
        deadline=date(year, 11, 15),
        term_target=term,
        targets=(TargetEntry("Đường làm xong", "km", Decimal("2.5")),),
    )
    model = TaskEntry(
        "Mô hình “Ngày thứ bảy cùng dân”",
        TaskKind.MODEL,
        indicator="Mỗi tháng một buổi ở một thôn",
        deadline=date(year, 12, 20),
    )
    entry = BulkPlan(
        commune, province, _entry(commune, year, due=date(year, 2, 28)),
        (*_tasks(year), own, model), approved_on=date(year, 2, 5), number="09",
    )  # fmt: skip
    (plan,) = actions.add_many(by=by, year=year, entries=[entry], today=date(year, 2, 5))
    _progress(by, plan, today)
    cells = _levels(commune)[1]
    states = {f"{nam_sang.ROOT}/{key}" for key in ("khuoi-muoi", "phieng-un", "pac-ngan")}
    approved = [unit for unit in cells if unit.slug in states]
    _down(by, approved, {commune.pk: plan}, year, date(year, 2, 17))
    sent = [unit for unit in cells if unit.slug.endswith(("ban-con", "lung-vai"))]
    waiting = [
        BulkPlan(unit, plan, _entry(unit, year), submitted_on=date(year, 2, 26)) for unit in sent
    ]
    made = actions.add_many(by=by, year=year, entries=waiting, today=date(year, 2, 26))
    actions.return_plan(
        by=by, plan_id=made[0].pk, today=date(year, 3, 2),
        reason="Ghi rõ việc của chi bộ mình: làm đoạn đường nào, ai phụ trách, bao giờ xong.",
    )  # fmt: skip


def _term(by: SystemActor, province: Unit, year: int) -> PlanTarget:
    """The province's programme of the congress term, with readings."""
    first = year // 5 * 5
    entry = TermEntry(
        first, first + 5,
        f"Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh nhiệm kỳ {first}–{first + 5}",
        "Lấy việc làm cụ thể ở thôn, bản làm thước đo; việc gì có lợi cho dân thì làm trước.",
    )  # fmt: skip
    term = actions.write_term(by=by, unit_id=province.pk, entry=entry)
    roads = actions.set_target(
        by=by, term_id=term.pk,
        entry=TargetEntry("Đường thôn, bản dân cùng làm", "km", Decimal(400), Qualifier.AT_LEAST,
                          is_breakthrough=True),
    )  # fmt: skip
    actions.set_target(
        by=by, term_id=term.pk,
        entry=TargetEntry("Chi bộ thôn có mô hình hay", "%", Decimal(80), Qualifier.AT_LEAST),
    )  # fmt: skip
    actions.issue_term(by=by, term_id=term.pk, number="03-CTr/TU", on=date(first, 11, 20))
    for number, value in enumerate((46, 118)):
        day = date(first, 12, 20) if number == 0 else date(year, 6, 20)
        actions.add_reading(
            by=by,
            target_id=roads.pk,
            day=day,
            value=Decimal(value),
            today=max(day, date(year, 6, 20)),
        )
    return roads


def _progress(by: SystemActor, plan: Plan, today: date) -> None:
    """How far the commune has come this year: only days that have passed."""
    tasks = list(plan.tasks.order_by("number"))
    for task, month, state, note in (
        (tasks[0], 4, TaskState.DONE, "Đã học xong, học bù 6 người"),
        (tasks[1], 3, TaskState.DONE, "Các chi bộ đã xác nhận"),
        (tasks[4], 5, TaskState.DOING, "Đã vận động hiến đất xong, đang san nền"),
    ):
        day = date(plan.year, month, 28)
        if day <= today:
            actions.mark_task(by=by, task_id=task.pk, state=state, on=day, note=note)
    target = tasks[4].targets.get()
    for month, value in ((5, "0.4"), (7, "1.1"), (9, "1.8"), (10, "2.1")):
        day = date(plan.year, month, 15)
        if day <= today:
            actions.add_reading(
                by=by, target_id=target.pk, day=day, value=Decimal(value), today=today,
                note="Cán bộ xã đo",
            )  # fmt: skip
