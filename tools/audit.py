"""Asks the advisory database of Python about every pinned library; what it could not ask, it says.

A known fault fails. Without a network nothing is known, which is said in a sentence and fails nothing:
a closed network must be able to test as well.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PINS = ("base.txt", "facts.txt", "s3.txt")
_PATIENCE = 180  # seconds


def main() -> None:
    """Print what was found; ends with status 1 when a library has a known fault."""
    found, unasked = asked()
    for name, version, fault in found:
        print(f"{name} {version}: {fault}")
    if unasked:
        print(f"không hỏi được / could not be asked about: {unasked}")
    if found:
        sys.exit(1)


def asked() -> tuple[list[tuple[str, str, str]], int]:
    """Known faults as (library, version, name of the fault), and how many libraries went unasked."""
    pins = [part for name in PINS for part in ("-r", str(ROOT / "requirements" / name))]
    command = [
        str(Path(sys.executable).parent / "pip-audit"), "--require-hashes", "--disable-pip",
        "--progress-spinner", "off", "--format", "json", *pins,
    ]  # fmt: skip
    try:
        run = subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=_PATIENCE
        )
        told: dict[str, Any] = json.loads(run.stdout)
    except (OSError, subprocess.TimeoutExpired, json.JSONDecodeError):
        return [], _pinned()
    return read(told)


def read(told: dict[str, Any]) -> tuple[list[tuple[str, str, str]], int]:
    """What an answer of pip-audit holds."""
    found, unasked = [], 0
    for library in told["dependencies"]:
        unasked += "skip_reason" in library
        for fault in library.get("vulns", ()):
            found.append((library["name"], library["version"], fault["id"]))
    return found, unasked


def _pinned() -> int:
    """How many libraries are pinned."""
    lines = [
        line
        for name in PINS
        for line in (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines()
    ]
    return len({line.split("==")[0] for line in lines if "==" in line and not line.startswith(" ")})


if __name__ == "__main__":
    main()
