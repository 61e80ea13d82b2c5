"""A small menu, a reader, and the middleware that puts the reader into a request, as `people` does."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from django.http import HttpRequest, HttpResponse

from neuguong.ui.menu import MenuEntry

MENU: Final = [
    MenuEntry("Hôm nay", "ui:style_guide", "home"),
    MenuEntry("Việc làm", "work", "list", right="deeds.see", covers=("deeds",)),
    MenuEntry("Số liệu", "figures", "bars", when="always"),
    MenuEntry("Đăng xuất", "work", "out", place="who", post=True),
    MenuEntry("Đăng nhập", "work", "user", place="who", when="out"),
    MenuEntry("Trợ giúp", "figures", "info", place="foot", when="always"),
]


@dataclass(frozen=True)
class Reader:
    """A signed-in reader of the tests."""

    id: int | None = 1
    name: str = "Lò Thị Mẩy <bí thư>"
    rights: frozenset[str] = field(default_factory=frozenset)

    def may_anywhere(self, right: str) -> bool:
        """Whether the reader holds this right on some unit."""
        return right in self.rights


READERS: Final[list[Reader | None]] = [None]


def with_reader(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware that puts the reader of the test into the request."""

    def answer(request: HttpRequest) -> HttpResponse:
        if READERS[0] is not None:
            request.actor = READERS[0]  # type: ignore[attr-defined]
        return get_response(request)

    return answer
