"""The style sheet keeps its promises: contrast, nothing from outside, layers, weight."""

import re
from itertools import product
from pathlib import Path
from typing import Final

import pytest

from neuguong.ui.guide import ICONS, TOKENS
from neuguong.ui.menu import MenuEntry
from neuguong.ui.states import STATES

STATIC: Final = Path(__file__).parents[1] / "static" / "ui"
SHEET: Final = (STATIC / "look.css").read_text("utf-8")
SPRITE: Final = (STATIC / "icons.svg").read_text("utf-8")
LAYERS: Final = ["tokens", "base", "frame", "pieces", "pages", "print"]
BARE: Final = re.sub(r"/\*.*?\*/", "", SHEET, flags=re.DOTALL)

ON_PLAIN: Final = (
    "ink",
    "ink-2",
    "ink-3",
    "red",
    "red-deep",
    "gold-ink",
    "green",
    "slate",
    "amber",
)
TEXT: Final = [
    *product(ON_PLAIN, ("paper", "ground", "sunk")),
    *product(("ink", "ink-2", "red"), ("red-soft", "gold-soft")),
    ("green", "green-soft"),
    ("slate", "slate-soft"),
    ("amber", "amber-soft"),
    ("ink-3", "red-soft"),
    *product(("ink", "ink-3"), ("green-soft", "slate-soft", "amber-soft")),
    ("on-red", "red"),
    ("on-red", "red-deep"),
    ("ink", "gold"),
]
EDGES: Final = [
    *product(("edge", "fill"), ("paper", "ground", "sunk")),
    ("ink", "gold"),
    ("red", "red-soft"),
    ("green", "sunk"),
]


def _block(opening: str) -> dict[str, str]:
    inside = BARE[BARE.index(opening) + len(opening) :]
    return dict(re.findall(r"--([a-z0-9-]+):\s*(#[0-9a-f]{6})", inside[: inside.index("}")]))


def _modes() -> dict[str, dict[str, str]]:
    usual = _block(":root {")
    return {
        "usual": usual,
        "chosen": usual | _block(':root[data-tuong-phan="cao"] {'),
        "asked": usual | _block(':root:not([data-tuong-phan="thuong"]) {'),
    }


def _light(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_light(one), _light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("mode", ["usual", "chosen", "asked"])
def test_words_stand_out_from_what_they_stand_on(mode: str) -> None:
    colours = _modes()[mode]
    weak = {
        pair: round(_contrast(colours[pair[0]], colours[pair[1]]), 2)
        for pair in TEXT
        if _contrast(colours[pair[0]], colours[pair[1]]) < 4.5
    }
    assert not weak


@pytest.mark.parametrize("mode", ["usual", "chosen", "asked"])
def test_edges_and_shapes_stand_out(mode: str) -> None:
    colours = _modes()[mode]
    assert not [p for p in EDGES if _contrast(colours[p[0]], colours[p[1]]) < 3]


def test_high_contrast_is_the_same_chosen_or_asked_for_and_stronger() -> None:
    modes = _modes()
    assert modes["chosen"] == modes["asked"]
    usual, chosen = modes["usual"], modes["chosen"]
    for pair in TEXT:
        assert _contrast(chosen[pair[0]], chosen[pair[1]]) >= min(
            _contrast(usual[pair[0]], usual[pair[1]]), 7
        )


def test_nothing_comes_from_another_place() -> None:
    assert "@import" not in BARE
    addresses = re.findall(r"url\(\s*[\"']?([^\"')]+)", BARE)
    assert addresses
    for address in addresses:
        assert re.fullmatch(r"[a-z]+\.svg", address), address
        assert (STATIC / address).is_file()


def test_every_rule_lies_in_a_layer_and_layers_stand_in_order() -> None:
    assert f"@layer {', '.join(LAYERS)};" in BARE
    assert re.findall(r"^@layer (\w+) \{", BARE, flags=re.MULTILINE) == LAYERS
    depth, outside = 0, ""
    for char in BARE.replace(f"@layer {', '.join(LAYERS)};", ""):
        depth += (char == "{") - (char == "}")
        outside += char if depth == 0 else ""
    assert depth == 0
    assert re.sub(r"@layer \w+ |\}|\s", "", outside) == ""


def test_every_token_that_is_used_is_defined() -> None:
    defined = set(re.findall(r"(--[a-z0-9-]+):", BARE))
    used = set(re.findall(r"var\((--[a-z0-9-]+)", BARE))
    with_default = {"--focus-off", "--focus-ring"}
    assert used - defined - with_default == set()


def test_the_guide_shows_every_colour() -> None:
    shown = {name for _, names in TOKENS for name in names}
    assert shown == set(_modes()["usual"])
    assert {name for name in shown if f".v-{name} " not in BARE} == set()


def test_the_sheet_is_light_and_no_line_of_vietnamese_is_cramped() -> None:
    assert len(SHEET.encode()) < 60_000
    heights = [float(number) for number in re.findall(r"line-height: ([0-9.]+);", BARE)]
    assert min(heights) >= 1.2
    assert "letter-spacing: ." not in BARE


def test_every_named_shape_is_in_the_sprite() -> None:
    drawn = set(re.findall(r'<symbol id="([a-z]+)"', SPRITE))
    assert {state.icon for state in STATES.values()} <= drawn
    assert set(ICONS) == drawn
    assert MenuEntry("", "").icon in drawn
    assert not re.search(r"https?://(?!www\.w3\.org)", SPRITE)


def test_every_state_has_a_colour_of_its_kind() -> None:
    for state in STATES.values():
        assert state.tone == "plain" or f".st.{state.tone} " in BARE
