"""The English catalogue: gathers the Vietnamese sentences, compiles them, and checks that none is missing."""

import gettext
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.debian import GETTEXT, ensure

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = Path("locale/en/LC_MESSAGES/django.po")
_FAULTS = {
    "--untranslated": "chưa dịch / not translated",
    "--only-fuzzy": "dịch chưa chắc / fuzzy",
    "--only-obsolete": "không còn dùng / obsolete",
}


def main() -> None:
    """Gather or check, as the command line says."""
    ensure(GETTEXT)
    if sys.argv[1] == "gather":
        _gather(ROOT)
        subprocess.run(
            ["msgfmt", "--check", "-o", (ROOT / CATALOGUE).with_suffix(".mo"), ROOT / CATALOGUE],
            check=True,
        )
    else:
        faults = check()
        if faults:
            sys.exit(
                "\n".join([*faults, "Hãy chạy / run: make messages, rồi dịch / then translate."])
            )


def check() -> list[str]:
    """A line for every sentence that the committed catalogue lacks or holds in vain."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch)
        for folder in ("neuguong", "locale"):
            if (ROOT / folder).is_dir():
                shutil.copytree(
                    ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__")
                )
        _gather(copy)
        faults = [
            f"{CATALOGUE}: {meaning}: {sentence}"
            for option, meaning in _FAULTS.items()
            for sentence in _sentences(copy / CATALOGUE, option)
        ]
        if not faults and not _is_compiled(ROOT / CATALOGUE):
            faults.append(
                f"{CATALOGUE.with_suffix('.mo')}: cũ hơn tệp .po / older than the .po file"
            )
        return faults


def _gather(root: Path) -> None:
    (root / CATALOGUE).parent.mkdir(parents=True, exist_ok=True)
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "neuguong.config.settings",
        "PYTHONPATH": str(root),
    }
    command = [sys.executable, "-m", "django", "makemessages", "--locale", "en", "--verbosity", "0"]
    options = ["--no-obsolete", "--add-location", "file", "--ignore", "tests"]
    if root != ROOT:
        options.remove("--no-obsolete")
    subprocess.run([*command, *options], cwd=root, env=environment, check=True)


def _sentences(catalogue: Path, option: str) -> list[str]:
    found = subprocess.run(
        ["msgattrib", option, "--no-wrap", catalogue], check=True, capture_output=True, text=True
    )
    lines = re.findall(r'^(?:#~ )?msgid ((?:".*"\n(?:#~ )?)+)', found.stdout, re.MULTILINE)
    words = ["".join(re.findall(r'"(.*)"', line)) for line in lines]
    return [word for word in words if word]


def _is_compiled(catalogue: Path) -> bool:
    compiled = catalogue.with_suffix(".mo")
    if not compiled.exists():
        return False
    with tempfile.TemporaryDirectory() as scratch:
        fresh = Path(scratch) / "fresh.mo"
        subprocess.run(["msgfmt", "--check", "-o", fresh, catalogue], check=True)
        return _read(fresh) == _read(compiled)


def _read(compiled: Path) -> dict[object, str]:
    with compiled.open("rb") as file:
        words: dict[object, str] = dict(gettext.GNUTranslations(file)._catalog)  # type: ignore[attr-defined]
    return {key: word for key, word in words.items() if key}


if __name__ == "__main__":
    main()
