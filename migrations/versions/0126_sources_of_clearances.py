"""Words of a plan's text that come from a comment of its clearance.

Adds a word to a check, so what the version before writes is still right.
"""

from __future__ import annotations

from alembic import op

revision = "0126"
down_revision = "0125"
branch_labels = None
depends_on = None

KNOWN = "ck_section_sources_kind_known"
THEN = "kind IN ('directive', 'comment', 'other')"
NOW = "kind IN ('directive', 'comment', 'clearance', 'other')"


def upgrade() -> None:
    """Apply."""
    _know(NOW)


def downgrade() -> None:
    """Take back; such a source is something else, in the same words."""
    op.execute("UPDATE section_sources SET kind = 'other' WHERE kind = 'clearance'")
    _know(THEN)


def _know(kinds: str) -> None:
    with op.batch_alter_table("section_sources") as sources:
        sources.drop_constraint(op.f(KNOWN), type_="check")
        sources.create_check_constraint(op.f(KNOWN), kinds)
