"""Invented values for the style guide: an invented commune, its people and its figures."""

from datetime import date
from decimal import Decimal
from typing import Any, Final

from neuguong.lib.amounts import Qualifier, format_number
from neuguong.ui.charts import (
    BarChart,
    BarRow,
    LineChart,
    Part,
    Point,
    Series,
    Sparkline,
    StackChart,
)
from neuguong.ui.parts import Bar, Cell, Choice, Column, Figure, Link, Node, Step, Table
from neuguong.ui.states import STATES

HERE: Final = "#noi-dung"
TOKENS: Final = (
    ("Chữ", ("ink", "ink-2", "ink-3")),
    ("Nền và nét", ("paper", "ground", "sunk", "line", "edge")),
    ("Đỏ: việc phải làm, chỗ đang đứng", ("red", "red-deep", "red-soft", "on-red")),
    ("Vàng: chỉ để đánh dấu", ("gold", "gold-soft", "gold-ink")),
    (
        "Trạng thái",
        ("green", "green-soft", "slate", "slate-soft", "amber", "amber-soft"),
    ),
    ("Biểu đồ", ("fill", "fill-2")),
)
ICONS: Final = (
    *("home", "list", "bars", "doc", "book", "tree", "find", "more", "down", "up", "pin", "plus"),
    *("edit", "trash", "print", "user", "out", "lock", "cam", "clock", "eye", "ok", "sent", "back"),
    *("none", "draft", "ring", "doing", "done", "late", "warn", "info", "next", "stop", "swap"),
)
_COMMUNES: Final = (
    ("Đảng bộ xã Mường Chải", "nay thuộc xã Mường Chải mới", 42, 18, 231, 96.8, 214),
    ("Đảng bộ xã Huổi Lếch", "", 36, 12, 187, 94.1, 190),
    ("Đảng bộ xã Pá Sập", "đã kết thúc 01/7/2025", 21, 0, 98, 100, 77),
)


def sample() -> dict[str, Any]:
    """Everything the page of the style guide shows."""
    return {
        "tokens": TOKENS,
        "states": list(STATES),
        "icons": ICONS,
        "bar": _bar(),
        "trail": [Link("Xã Mường Chải", HERE, count="561"), Link("Bản Ngòi", count="48")],
        "tabs": [Link("Tất cả", HERE, True, "14"), Link("Chờ xác nhận", HERE, count="2")],
        "steps": [Step("Chốt số", was=True), Step("Soạn và đọc", current=True), Step("Ký")],
        "figures": _figures(),
        "money": Decimal("4200000"),
        "qualifier": Qualifier.AT_LEAST,
        "today": date(2026, 3, 5),
        "nodes": _nodes(),
        **_tables(),
        **_drawings(),
    }


def _bar() -> Bar:
    return Bar(
        unit="Đảng bộ xã Mường Chải",
        unit_url=HERE,
        above="Đảng bộ tỉnh · kết thúc 01/7/2025",
        periods=[Choice("2026", "Năm 2026", True), Choice("2026-Q1", "Quý I/2026")],
        views=[Link("Như khi đó", HERE, True), Link("Hôm nay", HERE), Link("Dự kiến", HERE)],
    )


def _figures() -> list[Figure]:
    return [
        Figure("Việc của tập thể", "99", HERE, "việc", note="năm 2025: 94 (+5)"),
        Figure("Người đăng ký", "1.516", HERE, "người", note="năm 2025: 1.481 (+35)"),
        Figure("Tiền đã góp", "87.800.000", HERE, "đồng", qualifier="ít nhất"),
        Figure("Bản tự kiểm", "–", note="không áp dụng ở cấp này"),
    ]


def _nodes() -> list[Node]:
    cells = [
        Node("Chi bộ bản Ngòi", HERE, "14 đảng viên", "42", HERE, current=True),
        Node("Chi bộ bản Khoang", HERE, "đã kết thúc 01/7/2025", "36", HERE, shut=True),
    ]
    commune = Node("Đảng bộ xã Mường Chải", HERE, "", "231", HERE, children=cells, is_open=True)
    return [
        Node(
            "Đảng bộ tỉnh", HERE, children=[commune, Node("Đảng bộ xã Pá Sập", HERE)], is_open=True
        )
    ]


def _tables() -> dict[str, Table]:
    columns = [
        Column("Đơn vị"), Column("Hôm nay", css="nay"), Column("Việc tập thể", number=True),
        Column("Việc đoàn thể", number=True), Column("Việc cá nhân", number=True),
        Column("Hoàn thành", number=True),
    ]  # fmt: skip
    rows = [
        [
            Cell(name, HERE), Cell(now), Cell(str(party), HERE), Cell(str(mass), HERE) if mass else Cell("–"),
            Cell(str(own), HERE), Cell(f"{format_number(Decimal(str(share)))}\u00a0%", HERE),
        ]
        for name, now, party, mass, own, share, _ in _COMMUNES
    ]  # fmt: skip
    foot = [
        Cell("Cộng"),
        Cell(),
        *(Cell(text, HERE) for text in ("99", "30", "516", "96,4\u00a0%")),
    ]
    records = [
        Column("Việc làm"), Column("Tập thể"), Column("Lĩnh vực"), Column("Kết quả", number=True),
        Column("Ngày xong", number=True), Column("Trạng thái"), Column("Đếm", number=True),
    ]  # fmt: skip
    deeds = [
        ("Mở đường ra nương", "Chi bộ bản Ngòi", "Đường", "700\u00a0m", "18/10/2026", "done"),
        (
            "Góp tiền mua loa nhà văn hóa",
            "Chi bộ bản Khoang",
            "Đóng góp",
            "ít nhất 4.200.000\u00a0đồng",
            "–",
            "doing",
        ),
    ]
    lines = [
        [
            Cell(what, HERE),
            Cell(who),
            Cell(kind),
            Cell(much),
            Cell(day),
            Cell(state=state),
            Cell("1"),
        ]
        for what, who, kind, much, day, state in deeds
    ]
    last = [Cell("2 dòng trên trang này"), *(Cell() for _ in range(5)), Cell("2")]
    return {
        "units": Table("Việc đăng ký năm 2026 theo đơn vị", columns, rows, foot, "cards rows5 k4"),
        "records": Table("Việc của tập thể", records, lines, last, "cards rec", heads=False),
    }


def _drawings() -> dict[str, object]:
    bars = [
        BarRow(name, own, str(own), HERE, last, str(last), hi=number == 0)
        for number, (name, _, _, _, own, _, last) in enumerate(_COMMUNES)
    ]
    months = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"]
    last = (0, 4, 18, 40, 71, 120, 164, 225, 301, 388, 452, 481)
    this = (0, 6, 25, 52, 94, 139, 190, 262, 349, 431)
    return {
        "bars": BarChart("Việc của cá nhân theo đơn vị", bars, this="2026", last="2025"),
        "lines": LineChart(
            "Việc hoàn thành cộng dồn theo tháng", months,
            Series("2026", [Point(value, f"{value} việc", HERE) for value in this]),
            Series("2025", [Point(value, f"{value} việc") for value in last]),
        ),
        "stack": StackChart("Bản đăng ký theo trạng thái", [
            Part("đã xác nhận", 8, "8", "ok", HERE), Part("đã gửi", 2, "2", "sent", HERE),
            Part("trả lại", 1, "1", "back", HERE), Part("chưa ghi", 3, "3", "none"),
        ]),
        "spark": Sparkline("Việc hoàn thành 10 tháng năm 2026, từ 0 lên 431", this),
    }  # fmt: skip
