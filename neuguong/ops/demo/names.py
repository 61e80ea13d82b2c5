"""Invented names of people and hamlets, drawn by chance with a fixed seed (domain 11.7).

Given names that the sources print are not in these lists, so that none of their persons can come about.
"""

from random import Random

FAMILIES = {
    "tay": ("Nông", "Hoàng", "Ma", "Lường", "Triệu", "Lý", "Hà", "Lục", "Mã", "Đàm"),
    "dao": ("Bàn", "Triệu", "Đặng", "Phùng", "Chìu"),
    "mong": ("Giàng", "Vàng", "Sùng", "Lầu", "Thào", "Hầu"),
    "thai": ("Lò", "Quàng", "Cầm", "Tòng", "Lường", "Hà"),
    "kinh": ("Nguyễn", "Trần", "Lê", "Phạm", "Vũ", "Hoàng", "Đỗ", "Bùi", "Đinh", "Ngô"),
}
MEN_MIDDLE = ("Văn", "Đức", "Thế", "Xuân", "Hữu", "Minh", "Ngọc", "Đình", "Quang", "Tiến")
WOMEN_MIDDLE = ("Thị", "Thị", "Thị Thu", "Thị Minh", "Thị Hồng", "Thúy", "Thị Bích", "Ngọc")
MEN = (
    "Ánh",
    "Ân",
    "Bắc",
    "Bằng",
    "Bình",
    "Chiến",
    "Chiêu",
    "Chung",
    "Công",
    "Cường",
    "Danh",
    "Doanh",
    "Đạt",
    "Định",
    "Đông",
    "Đức",
    "Hiếu",
    "Hòa",
    "Hoan",
    "Hùng",
    "Huy",
    "Hưng",
    "Khang",
    "Khoa",
    "Lâm",
    "Lập",
    "Long",
    "Lượng",
    "Minh",
    "Nam",
    "Nghĩa",
    "Nguyên",
    "Nhân",
    "Ninh",
    "Phong",
    "Phú",
    "Phúc",
    "Quang",
    "Quân",
    "Quý",
    "Quyền",
    "Quyết",
    "Sáng",
    "Tài",
    "Tấn",
    "Thái",
    "Thành",
    "Thắng",
    "Thế",
    "Thiện",
    "Thịnh",
    "Thuận",
    "Tiến",
    "Toàn",
    "Trung",
    "Trường",
    "Tuân",
    "Tuyên",
    "Vinh",
    "Vượng",
    "Yên",
)
WOMEN = (
    "An",
    "Ánh",
    "Bích",
    "Chi",
    "Chiêm",
    "Cúc",
    "Diễm",
    "Diệp",
    "Dung",
    "Duyên",
    "Đào",
    "Hà",
    "Hạnh",
    "Hằng",
    "Hiền",
    "Hoa",
    "Hoài",
    "Hồng",
    "Huệ",
    "Huyền",
    "Lan",
    "Lành",
    "Lệ",
    "Liên",
    "Liễu",
    "Loan",
    "Mai",
    "Mận",
    "Mến",
    "Mơ",
    "Mỷ",
    "Nga",
    "Ngân",
    "Ngọc",
    "Nguyệt",
    "Nhài",
    "Nhung",
    "Oanh",
    "Quyên",
    "Sen",
    "Tâm",
    "Thắm",
    "Thêu",
    "Thoa",
    "Thơm",
    "Thủy",
    "Thúy",
    "Trang",
    "Tuyết",
    "Uyên",
    "Vân",
    "Vui",
    "Xoan",
    "Xuân",
    "Yến",
)
_FIRST = ("Nà", "Khuổi", "Bản", "Phiêng", "Lủng", "Cốc", "Pác", "Tổng", "Kéo", "Thẳm", "Khau")
_SECOND = (
    "Lẹng",
    "Mòn",
    "Slường",
    "Cọn",
    "Phầy",
    "Ỏ",
    "Vài",
    "Nghè",
    "Khoang",
    "Thoi",
    "Cà",
    "Duồng",
    "Lìn",
    "Mười",
    "Ngần",
    "Pì",
    "Sliến",
    "Tao",
    "Ún",
    "Vạng",
    "Choán",
    "Đeng",
    "Hỉn",
    "Kẹn",
    "Lầu",
    "Muồi",
    "Nọt",
    "Phung",
    "Quang",
    "Sài",
    "Tậu",
    "Ươm",
)


class Namer:
    """Draws names by chance; the same seed gives the same people."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance

    def person(self, *areas: str) -> tuple[str, str, int]:
        """Full name, sex (m or f), birth year; two thirds men (domain 11.7)."""
        family = self.chance.choice(FAMILIES[self.chance.choice(areas or ("kinh",))])
        man = self.chance.random() < 0.66
        middle = self.chance.choice(MEN_MIDDLE if man else WOMEN_MIDDLE)
        given = self.chance.choice(MEN if man else WOMEN)
        if middle.split()[-1] == given:
            middle = "Văn" if man else "Thị"
        year = min(2003, max(1945, round(self.chance.gauss(1977, 13))))
        return f"{family} {middle} {given}", "m" if man else "f", year

    def hamlets(self, number: int, taken: tuple[str, ...] = ()) -> list[str]:
        """So many hamlet names, none twice and none of those taken."""
        names: list[str] = list(taken)
        while len(names) < number:
            name = f"{self.chance.choice(_FIRST)} {self.chance.choice(_SECOND)}"
            if name not in names:
                names.append(name)
        return names


def cell_sizes(chance: Random, cells: int, total: int, least: int = 3) -> list[int]:
    """Sizes of so many cells that add up to `total`, spread as cells are (domain 11.4)."""
    weights = [chance.gammavariate(3.4, 1) + 0.5 for _cell in range(cells)]
    spare = total - least * cells
    sizes = [least + int(spare * weight / sum(weights)) for weight in weights]
    for index in range(total - sum(sizes)):
        sizes[index % cells] += 1
    return sizes
