"""The databases of a run: one is migrated on each engine, every part gets a fresh copy of it."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg.sql import SQL, Identifier

MODEL: Final = "bench_model"
DEMO: Final = "bench_demo"
RECORDS: Final = "bench_records"
FEWER: Final = "bench_fewer"


@dataclass(frozen=True, slots=True)
class Engine:
    """SQLite files in a folder, or databases on the PostgreSQL server that a URL names."""

    name: str
    folder: Path
    server: str = ""

    def names(self, database: str) -> Mapping[str, str]:
        """What the environment must say for this database to be the house's own."""
        if self.server:
            return {"NEUGUONG_DATABASE_URL": self._url(database)}
        return {"NEUGUONG_DATABASE_URL": f"sqlite:///{self._file(database)}"}

    def name_of(self, database: str) -> str:
        """The NAME of a database in Django's settings."""
        return database if self.server else str(self._file(database))

    def make(self, database: str, model: str = "") -> None:
        """A new database, empty or the copy of a model that nobody is connected to."""
        if self.server:
            self.drop(database)  # left over from a run that was stopped
            of = SQL(" TEMPLATE {}").format(Identifier(model)) if model else SQL("")
            self._tell(SQL("CREATE DATABASE {}{}").format(Identifier(database), of))
        elif model:
            shutil.copyfile(self._file(model), self._file(database))

    def drop(self, database: str) -> None:
        """Away with it."""
        if self.server:
            self._tell(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(database)))
        else:
            for file in self.folder.glob(f"{database}.sqlite3*"):
                file.unlink()

    def _file(self, database: str) -> Path:
        return self.folder / f"{database}.sqlite3"

    def _url(self, database: str) -> str:
        return urlunsplit(urlsplit(self.server)._replace(path=f"/{database}"))

    def _tell(self, statement: psycopg.sql.Composed) -> None:
        with psycopg.connect(self._url("postgres"), autocommit=True) as connection:
            connection.execute(statement)
