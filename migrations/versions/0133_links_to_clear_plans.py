"""Links in mails by which an agency clears a plan itself.

A link may be of no task. What the version before writes is still right; it finds no such link.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0133"
down_revision = "0132"
branch_labels = None
depends_on = None

CHECK = "ck_mail_links_about_something"


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("mail_links") as links:
        links.alter_column("task_id", existing_type=sa.Integer(), nullable=True)
        links.create_check_constraint(op.f(CHECK), "task_id IS NOT NULL OR ask_id IS NOT NULL")


def downgrade() -> None:
    """Take back; links of plans lead nowhere."""
    op.execute("DELETE FROM mail_links WHERE task_id IS NULL")
    with op.batch_alter_table("mail_links") as links:
        links.drop_constraint(op.f(CHECK), type_="check")
        links.alter_column("task_id", existing_type=sa.Integer(), nullable=False)
