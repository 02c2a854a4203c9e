"""Change many tasks of a list at once."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required
from wtforms import StringField
from wtforms.validators import Length

from models import Plan
from views.structure.structure_forms import efforts_of, people_of
from views.support.asking import askable
from views.support.sent.asked import row_id, whole
from views.support.sent.forms import BaseForm, ChoiceField, DayField, WholeField
from views.support.session import actor, changing
from views.support.shown import previewing, silences
from views.support.shown.presenting import moved
from workplan import vocabulary
from workplan.errors import InvalidInput
from workplan.extensions import Session, db
from workplan.services.changes import bulk_changes
from workplan.services.changes.bulk_changes import BulkFields
from workplan.services.coordination.recipients import unreached_among
from workplan.services.dates.rescheduling import Move
from workplan.services.people import rights
from workplan.services.record.change import Change

bp = Blueprint("bulk", __name__)

STAYS = ("", "As it is")


class BulkForm(BaseForm):
    """What changes on every chosen task; what is left alone stays."""

    shift_days = WholeField("Shift by working days")
    due_on = DayField("New suspense")
    initiative_id = ChoiceField("New line of effort")
    assignee_id = ChoiceField("Hand to")
    status = ChoiceField("New status", choices=[STAYS, *vocabulary.Status.choices()])
    reason = StringField("Why you change them", [Length(max=500)])
    silent = StringField("Agencies where nobody gets mail")

    alone: silences.Alone = silences.NOBODY
    offers = False
    """Nothing that many tasks have alike is offered."""

    @classmethod
    def for_plan(cls, session: Session, plan: Plan, **options: Any) -> BulkForm:
        """Return the form with the plan's choices."""
        form = cls(**options)
        form.initiative_id.offer([STAYS, *efforts_of(session, plan)])
        form.assignee_id.offer([STAYS, ("0", "Their agencies"), *people_of(session, plan)])
        return form

    def wanted(self) -> BulkFields:
        """Return what the person decided."""
        return BulkFields(
            shift_days=self.shift_days.data or 0,
            initiative_id=whole(self.initiative_id.data or ""),
            assignee_id=whole(self.assignee_id.data or ""),
            due_on=self.due_on.data,
            status=self.status.data or "",
        )


@bp.post("/plans/<slug>/tasks/together")
@login_required
@askable
def change(slug: str) -> ResponseReturnValue:
    """Ask what changes on the tasks that were ticked in the list; preview it, and save it."""
    session = db.session()
    plan = rights.plan_to_change(session, actor(), slug)
    form = BulkForm.for_plan(session, plan)
    is_chosen = "choose" in request.form
    if not is_chosen and form.validate():
        wanted, reason = form.wanted(), form.reason.data or ""

        def saved(change: Change) -> list[Move]:
            return bulk_changes.change(change, slug, chosen, wanted, reason)[1]

        try:
            chosen = _chosen()
            if previewing.is_asked():
                return previewing.page(plan, None, f"Change {len(chosen)} tasks", saved)
            alone = unreached_among(session, plan.id, chosen, wanted.assignee_id)
            if not silences.is_warned(form, alone):
                return _answer(slug, *bulk_changes.change(changing(), slug, chosen, wanted, reason))
        except InvalidInput as error:
            form.refuse(error, "shift_days")
    session.rollback()
    plan, _ = rights.plan_for(session, actor(), slug)
    typed = request.form.getlist("task")
    ids = filter(None, (row_id(value.partition(":")[0]) for value in typed))
    rows = bulk_changes.chosen_tasks(session, plan.id, ids)
    page = render_template("bulk/form.html", plan=plan, form=form, rows=rows)
    return page, 200 if is_chosen else 422


def _answer(slug: str, count: int, moves: list[Move]) -> ResponseReturnValue:
    """Say how many tasks truly changed, of those that were ticked."""
    if not count:
        flash("Nothing is changed: each of them was so already.")
        return redirect(url_for("tasks.index", slug=slug))
    many = "1 task is changed." if count == 1 else f"{count} tasks are changed."
    flash(f"{many} {moved(moves)} The journal can undo it.")
    return redirect(url_for("journal.show", slug=slug))


def _chosen() -> dict[int, int]:
    """Return the chosen tasks with the version of each that the person saw."""
    found = {}
    for value in request.form.getlist("task"):
        task_id, version = map(row_id, value.partition(":")[::2])
        if task_id is None or version is None:
            raise InvalidInput("task", "That is no task of the list. Choose again.")
        found[task_id] = version
    return found
