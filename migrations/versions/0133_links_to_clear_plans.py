"""Links in mails by which an agency clears a plan itself, and whose links to concur stay.

A link may be of no task. What the version before writes is still right; it finds no such link.
Links to concur leave the texts of mails that are kept: others could read them there, so those that
were sent until now end, and whoever has one signs in.
"""

from __future__ import annotations

import re

import sqlalchemy as sa
from alembic import op

revision = "0133"
down_revision = "0132"
branch_labels = None
depends_on = None

LINK = re.compile(r"/c/[\w-]{16,}")
A_BATCH = 500


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("mail_links") as links:
        links.alter_column("task_id", existing_type=sa.Integer(), nullable=True)
    _cut_links()
    op.execute("UPDATE mail_links SET expires_at = issued_at WHERE ask_id IS NOT NULL")


def downgrade() -> None:
    """Take back; links to concur go, since a column is made anew as the step before made it."""
    op.execute("DELETE FROM mail_links WHERE ask_id IS NOT NULL")
    with op.batch_alter_table("mail_links") as links:
        links.alter_column("task_id", existing_type=sa.Integer(), nullable=False)
        links.drop_column("ask_id")
    # In plain SQL, which gives the key its name on SQLite too, and can drop it there again.
    op.execute(
        "ALTER TABLE mail_links ADD COLUMN ask_id INTEGER "
        "CONSTRAINT fk_mail_links_ask_id REFERENCES round_asks (id)"
    )


def _cut_links() -> None:
    connection = op.get_bind()
    mails = sa.table("kept_mails", sa.column("id", sa.Integer), sa.column("body", sa.Text))
    last = 0
    while rows := connection.execute(
        sa.select(mails.c.id, mails.c.body)
        .where(mails.c.id > last, mails.c.body.contains("/c/"))
        .order_by(mails.c.id)
        .limit(A_BATCH)
    ).all():
        for number, body in rows:
            cut = LINK.sub("/c/…", body)
            connection.execute(mails.update().where(mails.c.id == number).values(body=cut))
        last = rows[-1][0]
