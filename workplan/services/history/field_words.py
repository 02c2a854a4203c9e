"""The fields that journal entries keep: the word of each, and which are codes, texts or hidden."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from workplan import vocabulary

AS_CONFIGURED = "the default"
LABELS = {
    "leads": "lead",
    "supports": "support",
    "initiative_id": "line of effort",
    "parent_id": "part of",
    "assignee_id": "handed to",
    "officer_id": "action officer",
    "agreed_on": "agreed day",
    "concurrence": "answer in coordination",
    "agreed_for": "ordered day",
    "recovery": "what is done to recover",
    "has_bare_mails": "mails that name no task",
    "acknowledge_days": "working days to acknowledge a task",
    "takes_comments": "comments from outside",
    "offers_form": "a form for comments",
    "shows_comments": "public register of comments",
    "approver_id": "approving official",
    "change_days": "working days that a change may move the plan without its official",
    "source_kind": "kind of source",
    "body": "text",
    "comment_days": "working days to answer a comment",
    "change_seq": "entry of its change",
    "sender_months": "months for which senders are kept",
    "delegate_id": "stands in",
    "agency_id": "agency",
    "above_id": "part of",
    "supervisor_id": "supervisor of its people",
    "mail_domain": "domain of mail",
    "names_moved": "other names that went along",
    "names_lost": "other names without room",
    "signed_on": "signed",
    "superseded_on": "superseded",
    "superseded_by_id": "superseded by the directive",
    "superseding_id": "superseded by the directive",
    "giver_role": "who gives it is then",
    "predecessor_id": "waits for",
    "duration_days": "duration",
    "constraint_code": "constraint",
    "constraint_on": "constraint date",
    "constraint_minute": "hour of the constraint",
    "short_parts": "part of a day in the duration",
    "dates_source": "where the dates come from",
    "source_note": "note on the source",
    "sentence": "what the directive says",
    "lag_days": "lag",
    "lag_parts": "lag beside its days",
    "is_elapsed": "counted in calendar days",
    "percent": "percent complete",
    "actual_start_on": "actual start",
    "actual_finish_on": "actual finish",
    "actual_start_minute": "hour of the actual start",
    "actual_finish_minute": "hour of the actual finish",
    "forecast_on": "forecast finish",
    "start_on": "start",
    "finish_on": "finish",
    "due_on": "suspense",
    "claimed_on": "claimed",
    "into_task_id": "into the task",
    "by_directive_id": "by the directive",
    "ending": "how it left the open work",
    "criteria": "closing criteria",
    "needs_evidence": "needs evidence",
    "verifier_id": "checked by",
    "verifies": "what is checked",
    "driver": "driven by",
    "wanted_on": "wanted by",
    "inner_on": "inner suspense",
    "corrects_on": "corrects the report of",
    "checksum": "SHA-256",
    "url": "link",
    "is_supervisor": "supervisor",
    "rung_days": "when",
    "audience": "to",
    "is_active": "on",
    "slug": "address",
    "links": "dependencies",
    "last_seq": "last entry",
    "last_hash": "hash of the last entry",
    "on": "day",
    "hands": "handing over",
    "wants_early": "early reminders",
    "send_hour": "hour",
    "from_on": "from",
    "until_on": "until",
    "decider": "decides",
    "in_place_of": "in place of",
    "suspenses_counted_from_it": "suspenses that counted from it",
    "suspense_met_on": "last suspense met",
    "weekmask": "working week",
    "hours": "hours of a day",
    "start_minute": "hour of the start",
    "days_off": "days off",
    "days_worked": "days worked against the week",
    "is_federal": "federal holidays off",
    "day_notes": "notes on days",
    "work_calendar": "calendar of its work",
    "work_calendars": "other calendars",
    "consent_banner": "text before sign-in",
    "government_banner": "banner of official use",
    "idle_minutes": "idle minutes",
    "session_hours": "hours of a session",
    "sign_in_tries": "wrong tries",
    "sign_in_window_minutes": "minutes in which tries count together",
    "lock_minutes": "minutes to wait",
    "backup_days": "days for which every backup is kept",
    "mail_days": "days for which the texts of mails are kept",
}
"""Fields whose name is not the word that people read."""
CONFIGURED = frozenset({
    "consent_banner", "government_banner", "idle_minutes", "session_hours", "sign_in_tries",
    "sign_in_window_minutes", "lock_minutes", "backup_days", "mail_days",
})  # fmt: skip
"""Settings of the house, of which nothing means what is configured."""
VERBATIM = frozenset({
    "code", "name", "title", "description", "source_note", "sentence",
    "note", "reason", "statement",
    "work_calendar",
    "done", "next_steps", "help_needed", "in_place_of", "citation", "marking",
    "directive", "from", "time_zone", "mail_tag",
    "email", "url", "query", "slug", "checksum", "last_hash", "to", "reply", "said",
    "approved_by", "charted_before", "decider", "outcome", "words",
    "consent_banner",
    "answer", "because", "reference", "heading", "body", "passage", "section",
    "label", "mail_domain", "also_called", "superseded_by",
})  # fmt: skip
"""Texts that somebody wrote, or that stand for themselves."""
HIDDEN = frozenset({
    "comment_id", "thread_id", "evidence_id", "extension_id",
    "answered", "asked_again", "reported_at", "undoes",
    "charted_id",
    "places",
    "directive_id",
    "spill_id", "rests", "remark_id", "answers_id",
})  # fmt: skip
"""Numbers of rows that have no name, and what only an undo reads."""
DRIVERS = {
    "start": "the start of the plan",
    "children": "its subtasks",
    "status": "the status date",
    "actual": "what was reported",
    "forecast": "the forecast",
}
CODES: dict[str, Mapping[str, str]] = {
    "constraint_code": vocabulary.Constraint.by_code(),
    "dates_source": vocabulary.Source.by_code(),
    "giver_role": vocabulary.AgencyRole.by_code() | {"lead": "Lead, jointly"},
    "type": vocabulary.LinkType.by_code(),
    "stage": vocabulary.Stage.by_code(),
    "rating": vocabulary.Confidence.by_code(),
    "kind": vocabulary.RegisterKind.by_code(),
    "role": vocabulary.Role.by_code(),
    "ending": vocabulary.Ending.by_code(),
    "verifies": vocabulary.Verified.by_code(),
    "ordered_by": vocabulary.OrderedBy.by_code(),
    "state": vocabulary.ExtensionState.by_code(),
    "concurrence": vocabulary.Concurrence.by_code(),
    "decision": vocabulary.Decision.by_code(),
    "disposition": vocabulary.Disposition.by_code(),
    "source_kind": vocabulary.SourceKind.by_code(),
    "audience": vocabulary.Audience.by_code(),
    "condition": vocabulary.RuleCondition.by_code(),
    "status": vocabulary.Status.by_code()
    | vocabulary.SupportStatus.by_code()
    | vocabulary.DirectiveStatus.by_code(),
    **dict.fromkeys(
        ("mentions", "answers", "requests", "hands", "weekly"), vocabulary.MailWay.by_code()
    ),
}


@cache
def label(key: str) -> str:
    """Return the word for a field."""
    plain = re.sub(r"_(id|on|code|at)$", "", key).removeprefix("is_")
    return LABELS.get(key, plain.replace("_", " "))
