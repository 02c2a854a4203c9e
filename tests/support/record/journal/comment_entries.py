"""A row for every verb about comments from outside, as in `entries.py`."""

from __future__ import annotations

from typing import Any

from support.record.journal.entry_values import AIM, EFFORT, ENERGY, RULE

COMMENT = ("comment", 7014)
NAMED = {"reference": "ARMS-0031"}
POINT = {"reference": "ARMS-0031.1", "number": 1}
OPEN = POINT | {"disposition": "", "answer": "", "because": "", "task_id": None, "objectives": []}
SETTLED = OPEN | {
    "disposition": "in_part",
    "answer": "Partly so.",
    "because": "No money",
    "task_id": RULE,
    "objectives": [AIM],
}
ASKED = POINT | {"agency_id": ENERGY, "wanted_on": "2026-09-14", "ask": "What did we tell them?"}
DRAFT = {
    "agency_id": ENERGY,
    "disposition": "declined",
    "answer": "Not this year.",
    "because": "",
    "task_id": None,
}
OF_COMMENTS: dict[str, tuple[tuple[str, int], dict[str, Any] | None, dict[str, Any] | None]] = {
    "comment.received": (COMMENT, None, NAMED | {"checksum": "c" * 64, "alike": True}),
    "comment.sent": (COMMENT, None, NAMED | {"alike": True}),
    "comment.entered": (COMMENT, None, NAMED),
    "comment.corrected": (COMMENT, None, NAMED | {"corrected": ["sender", "organisation"]}),
    "comment.sender_removed": (COMMENT, None, NAMED | {"letters": 2, "mails": 1}),
    "plan.senders_removed": (
        ("plan", 7001),
        None,
        {"letters": 12, "mails": 9, "sender_months": 36},
    ),
    "comment.set_aside": (COMMENT, None, NAMED),
    "comment.taken_back": (COMMENT, None, NAMED),
    "comment.parted": (COMMENT, None, NAMED),
    "comment.split": (COMMENT, None, {"reference": "ARMS-0031.1", "words": "Hear small firms"}),
    "comment.joined": (COMMENT, {"reference": "ARMS-0031.2", "words": "Hear them"}, None),
    "comment.settled": (COMMENT, OPEN, SETTLED),
    "comment.filed": (
        COMMENT,
        POINT | {"objectives": [], "initiative_id": None},
        POINT | {"objectives": [AIM], "initiative_id": EFFORT},
    ),
    "comment.draft_asked": (COMMENT, None, ASKED),
    "comment.draft_dropped": (COMMENT, ASKED, None),
    "comment.drafted": (COMMENT, None, POINT | DRAFT),
    "comment.draft_returned": (COMMENT, None, POINT | {"agency_id": ENERGY}),
    "comment.answered": (COMMENT, None, NAMED | {"letters": 3, "mails": 2}),
    "comment.reopened": (COMMENT, None, NAMED),
    "comment.mail_returned": (COMMENT, None, NAMED),
    "comment.mail_left": (COMMENT, None, NAMED | {"mails": 1}),
    "comment.mailed_again": (COMMENT, None, NAMED | {"mails": 1}),
}
