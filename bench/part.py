"""One part in a process of its own: `python -m bench.part NAME ENGINE SIZE FILE` writes its lines."""

import json
import sys
from importlib import import_module
from pathlib import Path

import django

from bench.sizes import SIZES


def main() -> None:
    """Measure the part that the command line names."""
    name, engine, size, answer = sys.argv[1:]
    django.setup()
    lines = import_module(f"bench.parts.{name}").measure(engine, SIZES[size])
    Path(answer).write_text(json.dumps([line.as_json() for line in lines]), encoding="utf-8")


if __name__ == "__main__":
    main()
