"""What is counted of honours: entries of the roll, awards and titles, good models and who follows them.

Instances and different subjects are two measures and are never added (domain 8.3).
"""

from neuguong.honours.rules.awards import Tally
from neuguong.honours.rules.examples import ModelKind
from neuguong.honours.rules.subjects import SubjectKind
from neuguong.lib.measure import Feed, Kind, Measure, Source, only
from neuguong.lib.words import gettext_lazy as _

ENTRIES = Source(
    number=41, table="honours_entry", facets=("subject_kind", "level", "field_id", "from_deed")
)
WAITING = Source(
    number=42, table="honours_entry", facets=("subject_kind", "state"), month="asked_month"
)
AWARDS = Source(
    number=43,
    table="honours_award",
    facets=("subject_kind", "tally", "qualifier", "is_programme"),
    values=("instances",),
    qualifier="qualifier",
)
ACHIEVEMENTS = Source(
    number=44,
    table="honours_award",
    facets=("subject_kind", "tally", "qualifier", "is_programme"),
    values=("instances",),
    month="earned_month",
    qualifier="qualifier",
)
MODELS = Source(number=45, table="honours_goodmodel", facets=("kind", "field_id"))
ADOPTIONS = Source(number=46, table="honours_adoption", facets=("kind",))

SOURCES = (ENTRIES, WAITING, AWARDS, ACHIEVEMENTS, MODELS, ADOPTIONS)

_PERSON = int(SubjectKind.INDIVIDUAL)
_COLLECTIVE = int(SubjectKind.COLLECTIVE)
_HOUSEHOLD = int(SubjectKind.HOUSEHOLD)
_AWARDS = {int(tally) for tally in Tally} - {int(Tally.TITLE)}


def _roll(key: str, label: str, kind: int, **where: int | set[int]) -> Measure:
    feed = Feed(ENTRIES, only(subject_kind=kind, **where))
    return Measure(f"honours.roll.{key}", label, _("mục"), feeds=(feed,), group="honours")


def _roll_subjects(key: str, label: str, unit: str, kind: int) -> Measure:
    feed = Feed(ENTRIES, only(subject_kind=kind))
    return Measure(
        f"honours.roll.{key}", label, unit, Kind.DISTINCT, feeds=(feed,), group="honours",
        distinct="subject_key",
    )  # fmt: skip


def _award(
    key: str, label: str, kind: int, tallies: int | set[int], unit: str, source: Source = AWARDS
) -> Measure:
    feed = Feed(source, only(subject_kind=kind, tally=tallies), "instances")
    return Measure(f"honours.{key}", label, unit, feeds=(feed,), group="honours")


def _awarded(key: str, label: str, kind: int, tallies: int | set[int], unit: str) -> Measure:
    feed = Feed(AWARDS, only(subject_kind=kind, tally=tallies))
    return Measure(
        f"honours.{key}", label, unit, Kind.DISTINCT, feeds=(feed,), group="honours",
        distinct="subject_key",
    )  # fmt: skip


def _models(key: str, label: str, kinds: int | set[int]) -> Measure:
    feed = Feed(MODELS, only(kind=kinds))
    return Measure(f"models.{key}", label, _("mô hình"), feeds=(feed,), group="models")


_TIMES, _PEOPLE, _COLLECTIVES = _("lượt"), _("người"), _("tập thể")

ROLL_MEASURES = (
    _roll("collectives", _("Ghi danh tập thể"), _COLLECTIVE),
    _roll("individuals", _("Ghi danh cá nhân"), _PERSON),
    _roll("households", _("Ghi danh hộ gia đình"), _HOUSEHOLD),
    _roll_subjects("distinct_collectives", _("Tập thể có tên trong sổ"), _COLLECTIVES, _COLLECTIVE),
    _roll_subjects("distinct_individuals", _("Người có tên trong sổ"), _PEOPLE, _PERSON),
    Measure("honours.roll.raised", _("Mục được cấp trên ghi danh"), _("mục"),
            feeds=(Feed(ENTRIES, only(level={2, 3, 4, 5, 6})),), group="honours"),
    Measure("honours.roll.waiting", _("Mục chờ ghi danh"), _("mục"),
            feeds=(Feed(WAITING, only(state={1, 2, 3})),), group="waiting"),
)  # fmt: skip

AWARD_MEASURES = (
    _award("awards.labour_order", _("Huân chương Lao động tặng cá nhân"), _PERSON,
           int(Tally.LABOUR_ORDER), _TIMES),
    _award("awards.labour_order_collectives", _("Huân chương Lao động tặng tập thể"), _COLLECTIVE,
           int(Tally.LABOUR_ORDER), _TIMES),
    _award("awards.emulation_flag", _("Cờ thi đua"), _COLLECTIVE, int(Tally.FLAG), _TIMES),
    _award("awards.commendation_instances", _("Bằng khen tặng tập thể"), _COLLECTIVE,
           int(Tally.COMMENDATION), _TIMES),
    _awarded("awards.commended_collectives", _("Tập thể được Bằng khen"), _COLLECTIVE,
             int(Tally.COMMENDATION), _COLLECTIVES),
    _award("awards.commendation_individuals", _("Bằng khen tặng cá nhân"), _PERSON,
           int(Tally.COMMENDATION), _TIMES),
    _award("awards.merit_collectives", _("Giấy khen tặng tập thể"), _COLLECTIVE, int(Tally.MERIT), _TIMES),
    _award("awards.merit_individuals", _("Giấy khen tặng cá nhân"), _PERSON, int(Tally.MERIT), _TIMES),
    _awarded("awards.outstanding_individuals", _("Cá nhân tiêu biểu xuất sắc"), _PERSON,
             int(Tally.OUTSTANDING), _PEOPLE),
    _awarded("awards.people", _("Người được khen"), _PERSON, _AWARDS, _PEOPLE),
    _awarded("awards.collectives", _("Tập thể được khen"), _COLLECTIVE, _AWARDS, _COLLECTIVES),
    _award("awards.individuals_by_achievement", _("Khen cá nhân, tính theo năm có thành tích"), _PERSON,
           _AWARDS, _TIMES, ACHIEVEMENTS),
    _award("awards.collectives_by_achievement", _("Khen tập thể, tính theo năm có thành tích"),
           _COLLECTIVE, _AWARDS, _TIMES, ACHIEVEMENTS),
    _award("titles.instances", _("Danh hiệu thi đua của cá nhân"), _PERSON, int(Tally.TITLE), _TIMES),
    _award("titles.collectives", _("Danh hiệu thi đua của tập thể"), _COLLECTIVE, int(Tally.TITLE), _TIMES),
    _award("titles.households", _("Danh hiệu của hộ gia đình"), _HOUSEHOLD, int(Tally.TITLE), _TIMES),
)  # fmt: skip

_KINDS = {int(kind) for kind in ModelKind}
MODEL_MEASURES = (
    _models("new", _("Mô hình, cách làm hay được công nhận"), _KINDS),
    _models("skilled_mobilisation", _("Mô hình dân vận khéo"), int(ModelKind.SKILLED)),
    Measure("models.adoptions", _("Lượt làm theo mô hình của nơi khác"), _TIMES,
            feeds=(Feed(ADOPTIONS, only(kind=_KINDS)),), group="models"),
)  # fmt: skip

MEASURES = (*ROLL_MEASURES, *AWARD_MEASURES, *MODEL_MEASURES)
