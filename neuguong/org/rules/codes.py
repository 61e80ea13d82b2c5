"""The official code of a Party organisation: fourteen digits 2.3.3.3.3 that name its line (domain 3.4)."""

from typing import Final

from neuguong.lib.refusal import Refusal
from neuguong.lib.words import gettext as _

_WIDTHS: Final = (2, 3, 3, 3, 3)


def code_problem(code: str, parent_code: str, *, name: str) -> Refusal | None:
    """Whether a unit may have the code under a unit of the other code; an empty one is no code."""
    if not code:
        return None
    parts = _parts(code)
    if parts is None:
        return Refusal(
            "code_shape",
            _(
                "Mã tổ chức “%(code)s” của %(name)s không đúng dạng. Ghi 2 rồi 3 chữ số mỗi nhóm,"
                " ví dụ 38.168.053.000.001."
            )
            % {"code": code, "name": name},
        )
    if is_under(code, parent_code):
        return None
    return Refusal(
        "code_not_under_parent",
        _("Mã tổ chức “%(code)s” của %(name)s phải bắt đầu bằng mã của cấp trên “%(parent)s”.")
        % {"code": code, "name": name, "parent": parent_code},
    )


def is_under(code: str, parent_code: str) -> bool:
    """Whether a code begins with the parent's; one that cannot be read stands under any."""
    parts, above = _parts(code), _parts(parent_code)
    if not parts or not above:
        return True
    return parts[: len(above)] == above


def _parts(code: str) -> tuple[str, ...] | None:
    """The groups of a code without the zeros at its end, or None when it has no such shape."""
    digits = code.replace(".", "").replace(" ", "")
    if not digits.isdecimal() or not digits.isascii():
        return None
    parts: list[str] = []
    for width in _WIDTHS:
        if digits:
            parts.append(digits[:width])
            digits = digits[width:]
    if digits or len(parts[-1]) != _WIDTHS[len(parts) - 1]:
        return None
    while len(parts) > 1 and not parts[-1].strip("0"):
        parts.pop()
    return tuple(parts)
