"""Vietnamese text: one way of writing it (NFC), the key to search by and the keys to sort by."""

import re
import unicodedata
from functools import lru_cache
from itertools import groupby
from typing import Final

PERSON_KEY_WIDTH: Final = 300

_LETTERS: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_CODES: Final = dict(zip(_LETTERS, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg", strict=True))
_SHAPES: Final = "\u0302\u0306\u031b"  # circumflex, breve, horn: with them it is another letter
_SHAPED: Final = {
    (_CODES[letter[0]], letter[1]): _CODES[unicodedata.normalize("NFC", letter)]
    for letter in (unicodedata.normalize("NFD", each) for each in "ăâêôơư")
}
_BASE_52: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_TONES: Final = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_BARS: Final = str.maketrans("ðÐɖƉ", "đĐđĐ")  # look-alikes of đ, left by old typing programs
_GAP: Final = "-"  # between words: before digits and letters, after the end of a section
_END: Final = "!"  # between sections: before all else, so the shorter text comes first
_NOT_SLUG: Final = re.compile(r"[^a-z0-9]+")


def nfc(text: str) -> str:
    """The same text with every letter in its composed form (Unicode NFC)."""
    return unicodedata.normalize("NFC", text)


@lru_cache(maxsize=16_384)  # the same names and words come again and again in lists
def fold(text: str) -> str:
    """The key to search by: no marks, small letters, single spaces, d for đ."""
    bare = text if text.isascii() else nfc(text).translate(_BARE)
    return " ".join(bare.casefold().split())


class _Bare(dict[int, str]):
    """The letter without marks for each letter, worked out when one is met first."""

    def __missing__(self, code: int) -> str:
        plain = chr(code).translate(_BARS).replace("đ", "d").replace("Đ", "D")
        bare = "".join(c for c in unicodedata.normalize("NFD", plain) if not _unseen(c))
        if code < 0x1_0000:  # what is beyond comes seldom, and would fill the memory
            self[code] = bare
        return bare


_BARE: Final = _Bare()


def slugify_vi(text: str) -> str:
    """Small letters and digits with single hyphens: "Xã Hòa Mục" becomes "xa-hoa-muc"."""
    return _NOT_SLUG.sub("-", fold(text)).strip("-")


def sort_key(text: str) -> str:
    """The key to order by: plain ASCII, compared byte by byte (BINARY, COLLATE "C").

    The letters of the whole text weigh first, its tones second, capitals last, as in a dictionary:
    An, Ánh, Ăn, Ân. Other signs count as a space; spaces come before numbers, which go by their
    value, and numbers before letters. About one and a half times as long as the text.
    """
    return _END.join((*_letters_and_tones(text), _capitals(text))).rstrip(_END)


@lru_cache(maxsize=4_096)
def person_sort_key(full_name: str) -> str:
    """The key to order persons by: the given name (last word) first, then the rest in order.

    The given name weighs with its tones before the family name does, so Hà and Hạ stay apart; at
    most `PERSON_KEY_WIDTH` characters.
    """
    *rest, given = full_name.split() or [""]
    family = " ".join(rest)
    parts = (*_letters_and_tones(given), *_letters_and_tones(family), _capitals(full_name))
    return _END.join(parts).rstrip(_END)[:PERSON_KEY_WIDTH]


@lru_cache(maxsize=4096)
def _unseen(char: str) -> bool:
    """Whether a character of decomposed text is a mark or a sign of no width."""
    return unicodedata.category(char) in ("Mn", "Me", "Cf")


def _letters_and_tones(text: str) -> tuple[str, str]:
    """The first and the second section of a key; the tones are one digit for each word."""
    letters: list[str] = []
    tones: list[str] = []
    for typed in text.split():
        for codes, tone in _weighed(typed):
            letters.append(codes)
            tones.append(tone)
    return _GAP.join(letters), "".join(tones).rstrip("0")


@lru_cache(maxsize=8_192)  # names are made of a few hundred words
def _weighed(typed: str) -> tuple[tuple[str, str], ...]:
    """The letters and the tone of each word in what stands between two spaces."""
    return tuple(
        ("".join(_letter_codes(word)), next((_TONES[c] for c in word if c in _TONES), "0"))
        for word in _words(typed)
    )


def _words(text: str) -> list[str]:
    """The words of a text, decomposed: letters and digits with their marks."""
    plain = unicodedata.normalize("NFD", nfc(text).translate(_BARS))
    seen = (c for c in plain if unicodedata.category(c) != "Cf")
    return "".join(c if c.isalnum() or _unseen(c) else " " for c in seen).split()


def _letter_codes(word: str) -> list[str]:
    """The codes of one decomposed word: numbers by length and digits, letters by their place."""
    codes: list[str] = []
    for is_number, run in groupby(word, key=lambda c: "0" <= c <= "9"):
        if is_number:
            codes.append(_number_code("".join(run)))
            continue
        for char in run:
            if char in _SHAPES and codes:
                codes[-1] = _SHAPED.get((codes[-1], char), codes[-1])
            elif not _unseen(char):
                codes.append(_CODES.get(char.lower()) or _foreign_code(char))
    return codes


def _number_code(digits: str) -> str:
    """Length first, so that 2 comes before 10; nine digits and more carry a longer length."""
    value = (digits.lstrip("0") or "0")[:999]
    return f"{len(value)}{value}" if len(value) < 9 else f"9{len(value):03}{value}"


def _foreign_code(char: str) -> str:
    """Four characters for a letter of another script: after ours, by code point."""
    first, rest = divmod(ord(char.lower()[0]), 52**3)
    second, rest = divmod(rest, 52**2)
    third, fourth = divmod(rest, 52)
    return chr(ord("h") + first) + "".join(_BASE_52[n] for n in (second, third, fourth))


def _capitals(text: str) -> str:
    """The third section: one bit for each letter, four to a hexadecimal digit."""
    bits = "".join("1" if c.isupper() else "0" for c in nfc(text) if c.isalnum())
    packed = (bits[n : n + 4].ljust(4, "0") for n in range(0, len(bits), 4))
    return "".join(f"{int(four, 2):X}" for four in packed).rstrip("0")
