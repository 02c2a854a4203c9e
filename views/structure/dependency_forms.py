"""The forms by which a task is tied to another, and tied otherwise."""

from __future__ import annotations

from wtforms import BooleanField, StringField

from models import Plan, Task
from views.finding.task_lookup import TaskField
from views.support.sent.asked import row_id, signed
from views.support.sent.forms import BaseForm, ChoiceField
from views.support.sent.lengths import LagField
from workplan import vocabulary
from workplan.extensions import Session
from workplan.notation import predecessors
from workplan.services.dates.plan_calendars import hours_of
from workplan.services.finding import task_names
from workplan.services.structure.task.dependencies import DependencyFields

LAG = "Lag in days, such as 2, 0.5 or 4h (negative for a lead)"


class DependencyForm(BaseForm):
    """A predecessor, the type of the dependency, and its lag."""

    predecessor = TaskField("Waits for")
    type = ChoiceField("Type", choices=vocabulary.LinkType.choices())
    lag_days = LagField(LAG, default="0")
    is_elapsed = BooleanField("Count calendar days")

    @classmethod
    def for_task(cls, session: Session, task: Task) -> DependencyForm:
        """Return the form with the other tasks of the plan to choose from."""
        plan = session.get_one(Plan, task.plan_id)
        form = cls(meta=counting(plan))
        others = task_names.others(session, plan.id, task.id)
        form.predecessor.among(session, plan, others, task.id, ("", "Choose a task"))
        return form

    def wanted(self) -> DependencyFields:
        """Return what the person decided."""
        predecessor_id = row_id(self.predecessor.data or "") or 0
        return _decided(predecessor_id, self.type.data, self.lag_days, bool(self.is_elapsed.data))


class LinkForm(BaseForm):
    """The type of a dependency that is there, and its lag."""

    type = ChoiceField("Type", choices=vocabulary.LinkType.choices())
    lag_days = LagField(LAG, default="0")
    is_elapsed = BooleanField("Count calendar days")
    seen = StringField("As it stood")

    @classmethod
    def of(
        cls, plan: Plan, link: DependencyFields, number: int, *, is_sent: bool = False
    ) -> LinkForm:
        """Return the form of a dependency, as it stands or as it was sent.

        Args:
            number: of the dependency, so that several forms stand on one page.
        """
        meta = counting(plan)
        lag = predecessors.lag_written(link)
        data = {"type": link.type, "lag_days": lag, "is_elapsed": link.is_elapsed}
        data |= {"seen": _seen(link)}
        form = cls(meta=meta) if is_sent else cls(formdata=None, data=data, meta=meta)
        form.name_by(number)
        return form

    def wanted(self, predecessor_id: int) -> DependencyFields:
        """Return what the person decided."""
        is_elapsed = bool(self.is_elapsed.data)
        return _decided(predecessor_id, self.type.data, self.lag_days, is_elapsed)

    def seen_fields(self, predecessor_id: int) -> DependencyFields | None:
        """Return how the dependency stood when the page was opened, if the page said so."""
        kind, _, rest = (self.seen.data or "").partition(":")
        numbers = [number for part in rest.split(":") if (number := signed(part)) is not None]
        if len(numbers) != len(("days", "elapsed", "minutes")):
            return None
        days, elapsed, minutes = numbers
        return DependencyFields(predecessor_id, kind, days, elapsed == 1, minutes)


def counting(plan: Plan) -> dict[str, int]:
    """Return what a form has to know so that it can read parts of a plan's days."""
    return {"per_day": hours_of(plan.hours).per_day}


def _decided(predecessor_id: int, kind: str, lag: LagField, is_elapsed: bool) -> DependencyFields:
    days, minutes = lag.decided(is_elapsed=is_elapsed)
    return DependencyFields(predecessor_id, kind, days, is_elapsed, minutes)


def _seen(link: DependencyFields) -> str:
    return f"{link.type}:{link.lag_days}:{'1' if link.is_elapsed else '0'}:{link.lag_parts}"
