"""Where people are at home, their time zone, and that a password is to be changed.

Adds columns that may be empty or have a default, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    # In plain SQL, which gives the key its name on SQLite too.
    op.execute(
        "ALTER TABLE users ADD COLUMN agency_id INTEGER "
        "CONSTRAINT fk_users_agency_id REFERENCES agencies (id)"
    )
    op.create_index(op.f("ix_users_agency_id"), "users", ["agency_id"], unique=False)
    op.add_column("users", sa.Column("time_zone", sa.String(length=64), nullable=True))
    op.add_column(
        "users",
        sa.Column("must_change_password", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.add_column("users", sa.Column("version", sa.Integer(), server_default="1", nullable=False))


def downgrade() -> None:
    """Take back."""
    op.drop_index(op.f("ix_users_agency_id"), table_name="users")
    for column in ("version", "must_change_password", "time_zone", "agency_id"):
        op.drop_column("users", column)
