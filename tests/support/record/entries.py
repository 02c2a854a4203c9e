"""A row for every verb of the journal, with every field that its entry can carry."""

from __future__ import annotations

from typing import Any

from support.record.entry_values import (
    AIM,
    AIMED,
    CARL,
    COPIED,
    DATES,
    DRAFT,
    EFFORT,
    EMPTY,
    ENERGY,
    FOUNDED,
    HANA,
    ITA,
    LINK,
    LOST,
    MEMBER,
    PROGRESS,
    RULE,
    RUNG,
    TASK,
)
from support.record.house_entries import OF_THE_HOUSE

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
    "task.acknowledged": (("task", RULE), None, {"agency_id": ITA, "officer_id": HANA}),
    "tasks.acknowledged": (("plan", 7008), None, {"tasks": 3}),
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
    **OF_THE_HOUSE,
}
