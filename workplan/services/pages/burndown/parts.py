"""The parts of a plan whose work can be counted by itself."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from models import Agency, Objective, Plan, Task, TaskAgency, TaskObjective
from workplan.errors import InvalidInput
from workplan.services.structure import lines_of_effort

Kind = Literal["plan", "effort", "agency", "objective"]
HEADINGS: dict[Kind, str] = {
    "effort": "Lines of effort",
    "agency": "Lead agencies",
    "objective": "Objectives",
}


class Part(NamedTuple):
    """What of a plan is counted: all of it, or what one line, agency or objective has.

    Args:
        name: what it is called within a sentence.
        label: what it is called in a list of its kind.
        code: how the list of tasks calls it, where it can be filtered by it.
    """

    kind: Kind
    id: int = 0
    name: str = ""
    label: str = ""
    code: str = ""

    @property
    def is_whole(self) -> bool:
        """Tell whether it is the whole plan."""
        return self.kind == "plan"

    @property
    def value(self) -> str:
        """How an address asks for it."""
        return "" if self.is_whole else f"{self.kind}-{self.id}"

    def has(self, state: dict[str, Any]) -> bool:
        """Tell whether a task with these fields, as entries keep them, is in it."""
        if self.kind == "effort":
            return bool(state["initiative_id"] == self.id)
        if self.kind == "agency":
            return self.id in state["leads"]
        return self.kind == "plan" or self.id in state["objectives"]

    def has_now(self) -> ColumnElement[bool]:
        """Return the condition of a task that is in it now."""
        if self.kind == "effort":
            return Task.initiative_id == self.id
        if self.kind == "agency":
            return exists().where(
                TaskAgency.task_id == Task.id,
                TaskAgency.agency_id == self.id,
                TaskAgency.role == "lead",
            )
        return exists().where(
            TaskObjective.task_id == Task.id, TaskObjective.objective_id == self.id
        )


WHOLE = Part("plan")


def parts_of(session: Session, plan: Plan) -> list[Part]:
    """Return the lines of effort, lead agencies and objectives of a plan; three selects."""
    efforts = [
        (effort.id, effort.name, effort.name.partition(" ")[0])
        for effort in lines_of_effort.of_plan(session, plan.id)
    ]
    leading = (
        select(TaskAgency.agency_id)
        .join(Task, Task.id == TaskAgency.task_id)
        .where(Task.plan_id == plan.id, TaskAgency.role == "lead")
    )
    agencies = session.execute(
        select(Agency.id, Agency.label, Agency.code)
        .where(Agency.id.in_(leading))
        .order_by(Agency.label, Agency.id)
    )
    objectives = session.execute(
        select(Objective.id, Objective.code, Objective.statement)
        .where(Objective.directive_id == plan.directive_id, Objective.retired_at.is_(None))
        .order_by(Objective.position, Objective.id)
    )
    return [
        *(Part("effort", key, f"line of effort {code}", name, code) for key, name, code in efforts),
        *(Part("agency", row.id, row.label, row.label, row.code) for row in agencies),
        *(
            Part("objective", row.id, f"objective {row.code}", f"{row.code} {row.statement}")
            for row in objectives
        ),
    ]


def chosen(parts: list[Part], typed: str) -> Part:
    """Return the part that an address asks for; the whole plan when it asks for none.

    Raises:
        InvalidInput: for what is no part of the plan.
    """
    if not typed:
        return WHOLE
    found = next((part for part in parts if part.value == typed), None)
    if found is None:
        raise InvalidInput(
            "of", f"“{typed[:40]}” is no part of this plan. Choose one of the list “Of”."
        )
    return found
