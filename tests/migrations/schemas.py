"""What a database knows of its tables, as plain values that can be compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import inspect, text

from workplan.extensions import db

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Inspector

Schema = dict[str, dict[str, Any]]
"""By table, everything that the database knows of it."""


KNOWN: dict[str, dict[str, Any]] = {}
"""What SQLite's own words for a table mean, which are all that it knows of the table."""


def schema() -> Schema:
    """Return everything that the database knows of its tables, in one order."""
    db.session.remove()
    # On one connection: an engine opens another for each question, and there are hundreds.
    with db.engine.connect() as connection:
        found = inspect(connection)
        names = [name for name in found.get_table_names() if is_of_a_model(name)]
        if connection.dialect.name != "sqlite":
            return described(found, names)
        said = dict.fromkeys(sorted(names), "")
        asked = text("SELECT tbl_name, sql FROM sqlite_master WHERE type IN ('table', 'index')")
        for table, words in connection.execute(asked):
            if table in said:
                said[table] += f"{words}\n"
        for table, words in said.items():
            if words not in KNOWN:
                KNOWN[words] = described(found, [table])[table]
        return {table: KNOWN[words] for table, words in said.items()}


def described(found: Inspector, names: list[str]) -> Schema:
    """Return everything that the database knows of some tables; each question is asked once."""

    def of(question: Callable[..., dict[Any, Any]]) -> dict[str, Any]:
        return {name: answer for (_, name), answer in question(filter_names=names).items()}

    columns, keys = of(found.get_multi_columns), of(found.get_multi_pk_constraint)
    foreign, unique = of(found.get_multi_foreign_keys), of(found.get_multi_unique_constraints)
    indexes, checks = of(found.get_multi_indexes), of(found.get_multi_check_constraints)
    return {
        table: {
            "columns": [
                (c["name"], str(c["type"]), c["nullable"], c["default"])
                for c in sorted(columns[table], key=lambda c: c["name"])
            ],
            "key": sorted(keys[table]["constrained_columns"]),
            "foreign keys": sorted(
                (key_name(table, k), k["constrained_columns"], k["referred_table"])
                for k in foreign[table]
            ),
            "unique": sorted((u["name"], u["column_names"]) for u in unique[table]),
            "indexes": sorted((i["name"], i["column_names"]) for i in indexes[table]),
            "checks": sorted((c["name"], c["sqltext"]) for c in checks[table]),
        }
        for table in sorted(names)
    }


def key_name(table: str, key: Any) -> str:
    """Return a foreign key's name; SQLAlchemy reads none on SQLite where it came with a column."""
    return key["name"] or f"fk_{table}_{'_'.join(key['constrained_columns'])}"


def is_of_a_model(table: str) -> bool:
    """Tell whether a model stands for a table: none does for the search index and Alembic's."""
    return table != "alembic_version" and not table.startswith("search")
