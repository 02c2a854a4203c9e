"""Bring a plan in from a file: as a new plan, in one transaction, with one journal entry."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sqlalchemy.orm import Session

from models import Membership, Plan
from workplan.calendars.own import check_count
from workplan.clock import civil_date
from workplan.errors import InvalidInput
from workplan.exchange.comparison import DateDifference, compare
from workplan.exchange.lines_of_effort import efforts_of
from workplan.exchange.planfile import PlanFile, Remark
from workplan.services.dates.rescheduling import reschedule
from workplan.services.interchange import archives, import_rows
from workplan.services.interchange.file_tasks import (
    Places,
    described_progress,
    outline_of,
    refuse_coming_events,
)
from workplan.services.interchange.merged_plans import (
    calendar_columns,
    kept_calendars,
    start_columns,
)
from workplan.services.lifecycle import default_rules, short_names
from workplan.services.people import agencies, agency_names
from workplan.services.people.plan_agencies import Joining
from workplan.services.record import burn_counts, journal
from workplan.services.record.change import Change
from workplan.services.tasks.task_fields import TaskFields, described

UNSIGNED = "Suspense"
"""The field of the remark on suspenses that count from the signature of no directive."""


@dataclass(frozen=True)
class ImportWishes:
    """How a file becomes a plan.

    Args:
        slug: the plan's address; made from its title unless given.
        with_history: restore the people and the journal that the file carries; an operator's.
        agencies: which agency code each name in the file means, where it is not plain.
        time_zone: of the plan.
        let_go: tasks added here that the newer file lacks, by uid, which a merge is to remove.
    """

    slug: str = ""
    with_history: bool = False
    agencies: Mapping[str, str] = field(default_factory=dict)
    time_zone: str = "America/New_York"
    let_go: frozenset[int] = frozenset()


@dataclass(frozen=True)
class ImportReport:
    """What an import takes, changes, rounds and drops, and where its dates differ.

    Args:
        unmapped: names of owners that no agency has; they are kept as text on their tasks.
    """

    slug: str
    tasks: int
    links: int
    remarks: tuple[Remark, ...]
    differences: tuple[DateDifference, ...]
    unmapped: tuple[str, ...]


def report_on(
    session: Session, plan_file: PlanFile, wishes: ImportWishes, into: Plan | None = None
) -> ImportReport:
    """Return what an import would do; nothing is saved.

    Args:
        into: the plan that the file is merged into; its days pass, and hold back open work.

    Raises:
        InvalidInput: for a loop, a link to nowhere, or a date that no calendar reaches.
    """
    compared = plan_file
    if into is not None and into.status_on is not None:
        compared = replace(plan_file, status_on=into.status_on, is_moved_by_status=True)
    if into is None and not (plan_file.archive and wishes.with_history):
        check_count(len(plan_file.calendars))
    differences = compare(compared)
    if plan_file.archive and not wishes.with_history:
        said = "The file carries the plan's history, which an operator restores by command."
        plan_file.remarks.append(Remark("dropped", None, "archive", said))
    known = agency_ids(session, wishes)
    names = {name for task in plan_file.tasks for name in task.owners}
    names |= {name for task in plan_file.tasks for name, _ in task.supports}
    return ImportReport(
        wishes.slug or short_names.slug_of(plan_file.title) or "imported-plan",
        len(plan_file.tasks),
        len(plan_file.links),
        (*plan_file.remarks, *_unsigned(plan_file, into)),
        tuple(differences),
        tuple(sorted(name for name in names if name.lower() not in known)),
    )


def _unsigned(plan_file: PlanFile, into: Plan | None) -> list[Remark]:
    """Return what to say of suspenses that count from a signature where no directive is named."""
    uids = [
        task.uid for task in plan_file.tasks if task.due_rule and task.due_rule.rule == "signed"
    ]
    if not uids or (into is not None and into.directive_id is not None):
        return []
    each = "It counts from the signature, and no directive is named, so it has no suspense yet."
    said = (
        f"{len(uids):,} of the suspenses count from the signature of a directive, and none is "
        "named: they have no date yet. Name it in the plan’s settings, under Directive; they are "
        "dated then."
    )
    return [Remark("changed", None, UNSIGNED, said, tuple((uid, each) for uid in uids))]


def import_plan(
    change: Change,
    plan_file: PlanFile,
    coordinator_id: int,
    wishes: ImportWishes,
    reason: str = "",
) -> ImportReport:
    """Save a file as a new plan that a person coordinates, and return the report on it."""
    with change.transaction() as session:
        if plan_file.archive and wishes.with_history:
            return _restored(change, plan_file, wishes)
        report = report_on(session, plan_file, wishes)
        remember_agencies(change, plan_file, wishes)
        if report.slug in short_names.RESERVED:
            raise InvalidInput(
                "slug", f"“{report.slug}” is the address of a page. Choose another address."
            )
        if short_names.is_taken(session, report.slug):
            raise InvalidInput(
                "slug", f"There is a plan “{report.slug}” already. Choose another address."
            )
        plan = _found(session, plan_file, report.slug, wishes, coordinator_id)
        on_day = civil_date(change.now, plan.time_zone)
        refuse_coming_events(plan_file.tasks, on_day)
        ids, wanted = _add_rows(session, Joining(plan.id, on_day), plan, plan_file, wishes)
        import_rows.add_baselines(session, plan, plan_file, ids, change.now)
        entry = journal.Entry(
            "plan.imported",
            ("plan", plan.id),
            after={"slug": plan.slug, "tasks": report.tasks, "links": report.links},
            reason=reason,
        )
        seq = journal.record(change, on_day, plan.id, [entry])
        if entries := _entries(plan_file, ids, wanted, seq):
            journal.record(change, on_day, plan.id, entries)
        reschedule(change, on_day, plan.id, seq)
        return report


def _add_rows(
    session: Session, joining: Joining, plan: Plan, plan_file: PlanFile, wishes: ImportWishes
) -> tuple[dict[int, int], dict[int, TaskFields]]:
    """Write lines of effort, tasks and links.

    Return the id of each task, and what was decided of it, by its uid.

    Args:
        joining: the plan, and the day on which its agencies come to it.
    """
    efforts = efforts_of(plan_file)
    import_rows.add_efforts(session, plan, efforts, 0)
    known = import_rows.effort_ids(session, plan)
    places = Places({}, known, agency_ids(session, wishes), outline_of(plan_file.tasks))
    tasks = [task for task in plan_file.tasks if task.uid not in known]
    wanted = import_rows.add_tasks(session, joining, tasks, places, 0)
    import_rows.add_links(session, plan, plan_file.links, places.tasks)
    return places.tasks, wanted


def _restored(change: Change, plan_file: PlanFile, wishes: ImportWishes) -> ImportReport:
    assert plan_file.archive is not None
    plan = archives.restore(change, plan_file.archive, wishes.slug)
    entries = len(plan_file.archive["tables"]["journal"])
    said = f"The plan is restored with its {entries:,} journal entries, people and reports."
    taken = (Remark("taken", None, "archive", said),)
    return ImportReport(plan.slug, len(plan_file.tasks), len(plan_file.links), taken, (), ())


def _found(
    session: Session, plan_file: PlanFile, slug: str, wishes: ImportWishes, coordinator_id: int
) -> Plan:
    plan = Plan(
        slug=slug,
        title=plan_file.title[:200],
        mail_tag=plan_file.title[:40],
        stage="drafting",
        time_zone=wishes.time_zone,
        **start_columns(plan_file),
        status_on=plan_file.status_on if plan_file.is_moved_by_status else None,
        **calendar_columns(plan_file),
        work_calendars=kept_calendars(plan_file),
    )
    session.add(plan)
    session.flush()
    session.add(Membership(plan_id=plan.id, user_id=coordinator_id, role="coordinator"))
    default_rules.add_default_rules(session, plan.id)
    return plan


def _entries(
    plan_file: PlanFile, ids: dict[int, int], wanted: dict[int, TaskFields], seq: int
) -> list[journal.Entry]:
    parents = {task.parent for task in plan_file.tasks}
    entries = []
    for task in plan_file.tasks:
        if task.uid not in ids:
            continue
        is_done = task.actual_finish_on is not None
        counted = burn_counts.of_task(task.duration_days, task.percent, is_done=is_done)
        after = described(wanted[task.uid]) | described_progress(task)
        entries.append(
            journal.Entry(
                "task.added",
                ("task", ids[task.uid]),
                after=after,
                cause_seq=seq,
                burn=journal.NO_BURN if task.uid in parents else counted,
            )
        )
    return entries


SEVERAL = re.compile(r"[,;/&+]|\band\b", re.IGNORECASE)
"""What joins the names of several agencies; such a text is the name of none."""


def remember_agencies(change: Change, plan_file: PlanFile, wishes: ImportWishes) -> None:
    """Keep which agency each name of a file means, for the next file; a known name stays its own.

    They are the names that directives know too: other names of an agency, which its page shows.
    """
    if not wishes.agencies:
        return
    named = {n for t in plan_file.tasks for n in (*t.owners, *(name for name, _ in t.supports))}
    known = agency_names.by_name(change.session)
    new = {
        " ".join(name.split()): meant
        for name, code in wishes.agencies.items()
        if name in named and name.lower() not in known and not SEVERAL.search(name)
        if (meant := agency_names.meant_by(change.session, code)) is not None
    }
    if new:
        agencies.call(change, new, "A file calls it so.")


def agency_ids(session: Session, wishes: ImportWishes) -> dict[str, int]:
    """Return the agencies by each name that means one: code, label, name, and the wishes."""
    known = agency_names.by_name(session)
    for name, code in wishes.agencies.items():
        meant = agency_names.meant_by(session, code)
        if meant is None:
            raise InvalidInput("agencies", f"There is no agency with the code “{code}”.")
        known[name.lower()] = meant
    return known
