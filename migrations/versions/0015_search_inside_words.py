"""Find inside words, without accents, case or width: texts are stored folded as well.

Adds columns with a default, so the version before still serves; what it writes in between is
found once it is changed again.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations import gram_index, search_index
from workplan.folding import fold

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

FOLDED = {
    "tasks": {
        "folded_code": ("code",),
        "folded_name": ("name",),
        "folded_description": ("description",),
    },
    "status_reports": {"folded": ("done", "next_steps", "help_needed")},
    "task_comments": {"folded": ("body",)},
}
AT_ONCE = 1000


def upgrade() -> None:
    """Apply."""
    _run(search_index.DROP_SQLITE, search_index.DROP_POSTGRESQL)
    for table, columns in FOLDED.items():
        for column in columns:
            op.add_column(table, sa.Column(column, sa.Text(), nullable=False, server_default=""))
        _fill(table, columns)
    _run(gram_index.SQLITE, gram_index.POSTGRESQL)


def downgrade() -> None:
    """Take back."""
    _run(gram_index.DROP_SQLITE, gram_index.DROP_POSTGRESQL)
    for table, columns in FOLDED.items():
        for column in columns:
            op.drop_column(table, column)
    _run(search_index.SQLITE, search_index.POSTGRESQL)


def _run(on_sqlite: tuple[str, ...], on_postgresql: tuple[str, ...]) -> None:
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    for statement in on_postgresql if is_postgresql else on_sqlite:
        op.execute(statement)


def _fill(table: str, columns: dict[str, tuple[str, ...]]) -> None:
    """Fold what stands in a table, some rows at a time."""
    connection = op.get_bind()
    texts = sorted({text for sources in columns.values() for text in sources})
    read = sa.text(
        f"SELECT id, {', '.join(texts)} FROM {table} WHERE id > :last ORDER BY id LIMIT {AT_ONCE}"  # noqa: S608  # names of ours
    )
    settings = ", ".join(f"{column} = :{column}" for column in columns)
    write = sa.text(f"UPDATE {table} SET {settings} WHERE id = :id")  # noqa: S608
    last = 0
    while rows := connection.execute(read, {"last": last}).mappings().all():
        folded = [
            {"id": row["id"]}
            | {
                column: "\n".join(fold(row[text]) for text in sources if row[text])
                for column, sources in columns.items()
            }
            for row in rows
        ]
        connection.execute(write, folded)
        last = rows[-1]["id"]
