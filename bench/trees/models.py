"""The two trees. Each node carries the sums of its own records, as their users keep them."""

from typing import Final

from django.db import models
from mptt.models import MPTTModel, TreeForeignKey
from treebeard.mp_tree import MP_Node

from bench.sizes import MEASURES

SUMS: Final = [f"m{number:02}" for number in range(MEASURES)]


class Measured(models.Model):
    """A unit by its id, with thirty numbers."""

    unit_id = models.BigIntegerField(unique=True)

    class Meta:
        abstract = True


for _name in SUMS:
    Measured.add_to_class(_name, models.BigIntegerField(default=0))


class TreebeardUnit(MP_Node, Measured):  # type: ignore[misc]  # comes without types
    """Materialised paths."""

    class Meta:
        app_label = "trees"


class MpttUnit(MPTTModel, Measured):  # type: ignore[misc]  # comes without types
    """Nested sets."""

    parent = TreeForeignKey("self", models.CASCADE, null=True, related_name="children")

    class Meta:
        app_label = "trees"
