"""Rounds of coordination for the table of routes: each new, in the state that a change ends."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from models import Agency, BureauAsk, Membership
from support.ground.office import OTHER_SLUG, SLUG
from support.web.routes.made_for_routes import new_task
from workplan.services.coordination.rounds import versions
from workplan.services.coordination.rounds.answers import Answer, Comment, answer
from workplan.services.coordination.rounds.versions import Sent
from workplan.services.people import plan_agencies
from workplan.services.people.plan_agencies import Joining
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing
from workplan.services.structure.task import tasks

if TYPE_CHECKING:
    from support.ground.office import Office
    from support.ground.site import Site
    from support.web.routes.route_rows import Row

OF_TASK, OF_ROUNDS = "/tasks/<int:task_id>/coordination", "/coordination/"
ANSWER, GOING_ON = "/answer", "/going-on"
DROPPING, DAY, AGENCIES = "/dropping", "/day", "/agencies"
DECISION, CLEARING = "/decision", "/clearing"
BUREAUS, ADVICE = "/bureaus", "/coordination/bureaus/<int:bureau_ask_id>/answer"


def fresh(site: Site, row: Row) -> int | None:
    """Return the number of a new round, question or comment; None for the page of a task."""
    if row.route == OF_TASK:
        return None
    if row.route == ADVICE:
        return _asked_of_bureau(site, row)
    if row.route.endswith((ANSWER, BUREAUS)):
        return _asked_of_lead(site, row)
    asked = ("DSCA", "DOD") if row.route.endswith(DROPPING) else ("DSCA",)
    _sent(site, new_task(site, row), asked, row)
    if row.route.endswith(AGENCIES):
        _takes_part(site, row, "DOD")
    name = "rounds"
    if row.route.endswith((GOING_ON, DROPPING, DAY)):
        name = "round_asks"
    elif row.route.endswith((DECISION, CLEARING)):
        is_comment = row.route.endswith(DECISION)
        given = Answer("comment", [Comment("", "No")]) if is_comment else Answer("concur")
        with site.inside() as office:
            who = "stranger_lead" if row.whose == "stranger's" else "other_lead"
            ask = max(one.id for one in site.rows("round_asks"))
            answer(Change(office.people[who], site.now), ask, given)
        name = "round_comments" if is_comment else name
    return max(one.id for one in site.rows(name))


def sent(site: Site, row: Row, task_id: int) -> dict[str, Any]:
    """Return what whoever may would send, whoever sends it now."""
    if row.route == OF_TASK:
        held = {one.id for one in site.rows("rounds") if one.task_id == task_id}
        count = sum(one.round_id in held for one in site.rows("round_versions"))
        agency = site.office.agencies["PM" if row.whose == "handed" else "DSCA"]
        day = site.day(7).isoformat()
        return {"words": "A rule", "after": count, "ask": agency, f"due_{agency}": day}
    if row.route.endswith(BUREAUS):
        bureau = _bureau(site)
        return {"bureau": bureau, f"due_{bureau}": site.day(3).isoformat()}
    if row.route.endswith(ANSWER):
        return {"kind": "concur"}
    day = site.day(20).isoformat()
    given = {"decision": "accepted", "because": "So it is", "day": day}
    return given | {"agency": site.office.agencies["DOD"]}


def _asked_of_lead(site: Site, row: Row) -> int:
    """Ask State PM, whose lead is the lead of the table, about a task that DSCA leads."""
    if row.whose == "stranger's":
        _sent(site, new_task(site, row), ("DSCA",), row)
    else:
        with site.inside() as office:
            wanted = office.fields(f"r{len(site.rows('tasks'))}", leads=("DSCA",))
            task_id, _ = tasks.add(Change(office.coordinator, site.now), "arms", wanted)
        _sent(site, task_id, ("PM",), row)
    return max(one.id for one in site.rows("round_asks"))


def _asked_of_bureau(site: Site, row: Row) -> int:
    """Ask State, which asks State PM, whose lead is the lead of the table; strangers ask DSCA."""
    bureau = "DSCA" if row.whose == "stranger's" else "PM"
    if row.whose == "stranger's":
        _sent(site, new_task(site, row), ("DOD",), row)
    else:
        with site.inside() as office:
            wanted = office.fields(f"b{len(site.rows('tasks'))}", leads=("DSCA",))
            task_id, _ = tasks.add(Change(office.coordinator, site.now), "arms", wanted)
        _sent(site, task_id, ("STATE",), row)
    with site.inside() as office, writing() as session:
        asked = BureauAsk(
            ask_id=max(one.id for one in site.rows("round_asks")),
            bureau_id=office.agencies[bureau],
            wanted_on=site.day(3),
            asked_by_id=office.coordinator.id,
            asked_at=site.now,
        )
        session.add(asked)
        session.flush()
        return asked.id


def _bureau(site: Site) -> int:
    """Return a bureau of State PM, which has none before."""
    with site.inside() as office:
        plan_id = office.plan(SLUG).id
    with site.inside() as office, writing() as session:
        found = session.scalar(select(Agency.id).where(Agency.code == "PM-DTC"))
        if found is None:
            above = office.agencies["PM"]
            bureau = Agency(code="PM-DTC", label="DDTC", name="Trade Controls", parent_id=above)
            session.add(bureau)
            session.flush()
            found = bureau.id
            who = office.people["stranger_lead"].id
            session.add(Membership(plan_id=plan_id, user_id=who, role="lead", agency_id=found))
        return found


def _takes_part(site: Site, row: Row, agency: str) -> None:
    with site.inside() as office:
        plan = office.plan(OTHER_SLUG if row.whose == "stranger's" else SLUG)
        with writing() as session:
            joining = Joining(plan.id, site.today)
            plan_agencies.take_part(session, joining, [office.agencies[agency]])


def _sent(site: Site, task_id: int, agencies: tuple[str, ...], row: Row) -> None:
    """Send a version three weeks ago, to be answered by a day that has passed."""
    then = site.now - timedelta(days=21)
    for agency in agencies:
        _takes_part(site, row, agency)
    with site.inside() as office:
        wanted = {office.agencies[agency]: site.day(-10) for agency in agencies}
        change = Change(_sender(office, row), then)
        versions.send(change, task_id, Sent("A rule", wanted), is_attached=False)


def _sender(office: Office, row: Row) -> Any:
    return office.stranger if row.whose == "stranger's" else office.coordinator
