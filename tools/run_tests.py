"""What `make check`, `make test` and their parts run, in order, stopping at the first fault."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType

from tools import postgres
from tools.debian import CHROMIUM, DRIVER, FONTS, GETTEXT, POSTGRESQL, ensure

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PYTEST = [sys.executable, "-m", "pytest"]
IN_PARALLEL = ["-n", "2"]
_closing: list[str] = []  # pytest's own last line of each suite, shown again at the end


def main() -> None:
    """Run the part that the command line names."""
    signal.signal(signal.SIGTERM, _end)  # so that the private server is stopped as well
    os.chdir(ROOT)
    os.environ["PYTHONUTF8"] = "1"
    PARTS[sys.argv[1]]()
    print("\n".join(_closing))


def check() -> None:
    """Form, lint, types, directions, templates, migrations, catalogue, house rules."""
    ensure(GETTEXT)
    _step("form / dạng mã", [BIN / "ruff", "format", "--check", "--quiet", "."])
    _step("lint / lỗi mã", [BIN / "ruff", "check", "--quiet", "."])
    _step("types / kiểu", [BIN / "mypy"])
    _step("import contracts / chiều phụ thuộc", [BIN / "lint-imports", "--no-logo"])
    _step("templates / mẫu trang", [BIN / "djlint", "neuguong", "--lint", "--quiet"])
    _step("migrations", [BIN / "neuguong", "makemigrations", "--check", "--dry-run"])
    _step("catalogue / bản dịch", [sys.executable, "-m", "tools.catalogue", "check"])
    _step("docs / tài liệu", [sys.executable, "-m", "tools.write_docs", "--check"])
    _step("house rules / nội quy", [*PYTEST, "-q", "tests/test_house_rules.py"])


def sqlite() -> None:
    """The suite on SQLite."""
    _suite("SQLite", _environment(None), *IN_PARALLEL, "-m", "not e2e and not load")


def on_postgres() -> None:
    """The suite on PostgreSQL."""
    ensure(POSTGRESQL)
    with postgres.server() as url:
        _suite("PostgreSQL", _environment(url), *IN_PARALLEL, "-m", "not e2e and not load")


def browser() -> None:
    """The journeys in a browser."""
    ensure(CHROMIUM, DRIVER)
    _suite("browser / trình duyệt", _environment(None), "-m", "e2e", "tests/e2e")


def load() -> None:
    """Mixed load and kills on both engines: half a minute and twenty kills in all."""
    ensure(POSTGRESQL)
    _suite("load, SQLite / tải", _environment(None), "-m", "load", "tests/load")
    with postgres.server() as url:
        _suite("load, PostgreSQL / tải", _environment(url), "-m", "load", "tests/load")


def everything() -> None:
    """All of it; what Debian must give is asked for at the start, not in the middle."""
    ensure(POSTGRESQL, CHROMIUM, DRIVER, FONTS, GETTEXT)
    check()
    _step("known faults / lỗ hổng đã biết", [sys.executable, "-m", "tools.audit"])
    sqlite()
    on_postgres()
    browser()
    load()


def soak() -> None:
    """Property tests with many examples, then writers, movers, folders, verifiers and kills for long.

    NEUGUONG_SOAK_SECONDS is how long all of them go on together, half of it on each engine.
    """
    ensure(POSTGRESQL)
    longer = {"HYPOTHESIS_PROFILE": "soak"}
    seconds = float(os.environ.get("NEUGUONG_SOAK_SECONDS", "3600")) / 2
    load = {"NEUGUONG_LOAD_SECONDS": str(seconds), "NEUGUONG_LOAD_KILL_EVERY": "7"}
    load |= {"NEUGUONG_LOAD_KILLS": "100"}  # on each engine: two hundred beside those
    crowd = ["-m", "load", "tests/load"]
    _suite("soak together, SQLite", _environment(None) | load, *crowd)
    _suite("soak, SQLite", _environment(None) | longer, *IN_PARALLEL, "-m", "property")
    with postgres.server() as url:
        _suite("soak together, PostgreSQL", _environment(url) | load, *crowd)
        _suite("soak, PostgreSQL", _environment(url) | longer, *IN_PARALLEL, "-m", "property")


def bench() -> None:
    """The benchmarks on SQLite, and on PostgreSQL those that name it."""
    ensure(POSTGRESQL, FONTS)
    with postgres.server() as url:
        command = [sys.executable, "-m", "bench"]
        _step("bench", command, _environment(None) | {"NEUGUONG_BENCH_POSTGRES": url})


PARTS: dict[str, Callable[[], None]] = {
    "check": check,
    "sqlite": sqlite,
    "postgres": on_postgres,
    "browser": browser,
    "load": load,
    "all": everything,
    "soak": soak,
    "bench": bench,
}


def _suite(title: str, environment: dict[str, str], *arguments: str) -> None:
    """Run pytest, show what it says as it says it, and keep its closing line for the end."""
    print(f"── pytest: {title}", flush=True)
    colour = "yes" if sys.stdout.isatty() else "no"
    command = [*PYTEST, f"--color={colour}", *arguments]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as running:
        last = ""
        for line in running.stdout or ():
            print(line, end="", flush=True)
            last = line.strip() or last
    _closing.append(f"{title:24} {last}")
    if running.returncode:
        sys.exit(f"── {title}: không đạt / failed\n{_closing[-1]}")


def _environment(url: str | None) -> dict[str, str]:
    """The environment without the settings of the person's own site."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("NEUGUONG_")}
    kept = {name: value for name, value in os.environ.items() if name == "NEUGUONG_SOAK_EXAMPLES"}
    return clean | kept | ({"NEUGUONG_DATABASE_URL": url} if url else {})


def _step(
    title: str, command: Sequence[str | Path], environment: dict[str, str] | None = None
) -> None:
    print(f"── {title}", flush=True)
    began = time.monotonic()
    done = subprocess.run(command, check=False, env=environment or _environment(None))
    if done.returncode:
        sys.exit(f"── {title}: không đạt / failed")
    print(f"   {time.monotonic() - began:.1f} s", flush=True)


def _end(number: int, frame: FrameType | None) -> None:
    sys.exit(128 + number)


if __name__ == "__main__":
    main()
