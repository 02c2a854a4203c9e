"""Make a plan of any size with a believable history, for measuring. Same seed, same plan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from models import (
    Agency,
    Dependency,
    Directive,
    Initiative,
    Membership,
    Plan,
    StatusReport,
    Suspense,
    Task,
    TaskAgency,
    User,
)
from workplan.calendars.working import federal_calendar
from workplan.clock import civil_date
from workplan.errors import InvalidInput
from workplan.sample.files import PLAN_FILES, read
from workplan.sample.founding import SignIn, add_people_and_agencies
from workplan.services.dates.rescheduling import reschedule
from workplan.services.lifecycle import default_rules
from workplan.services.people import plan_agencies
from workplan.services.people.plan_agencies import Joining
from workplan.services.record import burn_counts, journal
from workplan.services.record.actor import LOADER, Actor
from workplan.services.record.change import Change
from workplan.services.structure.baseline import baselines

ZONE = "America/New_York"
HISTORY_DAYS = 182
TASKS_AN_INITIATIVE = 40
VERBS = ("Draft", "Review", "Clear", "Publish", "Negotiate", "Train", "Assess", "Coordinate")
NOUNS = ("guidance", "criteria", "rule", "catalogue", "agreement", "metrics", "report", "process")


def generate(now: datetime, slug: str, tasks: int, links: int, seed: int) -> list[SignIn]:
    """Write the plan, its baseline and its history, and return the people that were added."""
    chance = Random(seed)  # noqa: S311  # repeatable, nothing is secret
    today = civil_date(now, ZONE)
    founded_at = datetime.combine(today - timedelta(days=HISTORY_DAYS), time(9), ZoneInfo(ZONE))
    founding = Change(LOADER, founded_at)
    with founding.transaction() as session:
        if session.scalar(select(Plan.id).where(Plan.slug == slug)):
            raise InvalidInput("slug", f"There is a plan “{slug}” already. Choose another --slug.")
        people = add_people_and_agencies(session, now)
        plan, actor = _found(session, slug, founded_at.date())
        change = founding.by(actor)
        ids = _add_tasks(change, chance, plan, tasks)
        _add_links(session, chance, plan, ids, links)
        reschedule(change, founded_at.date(), plan.id, None)
        _add_suspenses(session, chance, plan)
        reschedule(change, founded_at.date(), plan.id, None)
        baselines.freeze_in(change, plan, "Approved plan")
        _play(change, chance, plan, today)
        plan.stage, plan.status_on = "implementing", federal_calendar().on_or_before(today)
        session.flush()
        reschedule(change.by(actor, now), today, plan.id, None)
        return people


def _found(session: Session, slug: str, start_on: date) -> tuple[Plan, Actor]:
    directive = Directive(
        citation=f"Synthetic {slug}",
        title="A made-up directive, for measuring",
        signed_on=start_on,
        status="in_force",
    )
    session.add(directive)
    session.flush()
    plan = Plan(
        verifies="nothing",
        directive_id=directive.id,
        slug=slug,
        title=f"Synthetic plan {slug}",
        note="Everything in this plan is made up, for measuring.",
        mail_tag="Synthetic",
        stage="drafting",
        time_zone=ZONE,
        start_on=federal_calendar().on_or_before(start_on),
    )
    session.add(plan)
    session.flush()
    agencies = {row.code: row.id for row in session.execute(select(Agency.code, Agency.id))}
    people = {user.email: user for user in session.scalars(select(User))}
    members = read(PLAN_FILES[0])["members"]
    session.add_all(
        Membership(
            plan_id=plan.id,
            user_id=people[m["email"]].id,
            role=m["role"],
            agency_id=agencies.get(m.get("agency")),
        )
        for m in members
    )
    default_rules.add_default_rules(session, plan.id)
    coordinator = people[next(m["email"] for m in members if m["role"] == "coordinator")]
    return plan, Actor(coordinator.id, coordinator.name, "sample")


def _add_tasks(change: Change, chance: Random, plan: Plan, count: int) -> list[int]:
    session = change.session
    efforts = [
        Initiative(
            plan_id=plan.id,
            code=str(n + 1),
            title=f"Line of effort {n + 1}",
            position=n,
            uid=count + n + 1,
        )
        for n in range(-(-count // TASKS_AN_INITIATIVE))
    ]
    session.add_all(efforts)
    session.flush()
    rows: list[dict[str, Any]] = [
        {
            "plan_id": plan.id,
            "initiative_id": efforts[n // TASKS_AN_INITIATIVE].id,
            "uid": n + 1,
            "position": n + 1,
            "code": f"{n // TASKS_AN_INITIATIVE + 1}.{n % TASKS_AN_INITIATIVE + 1}",
            "name": f"{chance.choice(VERBS)} {chance.choice(NOUNS)} {n + 1}",
            "duration_days": 0 if chance.random() < 0.06 else chance.randint(2, 20),
            "dates_source": "illustrative",
        }
        for n in range(count)
    ]
    session.execute(insert(Task), rows)
    ids = list(session.scalars(select(Task.id).where(Task.plan_id == plan.id).order_by(Task.uid)))
    owners = session.scalars(
        select(Membership.agency_id)
        .where(Membership.plan_id == plan.id, Membership.role == "lead")
        .order_by(Membership.agency_id)
    ).all()
    session.execute(
        insert(TaskAgency),
        [{"task_id": i, "agency_id": chance.choice(owners), "role": "lead"} for i in ids],
    )
    plan_agencies.take_part_as_named(session, Joining(plan.id, change.now.date()))
    entries = [
        journal.Entry(
            "task.added",
            ("task", task_id),
            after={"code": row["code"], "name": row["name"], "duration_days": row["duration_days"]},
            burn=burn_counts.of_task(row["duration_days"], 0, is_done=False),
        )
        for task_id, row in zip(ids, rows, strict=True)
    ]
    journal.record(change, change.now.date(), plan.id, entries)
    return ids


def _add_links(session: Session, chance: Random, plan: Plan, ids: list[int], count: int) -> None:
    """Link each task to one a little earlier in the list, so that there is never a loop."""
    pairs: dict[tuple[int, int], dict[str, Any]] = {}
    tries = 0
    while len(pairs) < count and len(ids) > 1 and tries < count * 20:
        tries += 1
        successor = chance.randrange(1, len(ids))
        predecessor = chance.randrange(max(0, successor - 200), successor)
        pairs[predecessor, successor] = {
            "plan_id": plan.id,
            "predecessor_id": ids[predecessor],
            "successor_id": ids[successor],
            "type": chance.choices(("FS", "SS", "FF", "SF"), (88, 6, 5, 1))[0],
            "lag_days": chance.choices((0, 2, 5, -1), (80, 8, 8, 4))[0],
            "is_elapsed": chance.random() < 0.02,
        }
    if pairs:
        session.execute(insert(Dependency), list(pairs.values()))


def _add_suspenses(session: Session, chance: Random, plan: Plan) -> None:
    """Order a date for a third of the tasks, near where they are computed to end."""
    ordered = select(Task.id, Task.finish_on).where(Task.plan_id == plan.id).order_by(Task.uid)
    rows = session.execute(ordered).all()
    suspenses = [
        {
            "task_id": row.id,
            "rule": "fixed",
            "fixed_on": row.finish_on + timedelta(days=chance.randint(-5, 30)),
        }
        for row in rows
        if chance.random() < 0.33
    ]
    if suspenses:
        session.execute(insert(Suspense), suspenses)


def _play(change: Change, chance: Random, plan: Plan, today: date) -> None:
    """Report on the work week by week, as it would have gone with some slippage."""
    tasks = change.session.execute(
        select(Task.id, Task.duration_days, Task.start_on, Task.finish_on)
        .where(Task.plan_id == plan.id)
        .order_by(Task.uid)
    ).all()
    percent = dict.fromkeys((t.id for t in tasks), 0)
    started: dict[int, date] = {}
    for day in _weeks(plan.start_on, today):
        said = []
        for t in tasks:
            if percent[t.id] == 100 or t.start_on > day:
                continue
            span = max(1, (t.finish_on - t.start_on).days)
            elapsed = (day - t.start_on).days / span * chance.uniform(0.6, 1.1)
            reached = max(percent[t.id], min(100, int(elapsed * 20) * 5))
            if reached > percent[t.id]:
                started.setdefault(t.id, t.start_on)
                said.append((t, percent[t.id], reached))
                percent[t.id] = reached
        if said:
            at = datetime.combine(day, time(15), ZoneInfo(plan.time_zone)).astimezone(UTC)
            _report(change.by(change.actor, at), plan, day, said, started)


def _report(
    change: Change,
    plan: Plan,
    day: date,
    said: list[tuple[Any, int, int]],
    started: dict[int, date],
) -> None:
    session, now = change.session, change.now
    reports, states, entries = [], [], []
    for task, before, reached in said:
        is_done = reached == 100
        status = "complete" if is_done else "on_track"
        progress = {
            "status": status,
            "percent": reached,
            "actual_start_on": started[task.id],
            "actual_finish_on": day if is_done else None,
        }
        reports.append(
            {
                "task_id": task.id,
                "user_id": change.actor.id,
                "is_on_behalf": True,
                "reported_at": now,
                "reported_on": day,
                **progress,
            }
        )
        states.append({"task": task.id, "reported_at": now, **progress})
        burn = burn_counts.difference(
            burn_counts.of_task(task.duration_days, before, is_done=False),
            burn_counts.of_task(task.duration_days, reached, is_done=is_done),
        )
        after = {"status": status, "percent": reached}
        entries.append(journal.Entry("task.reported", ("task", task.id), None, after, burn=burn))
    session.execute(insert(StatusReport), reports)
    table = Task.__table__
    session.execute(update(table).where(table.c.id == bindparam("task")), states)  # type: ignore[arg-type]
    journal.record(change, day, plan.id, entries)


def _weeks(first: date, last: date) -> Iterator[date]:
    day = first + timedelta(days=7)
    while day <= last:
        yield federal_calendar().on_or_before(day)
        day += timedelta(days=7)
