"""What the journal says of changes that were asked for."""

from __future__ import annotations

from workplan.services.record.words.verb import LEFT, OPPOSITE, SAID, Verb

REQUESTS: dict[str, Verb] = {
    "change_request.asked": Verb(
        lambda t: f"Change request {t.now('number')} made", not_undone=LEFT
    ),
    "change_request.accepted": Verb(
        lambda t: f"Change request {t.now('number')} accepted, and what it asks for made",
        is_group=True,
    ),
    "change_request.declined": Verb(
        lambda t: f"Change request {t.now('number')} declined", not_undone=SAID
    ),
    "change_request.withdrawn": Verb(
        lambda t: f"Change request {t.now('number')} withdrawn", not_undone=OPPOSITE
    ),
    "change_request.passed_on": Verb(
        lambda t: (
            f"Change request {t.now('number')} passed on to the approving official, since it goes "
            "beyond the limit by now"
        ),
        not_undone=LEFT,
    ),
    "plan.limit_set": Verb(
        lambda t: (
            f"Changes by more than {t.now('change_days')} working days are for the approving "
            "official"
            if t.after.get("change_days")
            else "The coordinator decides on every change"
        ),
        not_undone=OPPOSITE,
    ),
}
