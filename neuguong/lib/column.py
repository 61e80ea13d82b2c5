"""Columns that both engines must treat alike."""

from typing import Any

from django.db import models


class KeyField(models.CharField[str, str]):
    """Text compared byte by byte on both engines: paths, search keys, sort keys.

    PostgreSQL would otherwise compare by the database's language, and ranges over paths
    would no longer be branches of the tree.
    """

    def db_parameters(self, connection: Any) -> Any:
        """The usual parameters, with the C collation where the engine has one by that name."""
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters
