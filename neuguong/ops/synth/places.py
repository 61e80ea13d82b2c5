"""Names of places that never were: provinces, communes, hamlets, by the kind of land."""

from random import Random
from typing import Final

from neuguong.ops.demo.names import Namer
from neuguong.ops.synth.sizes import Land

_HEADS: Final = ("Lam", "Thạch", "Vân", "Ngọc", "Hồng", "Tùng", "Bạch")
_TAILS: Final = ("Hạ", "Khê", "Trà", "Lĩnh", "Đài", "Sa", "Phố")
PROVINCES: Final = tuple(f"{head} {tail}" for tail in _TAILS for head in _HEADS)
CENTRAL: Final = (
    "các cơ quan Đảng ở Trung ương", "khối Chính phủ", "khối Quốc hội",
    "khối Mặt trận, đoàn thể ở Trung ương", "khối quốc phòng", "khối công an", "khối ngoài nước",
)  # fmt: skip
_FIRST: Final = ("Đông", "Tây", "Phú", "Tân", "An", "Yên", "Hòa", "Thanh", "Xuân", "Mỹ", "Vĩnh",
                 "Long", "Quảng", "Bình", "Trung", "Hải")  # fmt: skip
_SECOND: Final = ("Lộc", "Thịnh", "Sơn", "Điền", "Mỹ", "Khánh", "Trạch", "Quý", "Lương", "Cường",
                  "Tiến", "Hưng", "Thọ", "Đồng", "Phong", "Lạc")  # fmt: skip
AREAS: Final = {
    Land.MOUNTAIN: ("tay", "dao", "mong", "thai", "kinh"),
    Land.DELTA: ("kinh",),
    Land.TOWN: ("kinh", "kinh", "kinh", "tay"),
}


def communes(chance: Random, lands: list[Land]) -> list[str]:
    """A name for each commune of a province, none twice."""
    high = Namer(chance).hamlets(sum(land is Land.MOUNTAIN for land in lands))
    low = [f"{first} {second}" for first in _FIRST for second in _SECOND if first != second]
    chance.shuffle(low)
    return [high.pop() if land is Land.MOUNTAIN else low.pop() for land in lands]


def hamlets(chance: Random, land: Land, number: int) -> list[str]:
    """Names of so many hamlets or wards' quarters."""
    if land is Land.MOUNTAIN:
        return [f"thôn {name}" for name in Namer(chance).hamlets(number)]
    if land is Land.DELTA:
        return [f"thôn {name}" for name in communes(chance, [land] * number)]
    return [f"tổ dân phố {place}" for place in range(1, number + 1)]
