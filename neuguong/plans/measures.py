"""What is counted of plans: those in force, their tasks, breakthroughs, models; steering bodies.

A plan is a stock: in force from its approval to the end of its year, so that a month shows how many
had one by then and the year how many have one.
"""

from neuguong.lib.measure import Feed, Kind, Measure, Source, only
from neuguong.lib.words import gettext_lazy as _
from neuguong.org.measures import CELLS_UNDER_GRASSROOTS, GRASSROOTS
from neuguong.plans.rules import BodyKind, Grade, TaskKind, TaskState

PLANS = Source(
    number=31,
    table="plans_plan",
    facets=("counted", "grade"),
    month=None,
    start="force_from",
    end="force_to",
)
TASKS = Source(number=32, table="plans_plantask", facets=("counted", "kind", "state"))
BODIES = Source(
    number=33,
    table="plans_body",
    facets=("kind", "has_rules"),
    month=None,
    start="valid_from",
    end="valid_to",
)

SOURCES = (PLANS, TASKS, BODIES)

_KEPT = {int(state) for state in TaskState if state is not TaskState.DROPPED}


def _plans(key: str, label: str, grade: Grade, unit: str) -> Measure:
    feeds = (Feed(PLANS, only(counted=1, grade=int(grade))),)
    return Measure(key, label, unit, Kind.STOCK, feeds, group="plans")


def _tasks(key: str, label: str, unit: str, kinds: set[int], states: set[int]) -> Measure:
    feeds = (Feed(TASKS, only(counted=1, kind=kinds, state=states)),)
    return Measure(key, label, unit, feeds=feeds, group="plans")


def _bodies(key: str, label: str, unit: str, kind: BodyKind) -> Measure:
    return Measure(
        key, label, unit, Kind.STOCK, (Feed(BODIES, only(kind=int(kind))),), group="plans"
    )


_ALL = {int(kind) for kind in TaskKind}

ONLINE_UNITS = Measure(
    key="models.units_on_online_services_target",
    label=_("Chỉ tiêu đơn vị tham gia dịch vụ công trực tuyến"),
    unit="%",
    kind=Kind.ATTRIBUTE,
    group="plans",
)
ONLINE_VOUCHERS = Measure(
    key="models.vouchers_sent_online_target",
    label=_("Chỉ tiêu chứng từ gửi trực tuyến"),
    unit="%",
    kind=Kind.ATTRIBUTE,
    group="plans",
)

MEASURES = (
    _plans("plans.grassroots_with_plan", _("Tổ chức cơ sở đảng có kế hoạch"),
           Grade.GRASSROOTS, _("tổ chức")),
    Measure("plans.grassroots_with_plan_rate", _("Tỷ lệ tổ chức cơ sở đảng có kế hoạch"), "%",
            Kind.RATIO, numerator="plans.grassroots_with_plan", denominator=GRASSROOTS.key,
            group="plans"),
    _plans("plans.cells_under_grassroots_with_plan", _("Chi bộ trực thuộc có kế hoạch"),
           Grade.CELL, _("chi bộ")),
    Measure("plans.cells_with_plan_rate", _("Tỷ lệ chi bộ trực thuộc có kế hoạch"), "%",
            Kind.RATIO, numerator="plans.cells_under_grassroots_with_plan",
            denominator=CELLS_UNDER_GRASSROOTS.key, group="plans"),
    _tasks("plans.tasks", _("Nhiệm vụ trong kế hoạch"), _("nhiệm vụ"), _ALL, _KEPT),
    _tasks("plans.tasks_done", _("Nhiệm vụ đã hoàn thành"), _("nhiệm vụ"), _ALL,
           {int(TaskState.DONE)}),
    Measure("plans.tasks_done_rate", _("Tỷ lệ nhiệm vụ hoàn thành"), "%", Kind.RATIO,
            numerator="plans.tasks_done", denominator="plans.tasks", group="plans"),
    _tasks("plans.breakthroughs", _("Nội dung đột phá"), _("nội dung"),
           {int(TaskKind.BREAKTHROUGH)}, _KEPT),
    _tasks("plans.models", _("Mô hình trong kế hoạch"), _("mô hình"), {int(TaskKind.MODEL)}, _KEPT),
    _bodies("plans.steering_committees", _("Ban Chỉ đạo"), _("ban"), BodyKind.STEERING),
    _bodies("plans.assisting_sections", _("Bộ phận giúp việc"), _("bộ phận"), BodyKind.ASSISTING),
    ONLINE_UNITS,
    ONLINE_VOUCHERS,
)  # fmt: skip
