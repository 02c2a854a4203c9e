"""The form by which a task is ended without being done."""

from __future__ import annotations

from models import Plan, Task
from views.finding.task_lookup import TaskField
from views.support.sent.asked import row_id
from views.support.sent.forms import BaseForm, ChoiceField, TextField, VersionField
from workplan.extensions import Session
from workplan.services.finding import task_names
from workplan.services.reporting.endings.ways_out import Ended
from workplan.services.tasks.directive.directive_choices import choices
from workplan.vocabulary import WAYS_OUT


class EndingForm(BaseForm):
    """By which way a task is ended, why, and what takes its place."""

    version = VersionField()
    kind = ChoiceField("How it ends", choices=[(way.value, way.words) for way in WAYS_OUT])
    into = TaskField("The task that takes its place")
    directive = ChoiceField("Or the directive that supersedes it")
    reason = TextField("Why")

    @classmethod
    def of(cls, session: Session, plan: Plan, task: Task, *, is_sent: bool = False) -> EndingForm:
        """Return the form of a task, with what can take its place to choose from."""
        data = {"version": task.version}
        form = cls() if is_sent else cls(formdata=None, data=data)
        form.name_by(task.id)
        others = task_names.others(session, plan.id, task.id)
        form.into.among(session, plan, others, task.id, ("", "No task"))
        form.directive.offer(
            [("", "No directive"), *((str(number), said) for number, said in choices(session))]
        )
        return form

    def wanted(self) -> Ended:
        """Return what the person decided; what the chosen way does not need is left out."""
        into, directive = row_id(self.into.data or ""), row_id(self.directive.data or "")
        return Ended(self.kind.data or "", self.reason.data or "", into, directive)
