"""Comments that came by the public form, and who sent several on one day.

Adds a column with a default and a word to a check, so what the version before writes is still right.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0125"
down_revision = "0124"
branch_labels = None
depends_on = None

KNOWN = "ck_comments_source_known"


def upgrade() -> None:
    """Apply."""
    column = sa.Column("came_from", sa.String(length=64), server_default="", nullable=False)
    with op.batch_alter_table("comments") as comments:
        comments.add_column(column)
        comments.drop_constraint(op.f(KNOWN), type_="check")
        comments.create_check_constraint(op.f(KNOWN), "source IN ('mail', 'typed', 'form')")
    marked = sa.text("came_from <> ''")
    op.create_index(
        "ix_comments_came_from",
        "comments",
        ["came_at"],
        sqlite_where=marked,
        postgresql_where=marked,
    )


def downgrade() -> None:
    """Take back; what came by form was typed in, for the version before."""
    op.drop_index("ix_comments_came_from", table_name="comments")
    op.execute("UPDATE comments SET source = 'typed' WHERE source = 'form'")
    with op.batch_alter_table("comments") as comments:
        comments.drop_constraint(op.f(KNOWN), type_="check")
        comments.create_check_constraint(op.f(KNOWN), "source IN ('mail', 'typed')")
        comments.drop_column("came_from")
