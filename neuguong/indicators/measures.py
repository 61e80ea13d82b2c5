"""Figures about a unit that somebody else has found: stated with their source, never added up."""

from neuguong.lib.measure import Kind, Measure
from neuguong.lib.words import gettext_lazy as _


def _external(key: str, label: str, unit: str) -> Measure:
    return Measure(
        key=f"indicators.{key}", label=label, unit=unit, kind=Kind.ATTRIBUTE, group="external"
    )


COMPETITIVENESS_RANK = _external(
    "competitiveness_rank", _("Thứ hạng năng lực cạnh tranh cấp tỉnh"), _("hạng")
)
REFORM_RANK = _external("reform_rank", _("Thứ hạng cải cách hành chính"), _("hạng"))
SATISFACTION = _external("satisfaction", _("Mức hài lòng của người dân, tổ chức"), "%")
POVERTY_RATE = _external("poverty_rate", _("Tỷ lệ hộ nghèo"), "%")

MEASURES = (COMPETITIVENESS_RANK, REFORM_RANK, SATISFACTION, POVERTY_RATE)
