"""Texts that are kept only as ciphertext: the keys, kept in a file of their own, and the field.

A sealed text reads `KEY:BASE64`, where KEY names the key it was sealed with, so that old and new keys
may live side by side while the texts are sealed anew. AES-256-GCM; the name of the column is bound in,
so that a ciphertext moved to another column does not open.
"""

import base64
import os
import re
import secrets
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models

from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.words import gettext as _

_NONCE: Final = 12  # bytes, as GCM wants them
_KEY: Final = 32
_LINE: Final = re.compile(r"^([a-z0-9]{6,20}) ([A-Za-z0-9_-]{43}=)$")
_HEAD: Final = (
    "# Keys of sealed texts, the one in use first. Keep a copy apart from every backup.\n"
)


def key_file() -> Path:
    """Where the keys lie."""
    return Path(settings.KEYS_FILE)


def read_keys() -> dict[str, bytes]:
    """The keys by name, the one in use first; none where there is no file.

    `Refused` when a line of the file is no key.
    """
    path = key_file()
    if not path.exists():
        return {}
    found: dict[str, bytes] = {}
    for line in path.read_text(encoding="ascii").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        match = _LINE.match(line.strip())
        if match is None:
            text = _("Tệp khóa %(path)s có dòng không phải là khóa.") % {"path": path}
            raise Refused(Refusal("key_file_broken", text))
        found[match[1]] = base64.urlsafe_b64decode(match[2])
    return found


def add_key() -> str:
    """Make a new key, put it first in the file of keys, and return its name."""
    path, known = key_file(), read_keys()
    name = f"k{secrets.token_hex(4)}"
    keys = {name: secrets.token_bytes(_KEY), **known}
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"{each} {base64.urlsafe_b64encode(key).decode()}\n" for each, key in keys.items()]
    # Written beside it, mode 600, then put in its place: never half a file of keys.
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".keys-")
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.writelines([_HEAD, *lines])
        file.flush()
        os.fsync(file.fileno())
    Path(temporary).replace(path)
    return name


def current_key() -> str:
    """The name of the key in use; the first is made when it is needed."""
    return next(iter(read_keys()), "") or add_key()


def seal(text: str, column: str) -> str:
    """The text as it is kept, sealed with the key in use."""
    name = current_key()
    nonce = secrets.token_bytes(_NONCE)
    sealed = AESGCM(read_keys()[name]).encrypt(nonce, text.encode(), column.encode())
    return f"{name}:{base64.urlsafe_b64encode(nonce + sealed).decode()}"


def unseal(kept: str, column: str, keys: Mapping[str, bytes] | None = None) -> str:
    """The text that was sealed; `Refused`, so that nothing is overwritten, when its key is not here."""
    name, _mark, packed = kept.partition(":")
    key = (read_keys() if keys is None else keys).get(name)
    if key is None:
        text = _(
            "Không mở được nội dung đã mã hóa vì thiếu khóa %(key)s. Đưa tệp khóa về chỗ cũ rồi thử lại."
        )
        raise Refused(Refusal("key_missing", text % {"key": name}))
    raw = base64.urlsafe_b64decode(packed)
    try:
        return AESGCM(key).decrypt(raw[:_NONCE], raw[_NONCE:], column.encode()).decode()
    except InvalidTag as error:
        text = _("Nội dung đã mã hóa bằng khóa %(key)s bị hỏng hoặc bị đổi chỗ.") % {"key": name}
        raise Refused(Refusal("sealed_text_broken", text)) from error


class EncryptedText(models.TextField[str, str]):
    """A text that the database and its backup hold only sealed; it cannot be searched or sorted by.

    The empty text stays empty. It never goes into lists, exports, the log or the search.
    """

    @property
    def column_name(self) -> str:
        """What the ciphertext is bound to."""
        return f"{self.model._meta.label_lower}.{self.attname}"

    def get_prep_value(self, value: Any) -> Any:
        """The ciphertext of what is kept."""
        plain = super().get_prep_value(value)
        return seal(plain, self.column_name) if plain else plain

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        """The text of what was kept."""
        return unseal(value, self.column_name) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        """Only whether there is anything: ciphertexts say nothing else."""
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None
