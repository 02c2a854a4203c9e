"""One agency is merged into another: whatever refers to it follows, and each plan says so.

Which columns refer to an agency is read from the tables, so one that is added later follows, too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from models import Agency, Handover, Plan, Task, TaskAgency
from workplan.clock import civil_date
from workplan.errors import InvalidInput
from workplan.services.coordination import offers
from workplan.services.coordination.rounds import merged_asks
from workplan.services.people import agencies, agency_names, house_rights
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.services.record.references import Reference, by_plan, follow, references_to

MERGED = "Two agencies were merged"


class Merging(NamedTuple):
    """Which agency is merged into which, by their ids.

    Args:
        is_repeated: whether it was merged before, and only what came back since follows.
        names: what becomes of the other names of the one that goes, as entries keep it.
    """

    change: Change
    old: int
    new: int
    is_repeated: bool = False
    names: Mapping[str, list[str]] = {}  # nobody changes it


@dataclass(frozen=True)
class Wanted:
    """What an administrator asks for.

    Args:
        code: of the agency that goes.
        into: the code of the one that takes it in.
        typed: the code of the one that goes, typed once more, since this is not undone.
    """

    code: str
    into: str
    typed: str


def merge(change: Change, wanted: Wanted, reason: str = "") -> Agency:
    """Merge an agency into another, and return that one; it is not undone.

    Raises:
        InvalidInput: when the code was not typed, for an agency and itself, and for one that is
            merged already, retired, or a bureau of the one that goes.
    """
    with change.transaction() as session:
        house_rights.require_agencies(change.actor)
        old = agencies.by_code(session, wanted.code)
        new = _taker(session, old, wanted.into)
        if wanted.typed.strip().upper() != old.code.upper():
            raise InvalidInput(
                "typed", f"A merge is not undone. Type the code {old.code} to say that you mean it."
            )
        old.retired_at = old.retired_at or change.now
        old.merged_into_id = new.id
        moved = agency_names.take_over(old, new)
        old.version += 1
        session.flush()
        follow_all(Merging(change, old.id, new.id, names=moved), reason)
        return new


def follow_all(merging: Merging, reason: str = "") -> None:
    """Let everything that refers to one agency refer to another, in the caller's transaction."""
    change, session = merging.change, merging.change.session
    found = references_to("agencies")
    counted: dict[int, dict[str, int]] = defaultdict(dict)
    for reference in found:
        name = reference.table.name
        for plan_id, number in by_plan(session, reference, merging.old, ONLY.get(name)).items():
            counted[plan_id][name] = counted[plan_id].get(name, 0) + number
    if not counted and merging.is_repeated:
        return
    was = _owners(session, merging)
    for reference in found:
        TREATED.get(reference.names, _follow)(merging, reference)
    session.expire_all()
    now = _owners(session, merging, was)
    old, new = (session.get_one(Agency, one) for one in (merging.old, merging.new))
    agency_names.rename_in_views(session, (old.code, old.label), (new.code, new.label))
    entry = _merged(merging, {"plans": len(counted), **merging.names}, reason)
    journal.note(change, None, entry)
    for plan_id in sorted(counted):
        _tell_plan(merging, plan_id, counted[plan_id], (was, now), reason)


def _taker(session: Session, old: Agency, code: str) -> Agency:
    """Return the agency that takes another in, or refuse it."""
    if not code:
        raise InvalidInput("into", "No agency was chosen. Choose the one that takes it in.")
    new = agencies.find_by_code(session, code)
    if new is None:
        raise InvalidInput("into", f"There is no agency with the code “{code}”. Choose another.")
    if old.merged_into_id is not None:
        raise InvalidInput("into", f"{old.label} was merged already. Look at where it went.")
    if new.id == old.id:
        raise InvalidInput("into", f"{old.label} cannot be merged into itself. Choose another.")
    if new.retired_at is not None:
        raise InvalidInput("into", f"{new.label} is retired. Restore it first, or choose another.")
    above = new.parent_id
    while above is not None:
        if above == old.id:
            said = f"{new.label} is a bureau of {old.label}. Put it under another department first."
            raise InvalidInput("into", said)
        above = session.scalar(select(Agency.parent_id).where(Agency.id == above))
    return new


Owned = dict[int, dict[str, Any]]
"""Who leads and supports each of some tasks, as entries keep it, by the task's id."""


def _owners(session: Session, merging: Merging, wanted: Owned | None = None) -> Owned:
    """Return the owners of the tasks that the agency has a part in, or of some tasks."""
    tasks = select(TaskAgency.task_id).where(TaskAgency.agency_id == merging.old)
    if wanted is not None:
        tasks = select(Task.id).where(Task.id.in_(wanted))
    rows = session.execute(
        select(TaskAgency.task_id, TaskAgency.agency_id, TaskAgency.role)
        .where(TaskAgency.task_id.in_(tasks))
        .order_by(TaskAgency.task_id, TaskAgency.agency_id)
    )
    found: Owned = defaultdict(lambda: {"leads": [], "supports": []})
    for task_id, agency_id, role in rows:
        part, one = ("leads", agency_id) if role == "lead" else ("supports", [agency_id, role])
        found[task_id][part].append(one)
    return dict(found)


def _follow(merging: Merging, reference: Reference) -> None:
    follow(merging.change.session, reference, merging.old, merging.new)


def _join_roles(merging: Merging, reference: Reference) -> None:
    """Join the parts of a task that both have: the lead stays; else that of the one that stays."""
    session = merging.change.session
    led = select(TaskAgency.task_id).where(
        TaskAgency.agency_id == merging.old, TaskAgency.role == "lead"
    )
    session.execute(
        update(TaskAgency)
        .where(TaskAgency.agency_id == merging.new, TaskAgency.task_id.in_(led))
        .values(role="lead")
        .execution_options(synchronize_session=False)
    )
    _follow(merging, reference)


def _join_words(merging: Merging, reference: Reference) -> None:
    """Of two words on the support of one task the last one stands."""
    session, table = merging.change.session, reference.table
    other = table.alias()
    newer = (
        select(other.c.task_id)
        .where(
            other.c.task_id == table.c.task_id,
            other.c.agency_id == merging.old,
            other.c.said_at > table.c.said_at,
        )
        .exists()
    )
    session.execute(delete(table).where(table.c.agency_id == merging.new, newer))
    _follow(merging, reference)


def _join_days(merging: Merging, reference: Reference) -> None:
    """Where both take part in a plan, the one that stays does so since the earlier day."""
    session, table = merging.change.session, reference.table
    other = table.alias()
    since = (
        select(other.c.since_on)
        .where(other.c.plan_id == table.c.plan_id, other.c.agency_id == merging.old)
        .scalar_subquery()
    )
    session.execute(
        update(table)
        .where(table.c.agency_id == merging.new, since < table.c.since_on)
        .values(since_on=since)
    )
    _follow(merging, reference)


def _follow_open_offers(merging: Merging, reference: Reference) -> None:
    """Let offers that wait follow; one between the two is withdrawn, what was answered stays."""
    change, session = merging.change, merging.change.session
    both = (merging.old, merging.new)
    between = session.scalars(
        select(Handover).where(
            Handover.state == "proposed",
            Handover.from_agency_id.in_(both),
            Handover.to_agency_id.in_(both),
        )
    ).all()
    _withdraw(change, between)
    column = reference.column
    session.execute(
        update(reference.table)
        .where(column == merging.old, reference.table.c.state == "proposed")
        .values({column: merging.new})
    )


def _withdraw(change: Change, rows: Any) -> None:
    session = change.session
    for row, entry in zip(rows, offers.withdrawn(change, rows, MERGED), strict=True):
        journal.note(change, session.get_one(Task, row.task_id).plan_id, entry)


def _move_bureaus(merging: Merging, _: Reference) -> None:
    """Put the bureaus of the one that goes under the one that stays."""
    session = merging.change.session
    for bureau in session.scalars(select(Agency).where(Agency.parent_id == merging.old)):
        agencies.set_to(merging.change, bureau, {"parent_id": merging.new}, MERGED)


PLAIN = (
    *("acknowledgements", "answer_drafts", "change_requests", "cycle_answers", "initiatives"),
    *("inner_suspenses", "memberships", "register_entries", "saved_views", "users"),
)
TREATED: dict[tuple[str, str], Callable[[Merging, Reference], None]] = {
    **dict.fromkeys(((table, "agency_id") for table in PLAIN), _follow),
    ("agencies", "merged_into_id"): _follow,
    ("agencies", "parent_id"): _move_bureaus,
    ("bureau_asks", "bureau_id"): lambda m, _: merged_asks.bureaus(m.change.session, m.old, m.new),
    ("handovers", "from_agency_id"): _follow_open_offers,
    ("handovers", "to_agency_id"): _follow_open_offers,
    ("plan_agencies", "agency_id"): _join_days,
    ("reminders", "inner_agency_id"): _follow,
    ("round_asks", "agency_id"): lambda m, _: merged_asks.follow(m.change.session, m.old, m.new),
    ("support_lines", "agency_id"): _join_words,
    ("task_agencies", "agency_id"): _join_roles,
}
"""What becomes of each column that refers to an agency; one that is missing follows plainly."""
ONLY = {"handovers": Handover.state == "proposed"}
"""Which rows of a table follow, where it is not all of them."""


def _merged(merging: Merging, counted: Mapping[str, Any], reason: str) -> journal.Entry:
    before, after = {"agency_id": merging.old}, {"agency_id": merging.new, **counted}
    return journal.Entry("agency.merged", ("agency", merging.old), before, after, reason)


def _tell_plan(
    merging: Merging,
    plan_id: int,
    counted: dict[str, int],
    owned: tuple[Owned, Owned],
    reason: str,
) -> None:
    """Write into a plan's journal what followed there, and each of its tasks that did."""
    change, session = merging.change, merging.change.session
    plan = session.get_one(Plan, plan_id)
    on_day = civil_date(change.now, plan.time_zone)
    named = {"tasks" if key == "task_agencies" else key: n for key, n in counted.items()}
    seq = journal.record(change, on_day, plan_id, [_merged(merging, named, reason)])
    was, now = owned
    own = select(Task.id).where(Task.plan_id == plan_id, Task.id.in_(was)).order_by(Task.id)
    touched = [*session.scalars(own)]
    if not touched:
        return
    session.execute(
        update(Task)
        .where(Task.id.in_(touched))
        .values(version=Task.version + 1)
        .execution_options(synchronize_session=False)
    )
    entries = [
        journal.Entry(
            "task.agencies_merged", ("task", one), was[one], now[one], reason, cause_seq=seq
        )
        for one in touched
    ]
    journal.record(change, on_day, plan_id, entries)
    leads = {task_id: now[task_id]["leads"] for task_id in touched}
    _withdraw(change, offers.stale(session, leads))
    session.expire_all()
