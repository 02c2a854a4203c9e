"""Write what a newer file changes in a plan: as many statements for any number of tasks."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import Any

from sqlalchemy import delete, func, select, update

from models import Dependency, Initiative, Plan, Task
from workplan.exchange.lines_of_effort import depth_of
from workplan.exchange.merging import PROGRESS, Here, Merge
from workplan.exchange.planfile import FileLink, FileTask, PlanFile
from workplan.services.interchange import import_rows, merge_hands, merged_plans
from workplan.services.interchange.file_tasks import PROGRESS as PROGRESS_COLUMNS
from workplan.services.interchange.file_tasks import (
    Places,
    described_progress,
    fields_of_file,
    outline_of,
    progress_of_file,
)
from workplan.services.interchange.merge_fields import OF_LINK, OURS
from workplan.services.record.change import Change
from workplan.services.record.journal import Entry
from workplan.services.tasks import giving, suspenses, task_sets
from workplan.services.tasks.suspenses import BY_RULE
from workplan.services.tasks.task_fields import TaskFields, described
from workplan.services.tasks.task_sets import TASKS, TaskChange


class MergeWriter:
    """Writes a merge; `write` is the table of contents.

    Args:
        present: the plan as a file, as it stood.
        agencies: the ids of agencies by each name that means one.
    """

    def __init__(
        self,
        change: Change,
        plan: Plan,
        present: PlanFile,
        newer: PlanFile,
        found: Merge,
        here: Here,
        agencies: dict[str, int],
    ) -> None:
        session = change.session
        self.change, self.session, self.plan = change, session, plan
        self.newer, self.found, self.here = newer, found, here
        self.joining = giving.joining(plan, change.now)
        self.old = outline_of(present.tasks)
        rows = session.execute(
            select(Task.uid, Task.id, Task.removed_at).where(Task.plan_id == plan.id)
        ).all()
        self.gone = {row.uid: row.id for row in rows if row.removed_at is not None}
        live = {row.uid: row.id for row in rows if row.removed_at is None}
        efforts = import_rows.effort_ids(session, plan)
        self.places = Places(live, efforts, agencies, outline_of(newer.tasks))
        self.added = {task.uid for task in found.added} - self.gone.keys()
        self.back: dict[int, int] = {}
        self.entries: list[Entry] = []

    def write(self) -> list[Entry]:
        """Write everything but the journal, and return the entries for it, in order."""
        merged_plans.make_way(self.session, self.plan, self.newer, self.places, self.found)
        self._remove_links(self.found.links_removed)
        self._add_efforts()
        self._add_tasks()
        self._change_tasks()
        self._take_progress()
        self._remove_tasks()
        self._add_links()
        self.entries += merged_plans.rename_efforts(self.session, self.places, self.found)
        # First of all, since an undo takes back the last of a group first.
        self.entries[:0] = merged_plans.restore_efforts(self.session, self.plan)
        self.entries += merged_plans.change(self.plan, self.newer, self.found)
        return self.entries

    def _note(self, verb: str, task_id: int, **facts: Any) -> None:
        self.entries.append(Entry(verb, ("task", task_id), reason=merged_plans.REASON, **facts))

    def _add_efforts(self) -> None:
        last = select(func.max(Initiative.position)).where(Initiative.plan_id == self.plan.id)
        wanted = self.found.efforts_added
        if not wanted:
            return
        import_rows.add_efforts(self.session, self.plan, wanted, self.session.scalar(last) or 0)
        self.places.efforts.update(import_rows.effort_ids(self.session, self.plan))
        for task in wanted:
            subject = ("initiative", self.places.efforts[task.uid])
            after = {"code": task.code, "title": task.name}
            entry = Entry("initiative.added", subject, after=after, reason=merged_plans.REASON)
            self.entries.append(entry)

    def _add_tasks(self) -> None:
        """Add what is new, and bring back what was taken out here, as the file has it."""
        outline = self.places.outline
        in_order = sorted(self.found.added, key=lambda task: depth_of(outline, task.uid))
        back = {task.uid: self.gone[task.uid] for task in in_order if task.uid in self.gone}
        self.back = back
        self.places.tasks.update(back)
        new = [task for task in self.found.added if task.uid not in back]
        last = select(func.max(Task.position)).where(Task.plan_id == self.plan.id)
        position = self.session.scalar(last) or 0
        wanted = import_rows.add_tasks(self.session, self.joining, new, self.places, position)
        rows = [{"row": task_id, "removed_at": None} for task_id in back.values()]
        task_sets.update_rows(self.session, TASKS, rows, version=TASKS.c.version + 1)
        for task in in_order:
            verb, after = "task.restored", {"code": task.code, "name": task.name}
            if task.uid not in back:
                verb, after = "task.added", described(wanted[task.uid]) | described_progress(task)
            self._note(verb, self.places.tasks[task.uid], after=after)

    def _change_tasks(self) -> None:
        by_uid: dict[int, list[str]] = defaultdict(list)
        for change in self.found.changed:
            if change.uid in self.places.tasks:
                by_uid[change.uid] += OURS.get(change.field, ())
        moved = self.found.is_above_new
        for uid in self.places.outline:
            if uid in self.places.tasks and moved and self._is_below(uid, moved):
                by_uid[uid] += OURS["parent"]
        for uid in self.back:
            said = (names for part, names in OURS.items() if part not in self.newer.unsaid)
            by_uid[uid] = [name for names in said for name in names]
        ids = self.places.tasks
        present = task_sets.fields_of_tasks(self.session, [ids[uid] for uid in by_uid])
        changes = []
        for uid, names in by_uid.items():
            before = present[ids[uid]]
            after = self._wanted(before, uid, names)
            if after != before or uid in self.back:
                changes.append(TaskChange(ids[uid], before, after))
        changes, withdrawn = merge_hands.settled(self.change, self.plan, changes)
        changes = [change for change in changes if change.before != change.after]
        changes = task_sets.with_met(self.session, changes)
        task_sets.store(self.session, changes, self.joining)
        self.entries += [task_sets.change_entry(one, merged_plans.REASON) for one in changes]
        self.entries += withdrawn

    def _is_below(self, uid: int, moved: frozenset[int]) -> bool:
        """Tell whether a task of the file, or one above it, now stands elsewhere."""
        outline, at = self.places.outline, uid
        while True:
            if at in moved:
                return uid not in self.added
            above = outline[at].parent
            if above is None:
                return False
            at = above

    def _wanted(self, before: TaskFields, uid: int, names: list[str]) -> TaskFields:
        of_file = fields_of_file(self.places.outline[uid], self.places)
        values = {name: getattr(of_file, name) for name in names}
        if "suspense" in values:
            values["suspense"] = replace(values["suspense"], note=before.suspense.note)
            if uid in self.back and self._is_ruled(before.suspense.rule, uid):
                del values["suspense"]
        if "supports" in values:
            named = {agency for agency, _ in before.supports}
            more = (one for one in values["supports"] if one[0] not in named)
            values["supports"] = tuple(sorted((*before.supports, *more)))
        if "leads" in values:
            values["leads"] = values["leads"] or before.leads
            if uid in self.back:
                values["leads"] = merge_hands.leads_of_what_is_back(
                    before.leads, values["leads"], self.here
                )
        return replace(before, **values)

    def _is_ruled(self, rule: str, uid: int) -> bool:
        """Tell whether what came back is due by a rule here that the file cannot say."""
        of_file = self.places.outline[uid]
        if of_file.due_after is not None or of_file.due_rule is not None:
            return False
        return rule in BY_RULE or (rule == "after_task" and "due_after" in self.newer.unsaid)

    def _take_progress(self) -> None:
        """Take the progress that the file says; nobody reported it here, so no report is made."""
        by_uid: dict[int, dict[str, Any]] = defaultdict(dict)
        for change in self.found.changed:
            if change.field in (*PROGRESS, "priority") and change.uid in self.places.tasks:
                by_uid[change.uid][change.field] = change.after
        said = {uid: replace(self.old[uid], **values) for uid, values in by_uid.items()}
        outline = self.places.outline
        if "percent" not in self.newer.unsaid:
            said |= {uid: outline[uid] for uid in self.back if uid not in self.here.reported}
        ids = {uid: self.places.tasks[uid] for uid in said}
        columns = [TASKS.c[name] for name in PROGRESS_COLUMNS]
        found = self.session.execute(
            select(TASKS.c.id, *columns).where(TASKS.c.id.in_(ids.values()))
        )
        stored = {row.id: dict(zip(PROGRESS_COLUMNS, row[1:], strict=True)) for row in found}
        rows = []
        for uid, task in said.items():
            before, after = stored[ids[uid]], self._progress(uid, task, stored[ids[uid]])
            if before != after:
                rows.append({"row": ids[uid], **after})
                old, new = merged_plans.differing(before, after)
                self._note("task.progress_taken", ids[uid], before=old, after=new)
        task_sets.update_rows(self.session, TASKS, rows, version=TASKS.c.version + 1)

    def _progress(self, uid: int, task: FileTask, stored: dict[str, Any]) -> dict[str, Any]:
        """Return the columns of progress; a status said here that still fits stays."""
        found = progress_of_file(task)
        keys = ("percent", "actual_start_on", "actual_finish_on")
        is_same = all(found[key] == stored[key] for key in keys)
        if is_same and uid not in self.back:
            found["status"] = stored["status"]
        return found

    def _remove_tasks(self) -> None:
        """Take tasks out, the deepest first; no suspense counts from them any more."""
        in_order = sorted(self.found.removed, key=lambda t: -depth_of(self.old, t.uid))
        ids = [self.places.tasks.pop(task.uid) for task in in_order]
        if not ids:
            return
        counting = suspenses.let_go_of(self.session, ids)
        removed = update(Task).where(Task.id.in_(ids))
        self.session.execute(removed.values(removed_at=self.change.now, version=Task.version + 1))
        for task, task_id in zip(in_order, ids, strict=True):
            before: dict[str, Any] = {"code": task.code, "name": task.name}
            if counting[task_id]:
                before["suspenses_counted_from_it"] = counting[task_id]
            self._note("task.removed", task_id, before=before)

    def _remove_links(self, links: list[FileLink]) -> None:
        ids = self.places.tasks
        wanted = {
            (ids[link.predecessor], ids[link.successor])
            for link in links
            if link.predecessor in ids and link.successor in ids
        }
        rows = [row for row in self._links() if row[1:3] in wanted]
        self._delete_links(rows)

    def _links(self) -> list[tuple[Any, ...]]:
        columns = Dependency.__table__.c
        found = self.session.execute(
            select(
                columns.id,
                columns.predecessor_id,
                columns.successor_id,
                columns.type,
                columns.lag_days,
                columns.is_elapsed,
                columns.lag_parts,
            ).where(columns.plan_id == self.plan.id)
        )
        return [tuple(row) for row in found]

    def _delete_links(self, rows: list[tuple[Any, ...]]) -> None:
        if rows:
            ids = [row[0] for row in rows]
            self.session.execute(delete(Dependency).where(Dependency.id.in_(ids)))
        for _, predecessor_id, successor_id, *rest in rows:
            before = dict(zip(OF_LINK, (predecessor_id, *rest), strict=True))
            self._note("dependency.removed", successor_id, before=before)

    def _add_links(self) -> None:
        """Add links; those of a task that came back are there already, and the file decides."""
        uids = {task_id: uid for uid, task_id in self.places.tasks.items()}
        wanted, of_file = set(self.found.links_added), set(self.newer.links)
        wrong = []
        for row in self._links() if self.back and "links" not in self.newer.unsaid else ():
            if row[1] not in uids or row[2] not in uids:
                continue
            link = FileLink(uids[row[1]], uids[row[2]], *row[3:])
            is_back = link.predecessor in self.back or link.successor in self.back
            is_of_file = {*link[:2]} <= self.places.outline.keys()
            if link in of_file:
                wanted.discard(link)
            elif is_back and is_of_file:
                wrong.append(row)
        self._delete_links(wrong)
        added = import_rows.add_links(self.session, self.plan, sorted(wanted), self.places.tasks)
        for one in added:
            after = {name: one[name] for name in OF_LINK}
            self._note("dependency.added", one["successor_id"], after=after)
