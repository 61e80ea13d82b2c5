"""Walks the site as a browser would: follows every link, notes every form and every htmx address."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from django.test import Client

_ASKED: Final = ("hx-get", "hx-post", "hx-put", "hx-delete", "formaction")
MOST: Final = 600  # pages of one walk; beyond it something makes addresses without end


@dataclass
class Page(HTMLParser):
    """What a page leads to, and what in it would run."""

    address: str = ""
    links: list[str] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)
    runs: list[str] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        HTMLParser.__init__(self)
        self._form: tuple[str, str, dict[str, str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note links, forms, and what would run: bare scripts, handlers, foreign pictures."""
        found = {name: value or "" for name, value in attrs}
        if tag == "script" and not found.get("src", "").startswith("/static/"):
            self.runs.append(f"<script {found}>")
        self.runs += [f"{tag} {name}" for name in found if name.startswith("on")]
        for name in ("href", "src", "action", "formaction"):
            if found.get(name, "").strip().lower().startswith(("javascript:", "data:text")):
                self.runs.append(f"{tag} {name}={found[name]}")
        if tag == "img" and found.get("src") == "x":
            self.runs.append("a planted picture")
        if tag == "a" and found.get("href"):
            self.links.append(urljoin(self.address, found["href"]))
        self.actions += [urljoin(self.address, found[name]) for name in _ASKED if found.get(name)]
        if tag == "form":
            self._form = (found.get("method", "get").lower(), found.get("action", ""), {})
        if tag in {"input", "select", "textarea", "button"} and found.get("name"):
            self.fields.append(found["name"])
            if self._form is not None:
                self._form[2][found["name"]] = found.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        """A form ends: sent by GET it is a link, otherwise an action."""
        if tag == "form" and self._form is not None:
            method, action, fields = self._form
            address = urljoin(self.address, action or self.address)
            if method == "get":
                self.links.append(f"{address.partition('?')[0]}?{urlencode(fields)}")
            else:
                self.actions.append(address)
            self._form = None


@dataclass
class Walk:
    """All that one reader can reach, each address once whatever the values of its questions are."""

    client: Client
    pages: dict[str, Any] = field(default_factory=dict)
    bodies: dict[str, bytes] = field(default_factory=dict)
    actions: set[str] = field(default_factory=set)

    def go(self, *starts: str) -> "Walk":
        """Follow everything from these addresses on."""
        waiting, seen = list(starts), set[tuple[object, ...]]()
        while waiting:
            address = waiting.pop()
            parts = urlsplit(address)
            if parts.netloc or parts.path.startswith("/static/"):
                continue
            kinds = tuple(name for name, _value in parse_qsl(parts.query) if name != "dang")
            files = tuple(v for name, v in parse_qsl(parts.query) if name == "dang")
            if (parts.path, kinds, files) in seen:
                continue
            seen.add((parts.path, kinds, files))
            target = f"{parts.path}?{parts.query}" if parts.query else parts.path
            answer = self.client.get(target)
            self.pages[target] = answer
            self.bodies[target] = body_of(answer)
            assert len(self.pages) < MOST, sorted(self.pages)[:: MOST // 20]
            if answer.status_code in {301, 302}:
                waiting.append(urljoin(target, answer["Location"]))
            elif is_page(answer):
                page = read(answer, target)
                waiting += page.links
                self.actions |= set(page.actions)
        return self

    @property
    def addresses(self) -> list[str]:
        """Every address that was seen, pages and actions."""
        return sorted({*self.pages, *self.actions})


def is_page(answer: Any) -> bool:
    """Whether an answer is HTML."""
    return str(answer.headers.get("Content-Type", "")).startswith("text/html")


def read(answer: Any, address: str) -> Page:
    """A page, parsed as a browser would."""
    page = Page(address)
    page.feed(answer.content.decode())
    page.close()
    return page


def body_of(answer: Any) -> bytes:
    """The bytes of an answer; a file is read to its end."""
    if answer.streaming:
        return b"".join(answer)
    return bytes(answer.content)


def texts_of(body: bytes) -> Iterator[str]:
    """The words of an answer: of every part of an archive, such as a workbook, or of the bytes."""
    if body[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            for name in archive.namelist():
                yield archive.read(name).decode("utf-8", "replace")
    else:
        yield body.decode("utf-8", "replace")
