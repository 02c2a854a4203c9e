"""A row for every verb of the journal, with every field that its entry can carry."""

from __future__ import annotations

from typing import Any

from support.record.journal.comment_entries import OF_COMMENTS
from support.record.journal.cycle_entries import OF_CYCLES
from support.record.journal.entry_values import (
    ACCEPTED,
    AIM,
    CARL,
    CLAIMED,
    DATES,
    DRAFT,
    EMPTY,
    ENERGY,
    HANA,
    ITA,
    LINK,
    LOST,
    PROGRESS,
    RULE,
    TASK,
)
from support.record.journal.house_entries import OF_THE_HOUSE
from support.record.journal.plan_entries import OF_PLANS
from support.record.journal.request_entries import OF_REQUESTS
from support.record.journal.text_entries import OF_TEXTS

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
        | {"corrects_on": "2026-08-30"}
        | {"suspense_met_on": "2026-09-30", "answered": [7008], "asked_again": [7009]}
        | {"reported_at": "2026-09-01T12:00:00+00:00"},
    ),
    "task.confirmed": (("task", RULE), PROGRESS, PROGRESS | {"done": "Nothing changed."}),
    "task.accepted": (("task", RULE), PROGRESS | CLAIMED, PROGRESS | ACCEPTED),
    "task.returned": (("task", RULE), PROGRESS | CLAIMED, PROGRESS | ACCEPTED),
    "task.claim_withdrawn": (("task", RULE), PROGRESS | CLAIMED, PROGRESS | ACCEPTED),
    "task.acceptance_reversed": (("task", RULE), PROGRESS, PROGRESS | ACCEPTED),
    "task.ended": (
        ("task", RULE),
        PROGRESS,
        PROGRESS | {"ending": "superseded", "into_task_id": DRAFT, "by_directive_id": None},
    ),
    "task.brought_back": (
        ("task", RULE),
        PROGRESS | {"ending": "superseded"},
        PROGRESS | {"ending": None},
    ),
    "task.closing_changed": (
        ("task", RULE),
        {"criteria": [], "needs_evidence": False, "verifier_id": None},
        {"criteria": ["It is signed"], "needs_evidence": True, "verifier_id": HANA},
    ),
    "task.update_asked": (("task", RULE), None, {"wanted_on": "2026-09-09"}),
    "task.commented": (("task", RULE), None, {"comment_id": 7008, "thread_id": 7009}),
    "task.thread_resolved": (("task", RULE), None, {"comment_id": 7008}),
    "task.assigned": (("task", RULE), {"assignee_id": CARL}, {"assignee_id": HANA}),
    "task.extension_asked": (
        ("task", RULE),
        None,
        {"wanted_on": "2026-10-09", "recovery": "Work at night"},
    ),
    "task.extension_answered": (
        ("task", RULE),
        {"fixed_on": "2026-10-01", "agreed_on": None, "agreed_for": None},
        {
            "extension_id": 7008,
            "state": "approved",
            "fixed_on": "2026-10-09",
            "agreed_on": "2026-10-09",
            "agreed_for": "2026-10-01",
        },
    ),
    "task.extension_reopened": (
        ("task", RULE),
        {
            "extension_id": 7008,
            "state": "approved",
            "fixed_on": "2026-10-09",
            "agreed_on": "2026-10-09",
            "agreed_for": "2026-10-01",
        },
        {"fixed_on": "2026-10-01", "agreed_on": None, "agreed_for": None, "undoes": 7009},
    ),
    "task.extension_questioned": (("task", RULE), None, None),
    "task.extension_replied": (("task", RULE), None, None),
    "task.extension_withdrawn": (("task", RULE), None, {"wanted_on": "2026-10-09"}),
    "task.coordination_sent": (("task", RULE), None, {"number": 2, "checksum": "ab12" * 16}),
    "task.coordination_asked": (
        ("task", RULE),
        None,
        {"agency_id": ITA, "wanted_on": "2026-09-09"},
    ),
    "task.coordination_answered": (
        ("task", RULE),
        None,
        {"agency_id": ITA, "number": 2, "concurrence": "non_concur"},
    ),
    "task.coordination_decided": (
        ("task", RULE),
        {"decision": "declined"},
        {"agency_id": ITA, "decision": "in_part"},
    ),
    "task.coordination_gone_on": (("task", RULE), None, {"agency_id": ITA}),
    "task.coordination_cleared": (("task", RULE), None, None),
    "task.coordination_withdrawn": (("task", RULE), None, None),
    "task.suspense_ordered": (
        ("task", RULE),
        {"ordered_by": "directive"},
        {"ordered_by": "coordinator"},
    ),
    "task.followed": (("task", RULE), None, {"user_id": HANA}),
    "task.unfollowed": (("task", RULE), None, {"user_id": HANA}),
    "inner_suspense.changed": (
        ("inner_suspense", 7008),
        {"task_id": RULE, "agency_id": ITA, "inner_on": None, "words": ""},
        {"task_id": RULE, "agency_id": ITA, "inner_on": "2026-09-25", "words": "Draft to us"},
    ),
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
    "task.bureau_asked": (
        ("task", RULE),
        None,
        {"agency_id": ITA, "number": 2, "wanted_on": "2026-09-09"},
    ),
    "task.bureau_answered": (("task", RULE), None, {"agency_id": ITA, "number": 2}),
    "task.struck": (("task", RULE), {"name": ""}, {"name": "Write it"}),
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
    "task.objectives_changed": (("task", RULE), {"objectives": []}, {"objectives": [AIM]}),
    "task.assessed": (
        ("task", RULE),
        {"rating": "at_risk"},
        {"rating": "red", "wanted_on": "2026-09-09"},
    ),
    "task.assessment_withdrawn": (("task", RULE), {"rating": "red"}, None),
    "task.recovery_step_added": (
        ("task", RULE),
        None,
        {"statement": "Hire two", "wanted_on": "2026-09-30"},
    ),
    "task.recovery_step_done": (("task", RULE), None, {"statement": "Hire two"}),
    "task.recovery_step_reopened": (("task", RULE), None, {"statement": "Hire two"}),
    "task.recovery_step_given_up": (("task", RULE), None, {"statement": "Hire two"}),
    "mail.sent_again": (("task", RULE), None, {"to": "Hana Novak", "reply": "550 No such user"}),
    "mail.seen": (("task", RULE), None, {"to": "Hana Novak", "reply": "550 No such user"}),
    **OF_COMMENTS,
    **OF_PLANS,
    **OF_TEXTS,
    **OF_REQUESTS,
    **OF_CYCLES,
    **OF_THE_HOUSE,
}
