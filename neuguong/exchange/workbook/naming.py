"""A person's name as typed: title, post, nickname and birth year taken off and kept apart."""

import re
from dataclasses import dataclass
from typing import Final

from neuguong.lib.vietnamese import fold

_HONORIFIC: Final = re.compile(
    r"(?:đ/c|đồng chí|đc\.|d/c|đ\.c\.?)\s*:?\s*|(?:ông|bà|anh|chị)\s+(?=\w+\s+\w+\s+\w+)",
    re.IGNORECASE,
)
_IN_BRACKETS: Final = re.compile(r"\s*\(([^()]*)\)\s*$")
_AFTER_SIGN: Final = re.compile(r"\s*(?:\s[-–]\s*|[,:;\n]\s*|[-–]\s)([^,:;\n]+)$")
_POST_WORDS: Final = re.compile(
    r"(?:pho|bi thu|chu tich|truong|chi uy|uy vien|hoi truong|cong chuc|can bo|dang vien|doan vien|hoi vien"
    r"|giao vien|hieu truong|ke toan|van thu|cong an|thon doi|ctv|pbt|bt|ct|pct|chuyen vien|nhan vien)\b"
)
_PERSON: Final = re.compile(r"[^\W\d]+(?:[ .'’-]+[^\W\d]+)*\.?")
_BORN: Final = re.compile(r"\b(?:19|20)\d{2}\b")
_LIST: Final = re.compile(r"[\n,;]|\svà\s")


@dataclass(frozen=True, slots=True)
class Naming:
    """What a cell of names says: the bare name and what stood around it; empty where nothing did."""

    name: str
    post: str = ""
    nickname: str = ""
    birth_year: int | None = None

    @property
    def is_list(self) -> bool:
        """Whether it looks like the names of several people."""
        return bool(_LIST.search(self.name))

    @property
    def is_person(self) -> bool:
        """Whether the name is made of words only."""
        return bool(_PERSON.fullmatch(" ".join(self.name.split())))


def read_naming(typed: str) -> Naming:
    """Takes "Đ/c", "(1975)", "(Bí thư)", ", Phó Bí thư", "(Tèo)" off a name, each kept in its place."""
    name, post, nickname, born = typed.strip(), "", "", None
    if match := _HONORIFIC.match(name):
        name = name[match.end() :].strip()
    while match := _IN_BRACKETS.search(name):
        inner, name = match[1].strip(), name[: match.start()].strip()
        if year := _BORN.search(inner):
            born = int(year[0])
        elif _POST_WORDS.match(fold(inner)):
            post = post or inner
        else:
            nickname = inner
    match = _AFTER_SIGN.search(name)
    if match and _POST_WORDS.match(fold(match[1])):
        post = post or match[1].strip()
        name = name[: match.start()].strip()
    return Naming(name, post, nickname, born)
