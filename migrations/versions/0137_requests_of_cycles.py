"""Requests for an update that a reporting cycle makes.

What the version before writes is still right: a request of no cycle.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0137"
down_revision = "0136"
branch_labels = None
depends_on = None

ABOUT = "cycle_id"
KEY = f"fk_update_requests_{ABOUT}"


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("update_requests") as requests:
        requests.add_column(sa.Column(ABOUT, sa.Integer(), nullable=True))
        requests.create_foreign_key(op.f(KEY), "reporting_cycles", [ABOUT], ["id"])
    op.create_index(op.f(f"ix_update_requests_{ABOUT}"), "update_requests", [ABOUT])


def downgrade() -> None:
    """Take back; what cycles asked for stays as any request for an update."""
    op.drop_index(op.f(f"ix_update_requests_{ABOUT}"), table_name="update_requests")
    with op.batch_alter_table("update_requests") as requests:
        requests.drop_constraint(op.f(KEY), type_="foreignkey")
        requests.drop_column(ABOUT)
