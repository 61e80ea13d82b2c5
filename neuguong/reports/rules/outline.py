"""The outline of a yearly report, what each part asks of its writer, and how measures stand in annexes.

Composed after domain 5.7. Where a part has no figures yet, its writer is asked for a paragraph: nothing
is said that no record shows. The words are those of the paper and stay Vietnamese.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from neuguong.lib.dates import Period
from neuguong.lib.refusal import Refusal
from neuguong.lib.words import gettext as _
from neuguong.org.rules import Family

MOST_EXAMPLES: Final = 12
_MOST_LETTERS: Final = 20_000


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the report.

    `prompt` asks its writer for what no figure says; without one the figures are enough. `optional`
    parts appear only once they are written; `for_cells` says whether a cell is asked as well.
    """

    key: str
    title: str
    prompt: str = ""
    optional: bool = False
    for_cells: bool = True

    @property
    def can_be_left_out(self) -> bool:
        """Whether a report may do without this part; registrations and results always stand."""
        return self.key not in ("registered", "results")

    def is_asked(self, *, is_cell: bool) -> bool:
        """Whether the report of such a unit waits for this part to be written."""
        return bool(self.prompt) and not self.optional and (self.for_cells or not is_cell)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter with its parts; the only part of a chapter has no heading of its own."""

    numbering: str
    title: str
    parts: tuple[Part, ...]


CHAPTERS: Final = (
    Chapter("I", "Công tác lãnh đạo, chỉ đạo", (
        Part("leadership", "Lãnh đạo, chỉ đạo",
             "Viết một đoạn về văn bản, kế hoạch đã ban hành; quán triệt; gắn với nhiệm vụ chính trị."),
    )),
    Chapter("II", "Kết quả thực hiện", (
        Part("study", "Học tập chuyên đề, sinh hoạt chi bộ",
             "Viết một đoạn về học tập chuyên đề, sinh hoạt thường kỳ và sinh hoạt chuyên đề."),
        Part("registered", "Đăng ký việc làm theo"),
        Part("results", "Kết quả việc làm theo"),
        Part("examples", "Việc làm tiêu biểu"),
        Part("models", "Nêu gương của người đứng đầu; nội dung đột phá, mô hình",
             "Viết một đoạn về nêu gương của người đứng đầu, nội dung đột phá, mô hình, cách làm hay.",
             for_cells=False),
        Part("honours", "Ghi danh, biểu dương, khen thưởng",
             "Viết một đoạn về ghi danh, biểu dương, khen thưởng."),
        Part("propaganda", "Công tác tuyên truyền", "Viết một đoạn về tuyên truyền.",
             for_cells=False),
        Part("inspection", "Kiểm tra, giám sát", "Viết một đoạn về kiểm tra, giám sát.",
             for_cells=False),
        Part("pledge", "Gắn với thực hiện Nghị quyết Trung ương 4",
             "Viết về việc gắn với Nghị quyết Trung ương 4 và 27 biểu hiện, nếu có.", optional=True),
    )),
    Chapter("III", "Đánh giá chung", (
        Part("strengths", "Ưu điểm", "Viết về ưu điểm."),
        Part("limits", "Hạn chế, nguyên nhân", "Viết về hạn chế và nguyên nhân."),
        Part("lessons", "Bài học kinh nghiệm", "Viết về bài học kinh nghiệm, nếu có.", optional=True),
    )),
    Chapter("IV", "Phương hướng, nhiệm vụ", (
        Part("directions", "Phương hướng, nhiệm vụ", "Viết về phương hướng, nhiệm vụ thời gian tới."),
    )),
    Chapter("V", "Kiến nghị, đề xuất", (
        Part("proposals", "Kiến nghị, đề xuất", "Viết kiến nghị với cấp trên, nếu có.", optional=True),
    )),
)  # fmt: skip


def parts() -> Iterator[tuple[Chapter, Part]]:
    """Every part with its chapter, in order."""
    return ((chapter, part) for chapter in CHAPTERS for part in chapter.parts)


def part_named(key: str) -> Part | None:
    """The part of that key, if there is one."""
    return next((part for _chapter, part in parts() if part.key == key), None)


def reports_for_itself(family: str, name: str, above: str) -> Refusal | None:
    """Only Party organisations report the programme; others stand in the report of the one above."""
    if family == Family.PARTY:
        return None
    return Refusal(
        "report_of_party_only",
        _("Báo cáo này do tổ chức đảng lập. Số liệu của %(name)s nằm trong báo cáo của %(above)s.")
        % {"name": name, "above": above},
    )


def words_problem(text: str) -> Refusal | None:
    """A part of a report is not a book."""
    if len(text) <= _MOST_LETTERS:
        return None
    return Refusal("words_too_long", _("Đoạn này dài quá 20.000 chữ cái. Viết ngắn lại."))


def may_choose(number: int, *, missing: int) -> Refusal | None:
    """A report tells a dozen deeds at most, each done and counted in its period."""
    if number > MOST_EXAMPLES:
        text = _("Chọn nhiều nhất %(most)s việc tiêu biểu.") % {"most": MOST_EXAMPLES}
        return Refusal("examples_many", text)
    if missing:
        return Refusal(
            "example_not_done",
            _("Có việc không còn ở trạng thái hoàn thành trong kỳ. Bỏ việc đó rồi chọn lại."),
        )
    return None


def customary_day(period: Period, *, mid_year: date | None, review: date | None) -> date:
    """The day a report bears until its writer sets one: the end of the review, else of the period."""
    if period.kind == "year" and review is not None:
        return review
    if period.kind == "half" and period.number == 1 and mid_year is not None:
        return mid_year
    return period.last_day


# Measures that no report shows: those that only wait.
HIDDEN_GROUPS: Final = frozenset({"waiting"})

# Headings of the annex of figures: the groups of measures under each, in order.
ANNEX_GROUPS: Final = (
    ("Tổ chức, đảng viên, kế hoạch", ("organisations", "people", "plans")),
    ("Đăng ký và hoàn thành", ("deeds",)),
    ("Kết quả cụ thể", ("results",)),
    ("Đóng góp", ("contributions", "contributions_by")),
    ("Học tập, tuyên truyền, phong trào", ("study", "ceremonies")),
    ("Sinh hoạt chi bộ", ("meetings",)),
    ("Ghi danh, khen thưởng, mô hình", ("honours", "models")),
    ("Kiểm tra, giám sát", ("inspections",)),
    ("Xếp loại, kê khai, danh hiệu", ("evaluations",)),
)

# The columns of the annex by unit, with their heads; one that is nothing everywhere is left out.
BY_UNIT: Final = (
    ("deeds.collectives", "Tập thể đăng ký"),
    ("deeds.by_party_collectives", "Việc của tập thể đảng"),
    ("deeds.by_mass_organisations", "Việc của MTTQ, đoàn thể"),
    ("deeds.by_collectives", "Cộng việc của tập thể"),
    ("deeds.people", "Người đăng ký"),
    ("deeds.by_individuals", "Việc của cá nhân"),
    ("deeds.completion_rate", "Hoàn thành (%)"),
    ("contributions.money", "Tiền đóng góp (đồng)"),
    ("contributions.labour_days", "Ngày công"),
)

# Codes of domain 5.7, the longest beginning first.
_CODES: Final = (
    ("deeds.collectives", "RG1"),
    ("deeds.by_party_collectives", "RG1"),
    ("deeds.by_collectives", "RG1"),
    ("deeds.by_mass_organisations", "RG2"),
    ("deeds.people", "RG3"),
    ("deeds.by_individuals", "RG3"),
    ("deeds.all", "RG4"),
    ("deeds.", "RS1"),
    ("results.", "RS2"),
    ("works.", "RS2"),
    ("contributions.", "RS3"),
    ("organisations.", "TC1"),
    ("people.", "TC2"),
    ("plans.", "PL1"),
    ("pledges.", "PG1"),
    ("study.broadcasts", "ST2"),
    ("study.", "ST1"),
    ("ceremonies.flag_salutes", "FC1"),
    ("ceremonies.", "FC2"),
    ("inspections.", "CK1"),
    ("complaints.", "CP1"),
    ("honours.roll.", "HR1"),
    ("honours.", "AW1"),
    ("models.", "MD1"),
    ("evaluations.", "RT1"),
    ("meetings.thematic", "MT2"),
    ("meetings.cells_", "MT2"),
    ("meetings.", "MT1"),
)

_HOW: Final = {
    "organisations": "Đếm các tổ chức đang hoạt động trong ngày cuối của kỳ.",
    "people": "Đếm những người đang sinh hoạt trong ngày cuối của kỳ.",
    "plans": "Đếm kế hoạch được duyệt còn hiệu lực trong ngày cuối của kỳ; nhiệm vụ của các kế hoạch ấy.",
    "deeds": "Đếm trong các bản đăng ký đã xác nhận; việc đã thay không đếm, việc thay đếm một lần.",
    "study": "Mỗi người tính một lần cho mỗi chuyên đề, ở một đơn vị; lượt phát tính khi đã phát.",
    "ceremonies": "Đếm buổi, ngày, lễ đã diễn ra; tiền, công góp ở đó tính ở việc làm theo.",
    "results": "Cộng số lượng của các việc đã xác nhận hoàn thành; công trình chung đếm một lần.",
    "meetings": "Đếm các kỳ sinh hoạt đã chốt biên bản; mỗi quý mỗi chi bộ một lượt phải họp chuyên đề.",
    "honours": "Đếm lượt theo ngày quyết định; số người, tập thể khác nhau đếm riêng, không cộng với lượt.",
    "models": "Đếm mô hình được công nhận trong kỳ; lượt làm theo tính ở đơn vị làm theo.",
    "inspections": "Đếm các cuộc đã diễn ra ở cấp tiến hành; số đơn do đơn vị tự khai.",
    "evaluations": "Đếm mức xếp loại đã có quyết định; điều kê khai theo biên bản của đơn vị, không cộng.",
    "contributions": "Cộng các khoản đã xác nhận; tiền của mình, tiền vận động, tiền ngân sách để riêng.",
}
_HOW_RATIO: Final = "Lấy hai con số cộng lên rồi chia cho nhau, không lấy trung bình."


def code_of(key: str) -> str:
    """The code of a measure in the annex; empty for one that the outline does not know."""
    return next((code for begin, code in _CODES if key.startswith(begin)), "")


def how_counted(group: str, *, is_ratio: bool) -> str:
    """How a measure of this group is counted, in one sentence."""
    return _HOW_RATIO if is_ratio else _HOW.get(group.removesuffix("_by"), "")
