"""A row for every verb about plans, and about what stands in one, as in `entries.py`."""

from __future__ import annotations

from typing import Any

from support.record.journal.entry_values import (
    AIM,
    AIMED,
    CARL,
    COPIED,
    DECIDED,
    EFFORT,
    ENERGY,
    FOUNDED,
    HANA,
    MEMBER,
    REGISTERED,
    RISK,
    RUNG,
)

OF_PLANS: dict[str, tuple[tuple[str, int], dict[str, Any] | None, dict[str, Any] | None]] = {
    "plan.changed": (
        ("plan", 7008),
        {"start_on": "2026-09-01", "weekmask": "1111100", "days_off": None, "days_worked": None}
        | {"directive_id": 7, "directive": "NSPM-10", "title": "Old", "slug": "old", "note": ""}
        | {
            "marking": None,
            "time_zone": "America/Chicago",
            "mail_tag": "Old",
            "has_bare_mails": False,
        },
        {"directive_id": 8, "directive": "EO 14268", "title": "New", "slug": "new", "note": "Long"}
        | {
            "marking": "CUI",
            "time_zone": "America/New_York",
            "mail_tag": "New",
            "has_bare_mails": True,
        }
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
    "initiative.renamed": (
        ("initiative", EFFORT),
        {"title": "Old", "code": "1"},
        {"title": "Export", "code": "2"},
    ),
    "register.added": (("register", RISK), None, DECIDED),
    "register.changed": (("register", RISK), REGISTERED, DECIDED),
    "register.closed": (("register", RISK), None, {"outcome": "It was not cut."}),
    "register.reopened": (("register", RISK), {"outcome": "It was not cut."}, None),
    "register.retired": (
        ("register", RISK),
        None,
        {"kind": "risk", "statement": "Budget may be cut"},
    ),
    "register.restored": (
        ("register", RISK),
        None,
        {"kind": "risk", "statement": "Budget may be cut"},
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
            "work_calendars": {"Crew": {"weekmask": "1111000", "holidays": []}},
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
    "spill.asked": (("spill", 7008), None, {"kind": "received_mail"}),
    "spill.withdrawn": (("spill", 7008), None, {"kind": "words"}),
    "spill.declined": (("spill", 7008), None, {"kind": "sent_mail"}),
    "spill.removed": (
        ("spill", 7008),
        None,
        {
            "spill_id": 7008,
            "kind": "file",
            "checksums": ["ab12" * 16],
            "texts": 2,
            "files": 1,
            "mails": 1,
            "entries": 1,
            "rests": {"7008": "ab12" * 16},
        },
    ),
    "view.saved": (("view", 7008), None, {"name": "Late", "query": "late", "agency_id": ENERGY}),
    "view.removed": (("view", 7008), {"name": "Late"}, None),
}
