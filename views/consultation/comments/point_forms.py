"""The forms of a point: what becomes of it, the draft of that, and who is asked for it."""

from __future__ import annotations

from datetime import date

from wtforms import StringField
from wtforms.validators import InputRequired, Length

from models import Plan
from views.support.sent.asked import row_id
from views.support.sent.forms import BaseForm, ChoiceField, DayField, TextField, VersionField
from workplan.errors import InvalidInput
from workplan.extensions import Session
from workplan.services.consultation.drafts.asking import LONGEST_ASK, Asked
from workplan.services.consultation.filing import Filed
from workplan.services.consultation.finding import LONGEST_REASON
from workplan.services.consultation.points import LONGEST, Settled
from workplan.services.coordination.registers.register_fields import tasks_named
from workplan.services.pages.comments import caused_changes
from workplan.services.pages.comments.comment_rows import CommentRow
from workplan.services.pages.comments.draft_rows import DraftRow
from workplan.services.pages.comments.point_rows import PointRow
from workplan.services.people import plan_agencies
from workplan.services.structure import lines_of_effort, objectives
from workplan.vocabulary import Disposition


class DraftForm(BaseForm):
    """What an agency drafts for a point."""

    version = VersionField()
    disposition = ChoiceField("What becomes of it")
    task = StringField("Task that it changes", [Length(max=80)])
    because = TextField("Reason, for those inside", [Length(max=LONGEST)])
    answer = TextField("Answer, which everybody may read", [Length(max=LONGEST)])

    @classmethod
    def drafted(cls, which: int, draft: DraftRow | None = None) -> DraftForm:
        """Return the form as it was sent, or filled from the draft."""
        form = cls() if draft is None else cls(formdata=None, data=filled(draft))
        form.name_by(which)
        form.disposition.offer([("", "Choose one"), *Disposition.choices()])
        return form

    def wanted(self, session: Session, plan: Plan) -> Settled:
        """Return what was sent, the task by its code.

        Raises:
            InvalidInput: for a code that no task of the plan has, and for several.
        """
        try:
            tasks = tasks_named(session, plan.id, self.task.data or "")
        except InvalidInput as error:
            raise InvalidInput(
                "task", "No task of this plan has this code. Give one code, such as 3(b).1."
            ) from error
        if len(tasks) > 1:
            raise InvalidInput("task", "A point names one task. Split it to name another.")
        return Settled(
            self.disposition.data or "",
            self.answer.data or "",
            self.because.data or "",
            next(iter(tasks), None),
        )


class PointForm(DraftForm):
    """What becomes of a point, and under what it is filed."""

    objective = ChoiceField("Objective")
    effort = ChoiceField("Line of effort")
    change = ChoiceField("Change of the plan that it caused")

    @classmethod
    def sent(cls, session: Session, plan: Plan, row: CommentRow, point: PointRow) -> PointForm:
        """Return the form as it was sent."""
        form = cls()
        form._offer(session, plan, row, point)
        return form

    @classmethod
    def of(
        cls, session: Session, plan: Plan, row: CommentRow, point: PointRow, draft: DraftRow | None
    ) -> PointForm:
        """Return the form filled from a point, or from what an agency drafted for an open one."""
        is_drafted = draft is not None and draft.drafted_at is not None and not point.disposition
        data = filled(draft if draft is not None and is_drafted else point) | {
            "version": row.version,
            "objective": str(point.objective_id or ""),
            "effort": str(point.initiative_id or ""),
            "change": str(point.change_seq or ""),
        }
        form = cls(formdata=None, data=data)
        form._offer(session, plan, row, point)
        return form

    def wanted(self, session: Session, plan: Plan) -> Settled:
        """Return what was sent, the task by its code."""
        change = row_id(self.change.data or "")
        wanted = super().wanted(session, plan)
        return wanted._replace(**self.filed()._asdict(), change_seq=change)

    def filed(self) -> Filed:
        """Return under what the point is filed, as it was sent."""
        return Filed(row_id(self.objective.data or ""), row_id(self.effort.data or ""))

    def _offer(self, session: Session, plan: Plan, row: CommentRow, point: PointRow) -> None:
        self.name_by(point.number)
        self.disposition.offer([("", "Choose one"), *Disposition.choices()])
        under_objectives, under_efforts = filed_under(session, plan, point)
        self.objective.offer(under_objectives)
        self.effort.offer(under_efforts)
        changes = caused_changes.offered(session, plan, row.came_at, point.change_seq)
        self.change.offer([("", "None"), *changes])


class FilingForm(BaseForm):
    """Under what a point is filed, while it is not settled."""

    version = VersionField()
    under_objective = ChoiceField("File it under the objective")
    under_effort = ChoiceField("And under the line of effort")

    @classmethod
    def filing(
        cls, session: Session, plan: Plan, point: PointRow, version: int | None = None
    ) -> FilingForm:
        """Return the form as it was sent, or filled as the point is filed.

        Args:
            version: that of the comment, where the form is shown and not sent.
        """
        data = {
            "version": version,
            "under_objective": str(point.objective_id or ""),
            "under_effort": str(point.initiative_id or ""),
        }
        form = cls() if version is None else cls(formdata=None, data=data)
        form.name_by(point.number)
        under_objectives, under_efforts = filed_under(session, plan, point)
        form.under_objective.offer(under_objectives)
        form.under_effort.offer(under_efforts)
        return form

    def filed(self) -> Filed:
        """Return under what the point is filed, as it was sent."""
        return Filed(row_id(self.under_objective.data or ""), row_id(self.under_effort.data or ""))


class AskForm(BaseForm):
    """Which agency drafts the answer to a point, by when, and what is said to it."""

    version = VersionField()
    agency = ChoiceField("Agency that drafts")
    wanted_on = DayField("Draft by", [InputRequired("Give the day by which it drafts.")])
    ask = TextField("What it should know", [Length(max=LONGEST_ASK)])

    @classmethod
    def asking(
        cls, session: Session, plan: Plan, which: int, data: dict[str, object] | None = None
    ) -> AskForm:
        """Return the form as it was sent, or filled with what stands there, or is usual."""
        form = cls() if data is None else cls(formdata=None, data=data)
        form.name_by(which)
        kept = row_id(str(form.agency.data or ""))
        here = plan_agencies.labels_in(session, plan.id, [kept] if kept else []).here
        form.agency.offer([("", "Choose one"), *((str(number), label) for number, label in here)])
        return form

    def wanted(self) -> Asked:
        """Return what was sent."""
        day = self.wanted_on.data
        assert isinstance(day, date)
        return Asked(row_id(self.agency.data or "") or 0, day, self.ask.data or "")


class ReturnForm(BaseForm):
    """Why a draft is sent back."""

    version = VersionField()
    why = StringField("Why", [Length(max=LONGEST_REASON)])


Choices = list[tuple[str, str]]


def filed_under(session: Session, plan: Plan, point: PointRow) -> tuple[Choices, Choices]:
    """Return the objectives and the lines of effort under which a point can be filed."""
    known = [
        (str(one.id), f"{one.code} {one.statement}")
        for one in objectives.of_directive(session, plan)
        if one.retired_at is None or one.id == point.objective_id
    ]
    efforts = [(str(one.id), one.name) for one in lines_of_effort.of_plan(session, plan.id)]
    if point.initiative_id and str(point.initiative_id) not in dict(efforts):
        efforts.append((str(point.initiative_id), point.effort))
    return [("", "None"), *known], [("", "None"), *efforts]


def filled(of: PointRow | DraftRow) -> dict[str, object]:
    """Return the fields of the form from what became of a point, or is drafted for it."""
    return {
        "version": getattr(of, "version", 0),
        "disposition": of.disposition or "",
        "task": of.task_code or "",
        "because": of.because,
        "answer": of.answer,
    }
