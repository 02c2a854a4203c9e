"""The index of what people write: every three characters in a row, kept by triggers.

The folded columns that the app writes are what is indexed. SQLite holds the grams in FTS5 without
the text, PostgreSQL in arrays; neither needs an extension. Each table that is searched has an
index of its own, whose rows have the ids of that table.
"""

from __future__ import annotations

BODIES = {
    "tasks": ("folded_code", "folded_name", "folded_description"),
    "status_reports": ("folded",),
    "task_comments": ("folded",),
}
"""The searched tables, and their folded columns."""


def _body(table: str, row: str, line_end: str) -> str:
    return f" || {line_end} || ".join(f"{row}.{column}" for column in BODIES[table])


def _sqlite(table: str) -> list[str]:
    index = f"search_{table}"
    new, old, stored = (_body(table, row, "char(10)") for row in ("NEW", "OLD", table))
    put = f"INSERT INTO {index} (rowid, body)"
    # So FTS5 takes a row out of an index that does not hold the text.
    take = f"INSERT INTO {index} ({index}, rowid, body) VALUES ('delete', OLD.id, {old});"
    return [
        f"""
        CREATE VIRTUAL TABLE {index} USING fts5(
          body, content = '', detail = none, tokenize = 'trigram case_sensitive 1')
        """,
        f"{put} SELECT id, {stored} FROM {table}",
        f"""
        CREATE TRIGGER {index}_added AFTER INSERT ON {table}
        BEGIN {put} VALUES (NEW.id, {new}); END
        """,
        f"""
        CREATE TRIGGER {index}_changed AFTER UPDATE OF {", ".join(BODIES[table])} ON {table}
        BEGIN {take} {put} VALUES (NEW.id, {new}); END
        """,
        f"CREATE TRIGGER {index}_removed AFTER DELETE ON {table} BEGIN {take} END",
    ]


# Three cuts into threes, each beginning one character later, take a tenth of the time of a
# substring for each place.
GRAMS = """
    CREATE FUNCTION search_grams(body text) RETURNS text[]
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
      SELECT coalesce(array_agg(DISTINCT cut[1] COLLATE "C"), '{}') FROM (
        SELECT regexp_matches(body, '...', 'g') UNION ALL
        SELECT regexp_matches(substr(body, 2), '...', 'g') UNION ALL
        SELECT regexp_matches(substr(body, 3), '...', 'g')) AS cuts (cut)
    $$
"""


def _postgresql(table: str) -> list[str]:
    index = f"search_{table}"
    new, stored = (_body(table, row, "chr(10)") for row in ("NEW", table))
    put = f"INSERT INTO {index} (id, grams)"
    return [
        f"""
        CREATE TABLE {index} (
          id integer PRIMARY KEY REFERENCES {table} ON DELETE CASCADE, grams text[] NOT NULL)
        """,
        f"{put} SELECT id, search_grams({stored}) FROM {table}",
        f"CREATE INDEX {index}_grams ON {index} USING gin (grams)",
        f"""
        CREATE FUNCTION {index}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          {put} VALUES (NEW.id, search_grams({new}))
          ON CONFLICT (id) DO UPDATE SET grams = EXCLUDED.grams;
          RETURN NULL;
        END $$
        """,
        f"""
        CREATE TRIGGER {index}_written AFTER INSERT OR UPDATE OF {", ".join(BODIES[table])}
        ON {table} FOR EACH ROW EXECUTE FUNCTION {index}()
        """,
    ]


SQLITE = tuple(statement for table in BODIES for statement in _sqlite(table))
POSTGRESQL = (GRAMS, *(statement for table in BODIES for statement in _postgresql(table)))
DROP_SQLITE = tuple(
    statement
    for table in BODIES
    for statement in (
        *(f"DROP TRIGGER search_{table}_{when}" for when in ("added", "changed", "removed")),
        f"DROP TABLE search_{table}",
    )
)
DROP_POSTGRESQL = (
    *(
        statement
        for table in BODIES
        for statement in (
            f"DROP TRIGGER search_{table}_written ON {table}",
            f"DROP FUNCTION search_{table}",
            f"DROP TABLE search_{table}",
        )
    ),
    "DROP FUNCTION search_grams",
)
