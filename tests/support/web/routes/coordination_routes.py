"""The lines of the table of routes that are about what agencies ask of each other in a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from support.ground.office import OTHER_SLUG, SLUG
from support.web.routes.made_for_routes import new_task
from workplan.services.coordination.confidence import assessments, recovery_plans
from workplan.services.coordination.registers import registers
from workplan.services.coordination.registers.register_fields import RegisterFields
from workplan.services.coordination.tasking import inner_suspenses
from workplan.services.record.change import Change
from workplan.services.structure.task import tasks

if TYPE_CHECKING:
    from support.ground.site import Site
    from support.web.routes.route_rows import Row

REGISTERS = "/plans/<slug>/registers"
ASSESSMENT, WITHDRAWAL, STEPS = (
    f"/tasks/<int:task_id>/{name}"
    for name in ("assessment", "assessment/withdrawal", "recovery-steps")
)
INNER = "/tasks/<int:task_id>/inner-suspense"
STEP = "/recovery-steps/<int:step_id>"
OURS = (REGISTERS, ASSESSMENT, STEPS, STEP, INNER)


def fresh(site: Site, row: Row) -> int | None:
    """Return the number of a new entry, task or step, in the state that the change ends."""
    if row.route in (ASSESSMENT, WITHDRAWAL, STEPS):
        return _assessed(site, row)
    if row.route.startswith(STEP):
        return _step(site, row)
    if row.route.startswith(INNER):
        return _inner(site, row)
    if "<int:" not in row.route:
        return None
    slug = OTHER_SLUG if row.whose == "stranger's" else SLUG
    with site.inside() as office:
        who = office.stranger if row.whose == "stranger's" else office.coordinator
        change = Change(who, site.now)
        asked = RegisterFields("risk", "To be", _agency(site, row))
        if "/memo." in row.route:
            asked = RegisterFields("decision", "Whether", _agency(site, row), "A chair", site.today)
        number = registers.add(change, slug, asked)
        if row.route.endswith("/reopening"):
            registers.close(change, slug, number, 1, "It ended")
        if row.route.endswith("/restoration"):
            registers.retire(change, slug, number, 1)
        return number


def sent(site: Site, row: Row, number: int) -> dict[str, Any]:
    """Return what the plan's own coordinator would send, whoever sends it now."""
    if row.route == ASSESSMENT:
        return {"rating": "at_risk", "reason": f"Because {number}"}
    if row.route == INNER:
        return {"inner_on": site.day(1).isoformat(), "words": f"Draft {number}"}
    if row.route == STEPS:
        return {"statement": f"Step {number}", "wanted_on": site.day(3).isoformat()}
    if row.route.endswith(("/new", "/edit")):
        said = {"kind": "issue", "statement": f"Said {number}", "agency": _agency(site, row)}
        return {"version": 1, **said}
    version = 2 if row.route.endswith(("/reopening", "/restoration")) else 1
    return {"version": version, "outcome": f"So {number}", "reason": f"Because {number}"}


def _assessed(site: Site, row: Row) -> int:
    """Return a new task that is assessed red."""
    task_id = new_task(site, row)
    with site.inside() as office:
        who = office.stranger if row.whose == "stranger's" else office.coordinator
        assessments.assess(Change(who, site.now), task_id, "red", "No money")
    return task_id


def _step(site: Site, row: Row) -> int:
    """Return a new step of a recovery plan, done where it is to be opened again."""
    task_id = _assessed(site, row)
    with site.inside() as office:
        who = office.stranger if row.whose == "stranger's" else office.coordinator
        change = Change(who, site.now)
        recovery_plans.add_step(change, task_id, "Hire two", site.day(3))
        step = max(one.id for one in site.rows("recovery_steps"))
        if row.route.endswith("/reopening"):
            recovery_plans.finish_step(change, step)
        return step


def _inner(site: Site, row: Row) -> int:
    """Return a new task that is due in five days, of ours with an inner suspense to be cleared."""
    is_ours = row.whose == "ours"
    slug, leads = (SLUG, ("PM",)) if is_ours else (OTHER_SLUG, ("ZEBRA",))
    with site.inside() as office:
        who = office.coordinator if is_ours else office.stranger
        code = f"i{len(site.rows('tasks'))}"
        wanted = office.fields(code, due=site.day(5), leads=leads)
        task_id, _ = tasks.add(Change(who, site.now), slug, wanted)
        if is_ours and row.route.endswith("/clearing"):
            inner_suspenses.set_day(Change(office.lead, site.now), task_id, site.day(2))
    return task_id


def _agency(site: Site, row: Row) -> int:
    return site.office.agencies["ZEBRA" if row.whose == "stranger's" else "PM"]
