"""What became of an objective when its directive was superseded.

Adds columns that may be empty, so the version before still serves.
"""

from __future__ import annotations

from alembic import op

revision = "0123"
down_revision = "0122"
branch_labels = None
depends_on = None

HEIR = "(became_id IS NOT NULL) = (became IS NOT NULL AND became = 'carried')"


def upgrade() -> None:
    """Apply."""
    # In plain SQL, which gives keys and checks their names on SQLite too.
    op.execute(
        "ALTER TABLE objectives ADD COLUMN became VARCHAR(20) CONSTRAINT "
        "ck_objectives_became_known CHECK (became IN ('carried', 'dropped'))"
    )
    op.execute(
        "ALTER TABLE objectives ADD COLUMN became_id INTEGER "
        "CONSTRAINT fk_objectives_became_id REFERENCES objectives (id) "
        "CONSTRAINT ck_objectives_not_its_own_heir CHECK (became_id != id) "
        f"CONSTRAINT ck_objectives_carried_has_heir CHECK ({HEIR})"
    )
    op.create_index(op.f("ix_objectives_became_id"), "objectives", ["became_id"])


def downgrade() -> None:
    """Take back; nobody has said what became of an objective."""
    op.drop_index(op.f("ix_objectives_became_id"), table_name="objectives")
    op.drop_column("objectives", "became_id")
    op.drop_column("objectives", "became")
