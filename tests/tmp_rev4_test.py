from __future__ import annotations
from datetime import date
from support.ground.fixtures import *
from support.ground.office import SLUG
from support.record.requesting import *
from workplan.extensions import db
from workplan.services.pages.closing import papers, outcomes
from workplan.services.tasks.states import day_of
import workplan.services.structure.plan_calendar as pc
import inspect
def test_open_future(office):
    t = office.add("1a", 5, date(2026, 12, 31))
    p = office.plan()
    f = outcomes.outcomes(db.session(), p, day_of(db.session(), p, ASKED_AT))
    print("OPEN", list(papers._suspenses_said(f)), [o.said for o in f if o.due_on])
def test_cal(office):
    from workplan.services.lifecycle import plan_changes
    from dataclasses import replace
    t = office.add("1a", 30); limits(office, 1)
    p = office.plan()
    days = pc.PlanDays.of(p) if hasattr(pc.PlanDays, "of") else None
    print([n for n in dir(pc) if not n.startswith("_")], inspect.signature(pc.PlanDays))
