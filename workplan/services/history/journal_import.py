"""Entries of another database's journal: checked, and appended to this one's chain."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from models import CommentPoint, JournalEntry, StatusReport
from models.folded import fold_together
from workplan.errors import InvalidInput
from workplan.services.history.taken_back import UNDONE
from workplan.services.record import entry_hash, journal
from workplan.services.tasks.task_sets import update_rows

Ids = dict[str, dict[int, int]]
"""The new id of each row by its old one, by table."""

SUBJECTS = {
    "task": "tasks",
    "plan": "plans",
    "user": "users",
    "baseline": "baselines",
    "initiative": "initiatives",
    "objective": "objectives",
    "view": "saved_views",
    "register": "register_entries",
    "comment": "comments",
    "change_request": "change_requests",
    "cycle": "reporting_cycles",
    "section": "plan_sections",
    "section_source": "section_sources",
    "plan_version": "plan_versions",
    "inner_suspense": "inner_suspenses",
    "agency": "agencies",
    "directive": "directives",
}
FACTS = {
    "parent_id": "tasks",
    "after_task_id": "tasks",
    "predecessor_id": "tasks",
    "task_id": "tasks",
    "into_task_id": "tasks",
    "initiative_id": "initiatives",
    "objectives": "objectives",
    "assignee_id": "users",
    "delegate_id": "users",
    "verifier_id": "users",
    "approver_id": "users",
    "agency_id": "agencies",
    "comment_id": "task_comments",
    "thread_id": "task_comments",
    "evidence_id": "evidence",
    "charted_id": "baselines",
    "answered": "update_requests",
    "asked_again": "update_requests",
    "touches": "tasks",
    "directive_id": "directives",
    "by_directive_id": "directives",
    "superseding_id": "directives",
    "remark_id": "section_remarks",
    "answers_id": "section_remarks",
}
"""The tables whose ids entries keep, alone or in a list, by the name of the field."""
CHANGE = "change_seq"


def check(entries: Sequence[dict[str, Any]]) -> None:
    """Refuse entries that were altered since they were written.

    Raises:
        InvalidInput: with the number of the first entry that does not hold.
    """
    left = [entry["after"] for entry in entries if entry["verb"] == journal.STRUCK]
    rests = journal.rests_among(left)
    has_salts = False
    for entry in entries:
        holds = entry_hash.holds(entry, rests, is_before_salts=not has_salts)
        has_salts = has_salts or bool(entry.get("salt") or entry.get("digests"))
        if not holds:
            raise InvalidInput(
                "archive", f"Entry {entry['seq']:,} of the history was altered. Export it again."
            )


def append(session: Session, entries: Sequence[dict[str, Any]], ids: Ids) -> None:
    """Append entries to this chain as they were, with the ids that their subjects have here."""
    seq, previous = journal.head(session)
    renumbered = {entry["seq"]: seq + number for number, entry in enumerate(entries, 1)}
    rows = []
    for entry in entries:
        row = entry | {
            "seq": renumbered[entry["seq"]],
            "plan_id": ids["plans"][entry["plan_id"]],
            "actor_id": ids["users"].get(entry["actor_id"]),
            "subject_id": _mapped(entry["subject_id"], SUBJECTS.get(entry["subject_type"]), ids),
            "cause_seq": renumbered.get(entry["cause_seq"]),
            "before": _renumbered(facts(entry["before"], ids), renumbered),
            **_undo(entry, _renumbered(facts(entry["after"], ids), renumbered), renumbered),
            "prev_hash": previous,
        }
        if entry["verb"] == journal.STRUCK:
            # What remained there is proved there; here it is hashed as it stands.
            row["after"] |= {journal.RESTS: {}}
        row = entry_hash.salted(row)
        previous = row["hash"]
        rows.append(row)
    if rows:
        nulls = insert(JournalEntry).execution_options(render_nulls=True)
        session.execute(nulls, rows)
    _point_reports(session, entries, ids, renumbered)
    _point_changes(session, ids, renumbered)


def _renumbered(kept: Any, renumbered: dict[int, int]) -> Any:
    """Return what an entry keeps with the number that the change of a point has here."""
    if not isinstance(kept, dict) or CHANGE not in kept:
        return kept
    return kept | {CHANGE: renumbered.get(kept[CHANGE])}


def _point_changes(session: Session, ids: Ids, renumbered: dict[int, int]) -> None:
    """Let each point of a comment name the entry of its change by its number here."""
    points = CommentPoint.__table__
    found = session.execute(
        select(points.c.id, points.c.change_seq).where(
            points.c.id.in_(set(ids.get("comment_points", {}).values())),
            points.c.change_seq.is_not(None),
        )
    ).all()
    rows = [{"row": row.id, CHANGE: renumbered.get(row.change_seq)} for row in found]
    update_rows(session, points, rows)


def _point_reports(
    session: Session, entries: Sequence[dict[str, Any]], ids: Ids, renumbered: dict[int, int]
) -> None:
    """Let each report that an undo made name the entry that it takes back by its number here."""
    said: dict[tuple[int | None, str], str] = {}
    for entry in entries:
        undoes = (entry["after"] or {}).get(journal.UNDOES)
        if entry["verb"] == "task.reported" and undoes in renumbered:
            task_id = _mapped(entry["subject_id"], "tasks", ids)
            old, new = (UNDONE.format(seq=seq) for seq in (undoes, renumbered[undoes]))
            said[task_id, f"{old}."] = f"{new}."
    reports = StatusReport.__table__
    columns = reports.c
    found = session.execute(
        select(
            columns.id, columns.task_id, columns.done, columns.next_steps, columns.help_needed
        ).where(columns.task_id.in_({task_id for task_id, _ in said}))
    ).all()
    rows = []
    for row in found:
        if done := said.get((row.task_id, row.done)):
            folded = fold_together(done, row.next_steps, row.help_needed)
            rows.append({"row": row.id, "done": done, "folded": folded})
    update_rows(session, reports, rows)


def _undo(entry: dict[str, Any], after: Any, renumbered: dict[int, int]) -> dict[str, Any]:
    """Return what an entry keeps after it, and its reason, with the number of what it undoes here.

    The words in which an undo names that entry change with it; what people wrote stays.
    """
    undoes = after.get(journal.UNDOES) if isinstance(after, dict) else None
    if undoes is None:
        return {"after": after, "reason": entry["reason"]}
    number = renumbered.get(undoes)
    old, new = (UNDONE.format(seq=seq) for seq in (undoes, number or undoes))
    after = after | {journal.UNDOES: number}
    if after.get("done") == f"{old}.":
        after["done"] = f"{new}."
    return {"after": after, "reason": new if entry["reason"] == old else entry["reason"]}


def facts(kept: Any, ids: Ids) -> Any:
    """Return what an entry keeps, with the ids that tasks, people and agencies have here."""
    if isinstance(kept, list):
        return [facts(value, ids) for value in kept]
    if not isinstance(kept, dict):
        return kept
    found: dict[str, Any] = {}
    for key, value in kept.items():
        if key == "leads":
            found[key] = [_mapped(agency, "agencies", ids) for agency in value]
        elif key == "supports":
            found[key] = [[_mapped(agency, "agencies", ids), role] for agency, role in value]
        elif key == "driver":
            found[key] = driver(value, ids)
        elif key in FACTS:
            many = value if isinstance(value, list) else [value]
            mapped = [_mapped(one, FACTS[key], ids) for one in many]
            found[key] = mapped if isinstance(value, list) else mapped[0]
        else:
            found[key] = facts(value, ids)
    return found


def driver(text: str | None, ids: Ids) -> str | None:
    """Return an encoded driver with the id that its predecessor has here."""
    kind, _, rest = (text or "").partition(":")
    if kind != "link":
        return text
    task_id, _, details = rest.partition(":")
    return f"link:{_mapped(int(task_id), 'tasks', ids)}:{details}"


def _mapped(value: int | None, table: str | None, ids: Ids) -> int | None:
    if value is None or table is None:
        return value
    return ids[table].get(value, value)
