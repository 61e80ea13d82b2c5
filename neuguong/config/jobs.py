"""What the worker can do: name of a job → its function; with seconds, work done by itself again and again."""

from collections.abc import Mapping
from typing import Final

JOBS: Final[Mapping[str, str | tuple[str, float]]] = {}
