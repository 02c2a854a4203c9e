"""Write what a sheet decides: as many statements for any number of rows, with their entries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import delete, insert, select

from models import Dependency, Plan, Task
from workplan.services.coordination import hands
from workplan.services.record.change import Change
from workplan.services.record.journal import Entry
from workplan.services.sheet.cells import Spot
from workplan.services.sheet.outlines import Outline
from workplan.services.sheet.typed.wanted import Wanted
from workplan.services.structure.task import task_order
from workplan.services.structure.task.dependencies import DependencyFields
from workplan.services.tasks import giving, suspenses, task_sets
from workplan.services.tasks.task_fields import described
from workplan.services.tasks.task_sets import TASKS, TaskChange
from workplan.services.tasks.uids import free_uid

LINKS = Dependency.__table__


class Writer:
    """Writes rows that are understood; `write` is the table of contents.

    Args:
        order: all rows of the plan as they are to stand.
    """

    def __init__(
        self,
        change: Change,
        plan: Plan,
        outline: Outline,
        rows: Sequence[Wanted],
        order: Sequence[Spot],
        reason: str,
    ) -> None:
        self.change, self.session, self.plan = change, change.session, plan
        self.outline, self.order, self.reason = outline, order, reason
        self.new = [row for row in rows if row.task_id is None]
        self.kept = [row for row in rows if row.task_id is not None and not row.is_removed]
        self.gone = [row for row in rows if row.is_removed]
        self.ids = {key: task.id for key, task in outline.tasks.items()}
        self.joining = giving.joining(plan, change.now)
        self.entries: list[Entry] = []
        self.counts = {"added": len(self.new), "changed": 0, "removed": len(self.gone), "moved": 0}

    def write(self) -> list[Entry]:
        """Write everything but the journal, and return the entries for it, in order."""
        self._add_tasks()
        touched = self._change_tasks()
        touched |= self._tie_tasks()
        self._remove_tasks()
        self._order_tasks()
        self.counts["changed"] = len(touched - {self.ids[row.key] for row in self.new})
        self.session.flush()
        return self.entries

    def _note(self, verb: str, task_id: int, **facts: Any) -> None:
        self.entries.append(Entry(verb, ("task", task_id), reason=self.reason, **facts))

    def _add_tasks(self) -> None:
        if not self.new:
            return
        uid = free_uid(self.session, self.plan.id)
        uids = {row.key: number for number, row in enumerate(self.new, uid)}
        rows = [
            {
                **row.fields.stored(),
                "parent_id": None,
                "plan_id": self.plan.id,
                "uid": uids[row.key],
                "position": 1_000_000 + uids[row.key],
                "percent": 0,
            }
            for row in self.new
        ]
        self.session.execute(insert(Task), rows)
        found = select(Task.uid, Task.id).where(
            Task.plan_id == self.plan.id, Task.uid.in_(uids.values())
        )
        by_uid = {row.uid: row.id for row in self.session.execute(found)}
        self.ids |= {key: by_uid[number] for key, number in uids.items()}
        # Only now is it known which number a new task has that stands above, or is counted from.
        wanted = {self.ids[row.key]: row.settled(self.ids) for row in self.new}
        nested = [
            {"row": task_id, "parent_id": fields.parent_id}
            for task_id, fields in wanted.items()
            if fields.parent_id is not None
        ]
        task_sets.update_rows(self.session, TASKS, nested)
        task_sets.add_agencies(self.session, wanted, self.joining)
        task_sets.add_suspenses(self.session, {i: f.suspense for i, f in wanted.items()})
        for task_id, fields in wanted.items():
            self._note("task.added", task_id, after=described(fields))

    def _change_tasks(self) -> set[int]:
        pairs = [
            (row, row.present.fields, row.settled(self.ids)) for row in self.kept if row.present
        ]
        settled = hands.settled_all(self.session, self.plan, [after for *_, after in pairs])
        changes = [
            TaskChange(row.task_id or 0, before, after)
            for (row, before, wanted), after in zip(pairs, settled, strict=True)
            # Whoever acts for no lead agency is let go of what changes, and of nothing else.
            if wanted != before and after != before
        ]
        changes = task_sets.with_met(self.session, changes)
        task_sets.store(self.session, changes, self.joining)
        hands.tell_of(self.change, self.plan.id, ((c.task_id, c.before, c.after) for c in changes))
        self.entries += [task_sets.change_entry(one, self.reason) for one in changes]
        return {one.task_id for one in changes}

    def _tie_tasks(self) -> set[int]:
        """Bring what each task waits for to what was typed, and return those that changed."""
        removed: list[int] = []
        altered: list[dict[str, Any]] = []
        added: list[dict[str, Any]] = []
        touched = set()
        for row in [*self.new, *self.kept]:
            if row.waits is None:
                continue
            task_id = self.ids[row.key]
            wanted = {
                self.ids[key]: replace(fields, predecessor_id=self.ids[key])
                for key, fields in row.waits.items()
            }
            stored = row.present.links if row.present else {}
            for predecessor, link in stored.items():
                if predecessor not in wanted:
                    removed.append(link.id)
                    self._note("dependency.removed", task_id, before=vars(link.fields))
                    touched.add(task_id)
            for predecessor, fields in wanted.items():
                old = stored.get(predecessor)
                if old is None:
                    added.append({"plan_id": self.plan.id, "successor_id": task_id, **vars(fields)})
                    self._note("dependency.added", task_id, after=vars(fields))
                elif old.fields != fields:
                    altered.append({"row": old.id, **_kind(fields)})
                    self._note(
                        "dependency.changed", task_id, before=vars(old.fields), after=vars(fields)
                    )
                if old is None or old.fields != fields:
                    touched.add(task_id)
        if removed:
            self.session.execute(delete(Dependency).where(Dependency.id.in_(removed)))
        task_sets.update_rows(self.session, LINKS, altered)
        if added:
            self.session.execute(insert(Dependency), added)
        return touched

    def _remove_tasks(self) -> None:
        """Take tasks out, the deepest first; no suspense counts from them any more."""
        level = {spot.key: spot.level for spot in self.outline.spots}
        rows = sorted(self.gone, key=lambda row: -level[row.key])
        ids = [row.task_id or 0 for row in rows]
        if not ids:
            return
        counting = suspenses.let_go_of(self.session, ids)
        task_sets.update_rows(
            self.session,
            TASKS,
            [{"row": task_id, "removed_at": self.change.now} for task_id in ids],
            version=TASKS.c.version + 1,
        )
        for row, task_id in zip(rows, ids, strict=True):
            before: dict[str, Any] = {"code": row.fields.code, "name": row.fields.name}
            if counting[task_id]:
                before["suspenses_counted_from_it"] = counting[task_id]
            self._note("task.removed", task_id, before=before)

    def _order_tasks(self) -> None:
        """Let the tasks stand as the sheet has them, if somebody put one elsewhere or added one."""
        gone = {row.key for row in self.gone}
        before = [spot.key for spot in self.outline.spots if spot.level and spot.key not in gone]
        after = [spot.key for spot in self.order if spot.level and spot.key in self.ids]
        if before == after:
            return
        task_order.store(self.session, self.plan.id, [self.ids[key] for key in after])
        new = {row.key for row in self.new}
        stayed = [key for key in after if key not in new]
        was, now = ([self.ids[key] for key in keys] for keys in (before, stayed))
        entry = task_order.entry(self.plan.id, was, now, self.reason)
        if entry is not None:
            self.entries.append(entry)
            self.counts["moved"] = len(task_order.moved(was, now))


def _kind(fields: DependencyFields) -> dict[str, Any]:
    columns = ("type", "lag_days", "is_elapsed", "lag_parts")
    return dict(zip(columns, fields.decided(), strict=True))
