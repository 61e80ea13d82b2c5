"""What every page is given: how it looks for this reader, the menu, and who is signed in."""

from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from neuguong.ui.menu import actor_of, address_of, menu_of

SIZES: Final = (94, 100, 112, 125, 150)
CONTRASTS: Final = ("cao", "thuong")
SIZE_COOKIE: Final = "co"
CONTRAST_COOKIE: Final = "tuong-phan"


@dataclass(frozen=True, slots=True)
class Look:
    """Text size in percent and contrast ("cao", "thuong" or "" = as the device asks) of one reader."""

    size: int
    contrast: str
    back: str

    @property
    def attributes(self) -> SafeString:
        """What `<html>` carries, so that the style sheet can follow."""
        return format_html('data-co="{}" data-tuong-phan="{}"', self.size, self.contrast)

    @property
    def smaller(self) -> str:
        """Address of the next smaller text."""
        return self._to(
            SIZE_COOKIE, max((size for size in SIZES if size < self.size), default=SIZES[0])
        )

    @property
    def usual(self) -> str:
        """Address of the usual text."""
        return self._to(SIZE_COOKIE, 100)

    @property
    def larger(self) -> str:
        """Address of the next larger text."""
        return self._to(
            SIZE_COOKIE, min((size for size in SIZES if size > self.size), default=SIZES[-1])
        )

    @property
    def other_contrast(self) -> str:
        """Address that turns high contrast on, or off when it is on."""
        return self._to(CONTRAST_COOKIE, "thuong" if self.contrast == "cao" else "cao")

    def _to(self, name: str, value: object) -> str:
        return f"{address_of('ui:display')}?{urlencode({name: str(value), 'tro-ve': self.back})}"


def look_of(request: HttpRequest) -> Look:
    """The look kept in this reader's cookies; anything unknown is the usual look."""
    typed = request.COOKIES.get(SIZE_COOKIE, "")
    contrast = request.COOKIES.get(CONTRAST_COOKIE, "")
    return Look(
        size=int(typed) if typed in map(str, SIZES) else 100,
        contrast=contrast if contrast in CONTRASTS else "",
        back=request.get_full_path(),
    )


def frame(request: HttpRequest) -> dict[str, Any]:
    """`look`, `menu`, `menu_seek`, `menu_who`, `menu_foot` and `who` for the page frame."""
    actor = actor_of(request)
    return {
        "look": look_of(request),
        "menu": menu_of(request),
        "menu_seek": menu_of(request, "seek"),
        "menu_who": menu_of(request, "who"),
        "menu_foot": menu_of(request, "foot"),
        "who": actor.name if actor else "",
    }
