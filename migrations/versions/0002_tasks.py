"""Tasks, suspenses, dependencies, baselines and status reports."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "baselines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("frozen_on", sa.Date(), nullable=False),
        sa.Column("frozen_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["frozen_by_id"], ["users.id"], name=op.f("fk_baselines_frozen_by_id")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_baselines_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_baselines")),
        sa.UniqueConstraint("plan_id", "name", name=op.f("uq_baselines_plan_id_name")),
    )
    op.create_table(
        "tasks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=True),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("assignee_id", sa.Integer(), nullable=True),
        sa.Column("uid", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("duration_days", sa.Integer(), nullable=False),
        sa.Column("constraint_code", sa.String(length=4), nullable=False),
        sa.Column("constraint_on", sa.Date(), nullable=True),
        sa.Column("dates_source", sa.String(length=20), nullable=False),
        sa.Column("source_note", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("actual_start_on", sa.Date(), nullable=True),
        sa.Column("actual_finish_on", sa.Date(), nullable=True),
        sa.Column("forecast_on", sa.Date(), nullable=True),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("start_on", sa.Date(), nullable=True),
        sa.Column("finish_on", sa.Date(), nullable=True),
        sa.Column("late_finish_on", sa.Date(), nullable=True),
        sa.Column("total_float_days", sa.Integer(), nullable=True),
        sa.Column("free_float_days", sa.Integer(), nullable=True),
        sa.Column("is_critical", sa.Boolean(), nullable=False),
        sa.Column("driver", sa.String(length=60), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("due_set_on", sa.Date(), nullable=True),
        sa.Column("late_days", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(constraint_on IS NULL) = (constraint_code IN ('ASAP', 'ALAP'))",
            name=op.f("ck_tasks_constraint_has_its_date"),
        ),
        sa.CheckConstraint(
            "(status = 'complete') = (actual_finish_on IS NOT NULL)",
            name=op.f("ck_tasks_complete_has_finish"),
        ),
        sa.CheckConstraint(
            "constraint_code IN ('ASAP', 'ALAP', 'SNET', 'FNET', 'SNLT', 'FNLT', 'MSO', 'MFO')",
            name=op.f("ck_tasks_constraint_code_known"),
        ),
        sa.CheckConstraint(
            "dates_source IN ('record', 'illustrative', 'plan')",
            name=op.f("ck_tasks_dates_source_known"),
        ),
        sa.CheckConstraint(
            "status IN ('not_started', 'on_track', 'at_risk', 'late', 'blocked', 'on_hold', 'complete')",
            name=op.f("ck_tasks_status_known"),
        ),
        sa.CheckConstraint(
            "actual_finish_on >= actual_start_on", name=op.f("ck_tasks_finish_not_before_start")
        ),
        sa.CheckConstraint(
            "duration_days BETWEEN 0 AND 20000", name=op.f("ck_tasks_duration_in_range")
        ),
        sa.CheckConstraint(
            "finish_on >= start_on", name=op.f("ck_tasks_computed_finish_not_before_start")
        ),
        sa.CheckConstraint("parent_id != id", name=op.f("ck_tasks_not_its_own_parent")),
        sa.CheckConstraint("percent BETWEEN 0 AND 100", name=op.f("ck_tasks_percent_0_to_100")),
        sa.CheckConstraint("version > 0", name=op.f("ck_tasks_version_positive")),
        sa.ForeignKeyConstraint(["assignee_id"], ["users.id"], name=op.f("fk_tasks_assignee_id")),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["initiatives.id"], name=op.f("fk_tasks_initiative_id")
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["tasks.id"], name=op.f("fk_tasks_parent_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_tasks_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tasks")),
        sa.UniqueConstraint("plan_id", "uid", name=op.f("uq_tasks_plan_id_uid")),
    )
    op.create_index(op.f("ix_tasks_assignee_id"), "tasks", ["assignee_id"], unique=False)
    op.create_index(op.f("ix_tasks_initiative_id"), "tasks", ["initiative_id"], unique=False)
    op.create_index(op.f("ix_tasks_parent_id"), "tasks", ["parent_id"], unique=False)
    op.create_index("ix_tasks_plan_id_due_on", "tasks", ["plan_id", "due_on"], unique=False)
    op.create_index("ix_tasks_plan_id_position", "tasks", ["plan_id", "position"], unique=False)
    op.create_table(
        "baseline_tasks",
        sa.Column("baseline_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("duration_days", sa.Integer(), nullable=False),
        sa.Column("start_on", sa.Date(), nullable=False),
        sa.Column("finish_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "finish_on >= start_on", name=op.f("ck_baseline_tasks_finish_not_before_start")
        ),
        sa.ForeignKeyConstraint(
            ["baseline_id"], ["baselines.id"], name=op.f("fk_baseline_tasks_baseline_id")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_baseline_tasks_task_id")),
        sa.PrimaryKeyConstraint("baseline_id", "task_id", name=op.f("pk_baseline_tasks")),
    )
    op.create_index(op.f("ix_baseline_tasks_task_id"), "baseline_tasks", ["task_id"], unique=False)
    op.create_table(
        "dependencies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("predecessor_id", sa.Integer(), nullable=False),
        sa.Column("successor_id", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(length=2), nullable=False),
        sa.Column("lag_days", sa.Integer(), nullable=False),
        sa.Column("is_elapsed", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "type IN ('FS', 'SS', 'FF', 'SF')", name=op.f("ck_dependencies_type_known")
        ),
        sa.CheckConstraint(
            "lag_days BETWEEN -20000 AND 20000", name=op.f("ck_dependencies_lag_in_range")
        ),
        sa.CheckConstraint(
            "predecessor_id != successor_id", name=op.f("ck_dependencies_not_on_itself")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_dependencies_plan_id")),
        sa.ForeignKeyConstraint(
            ["predecessor_id"], ["tasks.id"], name=op.f("fk_dependencies_predecessor_id")
        ),
        sa.ForeignKeyConstraint(
            ["successor_id"], ["tasks.id"], name=op.f("fk_dependencies_successor_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dependencies")),
        sa.UniqueConstraint(
            "predecessor_id",
            "successor_id",
            name=op.f("uq_dependencies_predecessor_id_successor_id"),
        ),
    )
    op.create_index(op.f("ix_dependencies_plan_id"), "dependencies", ["plan_id"], unique=False)
    op.create_index(
        op.f("ix_dependencies_successor_id"), "dependencies", ["successor_id"], unique=False
    )
    op.create_table(
        "status_reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("is_on_behalf", sa.Boolean(), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("actual_start_on", sa.Date(), nullable=True),
        sa.Column("actual_finish_on", sa.Date(), nullable=True),
        sa.Column("forecast_on", sa.Date(), nullable=True),
        sa.Column("occurrence_on", sa.Date(), nullable=True),
        sa.Column("done", sa.Text(), nullable=False),
        sa.Column("next_steps", sa.Text(), nullable=False),
        sa.Column("help_needed", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "status IN ('not_started', 'on_track', 'at_risk', 'late', 'blocked', 'on_hold', 'complete')",
            name=op.f("ck_status_reports_status_known"),
        ),
        sa.CheckConstraint(
            "actual_finish_on >= actual_start_on",
            name=op.f("ck_status_reports_finish_not_before_start"),
        ),
        sa.CheckConstraint(
            "percent BETWEEN 0 AND 100", name=op.f("ck_status_reports_percent_0_to_100")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_status_reports_task_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_status_reports_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_reports")),
    )
    op.create_index(
        "ix_status_reports_task_id_reported_at",
        "status_reports",
        ["task_id", "reported_at"],
        unique=False,
    )
    op.create_index(op.f("ix_status_reports_user_id"), "status_reports", ["user_id"], unique=False)
    op.create_table(
        "suspenses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(length=20), nullable=False),
        sa.Column("fixed_on", sa.Date(), nullable=True),
        sa.Column("offset_days", sa.Integer(), nullable=True),
        sa.Column("after_task_id", sa.Integer(), nullable=True),
        sa.Column("first_on", sa.Date(), nullable=True),
        sa.Column("every", sa.String(length=20), nullable=True),
        sa.Column("met_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(rule = 'fixed' AND fixed_on IS NOT NULL AND offset_days IS NULL AND after_task_id IS NULL AND first_on IS NULL AND every IS NULL) OR (rule = 'signed' AND fixed_on IS NULL AND offset_days IS NOT NULL AND after_task_id IS NULL AND first_on IS NULL AND every IS NULL) OR (rule = 'after_task' AND fixed_on IS NULL AND offset_days IS NOT NULL AND after_task_id IS NOT NULL AND first_on IS NULL AND every IS NULL) OR (rule = 'recurring' AND fixed_on IS NULL AND offset_days IS NULL AND after_task_id IS NULL AND first_on IS NOT NULL AND every IS NOT NULL) OR (rule = 'none' AND fixed_on IS NULL AND offset_days IS NULL AND after_task_id IS NULL AND first_on IS NULL AND every IS NULL)",
            name=op.f("ck_suspenses_rule_has_its_columns"),
        ),
        sa.CheckConstraint(
            "every IN ('monthly', 'quarterly', 'yearly')", name=op.f("ck_suspenses_every_known")
        ),
        sa.CheckConstraint(
            "met_on IS NULL OR rule = 'recurring'", name=op.f("ck_suspenses_only_recurring_is_met")
        ),
        sa.CheckConstraint(
            "rule IN ('fixed', 'signed', 'after_task', 'recurring', 'none')",
            name=op.f("ck_suspenses_rule_known"),
        ),
        sa.CheckConstraint("after_task_id != task_id", name=op.f("ck_suspenses_not_after_itself")),
        sa.CheckConstraint("offset_days >= 0", name=op.f("ck_suspenses_offset_not_negative")),
        sa.ForeignKeyConstraint(
            ["after_task_id"], ["tasks.id"], name=op.f("fk_suspenses_after_task_id")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_suspenses_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suspenses")),
        sa.UniqueConstraint("task_id", name=op.f("uq_suspenses_task_id")),
    )
    op.create_index(
        op.f("ix_suspenses_after_task_id"), "suspenses", ["after_task_id"], unique=False
    )
    op.create_table(
        "task_agencies",
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.CheckConstraint(
            "role IN ('lead', 'consult', 'coordinate', 'assist', 'clear')",
            name=op.f("ck_task_agencies_role_known"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agencies.id"], name=op.f("fk_task_agencies_agency_id")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_task_agencies_task_id")),
        sa.PrimaryKeyConstraint("task_id", "agency_id", name=op.f("pk_task_agencies")),
    )
    op.create_index(
        op.f("ix_task_agencies_agency_id"), "task_agencies", ["agency_id"], unique=False
    )
    op.create_table(
        "task_objectives",
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("objective_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["objective_id"], ["objectives.id"], name=op.f("fk_task_objectives_objective_id")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_task_objectives_task_id")),
        sa.PrimaryKeyConstraint("task_id", "objective_id", name=op.f("pk_task_objectives")),
    )
    op.create_index(
        op.f("ix_task_objectives_objective_id"), "task_objectives", ["objective_id"], unique=False
    )
    # ### end Alembic commands ###


def downgrade() -> None:
    """Take back."""
    op.drop_table("task_objectives")
    op.drop_table("task_agencies")
    op.drop_table("suspenses")
    op.drop_table("status_reports")
    op.drop_table("dependencies")
    op.drop_table("baseline_tasks")
    op.drop_table("tasks")
    op.drop_table("baselines")
