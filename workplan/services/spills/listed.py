"""What was asked to leave for good, as pages list it, and where words stand that would leave."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from models import Evidence, KeptMail, Plan, ReceivedMail, Spill, Task, User
from workplan.errors import NotFound
from workplan.paging import page_within, pages_of
from workplan.services.people import rights
from workplan.services.record.actor import Actor
from workplan.services.record.read_models import read
from workplan.services.record.words.sentences import count
from workplan.services.spills import entries, places
from workplan.vocabulary import SpillKind, SpillState

SIZE = 50
NOUNS = {
    "assessments": "assessment",
    "baseline_tasks": "task of a baseline",
    "baselines": "baseline",
    "bureau_answers": "advice of a bureau",
    "change_requests": "change request",
    "claims": "claim",
    "closing_terms": "list of closing criteria",
    "comment_mails": "answer of a mail server to a comment",
    "answer_drafts": "draft of an answer to a comment",
    "comment_points": "point of a comment from outside",
    "comments": "comment from outside",
    "cycle_answers": "answer in a reporting cycle",
    "cycle_tasks": "task of a reporting cycle",
    "column_mappings": "remembered heading of a sheet",
    "directives": "directive",
    "evidence": "name of a file",
    "extension_questions": "question on a later suspense",
    "extensions": "request for a later suspense",
    "handovers": "handover",
    "initiatives": "line of effort",
    "inner_suspenses": "inner suspense",
    "kept_forms": "form that was kept over a sign-out",
    "kept_mails": "mail as it was sent",
    "notices": "notice",
    "objectives": "objective",
    "plan_approvals": "reason of an approval",
    "plan_sections": "section of the text",
    "plan_versions": "version of the plan",
    "plans": "detail of the plan",
    "received_mails": "line of mail that came in",
    "recovery_steps": "step of a recovery plan",
    "register_entries": "register entry",
    "reminder_rules": "reminder rule",
    "reminders": "answer of a mail server",
    "reporting_cycles": "reporting cycle",
    "round_asks": "agency that was gone on without",
    "round_comments": "comment in coordination",
    "round_versions": "version of a product",
    "rounds": "coordination",
    "saved_views": "saved view",
    "status_reports": "report",
    "support_lines": "word of a supporting agency",
    "section_remarks": "remark on the text",
    "section_sources": "source of the text",
    "spills": "request to remove something",
    "suspenses": "suspense",
    "task_comments": "comment",
    "tasks": "task",
    "update_requests": "request for an update",
    "ways_out": "way out of a task",
}
"""What a row of each table that is looked through is called."""


NOT_THEIRS = frozenset({"bureau_asks", "bureau_answers", "kept_forms"})
"""Tables of a plan with rows that its coordinator does not read."""


class Listed(NamedTuple):
    """A request as it is listed: by whom and when, what became of it, how much left."""

    id: int
    kind: str
    subject_id: int | None
    why: str
    state: str
    asked_at: datetime
    asked_by_id: int
    asked_by: str
    answered_at: datetime | None
    answered_by: str | None
    answer: str
    left: dict[str, Any] | None
    plan: str
    slug: str

    @property
    def is_open(self) -> bool:
        """Tell whether it waits for an administrator."""
        return self.state == SpillState.ASKED


class Page(NamedTuple):
    """A page of requests."""

    rows: list[Listed]
    total: int
    page: int
    pages: int


class Stands(NamedTuple):
    """Where words stand: how many rows of each noun in the plan, how many elsewhere.

    `entries` is of the journal of the plan, `others` of other plans and of the house.
    """

    nouns: list[tuple[str, int]]
    elsewhere: int
    entries: int
    others: int

    @property
    def here(self) -> int:
        """Return in how many places they stand that its coordinator reads."""
        return sum(number for _, number in self.nouns) + self.entries


def of_plan(session: Session, plan_id: int, page: int) -> Page:
    """Return what was asked in a plan, the newest first."""
    return _page(session, _wanted().where(Spill.plan_id == plan_id), page)


def of_house(session: Session, page: int) -> Page:
    """Return what was asked in all plans: what waits first, then the newest."""
    return _page(session, _wanted().order_by(Spill.state != SpillState.ASKED), page)


def stands(session: Session, plan_id: int, words: str) -> Stands:
    """Return where words stand; it reads every text, and takes its time."""
    found = [one for one in places.find(session, words) if one.table.name != "spills"]
    own = places.in_plan(session, found, plan_id)
    own = [place for place in own if place.table.name not in NOT_THEIRS]
    nouns = Counter(NOUNS[place.table.name] for place in own)
    return Stands(
        sorted(nouns.items()), len(found) - len(own), *entries.count(session, words, plan_id)
    )


def subject_said(session: Session, plan_id: int, kind: str, subject_id: int | None) -> str:
    """Return by what a file or a mail of a plan is known; nothing for words, and for others’."""
    own = {
        SpillKind.FILE.value: select(Evidence.name)
        .join(Task, Task.id == Evidence.task_id)
        .where(Evidence.id == subject_id, Task.plan_id == plan_id),
        SpillKind.SENT_MAIL.value: select(KeptMail.subject).where(
            KeptMail.id == subject_id, KeptMail.plan_id == plan_id
        ),
        SpillKind.RECEIVED_MAIL.value: select(ReceivedMail.subject).where(
            ReceivedMail.id == subject_id, ReceivedMail.plan_id == plan_id
        ),
    }.get(kind)
    return "" if own is None else session.scalar(own) or ""


def described(session: Session, spill_id: int) -> str:
    """Return in a sentence which request it is, without what it says.

    Raises:
        NotFound: when there is none of the number.
    """
    row = next(iter(read(Listed, session.execute(_wanted().where(Spill.id == spill_id)))), None)
    if row is None:
        raise NotFound(f"There is no request {spill_id}.")
    kind = SpillKind.said(row.kind)
    return f"{kind} in “{row.plan}”, asked by {row.asked_by}: {row.why}"


def slug_of(session: Session, spill_id: int) -> str:
    """Return the short name of the plan of a request."""
    wanted = select(Plan.slug).join(Spill, Spill.plan_id == Plan.id).where(Spill.id == spill_id)
    return session.scalars(wanted).one()


def slug_for(session: Session, actor: Actor, spill_id: int) -> str:
    """Return the short name of the plan of a request, for whoever sees the plan.

    Raises:
        NotFound: when there is none, or none for them.
    """
    wanted = (
        select(Plan.slug)
        .join(Spill, Spill.plan_id == Plan.id)
        .where(Spill.id == spill_id, Plan.id.in_(rights.visible_plans(actor)))
    )
    slug = session.scalar(wanted)
    if slug is None:
        raise NotFound("There is no such request.")
    return slug


def how_much(session: Session, row: Listed) -> str:
    """Return in words how much would leave now, without saying what."""
    found = session.get_one(Spill, row.id)
    parts = [] if row.kind == SpillKind.WORDS else [(1, SpillKind.said(row.kind).lower())]
    if found.words:
        there = stands(session, found.plan_id, found.words)
        texts = sum(number for _, number in there.nouns)
        parts += [(texts, "text"), (there.elsewhere, "text of other plans")]
        parts += [(there.entries, "journal entry"), (there.others, "journal entry of other plans")]
    return counted(*parts)


def counted(*parts: tuple[int, str]) -> str:
    """Return counts in words, those that are none left out."""
    said = [one if one.startswith("a ") else count(number, one) for number, one in parts if number]
    return ", ".join(said) or "nothing that is there any more"


def _wanted() -> Select[Any]:
    asked, answered = aliased(User), aliased(User)
    columns: tuple[Any, ...] = (
        *(Spill.id, Spill.kind, Spill.subject_id, Spill.why, Spill.state, Spill.asked_at),
        *(Spill.asked_by_id, asked.name.label("asked_by"), Spill.answered_at),
        answered.name.label("answered_by"),
        *(Spill.answer, Spill.left, Plan.title.label("plan"), Plan.slug),
    )
    return (
        select(*columns)
        .join(asked, asked.id == Spill.asked_by_id)
        .outerjoin(answered, answered.id == Spill.answered_by_id)
        .join(Plan, Plan.id == Spill.plan_id)
    )


def _page(session: Session, wanted: Select[Any], page: int) -> Page:
    total = session.scalar(select(func.count()).select_from(wanted.order_by(None).subquery())) or 0
    page = page_within(page, total, SIZE)
    shown = wanted.order_by(Spill.id.desc()).limit(SIZE).offset((page - 1) * SIZE)
    rows = read(Listed, session.execute(shown))
    return Page(rows, total, page, pages_of(total, SIZE))
