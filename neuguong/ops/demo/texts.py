"""Invented deeds by category, as people write them, each with what could come of it (domain 11.5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from neuguong.deeds.actions.entries import DeedEntry
from neuguong.deeds.rules import BeneficiaryKind


@dataclass(frozen=True, slots=True)
class Pattern:
    """A way to word a deed; `{n}` is the amount, `{p}` the hamlet. `least`, `most`, `step` bound it."""

    category: int
    text: str
    unit: str = ""
    least: Decimal = Decimal(0)
    most: Decimal = Decimal(0)
    step: Decimal = Decimal(1)
    helped: BeneficiaryKind = BeneficiaryKind.NONE


def _pattern(
    category: int,
    text: str,
    unit: str = "",
    least: str = "0",
    most: str = "0",
    step: str = "1",
    helped: BeneficiaryKind = BeneficiaryKind.NONE,
) -> Pattern:
    return Pattern(category, text, unit, Decimal(least), Decimal(most), Decimal(step), helped)


# Category -> share in a hundred for persons and for collectives (domain 11.5).
SHARES = {
    1: (18, 6),
    2: (12, 4),
    3: (9, 12),
    4: (8, 8),
    5: (11, 10),
    6: (5, 7),
    7: (5, 10),
    8: (1, 3),
    9: (2, 1),
    10: (2, 5),
    11: (7, 10),
    12: (5, 9),
    13: (5, 5),
    14: (3, 3),
    15: (5, 5),
    16: (2, 2),
}

_POOR = BeneficiaryKind.POOR_HOUSEHOLD
_CHILDREN = BeneficiaryKind.CHILDREN

PATTERNS = (
    _pattern(1, "Đến cơ quan trước giờ làm việc, không để dân chờ quá 15 phút"),
    _pattern(1, "Chấp hành tốt nội quy, quy chế của cơ quan"),
    _pattern(1, "Tắt điện, khóa nước khi ra về, in hai mặt giấy"),
    _pattern(1, "Trực đủ các buổi tiếp dân được phân công trong tháng"),
    _pattern(2, "Đọc mỗi quý một cuốn sách về Bác, kể lại tại chi bộ"),
    _pattern(2, "Hoàn thành {n} khóa bồi dưỡng nghiệp vụ", "khóa", "1", "2"),
    _pattern(2, "Dạy chữ cho {n} người lớn tuổi ở {p}", "người", "3", "12"),
    _pattern(3, "Hướng dẫn {n} hộ ở {p} nộp hồ sơ qua dịch vụ công trực tuyến", "hộ", "5", "40"),
    _pattern(3, "Rút ngắn {n} thủ tục của đơn vị xuống một nửa thời gian", "thủ tục", "1", "5"),
    _pattern(4, "Tham mưu {n} văn bản đúng hạn, không phải trả lại", "văn bản", "6", "40"),
    _pattern(4, "Gửi báo cáo tháng trước ngày 25, không để nhắc"),
    _pattern(
        5, "Giúp {n} hộ nghèo ở {p} sửa nhà, dựng lại chuồng trại", "hộ", "1", "4", helped=_POOR
    ),
    _pattern(5, "Giúp {n} hộ khó khăn ở {p} thu hoạch lúa đúng vụ", "hộ", "1", "6", helped=_POOR),
    _pattern(
        6, "Tặng {n} suất quà cho học sinh vượt khó ở {p}", "suất", "2", "20", helped=_CHILDREN
    ),
    _pattern(
        6,
        "Sửa {n} buổi sân trường và hàng rào điểm trường {p}",
        "buổi",
        "1",
        "4",
        helped=BeneficiaryKind.SCHOOL,
    ),
    _pattern(7, "Mở {n} m đường lâm nghiệp ở {p}", "m", "100", "1200", "50"),
    _pattern(7, "Đổ bê tông {n} m đường nông thôn ở {p}", "m", "50", "900", "50"),
    _pattern(7, "Làm {n} km đường sản xuất ra khu ruộng {p}", "km", "0.2", "1.8", "0.1"),
    _pattern(8, "Cùng bà con bắc {n} cầu dân sinh qua suối ở {p}", "cầu", "1", "1"),
    _pattern(9, "Vận động bà con {p} hiến {n} m2 đất làm đường", "m2", "50", "900", "10"),
    _pattern(
        10,
        "Làm {n} nhà vệ sinh hợp chuẩn cho hộ khó khăn ở {p}",
        "công trình",
        "1",
        "3",
        helped=_POOR,
    ),
    _pattern(10, "Kéo ống dẫn nước sạch về {n} bể nước chung ở {p}", "bể", "1", "2"),
    _pattern(11, "Trồng rừng {n} ha trên đồi trọc ở {p}", "ha", "0.5", "8", "0.5"),
    _pattern(
        11, "Chuyển đổi cơ cấu cây trồng trên {n} ha ruộng một vụ ở {p}", "ha", "0.2", "3", "0.1"
    ),
    _pattern(11, "Trồng cây ăn quả, {n} cây quanh nhà văn hóa {p}", "cây", "20", "200", "10"),
    _pattern(12, "Trồng {n} km đường hoa từ đầu {p} đến nhà văn hóa", "km", "0.2", "1.5", "0.1"),
    _pattern(
        12, "Dọn vệ sinh đường làng {p} sáng chủ nhật, giữ sạch {n} km", "km", "0.5", "3", "0.5"
    ),
    _pattern(12, "Xây {n} cổng chào ở {p}", "cổng", "1", "1"),
    _pattern(13, "Tham gia {n} buổi lao động cuối tuần tình nguyện ở {p}", "buổi", "2", "10"),
    _pattern(14, "Mở {n} buổi dạy hát then, đàn tính cho lớp trẻ ở {p}", "buổi", "2", "12"),
    _pattern(15, "Tuyên truyền {n} buổi ở {p} về phòng cháy rừng", "buổi", "1", "8"),
    _pattern(15, "Vận động {n} hộ ở {p} ký cam kết giữ rừng đầu nguồn", "hộ", "5", "40"),
    _pattern(16, "Gương mẫu làm trước, nói sau; tự nhận lỗi trước chi bộ khi sai"),
)

_BY_CATEGORY = {
    number: [pattern for pattern in PATTERNS if pattern.category == number] for number in SHARES
}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A deed drawn by chance: what is promised and, if it is measured, how much of what."""

    entry: DeedEntry
    amount: Decimal | None
    unit: str


def draw(chance: Random, place: str, *, collective: bool, seen: set[str]) -> Drawn:
    """A deed for a person or a collective at a place; the same subject does not draw one twice."""
    weights = [share[int(collective)] for share in SHARES.values()]
    pattern = PATTERNS[0]
    for _attempt in range(40):
        category = chance.choices(list(SHARES), weights)[0]
        pattern = chance.choice(_BY_CATEGORY[category])
        if pattern.text not in seen:
            break
    seen.add(pattern.text)
    return worded(chance, pattern, place)


def draw_plain(chance: Random, seen: set[str]) -> Drawn:
    """A deed of conduct, without amounts."""
    plain = [p for p in PATTERNS if not p.unit and p.text not in seen]
    pattern = chance.choice(plain)
    seen.add(pattern.text)
    return worded(chance, pattern, "")


def worded(chance: Random, pattern: Pattern, place: str) -> Drawn:
    """The deed of a pattern with its amount drawn."""
    amount: Decimal | None = None
    if pattern.unit:
        steps = int((pattern.most - pattern.least) / pattern.step)
        amount = (pattern.least + pattern.step * chance.randint(0, max(steps, 0))).normalize()
    shown = format(amount, "f").replace(".", ",") if amount is not None else ""
    entry = DeedEntry(
        text=pattern.text.replace("{n}", shown).replace("{p}", place),
        category=pattern.category,
        target_amount=amount,
        target_unit=pattern.unit,
        place=place,
        beneficiary_kind=pattern.helped,
    )
    return Drawn(entry, amount, pattern.unit)


def spread(chance: Random, counts: Sequence[tuple[int, int]]) -> list[int]:
    """Numbers of deeds in a drawn order: `counts` says how many subjects have how many."""
    numbers = [deeds for subjects, deeds in counts for _subject in range(subjects)]
    chance.shuffle(numbers)
    return numbers
