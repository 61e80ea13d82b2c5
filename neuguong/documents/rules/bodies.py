"""Who issues a paper, under whose name, from which place, and who signs it (05-HD/VPTW).

The words are those of the paper, which is Vietnamese whatever the language of the reader's screen.
"""

from dataclasses import dataclass
from typing import Final

from neuguong.lib.vietnamese import fold
from neuguong.org.rules import COMMUNE_RANK

# The territory in the name of an organisation, its committee, and the letters of its documents.
_COMMITTEES: Final = (
    ("Đảng bộ tỉnh ", "Tỉnh ủy ", "TU"),
    ("Đảng bộ thành phố ", "Thành ủy ", "TU"),
    ("Đảng bộ huyện ", "Huyện ủy ", "HU"),
    ("Đảng bộ thị xã ", "Thị ủy ", "TU"),
    ("Đảng bộ quận ", "Quận ủy ", "QU"),
    ("Đảng bộ ", "Đảng ủy ", "ĐU"),
)
_TERRITORIES: Final = (
    "tỉnh", "thành phố", "huyện", "thị xã", "quận", "xã", "phường", "thị trấn", "đặc khu",
)  # fmt: skip
_CELL_CODE: Final = "CB"
_SECRETARY: Final = "Bí thư"
_DEPUTY: Final = "Phó Bí thư"
_STANDING: Final = " Thường trực"


@dataclass(frozen=True, slots=True)
class Signer:
    """The post as it is printed above a signature, and the name below it."""

    title: str
    name: str


def issuing_body(name: str) -> str:
    """The committee that speaks for an organisation: "Huyện ủy Pác Nặm"; a cell speaks for itself."""
    for organisation, committee, _code in _COMMITTEES:
        if name.startswith(organisation):
            return committee + name[len(organisation) :]
    return name


def body_code(name: str) -> str:
    """The letters after the type of a document: HU, ĐU, CB."""
    return next((code for begin, _body, code in _COMMITTEES if name.startswith(begin)), _CELL_CODE)


def committee_word(name: str) -> str:
    """The committee without its territory: "Huyện ủy"; the whole of it where it is of no territory."""
    for organisation, committee, code in _COMMITTEES:
        if name.startswith(organisation):
            return committee.strip() if code != "ĐU" else issuing_body(name)
    return name


def place_name(name: str) -> str:
    """The territory an organisation is named after: "Pác Nặm"; empty where it is of no territory."""
    bare = name.removeprefix("Đảng bộ ")
    for territory in _TERRITORIES:
        if bare.startswith(f"{territory} "):
            return bare[len(territory) + 1 :]
    return ""


def authority_of(rank: int, *, is_cell: bool) -> str:
    """On whose behalf one signs: the standing committee above the communes, else the committee, the cell."""
    if is_cell:
        return "T/M Chi bộ"
    return "T/M Ban Thường vụ" if rank < COMMUNE_RANK else "T/M Đảng ủy"


def rank_of_post(title: str) -> int | None:
    """Who signs first: the secretary (0), then the deputies (1); None for other posts."""
    words = fold(title)
    if words.startswith("bi thu"):
        return 0
    return 1 if words.startswith("pho bi thu") else None


def printed_title(title: str) -> str:
    """The post without its body, as it stands above a signature: "Phó Bí thư"."""
    if rank_of_post(title) == 0:
        return _SECRETARY
    standing = fold(title).startswith("pho bi thu thuong truc")
    return _DEPUTY + (_STANDING if standing else "")


def recipients_of(
    superior: str, superior_rank: int, name: str, rank: int, *, is_cell: bool
) -> tuple[str, ...]:
    """Who gets the report: the level above, those below, and the file of the office."""
    if not superior:
        above = "Ban Bí thư Trung ương Đảng (báo cáo)"
    elif superior_rank < COMMUNE_RANK:
        above = f"Thường trực {committee_word(superior)} (báo cáo)"
    else:
        above = f"{issuing_body(superior)} (báo cáo)"
    if is_cell:
        return (above, "Lưu Chi bộ")
    if rank < COMMUNE_RANK:
        return (above, "Các chi, đảng bộ trực thuộc", f"Lưu Văn phòng {committee_word(name)}")
    return (above, "Các chi bộ trực thuộc", "Lưu Đảng ủy")
