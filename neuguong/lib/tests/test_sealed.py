"""Sealed texts open with their key only, and only where they were put."""

from pathlib import Path

import pytest

from neuguong.lib import sealed
from neuguong.lib.refusal import Refused
from neuguong.lib.sealed import add_key, current_key, read_keys, seal, unseal

TEXT = "Xin xóa tên tôi khỏi danh sách năm 2022."


def test_a_sealed_text_opens_and_does_not_show_itself() -> None:
    kept = seal(TEXT, "room.row.note")
    assert TEXT not in kept
    assert kept != seal(TEXT, "room.row.note")
    assert unseal(kept, "room.row.note") == TEXT


def test_the_first_key_is_made_for_its_owner_only() -> None:
    name = current_key()
    assert current_key() == name
    assert sealed.key_file().stat().st_mode & 0o077 == 0


def test_an_older_key_still_opens_what_it_sealed() -> None:
    kept = seal(TEXT, "c")
    new = add_key()
    assert next(iter(read_keys())) == new
    assert unseal(kept, "c") == TEXT
    assert seal(TEXT, "c").startswith(f"{new}:")


@pytest.mark.parametrize("harm", ["moved", "changed", "lost", "broken"])
def test_what_cannot_be_opened_is_refused_in_a_sentence(harm: str) -> None:
    kept, column = seal(TEXT, "c"), "c"
    path: Path = sealed.key_file()
    if harm == "moved":
        column = "d"
    elif harm == "changed":
        kept = kept[:-6] + ("AAAA" if kept[-6:-2] != "AAAA" else "BBBB") + kept[-2:]
    elif harm == "lost":
        path.unlink()
    else:
        path.write_text("nothing\n", encoding="ascii")
    with pytest.raises(Refused):
        unseal(kept, column)
