"""The versions of a plan, and what changed from one to another: words, tasks and dates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import PlanVersion, User
from workplan.notation.changed_words import Words, changed_paragraphs, changed_words
from workplan.scheduling.explain import day_words
from workplan.services.record.read_models import read
from workplan.services.record.words.sentences import count


class VersionRow(NamedTuple):
    """A version as the list has it."""

    number: int
    name: str
    kept_at: datetime
    kept_by: str
    digest: str


class ChangedSection(NamedTuple):
    """A section that differs: `is_new`, `is_gone`, or changed in its heading or its words."""

    number: int
    heading: str
    is_new: bool
    is_gone: bool
    renamed: list[Words]
    paragraphs: list[list[Words]]


class ChangedTask(NamedTuple):
    """A task that differs, side by side: what it was and what it is.

    Args:
        was: what the version before said of it; None for one that is new.
    """

    code: str
    name: str
    was: TaskFacts | None
    now: TaskFacts | None

    @property
    def is_moved(self) -> bool:
        """Tell whether its finish is another."""
        return bool(self.was and self.now and self.was.finish_on != self.now.finish_on)


class TaskFacts(NamedTuple):
    """What a version says of a task; `agencies` are those that lead or support it, by label."""

    name: str
    lead: str
    start_on: date | None
    finish_on: date | None
    due_on: date | None
    agencies: tuple[str, ...] = ()


class Changes(NamedTuple):
    """What changed from one version to another, or to the plan as it stands.

    Args:
        others: what else differs, each in words: sources, the order of sections, dependencies.
    """

    sections: list[ChangedSection]
    tasks: list[ChangedTask]
    others: list[str]

    @property
    def is_nothing(self) -> bool:
        """Tell whether both are the same to the last sign."""
        return not (self.sections or self.tasks or self.others)

    @property
    def words(self) -> str:
        """Say in a few words how much changed."""
        if self.is_nothing:
            return "Nothing changed"
        if not self.sections and not self.tasks:
            return "No word and no date changed"
        parts = [(len(self.sections), "section"), (len(self.tasks), "task")]
        return " and ".join(count(number, noun) for number, noun in parts if number) + " changed"


def versions_of(session: Session, plan_id: int) -> list[VersionRow]:
    """Return the versions of a plan, the newest first; one select."""
    version = PlanVersion
    rows = session.execute(
        select(
            *(version.number, version.name, version.kept_at),
            *(User.name.label("kept_by"), version.digest),
        )
        .join(User, User.id == version.kept_by_id)
        .where(version.plan_id == plan_id)
        .order_by(version.number.desc())
    )
    return read(VersionRow, rows)


HEADS = {
    "title": "the title",
    "marking": "the marking",
    "directive": "the directive",
    "signed_on": "the day of signing",
    "start_on": "the start of the plan",
    "calendar": "the working days of the plan",
}
"""What a version says of the plan itself."""


def changes(before: dict[str, Any], after: dict[str, Any]) -> Changes:
    """Return what changed from one content of a version to another."""
    sections, tasks = [*_sections(before, after)], [*_tasks(before, after)]
    told = {section.number for section in sections}
    others = [*_others(before, after, told)]
    if before != after and not (sections or tasks or others):
        others.append("details that are listed nowhere here")
    return Changes(sections, tasks, others)


def _others(before: dict[str, Any], after: dict[str, Any], told: set[int]) -> Iterator[str]:
    """Yield what differs besides words and dates.

    Args:
        told: the numbers of the sections of which it is told already that they differ.
    """
    for key, said in HEADS.items():
        was, now = before.get(key), after.get(key)
        if was != now and key == "calendar":
            yield said
        elif was != now:
            yield f"{said}: from “{_head(key, was)}” to “{_head(key, now)}”"
    old, new = ({raw["number"]: raw for raw in one["sections"]} for one in (before, after))
    if [n for n in old if n in new] != [n for n in new if n in old]:
        yield "the order of the sections"
    for number, was in old.items():
        now = new.get(number, was)
        if was.get("sources") != now.get("sources"):
            yield f"the sources of “{now['heading']}”"
        if was["body"] != now["body"] and number not in told:
            yield f"how “{now['heading']}” is divided into lines"
    if rows := _differing(before, after):
        yield f"durations, dependencies or places of {count(rows, 'row')}"


def _head(key: str, value: str | None) -> str:
    if not value:
        return "none"
    return day_words(date.fromisoformat(value)) if key.endswith("_on") else value


def _differing(before: dict[str, Any], after: dict[str, Any]) -> int:
    """Return how many rows differ in what neither a date nor a name says; new ones are told."""
    keys = ("days", "rule", "order", "after", "constraint", "about", "depth", "is_group")
    old, new = ({(t["uid"], t["code"]): t for t in one["tasks"]} for one in (before, after))
    places = [key for key in old if key in new] != [key for key in new if key in old]
    tasks = {t["uid"] for t in before["tasks"]} & {t["uid"] for t in after["tasks"]}
    renamed = [key for key in old.keys() ^ new.keys() if key[0] in tasks]
    same = old.keys() & new.keys()
    apart = sum(any(old[key].get(k) != new[key].get(k) for k in keys) for key in same)
    # A line of effort has no number of its own, and so no row among the tasks that differ.
    apart += sum(old[key]["name"] != new[key]["name"] for key in same if key[0] == 0)
    return int(apart + len(renamed) + places)


def _sections(before: dict[str, Any], after: dict[str, Any]) -> Iterator[ChangedSection]:
    old, new = ({raw["number"]: raw for raw in one["sections"]} for one in (before, after))
    nothing = {"heading": "", "body": ""}
    for number in [*new, *(number for number in old if number not in new)]:
        was, now = old.get(number, nothing), new.get(number, nothing)
        renamed = changed_words(was["heading"], now["heading"]) if was and now else []
        paragraphs = changed_paragraphs(was["body"], now["body"])
        is_new, is_gone = number not in old, number not in new
        if renamed or paragraphs or is_new or is_gone:
            heading = (now if number in new else was)["heading"]
            is_renamed = not is_new and not is_gone
            yield ChangedSection(
                *(number, heading, is_new, is_gone, renamed if is_renamed else [], paragraphs)
            )


def _tasks(before: dict[str, Any], after: dict[str, Any]) -> Iterator[ChangedTask]:
    old, new = ({t["uid"]: t for t in one["tasks"] if t["uid"]} for one in (before, after))
    for uid in [*new, *(uid for uid in old if uid not in new)]:
        was, now = (_facts(side.get(uid)) for side in (old, new))
        if was != now:
            raw = new.get(uid) or old[uid]
            yield ChangedTask(raw["code"], raw["name"], was, now)


def _facts(raw: dict[str, Any] | None) -> TaskFacts | None:
    if raw is None:
        return None
    days = (raw.get(key) for key in ("start_on", "finish_on", "due_on"))
    found = (date.fromisoformat(day) if day else None for day in days)
    start_on, finish_on, due_on = found
    agencies = tuple(raw.get("agencies", ()))
    return TaskFacts(raw["name"], raw.get("lead", ""), start_on, finish_on, due_on, agencies)
