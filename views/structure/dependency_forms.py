"""The forms by which a task is tied to another, and tied otherwise."""

from __future__ import annotations

from wtforms import BooleanField, StringField

from models import Plan, Task
from views.finding.task_lookup import TaskField
from views.support.sent.asked import row_id, signed
from views.support.sent.forms import BaseForm, ChoiceField, WholeField
from workplan import vocabulary
from workplan.extensions import Session
from workplan.services.finding import task_names
from workplan.services.structure.task.dependencies import DependencyFields


class DependencyForm(BaseForm):
    """A predecessor, the type of the dependency, and its lag."""

    predecessor = TaskField("Waits for")
    type = ChoiceField("Type", choices=vocabulary.LinkType.choices())
    lag_days = WholeField("Lag in days (negative for a lead)", default=0)
    is_elapsed = BooleanField("Count calendar days")

    @classmethod
    def for_task(cls, session: Session, task: Task) -> DependencyForm:
        """Return the form with the other tasks of the plan to choose from."""
        form = cls()
        plan = session.get_one(Plan, task.plan_id)
        others = task_names.others(session, plan.id, task.id)
        form.predecessor.among(session, plan, others, task.id, ("", "Choose a task"))
        return form

    def wanted(self) -> DependencyFields:
        """Return what the person decided."""
        return DependencyFields(
            row_id(self.predecessor.data or "") or 0,
            self.type.data,
            self.lag_days.data or 0,
            bool(self.is_elapsed.data),
        )


class LinkForm(BaseForm):
    """The type of a dependency that is there, and its lag."""

    type = ChoiceField("Type", choices=vocabulary.LinkType.choices())
    lag_days = WholeField("Lag in days (negative for a lead)", default=0)
    is_elapsed = BooleanField("Count calendar days")
    seen = StringField("As it stood")

    @classmethod
    def of(cls, link: DependencyFields, number: int, *, is_sent: bool = False) -> LinkForm:
        """Return the form of a dependency, as it stands or as it was sent.

        Args:
            number: of the dependency, so that several forms stand on one page.
        """
        data = {"type": link.type, "lag_days": link.lag_days, "is_elapsed": link.is_elapsed}
        form = cls() if is_sent else cls(formdata=None, data=data | {"seen": _seen(link)})
        form.name_by(number)
        return form

    def wanted(self, predecessor_id: int) -> DependencyFields:
        """Return what the person decided."""
        lag, is_elapsed = self.lag_days.data or 0, bool(self.is_elapsed.data)
        return DependencyFields(predecessor_id, self.type.data, lag, is_elapsed)

    def seen_fields(self, predecessor_id: int) -> DependencyFields | None:
        """Return how the dependency stood when the page was opened, if the page said so."""
        kind, _, rest = (self.seen.data or "").partition(":")
        lag, _, elapsed = rest.partition(":")
        number = signed(lag)
        if number is None:
            return None
        return DependencyFields(predecessor_id, kind, number, elapsed == "1")


def _seen(link: DependencyFields) -> str:
    return f"{link.type}:{link.lag_days}:{'1' if link.is_elapsed else '0'}"
