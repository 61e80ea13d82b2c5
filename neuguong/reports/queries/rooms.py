"""What the working year says in the report, part by part: plans, study, meetings, honours, inspections.

Each part is a row of sentences; a sentence is left out where its figures are nothing. To let a room
speak, add its sentences to `SENTENCES` under the key of their part. Every number is bound.
"""

from collections.abc import Callable, Mapping
from typing import Final

from neuguong.lib.dates import Period
from neuguong.reports.queries.evaluated import PLEDGE, STRENGTHS
from neuguong.reports.queries.studying import PROPAGANDA, STUDY
from neuguong.reports.queries.wording import Bounds, Phrase, listed, when

Sentence = Callable[[Bounds, Period], Phrase]

_VISITS: Final = (
    ("inspections.inspections", "{inspections.inspections unit} kiểm tra"),
    ("inspections.supervisions", "{inspections.supervisions unit} giám sát"),
    ("inspections.reminders", "{inspections.reminders unit} đôn đốc"),
)


def sentences_of(part: str, bounds: Bounds, period: Period) -> list[Phrase]:
    """The sentences of a part that have something to say."""
    made = (sentence(bounds, period) for sentence in SENTENCES.get(part, ()))
    return [phrase for phrase in made if phrase]


def counted(bounds: Bounds, pieces: tuple[tuple[str, str], ...]) -> Phrase:
    """ "A, B và C" of those pieces whose figure is something; empty where none is."""
    return listed([(words,) for key, words in pieces if key in bounds])


def _inspected(bounds: Bounds, period: Period) -> Phrase:
    visits = counted(bounds, _VISITS)
    return (f"{when(period)}, tiến hành ", *visits, ".") if visits else ()


def _faults(bounds: Bounds, period: Period) -> Phrase:
    if "inspections.faults" not in bounds:
        return ()
    fixed = ""
    if "inspections.faults_fixed" in bounds:
        fixed = "; {inspections.faults_fixed unit} đã khắc phục, đã kiểm tra lại"
    return (f"Nêu {{inspections.faults unit}} hạn chế cần khắc phục{fixed}.",)


def _letters(bounds: Bounds, period: Period) -> Phrase:
    if "complaints.letters" not in bounds:
        return ()
    return ("Số đơn khiếu nại, tố cáo do đơn vị tự khai: {complaints.letters}.",)


_PLANNED = (
    ("plans.grassroots_with_plan", "organisations.grassroots", "tổ chức cơ sở đảng"),
    ("plans.cells_under_grassroots_with_plan", "organisations.cells_under_grassroots",
     "chi bộ trực thuộc"),
)  # fmt: skip
_PLAN_KINDS = (
    ("plans.breakthroughs", "{plans.breakthroughs unit} đột phá"),
    ("plans.models", "{plans.models unit}"),
)
_ONLINE = (
    ("models.units_on_online_services_target",
     "{models.units_on_online_services_target unit} đơn vị tham gia dịch vụ công trực tuyến"),
    ("models.vouchers_sent_online_target",
     "{models.vouchers_sent_online_target unit} chứng từ gửi trực tuyến"),
)  # fmt: skip


def _planned(bounds: Bounds, period: Period) -> Phrase:
    """Who has a plan, of how many: "35/35 tổ chức cơ sở đảng"."""
    said = [
        (f"{{{have}}}/{{{of}}} {words}",)
        for have, of, words in _PLANNED
        if have in bounds and of in bounds
    ]
    return (*listed(said), " xây dựng kế hoạch, được cấp trên duyệt.") if said else ()


def _steered(bounds: Bounds, period: Period) -> Phrase:
    if "plans.steering_committees" not in bounds:
        return ()
    helped = " và {plans.assisting_sections unit} giúp việc"
    helped = helped if "plans.assisting_sections" in bounds else ""
    return (f"Có {{plans.steering_committees}} Ban Chỉ đạo{helped}, hoạt động theo quyết định.",)


def _broke_through(bounds: Bounds, period: Period) -> Phrase:
    kinds = counted(bounds, _PLAN_KINDS)
    if not kinds:
        return ()
    done = ""
    if "plans.tasks_done" in bounds:
        done = "; hoàn thành {plans.tasks_done}/{plans.tasks} nhiệm vụ của các kế hoạch"
    return (f"{when(period)}, các kế hoạch có ", *kinds, done, ".")


def _online(bounds: Bounds, period: Period) -> Phrase:
    said = counted(bounds, _ONLINE)
    return ("Chỉ tiêu đã đăng ký: ", *said, ".") if said else ()


def _met(bounds: Bounds, period: Period) -> Phrase:
    """Regular meetings, with the programme in them, and who came."""
    if "meetings.regular" not in bounds:
        return ()
    spoken = ""
    if "meetings.with_programme" in bounds:
        spoken = (
            ", trong đó {meetings.with_programme unit} có đánh giá việc học tập và làm theo Bác"
        )
    came = ""
    if "meetings.attendance" in bounds:
        came = "; tỷ lệ đảng viên dự sinh hoạt đạt {meetings.attendance unit}"
    return (
        f"{when(period)}, các chi bộ tổ chức {{meetings.regular unit}} sinh hoạt thường kỳ"
        f"{spoken}{came}.",
    )


def _met_on_themes(bounds: Bounds, period: Period) -> Phrase:
    """Meetings on a theme, and how many of those owed in each quarter were held."""
    if "meetings.thematic" not in bounds:
        return ()
    owed = ""
    if {"meetings.cells_met", "meetings.cells_due"} <= bounds.keys():
        owed = (
            "; {meetings.cells_met}/{meetings.cells_due} lượt chi bộ sinh hoạt chuyên đề đúng quý"
            ", đạt {meetings.cells_with_thematic unit}"
        )
    return (f"Đã tổ chức {{meetings.thematic unit}} sinh hoạt chuyên đề{owed}.",)


def _concluded(bounds: Bounds, period: Period) -> Phrase:
    if not {"meetings.tasks", "meetings.tasks_done"} <= bounds.keys():
        return ()
    return (
        "Các chi bộ giao {meetings.tasks unit} theo kết luận sinh hoạt, đã xong"
        " {meetings.tasks_done unit}.",
    )


def _praised(bounds: Bounds, period: Period) -> Phrase:
    if "meetings.praise" not in bounds:
        return ()
    return ("Biểu dương trong sinh hoạt chi bộ {meetings.praise unit}.",)


_ENTERED: Final = (
    ("honours.roll.collectives", "{honours.roll.collectives} lượt tập thể"),
    ("honours.roll.individuals", "{honours.roll.individuals} lượt cá nhân"),
    ("honours.roll.households", "{honours.roll.households} lượt hộ gia đình"),
)
_AWARDED: Final = (
    ("honours.awards.labour_order", "Huân chương Lao động cho {honours.awards.labour_order} cá nhân"),
    ("honours.awards.labour_order_collectives",
     "Huân chương Lao động cho {honours.awards.labour_order_collectives} tập thể"),
    ("honours.awards.emulation_flag", "Cờ thi đua cho {honours.awards.emulation_flag} tập thể"),
    ("honours.awards.commendation_instances",
     "Bằng khen cho {honours.awards.commendation_instances} lượt tập thể"),
    ("honours.awards.commendation_individuals",
     "Bằng khen cho {honours.awards.commendation_individuals} lượt cá nhân"),
    ("honours.awards.merit_collectives",
     "Giấy khen cho {honours.awards.merit_collectives} lượt tập thể"),
    ("honours.awards.merit_individuals",
     "Giấy khen cho {honours.awards.merit_individuals} lượt cá nhân"),
    ("honours.awards.outstanding_individuals",
     "{honours.awards.outstanding_individuals} cá nhân tiêu biểu xuất sắc"),
)  # fmt: skip
_TITLED: Final = (
    ("honours.titles.instances", "{honours.titles.instances unit} cá nhân"),
    ("honours.titles.collectives", "{honours.titles.collectives unit} tập thể"),
    ("honours.titles.households", "{honours.titles.households unit} hộ gia đình"),
)


def _entered(bounds: Bounds, period: Period) -> Phrase:
    """The honour roll: entries by kind of subject."""
    said = counted(bounds, _ENTERED)
    return (f"{when(period)}, ghi danh Người tốt, việc tốt ", *said, ".") if said else ()


def _awarded(bounds: Bounds, period: Period) -> Phrase:
    """What was conferred; instances and different subjects are not added."""
    said = counted(bounds, _AWARDED)
    return ("Được khen thưởng: ", *said, ".") if said else ()


def _titled(bounds: Bounds, period: Period) -> Phrase:
    said = counted(bounds, _TITLED)
    return ("Danh hiệu thi đua: ", *said, ".") if said else ()


def _modelled(bounds: Bounds, period: Period) -> Phrase:
    """New models, skilled mobilisation among them, and how often others took one over."""
    if "models.new" not in bounds:
        return ()
    skilled = ""
    if "models.skilled_mobilisation" in bounds:
        skilled = ", trong đó {models.skilled_mobilisation unit} dân vận khéo"
    spread = ""
    if "models.adoptions" in bounds:
        spread = "; {models.adoptions unit} làm theo mô hình của nơi khác"
    return (f"Công nhận {{models.new unit}}, cách làm hay{skilled}{spread}.",)


SENTENCES: Final[Mapping[str, tuple[Sentence, ...]]] = {
    "leadership": (_planned, _steered),
    "models": (_broke_through, _online, _modelled),
    "inspection": (_inspected, _faults, _letters),
    "pledge": PLEDGE,
    "strengths": STRENGTHS,
    "study": (*STUDY, _met, _met_on_themes, _concluded),
    "honours": (_entered, _awarded, _titled, _praised),
    "propaganda": PROPAGANDA,
}
