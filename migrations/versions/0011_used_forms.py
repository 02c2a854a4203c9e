"""Used forms: sending a form again makes no second change.

Adds a table, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "used_forms",
        sa.Column("form_hash", sa.String(length=64), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("form_hash", name=op.f("pk_used_forms")),
    )
    op.create_index(op.f("ix_used_forms_used_at"), "used_forms", ["used_at"], unique=False)


def downgrade() -> None:
    """Take back."""
    op.drop_index(op.f("ix_used_forms_used_at"), table_name="used_forms")
    op.drop_table("used_forms")
