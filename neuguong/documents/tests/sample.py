"""An invented report of an invented commune, long enough to meet every trap of the page."""

from datetime import date
from decimal import Decimal

from neuguong.documents.document import (
    Annex,
    Bound,
    Column,
    Document,
    Heading,
    Item,
    Paragraph,
    Row,
    Signature,
    Source,
    Table,
    Text,
    cell,
    prose,
)
from neuguong.documents.rules import layout_on

YEAR_END = date(2022, 12, 15)


def _figure(key: str, text: str, unit: str = "", value: str | None = None) -> Bound:
    number = Decimal(value or text.replace(".", "").replace(",", "."))
    return Bound(key, text, f"/don-vi/ban-ghi/mau/khuoi-sao?do={key}&ky=2022", unit, number)


FIGURES = {
    figure.key: figure
    for figure in (
        Bound("plans.grassroots_with_plan", "35/35", "/don-vi/ban-ghi/mau/khuoi-sao?do=plans"),
        _figure("deeds.by_party_collectives", "561", "việc"),
        _figure("deeds.by_mass_organisations", "135", "việc"),
        _figure("deeds.people", "3.485", "người"),
        _figure("deeds.by_individuals", "6.868", "việc"),
        _figure("deeds.completion_rate", "96,8", "%"),
        _figure("contributions.money", "ít nhất 87.800.000", "đồng", "87800000"),
        _figure("contributions.land", "gần 400", "m²", "400"),
        _figure("results.forest_planted", "12,5", "ha"),
        _figure("results.rural_road", "1,25", "km"),
        _figure("honours.roll.individuals", "0", "lượt"),
        _figure("deeds.people@mau/khuoi-sao/phieng-nua", "148", "người"),
    )
}

LINES = (
    ("", "I. Lãnh đạo, chỉ đạo", "", ""),
    ("PL1", "Tổ chức cơ sở đảng có kế hoạch học tập và làm theo trong năm", "tổ chức",
     "plans.grassroots_with_plan"),
    ("", "II. Đăng ký và kết quả", "", ""),
    ("RG1", "Việc của tập thể đảng", "việc", "deeds.by_party_collectives"),
    ("RG2", "Việc của Ủy ban Mặt trận Tổ quốc và các đoàn thể chính trị - xã hội", "việc",
     "deeds.by_mass_organisations"),
    ("RG3", "Người đăng ký", "người", "deeds.people"),
    ("RG3", "Việc của cá nhân", "việc", "deeds.by_individuals"),
    ("RS1", "Tỷ lệ việc đã hoàn thành", "%", "deeds.completion_rate"),
    ("RS2", "Tiền đóng góp", "đồng", "contributions.money"),
    ("RS2", "Đất hiến", "m²", "contributions.land"),
    ("RS2", "Rừng trồng", "ha", "results.forest_planted"),
    ("RS2", "Đường nông thôn", "km", "results.rural_road"),
    ("HR1", "Ghi danh cá nhân", "lượt", "honours.roll.individuals"),
)  # fmt: skip

HAMLETS = tuple(
    f"Chi bộ thôn {name}"
    for name in ("Phiêng Nứa", "Nà Lạ", "Khuổi Ỏ", "Thôm Ngoà", "Bản Vẹt", "Nà Mỵ Thượng", "Pác Ẳng",
                 "Khau Đẳng", "Lủng Mít", "Nà Ngoạ", "Cốc Lùng", "Phja Đăm", "Bó Lếch", "Nà Quang")
)  # fmt: skip


def annex_of_figures() -> Annex:
    """The table of measures: code, name, unit, figure."""
    columns = (
        Column("Mã", "code"), Column("Chỉ tiêu"), Column("Đơn vị tính", "unit"),
        Column("Năm 2022", "figure"),
    )  # fmt: skip
    rows = tuple(
        Row((Text(code), Text(name), Text(unit), cell(FIGURES[key])))
        if key
        else Row((Text(name),), "section")
        for code, name, unit, key in LINES
    )
    return Annex("Biểu số liệu năm 2022", (Table(columns, rows),), sheet="Phụ lục")


def part_of(key: str, n: int) -> str:
    """The share of the n-th unit: the sizes differ, and all together are the figure above."""
    total = int(FIGURES[key].value or 0)
    first = 148 if key == "deeds.people" else total // 20
    shares = [first, *((total - first) * weight // 98 for weight in range(1, 14))]
    shares[-1] += total - sum(shares)
    return f"{shares[n]:,}".replace(",", ".")


def annex_of_units(landscape: bool | None = None) -> Annex:
    """The table of units below, whose last line is the sum."""
    heads = ("Việc của tập thể đảng", "Việc của đoàn thể", "Người đăng ký", "Việc của cá nhân",
             "Tiền đóng góp (đồng)")  # fmt: skip
    columns = (Column("Đơn vị"), *(Column(head, "figure") for head in heads))
    keys = ("deeds.by_party_collectives", "deeds.by_mass_organisations", "deeds.people",
            "deeds.by_individuals", "contributions.money")  # fmt: skip
    rows = []
    for n, hamlet in enumerate(HAMLETS):
        slug = "phieng-nua" if n == 0 else f"thon-{n}"
        figures = (_figure(f"{key}@mau/khuoi-sao/{slug}", part_of(key, n)) for key in keys)
        rows.append(Row((Text(hamlet), *figures)))
    rows.append(Row((Text("Cộng"), *(cell(FIGURES[key]) for key in keys)), "total"))
    table = Table(columns, tuple(rows), note="Cộng 14 dòng bằng dòng cuối.")
    return Annex("Số liệu theo chi bộ năm 2022", (table,), sheet="Theo chi bộ", landscape=landscape)


def body() -> tuple[Paragraph | Heading | Item | Table, ...]:
    """The body of the report."""

    def said(template: str) -> Paragraph:
        return Paragraph(prose(template, FIGURES))

    return (
        Heading(1, "I", "Công tác lãnh đạo, chỉ đạo"),
        said("Đến hết năm, {plans.grassroots_with_plan} tổ chức cơ sở đảng đã xây dựng kế hoạch; cấp"
             " ủy các cấp quán triệt, gắn việc học tập và làm theo với nhiệm vụ chính trị của địa"
             " phương, với phát triển rừng, đường lâm nghiệp và xây dựng nông thôn mới."),
        said("[[Viết một đoạn về kiểm tra, giám sát.]]"),
        Heading(1, "II", "Kết quả"),
        Heading(2, "1", "Đăng ký việc làm theo"),
        said("Tập thể đảng đăng ký {deeds.by_party_collectives unit}; Ủy ban Mặt trận Tổ quốc và các"
             " đoàn thể đăng ký {deeds.by_mass_organisations unit}. Có {deeds.people unit} đăng ký"
             " {deeds.by_individuals unit}, {deeds.completion_rate unit} đã hoàn thành. Riêng chi bộ"
             " thôn Phiêng Nứa có {deeds.people@mau/khuoi-sao/phieng-nua unit}."),
        Heading(3, "a", "Kết quả định lượng"),
        Item(prose("Đóng góp bằng tiền {contributions.money unit}, hiến {contributions.land unit} đất;",
                   FIGURES)),
        Item(prose("Trồng {results.forest_planted unit} rừng, mở {results.rural_road unit} đường"
                   " nông thôn.", FIGURES)),
        Heading(2, "2", "Ghi danh, biểu dương"),
        said("Trong năm ghi danh {honours.roll.individuals unit} cá nhân."),
        Heading(1, "III", "Đánh giá"),
        said("Việc đăng ký đi vào nền nếp; kết quả được ghi ngay tại chi bộ, có ngày, có lượng, có"
             " người chứng kiến. Hạn chế: một số chi bộ ở xa còn ghi chậm, ảnh kèm theo còn ít."),
        Heading(1, "IV", "Phương hướng"),
        said("Năm tới, mỗi chi bộ chọn một nội dung đột phá, đăng ký từ đầu năm, kiểm điểm hằng quý"
             " và công khai kết quả để nhân dân theo dõi, giám sát."),
    )  # fmt: skip


def sample(**changes: object) -> Document:
    """The report; keyword arguments replace fields."""
    values: dict[str, object] = {
        "layout_key": layout_on(YEAR_END).key,
        "superior": "Tỉnh ủy Mẫu",
        "issuer": "Huyện ủy Khuổi Sao",
        "number": "12",
        "symbol": "BC/HU",
        "place": "Khuổi Sao",
        "day": YEAR_END,
        "type_name": "Báo cáo",
        "abstract": "kết quả thực hiện Kết luận số 01-KL/TW, ngày 18/5/2021 của Bộ Chính trị, năm 2022",
        "blocks": body(),
        "recipients": ("Thường trực Tỉnh ủy (báo cáo)", "Các chi, đảng bộ cơ sở",
                       "Lưu Văn phòng Huyện ủy."),
        "signature": Signature("T/M Ban Thường vụ", "Phó Bí thư", "Lục Thị Mẫu"),
        "annexes": (annex_of_figures(), annex_of_units()),
        "document_date": YEAR_END,
        "sources": (
            Source("deeds.people", "Người đăng ký", "người",
                   "Mỗi người một lần trong năm, tại một đơn vị, khi bản đăng ký đã được xác nhận."),
            Source("contributions.money", "Tiền đóng góp", "đồng",
                   "Cộng số tiền do chính người hoặc tập thể đăng ký góp."),
        ),
    }  # fmt: skip
    return Document(**{**values, **changes})  # type: ignore[arg-type]
