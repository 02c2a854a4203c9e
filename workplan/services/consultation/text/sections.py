"""The sections of a plan's text: started from an outline, added, changed, ordered, retired.

The coordinator writes; nothing is deleted, and the journal has every wording there ever was.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Plan, PlanSection
from workplan.clock import civil_date
from workplan.errors import InvalidInput, NotFound, StaleVersion
from workplan.papers.markdown import is_too_deep
from workplan.plain_text import prose
from workplan.services.consultation.text.outline import OUTLINE
from workplan.services.people import rights
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.services.structure.task import placing

SUBJECT, WHAT = "section", "section"
LONGEST_BODY, MOST_SECTIONS = 40_000, 100


@dataclass(frozen=True)
class SectionFields:
    """What a section says.

    Args:
        body: its text, in Markdown.
    """

    heading: str
    body: str = ""


def start(change: Change, slug: str) -> int:
    """Begin the text of a plan with the sections of the outline, and return how many these are.

    Raises:
        InvalidInput: when the text has a section already.
    """
    with change.transaction() as session:
        plan, standing = rights.plan_for(session, change.actor, slug)
        rights.require_structure(session, standing)
        if _in_use(session, plan.id):
            raise InvalidInput("heading", "The text is begun already. Add a section to it instead.")
        begun = journal.Entry("text.started", ("plan", plan.id), after={"count": len(OUTLINE)})
        on_day = civil_date(change.now, plan.time_zone)
        with change.grouped(journal.record(change, on_day, plan.id, [begun])):
            for heading in OUTLINE:
                add_in(change, plan, SectionFields(heading))
        return len(OUTLINE)


def add(change: Change, slug: str, wanted: SectionFields) -> int:
    """Add a section behind the last one, and return its number in the plan."""
    with change.transaction() as session:
        plan, standing = rights.plan_for(session, change.actor, slug)
        rights.require_structure(session, standing)
        if len(_in_use(session, plan.id)) >= MOST_SECTIONS:
            raise InvalidInput(
                "heading", f"The text has {MOST_SECTIONS} sections, and no more fit. Join two."
            )
        return add_in(change, plan, _checked(wanted)).number


def add_in(change: Change, plan: Plan, fields: SectionFields) -> PlanSection:
    """Add a section in the caller's transaction."""
    session = change.session
    of_plan = PlanSection.plan_id == plan.id
    last = select(func.max(PlanSection.number), func.max(PlanSection.position)).where(of_plan)
    number, position = session.execute(last).one()
    section = PlanSection(
        plan_id=plan.id,
        number=(number or 0) + 1,
        position=(position or 0) + 1,
        heading=fields.heading,
        body=fields.body,
    )
    session.add(section)
    session.flush()
    _note(change, section, "section.added", after=asdict(fields))
    return section


def change(
    change: Change, slug: str, number: int, version: int, wanted: SectionFields, reason: str = ""
) -> None:
    """Change a section, from the version that the person saw; as it stands, it leaves no entry.

    Raises:
        StaleVersion: when somebody saved it in between; nothing is changed.
    """
    with change.transaction():
        section = for_change(change, slug, number, version)
        change_in(change, section, _checked(wanted), reason)


def change_in(change: Change, section: PlanSection, fields: SectionFields, reason: str) -> None:
    """Give a section what it says, in the caller's transaction."""
    before, after = asdict(fields_of(section)), asdict(fields)
    differ = [key for key in after if after[key] != before[key]]
    if not differ:
        return
    section.heading, section.body = fields.heading, fields.body
    section.version += 1
    old, new = ({key: kept[key] for key in differ} for kept in (before, after))
    _note(change, section, "section.changed", old, new, reason)


def put(change: Change, slug: str, number: int, place: int) -> None:
    """Put a section at a place among those of its plan, counted from one."""
    with change.transaction():
        put_in(change, for_change(change, slug, number), place)


def put_in(change: Change, section: PlanSection, place: int, reason: str = "") -> None:
    """Put a section at a place, in the caller's transaction; where it stands, it stays."""
    rows = _in_use(change.session, section.plan_id)
    before, after = placing.put(rows, section.id, place)
    if before != after:
        _note(change, section, "section.moved", {"place": before}, {"place": after}, reason)


def place_of(session: Session, section: PlanSection) -> int:
    """Return the place of a section among those in use, counted from one."""
    return [row.id for row in _in_use(session, section.plan_id)].index(section.id) + 1


def retire(change: Change, slug: str, number: int, version: int, reason: str = "") -> None:
    """Take a section out of the text; it can be restored."""
    with change.transaction():
        switch(change, for_change(change, slug, number, version), is_retired=True, reason=reason)


def restore(change: Change, slug: str, number: int, reason: str = "") -> None:
    """Bring a retired section back, where it was."""
    with change.transaction() as session:
        plan, standing = rights.plan_for(session, change.actor, slug)
        rights.require_structure(session, standing)
        switch(change, of_number(session, plan.id, number), is_retired=False, reason=reason)


def switch(change: Change, section: PlanSection, *, is_retired: bool, reason: str) -> None:
    """Retire a section or bring it back, in the caller's transaction; as it is, it stays."""
    if (section.retired_at is not None) == is_retired:
        return
    section.retired_at = change.now if is_retired else None
    section.version += 1
    verb = "section.retired" if is_retired else "section.restored"
    _note(change, section, verb, after={"heading": section.heading}, reason=reason)


def of_number(session: Session, plan_id: int, number: int) -> PlanSection:
    """Return a section of a plan by its number there, a retired one too.

    Raises:
        NotFound: when the plan has no such section.
    """
    section = session.scalar(
        select(PlanSection).where(PlanSection.plan_id == plan_id, PlanSection.number == number)
    )
    if section is None:
        raise NotFound(f"There is no section {number} in the text of this plan.")
    return section


def for_change(change: Change, slug: str, number: int, version: int | None = None) -> PlanSection:
    """Return a section that stands in the text and that the person may change.

    Raises:
        StaleVersion: when it was saved since that version.
    """
    session = change.session
    plan, standing = rights.plan_for(session, change.actor, slug)
    rights.require_structure(session, standing)
    section = of_number(session, plan.id, number)
    if section.retired_at is not None:
        raise InvalidInput("heading", f"“{section.heading}” is retired. Restore it first.")
    if version is not None and section.version != version:
        raise StaleVersion(version, section.version)
    return section


def fields_of(section: PlanSection) -> SectionFields:
    """Return what a section says now."""
    return SectionFields(section.heading, section.body)


def _checked(wanted: SectionFields) -> SectionFields:
    """Return what is wanted without needless blanks, or refuse it."""
    heading = placing.checked_line("heading", WHAT, wanted.heading)
    body = prose(wanted.body.replace("\r\n", "\n")).strip()
    if len(body) > LONGEST_BODY:
        raise InvalidInput(
            "body",
            f"The text has {len(body):,} characters, and {LONGEST_BODY:,} fit in a section. "
            "Make two sections of it.",
        )
    if is_too_deep(body):
        raise InvalidInput(
            "body", "Lists or quotations stand too deep in each other. Take some levels away."
        )
    return SectionFields(heading, body)


def _in_use(session: Session, plan_id: int) -> list[PlanSection]:
    rows = session.scalars(
        select(PlanSection)
        .where(PlanSection.plan_id == plan_id, PlanSection.retired_at.is_(None))
        .order_by(PlanSection.position, PlanSection.id)
    )
    return list(rows)


def _note(
    change: Change,
    section: PlanSection,
    verb: str,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
) -> None:
    entry = journal.Entry(verb, (SUBJECT, section.id), before, after, reason)
    journal.note(change, section.plan_id, entry)
