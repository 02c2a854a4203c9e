"""Everything that is kept of whoever wrote a comment, as one file for them."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Comment, CommentMail, CommentPoint, KeptMail, Plan, ReceivedMail
from workplan.services.consultation.senders.leaving import of_sender
from workplan.services.consultation.senders.mails import of_senders
from workplan.services.delivery.incoming import received
from workplan.services.delivery.incoming.received import NotAsItCame
from workplan.storage.store import Store
from workplan.vocabulary import CommentMailKind, CommentSource, Disposition, MailState

EXTENT = (
    "Every comment of one sender in one plan as it is kept, what was answered, and the mails from "
    "and to them."
)


def file_of(session: Session, store: Store, plan: Plan, comment: Comment, now: datetime) -> bytes:
    """Return what is kept of the sender of a comment in a plan: a ZIP file with its mails.

    `comments.json` has each comment with its points and the mails that went out about it;
    `mails/` has each mail as it came, unless its bytes are kept no more.

    Raises:
        StoreFailure: when the store does not answer.
    """
    wanted = select(Comment).where(of_sender(comment)).order_by(Comment.number)
    theirs = session.scalars(wanted).all()
    said = {
        "extent": EXTENT,
        "plan": plan.title,
        "written_at": now.isoformat(),
        "comments": [_said(session, one) for one in theirs],
    }
    other = [one.id for one in of_senders(session, theirs)]
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as kept:
        kept.writestr("comments.json", json.dumps(said, indent=2, ensure_ascii=False) + "\n")
        names = {one.mail_id: one.reference for one in theirs}
        for number in other:
            try:
                content = received.content_of(store, session.get_one(ReceivedMail, number))
            except NotAsItCame:
                continue  # Its row says so, and says since when.
            kept.writestr(f"mails/{names.get(number, f'other-{number}')}.eml", content)
    return written.getvalue()


def _said(session: Session, comment: Comment) -> dict[str, Any]:
    points = select(CommentPoint).where(CommentPoint.comment_id == comment.id)
    mails = select(CommentMail).where(CommentMail.comment_id == comment.id)
    sent = session.scalars(mails.order_by(CommentMail.id)).all()
    kept = select(KeptMail.message_id, KeptMail.body).where(
        KeptMail.message_id.in_([mail.message_id for mail in sent if mail.message_id])
    )
    texts = {row.message_id: row.body for row in session.execute(kept)}
    return {
        "reference": comment.reference,
        "came": CommentSource.said(comment.source),
        "came_at": comment.came_at.isoformat(),
        "name": comment.sender,
        "organisation": comment.organisation,
        "address": comment.address,
        "agreed_to_be_named": comment.may_be_named,
        "subject": comment.subject,
        "words": comment.words,
        "files": comment.files.splitlines(),
        "answered_at": comment.answered_at.isoformat() if comment.answered_at else None,
        "is_set_aside": comment.set_aside_at is not None,
        "points": [
            {
                "number": point.number,
                "words": point.words,
                "disposition": Disposition.said(point.disposition or ""),
                "answer": point.answer,
            }
            for point in session.scalars(points.order_by(CommentPoint.number))
        ],
        "mails_to_them": [
            {
                "kind": CommentMailKind.said(mail.kind),
                "address": mail.address,
                "state": MailState.said(mail.state),
                "sent_at": mail.sent_at.isoformat() if mail.sent_at else None,
                "mail_server": mail.last_reply,
                "text": texts.get(mail.message_id or "", ""),
            }
            for mail in sent
        ],
    }
