"""Suspenses in weeks, months and years, after an event, and recurring at any distance, to an end.

Adds columns that may be empty, and widens what a rule may have; what the version before writes is
still right, so it still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

TABLE = "suspenses"
HAS_ITS, RULE, EVERY = (
    f"ck_suspenses_{name}" for name in ("rule_has_its_columns", "rule_known", "every_known")
)
FIELDS_THEN = ("fixed_on", "offset_days", "after_task_id", "first_on", "every")
NEEDED_THEN = {
    "fixed": ("fixed_on",),
    "signed": ("offset_days",),
    "after_task": ("offset_days", "after_task_id"),
    "recurring": ("first_on", "every"),
    "none": (),
}
HAS_ITS_THEN = " OR ".join(
    f"(rule = '{rule}' AND "
    + " AND ".join(f"{c} IS {'NOT ' if c in needed else ''}NULL" for c in FIELDS_THEN)
    + ")"
    for rule, needed in NEEDED_THEN.items()
)
HAS_ITS_NOW = (
    "(rule = 'fixed' AND fixed_on IS NOT NULL AND after_task_id IS NULL AND event IS NULL AND"
    " happened_on IS NULL AND first_on IS NULL AND every IS NULL AND until_on IS NULL AND "
    "offset_days IS NULL AND within IS NULL) OR "
    "(rule = 'signed' AND fixed_on IS NULL AND after_task_id IS NULL AND event IS NULL AND "
    "happened_on IS NULL AND first_on IS NULL AND every IS NULL AND until_on IS NULL AND "
    "(offset_days IS NULL) <> (within IS NULL)) OR "
    "(rule = 'after_task' AND fixed_on IS NULL AND after_task_id IS NOT NULL AND event IS "
    "NULL AND happened_on IS NULL AND first_on IS NULL AND every IS NULL AND until_on IS NULL"
    " AND (offset_days IS NULL) <> (within IS NULL)) OR "
    "(rule = 'event' AND fixed_on IS NULL AND after_task_id IS NULL AND event IS NOT NULL AND"
    " first_on IS NULL AND every IS NULL AND until_on IS NULL AND (offset_days IS NULL) <> "
    "(within IS NULL)) OR "
    "(rule = 'recurring' AND fixed_on IS NULL AND after_task_id IS NULL AND event IS NULL AND"
    " happened_on IS NULL AND first_on IS NOT NULL AND every IS NOT NULL AND offset_days IS "
    "NULL AND within IS NULL) OR "
    "(rule = 'none' AND fixed_on IS NULL AND after_task_id IS NULL AND event IS NULL AND "
    "happened_on IS NULL AND first_on IS NULL AND every IS NULL AND until_on IS NULL AND "
    "offset_days IS NULL AND within IS NULL)"
)


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table(TABLE) as suspenses:
        for name in (HAS_ITS, RULE, EVERY):
            suspenses.drop_constraint(op.f(name), type_="check")
        suspenses.add_column(sa.Column("within", sa.String(length=20), nullable=True))
        suspenses.add_column(sa.Column("event", sa.String(length=200), nullable=True))
        suspenses.add_column(sa.Column("happened_on", sa.Date(), nullable=True))
        suspenses.add_column(sa.Column("until_on", sa.Date(), nullable=True))
        suspenses.create_check_constraint(op.f(HAS_ITS), HAS_ITS_NOW)
        known = "rule IN ('fixed', 'signed', 'after_task', 'event', 'recurring', 'none')"
        suspenses.create_check_constraint(op.f(RULE), known)
        often = "every IN ('monthly', 'quarterly', 'yearly') OR every LIKE '_% _%'"
        suspenses.create_check_constraint(op.f(EVERY), often)


def downgrade() -> None:
    """Take back; a rule that the version before cannot have keeps its date where it has one."""
    new = "rule = 'event' OR within IS NOT NULL OR until_on IS NOT NULL OR every LIKE '% %'"
    due = "(SELECT due_on FROM tasks WHERE tasks.id = suspenses.task_id)"
    bare = "offset_days = NULL, after_task_id = NULL, first_on = NULL, every = NULL, met_on = NULL"
    with op.batch_alter_table(TABLE) as suspenses:
        suspenses.drop_constraint(op.f(HAS_ITS), type_="check")
        suspenses.drop_constraint(op.f(RULE), type_="check")
        suspenses.drop_constraint(op.f(EVERY), type_="check")
    op.execute(
        f"UPDATE suspenses SET fixed_on = {due}, {bare}, "  # noqa: S608  # no value of anybody's
        f"rule = CASE WHEN {due} IS NULL THEN 'none' ELSE 'fixed' END WHERE {new}"
    )
    with op.batch_alter_table(TABLE) as suspenses:
        for column in ("within", "event", "happened_on", "until_on"):
            suspenses.drop_column(column)
        suspenses.create_check_constraint(op.f(HAS_ITS), HAS_ITS_THEN)
        suspenses.create_check_constraint(
            op.f(RULE), "rule IN ('fixed', 'signed', 'after_task', 'recurring', 'none')"
        )
        suspenses.create_check_constraint(
            op.f(EVERY), "every IN ('monthly', 'quarterly', 'yearly')"
        )
