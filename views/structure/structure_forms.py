"""The forms by which a coordinator shapes a plan: tasks, and their removal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import request
from wtforms import Field, StringField
from wtforms.validators import InputRequired, Length

from models import Plan, Task
from views.finding.task_lookup import TaskField
from views.structure.dependency_forms import counting
from views.support.sent.asked import row_id
from views.support.sent.forms import (
    BaseForm,
    ChoiceField,
    DayField,
    OftenField,
    SpanField,
    TextField,
    VersionField,
)
from views.support.sent.lengths import LengthField
from views.support.shown import silences
from workplan import vocabulary
from workplan.extensions import Session
from workplan.notation import durations
from workplan.services.accounts.membership.departures import left_of
from workplan.services.changes import tied_tasks
from workplan.services.changes.first_subtasks import KEEP, LET_GO
from workplan.services.coordination import hands
from workplan.services.coordination.offers import open_offer, said
from workplan.services.finding import task_names
from workplan.services.people import plan_agencies
from workplan.services.structure import lines_of_effort
from workplan.services.tasks import work_calendars
from workplan.services.tasks.suspenses import LONGEST_EVENT, SuspenseRule
from workplan.services.tasks.task_checks import owning
from workplan.services.tasks.task_fields import TaskFields, fields_of
from workplan.vocabulary import AgencyRole

NONE = ("", "–")
OWN_DAYS = (
    ("", "Ask before they are lost"),
    (KEEP, "Keep them as its first subtask"),
    (LET_GO, "Let them go"),
)


ORDERERS = (("", "As its rule has it, or as was said before"), *vocabulary.OrderedBy.choices())


class TaskForm(BaseForm):
    """A task's structure. Each agency has a row with its role; more rows are added one by one."""

    version = VersionField()
    code = StringField("Code", [InputRequired("Give the task a code, such as 2d."), Length(max=40)])
    name = StringField("Name", [InputRequired("Give the task a name."), Length(max=200)])
    description = TextField("Description", [Length(max=10_000)])
    sentence = TextField("What the directive says", [Length(max=10_000)])
    duration_days = LengthField(
        "Duration in working days", [InputRequired("Give a number; 0 makes it a milestone.")]
    )
    waits = StringField("Waits for", [Length(max=2000)])
    waits_seen = StringField("What it waited for")
    initiative_id = ChoiceField("Line of effort")
    parent_id = TaskField("Part of")
    own_days = ChoiceField("If that task has days of its own", choices=OWN_DAYS)
    assignee_id = ChoiceField("Handed to")
    constraint_code = ChoiceField("Constraint", choices=vocabulary.Constraint.choices())
    constraint_on = DayField("Constraint date")
    work_calendar = ChoiceField("Calendar of its work")
    rule = ChoiceField(
        "Suspense", choices=vocabulary.SuspenseKind.choices(vocabulary.SuspenseKind.NONE)
    )
    fixed_on = DayField("Fixed date")
    within = SpanField("How long after")
    after_task_id = TaskField("Counted from the end of")
    event = StringField("What has to happen", [Length(max=LONGEST_EVENT)])
    happened_on = DayField("It happened on")
    first_on = DayField("First time on")
    every = OftenField("How often")
    until_on = DayField("Last time on or before")
    ordered_by = ChoiceField("Who ordered it", choices=ORDERERS)
    reason = StringField("Why you change it", [Length(max=500)])
    leads = Field("Agencies", id="agencies")
    silent = StringField("Agencies where nobody gets mail")

    alone: silences.Alone = silences.NOBODY
    offers: bool = False
    left: str = ""
    offered: str = ""
    agencies: list[tuple[int, str]]
    here: list[tuple[int, str]]
    others: list[tuple[int, str]]
    roles: dict[int, str]
    stored: TaskFields | None
    now: TaskFields | None = None

    @classmethod
    def for_plan(
        cls,
        session: Session,
        plan: Plan,
        task: Task | None = None,
        stored: TaskFields | None = None,
    ) -> TaskForm:
        """Return the form with the plan's choices, filled from what is stored or submitted.

        Args:
            stored: what the form starts from, whatever was submitted.
        """
        meta = counting(plan)
        form = cls(formdata=None, data=_data(stored, task), meta=meta) if stored else cls(meta=meta)
        if task is not None and stored is not None:
            form.waits.data = tied_tasks.written(session, plan.id, task.id)
            form.waits_seen.data = tied_tasks.seen_of(tied_tasks.waits_of(session, task.id))
        besides = task.id if task else 0
        others = task_names.others(session, plan.id, besides)
        for field in (form.parent_id, form.after_task_id):
            field.among(session, plan, others, besides)
        form.initiative_id.offer([NONE, *efforts_of(session, plan)])
        form.assignee_id.offer([NONE, *people_of(session, plan)])
        form.now = fields_of(session, task) if task is not None else None
        form.work_calendar.offer(
            work_calendars.choices(plan, form.now.work_calendar if form.now else "")
        )
        kept = owning(form.now) if form.now is not None else set[int]()
        form.here, form.others = plan_agencies.labels_in(session, plan.id, kept)
        form.agencies = [*form.here, *form.others]
        is_submitted = request.method == "POST" and stored is None
        form.roles = _submitted_roles(form) if is_submitted else _roles(stored)
        form.stored = stored
        if task is not None and task.assignee_id is not None:
            form.left = left_of(session, [task.id]).get(task.id, "")
        offer = open_offer(session, task.id) if task is not None else None
        form.offered = said(session, offer) if offer is not None else ""
        return form

    @property
    def role_rows(self) -> list[tuple[int, str, str]]:
        """The agencies that have a role: number, label and role; those that lead first."""
        labels = dict(self.agencies)
        rows = [(agency, labels[agency], role) for agency, role in self.roles.items() if role]
        return sorted(rows, key=lambda row: row[2] != "lead")

    def beside(self) -> dict[str, str]:
        """Return what the next task most likely has in common with this one, for an address."""
        leads = [str(agency) for agency, role in self.roles.items() if role == "lead"]
        kept = {
            "effort": self.initiative_id.data or "",
            "part_of": self.parent_id.data or "",
            "lead": leads[0] if leads else "",
        }
        return {name: value for name, value in kept.items() if value}

    def begin_beside(self, kept: Mapping[str, str]) -> None:
        """Begin with what the task before this one had, as the address says."""
        self.initiative_id.data = kept.get("effort", "")
        self.parent_id.data = kept.get("part_of", "")
        lead = _id(kept.get("lead", ""))
        if lead in dict(self.agencies):
            self.roles = {lead: "lead"}

    def tied(self, session: Session, plan: Plan) -> tuple[tied_tasks.Waits, tied_tasks.Waits]:
        """Return what the task waited for when the form was opened, and what it is to wait for.

        Raises:
            InvalidInput: for a cell that is not understood.
        """
        seen = tied_tasks.seen_in(self.waits_seen.data or "")
        return seen, tied_tasks.read(session, plan.id, self.waits.data or "")

    def wanted(self) -> TaskFields:
        """Return what the person decided."""
        leads = tuple(agency for agency, role in self.roles.items() if role == "lead")
        supports = tuple((a, role) for a, role in self.roles.items() if role not in ("", "lead"))
        length = self.duration_days.data or durations.Length(0)
        held = self.constraint_code.data or "ASAP", self.constraint_on.data
        is_held = self.now is not None and held == (
            self.now.constraint_code,
            self.now.constraint_on,
        )
        return TaskFields(
            code=(self.code.data or "").strip(),
            name=(self.name.data or "").strip(),
            description=self.description.data or "",
            sentence=(self.sentence.data or "").strip(),
            duration_days=length.days,
            short_parts=length.short_parts,
            work_calendar=self.work_calendar.data or "",
            leads=leads,
            supports=supports,
            initiative_id=_id(self.initiative_id.data),
            parent_id=_id(self.parent_id.data),
            assignee_id=_id(self.assignee_id.data),
            constraint_code=held[0],
            constraint_on=held[1],
            # Only files give a constraint its hour; it stays as long as its day does.
            constraint_minute=self.now.constraint_minute if self.now and is_held else None,
            suspense=SuspenseRule(
                self.rule.data or "none",
                fixed_on=self.fixed_on.data,
                within=self.within.data,
                after_task_id=_id(self.after_task_id.data),
                event=self.event.data or None,
                happened_on=self.happened_on.data,
                first_on=self.first_on.data,
                every=self.every.data,
                until_on=self.until_on.data,
            ),
        )


class RemovalForm(BaseForm):
    """Why a task leaves its plan."""

    version = VersionField()
    reason = StringField(
        "Why it is removed",
        [InputRequired("Say why: the record keeps the reason."), Length(max=500)],
    )


def _data(stored: TaskFields, task: Task | None) -> dict[str, Any]:
    rule = stored.suspense
    return {
        **stored.stored(),
        "duration_days": durations.Length(stored.duration_days, stored.short_parts),
        **{key: str(getattr(stored, key) or "") for key in ("initiative_id", "parent_id")},
        "assignee_id": str(stored.assignee_id or ""),
        "rule": rule.rule,
        "fixed_on": rule.fixed_on,
        "within": rule.within,
        "after_task_id": str(rule.after_task_id or ""),
        "event": rule.event or "",
        "happened_on": rule.happened_on,
        "first_on": rule.first_on,
        "every": rule.every,
        "until_on": rule.until_on,
        "version": task.version if task else 0,
    }


def _roles(stored: TaskFields | None) -> dict[int, str]:
    if stored is None:
        return {}
    return dict(stored.supports) | dict.fromkeys(stored.leads, "lead")


def _submitted_roles(form: TaskForm) -> dict[int, str]:
    chosen = {agency: request.form.get(f"agency_{agency}", "") for agency, _ in form.agencies}
    added = zip(request.form.getlist("new_agency"), request.form.getlist("new_role"), strict=False)
    chosen |= {_id(agency) or 0: role for agency, role in added if _id(agency) in chosen}
    return {agency: role for agency, role in chosen.items() if role in AgencyRole.codes()}


def efforts_of(session: Session, plan: Plan) -> list[tuple[str, str]]:
    """Return the lines of effort of a plan, to choose from."""
    return [(str(effort.id), effort.name) for effort in lines_of_effort.of_plan(session, plan.id)]


def people_of(session: Session, plan: Plan) -> list[tuple[str, str]]:
    """Return those who do the work of a plan, with their agencies."""
    return [
        (str(one.id), f"{one.name} ({one.label})") for one in hands.workers_of(session, plan.id)
    ]


def _id(value: str | None) -> int | None:
    return row_id(value or "")
