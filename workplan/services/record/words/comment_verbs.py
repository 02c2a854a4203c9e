"""What the journal says of comments of stakeholders: by their references, and never by whom."""

from __future__ import annotations

from workplan.services.record.words import sentences
from workplan.services.record.words.sentences import Told
from workplan.services.record.words.verb import HAPPENED, LEFT, OPPOSITE, SAID, Verb

GONE_FOR_GOOD = "It left for good: nothing keeps it."
PERSONAL = "Who wrote a comment is not kept in the journal: correct it on its page."


def _received(t: Told) -> str:
    repeats = ", as a copy of another" if t.after.get("alike") else ""
    return f"Comment {t.now('reference')} came by mail{repeats}"


def _sent(t: Told) -> str:
    repeats = ", as a copy of another" if t.after.get("alike") else ""
    return f"Comment {t.now('reference')} came by the public form{repeats}"


def _settled(t: Told) -> str:
    if not t.after.get("disposition"):
        return f"Point {t.now('reference')} of a comment opened again"
    text = f"Point {t.now('reference')} of a comment: {t.now('disposition').lower()}"
    if t.after.get("task_id"):
        text += f", changes {t.now('task_id')}"
    if t.after.get("change_seq"):
        text += f", by entry {t.after['change_seq']:,}"
    return f"{text}. Answer: {t.now('answer')}"


def _filed(t: Told) -> str:
    under = {
        "objective": t.now("objectives") if t.after.get("objectives") else "",
        "line of effort": t.now("initiative_id") if t.after.get("initiative_id") else "",
    }
    said = " and ".join(f"{what} “{name}”" for what, name in under.items() if name)
    return f"Point {t.now('reference')} of a comment filed under {said or 'nothing'}"


def _answered(t: Told) -> str:
    mails = sentences.count(t.after["mails"], "mail")
    letters = t.after["letters"]
    copies = f" and {sentences.count(letters - 1, 'copy')} of it" if letters > 1 else ""
    return f"Comment {t.now('reference')}{copies} answered, with {mails}"


COMMENTS: dict[str, Verb] = {
    "comment.received": Verb(_received, not_undone=HAPPENED),
    "comment.sent": Verb(_sent, not_undone=HAPPENED),
    "comment.entered": Verb(
        lambda t: f"Comment {t.now('reference')} typed in", undone_by="comment.set_aside"
    ),
    "comment.corrected": Verb(
        lambda t: f"Corrected who wrote comment {t.now('reference')}", not_undone=PERSONAL
    ),
    "comment.sender_removed": Verb(
        lambda t: (
            f"Removed who wrote comment {t.now('reference')}: "
            f"{sentences.count(t.after['letters'], 'letter')}, "
            f"{sentences.count(t.after['mails'], 'mail')}"
        ),
        not_undone=GONE_FOR_GOOD,
    ),
    "plan.senders_removed": Verb(
        lambda t: (
            f"Removed who wrote {sentences.count(t.after['letters'], 'comment')}, done with for "
            f"{sentences.count(t.after['sender_months'], 'month')}"
        ),
        not_undone=GONE_FOR_GOOD,
    ),
    "comment.set_aside": Verb(
        lambda t: f"Comment {t.now('reference')} set aside", undone_by="comment.taken_back"
    ),
    "comment.taken_back": Verb(
        lambda t: f"Comment {t.now('reference')} taken back", undone_by="comment.set_aside"
    ),
    "comment.parted": Verb(
        lambda t: f"Comment {t.now('reference')} treated on its own, not as a copy",
        not_undone=OPPOSITE,
    ),
    "comment.split": Verb(
        lambda t: f"Point {t.now('reference')} of a comment: “{t.now('words')}”",
        not_undone=OPPOSITE,
    ),
    "comment.joined": Verb(
        lambda t: f"Point {t.was('reference')} of a comment let go", not_undone=OPPOSITE
    ),
    "comment.filed": Verb(_filed, undone_by="comment.filed"),
    "comment.draft_asked": Verb(
        lambda t: (
            f"{t.now('agency_id')} is asked to draft the answer to point {t.now('reference')} of a "
            f"comment by {t.now('wanted_on')}"
        ),
        undone_by="comment.draft_dropped",
    ),
    "comment.draft_dropped": Verb(
        lambda t: (
            f"{t.was('agency_id')} is asked no more to draft the answer to point "
            f"{t.was('reference')} of a comment"
        ),
        undone_by="comment.draft_asked",
    ),
    "comment.drafted": Verb(
        lambda t: (
            f"{t.now('agency_id')} drafted the answer to point {t.now('reference')} of a comment: "
            f"{t.now('disposition').lower()}. Answer: {t.now('answer')}"
        ),
        not_undone="What an agency drafted stays said: draft it anew on its page.",
    ),
    "comment.draft_returned": Verb(
        lambda t: (
            f"The draft of {t.now('agency_id')} for point {t.now('reference')} of a comment sent "
            "back"
        ),
        not_undone=SAID,
    ),
    "comment.settled": Verb(_settled, undone_by="comment.settled"),
    "comment.answered": Verb(_answered, not_undone=LEFT),
    "comment.reopened": Verb(
        lambda t: f"Comment {t.now('reference')} opened again", not_undone=OPPOSITE
    ),
    "comment.mailed_again": Verb(
        lambda t: (
            f"{sentences.count(t.after['mails'], 'mail')} sent again to whoever sent comment "
            f"{t.now('reference')}"
        ),
        not_undone=LEFT,
    ),
    "comment.mail_returned": Verb(
        lambda t: f"A mail to whoever sent comment {t.now('reference')} came back",
        not_undone=HAPPENED,
    ),
    "comment.mail_left": Verb(
        lambda t: f"What failed to reach whoever sent comment {t.now('reference')} stays so",
        not_undone=OPPOSITE,
    ),
}
