"""Links in mails by which an agency concurs.

Adds a column that may be empty, so the version before still serves; it takes such a link for one
by which one reports.
"""

from __future__ import annotations

from alembic import op

revision = "0088"
down_revision = "0087"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    # In plain SQL, which gives the key its name on SQLite too.
    op.execute(
        "ALTER TABLE mail_links ADD COLUMN ask_id INTEGER "
        "CONSTRAINT fk_mail_links_ask_id REFERENCES round_asks (id)"
    )


def downgrade() -> None:
    """Take back; such links go, since the version before knows none."""
    op.execute("DELETE FROM mail_links WHERE ask_id IS NOT NULL")
    op.drop_column("mail_links", "ask_id")
