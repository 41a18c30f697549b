"""Tables of a register in PostgreSQL, their guards, and who may do what with them. SQL text only; nothing here connects.

Everything only grows, ``meta`` too (the last value of a setting counts), so that a writer needs no more than SELECT and
INSERT. Triggers refuse UPDATE, DELETE and TRUNCATE to everybody, also while ``session_replication_role`` sets ordinary
triggers aside. An owner of the schema can remove them, which verification then shows.

A tier is enforced for roles that read by SQL: they are granted a view of the entries up to a tier and none of the tables. The views are
security barriers: PostgreSQL evaluates their condition before any function that a reader puts into a query, which could
otherwise be shown rows that the view leaves out.
"""

from __future__ import annotations

from fallow.core.errors import InputError
from fallow.register.recorders.postgres_place import SCHEMA, parse_schema
from fallow.register.tier import Tier

FORMAT = "fallow-register-1"
"""What ``meta`` says under ``format``."""

TABLES = ("meta", "seal", "entry", "proof", "partial", "blob")
"""Every table of a register."""

VERBS = ("update", "delete", "truncate")
"""What the guards refuse."""

GUARD_BODY = "BEGIN RAISE EXCEPTION 'a register only grows: % is never changed', TG_TABLE_NAME; END"
"""Text of the function behind every guard; verification compares it."""

_TABLES = """
CREATE TABLE meta (number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, key text NOT NULL, value text NOT NULL);
CREATE TABLE seal (
    number integer PRIMARY KEY,
    id bytea NOT NULL,
    author text COLLATE "C" NOT NULL,
    first bigint NOT NULL,
    count bigint NOT NULL,
    recorded bigint NOT NULL,
    clock bigint NOT NULL,
    tick bigint NOT NULL,
    bytes bytea NOT NULL,
    signature bytea NOT NULL
);
CREATE INDEX seal_order ON seal (clock, tick, id);
CREATE INDEX seal_author ON seal (author, number);
CREATE TABLE entry (
    seal integer NOT NULL,
    at bigint NOT NULL,
    id bytea NOT NULL,
    kind text COLLATE "C" NOT NULL,
    tier smallint NOT NULL,
    recorded bigint NOT NULL,
    known bigint NOT NULL,
    bytes bytea NOT NULL,
    PRIMARY KEY (seal, at)
);
CREATE INDEX entry_id ON entry (id);
CREATE INDEX entry_kind ON entry (kind);
CREATE TABLE proof (seal integer NOT NULL, at bigint NOT NULL, path bytea NOT NULL, PRIMARY KEY (seal, at));
CREATE TABLE partial (seal integer PRIMARY KEY);
CREATE TABLE blob (sha256 text COLLATE "C" PRIMARY KEY, bytes bytea NOT NULL);
ALTER TABLE blob ALTER bytes SET STORAGE EXTERNAL;
"""

# The whole entry is given as text, not as jsonb: jsonb cannot hold the character U+0000, which an entry may.
_VIEW = """
CREATE VIEW {name} WITH (security_barrier) AS SELECT encode(e.id, 'hex') AS id, s.author, s.first + e.at AS seq, e.kind,
    CASE e.tier WHEN 1 THEN 'public' WHEN 2 THEN 'restricted' WHEN 3 THEN 'confidential' WHEN 4 THEN 'personal' END AS tier,
    timestamptz 'epoch' + e.recorded * interval '1 microsecond' AS recorded_at,
    timestamptz 'epoch' + e.known * interval '1 microsecond' AS known_at,
    convert_from(e.bytes, 'UTF8') AS entry
    FROM entry e JOIN seal s ON s.number = e.seal WHERE e.tier BETWEEN 1 AND {tier};
"""

_GUARD = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} FOR EACH STATEMENT EXECUTE FUNCTION only_grows();
ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_no_{verb};
"""


def view_name(tier: Tier) -> str:
    """The view of the entries up to ``tier``: ``entries`` for all of them."""
    return "entries" if tier is Tier.PERSONAL else f"entries_{tier.word}"


def schema_sql() -> str:
    """Return the statements that make an empty register in the schema that is first in the search path."""
    views = "".join(_VIEW.format(name=view_name(tier), tier=int(tier)) for tier in Tier)
    guards = "".join(_GUARD.format(table=table, verb=verb) for table in TABLES for verb in VERBS)
    function = f"CREATE FUNCTION only_grows() RETURNS trigger LANGUAGE plpgsql AS $${GUARD_BODY}$$;\n"
    return f"{_TABLES}{views}{function}{guards}INSERT INTO meta (key, value) VALUES ('format', '{FORMAT}');"


def reader_grants(role: str, *, schema: str = SCHEMA, clearance: Tier = Tier.RESTRICTED) -> str:
    """Return the SQL that lets ``role`` read the entries up to ``clearance`` through views, and nothing else.

    For maps, spreadsheets and dashboards. The role cannot open the register with Fallow, which reads the tables.
    """
    name, who = parse_schema(schema), _quoted(role)
    views = ", ".join(f"{name}.{view_name(tier)}" for tier in Tier if tier <= clearance)
    return f"GRANT USAGE ON SCHEMA {name} TO {who};\nGRANT SELECT ON {views} TO {who};\n"


def writer_grants(role: str, *, schema: str = SCHEMA) -> str:
    """Return the SQL that lets ``role`` open the register with Fallow: read all of it whatever its tier, and append."""
    name, who = parse_schema(schema), _quoted(role)
    tables = ", ".join(f"{name}.{table}" for table in TABLES)
    views = ", ".join(f"{name}.{view_name(tier)}" for tier in Tier)
    return (
        f"GRANT USAGE ON SCHEMA {name} TO {who};\n"
        f"GRANT SELECT ON {tables}, {views} TO {who};\n"
        f"GRANT INSERT ON {tables} TO {who};\n"
    )


def _quoted(role: str) -> str:
    if not role or "\0" in role:
        raise InputError(
            kind="bad-role",
            expected="the name of a PostgreSQL role",
            found=repr(role)[:80],
            do='make one first: CREATE ROLE "name" LOGIN',
        )
    return '"' + role.replace('"', '""') + '"'
