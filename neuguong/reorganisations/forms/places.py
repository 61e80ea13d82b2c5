"""What each kind of step asks: places for units, words, ticks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from neuguong.lib.words import gettext_lazy as _
from neuguong.reorganisations.queries import Pick
from neuguong.reorganisations.rules import StepKind


@dataclass(frozen=True, slots=True)
class Place:
    """A place of a step for units: its label, whether several fit, whether one must be there."""

    name: str
    label: str
    many: bool = False
    needed: bool = False
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Picker:
    """A place as the page draws it: what is chosen, what was looked for and found, what is wrong."""

    place: Place
    words: str
    chosen: Sequence[Pick]
    found: Sequence[Pick]
    errors: Sequence[str]


ELSEWHERE: Final = "elsewhere"  # goals of those who do not follow the heir; no part of a step
_APART: Final = Place(
    ELSEWHERE, _("Nơi đến riêng"), many=True,
    hint=_("Chỉ khi có đơn vị trực thuộc hoặc người không theo nơi chung. Tìm và chọn nơi đến,"
           " rồi chọn cho từng nơi, từng người ở dưới."),
)  # fmt: skip
_THESE: Final = Place("units", _("Đơn vị"), many=True, needed=True)
PLACES: Final[Mapping[StepKind, tuple[Place, ...]]] = {
    StepKind.FOUND: (Place("under", _("Đứng dưới"), hint=_("Bỏ trống: đứng đầu cây.")),),
    StepKind.MERGE: (
        Place("units", _("Các đơn vị hợp nhất"), many=True, needed=True),
        Place("target", _("Vào đơn vị đang có"), hint=_("Bỏ trống nếu lập đơn vị mới ở dưới.")),
        Place("under", _("Đơn vị mới đứng dưới"),
              hint=_("Bỏ trống: cùng chỗ với các đơn vị hợp nhất.")),
        _APART,
    ),
    StepKind.SPLIT: (
        Place("units", _("Đơn vị chia tách"), needed=True),
        Place("parts", _("Các đơn vị kế thừa"), many=True, needed=True,
              hint=_("Ít nhất hai. Đơn vị mới thì thêm bước lập mới trước.")),
        Place("members_to", _("Thành viên chuyển đến"), hint=_("Trừ người được chọn riêng ở dưới.")),
        _APART,
    ),
    StepKind.DISSOLVE: (
        _THESE,
        Place("target", _("Kế thừa hồ sơ"), hint=_("Bỏ trống: hồ sơ ở lại chỗ cũ.")),
        Place("members_to", _("Thành viên chuyển đến"),
              hint=_("Bỏ trống: theo đơn vị kế thừa.")),
        _APART,
    ),
    StepKind.MOVE: (_THESE, Place("target", _("Về dưới"), hint=_("Bỏ trống: đứng đầu cây."))),
    StepKind.RENAME: (Place("units", _("Đơn vị"), needed=True),),
    StepKind.RETYPE: (_THESE,),
    StepKind.RECODE: (Place("units", _("Đơn vị"), needed=True),),
}  # fmt: skip
WORDS: Final[Mapping[StepKind, tuple[str, ...]]] = {
    StepKind.FOUND: ("name", "short_name", "type", "code", "place", "host_unit"),
    StepKind.MERGE: ("name", "type", "code", "carries_grants"),
    StepKind.SPLIT: ("carries_grants",),
    StepKind.DISSOLVE: ("ends_members", "carries_grants"),
    StepKind.MOVE: (),
    StepKind.RENAME: ("name", "short_name"),
    StepKind.RETYPE: ("type",),
    StepKind.RECODE: ("code",),
}
NEEDED: Final = {
    StepKind.FOUND: ("name", "type"), StepKind.RENAME: ("name",), StepKind.RETYPE: ("type",),
}  # fmt: skip
LABELS: Final = {
    "name": (_("Tên mới"), 200), "short_name": (_("Tên ngắn"), 120),
    "code": (_("Mã tổ chức"), 40), "place": (_("Địa bàn"), 200),
    "host_unit": (_("Cơ quan, thôn"), 200),
}  # fmt: skip
TICKS: Final = {
    "ends_members": _("Thành viên thôi sinh hoạt, không chuyển đi đâu"),
    "carries_grants": _("Giao quyền của đơn vị cũ ở đơn vị nhận"),
}
NO_TYPE: Final = ("", _("như các đơn vị hợp nhất"))
