"""Small formulas over named numbers, as an official writes them: "a / b × 100", "a - nam_truoc(a)".

Nothing is ever run: the text is cut into words, the words become a tree, the tree is worked out in exact
fractions. What has no value (a division by nothing, a name without a number) makes the whole None.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import Final, NamedTuple

from neuguong.lib.vietnamese import fold
from neuguong.lib.words import gettext as _

LONGEST: Final = 400
_DEEPEST: Final = 20


class Frame(StrEnum):
    """Whose number a name stands for: the unit's own, that of the period before, the parent's."""

    OWN = "own"
    LAST = "last"
    PARENT = "parent"


Lookup = Callable[[Frame, str], Fraction | None]
FRAME_WORDS: Final = {Frame.LAST: "nam_truoc", Frame.PARENT: "cap_tren"}
_FRAMES: Final = {word: frame for frame, word in FRAME_WORDS.items()}
_SIGNS: Final = {"×": "*", "·": "*", "÷": "/", ":": "/", "−": "-", "–": "-"}
_SHOWN: Final = {"*": "×", "/": "÷", "-": "−"}


class FormulaError(ValueError):
    """The text is no formula; `text` is a finished sentence with the remedy."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code
        self.text = text


class Name(NamedTuple):
    """A number that a formula needs."""

    frame: Frame
    key: str


class Token(NamedTuple):
    """One word or sign of the text, and where it stands (from 1)."""

    kind: str
    text: str
    at: int


@dataclass(frozen=True, slots=True)
class Number:
    """A number written out."""

    value: Fraction

    def worked_out(self, lookup: Lookup) -> Fraction | None:
        """Itself."""
        return self.value

    def names(self) -> Iterator[Name]:
        """None."""
        yield from ()


@dataclass(frozen=True, slots=True)
class Named:
    """A number that is looked up."""

    name: Name

    def worked_out(self, lookup: Lookup) -> Fraction | None:
        """What the lookup knows."""
        return lookup(self.name.frame, self.name.key)

    def names(self) -> Iterator[Name]:
        """Its name."""
        yield self.name


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sides and the sign between them."""

    sign: str
    left: "Node"
    right: "Node"

    def worked_out(self, lookup: Lookup) -> Fraction | None:
        """The result, None where a side is unknown or one would divide by nothing."""
        left, right = self.left.worked_out(lookup), self.right.worked_out(lookup)
        if left is None or right is None:
            return None
        match self.sign:
            case "+":
                return left + right
            case "-":
                return left - right
            case "*":
                return left * right
            case _:
                return left / right if right else None

    def names(self) -> Iterator[Name]:
        """Those of both sides, left first."""
        yield from self.left.names()
        yield from self.right.names()


Node = Number | Named | Pair


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that has been read."""

    root: Node
    tokens: tuple[Token, ...]

    @property
    def names(self) -> tuple[Name, ...]:
        """Every number it needs, once, in the order of the text."""
        return tuple(dict.fromkeys(self.root.names()))

    def keys(self, frame: Frame) -> list[str]:
        """The names it needs of one frame."""
        return [name.key for name in self.names if name.frame is frame]

    def worked_out(self, lookup: Lookup) -> Fraction | None:
        """The exact result, or None where it has none."""
        return self.root.worked_out(lookup)

    def in_words(self, label_of: Callable[[str], str]) -> str:
        """The formula with the labels of its names: “Việc đã làm” ÷ “Việc đã đăng ký” × 100."""
        said = {word: _("năm trước") for word in ("nam_truoc",)} | {"cap_tren": _("cấp trên")}
        parts: list[str] = []
        for token in self.tokens:
            if token.kind == "frame":
                parts.append(said[token.text])
            elif token.kind == "name":
                parts.append(f"“{label_of(token.text)}”")
            else:
                parts.append(_SHOWN.get(token.text, token.text.replace(".", ",")))
        return " ".join(parts).replace("( ", "(").replace(" )", ")")


@lru_cache(maxsize=512)
def parse_formula(text: str) -> Formula:
    """Read a formula: names, numbers, + − × ÷ and parentheses; `nam_truoc(…)`, `cap_tren(…)`.

    Raises `FormulaError` with the place of what cannot be read.
    """
    if len(text) > LONGEST:
        raise FormulaError(
            "formula_long",
            _("Công thức dài hơn %(most)s ký tự; hãy chia thành nhiều chỉ số.") % {"most": LONGEST},
        )
    tokens = tuple(_cut(text))
    if not tokens:
        raise FormulaError(
            "formula_empty", _("Chưa ghi công thức, ví dụ deeds.completed / deeds.all × 100.")
        )
    reader = _Reader(tokens)
    root = reader.sum(0, Frame.OWN)
    if (rest := reader.peek()) is not None:
        raise _unexpected(rest)
    return Formula(root, tokens)


_TOKEN: Final = re.compile(
    r"\s*(?:(?P<number>[0-9]+(?:[.,][0-9]+)?)|(?P<word>[^\W\d]\w*(?:\.\w+)*)|(?P<sign>[-+*/()×·÷:−–]))"
)


def _cut(text: str) -> Iterator[Token]:
    """The words and signs of the text; the words of frames may carry marks and a space."""
    text = re.sub(r"(?i)năm[ _]trước\s*(?=\()", "nam_truoc", text.strip())
    text = re.sub(r"(?i)cấp[ _]trên\s*(?=\()", "cap_tren", text)
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            sign = text[at:].strip()[:1]
            raise FormulaError(
                "formula_sign",
                _("Không dùng được ký tự “%(sign)s” (chỗ thứ %(at)s); hãy dùng + − × ÷ và ngoặc.")
                % {"sign": sign, "at": at + 1},
            )
        start, found = match.end() - len(match[match.lastgroup or 0]), match[match.lastgroup or 0]
        kind = str(match.lastgroup)
        if kind == "word":
            kind = "frame" if fold(found) in _FRAMES else "name"
            found = fold(found) if kind == "frame" else found
        if kind == "number":
            found = found.replace(",", ".")
        yield Token(kind, _SIGNS.get(found, found), start + 1)
        at = match.end()


class _Reader:
    """Takes tokens from the left and builds the tree, the usual signs first."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._at = 0

    def peek(self) -> Token | None:
        """The next token, None at the end."""
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def sum(self, depth: int, frame: Frame) -> Node:
        """Parts added and taken off."""
        return self._chain("+-", self._product, depth, frame)

    def _product(self, depth: int, frame: Frame) -> Node:
        return self._chain("*/", self._single, depth, frame)

    def _chain(
        self, signs: str, part: Callable[[int, Frame], Node], depth: int, frame: Frame
    ) -> Node:
        node = part(depth, frame)
        while (token := self.peek()) is not None and token.kind == "sign" and token.text in signs:
            self._at += 1
            node = Pair(token.text, node, part(depth, frame))
        return node

    def _single(self, depth: int, frame: Frame) -> Node:
        token = self._take()
        if depth > _DEEPEST:
            raise FormulaError("formula_deep", _("Công thức có quá nhiều ngoặc lồng nhau."))
        match token.kind, token.text:
            case "number", figures:
                return Number(Fraction(figures))
            case "name", key:
                return Named(Name(frame, key))
            case "frame", word:
                if frame is not Frame.OWN:
                    raise FormulaError(
                        "formula_frames",
                        _("“%(word)s” không đặt trong “%(outer)s”; hãy viết tách ra.")
                        % {"word": word, "outer": FRAME_WORDS[frame]},
                    )
                return self._bracket(self._take("("), depth, _FRAMES[word])
            case "sign", "(":
                return self._bracket(token, depth, frame)
            case "sign", "-":
                return Pair("-", Number(Fraction(0)), self._single(depth + 1, frame))
        raise _unexpected(token)

    def _bracket(self, opening: Token, depth: int, frame: Frame) -> Node:
        node = self.sum(depth + 1, frame)
        closing = self.peek()
        if closing is None or closing.text != ")":
            raise FormulaError(
                "formula_bracket",
                _("Ngoặc mở ở chỗ thứ %(at)s chưa có ngoặc đóng.") % {"at": opening.at},
            )
        self._at += 1
        return node

    def _take(self, wanted: str = "") -> Token:
        token = self.peek()
        if token is None:
            raise FormulaError("formula_end", _("Công thức dừng giữa chừng; hãy viết tiếp."))
        if wanted and token.text != wanted:
            raise _unexpected(token)
        self._at += 1
        return token


def _unexpected(token: Token) -> FormulaError:
    return FormulaError(
        "formula_order",
        _("“%(text)s” (chỗ thứ %(at)s) đứng không đúng chỗ; hãy xem lại dấu và ngoặc.")
        % {"text": token.text[:40], "at": token.at},
    )
