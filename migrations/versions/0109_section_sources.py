"""Where the words of a section come from.

Adds a table, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0109"
down_revision = "0108"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "section_sources",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("section_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("passage", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=True),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(kind = 'comment') = (comment_id IS NOT NULL)",
            name=op.f("ck_section_sources_comment_is_named"),
        ),
        sa.CheckConstraint(
            "kind = 'comment' OR words <> ''", name=op.f("ck_section_sources_says_something")
        ),
        sa.CheckConstraint(
            "kind IN ('directive', 'comment', 'other')", name=op.f("ck_section_sources_kind_known")
        ),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comments.id"], name=op.f("fk_section_sources_comment_id")
        ),
        sa.ForeignKeyConstraint(
            ["section_id"], ["plan_sections.id"], name=op.f("fk_section_sources_section_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_section_sources")),
    )
    op.create_index(
        op.f("ix_section_sources_comment_id"), "section_sources", ["comment_id"], unique=False
    )
    op.create_index(
        op.f("ix_section_sources_section_id"), "section_sources", ["section_id"], unique=False
    )


def downgrade() -> None:
    """Take back; sources are forgotten."""
    op.drop_table("section_sources")
