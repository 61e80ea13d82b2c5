"""What is counted of inspections: visits by kind, faults found and fixed, letters as a number."""

from neuguong.inspections.rules import HELD, FindingKind, FindingState, InspectionKind
from neuguong.lib.measure import Feed, Kind, Measure, Source, only
from neuguong.lib.words import gettext_lazy as _

VISITS = Source(number=70, table="inspections_inspection", facets=("kind", "state"))
FINDINGS = Source(number=71, table="inspections_finding", facets=("kind", "state"))
LETTERS = Source(
    number=72, table="inspections_lettercount", facets=("declared",), values=("count",)
)

_HELD = {int(state) for state in HELD}
_FAULT = int(FindingKind.FAULT)


def _visits(key: str, label: str, kind: InspectionKind) -> Measure:
    where = only(kind=int(kind), state=_HELD)
    return Measure(key, label, _("cuộc"), feeds=(Feed(VISITS, where),), group="inspections")


COMPLAINT_LETTERS = Measure(
    "complaints.letters", _("Đơn khiếu nại, tố cáo"), _("đơn"),
    feeds=(Feed(LETTERS, only(declared=1), "count"),), group="inspections",
)  # fmt: skip

SOURCES = (VISITS, FINDINGS, LETTERS)
MEASURES = (
    _visits("inspections.inspections", _("Cuộc kiểm tra"), InspectionKind.INSPECTION),
    _visits("inspections.supervisions", _("Cuộc giám sát"), InspectionKind.SUPERVISION),
    _visits("inspections.reminders", _("Lần đôn đốc"), InspectionKind.REMINDER),
    Measure(
        "inspections.faults", _("Hạn chế được phát hiện"), _("điều"),
        feeds=(Feed(FINDINGS, only(kind=_FAULT)),), group="inspections",
    ),
    Measure(
        "inspections.faults_fixed", _("Hạn chế đã khắc phục, đã kiểm tra lại"), _("điều"),
        feeds=(Feed(FINDINGS, only(kind=_FAULT, state=int(FindingState.FIXED))),),
        group="inspections",
    ),
    Measure(
        "inspections.fixed_rate", _("Tỷ lệ hạn chế đã khắc phục"), "%", Kind.RATIO,
        numerator="inspections.faults_fixed", denominator="inspections.faults",
        group="inspections",
    ),
    COMPLAINT_LETTERS,
)  # fmt: skip
