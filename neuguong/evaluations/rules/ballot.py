"""Secret ballots: when one is opened, what a slip says, when two tellers agree."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum, StrEnum
from typing import Final

from neuguong.evaluations.rules.levels import SHORT_LEVELS, Level
from neuguong.lib.refusal import Refusal
from neuguong.lib.words import gettext as _
from neuguong.lib.words import gettext_lazy

FEWEST_VOTERS: Final = 5
FEWEST_CAST: Final = 3


class BallotState(IntEnum):
    """How far a ballot has come."""

    OPEN = 1
    CLOSED = 2
    VOID = 3


BALLOT_WORDS: Final = {
    BallotState.OPEN: gettext_lazy("Đang bỏ phiếu"),
    BallotState.CLOSED: gettext_lazy("Đã kiểm phiếu"),
    BallotState.VOID: gettext_lazy("Đã hủy"),
}


class Way(StrEnum):
    """How people vote."""

    PAPER = "paper"
    SCREEN = "screen"


WAY_WORDS: Final = {
    Way.PAPER: gettext_lazy("phiếu giấy, hai người kiểm"),
    Way.SCREEN: gettext_lazy("trên máy, hai người giữ mã"),
}
CHOICES: Final = (Level.EXCELLENT, Level.GOOD, Level.DONE, Level.FAILED, Level.NOT_RATED)
COLUMNS: Final = {
    Level.EXCELLENT: "excellent",
    Level.GOOD: "good",
    Level.DONE: "done",
    Level.FAILED: "failed",
    Level.NOT_RATED: "blank",
}
CHOICE_WORDS: Final = {**SHORT_LEVELS, Level.NOT_RATED: gettext_lazy("Phiếu trắng")}

Numbers = Mapping[int, Mapping[str, int]]


def may_open(way: Way, *, voters: int, candidates: int, tellers: Sequence[str]) -> Refusal | None:
    """Somebody to vote on, somebody to vote, two different people to count; not too few on the screen."""
    if not candidates:
        text = _("Chưa có ai được đề xuất xếp loại. Ghi bảng xếp loại trước.")
        return Refusal("no_candidates", text)
    said = [teller.strip() for teller in tellers]
    if len(said) != 2 or not all(said) or said[0] == said[1]:
        return Refusal("two_tellers", _("Cần hai người kiểm phiếu khác nhau."))
    if way is Way.SCREEN and voters < FEWEST_VOTERS:
        text = _("Dưới %(least)s người bỏ phiếu trên máy thì khó giữ kín. Hãy bỏ phiếu giấy.")
        return Refusal("too_few_voters", text % {"least": FEWEST_VOTERS})
    return None


def is_open(state: BallotState) -> Refusal | None:
    """Only an open ballot takes slips and counts."""
    if state is BallotState.OPEN:
        return None
    return Refusal("ballot_over", _("Cuộc bỏ phiếu này đã xong."))


def may_close(cast: int) -> Refusal | None:
    """With hardly any slip everybody would know whose it is."""
    if cast >= FEWEST_CAST:
        return None
    text = _("Mới có %(cast)s phiếu, mở ra thì không còn kín. Chờ thêm, hoặc hủy và bỏ phiếu giấy.")
    return Refusal("too_few_cast", text % {"cast": cast})


def slip_of(choices: Sequence[Level]) -> bytes:
    """A slip as bytes of one length for all: a level for each candidate in their order."""
    return bytes(int(choice) for choice in choices)


def torn(slips: Iterable[bytes]) -> list[tuple[int, Level]]:
    """The lines of all slips as (place, level); which lines stood on one slip is not kept."""
    return [(place, Level(byte)) for slip in slips for place, byte in enumerate(slip)]


def counted(lines: Iterable[tuple[int, Level]]) -> dict[int, dict[str, int]]:
    """How many lines say what, by place and column."""
    found: dict[int, Counter[str]] = {}
    for place, choice in lines:
        found.setdefault(place, Counter())[COLUMNS[choice]] += 1
    return {place: dict(counts) for place, counts in found.items()}


def count_problem(numbers: Numbers, *, issued: int, returned: int) -> Refusal | None:
    """No more slips come back than went out, and each candidate has as many lines as slips came back."""
    if returned > issued:
        return Refusal("more_than_issued", _("Phiếu thu về không nhiều hơn phiếu phát ra."))
    if any(sum(counts.values()) != returned for counts in numbers.values()):
        text = _("Mỗi người phải đủ %(returned)s phiếu, cả phiếu trắng, phiếu hỏng.")
        return Refusal("lines_missing", text % {"returned": returned})
    return None


def agree(one: Numbers, other: Numbers) -> Refusal | None:
    """Both tellers found the same."""
    if {k: dict(v) for k, v in one.items()} == {k: dict(v) for k, v in other.items()}:
        return None
    text = _("Hai người kiểm ra số khác nhau. Kiểm lại rồi ghi lại cả hai lần.")
    return Refusal("tellers_differ", text)


def majority(numbers: Mapping[str, int], present: int) -> Level | None:
    """The level with more than half of the slips, counted from the best downwards; None without one."""
    for level in (Level.EXCELLENT, Level.GOOD, Level.DONE, Level.FAILED):
        if 2 * numbers.get(COLUMNS[level], 0) > present:
            return level
    return None
