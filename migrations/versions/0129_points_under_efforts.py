"""The line of effort under which a point of a comment is filed.

Adds a column that may be empty, so the version before still serves.
"""

from __future__ import annotations

from alembic import op

revision = "0129"
down_revision = "0128"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    # In plain SQL, which gives the key its name on SQLite too.
    op.execute(
        "ALTER TABLE comment_points ADD COLUMN initiative_id INTEGER "
        "CONSTRAINT fk_comment_points_initiative_id REFERENCES initiatives (id)"
    )
    op.create_index(op.f("ix_comment_points_initiative_id"), "comment_points", ["initiative_id"])


def downgrade() -> None:
    """Take back; no point is filed under a line of effort."""
    op.drop_index(op.f("ix_comment_points_initiative_id"), table_name="comment_points")
    op.drop_column("comment_points", "initiative_id")
