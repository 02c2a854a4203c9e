"""Which frozen version of a plan goes round.

Adds a column that may be empty, so the version before still serves.
"""

from __future__ import annotations

from alembic import op

revision = "0113"
down_revision = "0112"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    # In plain SQL, which gives the key its name on SQLite too.
    op.execute(
        "ALTER TABLE round_versions ADD COLUMN plan_version_id INTEGER "
        "CONSTRAINT fk_round_versions_plan_version_id REFERENCES plan_versions (id)"
    )
    op.create_index(
        op.f("ix_round_versions_plan_version_id"), "round_versions", ["plan_version_id"]
    )


def downgrade() -> None:
    """Take back; a round of a plan has no version to read any more."""
    op.drop_index(op.f("ix_round_versions_plan_version_id"), table_name="round_versions")
    op.drop_column("round_versions", "plan_version_id")
