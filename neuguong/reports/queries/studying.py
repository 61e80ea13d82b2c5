"""What study, loudspeakers, ceremonies and movements say in the report; sentences of nothing are left out."""

from typing import Final

from neuguong.lib.dates import Period
from neuguong.reports.queries.wording import Bounds, Phrase, listed, when

_MOVED: Final = (
    ("ceremonies.movements", "phát động {ceremonies.movements unit} thi đua"),
    ("ceremonies.movement_joinings", "có {ceremonies.movement_joinings unit} đơn vị tham gia"),
    ("ceremonies.volunteer_days",
     "tổ chức {ceremonies.volunteer_days unit} cuối tuần tình nguyện"),
    ("ceremonies.volunteer_people", "với {ceremonies.volunteer_people unit} người tham gia"),
)  # fmt: skip


def studied(bounds: Bounds, period: Period) -> Phrase:
    """Sessions, who came, how many members have studied the theme, how many made up for it."""
    said: list[Phrase] = []
    if "study.sessions" in bounds:
        came = ", có {study.attendances unit} người dự" if "study.attendances" in bounds else ""
        said.append((f"tổ chức {{study.sessions unit}} học tập chuyên đề{came}",))
    if {"study.members_studied", "study.members_asked", "study.members_rate"} <= bounds.keys():
        said.append(
            ("{study.members_studied}/{study.members_asked} đảng viên đã học,"
             " đạt {study.members_rate unit}",)
        )  # fmt: skip
    if "study.made_up" in bounds:
        said.append(("{study.made_up unit} vắng mặt đã học bù bằng hình thức phù hợp",))
    return (f"{when(period)}, ", *listed(said, "; ", "; "), ".") if said else ()


def left_to_study(bounds: Bounds, period: Period) -> Phrase:
    """How many still have to study the theme."""
    if "study.to_make_up" not in bounds:
        return ()
    return ("Còn {study.to_make_up unit} chưa học chuyên đề, đang được tổ chức học bù.",)


def on_air(bounds: Bounds, period: Period) -> Phrase:
    """How often the loudspeakers spoke."""
    if "study.broadcasts" not in bounds:
        return ()
    return (
        f"{when(period)}, loa truyền thanh cơ sở phát {{study.broadcasts unit}} về học tập và làm"
        " theo tư tưởng, đạo đức, phong cách Hồ Chí Minh.",
    )


def saluted(bounds: Bounds, period: Period) -> Phrase:
    """How often units saluted the flag."""
    if "ceremonies.flag_salutes" not in bounds:
        return ()
    return ("Các đơn vị tổ chức {ceremonies.flag_salutes unit} chào cờ đầu tuần, đầu tháng.",)


def moved(bounds: Bounds, period: Period) -> Phrase:
    """Movements and volunteer weekends."""
    said = listed([(words,) for key, words in _MOVED if key in bounds], ", ", ", ")
    return (f"{when(period)}, ", *said, ".") if said else ()


def admitted(bounds: Bounds, period: Period) -> Phrase:
    """How many members were admitted at a ceremony."""
    if "ceremonies.admitted" not in bounds:
        return ()
    return ("Tổ chức lễ kết nạp, tuyên thệ cho {ceremonies.admitted} đảng viên mới.",)


STUDY: Final = (studied, left_to_study)
PROPAGANDA: Final = (on_air, saluted, moved, admitted)
