"""The forms of comments: who wrote one, what it says, and what becomes of a point."""

from __future__ import annotations

from wtforms import BooleanField, StringField
from wtforms.validators import InputRequired, Length

from models import Plan
from views.support.sent.asked import row_id
from views.support.sent.forms import BaseForm, ChoiceField, TextField, VersionField
from workplan.errors import InvalidInput
from workplan.extensions import Session
from workplan.services.consultation.comments import LONGEST_LINE, Letter, Sender
from workplan.services.consultation.finding import LONGEST_REASON
from workplan.services.consultation.points import LONGEST, LONGEST_WORDS, Settled
from workplan.services.coordination.register_fields import tasks_named
from workplan.services.pages.lists.comment_rows import CommentRow, PointRow
from workplan.services.structure import objectives
from workplan.vocabulary import Disposition


class SenderForm(BaseForm):
    """Who wrote a comment."""

    version = VersionField()
    sender = StringField("Who wrote it", [Length(max=LONGEST_LINE)])
    organisation = StringField("For which organisation", [Length(max=LONGEST_LINE)])
    email = StringField("Address for the answer", [Length(max=254)])
    may_be_named = BooleanField("Agreed to be named in public")

    @classmethod
    def of(cls, row: CommentRow) -> SenderForm:
        """Return the form filled from a comment."""
        data = {
            "version": row.version,
            "sender": row.sender,
            "organisation": row.organisation,
            "email": row.address,
            "may_be_named": row.may_be_named,
        }
        return cls(formdata=None, data=data)

    def by(self) -> Sender:
        """Return who wrote it, as it was sent."""
        return Sender(
            self.sender.data or "",
            self.organisation.data or "",
            self.email.data or "",
            bool(self.may_be_named.data),
        )


class LetterForm(SenderForm):
    """A comment that came by another way than mail."""

    subject = StringField("What it is about", [Length(max=LONGEST_LINE)])
    words = TextField("What it says")

    def letter(self) -> Letter:
        """Return the comment, as it was sent."""
        return Letter(self.by(), self.subject.data or "", self.words.data or "")


class WordsForm(BaseForm):
    """Words of a comment that are a point of their own."""

    version = VersionField()
    words = TextField(
        "Words of the comment",
        [InputRequired("Mark the words of the comment."), Length(max=LONGEST_WORDS)],
    )


class ReasonForm(BaseForm):
    """Why a comment is set aside, or opened again."""

    version = VersionField()
    because = StringField("Why", [Length(max=LONGEST_REASON)])


class PlainForm(BaseForm):
    """A button: only which version of the comment it was pressed on."""

    version = VersionField()


class PointForm(BaseForm):
    """What becomes of a point."""

    version = VersionField()
    disposition = ChoiceField("What becomes of it")
    objective = ChoiceField("Objective")
    task = StringField("Task that it changes", [Length(max=80)])
    because = TextField("Reason, for those inside", [Length(max=LONGEST)])
    answer = TextField("Answer, which everybody may read", [Length(max=LONGEST)])

    @classmethod
    def sent(cls, session: Session, plan: Plan, point: PointRow) -> PointForm:
        """Return the form as it was sent."""
        form = cls()
        form._offer(session, plan, point)
        return form

    @classmethod
    def of(cls, session: Session, plan: Plan, row: CommentRow, point: PointRow) -> PointForm:
        """Return the form filled from a point."""
        data = {
            "version": row.version,
            "disposition": point.disposition or "",
            "objective": str(point.objective_id or ""),
            "task": point.task_code or "",
            "because": point.because,
            "answer": point.answer,
        }
        form = cls(formdata=None, data=data)
        form._offer(session, plan, point)
        return form

    def _offer(self, session: Session, plan: Plan, point: PointRow) -> None:
        self.name_by(point.number)
        self.disposition.offer([("", "Choose one"), *Disposition.choices()])
        known = [
            (str(one.id), f"{one.code} {one.statement}")
            for one in objectives.of_directive(session, plan)
            if one.retired_at is None or one.id == point.objective_id
        ]
        self.objective.offer([("", "None"), *known])

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
            row_id(self.objective.data or ""),
        )
