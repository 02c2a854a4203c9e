"""A row for every verb about the text of a plan and its clearance, as in `entries.py`."""

from __future__ import annotations

from typing import Any

from support.record.journal.entry_values import ENERGY, ITA, PURPOSE, RULE

PLAN = ("plan", 7008)
SECTION, SOURCE, VERSION = ("section", PURPOSE), ("section_source", 7008), ("plan_version", 7009)
WRITTEN = {"heading": "Purpose", "body": "To begin, and to end."}
BEHIND = {
    "section": "Purpose",
    "source_kind": "directive",
    "passage": "to end",
    "words": "It shall end",
}
OF_TEXTS: dict[str, tuple[tuple[str, int], dict[str, Any] | None, dict[str, Any] | None]] = {
    "text.started": (("plan", 7008), None, {"count": 7}),
    "section.added": (SECTION, None, WRITTEN),
    "section.changed": (SECTION, WRITTEN, {"heading": "Aim", "body": "To begin."}),
    "section.moved": (SECTION, {"place": 3}, {"place": 1}),
    "section.retired": (SECTION, None, {"heading": "Purpose"}),
    "section.restored": (SECTION, None, {"heading": "Purpose"}),
    "section.remarked": (SECTION, None, {"remark_id": 7009, "answers_id": 7008}),
    "section.remark_resolved": (SECTION, None, {"remark_id": 7008, "answers_id": None}),
    "section_source.added": (SOURCE, None, BEHIND),
    "section_source.removed": (
        SOURCE,
        None,
        {"section": "Purpose", "source_kind": "comment", "reference": "ARMS-0001"},
    ),
    "section_source.restored": (SOURCE, None, BEHIND),
    "plan_version.kept": (
        VERSION,
        None,
        {"number": 2, "name": "For clearance", "checksum": "ab12" * 16},
    ),
    "plan.sealed": (PLAN, None, {"number": 2, "name": "Walt Poe", "checksum": "ab12" * 16}),
    "clearance.sent": (PLAN, None, {"number": 2, "checksum": "ab12" * 16}),
    "clearance.asked": (PLAN, None, {"agency_id": ENERGY, "wanted_on": "2026-10-09"}),
    "clearance.answered": (
        PLAN,
        None,
        {"agency_id": ENERGY, "number": 2, "concurrence": "non_concur"},
    ),
    "clearance.decided": (
        PLAN,
        {"decision": "declined"},
        {"agency_id": ENERGY, "decision": "in_part"},
    ),
    "clearance.gone_on": (PLAN, None, {"agency_id": ENERGY}),
    "clearance.dropped": (PLAN, None, {"agency_id": ENERGY}),
    "clearance.day_moved": (
        PLAN,
        {"wanted_on": "2026-10-09"},
        {"agency_id": ENERGY, "wanted_on": "2026-10-16"},
    ),
    "clearance.cleared": (PLAN, None, None),
    "clearance.withdrawn": (PLAN, None, None),
    "clearance.bureau_asked": (
        PLAN,
        None,
        {"agency_id": ITA, "number": 2, "wanted_on": "2026-10-07"},
    ),
    "clearance.bureau_answered": (PLAN, None, {"agency_id": ITA, "number": 2}),
    "task.coordination_dropped": (("task", RULE), None, {"agency_id": ENERGY}),
    "task.coordination_day_moved": (
        ("task", RULE),
        {"wanted_on": "2026-10-09"},
        {"agency_id": ENERGY, "wanted_on": "2026-10-16"},
    ),
}
