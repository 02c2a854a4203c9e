"""Found a sample plan: agencies, people, the directive, and the tasks known on the first day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import (
    Agency,
    Dependency,
    Directive,
    Initiative,
    Membership,
    Objective,
    Plan,
    Task,
    TaskObjective,
    User,
)
from workplan.calendars.spans import days, often_of
from workplan.clock import civil_date
from workplan.sample.files import PLAN_FILES, Anchor, read
from workplan.services.accounts import accounts
from workplan.services.dates.rescheduling import reschedule
from workplan.services.lifecycle import default_rules
from workplan.services.people import plan_agencies
from workplan.services.people.plan_agencies import Joining
from workplan.services.record import burn_counts, journal
from workplan.services.record.change import Change
from workplan.services.structure.task import tasks
from workplan.services.structure.task.dependencies import DependencyFields
from workplan.services.tasks.suspenses import SuspenseRule
from workplan.services.tasks.task_fields import TaskFields, described


@dataclass(frozen=True)
class SignIn:
    """A sample person with the random password that was made for them."""

    name: str
    email: str
    password: str
    role: str
    agency: str


def add_people_and_agencies(session: Session, now: datetime) -> list[SignIn]:
    """Add whoever is missing and return those people, with their passwords."""
    ids = {row.code: row.id for row in session.execute(select(Agency.code, Agency.id))}
    for raw in read("agencies.json"):
        if raw["code"] not in ids:
            agency = Agency(
                code=raw["code"],
                label=raw["label"],
                name=raw["name"],
                parent_id=ids.get(raw["parent"]),
            )
            session.add(agency)
            session.flush()
            ids[agency.code] = agency.id
    labels = {raw["code"]: raw["label"] for raw in read("agencies.json")}
    roles = _roles()
    added = []
    known = set(session.scalars(select(User.email)))
    for raw in read("people.json"):
        if raw["email"] not in known:
            user_id, password = accounts.add_in(
                session, now, raw["email"], raw["name"], is_admin=raw.get("is_admin", False)
            )
            session.get_one(User, user_id).agency_id = ids.get(raw.get("agency") or "")
            role = "administrator" if raw.get("is_admin") else roles.get(raw["email"], "no role")
            agency = labels.get(raw.get("agency") or "", "")
            added.append(SignIn(raw["name"], raw["email"], password, role, agency))
    return added


def _roles() -> dict[str, str]:
    members: Iterable[dict[str, Any]] = (m for name in PLAN_FILES for m in read(name)["members"])
    return {member["email"]: member["role"] for member in members}


def found_plan(change: Change, document: dict[str, Any], anchor: Anchor) -> Plan:
    """Write a plan with the tasks known on its first day, journalled and scheduled."""
    session = change.session
    raw = document["plan"]
    facts = document["directive"]
    directive = Directive(
        citation=facts["citation"],
        title=facts["title"],
        signed_on=anchor.signed_on,
        status=facts["status"],
        superseded_on=anchor.day(facts.get("superseded_on")),
        superseded_by=facts.get("superseded_by"),
    )
    session.add(directive)
    session.flush()
    start_on = anchor.day(raw["start_on"])
    assert start_on is not None
    plan = Plan(
        directive_id=directive.id,
        slug=raw["slug"],
        title=raw["title"],
        note=raw.get("note", ""),
        mail_tag=raw["mail_tag"],
        stage="drafting",
        verifies=raw.get("verifies", "directed"),
        time_zone=raw["time_zone"],
        marking=raw.get("marking"),
        start_on=start_on,
    )
    session.add(plan)
    session.flush()
    _add_surroundings(session, document, plan)
    on_day = civil_date(change.now, plan.time_zone)
    plan_agencies.take_part_as_named(session, Joining(plan.id, on_day))
    made = journal.Entry(
        "plan.founded", ("plan", plan.id), after={"slug": plan.slug, "title": plan.title}
    )
    seq = journal.record(change, on_day, plan.id, [made])
    _add_first_tasks(session, document, anchor, plan, change)
    reschedule(change, on_day, plan.id, seq)
    return plan


def _add_surroundings(session: Session, document: dict[str, Any], plan: Plan) -> None:
    """Add objectives, lines of effort, members and the reminder rules."""
    agencies = {row.code: row.id for row in session.execute(select(Agency.code, Agency.id))}
    people = {row.email: row.id for row in session.execute(select(User.email, User.id))}
    session.add_all(
        Objective(
            directive_id=plan.directive_id,
            code=o["code"],
            statement=o["statement"],
            position=position,
        )
        for position, o in enumerate(document["objectives"], 1)
    )
    session.add_all(
        Initiative(
            plan_id=plan.id,
            agency_id=agencies.get(i.get("agency")),
            code=i["code"],
            title=i["title"],
            position=position,
            uid=position,
        )
        for position, i in enumerate(document["initiatives"], 1)
    )
    session.add_all(
        Membership(
            plan_id=plan.id,
            user_id=people[m["email"]],
            role=m["role"],
            agency_id=agencies.get(m.get("agency")),
            is_supervisor=m.get("is_supervisor", False),
        )
        for m in document["members"]
    )
    default_rules.add_default_rules(session, plan.id)
    session.flush()


def _add_first_tasks(
    session: Session,
    document: dict[str, Any],
    anchor: Anchor,
    plan: Plan,
    change: Change,
) -> None:
    ids: dict[str, int] = {}
    entries = []
    first = [raw for raw in document["tasks"] if raw.get("added_on") is None]
    # A suspense may count from a task further down the list, so those come last.
    for raw in sorted(first, key=lambda t: (t.get("suspense") or {}).get("rule") == "after_task"):
        wanted = task_fields(session, raw, anchor, plan.slug, ids)
        task = tasks.insert(change, plan, wanted)
        task.position = document["tasks"].index(raw) + 1
        ids[raw["code"]] = task.id
        session.flush()
        counted = burn_counts.counted(session, task.id)
        after = described(wanted)
        entries.append(journal.Entry("task.added", ("task", task.id), after=after, burn=counted))
        _serve_objectives(session, raw, plan, task)
    for link in document["links"]:
        if link[0] in ids and link[1] in ids:
            successor, fields = dependency_fields(link, ids)
            session.add(Dependency(plan_id=plan.id, successor_id=successor, **asdict(fields)))
            entries.append(
                journal.Entry("dependency.added", ("task", successor), after=asdict(fields))
            )
    session.flush()
    journal.record(change, civil_date(change.now, plan.time_zone), plan.id, entries)


def _serve_objectives(session: Session, raw: dict[str, Any], plan: Plan, task: Task) -> None:
    wanted = raw.get("objectives", [])
    for objective_id in session.scalars(
        select(Objective.id).where(
            Objective.directive_id == plan.directive_id, Objective.code.in_(wanted)
        )
    ):
        session.add(TaskObjective(task_id=task.id, objective_id=objective_id))


def task_fields(
    session: Session, raw: dict[str, Any], anchor: Anchor, slug: str, ids: dict[str, int]
) -> TaskFields:
    """Return a task of a sample file as a coordinator would have given it."""
    agencies = {row.code: row.id for row in session.execute(select(Agency.code, Agency.id))}
    people = {row.email: row.id for row in session.execute(select(User.email, User.id))}
    efforts = {
        row.code: row.id
        for row in session.execute(
            select(Initiative.code, Initiative.id)
            .join(Plan, Plan.id == Initiative.plan_id)
            .where(Plan.slug == slug)
        )
    }
    return TaskFields(
        code=raw["code"],
        name=raw["name"],
        description=raw.get("description", ""),
        duration_days=raw["duration_days"],
        leads=tuple(agencies[code] for code in raw["leads"]),
        supports=tuple((agencies[s["agency"]], s["role"]) for s in raw.get("supports", [])),
        initiative_id=efforts.get(raw.get("initiative")),
        parent_id=ids.get(raw.get("parent", "")),
        assignee_id=people.get(raw.get("assignee") or ""),
        constraint_code=raw.get("constraint") or "ASAP",
        constraint_on=anchor.day(raw.get("constraint_on")),
        suspense=_suspense(raw.get("suspense"), anchor, ids),
        dates_source=raw["dates_source"],
        source_note=raw.get("source_note", ""),
        sentence=raw.get("sentence", ""),
    )


def _suspense(raw: dict[str, Any] | None, anchor: Anchor, ids: dict[str, int]) -> SuspenseRule:
    if raw is None:
        return SuspenseRule("none")
    return SuspenseRule(
        raw["rule"],
        fixed_on=anchor.day(raw.get("fixed_on")),
        within=days(raw["offset_days"]) if "offset_days" in raw else None,
        after_task_id=ids[raw["after"]] if raw.get("after") else None,
        first_on=anchor.day(raw.get("first_on")),
        every=often_of(raw["every"]) if "every" in raw else None,
        note=raw.get("note", ""),
    )


def dependency_fields(link: list[Any], ids: dict[str, int]) -> tuple[int, DependencyFields]:
    """Return a link of a sample file: the successor's id, and the dependency."""
    predecessor, successor, kind, lag, is_elapsed = link
    return ids[successor], DependencyFields(ids[predecessor], kind, lag, is_elapsed)
