"""The journal of a plan: who changed what, when, why, and what it moved."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import login_required

from models import Plan
from views.support.sent import asked
from views.support.session import actor
from views.support.shown import downloads, narrowing
from views.support.shown.narrowing import Choice
from workplan.extensions import db
from workplan.services.changes.undoing.asked_first import asked_about
from workplan.services.history import taken_back
from workplan.services.history.entry_kinds import EntryKind
from workplan.services.pages.journal import journal_filters
from workplan.services.pages.journal.journal_filters import JournalFilter
from workplan.services.pages.journal.journal_pages import all_of, page_of
from workplan.services.people import rights
from workplan.services.people.standing import Standing

bp = Blueprint("journal", __name__)


@bp.get("/plans/<slug>/journal")
@login_required
def show(slug: str) -> ResponseReturnValue:
    """Show a page of the plan's changes, newest first; a lead reads those of the own tasks."""
    session = db.session()
    plan, standing = rights.plan_for(session, actor(), slug)
    rights.require_journal(standing)
    older_than = asked.number("before")
    part_of = asked.number("of")
    asked_for = _wanted()
    found = page_of(session, standing, older_than, part_of, asked_for)
    choices = _choices(plan, standing, asked_for)
    may_undo = standing.may_change_structure and plan.stage != "closed"
    return render_template(
        "journal/show.html",
        plan=plan,
        standing=standing,
        older_than=older_than,
        part_of=part_of,
        may_undo=may_undo,
        hanging=asked_about(session, plan.id, asked.number("undo")) if may_undo else None,
        found=found,
        choices=choices,
        chips=narrowing.chips(choices, left_out=("before", "of", "undo")),
        taken_back=taken_back.among(session, [line.entry for line in found.lines]),
    )


def _wanted() -> JournalFilter:
    """Return what the address asks for; what is no kind asks for nothing.

    Raises:
        InvalidInput: for a person who is no number, and for what is no day.
    """
    kind = request.args.get("kind", "")
    return JournalFilter(
        person=asked.number("person"),
        agency=request.args.get("agency", ""),
        kind=kind if kind in EntryKind.codes() else "",
        day=asked.day("day"),
    )


def _choices(plan: Plan, standing: Standing, chosen: JournalFilter) -> tuple[Choice, ...]:
    session = db.session()
    people = [(str(one.id), one.name) for one in journal_filters.people(session, standing)]
    agencies = [(one.code, one.label) for one in journal_filters.agencies(session, plan.id)]
    day = chosen.day.isoformat() if chosen.day else ""
    return (
        Choice("person", "Person", people, str(chosen.person or "")),
        Choice("agency", "Tasks of", agencies, chosen.agency),
        Choice("kind", "Kind", EntryKind.choices(), chosen.kind),
        Choice("day", "Day", (), day, is_day=True),
    )


LISTED = ("Entry", "When (UTC)", "Who", "Door", "What", "About", "Before", "After", "Why", "Cause")


@bp.get("/plans/<slug>/journal.csv")
@login_required
def table(slug: str) -> Response:
    """Serve every entry that the person may read as CSV, dates that moved too."""
    session = db.session()
    plan, standing = rights.plan_for(session, actor(), slug)
    rights.require_journal(standing)
    rows = (
        (
            record.entry.seq,
            record.entry.at.isoformat(timespec="seconds"),
            record.entry.actor_name,
            record.entry.door,
            record.said,
            record.subject,
            record.before,
            record.after,
            record.entry.reason,
            record.entry.cause_seq,
        )
        for record in all_of(session, standing)
    )
    return downloads.table(f"{plan.slug}-journal", LISTED, rows)
