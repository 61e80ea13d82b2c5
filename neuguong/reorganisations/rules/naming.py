"""How a unit that a plan founds is called within the plan and in addresses."""

import re
from collections.abc import Collection, Mapping
from typing import Final

from neuguong.lib.vietnamese import fold, slugify_vi
from neuguong.reorganisations.rules.states import NEW

_BODY: Final = re.compile(
    r"^(?:dang bo (?:bo phan|co so)|dang bo|dang uy|chi bo (?:co so|truc thuoc)|chi bo|tinh uy|huyen uy)\s+"
)
_PLACE: Final = re.compile(
    r"^(?:xa|phuong|thi tran|dac khu|tinh|thanh pho|huyen|thon|to dan pho)\s+"
)
_MOST: Final = 180


def local_name(name: str) -> str:
    """What is left of a name without the words of its type: "Đảng bộ xã Cao Minh" → "cao minh"."""
    full = fold(name)
    body = _BODY.sub("", full)
    return _PLACE.sub("", body) or body or full


def key_for(name: str, taken: Collection[str]) -> str:
    """By what later steps of the plan name a new unit; numbered where the name comes again."""
    wanted = slugify_vi(name)[:_MOST] or "moi"
    number = 2
    key = wanted
    while key in taken:
        key, number = f"{wanted}-{number}", number + 1
    return key


def slug_for(name: str, under: str, slugs: Mapping[str, str]) -> str:
    """The address of a new unit: that of the unit above and its own name; `slugs` of new units by key."""
    above = slugs.get(under.removeprefix(NEW), "") if under.startswith(NEW) else under
    own = slugify_vi(local_name(name))
    return f"{above}/{own}".strip("/")[:200]
