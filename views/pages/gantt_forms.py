"""The form of a change that is made on the chart."""

from __future__ import annotations

from flask import request
from wtforms import StringField
from wtforms.validators import InputRequired

from models import Task
from views.support.sent.forms import BaseForm, ChoiceField, DayField, VersionField, WholeField
from workplan.errors import InvalidInput
from workplan.services.changes import gestures
from workplan.services.changes.gestures import OFFERED, Gesture, Meaning


class GestureForm(BaseForm):
    """What a pull at a bar means, and by how much.

    Args:
        said: what was understood, in words; set once it was tried.
        settled: the gesture with the day or the number that was understood, to be saved so.
    """

    means = ChoiceField("What changes", validators=[InputRequired("Say what it means.")])
    days = WholeField("By how many working days")
    on = DayField("Or: the day itself")
    after = StringField("Waits for the task with the code")
    reason = StringField("Why (goes into the journal)")
    version = VersionField()
    said = ""
    settled: Gesture | None = None
    overtaken = (
        "Somebody changed the same of this task since you opened it. "
        "Look at it as it is now, and try again."
    )

    @classmethod
    def of(cls, task: Task) -> GestureForm:
        """Return the form of a task, with what was sent."""
        form = cls() if request.method == "POST" else cls(formdata=None)
        form.means.offer((one, OFFERED[one]) for one in gestures.offered(task))
        if request.method != "POST":
            form.means.data = next(iter(gestures.offered(task)), "")
            form.version.data = task.version
        return form

    def gesture(self) -> Gesture:
        """Return the gesture that the form says; only what its meaning needs."""
        means = Meaning(self.means.data)
        if means == Meaning.LINK:
            return Gesture(means, after=self.after.data or "")
        if self.days.data is not None and self.on.data is not None:
            raise InvalidInput("on", "Give a number of working days or a day, not both.")
        return Gesture(means, self.days.data, self.on.data)
