"""Awards: what they are, who confers them and when, and checks that warn and never decide (domain 8)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Final

from neuguong.honours.rules.subjects import SUBJECT_LABELS, SubjectKind
from neuguong.lib.refusal import Refusal
from neuguong.lib.words import gettext as _
from neuguong.lib.words import gettext_lazy


class Track(IntEnum):
    """The State's emulation and commendation, or the Party's own."""

    STATE = 1
    PARTY = 2


class Tally(IntEnum):
    """Under which counter an award falls; titles and awards are never one number."""

    TITLE = 1
    LABOUR_ORDER = 2
    FLAG = 3
    COMMENDATION = 4
    MERIT = 5
    OUTSTANDING = 6
    OTHER = 7


class Level(IntEnum):
    """The height at which an award is conferred."""

    BASE = 1
    PROVINCE = 2
    STATE = 3


class ProposalState(IntEnum):
    """How far a proposal of awards has come."""

    DRAFT = 1
    VOTED = 2
    SENT = 3
    DECIDED = 4
    RETURNED = 5


class Outcome(IntEnum):
    """What became of one of the nominated."""

    OPEN = 1
    AWARDED = 2
    REFUSED = 3


TRACK_LABELS: Final = {
    Track.STATE: gettext_lazy("khen thưởng của Nhà nước"),
    Track.PARTY: gettext_lazy("khen thưởng của Đảng"),
}
TALLY_LABELS: Final = {
    Tally.TITLE: gettext_lazy("danh hiệu thi đua"),
    Tally.LABOUR_ORDER: gettext_lazy("Huân chương Lao động"),
    Tally.FLAG: gettext_lazy("Cờ thi đua"),
    Tally.COMMENDATION: gettext_lazy("Bằng khen"),
    Tally.MERIT: gettext_lazy("Giấy khen"),
    Tally.OUTSTANDING: gettext_lazy("cá nhân tiêu biểu xuất sắc"),
    Tally.OTHER: gettext_lazy("hình thức khác"),
}
PROPOSAL_LABELS: Final = {
    ProposalState.DRAFT: gettext_lazy("Đang lập"),
    ProposalState.VOTED: gettext_lazy("Đã biểu quyết"),
    ProposalState.SENT: gettext_lazy("Đã gửi"),
    ProposalState.DECIDED: gettext_lazy("Đã có quyết định"),
    ProposalState.RETURNED: gettext_lazy("Trả lại"),
}
OUTCOME_LABELS: Final = {
    Outcome.OPEN: gettext_lazy("chờ"),
    Outcome.AWARDED: gettext_lazy("được khen"),
    Outcome.REFUSED: gettext_lazy("không được khen"),
}
EDITABLE: Final = (ProposalState.DRAFT, ProposalState.VOTED, ProposalState.RETURNED)
MASSES: Final = {
    SubjectKind.INDIVIDUAL: 1,
    SubjectKind.COLLECTIVE: 2,
    SubjectKind.HOUSEHOLD: 4,
}


@dataclass(frozen=True, slots=True)
class Conferring:
    """Who confers a form of award on the days from `since` to before `until`."""

    words: str
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class FormEntry:
    """A row of the catalogue: `subjects` adds 1 persons, 2 collectives, 4 households.

    `needs` so many times running is a prerequisite, `quota` percent of those who have `quota_of` the
    most, `gap` the years between two of the same.
    """

    number: int
    code: str
    label: str
    track: Track
    tally: Tally
    level: Level
    subjects: int
    conferred: tuple[Conferring, ...]
    classes: str = ""
    needs: int = 0
    needs_times: int = 0
    quota: int = 0
    quota_of: int = 0
    gap: int = 0
    since: date = date(2004, 7, 1)
    until: date | None = None
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """An award someone has, or is proposed for elsewhere: for which years, and by which paper."""

    form: int
    label: str
    track: int
    tally: int
    first_year: int
    last_year: int
    occasion: str
    deed_id: int | None
    is_proposed: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a nomination asks for."""

    form: int
    label: str
    tally: int
    subject_kind: int
    first_year: int
    last_year: int
    occasion: str
    deed_id: int | None
    subjects: int
    needs: int
    needs_label: str
    needs_times: int
    gap: int
    is_consented: bool
    leaves_base: bool
    has_words: bool


@dataclass(frozen=True, slots=True)
class Warning:
    """Something a person should look at before going on; it forbids nothing."""

    code: str
    text: str


def warnings_for(wanted: Wanted, given: Sequence[Given]) -> Iterator[Warning]:
    """What the rules of awards would have one look at for one nomination."""
    yield from _same_achievement(wanted, given)
    yield from _prerequisites(wanted, given)
    yield from _too_soon(wanted, given)
    kind = SubjectKind(wanted.subject_kind)
    if not wanted.subjects & MASSES[kind]:
        words = {"form": wanted.label, "kind": SUBJECT_LABELS[kind]}
        yield Warning("subject", _("%(form)s không dùng cho %(kind)s.") % words)
    if wanted.leaves_base and kind is not SubjectKind.COLLECTIVE and not wanted.is_consented:
        yield Warning(
            "consent",
            _("Chưa ghi lời đồng ý dùng tên trong hồ sơ khen gửi lên trên tổ chức cơ sở."),
        )
    if not wanted.has_words:
        yield Warning("words", _("Chưa viết thành tích."))


def _same_achievement(wanted: Wanted, given: Sequence[Given]) -> Iterator[Warning]:
    """One achievement, one form, across State and Party (domain 8.3); titles stand beside awards."""
    for each in given:
        overlaps = each.first_year <= wanted.last_year and wanted.first_year <= each.last_year
        if not overlaps or (each.tally == Tally.TITLE) != (wanted.tally == Tally.TITLE):
            continue
        same_deed = each.deed_id is not None and each.deed_id == wanted.deed_id
        if not (same_deed or each.occasion.casefold() == wanted.occasion.casefold()):
            continue
        words = {"form": each.label, "years": _years(each.first_year, each.last_year)}
        text = (
            _("Thành tích này đang được đề nghị %(form)s (%(years)s) ở một đề nghị khác.")
            if each.is_proposed
            else _(
                "Thành tích này đã được khen: %(form)s (%(years)s). Một thành tích, một hình thức."
            )
        )
        yield Warning("one_form", text % words)


def _prerequisites(wanted: Wanted, given: Sequence[Given]) -> Iterator[Warning]:
    """So many years running of the form that leads to this one."""
    if not wanted.needs:
        return
    years = {
        year
        for each in given
        if each.form == wanted.needs and not each.is_proposed
        for year in range(each.first_year, each.last_year + 1)
    }
    asked = range(wanted.last_year - wanted.needs_times + 1, wanted.last_year + 1)
    missing = [str(year) for year in asked if year not in years]
    if missing:
        words = {
            "times": wanted.needs_times, "form": wanted.needs_label, "years": ", ".join(missing),
        }  # fmt: skip
        text = _("Cần %(times)s lần liên tục đạt %(form)s; hệ thống chưa thấy năm %(years)s.")
        yield Warning("prerequisite", text % words)


def _too_soon(wanted: Wanted, given: Sequence[Given]) -> Iterator[Warning]:
    """The years that should lie between two of the same."""
    if not wanted.gap:
        return
    last = max(
        (each.last_year for each in given if each.form == wanted.form and not each.is_proposed),
        default=None,
    )
    if last is not None and 0 < wanted.last_year - last < wanted.gap:
        words = {"form": wanted.label, "last": last, "gap": wanted.gap}
        text = _("Lần được %(form)s gần nhất là %(last)s; thường cách nhau ít nhất %(gap)s năm.")
        yield Warning("gap", text % words)


def quota_warning(label: str, *, asked: int, base: int, percent: int, of: str) -> Warning | None:
    """More are proposed than a share of those who have another title; the share is rounded down."""
    if not percent:
        return None
    most = base * percent // 100
    if asked <= most:
        return None
    words = {
        "asked": asked, "form": label, "most": most, "percent": percent, "base": base, "of": of,
    }  # fmt: skip
    text = _(
        "Đề nghị %(asked)s %(form)s, nhiều hơn %(most)s (không quá %(percent)s%% của %(base)s"
        " người được %(of)s)."
    )
    return Warning("quota", text % words)


def may_edit(state: int) -> Refusal | None:
    """A proposal is changed until it is sent."""
    if state in EDITABLE:
        return None
    return Refusal("proposal_sent", _("Đề nghị đã gửi, không sửa được. Nhờ nơi nhận trả lại."))


def may_send(state: int, *, nominated: int, voted_on: date | None) -> Refusal | None:
    """A proposal with somebody in it is sent after the vote."""
    if refusal := may_edit(state):
        return refusal
    if not nominated:
        return Refusal("nobody_nominated", _("Chưa có ai trong danh sách."))
    if voted_on is None:
        return Refusal("vote_first", _("Ghi cuộc họp biểu quyết trước khi gửi."))
    return None


def may_conclude(state: int) -> Refusal | None:
    """What was sent is decided or returned."""
    if state == ProposalState.SENT:
        return None
    return Refusal("proposal_not_sent", _("Đề nghị này không ở chỗ chờ quyết định."))


def history_problem(
    first: int, last: int, count: int, source: str, this_year: int
) -> Refusal | None:
    """Imported history says the years, how many, and from which paper it was taken."""
    if not 1945 <= first <= last <= this_year:
        return Refusal("years", _("Ghi từ năm nào đến năm nào, năm trước không lớn hơn năm sau."))
    if count < 1:
        return Refusal("count", _("Số lượt phải từ 1 trở lên."))
    if not source.strip():
        return Refusal("source", _("Ghi lấy từ văn bản, sổ sách nào."))
    return None


def _years(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"


def years_words(first: int, last: int) -> str:
    """The years of an achievement: "2022", "2015–2020"."""
    return _years(first, last)
