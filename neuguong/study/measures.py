"""What is counted of study: sessions, attendances, who has studied a theme, broadcasts.

A person stands once in the list of a theme, at one unit, so that who studied adds up over the tree.
Where a unit gives numbers instead of a list, each of the number is a line without a name.
"""

from neuguong.lib.measure import Feed, Kind, Measure, Source, only
from neuguong.lib.words import gettext_lazy as _
from neuguong.study.rules import PRESENT, Means, RunState

SESSIONS = Source(number=21, table="study_session", facets=("held",))
ATTENDANCES = Source(
    number=22, table="study_attendance", facets=("state", "party"), values=("people",)
)
LEARNERS = Source(number=23, table="study_learner", facets=("means", "party"))
BROADCASTS = Source(number=24, table="study_broadcast", facets=("state",))

SOURCES = (SESSIONS, ATTENDANCES, LEARNERS, BROADCASTS)

_STUDIED = {int(means) for means in Means if means is not Means.NOT_YET}
_MADE_UP = _STUDIED - {int(Means.CONFERENCE)}
_CAME = {int(presence) for presence in PRESENT}


def _learners(key: str, label: str, **where: int | set[int]) -> Measure:
    return Measure(key, label, _("người"), feeds=(Feed(LEARNERS, only(**where)),), group="study")


MEASURES = (
    Measure("study.sessions", _("Buổi học tập chuyên đề"), _("buổi"),
            feeds=(Feed(SESSIONS, only(held=1)),), group="study"),
    Measure("study.attendances", _("Lượt người dự học"), _("lượt"),
            feeds=(Feed(ATTENDANCES, only(state=_CAME), "people"),), group="study"),
    _learners("study.people_asked", _("Người phải học chuyên đề")),
    _learners("study.people_studied", _("Người đã học chuyên đề"), means=_STUDIED),
    _learners("study.members_asked", _("Đảng viên phải học chuyên đề"), party=1),
    _learners("study.members_studied", _("Đảng viên đã học chuyên đề"), party=1, means=_STUDIED),
    Measure("study.members_rate", _("Tỷ lệ đảng viên đã học chuyên đề"), "%", Kind.RATIO,
            numerator="study.members_studied", denominator="study.members_asked", group="study"),
    _learners("study.made_up", _("Người đã học bù"), means=_MADE_UP),
    _learners("study.to_make_up", _("Người còn phải học bù"), means=int(Means.NOT_YET)),
    Measure("study.broadcasts", _("Lượt phát loa truyền thanh"), _("lượt"),
            feeds=(Feed(BROADCASTS, only(state=int(RunState.MADE))),), group="study"),
    Measure("study.broadcasts_planned", _("Lượt phát đã lập, chưa phát"), _("lượt"),
            feeds=(Feed(BROADCASTS, only(state=int(RunState.PLANNED))),), group="waiting"),
)  # fmt: skip
