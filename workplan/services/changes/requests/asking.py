"""Ask for a change of an approved plan: it is tried as if it were saved, and kept as a request."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import ChangeRequest, JournalEntry, Plan
from workplan.errors import InvalidInput, NotAllowed
from workplan.plain_text import prose
from workplan.services.changes.requests import parts
from workplan.services.changes.requests.parts import Part
from workplan.services.coordination import notices
from workplan.services.coordination.notices import News, Told
from workplan.services.dates.limits import HELD, Beyond
from workplan.services.dates.trial_runs import Trial
from workplan.services.people import plan_members, rights
from workplan.services.people.standing import Standing
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.vocabulary import NoticeKind, RequestState, Role

SUBJECT = "change_request"
LONGEST = 2_000
BY_ASKING = (Role.LEAD,)
"""Who works at the structure while they only ask for a change; coordinators may anyway."""


class _TakenBack(Exception):  # it ends the trial; nothing is wrong
    pass


class Asked(Exception):
    """What was to be saved is asked for instead, under a number: nothing else was changed.

    It leaves the use case at its end, so that nobody tells the person that it is saved.
    """

    def __init__(self, slug: str, number: int) -> None:
        super().__init__(f"Change request {number} of {slug}")
        self.slug = slug
        self.number = number


@dataclass(eq=False)
class Asking(Trial):
    """A change that is asked for: whatever saves it only makes a request.

    Args:
        why: why it is asked for.
    """

    why: str = ""

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Yield the session, as any change does; at its end the change is taken back, and asked.

        Raises:
            Asked: always, once the request is kept.
            InvalidInput: for what cannot be asked for, and without a reason.
        """
        if self.opening is not None:
            with super().transaction() as session:
                yield session
            return
        form, found, plan_id = self.form, list[Part](), 0
        try:
            with super().transaction() as session:
                before, _ = journal.head(session)
                yield session
                found = parts.made_since(session, before)
                first = select(JournalEntry.plan_id).where(JournalEntry.seq > before).limit(1)
                plan_id = session.scalars(first).one() or 0
                raise _TakenBack
        except _TakenBack:
            pass
        raise keep(Change(self.actor, self.now, form), plan_id, found, self.why, self.beyond)


def keep(
    change: Change, plan_id: int, found: Collection[Part], why: str, beyond: Beyond | None
) -> Asked:
    """Keep a change request, tell whoever decides on it, and return under which number.

    Raises:
        NotAllowed: for whoever may not ask for changes of the plan.
        InvalidInput: without a reason, before the plan is approved, and for a coordinator within
            the limit, who saves it.
    """
    why = prose(why).strip()
    if not why:
        raise InvalidInput("reason", "Say why you ask for it.")
    if len(why) > LONGEST:
        raise InvalidInput("reason", f"Shorten the reason to {LONGEST:,} characters.")
    with change.transaction() as session:
        slug = session.get_one(Plan, plan_id).slug
        plan, standing = rights.plan_for(session, change.actor, slug)
        require_asking(session, plan, standing)
        if beyond is None and standing.may_change_structure:
            raise InvalidInput(
                "reason", "It stays within the limit of the plan, so you decide. Use “Save”."
            )
        last = select(func.max(ChangeRequest.number)).where(ChangeRequest.plan_id == plan.id)
        row = ChangeRequest(
            plan_id=plan.id,
            number=(session.scalar(last) or 0) + 1,
            parts=[part.kept() for part in found],
            why=why,
            beyond=beyond.said if beyond else "",
            asked_by_id=change.actor.id,
            agency_id=plan_members.agency_of(session, plan.id, change.actor.id),
            asked_at=change.now,
            state=RequestState.ASKED,
        )
        session.add(row)
        session.flush()
        after = {"number": row.number}
        journal.note(
            change,
            plan.id,
            journal.Entry("change_request.asked", about(row), after=after, reason=why),
        )
        tell_deciders(change, plan, row)
        return Asked(plan.slug, row.number)


def require_asking(session: Session, plan: Plan, standing: Standing) -> None:
    """Refuse a change request by whoever has no word in it, and before the plan is approved."""
    if not standing.may_ask_for_changes:
        raise NotAllowed("Agency leads and coordinators ask for changes. Ask one of them.")
    rights.require_open(session, plan.id)
    if plan.stage not in HELD:
        raise InvalidInput(
            "reason",
            "The plan is not approved yet, so the coordinator changes it at once. Say it to them.",
        )


def about(row: ChangeRequest) -> tuple[str, int]:
    """Return the subject of the journal's entries on a request."""
    return SUBJECT, row.id


def deciders(session: Session, plan: Plan, row: ChangeRequest) -> set[int]:
    """Return who decides on a request: the official beyond the limit, else the coordinators."""
    if row.beyond and plan.approver_id is not None:
        return {plan.approver_id}
    members = plan_members.members_of(session, plan.id)
    return {one.user_id for one in members if one.role == Role.COORDINATOR}


def tell_deciders(change: Change, plan: Plan, row: ChangeRequest) -> None:
    """Tell whoever decides on a request that it waits for them."""
    news = News(NoticeKind.CHANGE_ASKED, row.why, change_request_id=row.id)
    notices.tell_all(change, plan.id, [Told(None, news, deciders(change.session, plan, row))])
