"""What the tests need from Debian: finds it, installs it where allowed, says the command where not."""

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

OLDEST_POSTGRESQL = 15
TINOS = Path("/usr/share/fonts/truetype/croscore/Tinos-Regular.ttf")


def postgresql_bin() -> Path | None:
    """The folder of the newest PostgreSQL server from version 15 up."""
    homes = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    found = [home.parent for home in homes if home.parent.parent.name.isdigit()]
    fit = [path for path in found if int(path.parent.name) >= OLDEST_POSTGRESQL]
    return max(fit, key=lambda path: int(path.parent.name), default=None)


def chromium() -> str | None:
    """The browser of the system."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


@dataclass(frozen=True, slots=True)
class Need:
    """One Debian package, and how to see that what it brings is there."""

    package: str
    is_there: Callable[[], bool]


POSTGRESQL = Need("postgresql", lambda: postgresql_bin() is not None)
CHROMIUM = Need("chromium", lambda: chromium() is not None)
# The driver of the browser is a program that wants this library, which a small Debian lacks.
DRIVER = Need("libatomic1", lambda: any(Path("/usr/lib").glob("*/libatomic.so.1")))
FONTS = Need("fonts-croscore", TINOS.exists)
GETTEXT = Need("gettext", lambda: shutil.which("xgettext") is not None)


def ensure(*needs: Need) -> None:
    """Install what is missing; ends the run with a clear sentence when that is not possible."""
    missing = [need.package for need in needs if not need.is_there()]
    if not missing:
        return
    command = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    prefix = _as_root()
    if shutil.which("apt-get") is None or prefix is None:
        raise _impossible(missing, command)
    print(f"Đang cài từ Debian / Installing from Debian: {', '.join(missing)}", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([*prefix, "apt-get", "update", "-q"], check=False, env=environment)
    subprocess.run([*prefix, *command], check=False, env=environment)
    still = [need.package for need in needs if not need.is_there()]
    if still:
        raise _impossible(still, command)


def _as_root() -> list[str] | None:
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if (
        sudo
        and subprocess.run([sudo, "-n", "true"], check=False, capture_output=True).returncode == 0
    ):
        return [sudo, "-n", "--preserve-env=DEBIAN_FRONTEND"]
    return None


def _impossible(missing: list[str], command: list[str]) -> SystemExit:
    packages = ", ".join(missing)
    line = "sudo apt-get update && " + " ".join(["sudo", *command])
    if "postgresql" in missing:
        packages += f" (PostgreSQL {OLDEST_POSTGRESQL}+)"
    return SystemExit(
        f"Thiếu phần mềm để kiểm thử: {packages}. Hãy chạy: {line}\n"
        f"The tests need software that is missing: {packages}. Run: {line}"
    )
