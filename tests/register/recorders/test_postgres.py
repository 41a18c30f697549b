"""What a server adds to the dangers: passwords in logs, roles that may too much, commits that are none, lost connections."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from fallow.core import ConflictError, InputError, NotThereError, RefusalError
from fallow.core.errors import FallowError
from fallow.register import Draft, Key, Register, Tier
from fallow.register.recorders.postgres_place import parse_place
from fallow.register.recorders.postgres_schema import TABLES, reader_grants, writer_grants

psycopg = pytest.importorskip("psycopg", reason="psycopg is not here: pip install 'fallow[postgres]'")

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
KEY = Key.from_seed(b"an author of these tests, 32 b..")


def note(text: str, tier: Tier | None = None) -> Draft:
    return Draft("note", {"text": text}, tier=tier)


def schema_of(address: str) -> str:
    return address.rpartition("=")[2]


@pytest.fixture
def register(postgres_address: str) -> Iterator[Register]:
    with Register.create(postgres_address, key=KEY) as opened:
        yield opened


@pytest.fixture
def roles(postgres_server: Any, register: Register) -> Iterator[str]:
    """The schema of a register with two entries, which a reader and a writer were let into."""
    register.append([note("for members"), note("a source", Tier.CONFIDENTIAL)], now=NOON)
    schema = schema_of(register.location)
    postgres_server.run("CREATE ROLE reader LOGIN", "CREATE ROLE writer LOGIN")
    postgres_server.run(reader_grants("reader", schema=schema), writer_grants("writer", schema=schema))
    yield schema
    for role in ("reader", "writer"):
        postgres_server.run(f"DROP OWNED BY {role}", f"DROP ROLE {role}")


def refused_by_server(server: Any, schema: str, user: str, *statements: str) -> set[str]:
    """The SQLSTATEs with which the server refuses each statement."""
    states = set()
    for statement in statements:
        with psycopg.connect(server.address(user=user), autocommit=True) as connection:
            connection.execute(f"SET search_path TO {schema}")
            with pytest.raises(psycopg.Error) as caught:
                connection.execute(statement)
        states.add(caught.value.sqlstate)
    return states


# Roles


def test_a_reader_sees_nothing_above_its_tier(postgres_server: Any, roles: str) -> None:
    with psycopg.connect(postgres_server.address(user="reader")) as connection:
        rows = connection.execute(
            f"SELECT kind, tier, seq, entry::json->'body'->>'text' FROM {roles}.entries_restricted"
        )
        assert rows.fetchall() == [("note", "restricted", 1, "for members")]
        assert connection.execute(f"SELECT count(*) FROM {roles}.entries_public").fetchone() == (0,)
    hidden = [f"SELECT * FROM {table}" for table in (*TABLES, "entries", "entries_confidential")]
    assert refused_by_server(postgres_server, roles, "reader", *hidden) == {"42501"}


def test_a_reader_cannot_write(postgres_server: Any, roles: str) -> None:
    statements = [
        "INSERT INTO entry VALUES (9, 0, 'x', 'note', 1, 0, 0, 'x')",
        "INSERT INTO entries_restricted (kind) VALUES ('note')",
        "INSERT INTO meta (key, value) VALUES ('format', 'mine')",
        "DELETE FROM entry",
        "CREATE TABLE mine (x int)",
    ]
    assert refused_by_server(postgres_server, roles, "reader", *statements) <= {"42501", "55000"}
    with pytest.raises(ConflictError) as caught:
        Register.open(postgres_server.address(roles, user="reader"))
    assert caught.value.kind == "not-permitted"


def test_a_function_in_a_readers_query_is_not_shown_hidden_rows(postgres_server: Any, roles: str) -> None:
    told: list[str] = []
    with psycopg.connect(postgres_server.address(user="reader")) as connection:
        connection.add_notice_handler(lambda notice: told.append(notice.message_primary))
        connection.execute(
            "CREATE FUNCTION pg_temp.peek(text) RETURNS boolean LANGUAGE plpgsql COST 0.0000001"
            " AS $$BEGIN RAISE NOTICE '%', $1; RETURN true; END$$"
        )
        # The kind alone: PostgreSQL looks at the cheapest condition first, which is then this function.
        connection.execute(f"SELECT id FROM {roles}.entries_restricted WHERE pg_temp.peek(kind)").fetchall()
    assert told == ["note"]  # of the one entry that the reader may see; without the barrier, of both


def test_a_writer_appends_with_fallow_and_changes_nothing(postgres_server: Any, roles: str) -> None:
    with Register.open(postgres_server.address(roles, user="writer"), key=Key.from_seed(b"w" * 32)) as register:
        register.append([note("from the writer")], now=NOON)
        register.append([note(str(number)) for number in range(200)], now=NOON)
        register.recorder.keep_setting("some", "thing")
        assert register.verify()
        assert register.count() == 203
    changes = [statement for table in TABLES for statement in (f"DELETE FROM {table}", f"TRUNCATE {table}")]
    changes += [
        "UPDATE entry SET tier = 1",
        "UPDATE meta SET value = 'x'",
        "DROP TABLE entry",
        "DROP TRIGGER entry_no_update ON entry",
    ]
    assert refused_by_server(postgres_server, roles, "writer", *changes) == {"42501"}


@pytest.mark.parametrize("name", ['o"brien; DROP TABLE x', "Größe"])
def test_the_name_of_a_role_cannot_end_its_quotes(name: str) -> None:
    for text in (reader_grants(name), writer_grants(name)):
        assert '"' + name.replace('"', '""') + '"' in text
    for bad in ("", "a\0b"):
        with pytest.raises(InputError):
            reader_grants(bad)


# Guards


def test_accidents_are_stopped_by_the_server_itself(postgres_server: Any, register: Register) -> None:
    register.append([note("a")], now=NOON)
    schema, user = schema_of(register.location), postgres_server.superuser
    for table in TABLES:
        statements = [f"DELETE FROM {table}", f"TRUNCATE {table}"]
        statements.append(f"UPDATE {table} SET {'value' if table == 'meta' else _COLUMN[table]} = NULL")
        assert refused_by_server(postgres_server, schema, user, *statements) == {"P0001"}
        quietly = f"SET session_replication_role = replica; DELETE FROM {table}"
        assert refused_by_server(postgres_server, schema, user, quietly) == {"P0001"}


_COLUMN = {"seal": "number", "entry": "tier", "proof": "path", "partial": "seal", "blob": "bytes"}


@pytest.mark.parametrize(
    "change",
    [
        "DROP TRIGGER entry_no_update ON {0}.entry",
        "ALTER TABLE {0}.entry DISABLE TRIGGER entry_no_delete",
        "ALTER TABLE {0}.seal DISABLE TRIGGER ALL",
        "CREATE OR REPLACE FUNCTION {0}.only_grows() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
    ],
)
def test_a_guard_taken_away_is_a_problem_of_verification(postgres_server: Any, register: Register, change: str) -> None:
    register.append([note("a")], now=NOON)
    assert register.verify()
    postgres_server.run(change.format(schema_of(register.location)))
    assert {problem.kind for problem in register.verify().problems} == {"missing-guard"}


def test_a_changed_entry_is_noticed(postgres_server: Any, register: Register) -> None:
    register.append([note("mine")], now=NOON)
    schema = schema_of(register.location)
    guard = f"ALTER TABLE {schema}.entry {{}} TRIGGER entry_no_update"
    change = (
        f"UPDATE {schema}.entry SET bytes = convert_to(replace(convert_from(bytes, 'UTF8'), 'mine', 'ours'), 'UTF8')"
    )
    postgres_server.run(guard.format("DISABLE"), change, guard.format("ENABLE ALWAYS"))
    assert "changed-bytes" in {problem.kind for problem in register.verify().problems}


# Durability


def test_a_server_that_does_not_flush_takes_no_entry(postgres_server: Any, register: Register) -> None:
    register.append([note("a")], now=NOON)
    try:
        postgres_server.run("ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")
        _wait_for(register, "fsync", "off")
        with pytest.raises(RefusalError) as caught:
            register.append([note("b")], now=NOON)
        assert caught.value.kind == "not-durable"
        assert [problem.kind for problem in register.verify().problems] == ["not-durable"]
    finally:
        postgres_server.run("ALTER SYSTEM RESET fsync", "SELECT pg_reload_conf()")
        _wait_for(register, "fsync", "on")
    register.append([note("c")], now=NOON)
    assert [entry.body["text"] for entry in register.entries()] == ["a", "c"]


def _wait_for(register: Register, name: str, value: str) -> None:
    for _ in range(400):
        if register.recorder._rows("SELECT current_setting(%s), pg_sleep(0.01)", (name,))[0][0] == value:
            return
    raise AssertionError(f"{name} never became {value}")


def test_a_role_that_commits_lazily_is_made_to_wait(postgres_server: Any, roles: str) -> None:
    postgres_server.run("ALTER ROLE writer SET synchronous_commit = off")
    with Register.open(postgres_server.address(roles, user="writer"), key=KEY) as register:
        assert register.recorder._row("SHOW synchronous_commit") == ("off",)
        with register.recorder.transaction():
            assert register.recorder._row("SHOW synchronous_commit") == ("on",)


def test_a_commit_of_a_broken_transaction_is_no_commit(register: Register) -> None:
    with pytest.raises(ConflictError) as caught, register.recorder.transaction():
        register.recorder.keep_setting("half", "1")
        with pytest.raises(ConflictError):
            register.recorder._write("INSERT INTO nothing VALUES (%s)", (1,))
    assert caught.value.kind == "storage"
    assert register.recorder.setting("half") is None


# Connections


def _end_sessions(server: Any) -> None:
    server.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'fallow'")


def test_a_connection_lost_in_a_transaction_takes_it_back_and_the_next_one_works(
    postgres_server: Any, register: Register
) -> None:
    register.append([note("a")], now=NOON)
    with pytest.raises(ConflictError) as caught, register.transaction(NOON) as tx:
        tx.append(note("lost"))
        tx.flush()
        _end_sessions(postgres_server)
    assert caught.value.kind in {"connection-lost", "commit-unknown"}
    register.append([note("b")], now=NOON)
    assert [entry.body["text"] for entry in register.entries()] == ["a", "b"]
    assert register.verify()


def test_a_connection_lost_while_committing_does_not_claim_that_nothing_was_written(
    postgres_server: Any, register: Register
) -> None:
    with pytest.raises(ConflictError) as caught, register.recorder.transaction():
        register.recorder.keep_setting("half", "1")
        _end_sessions(postgres_server)
    assert caught.value.kind == "commit-unknown"
    assert "nothing was written" not in str(caught.value)


def test_a_server_that_crashes_keeps_what_it_acknowledged(postgres_server: Any, register: Register) -> None:
    told = [register.append([note(str(number))], now=NOON)[0].id for number in range(5)]
    postgres_server.stop("immediate")
    try:
        with pytest.raises((ConflictError, NotThereError)):
            register.append([note("while it is down")], now=NOON)
    finally:
        postgres_server.start()
    assert [entry.id for entry in register.entries()] == told
    assert register.verify()


def test_a_writer_that_holds_the_lock_too_long_is_named_as_the_reason(register: Register) -> None:
    from fallow.register.recorders.postgres import PostgresRecorder

    other = PostgresRecorder.open(register.location, lock_seconds=0.1)
    with register.recorder.transaction():
        with pytest.raises(ConflictError) as caught, other.transaction():
            pass
        assert caught.value.kind == "register-locked"
        assert list(other.seals()) == []  # readers do not wait
    with other.transaction():
        pass
    other.close()


def test_a_number_never_becomes_visible_after_a_greater_one(register: Register) -> None:
    """A slow writer with a smaller number cannot be overtaken: whoever reads from the last number it saw misses nothing."""
    began, seen = threading.Event(), []

    def slow() -> None:
        with Register.open(register.location, key=Key.from_seed(b"s" * 32)) as mine, mine.transaction(NOON) as tx:
            tx.append(note("slow"))
            tx.flush()
            began.set()
            threading.Event().wait(0.3)

    thread = threading.Thread(target=slow)
    thread.start()
    assert began.wait(20)
    register.append([note("quick")], now=NOON + timedelta(seconds=1))
    seen = [
        (seal.number, next(register.recorder.entries(seal.number, seal.number)).raw)
        for seal in register.recorder.seals()
    ]
    thread.join()
    assert [(number, b"slow" in raw) for number, raw in seen] == [(1, True), (2, False)]


# Addresses


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("postgresql://h/d", "postgresql://h/d"),
        ("postgres://u:geheim@h:5/d", "postgres://u@h:5/d"),
        ("postgresql://u:ge%40heim@h/d?sslmode=require", "postgresql://u@h/d?sslmode=require"),
        ("postgresql:///d?host=/s&password=geheim&user=u", "postgresql:///d?host=/s&user=u"),
        ("postgresql:///d?p%61ssword=geheim", "postgresql:///d"),
        ("postgresql://u:geheim@h/d?sslpassword=geheim&fallow_schema=x", "postgresql://u@h/d?fallow_schema=x"),
        ("postgresql://u:geheim:more@h/d", "postgresql://u@h/d"),
        ("postgresql://u:geheim@", "postgresql://u@"),
        ("postgresql://:geheim@h1,h2:6/d", "postgresql://@h1,h2:6/d"),
    ],
)
def test_no_password_is_ever_shown(address: str, shown: str) -> None:
    place = parse_place(address)
    assert place.shown == shown
    assert "geheim" not in repr(place)
    assert "fallow_schema" not in place.conninfo


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://u:geheim%zz@h/d",
        "postgresql://u:geheim@[h/d",
        "postgresql://u:geheim@h:port/d",
        "postgresql://u:geheim@h/d?geheim",
        "postgresql://u:geheim@127.0.0.1:1/d",
        "postgresql://u:geheim@127.0.0.1:1/d?fallow_schema=Geheim;x",
        "postgresql:geheim",
    ],
)
def test_no_error_repeats_a_password(address: str) -> None:
    for act in (Register.open, Register.create):
        with pytest.raises(FallowError) as caught:
            act(address) if address.startswith("postgresql://") else parse_place(address)
        assert "geheim" not in str(caught.value)
        assert "\n" not in str(caught.value)
        cause: BaseException | None = caught.value
        while cause is not None:  # nor does a traceback with --debug
            assert "geheim" not in str(cause)
            cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)


def test_a_wrong_password_is_one_line_without_it(postgres_server: Any, register: Register) -> None:
    postgres_server.run("CREATE ROLE guarded LOGIN PASSWORD 'right'")
    try:
        schema = schema_of(register.location)
        postgres_server.run(writer_grants("guarded", schema=schema))
        right = postgres_server.address(schema, user="guarded:right")
        with Register.open(right, key=KEY) as opened:
            assert "right" not in opened.location
            opened.append([note("a")], now=NOON)
        with pytest.raises(NotThereError) as caught:
            Register.open(right.replace("right", "geheim"))
        assert caught.value.kind == "no-connection"
        assert "geheim" not in str(caught.value)
    finally:
        postgres_server.run("DROP OWNED BY guarded", "DROP ROLE guarded")


def test_what_is_no_register_is_never_taken_for_one(postgres_server: Any, register: Register) -> None:
    postgres_server.run("CREATE SCHEMA other", "CREATE TABLE other.meta (key text)", "CREATE SCHEMA bare")
    later = postgres_server.fresh()
    Register.create(later).close()
    schema = schema_of(later)
    postgres_server.run(
        f"DROP TRIGGER meta_no_update ON {schema}.meta", f"UPDATE {schema}.meta SET value = 'fallow-register-9'"
    )
    for address, kind in (
        (postgres_server.address("absent"), "no-register"),
        (postgres_server.address(database="absent"), "no-connection"),
        (postgres_server.address("other"), "not-a-register"),
        (postgres_server.address("bare"), "not-a-register"),
        (later, "not-a-register"),
    ):
        with pytest.raises((NotThereError, InputError)) as caught:
            Register.open(address)
        assert caught.value.kind == kind
    for address in (register.location, postgres_server.address("other")):
        with pytest.raises(ConflictError) as refused:
            Register.create(address)
        assert refused.value.kind == "exists"
    with Register.create(postgres_server.address("bare")) as made:  # an empty schema that somebody made for us
        assert made.count() == 0
    postgres_server.run("DROP SCHEMA other CASCADE", "DROP SCHEMA bare CASCADE")


def test_who_may_not_make_a_schema_is_told_so(postgres_server: Any) -> None:
    postgres_server.run("CREATE ROLE newcomer LOGIN")
    try:
        with pytest.raises(ConflictError) as caught:
            Register.create(postgres_server.address("mine", user="newcomer"))
        assert caught.value.kind == "not-permitted"
    finally:
        postgres_server.run("DROP ROLE newcomer")


def test_a_database_in_another_encoding_is_refused(postgres_server: Any) -> None:
    postgres_server.run("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0")
    try:
        with pytest.raises(InputError) as caught:
            Register.create(postgres_server.address("mine", database="latin"))
        assert caught.value.kind == "not-utf8"
    finally:
        postgres_server.run("DROP DATABASE latin")


def test_without_psycopg_the_error_names_what_brings_it() -> None:
    code = (
        "import sys; sys.modules['psycopg'] = None\n"
        "from fallow.register import Register\n"
        "from fallow.core.errors import DependencyError\n"
        "try: Register.open('postgresql://h/d')\n"
        "except DependencyError as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "fallow[postgres]" in done.stdout


def test_text_that_jsonb_cannot_hold_does_not_stop_the_views(register: Register) -> None:
    register.append([note("zero \0 character"), note("next")], now=NOON)
    schema = schema_of(register.location)
    rows = register.recorder._rows(f"SELECT seq, entry FROM {schema}.entries ORDER BY seq")
    assert [(seq, "\\u0000" in entry) for seq, entry in rows] == [(1, True), (2, False)]
