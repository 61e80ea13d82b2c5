"""What is installed was chosen: pinned, with the digests of its wheels, reviewed, under a licence that fits.

No network is asked; `make audit` asks an advisory database about the same pins, by hand.
"""

import csv
import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parent.parent / "requirements"
LOCKS = sorted(FOLDER.glob("*.txt"))
PIN = re.compile(r"([a-z0-9][a-z0-9._-]*)==([A-Za-z0-9.+!]+)(?: ;.*)?")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")
# What a work under the AGPL may be run, checked and tested with.
FITTING = {
    "Apache-2.0", "Apache-2.0 AND CNRI-Python", "Apache-2.0 OR BSD-2-Clause",
    "Apache-2.0 OR BSD-3-Clause", "Artistic-1.0 OR GPL-2.0-or-later", "BSD-2-Clause", "BSD-3-Clause",
    "BSD-3-Clause AND Apache-2.0", "GPL-3.0-or-later", "LGPL-3.0-only", "MIT", "MIT AND PSF-2.0",
    "MIT-0", "MIT-CMU", "MPL-2.0", "PSF-2.0",
}  # fmt: skip


def pins(lock: Path) -> dict[str, list[str]]:
    """Name → the lines of its digests; a line that is neither is a fault."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in lock.read_text(encoding="utf-8").splitlines():
        line = line.rstrip("\\ ").strip()
        if not line:
            continue
        if match := PIN.fullmatch(line):
            name = match[1]
            found[name] = []
        else:
            assert HASH.fullmatch(line), f"{lock.name}: {line}"
            found[name].append(line)
    return found


def reviewed() -> dict[str, str]:
    """Name → licence, as somebody has looked it up."""
    with (FOLDER / "reviewed.csv").open(encoding="utf-8", newline="") as file:
        return {row["name"]: row["licence"] for row in csv.DictReader(file)}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_library_is_pinned_with_digests_and_reviewed(lock: Path) -> None:
    found = pins(lock)
    assert found
    assert [name for name, digests in found.items() if not digests] == []
    assert sorted(found.keys() - reviewed().keys()) == []


def test_every_licence_fits() -> None:
    assert {name: word for name, word in reviewed().items() if word not in FITTING} == {}


def test_nothing_is_reviewed_that_is_not_used() -> None:
    used = {name for lock in LOCKS for name in pins(lock)}
    assert sorted(reviewed().keys() - used) == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_what_is_asked_for_is_locked(lock: Path) -> None:
    asked = {
        re.split(r"[\[<>=!~ ;]", line)[0].lower()
        for line in lock.with_suffix(".in").read_text(encoding="utf-8").splitlines()
        if line and line[0] not in "#-"
    }
    assert sorted(asked - pins(lock).keys()) == []


def test_two_locks_pin_the_same_version() -> None:
    versions: dict[str, set[str]] = {}
    for lock in LOCKS:
        for match in re.finditer(r"^([a-z0-9._-]+)==(\S+)", lock.read_text("utf-8"), re.MULTILINE):
            versions.setdefault(match[1], set()).add(match[2])
    assert {name: found for name, found in versions.items() if len(found) > 1} == {}
