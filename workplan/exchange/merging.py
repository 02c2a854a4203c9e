"""What a newer file of the same plan changes, task by task, matched by uid."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, NamedTuple

from workplan.calendars.own import check_count
from workplan.exchange.lines_of_effort import efforts_of, still_efforts
from workplan.exchange.merge_calendars import are_worked_alike, days_of
from workplan.exchange.planfile import FileLink, FileTask, PlanFile

COMPARED = (
    "name",
    "code",
    "parent",
    "duration_days",
    "short_parts",
    "work_calendar",
    "constraint",
    "constraint_on",
    "deadline_on",
    "note",
    "owners",
    "supports",
)
OF_LEAVES = frozenset(
    {"duration_days", "short_parts", "work_calendar", "constraint", "constraint_on"}
)
OF_EFFORTS = ("name", "code")
PROGRESS = ("percent", "actual_start_on", "actual_finish_on", "forecast_on")
BESIDE = ("priority",)
"""What no form here asks for, so that no change here is lost by it."""


class FieldChange(NamedTuple):
    """A field of a task that the newer file has otherwise."""

    uid: int
    name: str
    field: str
    before: Any
    after: Any


class Here(NamedTuple):
    """What is known here of a plan that its file cannot say, by the uids of its tasks.

    Args:
        efforts: the summaries that are lines of effort.
        reported: tasks on which somebody reported here; their progress stays.
        from_file: tasks that an import or a merge brought.
        removed: tasks that were taken out here; the file's come back in their place.
        let_go: tasks added here that the person agrees to remove.
        bound: tasks that cannot be removed any more.
        leads_accept: whether another agency leads a task only once it accepts.
    """

    efforts: frozenset[int] = frozenset()
    reported: frozenset[int] = frozenset()
    from_file: frozenset[int] = frozenset()
    removed: frozenset[int] = frozenset()
    let_go: frozenset[int] = frozenset()
    bound: frozenset[int] = frozenset()
    leads_accept: bool = False


@dataclass
class Merge:
    """What a merge would do.

    Args:
        asked: tasks that were added here, which the file lacks; they stay unless somebody says
            that they go.
        bound: tasks that the file lacks and that cannot be removed any more: they stay, until
            somebody ends them with a reason, which a missing row does not give.
        efforts_added: summaries that become new lines of effort.
        kept: fields that the file has otherwise and that stay; `why_kept` says why.
        start: the plan's start, now and then.
        is_calendar_new: whether the working days of the plan's own calendar change.
        calendars_new: which of its others are added, or change, by name.
        is_above_new: the tasks that now stand elsewhere in the outline.
        in_the_way: tasks added here under a uid that the file gives to another task.
        first: what is said before all else.
    """

    added: list[FileTask] = field(default_factory=list)
    removed: list[FileTask] = field(default_factory=list)
    asked: list[FileTask] = field(default_factory=list)
    bound: list[FileTask] = field(default_factory=list)
    efforts_added: list[FileTask] = field(default_factory=list)
    changed: list[FieldChange] = field(default_factory=list)
    kept: list[FieldChange] = field(default_factory=list)
    links_added: list[FileLink] = field(default_factory=list)
    links_removed: list[FileLink] = field(default_factory=list)
    start: tuple[date, date] | None = None
    is_calendar_new: bool = False
    calendars_new: tuple[str, ...] = ()
    is_above_new: frozenset[int] = frozenset()
    in_the_way: tuple[int, ...] = ()
    first: str = ""

    @property
    def is_empty(self) -> bool:
        """Tell whether the file says what the plan says."""
        return not (
            self.added
            or self.removed
            or self.efforts_added
            or self.changed
            or self.links_added
            or self.links_removed
            or self.start
            or self.is_calendar_new
            or self.calendars_new
        )


def merge(present: PlanFile, newer: PlanFile, here: Here) -> Merge:
    """Return how a newer file differs from the plan as it stands."""
    old, new = ({task.uid: task for task in plan.tasks} for plan in (present, newer))
    in_the_way = {
        uid
        for uid in old.keys() & new.keys() - here.from_file - here.efforts
        if _is_another(old[uid], new[uid])
    }
    efforts = here.efforts & still_efforts(newer) & new.keys()
    codes = {(new if uid in efforts else old)[uid].code for uid in here.efforts}
    to_be = {
        task.uid: task
        for task in efforts_of(newer)
        if task.uid not in old and task.uid not in here.removed and task.code not in codes
    }
    mine = {u: t for u, t in old.items() if u not in here.efforts and u not in in_the_way}
    # What was ended here is left out of files of Project, or stands there as if it were done.
    ended = {uid for uid, task in mine.items() if uid not in new and task.is_ended}
    lost = {uid: task for uid, task in mine.items() if uid not in new and uid not in ended}
    bound = lost.keys() & here.bound
    free = here.from_file | here.let_go | bound
    asked = {uid for uid in lost if uid not in free}
    stay = _with_those_above({*asked, *bound, *in_the_way, *ended}, old, lost)
    result = Merge(
        added=[t for u, t in new.items() if u not in mine and u not in efforts and u not in to_be],
        removed=[task for uid, task in lost.items() if uid not in stay],
        asked=[old[uid] for uid in old if uid in asked or uid in in_the_way],
        bound=[old[uid] for uid in old if uid in bound],
        efforts_added=[*to_be.values()],
        in_the_way=tuple(sorted(in_the_way)),
    )
    summaries = {task.parent for task in newer.tasks} | {old[uid].parent for uid in stay}
    for uid, task in new.items():
        if uid in efforts:
            _compare(result, old[uid], task, OF_EFFORTS, newer.unsaid, here)
        elif uid in mine:
            fields: tuple[str, ...] = COMPARED + BESIDE + PROGRESS
            if uid in summaries:
                fields = tuple(name for name in COMPARED + BESIDE if name not in OF_LEAVES)
            is_reported = uid in here.reported
            _compare(result, old[uid], task, fields, newer.unsaid, here, is_reported=is_reported)
    _compare_links(result, present, newer, stay)
    _compare_plan(result, present, newer)
    result.is_above_new = frozenset(
        {task.uid for task in (*result.added, *result.efforts_added)}
        | {change.uid for change in result.changed if change.field == "parent"}
        | (here.efforts - efforts)
    )
    return result


def with_outline(present: PlanFile, newer: PlanFile, efforts: frozenset[int]) -> PlanFile:
    """Return a newer file that says nothing of its outline with the outline that the plan has."""
    if "parent" not in newer.unsaid:
        return newer
    old = {task.uid: task for task in present.tasks}
    known = {task.uid for task in newer.tasks}
    tasks = []
    for task in newer.tasks:
        parent = old[task.uid].parent if task.uid in old else None
        tasks.append(replace(task, parent=parent if parent in known | efforts else None))
    above = {task.parent for task in tasks} - known
    return replace(newer, tasks=[*(old[uid] for uid in old if uid in above), *tasks])


def with_supports(old: FileTask, new: FileTask) -> tuple[tuple[str, str], ...]:
    """Return who supports a task once a file has named more; it takes nobody away."""
    known = {*old.owners, *new.owners, *(name for name, _ in old.supports)}
    return (*old.supports, *(one for one in new.supports if one[0] not in known))


def why_kept(change: FieldChange) -> str:
    """Return why a field stays as it is here, although the file has it otherwise."""
    if change.field == "code":
        return f"another task has {change.after} here, so this one gets a number"
    if change.field == "owners":
        return "another agency leads it only once it accepts; offer it on the task’s page"
    in_hand = "it was reported or ended here"
    return in_hand if change.field in PROGRESS else "its suspense follows a rule"


def _with_those_above(
    stay: set[int], old: Mapping[int, FileTask], lost: Collection[int]
) -> set[int]:
    """Return what stays here, with what it stands in, although the file has that no more."""
    found = set(stay)
    for uid in stay:
        while (above := old[uid].parent) in lost and above not in found:
            assert above is not None
            found.add(above)
            uid = above  # walks up
    return found


def _is_another(ours: FileTask, theirs: FileTask) -> bool:
    """Tell whether two tasks have only their uid in common, which each got in another place."""
    is_elsewhere = ours.duration_days != theirs.duration_days or ours.parent != theirs.parent
    return ours.name != theirs.name and ours.code != theirs.code and is_elsewhere


def _compare(
    result: Merge,
    old: FileTask,
    new: FileTask,
    fields: tuple[str, ...],
    unsaid: frozenset[str],
    here: Here,
    *,
    is_reported: bool = False,
) -> None:
    """Note what differs between a task here and in the file, of what the file tells."""
    for name in fields:
        is_done_or_not = name in PROGRESS and old.is_done != new.is_done
        if name in unsaid and not is_done_or_not:
            continue
        before, after, is_kept = getattr(old, name), getattr(new, name), False
        if name == "deadline_on":
            # The rule is what a file says, where it can; the date that it gives today is no news.
            if new.due_rule is not None:
                name, before, after = "due_rule", old.due_rule, new.due_rule
            elif new.due_after or ("due_after" not in unsaid and old.due_after):
                name, before, after = "due_after", old.due_after, new.due_after
            else:
                is_kept = old.due_rule is not None or old.due_after is not None
        elif name == "supports":
            after = with_supports(old, new)
        if before == after:
            continue
        is_kept = is_kept or (name in PROGRESS and (is_reported or old.is_ended))
        if name == "owners" and here.leads_accept and old.owners:
            is_kept = not set(new.owners) <= set(old.owners)
        change = FieldChange(new.uid, new.name, name, before, after)
        (result.kept if is_kept else result.changed).append(change)


def _compare_links(result: Merge, present: PlanFile, newer: PlanFile, stay: set[int]) -> None:
    """Note the links that differ; those of tasks that only we have are not the file's to take."""
    if "links" in newer.unsaid:
        return
    old = {link for link in present.links if not stay & {*link[:2]}}
    result.links_added = sorted(set(newer.links) - old)
    result.links_removed = sorted(old - set(newer.links))


def _compare_plan(result: Merge, present: PlanFile, newer: PlanFile) -> None:
    if "start_on" not in newer.unsaid and newer.start_on != present.start_on:
        result.start = (present.start_on, newer.start_on)
    if "calendar" not in newer.unsaid:
        days = days_of(present, newer)
        result.is_calendar_new = not are_worked_alike(present.own, newer.own, days)
        result.calendars_new = tuple(
            name
            for name, one in newer.calendars.items()
            if name not in present.calendars
            or not are_worked_alike(present.calendars[name], one, days)
        )
        if {*result.calendars_new} - present.calendars.keys():
            check_count(len({*present.calendars, *result.calendars_new}))
