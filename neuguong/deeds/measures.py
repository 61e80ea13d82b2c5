"""What is counted of deeds: registrations, deeds, results, contributions, shared works.

To add a kind of result, add one line to `RESULT_KINDS`; see docs/how-to/add-a-measure.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from neuguong.deeds.rules import (
    COLLECTIVES,
    ContributionKind,
    DeedState,
    RegistrationState,
    Standing,
    SubjectKind,
)
from neuguong.lib.measure import Feed, Kind, Measure, Source, only
from neuguong.lib.words import format_lazy
from neuguong.lib.words import gettext_lazy as _
from neuguong.people.rules import PARTY_MEMBERS

REGISTRATIONS = Source(
    number=3,
    table="deeds_registration",
    facets=("subject_kind", "standing", "category", "state"),
)
DEEDS = Source(
    number=4,
    table="deeds_deed",
    facets=("subject_kind", "standing", "state", "category_id"),
)
COMPLETIONS = Source(
    number=5,
    table="deeds_deed",
    facets=("subject_kind", "standing", "state", "category_id"),
    month="done_month",
)
QUANTITIES = Source(
    number=6,
    table="deeds_quantity",
    facets=("subject_kind", "counted", "qualifier", "kind"),
    values=("amount_scaled",),
    qualifier="qualifier",
)
CONTRIBUTIONS = Source(
    number=7,
    table="deeds_contribution",
    facets=("subject_kind", "counted", "qualifier", "kind"),
    values=("amount_scaled",),
    qualifier="qualifier",
)
WORKS = Source(number=8, table="deeds_work", facets=("counted",))

SOURCES = (REGISTRATIONS, DEEDS, COMPLETIONS, QUANTITIES, CONTRIBUTIONS, WORKS)


@dataclass(frozen=True, slots=True)
class ResultKind:
    """A kind of quantity: stored number, key, label, display unit and the words people write.

    `words` maps a unit word to how many smallest units it stands for; `scale` is that of the display
    unit. `hints` are folded words in a deed's text that point to this kind. A number is never
    used again.
    """

    number: int
    key: str
    label: str
    unit: str
    scale: int
    words: Mapping[str, int]
    hints: tuple[str, ...] = ()


_LENGTH = {"m": 1, "mét": 1, "km": 1000}
_AREA = {"ha": 10_000, "m2": 1, "m²": 1}

RESULT_KINDS = (
    ResultKind(1, "forestry_road", _("Đường lâm nghiệp"), "m", 1, _LENGTH, ("duong lam nghiep",)),
    ResultKind(2, "rural_road", _("Đường nông thôn"), "km", 1000, _LENGTH,
               ("duong nong thon", "duong giao thong", "duong lien thon", "duong thon", "be tong")),
    ResultKind(3, "production_road", _("Đường sản xuất"), "km", 1000, _LENGTH,
               ("duong san xuat", "duong noi dong", "duong ra nuong", "khu san xuat")),
    ResultKind(4, "forest_planted", _("Rừng trồng"), "ha", 10_000, _AREA,
               ("trong rung", "trong que", "trong keo", "phat trien rung")),
    ResultKind(5, "bridges", _("Cầu dân sinh"), _("cầu"), 1, {"cầu": 1, "cây cầu": 1, "cái": 1},
               ("cau dan sinh", "lam cau", "xay cau", "bac cau", "cau")),
    ResultKind(6, "crops_converted", _("Cây trồng chuyển đổi"), "ha", 10_000, _AREA,
               ("chuyen doi co cau cay trong", "chuyen doi cay trong")),
    ResultKind(7, "sanitary_works", _("Công trình vệ sinh, nước sạch"), _("công trình"), 1,
               {"công trình": 1, "nhà": 1, "bể": 1, "cái": 1},
               ("nha ve sinh", "nha tieu", "nuoc sach", "be nuoc", "nha tam")),
    ResultKind(8, "houses", _("Nhà ở được làm, sửa"), _("nhà"), 1, {"nhà": 1, "căn": 1},
               ("nha tinh nghia", "xoa nha tam", "lam nha", "sua nha")),
    ResultKind(9, "households_helped", _("Hộ được giúp"), _("hộ"), 1, {"hộ": 1, "gia đình": 1},
               ("ho ngheo", "giup ho", "giup do ho")),
    ResultKind(10, "people_helped", _("Người được giúp"), _("người"), 1,
               {"người": 1, "em": 1, "cháu": 1, "học sinh": 1}, ("giup", "tang qua")),
    ResultKind(11, "people_taught", _("Người được dạy"), _("người"), 1,
               {"người": 1, "học viên": 1, "em": 1}, ("day chu", "day nghe", "tap huan", "huong dan")),
    ResultKind(12, "flower_road", _("Đường hoa"), "km", 1000, _LENGTH, ("duong hoa",)),
    ResultKind(13, "clean_road", _("Đường làng được giữ sạch"), "km", 1000, _LENGTH,
               ("don ve sinh duong", "ve sinh duong lang", "quet duong")),
    ResultKind(14, "gates", _("Cổng chào"), _("cổng"), 1, {"cổng": 1, "cái": 1}, ("cong chao",)),
    ResultKind(15, "trees", _("Cây trồng"), _("cây"), 1, {"cây": 1}, ("trong cay",)),
    ResultKind(16, "gifts", _("Suất quà"), _("suất"), 1, {"suất": 1, "suất quà": 1, "phần": 1},
               ("suat qua", "tang qua")),
    ResultKind(17, "sessions", _("Buổi tuyên truyền, lao động"), _("buổi"), 1,
               {"buổi": 1, "lượt": 1, "cuộc": 1}, ("tuyen truyen", "buoi")),
    ResultKind(18, "people_reached", _("Lượt người nghe"), _("lượt người"), 1,
               {"lượt người": 1}, ()),
    ResultKind(19, "land_mobilised", _("Đất vận động hiến"), "m²", 1,
               {"m2": 1, "m²": 1, "ha": 10_000}, ("hien dat",)),
    ResultKind(20, "models", _("Mô hình"), _("mô hình"), 1, {"mô hình": 1}, ("mo hinh",)),
    ResultKind(21, "courses", _("Khóa học, chứng chỉ"), _("khóa"), 1,
               {"khóa": 1, "chứng chỉ": 1, "lớp": 1}, ("hoc tap", "boi duong")),
    ResultKind(22, "documents", _("Văn bản, thủ tục"), _("văn bản"), 1,
               {"văn bản": 1, "thủ tục": 1, "hồ sơ": 1}, ("tham muu", "thu tuc", "ho so")),
    ResultKind(23, "pledging_households", _("Hộ ký cam kết"), _("hộ"), 1, {"hộ": 1},
               ("ky cam ket",)),
)  # fmt: skip

RESULT_KIND = {kind.number: kind for kind in RESULT_KINDS}

_COUNTED = int(Standing.COUNTED)
_WAITING = int(Standing.WAITING)
_KEPT = {int(s) for s in DeedState if s is not DeedState.REPLACED}
_BY_COLLECTIVE = {int(kind) for kind in COLLECTIVES}
_PARTY = int(SubjectKind.PARTY_COLLECTIVE)
_MASS = int(SubjectKind.MASS_ORGANISATION)
_PERSON = int(SubjectKind.INDIVIDUAL)


def _registrations(standing: int, kinds: int | set[int]) -> tuple[Feed, ...]:
    return (Feed(REGISTRATIONS, only(standing=standing, subject_kind=kinds)),)


def _members(**where: int | set[int]) -> tuple[Feed, ...]:
    """Registrations of Party members, so that they can be held against how many there are."""
    members = {int(category) for category in PARTY_MEMBERS}
    return (Feed(REGISTRATIONS, only(subject_kind=_PERSON, category=members, **where)),)


def _deeds(kinds: int | set[int], states: int | set[int] = _KEPT) -> tuple[Feed, ...]:
    where = only(standing=_COUNTED, subject_kind=kinds, state=states)
    return (Feed(DEEDS, where),)


def _deed_measure(key: str, label: str, feeds: tuple[Feed, ...]) -> Measure:
    return Measure(key=key, label=label, unit=_("việc"), feeds=feeds, group="deeds")


_EVERYONE = {int(kind) for kind in SubjectKind}
_BEING_WRITTEN = {int(RegistrationState.DRAFT), int(RegistrationState.RETURNED)}

DEED_MEASURES = (
    Measure("deeds.collectives", _("Tập thể đăng ký"), _("tập thể"),
            feeds=_registrations(_COUNTED, _BY_COLLECTIVE), group="deeds"),
    Measure("deeds.people", _("Người đăng ký"), _("người"),
            feeds=_registrations(_COUNTED, _PERSON), group="deeds"),
    Measure("deeds.collectives_waiting", _("Tập thể chờ xác nhận"), _("tập thể"),
            feeds=_registrations(_WAITING, _BY_COLLECTIVE), group="waiting"),
    Measure("deeds.people_waiting", _("Người chờ xác nhận"), _("người"),
            feeds=_registrations(_WAITING, _PERSON), group="waiting"),
    Measure("deeds.members", _("Đảng viên đăng ký"), _("người"),
            feeds=_members(standing=_COUNTED), group="deeds"),
    Measure("deeds.members_waiting", _("Đảng viên chờ xác nhận"), _("người"),
            feeds=_members(standing=_WAITING), group="waiting"),
    Measure("deeds.members_writing", _("Đảng viên đang viết bản đăng ký"), _("người"),
            feeds=_members(state=_BEING_WRITTEN), group="waiting"),
    _deed_measure("deeds.by_party_collectives", _("Việc của tập thể đảng"), _deeds(_PARTY)),
    _deed_measure("deeds.by_mass_organisations", _("Việc của MTTQ, đoàn thể"), _deeds(_MASS)),
    _deed_measure("deeds.by_collectives", _("Việc của tập thể"), _deeds(_BY_COLLECTIVE)),
    _deed_measure("deeds.by_individuals", _("Việc của cá nhân"), _deeds(_PERSON)),
    _deed_measure("deeds.all", _("Việc đã đăng ký"), _deeds(_EVERYONE)),
    _deed_measure("deeds.waiting", _("Việc chờ xác nhận"),
                  (Feed(DEEDS, only(standing=_WAITING)),)),
    _deed_measure("deeds.completed", _("Việc hoàn thành"),
                  (Feed(COMPLETIONS, only(standing=_COUNTED, state=int(DeedState.DONE))),)),
    _deed_measure("deeds.kept", _("Việc đã đăng ký và hoàn thành"),
                  _deeds(_EVERYONE, int(DeedState.DONE))),
    _deed_measure("deeds.open", _("Việc chưa có kết quả cuối"),
                  _deeds(_EVERYONE, {1, 2, 3})),
    _deed_measure("deeds.told", _("Việc đã báo xong, chờ xác nhận kết quả"),
                  _deeds(_EVERYONE, int(DeedState.REPORTED))),
    _deed_measure("deeds.carried_over", _("Việc chuyển sang năm sau"),
                  _deeds(_EVERYONE, int(DeedState.CARRIED_OVER))),
    _deed_measure("deeds.not_done", _("Việc không làm được"),
                  _deeds(_EVERYONE, int(DeedState.NOT_DONE))),
    Measure("deeds.completion_rate", _("Tỷ lệ hoàn thành"), "%", Kind.RATIO,
            numerator="deeds.kept", denominator="deeds.all", group="deeds"),
    Measure("works.shared", _("Công trình, phần việc chung"), _("công trình"),
            feeds=(Feed(WORKS, only(counted=1)),), group="results"),
)  # fmt: skip

RESULT_MEASURES = tuple(
    Measure(
        key=f"results.{kind.key}",
        label=kind.label,
        unit=kind.unit,
        scale=kind.scale,
        feeds=(Feed(QUANTITIES, only(counted=1, kind=kind.number), "amount_scaled"),),
        group="results",
    )
    for kind in RESULT_KINDS
)


def _given(
    key: str, label: str, unit: str, kind: ContributionKind, scale: int = 1
) -> tuple[Measure, ...]:
    """A contribution and its two companions: by individuals, by collectives."""
    parts = (
        (key, label, _EVERYONE),
        (f"{key}.by_individuals", format_lazy("{}: {}", label, _("của cá nhân")), {_PERSON}),
        (f"{key}.by_collectives", format_lazy("{}: {}", label, _("của tập thể")), _BY_COLLECTIVE),
    )
    return tuple(
        Measure(
            key=part_key,
            label=part_label,
            unit=unit,
            scale=scale,
            feeds=(
                Feed(
                    CONTRIBUTIONS,
                    only(counted=1, kind=int(kind), subject_kind=who),
                    "amount_scaled",
                ),
            ),
            group="contributions" if part_key == key else "contributions_by",
        )
        for part_key, part_label, who in parts
    )


CONTRIBUTION_MEASURES = (
    *_given("contributions.money", _("Tiền đóng góp"), _("đồng"), ContributionKind.OWN_MONEY),
    *_given("contributions.money_mobilised", _("Tiền vận động"), _("đồng"),
            ContributionKind.MOBILISED_MONEY),
    *_given("contributions.money_budget", _("Tiền ngân sách"), _("đồng"),
            ContributionKind.BUDGET),
    *_given("contributions.labour_days", _("Ngày công"), _("ngày công"),
            ContributionKind.LABOUR_DAYS, 2),
    *_given("contributions.land", _("Đất hiến"), "m²", ContributionKind.LAND, 100),
    *_given("contributions.goods_value", _("Hiện vật, quy ra tiền"), _("đồng"),
            ContributionKind.GOODS),
)  # fmt: skip

MEASURES = (*DEED_MEASURES, *RESULT_MEASURES, *CONTRIBUTION_MEASURES)
