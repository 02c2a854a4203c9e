"""What entries of the journal carry in tests, with ids that no other number can be mistaken for."""

from __future__ import annotations

import re
from typing import Any

from support.ground.moments import washington
from workplan.calendars.spans import days
from workplan.services.history.entry_names import Names
from workplan.services.tasks.suspenses import SuspenseRule
from workplan.services.tasks.task_fields import TaskFields, described

NOW = washington(2026, 9, 1, 12)

# Ids that no other number can be mistaken for.
AIM, ENERGY, ITA, HANA, CARL, DRAFT, RULE, EFFORT = range(7000, 7008)
MEMO, ORDER, RISK, PURPOSE = 7011, 7012, 7013, 7015
IDS = re.compile(r"70[01]\d|7,0[01]\d")
CODE = re.compile(r"[a-z]_[a-z]|[\[\]{}]|None|True|False|<|>")
NAMES = Names(
    {ENERGY: "Energy", ITA: "Commerce ITA"},
    {"DOE": "Energy"},
    {HANA: "Hana Novak", CARL: "Carl Weber"},
    {DRAFT: "DSCA-2 Draft rule", RULE: "DSCA-3 Rule"},
    {EFFORT: "2 Export"},
    {AIM: "3 Make allies stronger"},
    {MEMO: "NSPM-10", ORDER: "EO 14268"},
    {RISK: "3 Budget may be cut"},
    {PURPOSE: "Purpose"},
)
SUSPENSE: dict[str, Any] = {"rule": "after_task", "offset_days": 60, "after_task_id": DRAFT}
TASK = described(
    TaskFields(
        code="1a",
        name="Write it",
        duration_days=5,
        leads=(ENERGY, ITA),
        supports=((ITA, "clear"),),
        description="Long text",
        initiative_id=EFFORT,
        parent_id=RULE,
        assignee_id=HANA,
        constraint_code="SNET",
        constraint_on=NOW.date(),
        work_calendar="Crew",
        suspense=SuspenseRule("after_task", within=days(60), after_task_id=DRAFT, note="Promptly"),
        source_note="The memo",
    )
)
EMPTY = dict.fromkeys(TASK) | {"leads": [], "supports": [], "suspense": {"rule": "none"}}
LINK = {"predecessor_id": DRAFT, "type": "FS", "lag_days": 5, "is_elapsed": False}
DATES = {"start_on": "2026-09-01", "finish_on": "2026-09-02", "due_on": None}
PROGRESS = {
    "suspense_met_on": None,
    "reported_at": None,
    "status": "at_risk",
    "percent": 40,
    "actual_start_on": "2026-09-01",
    "actual_finish_on": None,
    "forecast_on": "2026-10-01",
}
CLAIMED = {"status": "complete", "percent": 100, "ending": "claimed"}
ACCEPTED = {"ending": None, "claimed_on": "2026-09-03"}
AIMED = {"code": "3", "statement": "Make allies stronger"}
REGISTERED: dict[str, Any] = {
    "kind": "risk",
    "statement": "Budget may be cut",
    "agency_id": ENERGY,
    "decider": "",
    "wanted_on": None,
    "touches": [],
}
DECIDED = REGISTERED | {"kind": "decision", "decider": "Deputy", "wanted_on": "2026-09-30"}
DECIDED |= {"statement": "Cut it?", "agency_id": ITA, "touches": [DRAFT, RULE]}
MEMBER = {"role": "lead", "agency": "DOE", "is_supervisor": True}
FOUNDED = {"slug": "arms", "title": "Arms", "start_on": "2026-09-01"}
FOUNDED |= {"directive_id": 7, "directive": "NSPM-10"}
COPIED = {"from": "Other plan", "tasks": 5, "links": 1}
RUNG = {"rung_days": -5, "audience": "lead", "is_active": True}
LOST = {"suspenses_counted_from_it": [{"task_id": RULE, "offset_days": 45}]}
MAIL = {
    "mentions": "at_once",
    "answers": "digest",
    "requests": "at_once",
    "hands": "off",
    "wants_early": False,
    "send_hour": 8,
    "paused_until": None,
}
AGENCY = {
    "code": "DOE",
    "label": "Energy",
    "name": "Department of Energy",
    "above_id": ITA,
    "mail_domain": "doe.gov",
    "also_called": "Secretary of Energy",
    "supervisor_id": HANA,
}
DIRECTIVE = {
    "citation": "NSPM-10",
    "title": "Arms transfers",
    "signed_on": "2026-08-03",
    "status": "superseded",
    "superseded_on": "2026-09-01",
    "superseded_by": "EO 14268",
    "superseded_by_id": ORDER,
}
