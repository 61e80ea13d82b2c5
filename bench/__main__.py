"""`python -m bench`: run the parts, print the ratios, and with --write keep them in the documentation.

A time never makes it fail; a wrong answer or a fault does.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter
from typing import Final

from bench import results
from bench.engines import DEMO, FEWER, MODEL, RECORDS, Engine
from bench.lines import Line, text_table
from bench.results import Found
from bench.sizes import SIZES, Size
from bench.timing import noise


@dataclass(frozen=True, slots=True)
class Part:
    """A module of `bench.parts`: what it says, whether it asks a database, and a second one."""

    name: str
    title: str
    model: str = MODEL
    databases: int = 1
    other: str = ""  # the model of the second database, where it is not the same
    needs: str = ""  # a package of requirements/bench.txt, without which the part is left out


PARTS: Final = (
    Part("page", "Pages against an empty view and a page of one query", DEMO),
    Part("branch", "List pages of a branch account against those of one who sees everything"),
    Part("nation", "National figures against the plain read of the same rows", databases=2),
    Part("dashboard", "The national dashboard against other ways to it", RECORDS, 2, FEWER),
    Part("levels", "The same page at every level of the nation", RECORDS),
    Part("past", "A past day against today, by units moved since", RECORDS),
    Part("tree", "Changes of the tree against django-treebeard and django-mptt", RECORDS),
    Part("proof", "Rebuilding and recounting everything against a bare grouping", RECORDS),
    Part("writers", "Writers at once, with counting against without", RECORDS),
    Part("deadline", "The national dashboard while many write", RECORDS),
    Part("counting", "Bulk insert of deeds with counting against without"),
    Part("report", "Reports as PDF against a bare Typst compile", DEMO),
    Part("importing", "A clean workbook brought in against the raw reader"),
    Part(
        "import_export", "A workbook brought in against django-import-export", needs="import_export"
    ),
    Part("importing_text", "A long CSV file brought in against the bare write of its rows"),
)


def main() -> None:
    """Measure what the command line asks for."""
    arguments = _arguments()
    size = SIZES[arguments.size]
    began = perf_counter()
    failed: list[str] = []
    with tempfile.TemporaryDirectory(prefix="neuguong-bench-") as folder:
        engines = _engines(Path(folder))
        parts = [p for p in PARTS if not arguments.only or p.name in arguments.only]
        for engine in engines:
            _migrate(engine)
            _fill_models(engine, {p.model for p in parts} | {p.other for p in parts}, size)
        for part in parts:
            if part.needs and find_spec(part.needs) is None:
                print(
                    f"{part.name} is left out: {part.needs} is not installed; `make bench-setup`."
                )
                continue
            measured, missing = _measured(part, engines, size)
            failed += missing
            if arguments.write and not missing:
                results.keep(size.name, [measured])
    print(f"\nsize {size.name}, {perf_counter() - began:.0f} s in all")
    if failed:
        sys.exit(f"failed: {', '.join(failed)}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    asked = os.environ  # `make bench SIZE=nation WRITE=1 ONLY=page`
    names = [part.name for part in PARTS]
    parser.add_argument("--size", choices=SIZES, default=asked.get("SIZE") or "small")
    parser.add_argument(
        "--write", action="store_true", default=asked.get("WRITE", "") not in ("", "0"),
        help="put the parts that were run into bench/results/ and docs/performance.md",
    )  # fmt: skip
    parser.add_argument("--only", nargs="+", choices=names, default=asked.get("ONLY", "").split())
    found = parser.parse_args()
    if strange := set(found.only) - set(names):
        parser.error(f"there is no part {', '.join(sorted(strange))}; there are {', '.join(names)}")
    return found


def _engines(folder: Path) -> list[Engine]:
    engines = [Engine("SQLite", folder)]
    if server := os.environ.get("NEUGUONG_BENCH_POSTGRES"):
        engines.append(Engine("PostgreSQL", folder, server))
    else:
        print("PostgreSQL is left out: NEUGUONG_BENCH_POSTGRES does not name a server.")
    return engines


def _migrate(engine: Engine) -> None:
    """The model of every database, and what pages link to."""
    engine.make(MODEL)
    environment = _environment(engine, MODEL)
    for command in (["migrate", "-v", "0"], ["collectstatic", "--no-input", "-v", "0"]):
        subprocess.run([sys.executable, "-m", "django", *command], check=True, env=environment)


def _fill_models(engine: Engine, wanted: set[str], size: Size) -> None:
    """The databases that parts get copies of, each filled once."""
    fillers = {
        DEMO: ["bench.demo"],
        RECORDS: ["bench.records", size.name, "records"],
        FEWER: ["bench.records", size.name, "fewer"],
    }
    for model, words in fillers.items():
        if model in wanted:
            engine.make(model, MODEL)
            began = perf_counter()
            subprocess.run(
                [sys.executable, "-m", *words], check=True, env=_environment(engine, model)
            )
            print(f"{model} on {engine.name} filled in {perf_counter() - began:.0f} s", flush=True)


def _measured(part: Part, engines: list[Engine], size: Size) -> tuple[Found, list[str]]:
    """What a part found on each engine, printed, and where it failed."""
    lines: list[Line] = []
    failed: list[str] = []
    loops = [noise()]
    for engine in engines:
        print(f"\n── {part.title}: {engine.name}", flush=True)
        began = perf_counter()
        here = _lines(part, engine, size)
        if here is None:
            failed.append(f"{part.name} on {engine.name}")
            continue
        lines += here
        loops.append(noise())
        print(f"{text_table(here)}\n   {perf_counter() - began:.1f} s", flush=True)
    found = Found.now(part.name, part.title, loops, lines)
    print(f"   {found.noise_words}")
    return found, failed


def _lines(part: Part, engine: Engine, size: Size) -> list[Line] | None:
    """The lines of a part, measured in a process of its own; None when it fails."""
    databases = [f"bench_{part.name}_{number}" for number in range(part.databases)]
    for number, database in enumerate(databases):
        engine.make(database, part.other if number and part.other else part.model)
    answer = engine.folder / "answer.json"
    command = [sys.executable, "-m", "bench.part", part.name, engine.name, size.name, str(answer)]
    done = subprocess.run(command, check=False, env=_environment(engine, *databases))
    for database in databases:
        engine.drop(database)
    if done.returncode:
        return None
    return [Line.from_json(line) for line in json.loads(answer.read_text(encoding="utf-8"))]


def _environment(engine: Engine, database: str, *others: str) -> dict[str, str]:
    """The environment of a part: its databases, and folders that vanish with the run."""
    mine = {
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "NEUGUONG_FILES": str(engine.folder / "files"),
        "NEUGUONG_STATIC": str(engine.folder / "static"),
        "NEUGUONG_SECRET_FILE": str(engine.folder / "secret"),
        "NEUGUONG_LOG_LEVEL": "ERROR",
        **engine.names(database),
    }
    if others:
        mine["NEUGUONG_BENCH_OTHER"] = engine.name_of(others[0])
    return dict(os.environ) | mine


if __name__ == "__main__":
    main()
