"""An administrator answers: it leaves for good, or it stays. One who asked does not confirm."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import NamedTuple

from sqlalchemy.orm import Session

from models import Evidence, KeptMail, ReceivedMail, Spill
from workplan.errors import InvalidInput
from workplan.extensions import db
from workplan.mail.inbound import reading
from workplan.mail.inbound.bounds import Unreadable
from workplan.services.delivery.incoming import received
from workplan.services.delivery.incoming.received import NotAsItCame
from workplan.services.people import rights
from workplan.services.record.change import Change
from workplan.services.reminding import heartbeats
from workplan.services.spills import asking, leaving, mails, outside, passages, scrubbing
from workplan.services.spills.outside import Leaving
from workplan.storage.store import Store
from workplan.vocabulary import SpillKind, SpillState

DONE = "spill-"
"""With the number of a line of the list: the name of the pulse that says that it was followed."""


class Kept(NamedTuple):
    """Where things are kept: the store of files, and the instance folder."""

    store: Store
    instance: Path


def remove(change: Change, kept: Kept, spill_id: int, answer: str) -> leaving.Left:
    """Let what was asked for leave for good, from everything that this installation keeps.

    Raises:
        NotFound: for anybody but an administrator.
        InvalidInput: for whoever asked, when it was answered already, and for an answer that says
            the words.
        StoreFailure: when the store does not answer; nothing is recorded, and it can be repeated.
    """
    session = db.session()
    row = _to_answer(session, change, spill_id)
    if row.asked_by_id == change.actor.id:
        raise InvalidInput(
            "answer", "You asked for it yourself. It takes two: let another administrator confirm."
        )
    answer = _answer(row, answer)
    what = _of(session, kept.store, row)
    lines = outside.lines_of(what)
    try:
        outside.intend(kept.instance, lines)
    except OSError as error:
        raise InvalidInput(
            "answer",
            f"The list {kept.instance / outside.NAME} cannot be written ({error.strerror}), and "
            "without it a restored backup would show it again. Nothing has left.",
        ) from error
    emptied = leaving.empty_store(session, kept.store, what)
    _let_uploads_go(kept.instance)
    mails.let_files_go(kept.instance / "mail", what)
    with change.transaction() as opened:
        scrubbing.overwrite(opened)
        row = asking.waiting(opened, spill_id)
        asking.end(change, row, SpillState.REMOVED, answer)
        left = leaving.leave(change, what, emptied)
        row = opened.get_one(Spill, spill_id)
        row.left = {name: value for name, value in left._asdict().items() if name != "rests"}
        said = {"spill_id": row.id, "kind": row.kind, "checksums": sorted(what.files)}
        leaving.record(change, row.plan_id, said, left)
        for line in lines:
            heartbeats.beat(opened, DONE + line.id, change.now)
    outside.confirm(kept.instance, [line.id for line in lines])
    scrubbing.scrub(change.now)
    return left


def decline(change: Change, spill_id: int, answer: str) -> None:
    """Let it stay, with the reason; the words that the request kept go.

    Raises:
        NotFound: for anybody but an administrator.
        InvalidInput: without a reason, and when it was answered already.
    """
    with change.transaction() as session:
        scrubbing.overwrite(session)
        row = _to_answer(session, change, spill_id)
        answer = _answer(row, answer)
        if not answer:
            raise InvalidInput("answer", "Say why it stays, so that the coordinator can go on.")
        asking.end(change, row, SpillState.DECLINED, answer)
        asking.note(change, row, "spill.declined", answer)


def _to_answer(session: Session, change: Change, spill_id: int) -> Spill:
    rights.require_administrator(change.actor)
    return asking.waiting(session, spill_id)


def _answer(row: Spill, answer: str) -> str:
    answer = answer.strip()
    if len(answer) > asking.MAX_WHY:
        raise InvalidInput("answer", f"Give {asking.MAX_WHY} characters at most.")
    if row.words and passages.passage_of(row.words).within(answer):
        raise InvalidInput("answer", "It says what has to leave, and would stay. Say it otherwise.")
    return answer


def _of(session: Session, store: Store, row: Spill) -> Leaving:
    """Return what a request is about; what is not there any more is not."""
    words = (row.words,) if row.words else ()
    if row.kind == SpillKind.FILE:
        file = session.get(Evidence, row.subject_id)
        return Leaving(words, frozenset({file.checksum} if file and file.checksum else ()))
    if row.kind == SpillKind.SENT_MAIL:
        mail = session.get(KeptMail, row.subject_id)
        return Leaving(words, sent=frozenset({mail.message_id} if mail else ()))
    if row.kind == SpillKind.RECEIVED_MAIL:
        came = session.get(ReceivedMail, row.subject_id)
        return _of_received(store, came, words) if came else Leaving(words)
    return Leaving(words)


def _of_received(store: Store, mail: ReceivedMail, words: tuple[str, ...]) -> Leaving:
    """Return a mail with its files, wherever else they are kept; its comment leaves with it."""
    try:
        files = reading.read(received.content_of(store, mail)).attachments
    except (NotAsItCame, Unreadable):
        files = ()
    sums = frozenset(hashlib.sha256(content).hexdigest() for _, content in files)
    return Leaving(words, sums, received=frozenset({mail.fingerprint}))


def _let_uploads_go(instance: Path) -> None:
    """Let go of all files that wait to be confirmed: who comes back chooses theirs again."""
    for path in (instance / "uploads").glob("*"):
        path.unlink(missing_ok=True)
