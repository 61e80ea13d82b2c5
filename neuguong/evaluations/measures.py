"""What is counted of ratings, and what is only stated: declarations with minutes, titles by decision.

Self-checks and the words of reviews are in no source: a test reads this file for it.
"""

from neuguong.evaluations.rules.levels import RATED, Level, Subject
from neuguong.evaluations.rules.rating import (
    DECLARATION_WORDS,
    IN_PEOPLE,
    DeclarationKind,
    Standing,
)
from neuguong.lib.measure import Feed, Kind, Measure, Source, only
from neuguong.lib.words import gettext_lazy as _

RATINGS = Source(
    number=40,
    table="evaluations_rating",
    facets=("subject_kind", "standing", "level"),
    values=("number",),
)

_COUNTED = int(Standing.COUNTED)
_GOOD = {int(Level.GOOD), int(Level.EXCELLENT)}
_NAMES = {
    Level.EXCELLENT: "excellent",
    Level.GOOD: "good",
    Level.DONE: "done",
    Level.FAILED: "failed",
}
_GROUP = "evaluations"


def _rated(subject: int | set[int], levels: int | set[int]) -> tuple[Feed, ...]:
    where = only(standing=_COUNTED, subject_kind=subject, level=levels)
    return (Feed(RATINGS, where, "number"),)


def _of(subject: Subject, word: str, labels: dict[Level, str], unit: str) -> tuple[Measure, ...]:
    """The counted measures of one kind of subject: all rated, and those of each level."""
    every = {int(level) for level in RATED}
    rated = Measure(
        f"evaluations.{word}_rated", labels[Level.NOT_RATED], unit,
        feeds=_rated(int(subject), every), group=_GROUP,
    )  # fmt: skip
    return rated, *(
        Measure(
            f"evaluations.{word}_{_NAMES[level]}", labels[level], unit,
            feeds=_rated(int(subject), int(level)), group=_GROUP,
        )
        for level in RATED
    )  # fmt: skip


COUNTED = (
    *_of(Subject.MEMBER, "members", {
        Level.NOT_RATED: _("Đảng viên được xếp loại"),
        Level.EXCELLENT: _("Đảng viên hoàn thành xuất sắc nhiệm vụ"),
        Level.GOOD: _("Đảng viên hoàn thành tốt nhiệm vụ"),
        Level.DONE: _("Đảng viên hoàn thành nhiệm vụ (xếp loại)"),
        Level.FAILED: _("Đảng viên không hoàn thành nhiệm vụ"),
    }, _("người")),
    *_of(Subject.GRASSROOTS, "grassroots", {
        Level.NOT_RATED: _("Tổ chức cơ sở đảng được xếp loại"),
        Level.EXCELLENT: _("Tổ chức cơ sở đảng hoàn thành xuất sắc nhiệm vụ"),
        Level.GOOD: _("Tổ chức cơ sở đảng hoàn thành tốt nhiệm vụ"),
        Level.DONE: _("Tổ chức cơ sở đảng hoàn thành nhiệm vụ"),
        Level.FAILED: _("Tổ chức cơ sở đảng không hoàn thành nhiệm vụ"),
    }, _("tổ chức")),
    *_of(Subject.ORGANISATION, "organisations", {
        Level.NOT_RATED: _("Chi bộ, tổ chức đảng khác được xếp loại"),
        Level.EXCELLENT: _("Chi bộ, tổ chức đảng khác hoàn thành xuất sắc nhiệm vụ"),
        Level.GOOD: _("Chi bộ, tổ chức đảng khác hoàn thành tốt nhiệm vụ"),
        Level.DONE: _("Chi bộ, tổ chức đảng khác hoàn thành nhiệm vụ"),
        Level.FAILED: _("Chi bộ, tổ chức đảng khác không hoàn thành nhiệm vụ"),
    }, _("tổ chức")),
    Measure("evaluations.members_good_or_excellent", _("Đảng viên hoàn thành tốt nhiệm vụ trở lên"),
            _("người"), feeds=_rated(int(Subject.MEMBER), _GOOD), group=_GROUP),
    Measure("evaluations.members_good_rate", _("Tỷ lệ đảng viên hoàn thành tốt trở lên"), "%",
            Kind.RATIO, numerator="evaluations.members_good_or_excellent",
            denominator="evaluations.members_rated", group=_GROUP),
)  # fmt: skip

DECLARED = tuple(
    Measure(
        f"evaluations.{kind.value}", DECLARATION_WORDS[kind],
        _("người") if kind in IN_PEOPLE else "%", Kind.DECLARED, group=_GROUP,
    )
    for kind in DeclarationKind
)  # fmt: skip

ORGANISATION_TITLE, CULTURE_TITLE, MASS_TITLE = (
    Measure(f"evaluations.{key}", label, _("danh hiệu"), Kind.ATTRIBUTE, group=_GROUP)
    for key, label in (
        ("organisation_title", _("Danh hiệu của tổ chức đảng")),
        ("culture_title", _("Danh hiệu văn hóa của cơ quan")),
        ("mass_organisation_title", _("Danh hiệu của đoàn thể")),
    )
)

SOURCES = (RATINGS,)
MEASURES = (*COUNTED, *DECLARED, ORGANISATION_TITLE, CULTURE_TITLE, MASS_TITLE)
