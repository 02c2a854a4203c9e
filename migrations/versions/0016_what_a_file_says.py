"""Lines of effort have uids of their own, and a plan may have no directive.

A line of effort without a uid gets one that no task of its plan has. The directives that imports
made up are taken away again; a suspense that counted from their invented signature keeps its date.
"""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

NAMING = {"uq": "uq_%(table_name)s_%(column_0_N_name)s"}
PLANS = sa.table("plans", *map(sa.column, ("id", "directive_id", "slug", "title", "start_on")))
TASKS = sa.table("tasks", *map(sa.column, ("id", "plan_id", "uid")))
EFFORTS = sa.table("initiatives", *map(sa.column, ("id", "plan_id", "uid", "position")))
DIRECTIVES = sa.table(
    "directives",
    *map(sa.column, ("id", "citation", "title", "status")),
    sa.column("signed_on", sa.Date),
)
OBJECTIVES = sa.table("objectives", sa.column("directive_id"))
SUSPENSES = sa.table(
    "suspenses",
    *map(sa.column, ("id", "task_id", "rule", "offset_days")),
    sa.column("fixed_on", sa.Date),
)


def upgrade() -> None:
    """Apply."""
    _number_efforts(op.get_bind())
    with op.batch_alter_table("initiatives", naming_convention=NAMING) as batch:
        batch.alter_column("uid", existing_type=sa.Integer(), nullable=False)
        batch.create_unique_constraint("uq_initiatives_plan_id_uid", ["plan_id", "uid"])
    with op.batch_alter_table("plans") as batch:
        batch.alter_column("directive_id", existing_type=sa.Integer(), nullable=True)
    _take_away_the_invented(op.get_bind())


def downgrade() -> None:
    """Take back."""
    _invent(op.get_bind())
    with op.batch_alter_table("plans") as batch:
        batch.alter_column("directive_id", existing_type=sa.Integer(), nullable=False)
    with op.batch_alter_table("initiatives", naming_convention=NAMING) as batch:
        batch.drop_constraint("uq_initiatives_plan_id_uid", type_="unique")
        batch.alter_column("uid", existing_type=sa.Integer(), nullable=True)


def _number_efforts(connection: sa.Connection) -> None:
    """Give each line of effort a uid that neither a task nor another one of its plan has."""
    taken: dict[int, set[int]] = {}
    for plan_id, uid in connection.execute(sa.select(TASKS.c.plan_id, TASKS.c.uid)):
        taken.setdefault(plan_id, set()).add(uid)
    efforts = sa.select(EFFORTS.c.id, EFFORTS.c.plan_id, EFFORTS.c.uid)
    in_order = efforts.order_by(EFFORTS.c.uid.is_(None), EFFORTS.c.position, EFFORTS.c.id)
    for effort_id, plan_id, uid in connection.execute(in_order).all():
        used = taken.setdefault(plan_id, set())
        if uid is None or uid in used:
            new = max(used, default=0) + 1
            renumber = sa.update(EFFORTS).where(EFFORTS.c.id == effort_id)
            connection.execute(renumber.values(uid=new))
            uid = new  # the number that it has now
        used.add(uid)


def _take_away_the_invented(connection: sa.Connection) -> None:
    """Remove the directives that imports made up: “Imported SLUG: TITLE”, without objectives."""
    wanted = sa.select(OBJECTIVES.c.directive_id)
    found = connection.execute(
        sa.select(DIRECTIVES.c.id, DIRECTIVES.c.signed_on).where(
            DIRECTIVES.c.citation.like("Imported %: %"), DIRECTIVES.c.id.not_in(wanted)
        )
    ).all()
    for directive_id, signed_on in found:
        of_plan = sa.select(PLANS.c.id).where(PLANS.c.directive_id == directive_id)
        counted = connection.execute(
            sa.select(SUSPENSES.c.id, SUSPENSES.c.offset_days)
            .join(TASKS, TASKS.c.id == SUSPENSES.c.task_id)
            .where(SUSPENSES.c.rule == "signed", TASKS.c.plan_id.in_(of_plan))
        ).all()
        for suspense_id, days in counted:
            fixed_on = signed_on + timedelta(days=days)
            keep = sa.update(SUSPENSES).where(SUSPENSES.c.id == suspense_id)
            connection.execute(keep.values(rule="fixed", fixed_on=fixed_on, offset_days=None))
        leave = sa.update(PLANS).where(PLANS.c.directive_id == directive_id)
        connection.execute(leave.values(directive_id=None))
        connection.execute(sa.delete(DIRECTIVES).where(DIRECTIVES.c.id == directive_id))


def _invent(connection: sa.Connection) -> None:
    """Give each plan without a directive what the version before made up for it."""
    columns = (PLANS.c.id, PLANS.c.slug, PLANS.c.title, sa.type_coerce(PLANS.c.start_on, sa.Date))
    for plan_id, slug, title, start_on in connection.execute(
        sa.select(*columns).where(PLANS.c.directive_id.is_(None))
    ).all():
        citation = f"Imported {slug}: {title}"[:200]
        connection.execute(
            sa.insert(DIRECTIVES).values(
                citation=citation, title=title, status="in_force", signed_on=start_on
            )
        )
        made = sa.select(DIRECTIVES.c.id).where(DIRECTIVES.c.citation == citation)
        directive_id = connection.scalar(made)
        found = sa.update(PLANS).where(PLANS.c.id == plan_id)
        connection.execute(found.values(directive_id=directive_id))
