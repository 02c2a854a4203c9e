"""A plan whole, with its people, reports, ledger and journal: taken out, and restored elsewhere.

Rows keep their own ids in the archive; what they refer to is found again by the foreign keys.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, ColumnElement, Table, bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models import Base, Plan
from workplan.clock import civil_date
from workplan.errors import InvalidInput
from workplan.services.accounts.signing_in import passwords
from workplan.services.history import journal_import
from workplan.services.interchange import archived_values
from workplan.services.people import agency_names, plan_agencies
from workplan.services.people.plan_agencies import Joining
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.services.structure import agency_merges
from workplan.services.structure.agency_merges import Merging

FORM = 1
TABLES = Base.metadata.tables
NATURAL_KEYS = {
    "agencies": ("code",),
    "users": ("email",),
    "directives": ("citation",),
    "objectives": ("directive_id", "code"),
}
"""Rows that a database may hold already, under a name that means the same everywhere."""
HIDDEN = frozenset((
    *("password_hash", "feed_hash", "supervisor_id", "superseded_by_id", "bureau_ask_id"),
    *("mail_id", "address", "became", "became_id", "came_from"),
))  # fmt: skip
"""Secrets, addresses of stakeholders, and what refers to rows of the house and not of the plan."""
NOT_GIVEN = {"users": {"is_admin": False}}
"""What no file gives anybody: an administrator is made here."""
SHARED = ("agencies", "users", "directives")
BELONGS = {
    "objectives": "directive_id",
    "plans": "id",
    **dict.fromkeys(("initiatives", "memberships", "plan_agencies", "tasks"), "plan_id"),
    "task_agencies": "task_id",
    "task_objectives": "task_id",
    "suspenses": "task_id",
    "dependencies": "plan_id",
    "baselines": "plan_id",
    "baseline_tasks": "baseline_id",
    **dict.fromkeys(("plan_sections", "plan_versions"), "plan_id"),
    **dict.fromkeys(("plan_approvals", "change_requests"), "plan_id"),
    "status_reports": "task_id",
    "closing_terms": "task_id",
    **dict.fromkeys(("claims", "ways_out", "rounds"), "plan_id"),
    "round_versions": "round_id",
    "round_asks": "version_id",
    "round_answers": "ask_id",
    "round_comments": "answer_id",
    "evidence": "task_id",
    "acknowledgements": "task_id",
    "extensions": "task_id",
    "extension_questions": "extension_id",
    "inner_suspenses": "task_id",
    "task_comments": "task_id",
    "reporting_cycles": "plan_id",
    **dict.fromkeys(("cycle_tasks", "cycle_answers"), "cycle_id"),
    "update_requests": "task_id",
    "handovers": "task_id",
    "support_lines": "task_id",
    "followers": "task_id",
    "reminder_rules": "plan_id",
    "rule_people": "rule_id",
    "reminders": "plan_id",
    "saved_views": "plan_id",
    "assessments": "task_id",
    "recovery_steps": "task_id",
    "register_entries": "plan_id",
    "register_tasks": "entry_id",
    "comments": "plan_id",
    "comment_points": "comment_id",
    "answer_drafts": "point_id",
    "notices": "plan_id",
    **dict.fromkeys(("section_sources", "section_remarks"), "section_id"),
    "journal": "plan_id",
}
"""The tables in the order of their restoring, and the column that leads to the plan."""
YOUNGER = (
    *("plan_agencies", "closing_terms", "claims", "ways_out", "acknowledgements"),
    *("register_entries", "register_tasks", "assessments", "recovery_steps"),
    *("extensions", "extension_questions", "followers", "rule_people"),
    *("rounds", "round_versions", "round_asks", "round_answers", "round_comments"),
    *("inner_suspenses", "comments", "comment_points", "plan_sections", "plan_versions"),
    "answer_drafts",
    *("section_sources", "section_remarks", "plan_approvals", "change_requests"),
    *("reporting_cycles", "cycle_tasks", "cycle_answers"),
)
"""Tables that an archive of an earlier version lacks."""


def archive_of(session: Session, plan: Plan) -> dict[str, Any]:
    """Return everything that belongs to a plan, by table; passwords and sessions stay behind."""
    kept: dict[str, list[dict[str, Any]]] = {}
    held: dict[str, set[int | None]] = {"plans": {plan.id}, "directives": {plan.directive_id}}
    for name, column in BELONGS.items():
        table = TABLES[name]
        owner = "plans" if name == "plans" else _target(table, column) or ""
        kept[name] = _rows(session, table, table.c[column].in_(held[owner]))
        held[name] = {row["id"] for row in kept[name] if "id" in row}
    agencies, people, directives = (TABLES[name] for name in SHARED)
    first = {
        "agencies": _rows(session, agencies, agencies.c.id.is_not(None)),
        "users": _rows(session, people, people.c.id.in_(_named_in(kept, "users"))),
        "directives": _rows(
            session, directives, directives.c.id.in_(_named_in(kept, "directives"))
        ),
    }
    return {"form": FORM, "tables": first | kept}


def _named_in(kept: dict[str, list[dict[str, Any]]], target: str) -> set[int | None]:
    """Return the ids of the rows of a table to which the rows of an archive refer."""
    return {
        row.get(column)
        for name, rows in kept.items()
        for column in _columns_to(TABLES[name], target)
        for row in rows
    } - {None}


def restore(change: Change, archive: dict[str, Any], slug: str = "") -> Plan:
    """Write an archive into this database, whatever it holds already, and return the plan.

    The entries of the journal are checked against their hashes, and then stand in this
    database's own chain, with their moments, actors and reasons.

    Raises:
        InvalidInput: when the archive is damaged, or a plan has its address; nothing is saved.
    """
    if archive.get("form") != FORM:
        raise InvalidInput("archive", "The history is in a form that this version cannot read.")
    try:
        with change.transaction():
            return _restored(change, archive["tables"], slug)
    except (KeyError, TypeError, ValueError, AttributeError, IntegrityError) as damaged:
        raise InvalidInput(
            "archive", "The history in the file is damaged. Save the plan again."
        ) from damaged


def _restored(change: Change, tables: dict[str, Any], slug: str) -> Plan:
    session = change.session
    [raw] = tables["plans"]
    raw["slug"] = slug or raw["slug"]
    if session.scalar(select(Plan.id).where(Plan.slug == raw["slug"])):
        raise InvalidInput(
            "slug", f"There is a plan “{raw['slug']}” already. Choose another address."
        )
    _number_efforts(tables)
    for name in YOUNGER:
        tables.setdefault(name, [])
    ids: journal_import.Ids = {}
    entries = [_decoded(TABLES["journal"], row) for row in tables["journal"]]
    journal_import.check(entries)
    for name in (*SHARED, *BELONGS):
        if name != "journal":
            rows = [_decoded(TABLES[name], row) for row in tables[name]]
            for row in rows if name == "change_requests" else ():
                row["parts"] = journal_import.facts(row["parts"], ids)
            ids[name] = _write(session, TABLES[name], rows, ids)
    plan = session.get_one(Plan, ids["plans"][raw["id"]])
    _point_drivers(session, plan, ids)
    on_day = civil_date(change.now, plan.time_zone)
    plan_agencies.take_part_as_named(session, Joining(plan.id, on_day))
    after = {"slug": plan.slug, "entries": len(entries)}
    if entries:
        after["last_seq"], after["last_hash"] = entries[-1]["seq"], entries[-1]["hash"]
    entry = journal.Entry("plan.restored", ("plan", plan.id), after=after)
    journal.record(change, on_day, plan.id, [entry])
    journal_import.append(session, entries, ids)
    last = journal.head(session)
    change.appended(last, last)
    _follow_merged(change, ids["agencies"])
    return plan


def _follow_merged(change: Change, ids: dict[int, int]) -> None:
    """Let what an archive says of agencies that were merged here since follow, as all did then."""
    for old, new in agency_names.successors(change.session).items():
        if old in ids.values():
            agency_merges.follow_all(Merging(change, old, new, is_repeated=True))


def _number_efforts(tables: dict[str, Any]) -> None:
    """Give lines of effort of an older archive, which have none, uids that no task has."""
    efforts = tables["initiatives"]
    taken = {row["uid"] for row in (*tables["tasks"], *efforts) if row["uid"] is not None}
    for row in efforts:
        if row["uid"] is None:
            row["uid"] = max(taken, default=0) + 1
            taken.add(row["uid"])


def _point_drivers(session: Session, plan: Plan, ids: journal_import.Ids) -> None:
    """Let each stored driver name its predecessor by the id that it has here."""
    tasks = TABLES["tasks"]
    found = session.execute(select(tasks.c.id, tasks.c.driver).where(tasks.c.plan_id == plan.id))
    drivers = [{"task": row.id, "driver": journal_import.driver(row.driver, ids)} for row in found]
    if drivers:
        session.execute(update(tasks).where(tasks.c.id == bindparam("task")), drivers)


def _write(
    session: Session, table: Table, rows: list[dict[str, Any]], ids: journal_import.Ids
) -> dict[int, int]:
    """Write rows, what they refer to found again, and return their new ids by the old ones."""
    within = _columns_to(table, table.name)
    for row in rows:
        for column in table.columns:
            target = _target(table, column.name)
            if target not in (None, table.name) and row.get(column.name) is not None:
                row[column.name] = ids[target or ""][row[column.name]]
    known = _held_already(session, table, rows)
    new = [row for row in rows if row.get("id") not in known]
    if not new:
        return known
    plain = [{k: v for k, v in row.items() if k != "id" and k not in within} for row in new]
    if "id" not in table.c:
        session.execute(insert(table), plain)
        return known
    made = session.scalars(
        insert(table).returning(table.c.id, sort_by_parameter_order=True), plain
    ).all()
    known |= {row["id"]: new_id for row, new_id in zip(new, made, strict=True)}
    for row in new:
        above = {column: known[row[column]] for column in within if row.get(column) is not None}
        if above:
            session.execute(update(table).where(table.c.id == known[row["id"]]).values(above))
    return known


def _held_already(session: Session, table: Table, rows: list[dict[str, Any]]) -> dict[int, int]:
    """Return the ids here of the rows that this database holds under the same name."""
    names = NATURAL_KEYS.get(table.name)
    if names is None:
        return {}
    columns = [table.c[name] for name in names]
    here = {row[1:]: row[0] for row in session.execute(select(table.c.id, *columns))}
    keys = {row["id"]: tuple(row[name] for name in names) for row in rows}
    return {old: here[key] for old, key in keys.items() if key in here}


def _rows(session: Session, table: Table, which: ColumnElement[bool]) -> list[dict[str, Any]]:
    columns = [column for column in table.columns if column.name not in HIDDEN and _is_kept(column)]
    found = session.execute(select(*columns).where(which).order_by(*table.primary_key.columns))
    kinds = {column.name: column.type for column in columns}
    return [
        {k: archived_values.plain(kinds[k], value) for k, value in row._mapping.items()}
        for row in found
    ]


def _decoded(table: Table, raw: dict[str, Any]) -> dict[str, Any]:
    """Return a row as its table's types have it; columns that the table lacks are left out."""
    row: dict[str, Any] = {}
    for column in table.columns:
        if column.name in HIDDEN:
            nothing = passwords.NONE if column.name == "password_hash" else ""
            row[column.name] = None if column.nullable else nothing
        elif column.name in NOT_GIVEN.get(table.name, {}):
            row[column.name] = NOT_GIVEN[table.name][column.name]
        elif column.name in raw and _is_kept(column):
            row[column.name] = archived_values.typed(column.type, raw[column.name])
            archived_values.check(column, row[column.name])
    return row


def _is_kept(column: Column[Any]) -> bool:
    """Tell whether a column says something of its own; others are made again where it is read."""
    return not column.info.get("derived")


def _target(table: Table, column: str) -> str | None:
    """Return the table to which a column refers, if it does."""
    keys = table.c[column].foreign_keys
    return next(iter(keys)).column.table.name if keys else None


def _columns_to(table: Table, target: str) -> list[str]:
    return [column.name for column in table.columns if _target(table, column.name) == target]
