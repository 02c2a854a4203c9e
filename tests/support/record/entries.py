"""A row for every verb of the journal, with every field that its entry can carry."""

from __future__ import annotations

import re
from typing import Any

from support.ground.moments import washington
from workplan.services.history.entry_names import Names
from workplan.services.tasks.suspenses import SuspenseRule
from workplan.services.tasks.task_fields import TaskFields, described

NOW = washington(2026, 9, 1, 12)

# Ids that no other number can be mistaken for.
AIM, ENERGY, ITA, HANA, CARL, DRAFT, RULE, EFFORT = range(7000, 7008)
MEMO, ORDER = 7011, 7012
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
        suspense=SuspenseRule("after_task", offset_days=60, after_task_id=DRAFT, note="Promptly"),
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
AIMED = {"code": "3", "statement": "Make allies stronger"}
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
# Each verb: what its entry is about, and every field that it can carry, before and after.
EVERY: dict[str, tuple[tuple[str, int], dict[str, Any] | None, dict[str, Any] | None]] = {
    "task.added": (("task", RULE), None, TASK),
    "task.changed": (
        ("task", RULE),
        EMPTY | {"suspense_met_on": None},
        TASK | {"suspense_met_on": "2026-09-30"},
    ),
    "task.removed": (("task", RULE), {"code": "1a", "name": "Write it"} | LOST, None),
    "task.restored": (
        ("task", RULE),
        {"assignee_id": HANA},
        {"code": "1a", "name": "Write it", "assignee_id": None},
    ),
    "task.moved": (
        ("task", RULE),
        DATES,
        DATES | {"finish_on": "2026-09-09", "driver": f"link:{DRAFT}:FS:-2:1"},
    ),
    "task.reported": (
        ("task", RULE),
        PROGRESS,
        PROGRESS
        | {"done": "This", "next_steps": "That", "help_needed": "Much", "in_place_of": "Cora"}
        | {"suspense_met_on": "2026-09-30", "answered": [7008], "asked_again": [7009]}
        | {"reported_at": "2026-09-01T12:00:00+00:00"},
    ),
    "task.confirmed": (("task", RULE), PROGRESS, PROGRESS | {"done": "Nothing changed."}),
    "task.update_asked": (("task", RULE), None, {"wanted_on": "2026-09-09"}),
    "task.commented": (("task", RULE), None, {"comment_id": 7008, "thread_id": 7009}),
    "task.thread_resolved": (("task", RULE), None, {"comment_id": 7008}),
    "task.assigned": (("task", RULE), {"assignee_id": CARL}, {"assignee_id": HANA}),
    "task.offered": (
        ("task", RULE),
        {"agency_id": ITA},
        {"agency_id": ENERGY, "giver_role": "consult"},
    ),
    "task.handed_over": (
        ("task", RULE),
        {"agency_id": ITA, "leads": [ITA], "supports": [], "assignee_id": HANA},
        {"agency_id": ENERGY, "leads": [ENERGY], "supports": [[ITA, "clear"]], "assignee_id": None},
    ),
    "task.offer_declined": (("task", RULE), {"agency_id": ITA}, {"agency_id": ENERGY}),
    "task.offer_withdrawn": (("task", RULE), {"agency_id": ITA}, {"agency_id": ENERGY}),
    "task.supported": (("task", RULE), None, {"agency_id": ITA, "status": "confirmed"}),
    "task.evidence_added": (
        ("task", RULE),
        None,
        {"evidence_id": 7008, "name": "a.pdf", "checksum": "ab12" * 16, "url": None},
    ),
    "task.evidence_removed": (("task", RULE), {"evidence_id": 7008, "name": "a.pdf"}, None),
    "tasks.update_asked": (
        ("plan", 7008),
        None,
        {"wanted_on": "2026-09-09", "tasks": 3, "agencies": 2},
    ),
    "tasks.changed_together": (("plan", 7008), None, {"tasks": 3}),
    "group.undone": (("plan", 7008), None, {"undoes": 12}),
    "dependency.added": (("task", RULE), None, LINK),
    "dependency.removed": (("task", RULE), LINK | {"type": "SF", "is_elapsed": True}, None),
    "dependency.changed": (("task", RULE), LINK, LINK | {"type": "SS", "is_elapsed": True}),
    "tasks.ordered": (
        ("plan", 7008),
        {"places": [{"task_id": RULE, "after_task_id": DRAFT}]},
        {"places": [{"task_id": RULE, "after_task_id": None}]},
    ),
    "sheet.saved": (("plan", 7008), None, {"added": 4, "changed": 1, "removed": 2, "moved": 1}),
    "task.progress_taken": (("task", RULE), PROGRESS, PROGRESS | {"percent": 60}),
    "plan.changed": (
        ("plan", 7008),
        {"start_on": "2026-09-01", "weekmask": "1111100", "days_off": None, "days_worked": None}
        | {"directive_id": 7, "directive": "NSPM-10", "title": "Old", "slug": "old", "note": ""}
        | {"marking": None, "time_zone": "America/Chicago", "mail_tag": "Old"},
        {"directive_id": 8, "directive": "EO 14268", "title": "New", "slug": "new", "note": "Long"}
        | {"marking": "CUI", "time_zone": "America/New_York", "mail_tag": "New"}
        | {
            "start_on": "2026-09-15",
            "weekmask": "1111110",
            "days_off": ["2026-12-25"],
            "days_worked": ["2026-12-26"],
        },
    ),
    "initiative.added": (
        ("initiative", EFFORT),
        None,
        {"code": "2", "title": "Export", "agency": "DOE"},
    ),
    "initiative.changed": (
        ("initiative", EFFORT),
        {"code": "1", "title": "Old", "agency": None},
        {"code": "2", "title": "Export", "agency": "DOE"},
    ),
    "initiative.moved": (("initiative", EFFORT), {"place": 3}, {"place": 1}),
    "initiative.retired": (("initiative", EFFORT), None, {"code": "2", "title": "Export"}),
    "initiative.restored": (("initiative", EFFORT), None, {"code": "2", "title": "Export"}),
    "initiative.emptied": (
        ("plan", 7008),
        {"initiative_id": EFFORT},
        {"initiative_id": None, "tasks": 2},
    ),
    "plan_agency.joined": (("plan", 7008), None, {"agency_id": ENERGY}),
    "plan_agency.left": (("plan", 7008), None, {"agency_id": ENERGY}),
    "objective.added": (("objective", AIM), None, AIMED),
    "objectives.added": (("plan", 7008), None, {"count": 3}),
    "objective.changed": (("objective", AIM), AIMED | {"code": "4"}, AIMED),
    "objective.moved": (("objective", AIM), {"place": 3}, {"place": 1}),
    "objective.retired": (("objective", AIM), None, AIMED),
    "objective.restored": (("objective", AIM), None, AIMED),
    "objectives.tied": (("plan", 7008), None, {"tasks": 3}),
    "task.objectives_changed": (("task", RULE), {"objectives": []}, {"objectives": [AIM]}),
    "initiative.renamed": (
        ("initiative", EFFORT),
        {"title": "Old", "code": "1"},
        {"title": "Export", "code": "2"},
    ),
    "plan.founded": (("plan", 7008), None, FOUNDED),
    "plan.copied": (("plan", 7008), None, FOUNDED | COPIED),
    "plan.kept_as_template": (("plan", 7008), None, FOUNDED | COPIED),
    "plan.archived": (("plan", 7008), None, None),
    "plan.unarchived": (("plan", 7008), None, None),
    "plan.deleted": (("plan", 7008), {"slug": "arms"}, None),
    "plan.brought_back": (("plan", 7008), None, {"slug": "arms-2"}),
    "plan.purged": (("plan", 7008), None, {"title": "Arms", "tasks": 5}),
    "plan.imported": (("plan", 7008), None, {"slug": "arms", "tasks": 5, "links": 1}),
    "plan.merged": (
        ("plan", 7008),
        None,
        {"added": 1, "removed": 2, "changed": 3, "said": "Plan start 1 Mar"},
    ),
    "plan.removed": (("plan", 7008), None, None),
    "plan.restored": (
        ("plan", 7008),
        None,
        {"slug": "arms", "entries": 1, "last_seq": 9, "last_hash": "ab12" * 16},
    ),
    "plan.stage": (("plan", 7008), {"stage": "approved"}, {"stage": "implementing"}),
    "plan.day_passed": (("plan", 7008), None, {"on": "2026-09-01"}),
    "baseline.frozen": (
        ("baseline", 7008),
        None,
        {"name": "Approved", "approved_by": "Deputy Secretary", "charted_before": "Draft"},
    ),
    "plan.calendar_changed": (
        ("plan", 7009),
        {"weekmask": "1111100", "is_federal": False, "days_off": None, "days_worked": None},
        {
            "weekmask": "1111110",
            "is_federal": True,
            "days_off": ["2026-12-24"],
            "days_worked": ["2026-12-26"],
            "day_notes": {"2026-12-24": "Agency closed"},
        },
    ),
    "baseline.renamed": (("baseline", 7008), {"name": "Approved"}, {"name": "Agreed"}),
    "baseline.retired": (("baseline", 7008), {"name": "Approved"}, None),
    "baseline.restored": (("baseline", 7008), None, {"name": "Approved"}),
    "baseline.charted": (
        ("plan", 7009),
        {"name": "Draft", "charted_id": 7008},
        {"name": "Approved", "charted_id": 7009},
    ),
    "member.joined": (("user", HANA), {"role": "viewer"}, MEMBER),
    "member.changed": (("user", HANA), {"role": "viewer"}, MEMBER),
    "member.replaced": (("plan", 7008), {"user_id": HANA}, {"user_id": CARL, "tasks": 2}),
    "member.left": (("user", HANA), MEMBER, None),
    "reminder_rule.added": (("plan", 7008), None, RUNG),
    "reminder_rule.changed": (("plan", 7009), RUNG, RUNG | {"rung_days": 3}),
    "reminder_rule.retired": (("plan", 7009), RUNG, None),
    "reminder_rule.restored": (("plan", 7009), None, RUNG),
    "reminder_rule.switched": (("plan", 7008), None, RUNG | {"is_active": False}),
    "mail.sent_again": (("task", RULE), None, {"to": "Hana Novak", "reply": "550 No such user"}),
    "mail.seen": (("task", RULE), None, {"to": "Hana Novak", "reply": "550 No such user"}),
    "view.saved": (("view", 7008), None, {"name": "Late", "query": "late", "agency_id": ENERGY}),
    "view.removed": (("view", 7008), {"name": "Late"}, None),
    "mail.tested": (
        ("mail", None),
        None,
        {
            "to": "hana@doe.example",
            "is_accepted": True,
            "reply": "250 Kept",
            "way_out": "",
            "lines": [["us", "ehlo here"], ["server", "250 there"]],
        },
    ),
    "backup.asked": (("backup", 7008), None, {"name": "workplan-2026-09-01T120000Z"}),
    "backup.made": (
        ("backup", 7008),
        None,
        {"name": "workplan-2026-09-01T120000Z", "size_bytes": 5_300_000, "entries": 1},
    ),
    "backup.failed": (
        ("backup", 7008),
        None,
        {"name": "workplan-2026-09-01T120000Z", "said": "The disk is full."},
    ),
    "backup.deleted": (
        ("backup", 7008),
        None,
        {"name": "workplan-2026-09-01T120000Z", "backup_days": 30, "newest": 14},
    ),
    "backup.checked": (
        ("backup", 7008),
        None,
        {"name": "workplan-2026-09-01T120000Z", "is_whole": False, "said": "A file was altered."},
    ),
    "journal.verified": (
        ("journal", None),
        None,
        {"first": 1, "last": 9, "is_whole": True, "holds": True, "said": "", "compared": 2},
    ),
    "house.changed": (
        ("house", 1),
        {"idle_minutes": None, "consent_banner": None, "government_banner": None},
        {"idle_minutes": 20, "consent_banner": "You agree.", "government_banner": True},
    ),
    "agency.added": (("agency", ENERGY), None, AGENCY),
    "agency.changed": (("agency", ENERGY), dict.fromkeys(AGENCY), AGENCY),
    "agency.retired": (("agency", ENERGY), {}, {}),
    "agency.restored": (("agency", ENERGY), {}, {}),
    "agency.merged": (
        ("agency", ITA),
        {"agency_id": ITA},
        {"agency_id": ENERGY, "plans": 2, "tasks": 3, "initiatives": 2, "memberships": 1}
        | {"handovers": 1, "support_lines": 2, "saved_views": 2},
    ),
    "task.agencies_merged": (
        ("task", RULE),
        {"leads": [ITA], "supports": [[ENERGY, "clear"]]},
        {"leads": [ENERGY], "supports": []},
    ),
    "directive.added": (("directive", MEMO), None, DIRECTIVE),
    "directive.changed": (("directive", MEMO), dict.fromkeys(DIRECTIVE), DIRECTIVE),
    "directive.retired": (("directive", MEMO), {}, {}),
    "directive.restored": (("directive", MEMO), {}, {}),
    "directive.merged": (("directive", MEMO), {"citation": "NSPM 10"}, {"citation": "NSPM-10"}),
    "plan.directive_moved": (
        ("plan", 7008),
        {"signed_on": "2026-08-03"},
        {"citation": "NSPM-10", "signed_on": "2026-08-04"},
    ),
    "user.added": (("user", HANA), None, {"email": "hana@doe.example", "name": "Hana Novak"}),
    "user.disabled": (("user", HANA), None, {"assignee_id": CARL}),
    "user.password_reset": (("user", HANA), None, {}),
    "user.password_changed": (("user", HANA), None, None),
    "user.signed_in": (("user", HANA), None, None),
    "user.signed_out": (("user", HANA), None, None),
    "user.mail_chosen": (("user", HANA), MAIL, MAIL),
    "user.absence_said": (
        ("user", HANA),
        None,
        {"from_on": "2026-09-01", "until_on": "2026-09-09", "delegate_id": CARL},
    ),
    "user.absence_ended": (("user", HANA), None, {}),
    "user.feed_given": (("user", HANA), None, None),
    "user.feed_ended": (("user", HANA), None, None),
    "user.invited": (
        ("user", HANA),
        None,
        {"email": "hana@doe.example", "name": "Hana Novak", "agency_id": ENERGY},
    ),
    "user.invited_again": (("user", HANA), None, None),
    "user.link_shown": (("user", HANA), None, None),
    "user.arrived": (("user", HANA), None, None),
    "user.first_admin": (("user", HANA), None, {"email": "h@doe.example", "name": "Hana Novak"}),
    "user.reset_sent": (("user", HANA), None, None),
    "user.reset_asked": (("user", HANA), None, None),
    "user.password_set": (("user", HANA), None, None),
    "user.changed": (
        ("user", HANA),
        {"name": "Hana Nowak", "email": "hana@doe.example", "time_zone": None},
        {"name": "Hana Novak", "email": "novak@doe.example", "time_zone": "America/New_York"},
    ),
    "user.address_asked": (("user", HANA), None, {"email": "novak@doe.example"}),
    "user.address_changed": (
        ("user", HANA),
        {"email": "hana@doe.example"},
        {"email": "novak@doe.example"},
    ),
    "user.moved": (("user", HANA), {"agency_id": ENERGY}, {"agency_id": ITA}),
    "user.enabled": (("user", HANA), None, None),
    "user.admin_made": (("user", HANA), None, None),
    "user.admin_unmade": (("user", HANA), None, None),
    "user.sessions_ended": (("user", HANA), None, None),
    "user.let_in": (("user", HANA), None, None),
}
