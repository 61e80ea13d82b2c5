"""The menu: what an entry is and which entries a reader sees; the list itself is the switchboard's."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, Protocol

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.http import HttpRequest
from django.urls import NoReverseMatch, get_script_prefix, reverse
from django.utils.functional import Promise
from django.utils.module_loading import import_string


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One entry: shown in its place to those signed in (with the right, if it names one) or to guests.

    `covers` names pages ("home:records") or whole namespaces ("deeds") that light this entry; `post`
    makes it a button, as signing out is.
    """

    label: str | Promise
    url_name: str
    icon: str = "more"
    right: str | None = None
    covers: tuple[str, ...] = ()
    place: Literal["main", "seek", "who", "foot"] = "main"
    when: Literal["in", "out", "always"] = "in"
    post: bool = False


@dataclass(frozen=True, slots=True)
class MenuLink:
    """An entry as the page draws it."""

    label: str | Promise
    url: str
    icon: str
    current: bool
    post: bool = False


class MenuActor(Protocol):
    """What the menu asks of the one who reads."""

    @property
    def id(self) -> int | None: ...
    @property
    def name(self) -> str: ...

    def may_anywhere(self, right: str) -> bool: ...


def entries() -> Sequence[MenuEntry]:
    """The list named by the setting NEUGUONG_MENU; none when there is no such setting."""
    name = getattr(settings, "NEUGUONG_MENU", None)
    return import_string(name) if name else ()


def actor_of(request: HttpRequest) -> MenuActor | None:
    """The signed-in actor of a request, or None for a guest."""
    actor: MenuActor | None = getattr(request, "actor", None)
    return actor if actor is not None and actor.id is not None else None


def address_of(name: str, *parts: str) -> str:
    """The address of a page that every page leads to; worked out once for each path of the site."""
    return _reversed(get_script_prefix(), name, *parts)


@lru_cache(maxsize=1_000)
def _reversed(_prefix: str, name: str, *parts: str) -> str:
    return reverse(name, args=parts)


def menu_of(request: HttpRequest, place: str = "main") -> list[MenuLink]:
    """The entries of one place that this reader may open, in the order of the list."""
    actor = actor_of(request)
    shown = [entry for entry in entries() if entry.place == place and _offered(entry, actor)]
    urls = [address_of(entry.url_name) for entry in shown]
    here = _here(request, shown, urls)
    return [
        MenuLink(entry.label, url, entry.icon, number == here, entry.post)
        for number, (entry, url) in enumerate(zip(shown, urls, strict=True))
    ]


def check_menu(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Every entry of the menu leads to a page that exists."""
    faults: list[CheckMessage] = []
    for entry in entries():
        try:
            reverse(entry.url_name)
        except NoReverseMatch:
            faults.append(
                Error(f"The menu leads to an unknown page: {entry.url_name}", id="ui.E001")
            )
    return faults


def _offered(entry: MenuEntry, actor: MenuActor | None) -> bool:
    if actor is None:
        return entry.when != "in"
    return entry.when != "out" and (entry.right is None or actor.may_anywhere(entry.right))


def _here(request: HttpRequest, shown: Sequence[MenuEntry], urls: Sequence[str]) -> int | None:
    """The entry where the reader stands: it names the page, its address begins this one, or its room."""
    match = request.resolver_match
    page = match.view_name if match else ""
    named = next((n for n, entry in enumerate(shown) if page and page in entry.covers), None)
    if named is not None:
        return named
    begins = [
        (len(url), -number)
        for number, url in enumerate(urls)
        if request.path == url or (len(url) > 1 and request.path.startswith(url))
    ]
    if begins:
        return -max(begins)[1]
    spaces = set(match.namespaces) if match else set()
    return next((n for n, entry in enumerate(shown) if spaces & set(entry.covers)), None)
