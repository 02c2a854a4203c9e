"""A reminder rule counts in days of either kind, asks for a condition, and has words of its own.

What the version before writes is still right; a rule that is narrower than it knows, it takes for
one that always holds.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0079"
down_revision = "0078"
branch_labels = None
depends_on = None

RULES = "reminder_rules"
BEFORE = ("lead", "supervisor", "coordinator")
AUDIENCES = (
    *("lead", "officer", "supporting", "consult", "coordinate", "assist", "clear"),
    *("supervisor", "coordinator", "verifier", "followers", "named"),
)
DAY_KINDS = ("working", "calendar")
CONDITIONS = ("open", "unacknowledged", "unreported", "blocked", "critical", "late")
DEFAULTS = {"counted_in": "working", "condition": "open"}
ALIKE_BEFORE = "uq_reminder_rules_plan_id_rung_days_audience"
ALIKE = "uq_reminder_rules_alike"


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table(RULES) as rules:
        rules.add_column(
            sa.Column("counted_in", sa.String(20), server_default="working", nullable=False)
        )
        rules.add_column(
            sa.Column("condition", sa.String(20), server_default="open", nullable=False)
        )
        rules.add_column(sa.Column("wording", sa.Text(), server_default="", nullable=False))
        rules.create_check_constraint(*_one_of("counted_in", DAY_KINDS))
        rules.create_check_constraint(*_one_of("condition", CONDITIONS))
        _of(rules, AUDIENCES)
        rules.drop_constraint(op.f(ALIKE_BEFORE), type_="unique")
        alike = ["plan_id", "rung_days", "audience", "counted_in", "condition"]
        rules.create_unique_constraint(op.f(ALIKE), alike)


def downgrade() -> None:
    """Take back; rules that the version before does not know go, with their rows of the ledger."""
    rules = sa.table(RULES, *(sa.column(name) for name in ("id", "audience", *DEFAULTS)))
    is_newer = sa.or_(
        rules.c.audience.not_in(BEFORE),
        *(rules.c[name] != default for name, default in DEFAULTS.items()),
    )
    reminders = sa.table("reminders", sa.column("rule_id"))
    newer = sa.select(rules.c.id).where(is_newer)
    op.execute(sa.delete(reminders).where(reminders.c.rule_id.in_(newer)))
    op.execute(sa.delete(rules).where(is_newer))
    with op.batch_alter_table(RULES) as rules:
        rules.drop_constraint(op.f(ALIKE), type_="unique")
        rules.create_unique_constraint(op.f(ALIKE_BEFORE), ["plan_id", "rung_days", "audience"])
        _of(rules, BEFORE)
        for column in ("condition", "counted_in"):
            rules.drop_constraint(op.f(f"ck_{RULES}_{column}_known"), type_="check")
        for column in ("wording", "condition", "counted_in"):
            rules.drop_column(column)


def _of(rules: op.BatchOperations, audiences: tuple[str, ...]) -> None:
    rules.drop_constraint(op.f(f"ck_{RULES}_audience_known"), type_="check")
    rules.create_check_constraint(*_one_of("audience", audiences))


def _one_of(column: str, words: tuple[str, ...]) -> tuple[str, str]:
    listed = ", ".join(f"'{word}'" for word in words)
    return op.f(f"ck_{RULES}_{column}_known"), f"{column} IN ({listed})"
