"""File a point of a comment under an objective and a line of effort, settled or not."""

from __future__ import annotations

from typing import Any, NamedTuple

from models import Comment, CommentPoint
from workplan.services.consultation import finding, points
from workplan.services.consultation.finding import SUBJECT
from workplan.services.record import journal
from workplan.services.record.change import Change


class Filed(NamedTuple):
    """The objective and the line of effort that a point is about, by their ids."""

    objective_id: int | None = None
    initiative_id: int | None = None


def file(change: Change, slug: str, number: int, version: int, which: int, wanted: Filed) -> None:
    """File a point; as it is filed already, it leaves no entry.

    Raises:
        InvalidInput: for what is not in the plan.
    """
    with change.transaction() as session:
        comment = finding.to_settle(change, slug, number, version)
        point = points.point_of(session, comment, which)
        points.check_filed(session, comment.plan_id, points.Settled("", "", "", None, *wanted))
        put(change, comment, point, wanted)


def put(
    change: Change, comment: Comment, point: CommentPoint, wanted: Filed, reason: str = ""
) -> None:
    """Let a point be filed so, in the caller's transaction."""
    before = filed(point)
    if before == wanted:
        return
    point.objective_id, point.initiative_id = wanted
    comment.version += 1
    which = {"reference": f"{comment.reference}.{point.number}", "number": point.number}
    was, now = (which | _kept(one) for one in (before, wanted))
    entry = journal.Entry("comment.filed", (SUBJECT, comment.id), was, now, reason)
    journal.note(change, comment.plan_id, entry)


def filed(point: CommentPoint) -> Filed:
    """Return under what a point is filed, as it stands."""
    return Filed(point.objective_id, point.initiative_id)


def with_kept(kept: dict[str, Any]) -> Filed:
    """Return under what an entry of the journal says that a point is filed."""
    return Filed(next(iter(kept["objectives"]), None), kept["initiative_id"])


def _kept(one: Filed) -> dict[str, Any]:
    objectives = [one.objective_id] if one.objective_id else []
    return {"objectives": objectives, "initiative_id": one.initiative_id}
