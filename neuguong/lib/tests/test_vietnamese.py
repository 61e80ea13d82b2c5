"""Search keys and sort keys: against examples, and against an order worked out another way."""

import sqlite3
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neuguong.lib.vietnamese import (
    PERSON_KEY_WIDTH,
    fold,
    nfc,
    person_sort_key,
    slugify_vi,
    sort_key,
)

ROWS = (
    *(
        "aàảãáạ",
        "ăằẳẵắặ",
        "âầẩẫấậ",
        "b",
        "c",
        "d",
        "đ",
        "eèẻẽéẹ",
        "êềểễếệ",
        "f",
        "g",
        "h",
        "iìỉĩíị",
    ),
    *("j", "k", "l", "m", "n", "oòỏõóọ", "ôồổỗốộ", "ơờởỡớợ", "p", "q", "r", "s", "t", "uùủũúụ"),
    *("ưừửữứự", "v", "w", "x", "yỳỷỹýỵ", "z"),
)
PLACE = {char: (row, tone) for row, chars in enumerate(ROWS) for tone, char in enumerate(chars)}
LETTERS = "".join(PLACE)
SYLLABLES = st.builds(
    lambda before, vowel, after: before + vowel + after,
    st.sampled_from(["", "b", "d", "đ", "ng", "tr"]),
    st.sampled_from([char for row in ROWS if len(row) > 1 for char in row]),
    st.sampled_from(["", "n", "nh", "t"]),
)
NAMES = st.lists(SYLLABLES, min_size=1, max_size=4).map(" ".join)
SCRIPT = st.text(LETTERS + LETTERS.upper() + " -.0123456789", max_size=60)


def by_hand(text: str) -> tuple[list[list[int]], list[list[int]]]:
    """Letters of the whole text, then tones of the whole text, word by word."""
    words = [[PLACE[char] for char in word] for word in text.split()]
    return [[row for row, _ in word] for word in words], [
        [max(tone for _, tone in word)] for word in words
    ]


@pytest.mark.parametrize(
    "in_order",
    [
        ["An", "Ánh", "Ăn", "Ân", "Dũng", "Đạt"],
        ["a", "A", "à", "ả", "ã", "á", "ạ", "ai", "ă", "â"],
        ["Thôn 2", "Thôn 10", "Thôn 010b", "Thôn Bản"],
        ["Thôn", "Thôn 9", "Thôn Bản", "Thônb"],
        ["o", "ô", "ơ", "p", "u", "ư", "v", "w", "x", "y", "z", "я"],
        ["Năm 999999999", "Năm 1000000000"],
        ["", "1", "a"],
    ],
)
def test_texts_stand_in_the_order_of_the_dictionary(in_order: list[str]) -> None:
    assert sorted(in_order, key=sort_key) == in_order
    assert len({sort_key(text) for text in in_order}) == len(in_order)


def test_where_the_tone_is_written_does_not_move_a_word() -> None:
    assert sort_key("Hoà") == sort_key("Hòa") != sort_key("Hoa")


def test_a_look_alike_of_đ_from_old_programs_is_đ() -> None:
    assert sort_key("Ðạt") == sort_key("Đạt")
    assert fold("Ðạt") == "dat"


def test_persons_stand_by_their_given_names() -> None:
    in_order = [
        "Lò Thị Ân",
        "Lê Hà",
        "Nguyễn Hà",
        "Nguyễn Thị Hà",
        "Đỗ Hả",
        "Bùi Hạ",
        "Sơn",
        "Bàn Văn Sơn",
    ]
    assert sorted(in_order, key=person_sort_key) == in_order
    assert person_sort_key("  ") == ""


@pytest.mark.property
@given(NAMES, NAMES)
def test_keys_compare_as_the_texts_do_by_hand(one: str, other: str) -> None:
    assert (sort_key(one) < sort_key(other)) == (by_hand(one) < by_hand(other))


@pytest.mark.property
@given(st.text(max_size=80))
def test_keys_are_ascii_and_the_same_for_both_forms_of_unicode(text: str) -> None:
    for key in (sort_key, person_sort_key, fold):
        assert key(nfc(text)) == key(unicodedata.normalize("NFD", text)) == key(text)
    assert sort_key(text).isascii()
    assert " " not in sort_key(text)


@pytest.mark.property
@given(SCRIPT)
def test_the_key_of_a_name_of_60_letters_fits_its_column(name: str) -> None:
    assert len(person_sort_key(name)) < PERSON_KEY_WIDTH


@pytest.mark.property
@given(st.text(min_size=100))
def test_no_name_makes_a_key_too_long_for_its_column(name: str) -> None:
    assert len(person_sort_key(name)) <= PERSON_KEY_WIDTH


@pytest.mark.property
@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_numbers_go_by_their_value(one: int, other: int) -> None:
    assert (sort_key(f"Tổ {one}") < sort_key(f"Tổ {other}")) == (one < other)


@pytest.mark.property
@given(st.lists(SCRIPT, max_size=20))
def test_the_database_sorts_as_python_does(texts: list[str]) -> None:
    keys = [sort_key(text) for text in texts]
    with sqlite3.connect(":memory:") as base:
        base.execute("create table t (k text)")
        base.executemany("insert into t values (?)", [(key,) for key in keys])
        assert [row[0] for row in base.execute("select k from t order by k")] == sorted(keys)
    base.close()


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Uỷ ban", "uy ban"),
        ("ủy  BAN ", "uy ban"),
        ("hoà", "hoa"),
        ("hòa", "hoa"),
        ("Đường Đạt", "duong dat"),
        ("Bằng\u00a0Thành\u200b", "bang thanh"),
        ("Ngọ\u0302c", "ngoc"),
        ("", ""),
    ],
)
def test_the_search_key_has_no_marks(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.property
@given(SCRIPT)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(text).isascii()
    assert fold(text) == fold(text.upper())


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Xã Hòa Mục - (Chợ Mới)", "xa-hoa-muc-cho-moi"),
        ("  Đảng bộ/2022 ", "dang-bo-2022"),
        ("漢字", ""),
    ],
)
def test_slugs_are_small_letters_and_hyphens(text: str, slug: str) -> None:
    assert slugify_vi(text) == slug
