"""The lead agency sends a version of a product to agencies, each with a day to answer.

The first version opens a round; the next ones ask all again, or only some. What was answered
stays on record with its version.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Plan, PlanAgency, Round, RoundAsk, RoundVersion, Task, TaskAgency
from workplan.clock import civil_date
from workplan.errors import InvalidInput, StaleVersion
from workplan.plain_text import prose
from workplan.reminders.recipients import recipients
from workplan.scheduling.explain import day_words
from workplan.services.coordination import notices
from workplan.services.coordination.notices import News, Told
from workplan.services.coordination.rounds import finding
from workplan.services.coordination.rounds.finding import About
from workplan.services.coordination.rounds.standing_asks import is_undecided, stands
from workplan.services.people import agencies, plan_members, rights
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.services.tasks.due_work import REMINDED_STAGES
from workplan.services.tasks.suspenses import check_day
from workplan.vocabulary import Audience, RoundState

MOST = 50_000
"""How many characters the text of a version has at most."""


class Sent(NamedTuple):
    """What somebody sends.

    Args:
        words: the text, in Markdown; empty where the product is a file or a link.
        wanted_on: by the agencies that are asked, the day by which each answers.
        after: the number of the last version that they saw; 0 before the first.
    """

    words: str
    wanted_on: Mapping[int, date | None]
    after: int = 0


def send(change: Change, task_id: int, sent: Sent, *, is_attached: bool) -> RoundVersion:
    """Send a version of the product of a task; each agency that is asked is told.

    Where nobody at an agency gets mail, the coordinators are told at once.

    Args:
        is_attached: whether files or a link go with it; then it needs no text.

    Raises:
        NotAllowed: for whoever does not report on the task.
        StaleVersion: when somebody sent a version meanwhile.
        InvalidInput: for nothing to read, nobody to ask, a lead agency, a day that is missing or
            has passed, a task that is not open work, and while a comment is not decided.
    """
    words = prose(sent.words).strip()
    with change.transaction() as session:
        task, standing = rights.task_for(session, change.actor, task_id)
        is_on_behalf = finding.require_sender(session, standing, task_id)
        plan = session.get_one(Plan, task.plan_id)
        _check(plan, task, words, is_attached=is_attached)
        today = civil_date(change.now, plan.time_zone)
        about = About(plan.id, task.id, task.name, plan.slug)
        asked = checked_asks(session, about, sent.wanted_on, today)
        found = finding.open_round(session, task_id)
        last = _last_number(session, found)
        if last != sent.after:
            raise StaleVersion(sent.after, last)
        found = found or _opened(change, task)
        require_decided(session, found)
        version = RoundVersion(
            round_id=found.id,
            number=last + 1,
            words=words,
            sent_by_id=change.actor.id or 0,
            sent_at=change.now,
            is_on_behalf=is_on_behalf,
        )
        session.add(version)
        session.flush()
        checksum = hashlib.sha256(version.words.encode()).hexdigest() if version.words else None
        ask_all(change, about, version, asked, checksum)
        return version


def ask_all(
    change: Change,
    about: About,
    version: RoundVersion,
    asked: Mapping[int, date],
    checksum: str | None,
) -> None:
    """Ask agencies about a version, on the record, and tell them, in the caller's transaction.

    Args:
        asked: by which day each answers.
        checksum: that of what they read, if it has one.
    """
    session = change.session
    asks = [
        RoundAsk(version_id=version.id, agency_id=agency, wanted_on=day)
        for agency, day in asked.items()
    ]
    session.add_all(asks)
    session.flush()
    on_day = civil_date(change.now, session.get_one(Plan, about.plan_id).time_zone)
    after = {"number": version.number, "checksum": checksum}
    sent = journal.Entry(about.verb("sent"), about.subject, after=after)
    seq = journal.record(change, on_day, about.plan_id, [sent])
    entries = [asked_entry(about, ask, seq) for ask in asks]
    journal.record(change, on_day, about.plan_id, entries)
    tell(change, about, version, asks)


def asked_entry(about: About, ask: RoundAsk, cause_seq: int | None = None) -> journal.Entry:
    """Return the entry of the journal that an agency is asked, by which day."""
    after = {"agency_id": ask.agency_id, "wanted_on": ask.wanted_on.isoformat()}
    return journal.Entry(about.verb("asked"), about.subject, after=after, cause_seq=cause_seq)


def _check(plan: Plan, task: Task, words: str, *, is_attached: bool) -> None:
    if plan.stage not in REMINDED_STAGES or not task.is_open or task.removed_at is not None:
        raise InvalidInput(
            "words", f"“{task.name}” is not open work of a plan under way. Reload the page."
        )
    if not words and not is_attached:
        raise InvalidInput("words", "There is nothing to read. Write a text, or attach a file.")
    if len(words) > MOST:
        raise InvalidInput(
            "words",
            f"The text has {len(words):,} characters, and {MOST:,} fit. Shorten it, or attach a "
            "file.",
        )


def checked_asks(
    session: Session, about: About, wanted_on: Mapping[int, date | None], today: date
) -> dict[int, date]:
    """Return by which day each agency answers, in the order of their labels, or refuse it."""
    if not wanted_on:
        raise InvalidInput("ask", "Nobody is asked. Choose an agency.")
    labels = agencies.labels(session)
    here = set(
        session.scalars(select(PlanAgency.agency_id).where(PlanAgency.plan_id == about.plan_id))
    )
    leads = set(
        session.scalars(
            select(TaskAgency.agency_id).where(
                TaskAgency.task_id == about.task_id, TaskAgency.role == "lead"
            )
        )
    )
    asked: dict[int, date] = {}
    for agency in sorted(wanted_on, key=lambda one: labels.get(one, "")):
        field, day = f"due_{agency}", wanted_on[agency]
        if agency not in here:
            raise InvalidInput("ask", "That agency takes no part in the plan. Choose another.")
        if agency in leads:
            raise InvalidInput("ask", f"{labels[agency]} leads the task. Choose another agency.")
        if day is None:
            raise InvalidInput(field, f"Give the day by which {labels[agency]} answers.")
        check_day(field, day)
        if day < today:
            raise InvalidInput(
                field, f"{day_words(day)} has passed. Give {labels[agency]} today or a later day."
            )
        asked[agency] = day
    return asked


def _last_number(session: Session, found: Round | None) -> int:
    if found is None:
        return 0
    last = select(func.max(RoundVersion.number)).where(RoundVersion.round_id == found.id)
    return session.scalar(last) or 0


def _opened(change: Change, task: Task) -> Round:
    found = Round(
        plan_id=task.plan_id,
        task_id=task.id,
        opened_by_id=change.actor.id or 0,
        opened_at=change.now,
        state=RoundState.OPEN,
    )
    change.session.add(found)
    change.session.flush()
    return found


def require_decided(session: Session, found: Round) -> None:
    """Refuse the next version while a comment on the last one is not decided."""
    undecided = (
        select(RoundAsk.agency_id)
        .join(RoundVersion, RoundVersion.id == RoundAsk.version_id)
        .where(RoundVersion.round_id == found.id, stands(), is_undecided())
    )
    waiting = set(session.scalars(undecided))
    if waiting:
        labels = agencies.labels(session)
        who = ", ".join(sorted(labels[one] for one in waiting))
        raise InvalidInput(
            "words",
            f"What {who} said is not decided yet. Give each comment a decision, and send it then.",
        )


def tell(change: Change, about: About, version: RoundVersion, asks: Sequence[RoundAsk]) -> None:
    """Tell each agency that it is asked, or the coordinators where nobody there gets mail."""
    session, told = change.session, []
    labels = agencies.labels(session)
    members, above = plan_members.members_of(session, about.plan_id), plan_members.parents(session)
    for ask in asks:
        label = labels[ask.agency_id]
        people = recipients(Audience.LEAD, [ask.agency_id], None, members, above)
        said = f"Version {version.number}, for {label}; by {day_words(ask.wanted_on)}."
        if people:
            news = News(
                "coordinate",
                f"{said}\n\n{version.words}".strip(),
                ask_id=ask.id,
                for_on=ask.wanted_on,
            )
        else:
            people = recipients(Audience.COORDINATOR, (), None, members, above)
            news = News(
                "unheard",
                f"Nobody at {label} gets mail in this plan.",
                ask_id=ask.id,
                for_on=ask.wanted_on,
            )
        told.append(Told(about.task_id, news, people))
    notices.tell_all(change, about.plan_id, told)
