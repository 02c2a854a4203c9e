"""The registers of a plan: risks, issues and decisions asked for.

Adds a table, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0062"
down_revision = "0061"
branch_labels = None
depends_on = None

NAME = "register_entries"


def upgrade() -> None:
    """Apply."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        NAME,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("decider", sa.String(length=200), nullable=False),
        sa.Column("wanted_on", sa.Date(), nullable=True),
        sa.Column("raised_at", moment, nullable=False),
        sa.Column("raised_by_id", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("closed_at", moment, nullable=True),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.Column("retired_at", moment, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('decision', 'issue', 'risk')", name=op.f(f"ck_{NAME}_kind_known")
        ),
        sa.CheckConstraint("number > 0", name=op.f(f"ck_{NAME}_number_positive")),
        sa.CheckConstraint(
            "kind != 'decision' OR (decider != '' AND wanted_on IS NOT NULL)",
            name=op.f(f"ck_{NAME}_decision_says_who_and_when"),
        ),
        sa.CheckConstraint(
            "(closed_at IS NULL) = (closed_by_id IS NULL)",
            name=op.f(f"ck_{NAME}_closed_by_somebody"),
        ),
        sa.CheckConstraint(
            "(closed_at IS NULL) = (outcome = '')", name=op.f(f"ck_{NAME}_closed_has_outcome")
        ),
        sa.CheckConstraint("version > 0", name=op.f(f"ck_{NAME}_version_positive")),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f(f"fk_{NAME}_plan_id")),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f(f"fk_{NAME}_agency_id")),
        sa.ForeignKeyConstraint(
            ["raised_by_id"], ["users.id"], name=op.f(f"fk_{NAME}_raised_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["closed_by_id"], ["users.id"], name=op.f(f"fk_{NAME}_closed_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{NAME}")),
        sa.UniqueConstraint("plan_id", "number", name=op.f(f"uq_{NAME}_plan_id_number")),
    )
    op.create_index(f"ix_{NAME}_agency_id_plan_id", NAME, ["agency_id", "plan_id"])


def downgrade() -> None:
    """Take back."""
    op.drop_index(f"ix_{NAME}_agency_id_plan_id", table_name=NAME)
    op.drop_table(NAME)
