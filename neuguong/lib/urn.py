"""A urn for secret slips: anybody may drop one in, only two people together can open it.

The public key lies open; the private key is locked under two codes that two tellers keep in mind or on
paper and that are stored nowhere. A slip is sealed for a key used once, so two equal slips look as
different as any other two, and all slips of a urn are of one length. Slips are kept in the order of their
ciphertext, which is chance, and come out shuffled.
"""

import base64
import secrets
from collections.abc import Sequence
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.vietnamese import nfc
from neuguong.lib.words import gettext as _

LEAST_CODE: Final = 6
_KEY: Final = 32
_NONCE: Final = 12
_SALT: Final = 16
_COST: Final = 2**15  # about a tenth of a second and 32 MB for each try of a thief
_PURPOSE: Final = b"neuguong urn slip"


def new_urn(codes: Sequence[str]) -> tuple[str, str]:
    """A urn for two tellers: its public key, and its private key locked under both codes."""
    private = X25519PrivateKey.generate()
    salt, nonce = secrets.token_bytes(_SALT), secrets.token_bytes(_NONCE)
    locked = AESGCM(_lock(codes, salt)).encrypt(nonce, private.private_bytes_raw(), None)
    return _text(private.public_key().public_bytes_raw()), _text(salt + nonce + locked)


def dropped(urn: str, public: str, slip: bytes) -> str:
    """The urn with one more slip; nothing in it says which one is new or who dropped it."""
    once = X25519PrivateKey.generate()
    own = once.public_key().public_bytes_raw()
    shared = once.exchange(X25519PublicKey.from_public_bytes(_bytes(public)))
    nonce = secrets.token_bytes(_NONCE)
    sealed = AESGCM(_derived(shared, own)).encrypt(nonce, slip, _PURPOSE)
    return "\n".join(sorted([*urn.split(), _text(own + nonce + sealed)]))


def opened(urn: str, locked: str, codes: Sequence[str]) -> list[bytes]:
    """The slips in an order of pure chance; `Refused` when the two codes do not open it."""
    kept = _bytes(locked)
    salt, nonce, rest = kept[:_SALT], kept[_SALT : _SALT + _NONCE], kept[_SALT + _NONCE :]
    try:
        raw = AESGCM(_lock(codes, salt)).decrypt(nonce, rest, None)
    except InvalidTag as error:
        text = _("Hai mã kiểm phiếu chưa đúng. Mỗi người gõ lại đúng mã đã đặt khi mở hòm phiếu.")
        raise Refused(Refusal("urn_codes_wrong", text)) from error
    private = X25519PrivateKey.from_private_bytes(raw)
    slips = [_open(private, _bytes(sealed)) for sealed in urn.split()]
    secrets.SystemRandom().shuffle(slips)
    return slips


def code_problem(codes: Sequence[str]) -> Refusal | None:
    """Two different codes of some length: one teller alone opens nothing."""
    said = [nfc(code).strip() for code in codes]
    if len(said) != 2 or min(map(len, said)) < LEAST_CODE or said[0] == said[1]:
        text = _("Hai người kiểm phiếu mỗi người đặt một mã riêng, từ %(least)s ký tự, khác nhau.")
        return Refusal("urn_codes_weak", text % {"least": LEAST_CODE})
    return None


def _open(private: X25519PrivateKey, sealed: bytes) -> bytes:
    own, nonce, rest = sealed[:_KEY], sealed[_KEY : _KEY + _NONCE], sealed[_KEY + _NONCE :]
    shared = private.exchange(X25519PublicKey.from_public_bytes(own))
    return AESGCM(_derived(shared, own)).decrypt(nonce, rest, _PURPOSE)


def _derived(shared: bytes, own: bytes) -> bytes:
    return HKDF(SHA256(), _KEY, salt=own, info=_PURPOSE).derive(shared)


def _lock(codes: Sequence[str], salt: bytes) -> bytes:
    said = "\0".join(nfc(code).strip() for code in codes).encode()
    return Scrypt(salt=salt, length=_KEY, n=_COST, r=8, p=1).derive(said)


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode()


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text)
