"""Take back what was done to a comment, as far as nothing was built on it."""

from __future__ import annotations

from models import Comment, JournalEntry
from workplan.errors import InvalidInput
from workplan.services.consultation import comments, filing, finding, points
from workplan.services.consultation.drafts import asking
from workplan.services.record import journal
from workplan.services.record.change import Change

ANEW = "Since then it was filed or asked for anew. Look at its page, and change it there."
KEPT = (
    *("disposition", "answer", "because", "task_id", "objectives", "initiative_id", "change_seq"),
)
"""What an entry keeps of a settled point; earlier ones have not all of it."""
SINCE = "Since then it was settled, filed or answered anew. Look at its page, and change it there."


def set_back(change: Change, entry: JournalEntry, reason: str) -> None:
    """Set a comment back as it was before an entry of the journal.

    Raises:
        InvalidInput: when it was changed again since.
    """
    session = change.session
    found = session.get_one(Comment, entry.subject_id)
    match entry.verb:
        case "comment.set_aside":
            if found.set_aside_at is None:
                raise InvalidInput("entry", SINCE)
            comments.bring_back(change, found, reason)
        case "comment.taken_back" | "comment.entered":
            if found.set_aside_at is not None or found.answered_at is not None:
                raise InvalidInput("entry", SINCE)
            comments.put_aside(change, found, reason or "It was taken back.")
        case "comment.settled":
            _settled_so(change, found, entry, reason)
        case "comment.filed":
            _filed_so(change, found, entry, reason)
        case "comment.draft_asked" | "comment.draft_dropped":
            _asked_so(change, found, entry, reason)


def _settled_so(change: Change, found: Comment, entry: JournalEntry, reason: str) -> None:
    """Settle a point as it was before, if it stands as the entry left it."""
    session = change.session
    before, after = entry.before or {}, journal.kept_after(entry)
    known = {point.number: point for point in finding.points_of(session, found.id)}
    point = known.get(after["number"])
    now = points.described(points.settled_of(point)) if point else {}
    is_open = found.answered_at is None and found.set_aside_at is None
    kept = {key: after.get(key) for key in KEPT}
    if point is None or not is_open or any(kept[key] != now.get(key) for key in KEPT):
        raise InvalidInput("entry", SINCE)
    wanted = points.with_described(before)
    if wanted.disposition:
        wanted = points.checked(session, found.plan_id, wanted)
    points.put(change, found, point, wanted, reason)


def _filed_so(change: Change, found: Comment, entry: JournalEntry, reason: str) -> None:
    """File a point as it was before, if it stands as the entry left it."""
    before, after = entry.before or {}, journal.kept_after(entry)
    known = {point.number: point for point in finding.points_of(change.session, found.id)}
    point = known.get(after["number"])
    is_open = found.answered_at is None and found.set_aside_at is None
    if point is None or not is_open or filing.filed(point) != filing.with_kept(after):
        raise InvalidInput("entry", ANEW)
    filing.put(change, found, point, filing.with_kept(before), reason)


def _asked_so(change: Change, found: Comment, entry: JournalEntry, reason: str) -> None:
    """Let an agency be asked for a draft as before, if nobody asked or drafted since."""
    session = change.session
    before, after = entry.before, journal.kept_after(entry) or None
    number = (after or before or {})["number"]
    known = {point.number: point for point in finding.points_of(session, found.id)}
    point = known.get(number)
    draft = asking.draft_of(session, point) if point else None
    is_drafted = draft is not None and draft.drafted_at is not None
    is_open = found.answered_at is None and found.set_aside_at is None
    if point is None or not is_open or is_drafted or point.disposition is not None:
        raise InvalidInput("entry", ANEW)
    if asking.asked_of(draft) != asking.with_kept(after):
        raise InvalidInput("entry", ANEW)
    wanted = asking.with_kept(before)
    if wanted is not None:
        wanted = asking.checked(change, found, wanted)
    asking.put(change, found, point, wanted, reason)
