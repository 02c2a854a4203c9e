"""An archive carries comments, their drafts, and the entries that they name, to another plan."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import select

from models import AnswerDraft, Comment, CommentPoint, JournalEntry, Plan
from support.consultation.drafts_in import ask
from support.consultation.letters_in import by, open_to_comments, typed, version
from support.ground.office import SLUG
from support.programs.outbox import EIGHT
from workplan.extensions import db
from workplan.services.consultation import points
from workplan.services.consultation.drafts import drafting
from workplan.services.consultation.points import Settled
from workplan.services.interchange import archives

if TYPE_CHECKING:
    from support.ground.office import Office


def test_a_point_names_the_entry_of_its_change_by_its_number_there(office: Office) -> None:
    open_to_comments(office)
    number = typed(office)
    office.change(office.add("1a"), now=EIGHT, duration_days=9)
    seq = max(entry.seq for entry in office.journal() if entry.verb == "task.changed")
    ask(office)
    drafting.write(by(office, "other_lead"), SLUG, number, 1, 1, Settled("declined", "No."))
    settled = Settled("accepted", "It is done.", change_seq=seq)
    points.settle(by(office), SLUG, number, version(number), 1, settled)
    # The file has it as JSON has it, as one that was saved.
    archive = json.loads(json.dumps(archives.archive_of(db.session(), office.plan()), default=str))
    archives.restore(by(office), archive, "again")

    session = db.session()
    plan = session.scalars(select(Plan).where(Plan.slug == "again")).one()
    [(point, comment)] = session.execute(
        select(CommentPoint, Comment)
        .join(Comment, Comment.id == CommentPoint.comment_id)
        .where(Comment.plan_id == plan.id)
    ).all()
    entry = session.get_one(JournalEntry, point.change_seq)
    assert (entry.plan_id, entry.verb) == (plan.id, "task.changed")
    assert entry.seq != seq
    told = session.scalars(
        select(JournalEntry).where(
            JournalEntry.subject_id == comment.id, JournalEntry.verb == "comment.settled"
        )
    ).one()
    assert told.after is not None
    assert told.after["change_seq"] == entry.seq
    draft = session.scalars(select(AnswerDraft).where(AnswerDraft.point_id == point.id)).one()
    assert (draft.answer, draft.agency_id) == ("No.", office.agencies["DSCA"])
