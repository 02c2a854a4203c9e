"""What shows that a report is true: files and links, attached to a task and never deleted.

The file goes to the store before its record is written, and is let go of when the record is not;
so a record never names a file that is not there.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple
from urllib.parse import urlsplit

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

import models
from models import Evidence, Task, User
from workplan.errors import InvalidInput, NotFound
from workplan.services.people import rights
from workplan.services.people.standing import Standing
from workplan.services.record import journal
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.services.record.read_models import read
from workplan.storage import kinds
from workplan.storage.store import Store, StoreFailure

log = logging.getLogger(__name__)

MOST_AT_ONCE = 5
MAX_URL = 2_000
MAX_REASON = 500
REMOVER = aliased(User)
"""Made once: to put an alias together takes longer than its select."""


class NotKept(InvalidInput):
    """The store does not answer: nothing is wrong with the file."""


class Kept(NamedTuple):
    """A file that the store has taken, under a key of ours; its size is in bytes."""

    name: str
    key: str
    size: int
    checksum: str


class Given(NamedTuple):
    """What somebody attaches: files by name and content, and a link."""

    files: Sequence[tuple[str, bytes]] = ()
    url: str = ""

    def __bool__(self) -> bool:
        """Tell whether there is anything."""
        return bool(self.files or self.url)

    def checked(self) -> Given:
        """Return it as it may be kept, or raise InvalidInput with the way out."""
        if len(self.files) > MOST_AT_ONCE:
            raise InvalidInput(
                "evidence",
                f"{len(self.files)} files are too many at once. Attach {MOST_AT_ONCE}, save, "
                "and attach the others after that.",
            )
        if self.url and not _is_link(self.url):
            raise InvalidInput(
                "evidence_url",
                f"“{self.url[:80]}” is no link. Give one that begins with https:// and has "
                f"{MAX_URL:,} characters at most.",
            )
        files = [(kinds.checked(name, content), content) for name, content in self.files]
        return Given(files, self.url)


class Attached(NamedTuple):
    """What is attached to a report, and the store that keeps its files."""

    store: Store
    given: Given


class Belonging(NamedTuple):
    """To what a piece of evidence belongs besides its task, if to anything."""

    report_id: int | None = None
    version_id: int | None = None


class Piece(NamedTuple):
    """A piece of evidence, who attached it, and who removed it, if anybody did."""

    Evidence: models.Evidence
    added_by: str
    removed_by: str | None


def add(store: Store, change: Change, task_id: int, given: Given) -> None:
    """Attach files and a link to a task, apart from a report.

    Raises:
        InvalidInput: for nothing at all, for what may not be kept, and when the store does not
            take a file; nothing is attached.
    """
    if not given:
        raise InvalidInput("evidence", "Nothing was chosen. Choose a file, or give a link.")
    given = given.checked()
    with kept(store, given.files) as files, change.transaction() as session:
        task, standing = rights.task_for(session, change.actor, task_id)
        rights.require_report(session, standing, task_id)
        record(change, task, files, given.url)


def remove(change: Change, evidence_id: int, reason: str) -> int:
    """Take a piece of evidence off its task, on the record, and return the task.

    Its file stays in the store, for those who read everything.

    Raises:
        InvalidInput: without a reason, and for what was removed already.
    """
    reason = reason.strip()
    with change.transaction() as session:
        row, task, standing = _found(session, change.actor, evidence_id)
        rights.require_report(session, standing, task.id)
        if not 0 < len(reason) <= MAX_REASON:
            raise InvalidInput(
                "reason", f"Say why “{row.name}” is removed, in {MAX_REASON} characters at most."
            )
        if row.removed_at is not None:
            raise InvalidInput("reason", f"“{row.name}” was removed already. Reload the page.")
        row.removed_at, row.removed_by_id, row.removed_because = change.now, change.actor.id, reason
        before = {"evidence_id": row.id, "name": row.name}
        entry = journal.Entry("task.evidence_removed", ("task", task.id), before, None, reason)
        journal.note(change, task.plan_id, entry)
        return task.id


def fetch(store: Store, actor: Actor, session: Session, evidence_id: int) -> tuple[str, bytes]:
    """Return the name and the content of a file, once its checksum holds.

    Raises:
        NotFound: for a link, for what was removed unless they read everything, for a stranger.
        StoreFailure: when the store does not give it back as it was kept.
    """
    row, _, standing = _found(session, actor, evidence_id)
    is_hidden = row.removed_at is not None and not standing.may_read_everything
    if row.gone_at is not None:
        raise NotFound("This file was removed for good. Its checksum and the journal stay.")
    if row.stored_as is None or row.checksum is None or is_hidden:
        raise NotFound("There is no such file among yours.")
    content = store.get(row.stored_as)
    if not hmac.compare_digest(hashlib.sha256(content).hexdigest(), row.checksum):
        raise StoreFailure(f"“{row.name}” is not the file that was attached: its checksum differs.")
    return row.name, content


def task_of(session: Session, actor: Actor, evidence_id: int) -> int:
    """Return the task that a piece of evidence belongs to."""
    return _found(session, actor, evidence_id)[1].id


def of_task(session: Session, task_id: int) -> list[Piece]:
    """Return what is attached to a task, the newest first, removed pieces at the end."""
    wanted = (
        select(Evidence, User.name.label("added_by"), REMOVER.name.label("removed_by"))
        .join(User, User.id == Evidence.added_by_id)
        .outerjoin(REMOVER, REMOVER.id == Evidence.removed_by_id)
        .where(Evidence.task_id == task_id)
        .order_by(Evidence.removed_at.is_not(None), Evidence.id.desc())
    )
    return read(Piece, session.execute(wanted))


def _is_link(url: str) -> bool:
    """Tell whether a text is an address on the web, short enough to be kept."""
    try:
        parts = urlsplit(url)
    except ValueError:  # a bracket that is never closed
        return False
    is_web = parts.scheme in ("http", "https") and bool(parts.hostname)
    return is_web and len(url) <= MAX_URL and url.isprintable()


@contextmanager
def kept(store: Store, files: Sequence[tuple[str, bytes]]) -> Iterator[list[Kept]]:
    """Keep files while their record is written, and let go of them when that fails.

    Raises:
        NotKept: when the store does not answer.
    """
    taken: list[Kept] = []
    try:
        for name, content in files:
            key = secrets.token_hex(16)
            try:
                store.put(key, content)
            except StoreFailure as failure:
                log.exception("The store does not take evidence.")
                raise NotKept(
                    "evidence",
                    f"“{name}” could not be kept: the file store does not answer. Try again "
                    "later, or give a link to it.",
                ) from failure
            taken.append(Kept(name, key, len(content), hashlib.sha256(content).hexdigest()))
        yield taken
    except BaseException:
        for one in taken:
            try:
                store.drop(one.key)
            except StoreFailure:
                # What went wrong first is what the person has to know; the file is only in the way.
                log.exception("A file of evidence that nothing names stays in the store.")
        raise


def record(
    change: Change,
    task: Task,
    files: Sequence[Kept],
    url: str,
    belongs: Belonging = Belonging(),  # noqa: B008  # a tuple that nobody changes
) -> None:
    """Write down what is attached to a task; the rights are the caller's."""
    session = change.session
    _refuse_what_left(session, files)
    rows = [
        Evidence(name=one.name, stored_as=one.key, size_bytes=one.size, checksum=one.checksum)
        for one in files
    ]
    if url:
        parts = urlsplit(url)
        shown = f"{parts.hostname}{parts.path.rstrip('/')}"
        rows.append(Evidence(name=shown[: kinds.MAX_NAME], url=url))
    for row in rows:
        row.task_id = task.id
        row.report_id, row.version_id = belongs
        row.added_by_id, row.added_at = change.actor.id or 0, change.now
        session.add(row)
        session.flush()
        after = {"evidence_id": row.id, "name": row.name, "checksum": row.checksum, "url": row.url}
        entry = journal.Entry("task.evidence_added", ("task", task.id), after=after)
        journal.note(change, task.plan_id, entry)


def _refuse_what_left(session: Session, files: Sequence[Kept]) -> None:
    """Refuse a file that was removed for good: it must not come back."""
    sums = {one.checksum: one.name for one in files}
    gone = select(Evidence.checksum).where(
        Evidence.checksum.in_(sums), Evidence.gone_at.is_not(None)
    )
    checksum = session.scalar(gone.limit(1)) if sums else None
    if checksum is not None:
        raise InvalidInput(
            "evidence",
            f"“{sums[checksum]}” was removed for good from here, and is not taken again. Ask the "
            "coordinator.",
        )


def _found(session: Session, actor: Actor, evidence_id: int) -> tuple[Evidence, Task, Standing]:
    row = session.scalar(
        select(Evidence)
        .join(Task, Task.id == Evidence.task_id)
        .where(Evidence.id == evidence_id, Task.plan_id.in_(rights.visible_plans(actor)))
    )
    if row is None:
        raise NotFound("There is no such file among yours.")
    return row, *rights.task_for(session, actor, row.task_id)
