"""The code on a printed form: what it says, how machines and hands read it (domain 5.1, 5.2)."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from neuguong.lib.refusal import Refusal
from neuguong.lib.words import gettext as _
from neuguong.lib.words import gettext_lazy

PLEDGE: Final = gettext_lazy(
    "Tôi cam kết tu dưỡng, rèn luyện đạo đức, lối sống, nêu gương trong công việc và ở nơi cư trú,"
    " không vi phạm các biểu hiện nêu trong danh mục."
)
ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no letter that looks like a figure
LENGTH: Final = 15
SEAL_BITS: Final = 36
_NUMBER_BITS: Final = 31  # of a person, or of a unit where the bit before them is set
_YEAR_BITS: Final = 6
_FIRST_YEAR: Final = 2000
_ALIKE: Final = str.maketrans({"O": "0", "I": "1", "L": "1", "Đ": "D"})


class PaperKind(IntEnum):
    """Which form it is: the promise of the beginning, or the results of the end of the year."""

    PROMISE = 0
    RESULTS = 1


@dataclass(frozen=True, slots=True)
class PaperMark:
    """Whose form of which year: the number of a person, or of the unit that promises as a whole.

    The unit that printed the form is part of the seal only.
    """

    kind: PaperKind
    year: int
    number: int
    seal: int = 0
    of_unit: bool = False


def letters_of(mark: PaperMark) -> str:
    """The fifteen letters of a mark; raises `ValueError` for what does not fit into them."""
    year = mark.year - _FIRST_YEAR
    if not (0 <= year < 1 << _YEAR_BITS and 0 <= mark.number < 1 << _NUMBER_BITS):
        raise ValueError(mark)
    value = int(mark.kind) << _YEAR_BITS | year
    value = value << 1 | mark.of_unit
    value = value << _NUMBER_BITS | mark.number
    value = value << SEAL_BITS | mark.seal
    return "".join(ALPHABET[value >> 5 * n & 31] for n in reversed(range(LENGTH)))


def mark_of(letters: str) -> PaperMark | None:
    """The mark of letters as a machine read or a hand typed them: spaces, strokes, O for 0, I for 1."""
    plain = "".join(char for char in letters.upper() if char.isalnum()).translate(_ALIKE)
    if len(plain) != LENGTH or set(plain) - set(ALPHABET):
        return None
    value = 0
    for char in plain:
        value = value << 5 | ALPHABET.index(char)
    value, seal = divmod(value, 1 << SEAL_BITS)
    value, number = divmod(value, 1 << _NUMBER_BITS)
    value, of_unit = divmod(value, 2)
    kind, year = divmod(value, 1 << _YEAR_BITS)
    return PaperMark(PaperKind(kind), _FIRST_YEAR + year, number, seal, bool(of_unit))


def in_groups(letters: str) -> str:
    """The letters for eyes and hands: K7M2P-9QXT4-HDWAB."""
    return "-".join(letters[n : n + 5] for n in range(0, len(letters), 5))


def no_code() -> Refusal:
    """Nothing on the paper says whose it is."""
    return Refusal("code_missing", _("Không tìm thấy mã trên bản quét. Gõ mã in ở cuối phiếu."))


def wrong_code(letters: str) -> Refusal:
    """Letters that no form of this site bears."""
    return Refusal(
        "code_wrong",
        _("Mã %(code)s không đúng. Xem lại từng chữ ở cuối phiếu.") % {"code": letters},
    )


def foreign_code(unit_name: str) -> Refusal:
    """A form of another unit; which one is not told to those who may not know."""
    return Refusal(
        "code_foreign",
        _("Phiếu này không phải của %(unit)s hay đơn vị trực thuộc.") % {"unit": unit_name},
    )


def other_unit(name: str, year: int, unit_name: str) -> Refusal:
    """Who has promised elsewhere in that year, though the form was printed here."""
    return Refusal(
        "code_moved",
        _("%(name)s đã đăng ký năm %(year)s tại %(unit)s, không gắn được ở đây.")
        % {"name": name, "year": year, "unit": unit_name},
    )


def nobody_named() -> Refusal:
    """Neither a code nor a person."""
    return Refusal("code_or_person", _("Gõ mã trên phiếu, hoặc chọn người."))


def hidden_names() -> str:
    """The sentence for those to whom the names of a unit are not open."""
    return _("Tên người ở đây chưa mở với anh, chị. Mở tên với lý do rồi vào lại trang này.")
