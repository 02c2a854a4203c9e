"""Which agencies are asked about a version, each by when.

Adds a table, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0084"
down_revision = "0083"
branch_labels = None
depends_on = None

NAME = "round_asks"


def upgrade() -> None:
    """Apply."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        NAME,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("wanted_on", sa.Date(), nullable=False),
        sa.Column("gone_on_at", moment, nullable=True),
        sa.Column("gone_on_by_id", sa.Integer(), nullable=True),
        sa.Column("gone_on_because", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(gone_on_at IS NULL) = (gone_on_by_id IS NULL)",
            name=op.f(f"ck_{NAME}_gone_on_by_somebody"),
        ),
        sa.CheckConstraint(
            "(gone_on_at IS NULL) = (gone_on_because = '')",
            name=op.f(f"ck_{NAME}_gone_on_has_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["round_versions.id"], name=op.f(f"fk_{NAME}_version_id")
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f(f"fk_{NAME}_agency_id")),
        sa.ForeignKeyConstraint(
            ["gone_on_by_id"], ["users.id"], name=op.f(f"fk_{NAME}_gone_on_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{NAME}")),
        sa.UniqueConstraint(
            "version_id", "agency_id", name=op.f(f"uq_{NAME}_version_id_agency_id")
        ),
    )
    op.create_index(op.f(f"ix_{NAME}_agency_id"), NAME, ["agency_id"])


def downgrade() -> None:
    """Take back."""
    op.drop_table(NAME)
