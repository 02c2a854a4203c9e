"""States: whether a task is open and how much of it is done, beside its computed dates.

Adds columns and fills them; the version before still serves.
"""

from __future__ import annotations

from collections import defaultdict

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

TASKS = sa.table(
    "tasks",
    *(
        sa.column(name)
        for name in ("id", "parent_id", "duration_days", "percent", "actual_finish_on")
    ),
    sa.column("removed_at"),
    sa.column("is_open", sa.Boolean),
    sa.column("done_percent", sa.Integer),
)
BASELINE_TASKS = sa.table(
    "baseline_tasks",
    sa.column("baseline_id"),
    sa.column("task_id"),
    sa.column("is_summary", sa.Boolean),
)


def upgrade() -> None:
    """Apply."""
    op.add_column(
        "tasks", sa.Column("is_open", sa.Boolean(), server_default=sa.true(), nullable=False)
    )
    op.add_column(
        "tasks", sa.Column("done_percent", sa.Integer(), server_default="0", nullable=False)
    )
    op.add_column(
        "baseline_tasks",
        sa.Column("is_summary", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    connection = op.get_bind()
    _fill_tasks(connection)
    _fill_baselines(connection)


def downgrade() -> None:
    """Take back."""
    op.drop_column("baseline_tasks", "is_summary")
    op.drop_column("tasks", "done_percent")
    op.drop_column("tasks", "is_open")


def _fill_tasks(connection: sa.Connection) -> None:
    """Write what each task's leaves add up to, as the engine does from now on."""
    tasks = {row.id: row for row in connection.execute(sa.select(TASKS))}
    below: dict[int | None, list[int]] = defaultdict(list)
    for row in tasks.values():
        if row.removed_at is None:
            below[row.parent_id].append(row.id)

    def leaves(task_id: int) -> list[int]:
        found, waiting = [], [task_id]
        while waiting:
            one = waiting.pop()
            waiting += below[one]
            if not below[one]:
                found.append(one)
        return found

    values = []
    for task_id in tasks:
        ends = [tasks[leaf] for leaf in leaves(task_id)]
        weights = [max(end.duration_days, 1) for end in ends]
        percents = [100 if end.actual_finish_on else end.percent for end in ends]
        done = sum(w * p for w, p in zip(weights, percents, strict=True))
        is_open = any(end.actual_finish_on is None for end in ends)
        values.append({"task": task_id, "open": is_open, "done": done // sum(weights)})
    if values:
        connection.execute(
            sa.update(TASKS)
            .where(TASKS.c.id == sa.bindparam("task"))
            .values(is_open=sa.bindparam("open"), done_percent=sa.bindparam("done")),
            values,
        )


def _fill_baselines(connection: sa.Connection) -> None:
    """Mark what had subtasks in the same baseline, as far as the tasks of today tell."""
    child = BASELINE_TASKS.alias()
    has_child = (
        sa.select(child.c.task_id)
        .join(TASKS, TASKS.c.id == child.c.task_id)
        .where(
            child.c.baseline_id == BASELINE_TASKS.c.baseline_id,
            TASKS.c.parent_id == BASELINE_TASKS.c.task_id,
        )
    )
    connection.execute(
        sa.update(BASELINE_TASKS).where(has_child.exists()).values(is_summary=sa.true())
    )
