"""Tags that say, for every model field, whose data it is, why it is kept and for how long."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

PdClass = Literal["none", "basic", "sensitive"]


@dataclass(frozen=True, slots=True)
class Tag:
    """Class, purpose, legal basis and retention of one field (Law 91/2025/QH15; domain PD-01)."""

    cls: PdClass
    purpose: str
    basis: str
    retention: str


NONE = Tag("none", "", "", "")


def basic(purpose: str, *, basis: str = "operator", retention: str = "programme") -> Tag:
    """Basic personal data; `operator` means duty or consent as the operator has set it."""
    return Tag("basic", purpose, basis, retention)


def sensitive(purpose: str, *, basis: str = "operator", retention: str = "programme") -> Tag:
    """Sensitive personal data, such as anything that shows membership or a review."""
    return Tag("sensitive", purpose, basis, retention)


def tagged(default: Tag | None = None, /, **fields: Tag) -> Mapping[str, Tag]:
    """The tags of one model by field name; `*` stands for the fields that hold no personal data."""
    return {"*": default, **fields} if default is not None else dict(fields)
