"""What every page of files asks of a request: who reads, which day it is, small numbers."""

from datetime import date

from django.http import HttpRequest
from django.utils import timezone


def today() -> date:
    """The day here."""
    return timezone.localdate()


def number(request: HttpRequest, name: str) -> int:
    """A small number of the address, 0 where there is none."""
    typed = request.GET.get(name, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 8 else 0
