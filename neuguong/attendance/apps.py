"""The room of attendance: what machines at the door say of a month, kept as sums."""

from django.apps import AppConfig


class AttendanceConfig(AppConfig):
    """Days stay in their unit and go after some months; only sums travel upward."""

    name = "neuguong.attendance"
    label = "attendance"
