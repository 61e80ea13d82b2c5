"""The console command `neuguong`: Django's commands under one name. Holds no command itself."""

import difflib
import os
import sys

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import (
    execute_from_command_line,
    get_commands,
    load_command_class,
)

_ASKS_FOR_HELP = {"help", "--help", "-h", "version", "--version"}


def main() -> int:
    """Run the command named on the line; the exit status is 0 only when all is well."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "neuguong.config.settings")
    if sys.argv[1:2] == ["demo"]:  # its accounts stand printed for everybody: nothing to protect
        os.environ.setdefault("NEUGUONG_SECOND_FACTOR", "offered")
    os.umask(0o077)  # what is kept here is about people: the database and the files are the owner's
    try:
        return _run(sys.argv)
    except ImproperlyConfigured as fault:
        print(f"Thiết đặt chưa đúng: {fault}", file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader, `head` for one, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _run(words: list[str]) -> int:
    django.setup()  # before that only Django's own commands are known
    if len(words) == 1:
        _list_commands()
        return 0
    known = get_commands()
    name = words[1]
    if name in known or name in _ASKS_FOR_HELP:
        execute_from_command_line(words)
        return 0
    near = difflib.get_close_matches(name, known, n=1)
    hint = f" Có phải là “{near[0]}”?" if near else " Gõ “neuguong” để xem các lệnh."
    print(f"Không có lệnh “{name}”.{hint}", file=sys.stderr)
    return 2


def _list_commands() -> None:
    """The house's own commands, each with its sentence; Django's stand under `neuguong help`."""
    print("Các lệnh / commands (neuguong LỆNH --help):\n")
    for name, app in sorted(get_commands().items()):
        if isinstance(app, str) and app.startswith("neuguong."):
            print(f"  {name:10} {load_command_class(app, name).help}")
