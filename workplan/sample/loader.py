"""Load the sample plans through the same services that people use, on their own dates.

The journal then holds each plan's true history, day by day, and not a snapshot.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from models import Plan, Task, User
from workplan.calendars.working import federal_calendar
from workplan.clock import civil_date
from workplan.extensions import db
from workplan.sample import (
    change_requests,
    clearing,
    consultations,
    cycles,
    dealings,
    founding,
    lineage,
    plan_texts,
)
from workplan.sample.files import PLAN_FILES, Anchor, read
from workplan.services.accounts import house_settings
from workplan.services.accounts.house_settings import HouseFields
from workplan.services.record.actor import LOADER, SCHEDULER, Actor
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing
from workplan.services.reporting import status_reports
from workplan.services.reporting.endings import acceptance, claims, closing
from workplan.services.reporting.endings.closing import Terms
from workplan.services.reporting.report_fields import ReportFields
from workplan.services.structure import plan_stages
from workplan.services.structure.baseline import baselines
from workplan.services.structure.task import dependencies, tasks
from workplan.services.tasks import giving
from workplan.services.tasks.task_fields import fields_of

Event = tuple[time, Callable[[datetime], Any]]

MORNING, NOON, AFTERNOON, EVENING = time(7), time(12), time(15), time(17)


def load(now: datetime, progress: Callable[[str], None]) -> list[founding.SignIn]:
    """Load whatever sample plans are not there yet and return the people that were added."""
    sign_ins = []
    with writing() as session:
        is_first = session.scalar(select(Plan.id).limit(1)) is None
        sign_ins = founding.add_people_and_agencies(session, now)
    for name in PLAN_FILES:
        document = read(name)
        slug = document["plan"]["slug"]
        loading = Change(LOADER, now)
        with loading.transaction() as session:
            if session.scalar(select(Plan.id).where(Plan.slug == slug)):
                continue
            progress(f"Loading “{document['plan']['title']}” with its history …")
            History(loading, document).play()
        change_requests.ask_open(document, now)
    lineage.load(Change(_coordinator(), now))
    if is_first:
        # The samples are of the Government; what other houses say of themselves is their own.
        house_settings.change(Change(LOADER, now), HouseFields(government_banner=True), version=0)
    return sign_ins


def _coordinator() -> Actor:
    """Return who coordinates the first of the sample plans, for what belongs to none of them."""
    members = read(PLAN_FILES[0])["members"]
    email = next(one["email"] for one in members if one["role"] == "coordinator")
    session = db.session()
    user = session.scalars(select(User).where(User.email == email)).one()
    found = Actor(user.id, user.name, "sample")
    session.rollback()
    return found


class History:
    """One sample plan, from its first day to its last event or today."""

    def __init__(self, loading: Change, document: dict[str, Any]) -> None:
        self.loading = loading
        self.session = session = loading.session
        self.document = document
        self.now = now = loading.now
        self.zone = ZoneInfo(document["plan"]["time_zone"])
        self.today = civil_date(now, document["plan"]["time_zone"])
        self.anchor = Anchor.of(document, self.today)
        self.people = {
            user.email: Actor(user.id, user.name, "sample")
            for user in session.scalars(select(User))
        }
        coordinator = next(m for m in document["members"] if m["role"] == "coordinator")
        self.coordinator = self.people[coordinator["email"]]
        self.slug = document["plan"]["slug"]

    def play(self) -> None:
        """Found the plan and let its days pass, each with its events in order."""
        events = self._events()
        first = self.day(self.document["plan"]["start_on"])
        founded_at = self._moment(first, time(6))
        plan = founding.found_plan(
            self.loading.by(self.coordinator, founded_at), self.document, self.anchor
        )
        plan_id = plan.id
        last = max(events)
        for day in self._working_days(first, self.today):
            if day > last and self._is_closed(plan_id):
                break
            plan_stages.pass_days(self.loading.by(SCHEDULER, self._moment(day, MORNING)), plan_id)
            for at, happen in sorted(events.get(day, ()), key=lambda event: event[0]):
                happen(self._moment(day, at))
        # Who acknowledged what in a plan of those days, nobody knows.
        giving.forget(self.session, plan_id)

    def _events(self) -> dict[date, list[Event]]:
        events: dict[date, list[Event]] = defaultdict(list)

        def on(raw: dict[str, Any], at: time, happen: Callable[[datetime], Any]) -> None:
            events[self._working(self.day(raw["on"]))].append((at, happen))

        for raw in self.document["tasks"]:
            if raw.get("added_on") is not None:
                on({"on": raw["added_on"]}, MORNING, self._adding(raw))
        for raw in self.document.get("changes", ()):
            on(raw, NOON, self._changing(raw))
        for raw in self.document.get("closing", ()):
            on(raw, NOON, self._closing(raw))
        for raw, happen in consultations.events_of(self.document):
            on(raw, NOON, self._consulting(happen))
        for raw, happen in plan_texts.events_of(self.document):
            on(raw, time(16), self._consulting(happen))
        for raw, happen in clearing.events_of(self.document):
            on(raw, time(16, 30), self._consulting(happen))
        for raw, happen in change_requests.events_of(self.document):
            on(raw, time(16, 45), self._consulting(happen))
        for raw, happen in cycles.events_of(self.document, self.day):
            on(raw, time(16, 50), self._consulting(happen))
        for raw in self.document["reports"]:
            on(raw, AFTERNOON, self._reporting(raw))
        for number, raw in enumerate(self.document.get("dealings", ())):
            # Several on one day happen in the order in which they are written.
            on(raw, time(15, 10 + number // 60, number % 60), self._dealing(raw))
        for raw in self.document.get("acceptances", ()):
            on(raw, EVENING, self._accepting(raw))
        for raw in self.document.get("removals", ()):
            on(raw, EVENING, self._removing(raw))
        for raw in self.document["plan"]["stages"]:
            on(raw, EVENING, self._staging(raw["stage"]))
        for raw in self.document.get("baselines", ()):
            on(raw, EVENING, self._freezing(raw["name"]))
        return events

    def _adding(self, raw: dict[str, Any]) -> Callable[[datetime], Any]:
        def happen(now: datetime) -> None:
            ids = self._task_ids()
            wanted = founding.task_fields(self.session, raw, self.anchor, self.slug, ids)
            task_id, _ = tasks.add(self.loading.by(self.coordinator, now), self.slug, wanted)
            ids[raw["code"]] = task_id
            for link in self.document["links"]:
                if raw["code"] in link[:2] and link[0] in ids and link[1] in ids:
                    successor, fields = founding.dependency_fields(link, ids)
                    dependencies.add(self.loading.by(self.coordinator, now), successor, fields)

        return happen

    def _changing(self, raw: dict[str, Any]) -> Callable[[datetime], Any]:
        def happen(now: datetime) -> None:
            task = self.task(raw["task"])
            before = fields_of(self.session, task)
            after = replace(before, duration_days=raw["duration_days"])
            tasks.change(
                self.loading.by(self.coordinator, now), task.id, task.version, after, raw["reason"]
            )

        return happen

    def _reporting(self, raw: dict[str, Any]) -> Callable[[datetime], Any]:
        def happen(now: datetime) -> None:
            task = self.task(raw["task"])
            said = ReportFields(
                status=raw["status"],
                percent=raw["percent"],
                actual_start_on=self.anchor.day(raw.get("actual_start_on")),
                actual_finish_on=self.anchor.day(raw.get("actual_finish_on")),
                forecast_on=self.anchor.day(raw.get("forecast_on")),
                done=raw.get("done", ""),
                next_steps=raw.get("next_steps", ""),
                help_needed=raw.get("help_needed", ""),
            )
            terms = claims.terms_of(self.session, task.id)
            status_reports.report(
                self.loading.by(self.people[raw["by"]], now),
                task.id,
                task.version,
                said,
                criteria=[(True, "")] * len(terms.criteria) if terms else [],
            )

        return happen

    def _closing(self, raw: dict[str, Any]) -> Callable[[datetime], Any]:
        def happen(now: datetime) -> None:
            verifier = self.people[raw["verifier"]].id
            terms = Terms(tuple(raw["criteria"]), verifier_id=verifier)
            change = self.loading.by(self.coordinator, now)
            closing.set_terms(change, self.task(raw["task"]).id, 0, terms)

        return happen

    def _accepting(self, raw: dict[str, Any]) -> Callable[[datetime], Any]:
        def happen(now: datetime) -> None:
            claim = claims.open_claim(self.session, self.task(raw["task"]).id)
            assert claim is not None, "it is reported complete before it is accepted"
            seen = range(len(claim.answers))
            change = self.loading.by(self.people[raw["by"]], now)
            acceptance.accept(change, claim.id, seen, raw["words"])

        return happen

    def _dealing(self, raw: dict[str, Any]) -> Callable[[datetime], Any]:
        who = self.people[raw["by"]]
        return lambda now: dealings.happens(self, raw, self.loading.by(who, now))

    def _consulting(self, happen: consultations.Happens) -> Callable[[datetime], Any]:
        return lambda now: happen(self.session, self.slug, self.loading.by(self.coordinator, now))

    def _removing(self, raw: dict[str, Any]) -> Callable[[datetime], Any]:
        def happen(now: datetime) -> None:
            task = self.task(raw["task"])
            tasks.remove(
                self.loading.by(self.coordinator, now), task.id, task.version, raw["reason"]
            )

        return happen

    def _staging(self, stage: str) -> Callable[[datetime], Any]:
        return lambda now: plan_stages.move_to_stage(
            self.loading.by(self.coordinator, now), self.slug, stage
        )

    def _freezing(self, name: str) -> Callable[[datetime], Any]:
        return lambda now: baselines.freeze(self.loading.by(self.coordinator, now), self.slug, name)

    def task(self, code: str) -> Task:
        """Return a task of the plan by its number."""
        return self.session.scalars(
            select(Task)
            .join(Plan, Plan.id == Task.plan_id)
            .where(Plan.slug == self.slug, Task.code == code, Task.removed_at.is_(None))
        ).one()

    def _task_ids(self) -> dict[str, int]:
        rows = self.session.execute(
            select(Task.code, Task.id)
            .join(Plan, Plan.id == Task.plan_id)
            .where(Plan.slug == self.slug, Task.removed_at.is_(None))
        )
        return {row.code: row.id for row in rows}

    def _is_closed(self, plan_id: int) -> bool:
        return self.session.scalar(select(Plan.stage).where(Plan.id == plan_id)) == "closed"

    def day(self, value: str | int) -> date:
        """Return a day of the file as it falls."""
        day = self.anchor.day(value)
        assert day is not None
        return day

    def _working(self, day: date) -> date:
        calendar = federal_calendar()
        return min(
            calendar.day_from(calendar.start_boundary(day)), calendar.on_or_before(self.today)
        )

    def _working_days(self, first: date, last: date) -> Iterator[date]:
        day = self._working(first)
        while day <= last:
            yield day
            day = federal_calendar().shift(day, 1)

    def _moment(self, day: date, at: time) -> datetime:
        return min(datetime.combine(day, at, self.zone).astimezone(UTC), self.now)
