"""Files and links that were sent with a version of a product.

Adds a column that may be empty, so the version before still serves.
"""

from __future__ import annotations

from alembic import op

revision = "0087"
down_revision = "0086"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    # In plain SQL, which gives the key its name on SQLite too.
    op.execute(
        "ALTER TABLE evidence ADD COLUMN version_id INTEGER "
        "CONSTRAINT fk_evidence_version_id REFERENCES round_versions (id)"
    )
    op.create_index(op.f("ix_evidence_version_id"), "evidence", ["version_id"])


def downgrade() -> None:
    """Take back; what was sent stays with its task."""
    op.drop_index(op.f("ix_evidence_version_id"), table_name="evidence")
    op.drop_column("evidence", "version_id")
