"""Whatever is done to a task, in whatever order: taken back, it leaves what was stored before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from support.ground.moments import washington
from support.ground.office import SLUG
from support.record.tasks.standing import counted, stored
from workplan.calendars.spans import USUAL, Span, days
from workplan.errors import InvalidInput
from workplan.extensions import db
from workplan.services.changes.undoing.undo import undo
from workplan.services.coordination import update_requests
from workplan.services.record.change import Change
from workplan.services.record.verbs import UNDOABLE
from workplan.services.reporting import status_reports
from workplan.services.reporting.report_fields import ReportFields
from workplan.services.structure.task import tasks
from workplan.services.tasks.suspenses import SuspenseRule
from workplan.services.tasks.task_fields import fields_of

if TYPE_CHECKING:
    from datetime import datetime

    from support.ground.office import Office

BEGIN = washington(2026, 9, 2)

DAYS = st.dates(date(2026, 9, 1), date(2027, 12, 31))
RECURRING = st.builds(
    lambda d, e, u: SuspenseRule("recurring", first_on=d, every=e, until_on=u),
    st.dates(date(2026, 9, 1), date(2026, 10, 31)),
    st.sampled_from([USUAL["monthly"], USUAL["quarterly"], Span(60, "days")]),
    st.one_of(st.none(), st.dates(date(2026, 10, 31), date(2026, 12, 31))),
)
ONCE = st.one_of(
    st.just(SuspenseRule("none", note="promptly")),
    st.builds(lambda d: SuspenseRule("fixed", fixed_on=d), DAYS),
    st.builds(lambda n, d: SuspenseRule("signed", d, within=days(n)), st.integers(0, 400), DAYS),
    st.builds(lambda n: SuspenseRule("signed", within=Span(n, "months")), st.integers(0, 20)),
    st.builds(
        lambda n, d: SuspenseRule("event", within=Span(n, "weeks"), event="It is", happened_on=d),
        st.integers(0, 20),
        st.one_of(st.none(), DAYS),
    ),
)
AGENCIES = st.permutations(["STATE", "PM", "DOD", "DSCA"])
FIELDS = st.one_of(
    st.fixed_dictionaries({"duration_days": st.integers(0, 40)}),
    st.fixed_dictionaries({"name": st.sampled_from(["Draft", "Clear", "Publish"])}),
    st.fixed_dictionaries({"description": st.text("ab\n", max_size=5)}),
    st.builds(lambda c, d: {"constraint_code": c, "constraint_on": d}, st.just("SNET"), DAYS),
    st.just({"constraint_code": "ASAP", "constraint_on": None}),
    st.builds(lambda a, n: {"leads": a[:n], "supports": a[n:3]}, AGENCIES, st.integers(1, 4)),
)
REPORTS = st.builds(
    lambda status, p, d: {"status": status, "percent": p, "forecast_on": d, "next_steps": "Rest"},
    st.sampled_from(["on_track", "at_risk"]),
    st.integers(0, 99),
    st.none() | DAYS,
)
# One of each, alike often: what is met, replaced and reopened must come together.
CHANGES = st.one_of(
    st.tuples(st.just("change"), FIELDS),
    st.tuples(st.just("change"), st.builds(lambda r: {"suspense": r}, RECURRING)),
    st.tuples(st.just("change"), st.builds(lambda r: {"suspense": r}, ONCE)),
    st.tuples(st.just("report"), REPORTS),
    st.tuples(st.just("report"), st.just({"status": "complete", "percent": 100})),
    st.tuples(st.just("ask"), st.just({})),
)


def do(office: Office, now: datetime, task_id: int, kind: str, said: dict[str, Any]) -> None:
    """Make one change; one that is refused changes nothing, and that is as good."""
    task = office.task(task_id)
    if kind == "ask":
        if task.actual_finish_on is None:
            update_requests.ask(
                Change(office.coordinator, now), task_id, date(2030, 1, 1), "How is it?"
            )
    elif kind == "report":
        fields = ReportFields(**said)
        status_reports.report(
            Change(office.coordinator, now), task_id, task.version, fields, "As it is"
        )
    elif kind == "remove":
        tasks.remove(Change(office.coordinator, now), task_id, task.version, "Not needed")
    else:
        said = dict(said)
        if "leads" in said:
            said["leads"] = tuple(office.agencies[a] for a in said["leads"])
            roles = ("clear", "assist", "consult")
            supports = (office.agencies[a] for a in said["supports"])
            said["supports"] = tuple(zip(supports, roles, strict=False))
        wanted = replace(fields_of(db.session(), task), **said)
        tasks.change(Change(office.coordinator, now), task_id, task.version, wanted)


@settings(
    max_examples=25,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(changes=st.lists(CHANGES, min_size=4, max_size=9), is_removed=st.booleans())
def test_changes_that_are_taken_back_one_by_one_leave_what_stood_before_each(
    office: Office, changes: list[tuple[str, dict[str, Any]]], is_removed: bool
) -> None:
    now = BEGIN
    fields = office.fields(f"t{office.last_seq()}", 5, leads=("PM",))
    task, _ = tasks.add(Change(office.coordinator, now), SLUG, fields)
    stood: list[tuple[int, dict[str, Any], tuple[int, ...]]] = []
    for kind, said in [*changes, *([("remove", {})] if is_removed else [])]:
        now += timedelta(hours=30)
        before, sums, since = stored(office, task), counted(office), office.last_seq()
        try:
            do(office, now, task, kind, said)
        except InvalidInput:
            continue
        own = [e for e in office.journal(since) if e.verb in UNDOABLE]
        stood += [(entry.seq, before, sums) for entry in own]

    for seq, before, sums in reversed(stood):
        now += timedelta(hours=30)
        undo(Change(office.coordinator, now), seq)
        # What was asked since stays asked, in place of what was asked before.
        left = stored(office, task)
        assert {**left, "questions": None} == {**before, "questions": None}
        assert bool(left["questions"]) >= bool(before["questions"])
        assert counted(office) == sums
