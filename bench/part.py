"""One part in a process of its own: `python -m bench.part NAME ENGINE SIZE FILE` writes its lines."""

import json
import sys
from importlib import import_module
from pathlib import Path

import django
from django.db import connections

from bench.sizes import SIZES
from bench.timing import watch


def main() -> None:
    """Measure the part that the command line names."""
    name, engine, size, answer = sys.argv[1:]
    django.setup()
    for connection in connections.all():
        connection.ensure_connection()
        if connection.vendor == "postgresql":
            watch(connection.connection.info.backend_pid)
    lines = import_module(f"bench.parts.{name}").measure(engine, SIZES[size])
    Path(answer).write_text(json.dumps([line.as_json() for line in lines]), encoding="utf-8")


if __name__ == "__main__":
    main()
