"""The index of what people write, kept by triggers: FTS5 on SQLite, tsvector on PostgreSQL.

A row of the index has the number of its source times four, plus a digit for its kind, so that a
change finds its row without reading the others.
"""

from __future__ import annotations

KINDS = (("task", "tasks", 0), ("report", "status_reports", 1), ("comment", "task_comments", 2))
BODIES = {
    "task": "{row}.code || ' ' || {row}.name || ' ' || {row}.description",
    "report": "{row}.done || ' ' || {row}.next_steps || ' ' || {row}.help_needed",
    "comment": "{row}.body",
}
TASK_OF = {"task": "{row}.id", "report": "{row}.task_id", "comment": "{row}.task_id"}


def _values(kind: str, digit: int, row: str) -> str:
    body, task = BODIES[kind].format(row=row), TASK_OF[kind].format(row=row)
    return f"{row}.id * 4 + {digit}, {body}, '{kind}', {task}"


def _sqlite() -> tuple[str, ...]:
    statements = [
        """
        CREATE VIRTUAL TABLE search USING fts5(
          body, kind UNINDEXED, task_id UNINDEXED, tokenize = "unicode61 remove_diacritics 2")
        """
    ]
    for kind, table, digit in KINDS:
        put = "INSERT INTO search (rowid, body, kind, task_id)"
        statements += [
            f"{put} SELECT {_values(kind, digit, table)} FROM {table}",
            f"""
            CREATE TRIGGER search_{table}_added AFTER INSERT ON {table}
            BEGIN {put} VALUES ({_values(kind, digit, "NEW")}); END
            """,
        ]
    statements.append(
        f"""
        CREATE TRIGGER search_tasks_changed AFTER UPDATE OF code, name, description ON tasks
        BEGIN
          DELETE FROM search WHERE rowid = OLD.id * 4;
          INSERT INTO search (rowid, body, kind, task_id) VALUES ({_values("task", 0, "NEW")});
        END
        """
    )
    return tuple(statements)


def _postgresql() -> tuple[str, ...]:
    statements = [
        """
        CREATE TABLE search (
          id integer PRIMARY KEY, body text NOT NULL, kind text NOT NULL, task_id integer NOT NULL,
          words tsvector GENERATED ALWAYS AS (to_tsvector('simple', body)) STORED)
        """,
        "CREATE INDEX search_words ON search USING gin (words)",
    ]
    for kind, table, digit in KINDS:
        put = "INSERT INTO search (id, body, kind, task_id)"
        statements += [
            f"{put} SELECT {_values(kind, digit, table)} FROM {table}",
            f"""
            CREATE FUNCTION search_{table}() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              {put} VALUES ({_values(kind, digit, "NEW")})
              ON CONFLICT (id) DO UPDATE SET body = EXCLUDED.body;
              RETURN NULL;
            END $$
            """,
            f"""
            CREATE TRIGGER search_{table}_added AFTER INSERT ON {table}
            FOR EACH ROW EXECUTE FUNCTION search_{table}()
            """,
        ]
    statements.append(
        """
        CREATE TRIGGER search_tasks_changed AFTER UPDATE OF code, name, description ON tasks
        FOR EACH ROW EXECUTE FUNCTION search_tasks()
        """
    )
    return tuple(statements)


SQLITE, POSTGRESQL = _sqlite(), _postgresql()
DROP_SQLITE = (
    *(f"DROP TRIGGER search_{table}_added" for _, table, _ in KINDS),
    "DROP TRIGGER search_tasks_changed",
    "DROP TABLE search",
)
DROP_POSTGRESQL = (
    *(f"DROP TRIGGER search_{table}_added ON {table}" for _, table, _ in KINDS),
    "DROP TRIGGER search_tasks_changed ON tasks",
    *(f"DROP FUNCTION search_{table}" for _, table, _ in KINDS),
    "DROP TABLE search",
)
