"""Links by which an agency concurs leave the texts of mails that are kept.

Others could read them there, so those that were sent until now end; whoever has one signs in. The
version before reads these texts as well.
"""

from __future__ import annotations

import re

import sqlalchemy as sa
from alembic import op

revision = "0134"
down_revision = "0133"
branch_labels = None
depends_on = None

LINK = re.compile(r"/c/[\w-]{16,}")
A_BATCH = 500


def upgrade() -> None:
    """Apply."""
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
    op.execute("UPDATE mail_links SET expires_at = issued_at WHERE ask_id IS NOT NULL")


def downgrade() -> None:
    """Take back; what was cut stays so."""
