"""Which agencies take part in a plan.

Adds a table, so the version before still serves. It is filled from what names an agency in a plan:
its tasks, its members and its lines of effort, since the first entry of its journal.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

FILL = """
INSERT INTO plan_agencies (plan_id, agency_id, since_on)
SELECT named.plan_id, named.agency_id, COALESCE(
    (SELECT MIN(journal.on_day) FROM journal WHERE journal.plan_id = named.plan_id),
    plans.start_on)
FROM (
    SELECT tasks.plan_id, task_agencies.agency_id
    FROM task_agencies JOIN tasks ON tasks.id = task_agencies.task_id
    UNION SELECT plan_id, agency_id FROM memberships WHERE agency_id IS NOT NULL
    UNION SELECT plan_id, agency_id FROM initiatives WHERE agency_id IS NOT NULL
) AS named JOIN plans ON plans.id = named.plan_id
"""


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "plan_agencies",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("since_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name="fk_plan_agencies_agency_id"),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name="fk_plan_agencies_plan_id"),
        sa.PrimaryKeyConstraint("plan_id", "agency_id", name="pk_plan_agencies"),
    )
    op.create_index("ix_plan_agencies_agency_id", "plan_agencies", ["agency_id"])
    op.execute(FILL)


def downgrade() -> None:
    """Take back."""
    op.drop_table("plan_agencies")
