"""Turns text typed for fonts of before Unicode (TCVN3 ".VnTime", "VNI-Times") into Unicode."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Final

from neuguong.exchange.workbook.sheets import Row, Value
from neuguong.lib.vietnamese import nfc


class Code(Enum):
    """How letters with marks were written before Unicode."""

    TCVN3 = "tcvn3"
    VNI = "vni"


@dataclass(frozen=True, slots=True)
class Font:
    """An old font: its code, and whether its small letters are drawn as capitals (".VnTimeH")."""

    code: Code
    capitals: bool = False


_TCVN3_CODES: Final = (
    "\u00b5\u00b6\u00b7\u00b8\u00b9\u00a8\u00bb\u00bc\u00bd\u00be\u00c6\u00a9\u00c7\u00c8\u00c9\u00ca\u00cb\u00ae"
    "\u00cc\u00ce\u00cf\u00d0\u00d1\u00aa\u00d2\u00d3\u00d4\u00d5\u00d6\u00d7\u00d8\u00dc\u00dd\u00de\u00df\u00e1"
    "\u00e2\u00e3\u00e4\u00ab\u00e5\u00e6\u00e7\u00e8\u00e9\u00ac\u00ea\u00eb\u00ec\u00ed\u00ee\u00ef\u00f1\u00f2"
    "\u00f3\u00f4\u00ad\u00f5\u00f6\u00f7\u00f8\u00f9\u00fa\u00fb\u00fc\u00fd\u00fe\u00a1\u00a2\u00a3\u00a4\u00a5"
    "\u00a6\u00a7"
)
_TCVN3_LETTERS: Final = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ"
_TCVN3: Final = str.maketrans(_TCVN3_CODES, _TCVN3_LETTERS)
# In VNI a mark follows its letter: "aù" is á, "eâ" is ê, "eá" is ế.
_VNI_MARKS: Final = {
    "ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323",
    "â": "\u0302", "á": "\u0302\u0301", "à": "\u0302\u0300", "å": "\u0302\u0309", "ã": "\u0302\u0303",
    "ä": "\u0302\u0323",
    "ê": "\u0306", "é": "\u0306\u0301", "è": "\u0306\u0300", "ú": "\u0306\u0309", "ü": "\u0306\u0303",
    "ë": "\u0306\u0323",
}  # fmt: skip
_VNI_ALONE: Final = {"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI_PAIR: Final = re.compile(
    rf"([aeouyôö])([{''.join(_VNI_MARKS)}])|[{''.join(_VNI_ALONE)}]", re.IGNORECASE
)
_VNI_FONT: Final = re.compile(r"\.?vni[- ]|vni$", re.IGNORECASE)
_TCVN3_FONT: Final = re.compile(r"\.vn[a-z]|vn(?:time|arial)h?$|abc ", re.IGNORECASE)
_MODERN: Final = re.compile("[ăĂđĐĩĨũŨơƠưƯ\u1ea0-\u1ef9\u0300-\u036f]")
_WORD: Final = re.compile(r"[^\s.,;:()\[\]/\"'!?+*=“”–-]+")
_GAP: Final = re.compile(r"([\s;,|/()]+)")
_NOT_PLAIN: Final = re.compile("[^A-Za-z]")
_SYLLABLE: Final = re.compile(
    r"(?:ngh|ng|nh|gh|gi|ch|kh|ph|th|tr|qu|[bcdđghklmnprstvx])?"
    r"(?:uyê|uya|oa|oă|oe|oo(?=ng|c)|ua|uâ|uê|uô|uơ|uy|ia|iê|ya|yê|ưa|ươ|[aăâeêioôơuưy])"
    r"(?P<end>ch|ng|nh|[cmnptiyou])?"
)
_TONES: Final = frozenset("\u0300\u0301\u0303\u0309\u0323")
_SHORT_TONES: Final = frozenset("\u0301\u0323")  # all that a syllable on c, ch, p, t can have


def font_named(name: str) -> Font | None:
    """The old font of this name; None for a font of today."""
    bare = name.strip()
    if _VNI_FONT.match(bare):
        return Font(Code.VNI)
    if _TCVN3_FONT.match(bare):
        return Font(Code.TCVN3, bare.endswith("H"))
    return None


def from_tcvn3(text: str) -> str:
    """The same text in Unicode (NFC); a word otherwise in capitals is in capitals throughout."""
    return _even(text, text.translate(_TCVN3))


def from_vni(text: str) -> str:
    """The same text in Unicode (NFC)."""
    return _even(text, nfc(_VNI_PAIR.sub(_vni_letter, text)))


def from_font(text: str, font: Font) -> str:
    """The same of a cell whose font is old; text that is Unicode already stays as it is."""
    if _MODERN.search(text):
        return text
    plain = _CONVERT[font.code](text)
    return plain.upper() if font.capitals else plain


@lru_cache(maxsize=8192)
def code_of(text: str) -> Code | None:
    """The old code that makes Vietnamese words of a text that is none as it stands; None if unsure."""
    if text.isascii() or _MODERN.search(text):
        return None
    words = [w for w in _WORD.findall(text) if not w.isascii() and re.search("[A-Za-z]", w)]
    if not words:
        return None
    scores = {code: sum(map(_is_word, map(convert, words))) for code, convert in _CONVERT.items()}
    good, best = max((score, code.value) for code, score in scores.items())
    if good <= sum(map(_is_word, words)) or len(set(scores.values())) == 1:
        return None
    return Code(best)


def may_be_old(text: str) -> bool:
    """Whether nothing speaks against an old code; "Chi bé" may be "Chi bộ" beside cells that are."""
    return not text.isascii() and not _MODERN.search(text)


def is_vietnamese(text: str) -> int:
    """How many words with marks can be Vietnamese, less those that cannot."""
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    good = sum(map(_is_word, words))
    return 2 * good - len(words)


def modernised(rows: Sequence[Row], fonts: Mapping[tuple[int, int], Font]) -> list[Row]:
    """The rows with text of old codes in Unicode, found by font or content.

    A cell that could be read either way follows its own row, or a sheet in which nothing is modern.
    """
    codes: dict[int, Code] = {}
    counts: Counter[Code] = Counter()
    modern = 0
    for row in rows:
        for value in row.values:
            if isinstance(value, str) and not value.isascii():
                if code := code_of(value):
                    codes.setdefault(row.number, code)
                    counts[code] += 1
                else:
                    modern += bool(_MODERN.search(value))
    if not codes and not fonts:
        return list(rows)
    if fonts:  # then the cells without an old font are what they seem
        return [_modern_row(row, None, None, fonts) for row in rows]
    usual, often = counts.most_common(1)[0]
    all_alike = usual if often * 5 > counts.total() * 4 else None
    doubtful = usual if modern < len(codes) else None
    return [_modern_row(row, all_alike, codes.get(row.number, doubtful), fonts) for row in rows]


def _modern_row(
    row: Row, sure: Code | None, unsure: Code | None, fonts: Mapping[tuple[int, int], Font]
) -> Row:
    """The row in Unicode: `sure` for text that is surely old, `unsure` for what could be either."""
    values: list[Value] = []
    for column, value in enumerate(row.values, start=1):
        if isinstance(value, str) and not value.isascii():
            own = code_of(value)
            code = (sure or own) if own else unsure
            if font := fonts.get((row.number, column)):
                value = from_font(value, font)
            elif code and may_be_old(value):
                value = _CONVERT[code](value)
        values.append(value)
    return Row(row.number, tuple(values), row.hidden)


def _vni_letter(match: re.Match[str]) -> str:
    if not match[2]:
        letter = _VNI_ALONE[match[0].lower()]
        return letter.upper() if match[0].isupper() else letter
    base = {"ô": "ơ", "ö": "ư"}.get(match[1].lower(), match[1].lower())
    marked = nfc(base + _VNI_MARKS[match[2].lower()])
    if marked not in _TCVN3_LETTERS:  # then the mark was a letter of its own
        return match[0]
    return marked.upper() if match[1].isupper() else marked


def _even(typed: str, read: str) -> str:
    """Capitals throughout where all plain letters of a word are: old fonts had no others."""
    before, after = _GAP.split(typed), _GAP.split(read)
    if len(before) != len(after):
        return read
    return "".join(
        new.upper() if len(plain := _NOT_PLAIN.sub("", old)) > 1 and plain.isupper() else new
        for old, new in zip(before, after, strict=True)
    )


@lru_cache(maxsize=8192)
def _is_word(word: str) -> bool:
    """Whether a word can be a Vietnamese syllable: its letters, and a tone that goes with its end."""
    letters = unicodedata.normalize("NFD", word.lower())
    tones = [char for char in letters if char in _TONES]
    bare = nfc("".join(char for char in letters if char not in _TONES))
    match = _SYLLABLE.fullmatch(bare)
    if not match or len(tones) > 1:
        return False
    short = match["end"] in ("c", "ch", "p", "t")
    return not short or (bool(tones) and tones[0] in _SHORT_TONES)


_CONVERT: Final[dict[Code, Callable[[str], str]]] = {Code.TCVN3: from_tcvn3, Code.VNI: from_vni}
