"""The forms of the registers: what an entry says, how it is closed, and why it changes."""

from __future__ import annotations

from wtforms import StringField
from wtforms.validators import InputRequired, Length

from models import Plan
from views.support.sent.asked import row_id
from views.support.sent.forms import BaseForm, ChoiceField, DayField, TextField, VersionField
from workplan.extensions import Session
from workplan.services.coordination.registers.register_fields import (
    MAX_DECIDER,
    MAX_STATEMENT,
    RegisterFields,
    tasks_named,
)
from workplan.services.coordination.registers.registers import MAX_OUTCOME
from workplan.services.pages.lists.register_rows import Listed
from workplan.services.people import plan_agencies
from workplan.services.people.standing import Standing
from workplan.vocabulary import RegisterKind


class EntryForm(BaseForm):
    """What an entry of the registers says."""

    version = VersionField()
    kind = ChoiceField("Kind", choices=RegisterKind.choices())
    statement = TextField(
        "What it is", [InputRequired("Say in a sentence what it is."), Length(max=MAX_STATEMENT)]
    )
    agency = ChoiceField("Agency that owns it")
    decider = StringField("Who decides", [Length(max=MAX_DECIDER)])
    wanted_on = DayField("By which day")
    tasks = StringField("Tasks that it touches", [Length(max=2_000)])
    reason = StringField("Why you change it", [Length(max=500)])

    @classmethod
    def sent(cls, session: Session, plan: Plan, *kept: int) -> EntryForm:
        """Return the form as it was sent, with the agencies of the plan to choose from.

        Args:
            kept: the agency that owns the entry, which may stay although it was retired since.
        """
        form = cls()
        form.offer_agencies(session, plan, *kept)
        return form

    @classmethod
    def new(cls, session: Session, plan: Plan, standing: Standing, **data: str) -> EntryForm:
        """Return an empty form; the reader's own agency owns what they add, unless they say so."""
        form = cls(formdata=None, data=data)
        form.offer_agencies(session, plan)
        own = {str(agency) for agency in standing.agency_ids}
        offered = [choice.value for choice in form.agency.offered()]
        form.agency.data = next((one for one in offered if one in own), "")
        return form

    @classmethod
    def of(cls, session: Session, plan: Plan, listed: Listed, agency_id: int) -> EntryForm:
        """Return the form filled from an entry."""
        row = listed.row
        data = {
            "version": row.version,
            "kind": row.kind,
            "statement": row.statement,
            "agency": str(agency_id),
            "decider": row.decider,
            "wanted_on": row.wanted_on,
            "tasks": ", ".join(task.code for task in listed.tasks),
        }
        form = cls(formdata=None, data=data)
        form.offer_agencies(session, plan, agency_id)
        return form

    def offer_agencies(self, session: Session, plan: Plan, *kept: int) -> None:
        """Offer the agencies that take part in the plan."""
        here = plan_agencies.labels_in(session, plan.id, kept).here
        self.agency.offer([("", "Choose one"), *((str(one), label) for one, label in here)])

    def wanted(self, session: Session, plan: Plan) -> RegisterFields:
        """Return what was sent, the tasks by their codes.

        Raises:
            InvalidInput: for a code that no task of the plan has.
        """
        return RegisterFields(
            self.kind.data or "",
            self.statement.data or "",
            row_id(self.agency.data or "") or 0,
            self.decider.data or "",
            self.wanted_on.data,
            tasks_named(session, plan.id, self.tasks.data or ""),
        )


class ClosingForm(BaseForm):
    """What came of an entry."""

    version = VersionField()
    outcome = TextField(
        "What came of it", [InputRequired("Say what came of it."), Length(max=MAX_OUTCOME)]
    )


class ReasonForm(BaseForm):
    """Why an entry is opened again, or retired."""

    version = VersionField()
    reason = StringField("Why", [Length(max=500)])
