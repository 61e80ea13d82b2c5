"""The console command `neuguong`: Django's commands under one name. Holds no command itself."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> int:
    """Run the command named on the line and return its exit status."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "neuguong.config.settings")
    execute_from_command_line(sys.argv)
    return 0
