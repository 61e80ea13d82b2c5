"""The import contracts of pyproject.toml catch what they promise, shown on a small house."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house import floors

ROOT = Path(__file__).resolve().parent.parent

PLANTED = [
    ("org/models.py", "import neuguong.deeds", "Rooms import only downwards"),
    ("reports/queries.py", "import neuguong.exchange", "Rooms import only downwards"),
    ("deeds/models.py", "import neuguong.deeds.views", "Inside a room the way goes one direction"),
    (
        "deeds/queries.py",
        "import neuguong.deeds.actions",
        "Inside a room the way goes one direction",
    ),
    ("deeds/rules.py", "from django.utils import timezone", "Rules are pure"),
    ("ops/actions.py", "import neuguong.deeds.views", "Screens are private"),
    ("deeds/models.py", "import neuguong.config.settings", "Rooms never import the switchboard"),
    ("surprise/__init__.py", "", "Rooms import only downwards"),
]


@pytest.fixture
def small_house(tmp_path: Path) -> Path:
    """A house of empty rooms under the contracts of the real one."""
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (tmp_path / "neuguong").mkdir()
    (tmp_path / "neuguong" / "__init__.py").touch()
    for room in (*floors(ROOT), "config"):
        (tmp_path / "neuguong" / room).mkdir()
        (tmp_path / "neuguong" / room / "__init__.py").touch()
    for kind in (
        "rules",
        "rights",
        "models",
        "queries",
        "actions",
        "forms",
        "views",
        "api",
        "urls",
    ):
        (tmp_path / "neuguong" / "deeds" / f"{kind}.py").touch()
    (tmp_path / "neuguong" / "config" / "settings.py").touch()
    return tmp_path


def _broken(house: Path) -> str:
    """What the linter says, empty when every contract is kept."""
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache", "--no-logo"],
        cwd=house,
        env={**os.environ, "PYTHONPATH": str(house)},
        capture_output=True,
        text=True,
        check=False,
    )
    return "" if done.returncode == 0 else done.stdout + done.stderr


def test_an_empty_house_keeps_every_contract(small_house: Path) -> None:
    assert _broken(small_house) == ""


@pytest.mark.parametrize(("name", "line", "contract"), PLANTED)
def test_a_planted_import_is_caught(name: str, line: str, contract: str, small_house: Path) -> None:
    path = small_house / "neuguong" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(line + "\n", encoding="utf-8")
    said = _broken(small_house)
    assert f"{contract} BROKEN" in said or "surprise" in said, said
