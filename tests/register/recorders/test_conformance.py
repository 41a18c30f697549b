"""Every recorder keeps the same promises: the shipped suite on memory, SQLite and PostgreSQL."""

from __future__ import annotations

import sqlite3
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from fallow.register.recorders import MemoryRecorder, SqliteRecorder
from fallow.testing.recorders import RecorderTests


class TestMemory(RecorderTests):
    isolated = False

    def recorder(self):
        return MemoryRecorder()

    def reopen(self, recorder):
        return recorder


class TestSqlite(RecorderTests):
    @pytest.fixture(autouse=True)
    def _folder(self, tmp_path: Path) -> None:
        self.names = (tmp_path / f"{number}.fallow" for number in count(1))

    def recorder(self):
        return SqliteRecorder.create(next(self.names))

    def reopen(self, recorder):
        opened = SqliteRecorder.open(recorder.path)
        opened._db.execute("PRAGMA busy_timeout = 300")
        return opened

    def remove_guard(self, recorder):
        sqlite3.connect(recorder.path).execute("DROP TRIGGER entry_no_update").connection.close()
        return True


class TestPostgres(RecorderTests):
    @pytest.fixture(autouse=True)
    def _server(self, postgres_server: Any) -> None:
        self.server = postgres_server

    def recorder(self):
        from fallow.register.recorders.postgres import PostgresRecorder

        return PostgresRecorder.create(self.server.fresh())

    def reopen(self, recorder):
        from fallow.register.recorders.postgres import PostgresRecorder

        return PostgresRecorder.open(recorder.location, lock_seconds=0.3)

    def remove_guard(self, recorder):
        schema = recorder.location.rpartition("=")[2]
        self.server.run(f"DROP TRIGGER entry_no_update ON {schema}.entry")
        return True
