"""Every part renders with what it says it takes, carries no style or script, and escapes what it is given."""

import re
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory

from neuguong.ui import guide
from neuguong.ui.charts import BarChart, BarRow
from neuguong.ui.context import Look
from neuguong.ui.forms import SampleForm
from neuguong.ui.menu import MenuLink
from neuguong.ui.parts import Bar, Cell, Choice, Column, Figure, Link, Node, Step, Table
from neuguong.ui.states import STATES
from neuguong.ui.templatetags.ui import table_body

TEMPLATES: Final = Path(__file__).parents[1] / "templates"
PARTS: Final = sorted(path.stem for path in (TEMPLATES / "ui" / "parts").glob("*.html"))
EVIL: Final = "<script>alert('x')</script>"
LINKS: Final = [MenuLink(f"Mục {n}", f"/{n}/", "list", current=n == 6) for n in range(7)]
TABLE: Final = Table(
    "Việc theo xã",
    [Column("Đơn vị"), Column("Nay", css="nay"), Column("Việc cá nhân", number=True, short="Việc")],
    [
        [Cell(EVIL, "/a"), Cell("", note="từ 2025"), Cell("48", "/b")],
        [Cell("x"), Cell(state="done"), Cell("–")],
    ],
    [Cell("Cộng"), Cell(), Cell("48", "/c")],
)


def _form() -> SampleForm:
    return SampleForm({"amount": "15.50.000", "done": "yes"})


CASES: Final[dict[str, list[dict[str, Any]]]] = {
    "badge": [{"state": "done"}, {"state": "returned", "word": "1 trả lại"}],
    "bar": [
        {"bar": Bar("Xã Mường Chải")},
        {
            "bar": Bar(
                "Xã", "/u", "Tỉnh", "/t", "/so-lieu/", [Choice("2026", "Năm 2026", True)],
                [Link("Như khi đó", "/v", True)], [("cay", "nay")],
            )
        },
    ],
    "button": [
        {"label": "Lưu nháp"},
        {"label": "Gửi", "name": "act", "value": "send", "kind": "go", "form": "f", "icon": "up"},
        {"label": EVIL, "url": "/x", "small": True, "kind": "bare", "icon": "down"},
    ],
    "chart": [
        {"chart": BarChart("x", [BarRow("a", 1, "1")]), "heading": EVIL, "id": "h"},
        {"chart": BarChart("x", [BarRow("a", 1, "1")]), "heading": "H", "id": "h", "twin": True},
    ],
    "empty": [{"text": EVIL}, {"text": "Chưa có.", "url": "/x", "act": "Ghi"}],
    "enhance": [{}],
    "errors": [{"form": SampleForm()}, {"form": _form()}],
    "field": [
        *({"field": field} for field in _form()),
        *({"field": field, "short": True, "tall": True, "quiet": True} for field in SampleForm()),
    ],
    "fields": [{"form": SampleForm()}, {"form": _form()}],
    "figure": [
        {"figure": Figure(EVIL, "561", "/x", "việc", "ít nhất", "năm 2025: 538")},
        {"figure": Figure("Tiền", "87.800.000")},
        {"figure": {"label": "a", "value": "1", "url": "", "unit": "", "qualifier": "", "note": ""}},
    ],
    "figures": [{"figures": [Figure("a", "1")]}, {"figures": [Figure("a", "1")], "size": "four"}],
    "hint": [{"field": SampleForm()["work"]}],
    "icon": [{"name": "ok"}, {"name": "ok", "label": EVIL}],
    "label": [{"field": SampleForm()["work"]}, {"field": SampleForm()["photo"]}],
    "mark": [{}],
    "menu": [{"menu": LINKS[:5]}, {"menu": LINKS}],
    "node": [{"node": Node(EVIL)}, {"node": Node("a", "/a", "b", "1", "/c", current=True)}],
    "not_secret": [{}],
    "note": [
        {"text": EVIL},
        {"text": "x", "kind": "error", "title": "T", "url": "/x", "link": "Sửa"},
        *({"text": "x", "kind": kind} for kind in ("warn", "bad", "fine", "info", "success", "debug")),
    ],
    "pager": [
        {"here": EVIL},
        {"here": "x", "next_url": "/2", "back_url": "/0"},
        {"here": "x", "next_url": "/2", "next_label": "12 dòng"},
    ],
    "progress": [{"text": "x"}, {"text": "x", "value": 1, "max": 3}],
    "size": [{"look": Look(100, "", "/x?a=1&b=2")}],
    "steps": [{"steps": [Step("Chốt", was=True), Step(EVIL, current=True)], "label": "Các bước"}],
    "table": [{"table": TABLE}, {"table": TABLE, "shown": True}, {"table": guide.sample()["records"]}],
    "tabs": [{"tabs": [Link("Tất cả", "/x", True, "14"), Link(EVIL, "/y")], "label": "Lọc"}],
    "top": [{}, {"menu": LINKS, "look": Look(125, "cao", "/"), "who": EVIL, "menu_who": LINKS[:1]}],
    "trail": [{"trail": [Link("Huyện", "/a", count="561"), Link("Xã", count="48"), Link(EVIL, "/x")]}],
    "tree": [{"nodes": guide.sample()["nodes"], "label": "Cây"}],
    "who": [{"who": EVIL, "menu_who": [MenuLink("Ra", "/out/", "out", False, True), *LINKS[:1]]}],
}  # fmt: skip


def test_every_part_has_its_cases() -> None:
    assert sorted(CASES) == PARTS


@pytest.mark.parametrize(
    ("part", "given"), [(part, given) for part, cases in CASES.items() for given in cases]
)
def test_a_part_renders_with_what_it_takes(part: str, given: dict[str, Any]) -> None:
    drawn = render_to_string(f"ui/parts/{part}.html", given)
    assert drawn.strip() or part == "errors"
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=", drawn)
    if part != "enhance":
        assert "<script" not in drawn


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_a_template_says_what_it_takes_and_stays_small(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.startswith("{# Takes: ")
    assert len(text.splitlines()) <= (40 if path.parent.name == "parts" else 120)
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=\"", text)
    for script in re.findall(r"<script[^>]*>(.*?)</script>", text, flags=re.DOTALL):
        assert script == ""


def test_a_fault_is_said_at_its_field_and_linked_from_the_top() -> None:
    drawn = render_to_string("ui/parts/fields.html", {"form": _form()})
    assert '<a href="#id_amount">' in drawn
    assert 'id="id_amount_error"' in drawn
    assert re.search(
        r'<input[^>]*value="15\.50\.000"[^>]*aria-describedby="[^"]*id_amount_error', drawn
    )
    assert 'aria-invalid="true"' in drawn


def test_a_group_of_choices_is_a_fieldset_with_its_legend() -> None:
    drawn = render_to_string("ui/parts/field.html", {"field": SampleForm()["done"]})
    assert '<fieldset id="id_done"' in drawn
    assert re.search(r"<legend[^>]*>\s*Việc này đã xong chưa\?", drawn)
    assert drawn.count('<label for="id_done_') == 2


def test_a_table_that_folds_keeps_its_roles_and_labels() -> None:
    drawn = render_to_string("ui/parts/table.html", {"table": TABLE})
    assert drawn.count('role="row"') == 4
    assert drawn.count('role="rowheader"') == 3
    assert '<td role="cell" class="q" data-l="Việc">' in drawn
    assert '<td role="cell" class="nay" data-l="Nay">' in drawn
    assert '<a class="n" href="/b">48</a>' in drawn
    assert "Hoàn thành" in drawn


def test_a_table_with_a_row_too_short_is_refused() -> None:
    table = Table("x", [Column("a"), Column("b")], [[Cell("1")]])
    with pytest.raises(ValueError, match="shorter"):
        table_body(table)


def test_a_menu_of_more_than_five_opens_the_rest_under_a_word() -> None:
    drawn = render_to_string("ui/parts/menu.html", {"menu": LINKS})
    before, after = drawn.split("<details", 1)
    assert before.count("<a ") == 4
    assert after.count("<a ") == 3
    assert "data-current" in after


def _said(source: str, **given: Any) -> str:
    request = RequestFactory().get("/x/?ky=2022&cay=nay&trang=3")
    return Template("{% load ui %}" + source).render(Context({"request": request, **given}))


def test_numbers_days_and_amounts_are_written_the_vietnamese_way() -> None:
    assert _said("{{ n|number }}", n=15500000) == "15.500.000"
    assert _said("{{ n|number }}", n=None) == "–"
    assert _said("{{ d|day }}", d=guide.sample()["today"]) == "05/3/2026"
    assert _said("{{ d|day }}", d=None) == "–"
    assert _said("{% amount n 'đồng' 2 %}", n=Decimal(4200000)) == "ít nhất 4.200.000\u00a0đồng"
    assert _said("{% amount n 'đồng' %}", n=None) == "chưa có"


def test_unit_period_and_view_stay_while_one_moves_about() -> None:
    assert _said("{% keep %}") == "?ky=2022&amp;cay=nay"
    assert _said("{% keep ky='2023' trang=2 %}") == "?cay=nay&amp;ky=2023&amp;trang=2"
    assert _said("{% keep ky='' cay=None %}") == ""


def test_a_state_is_a_shape_and_a_word() -> None:
    for key, state in STATES.items():
        drawn = _said("{% state_badge key %}", key=key)
        assert f"#{state.icon}" in drawn
        assert str(state.word) in drawn
        assert 'class="sr"' in _said("{% state_mark key %}", key=key)
    assert "8 đã xác nhận" in _said("{% state_badge 'confirmed' '8 đã xác nhận' %}")


def test_a_figure_without_an_address_is_no_door() -> None:
    assert (
        _said("{% figure_link n %}", n=EVIL) == "&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;"
    )
    assert (
        _said("{% figure_link 48 u %}", u="/a?b=1&c=2")
        == '<a class="n" href="/a?b=1&amp;c=2">48</a>'
    )
