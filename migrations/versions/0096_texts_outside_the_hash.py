"""Keep the texts of an entry outside its hash, so that one can leave and the chain still holds.

Entries that are there keep their hash as it was made. The triggers let a text leave, with the salt
of its entry, and nothing else; `audit verify` asks for the entry that says so.
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import JSON, Column, String

from migrations import journal_guard

revision = "0096"
down_revision = "0095"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("journal", Column("salt", String(32), nullable=True))
    op.add_column("journal", Column("digests", JSON(none_as_null=True), nullable=True))
    _guard(*journal_guard.TEXTS_LEAVE)


def downgrade() -> None:
    """Take back; entries that were made meanwhile hold no longer, since their salts go."""
    _guard(*journal_guard.NOTHING_LEAVES)
    op.drop_column("journal", "digests")
    op.drop_column("journal", "salt")


def _guard(sqlite: str, postgresql: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER journal_no_update")
        op.execute(sqlite)
    else:
        op.execute("DROP TRIGGER journal_no_change ON journal")
        op.execute("DROP TRIGGER IF EXISTS journal_texts_leave ON journal")
        for statement in postgresql.split("\n\n"):
            op.execute(statement)
