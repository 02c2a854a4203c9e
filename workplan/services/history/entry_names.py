"""The names behind the ids that journal entries keep, in one select for a whole page of entries.

Pages show what an agency is called now; an entry tells the name of its day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    String,
    cast,
    literal,
    null,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import Session

from models import (
    Agency,
    Directive,
    Initiative,
    JournalEntry,
    Objective,
    Plan,
    PlanSection,
    RegisterEntry,
    Task,
    User,
)

TASKS = frozenset(
    {
        *("parent_id", "after_task_id", "predecessor_id", "successor_id", "task_id"),
        *("into_task_id", "touches"),
    }
)
PEOPLE = frozenset(
    {
        "assignee_id",
        "delegate_id",
        "user_id",
        "supervisor_id",
        "verifier_id",
        "officer_id",
        "approver_id",
    }
)
AGENCIES = frozenset({"agency_id", "above_id", "leads", "supports"})
EFFORTS = frozenset({"initiative_id"})
OBJECTIVES = frozenset({"objectives"})
DIRECTIVES = frozenset({"directive_id", "superseded_by_id", "by_directive_id", "superseding_id"})
LISTS = OBJECTIVES | {"touches"}
"""Fields that hold many numbers."""
FORMER = "former"
"""What the select calls a name that an agency had before."""
GONE = "one that is not here any more"


class Renamed(NamedTuple):
    """That an agency was renamed: when, by which entry, and what changed as it was before."""

    at: datetime
    seq: int
    agency_id: int
    code: str | None
    label: str | None


@dataclass(frozen=True)
class Names:
    """What things are called, by their ids; removed and disabled ones too.

    Args:
        codes: the labels of agencies by their codes.
        code_of: the codes of agencies by their ids.
        renamed: how agencies were called before, the last change first.
    """

    agencies: dict[int, str] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    people: dict[int, str] = field(default_factory=dict)
    tasks: dict[int, str] = field(default_factory=dict)
    efforts: dict[int, str] = field(default_factory=dict)
    objectives: dict[int, str] = field(default_factory=dict)
    directives: dict[int, str] = field(default_factory=dict)
    registers: dict[int, str] = field(default_factory=dict)
    sections: dict[int, str] = field(default_factory=dict)
    code_of: dict[int, str] = field(default_factory=dict)
    renamed: tuple[Renamed, ...] = ()

    def subject(self, kind: str, number: int | None) -> str:
        """Return what an entry is about, when that has a name of its own."""
        named = {
            "task": self.tasks,
            "user": self.people,
            "initiative": self.efforts,
            "objective": self.objectives,
            "agency": self.agencies,
            "directive": self.directives,
            "register": self.registers,
            "section": self.sections,
        }
        return named.get(kind, {}).get(number or 0, "")

    def of_day(self, entry: JournalEntry) -> Names:
        """Return the names as they were when an entry was made: agencies had those of that day."""
        later = [r for r in self.renamed if (r.at, r.seq) > (entry.at, entry.seq)]
        if not later:
            return self
        labels, code_of = dict(self.agencies), dict(self.code_of)
        for one in later:
            if one.label is not None:
                labels[one.agency_id] = one.label
            if one.code is not None:
                code_of[one.agency_id] = one.code
        codes = {code: labels[agency] for agency, code in code_of.items()}
        return replace(self, agencies=labels, code_of=code_of, codes=codes)


def names_for(session: Session, entries: Iterable[JournalEntry]) -> Names:
    """Return the names of whatever some entries are about or refer to."""
    tasks, people = set[int](), set[int]()
    efforts, objectives, directives = set[int](), set[int](), set[int]()
    registers, sections = set[int](), set[int]()
    wanted = {**dict.fromkeys(TASKS, tasks), **dict.fromkeys(PEOPLE, people)}
    wanted |= {**dict.fromkeys(EFFORTS, efforts), **dict.fromkeys(OBJECTIVES, objectives)}
    wanted |= dict.fromkeys(DIRECTIVES, directives)
    subjects = {"task": tasks, "user": people, "initiative": efforts, "objective": objectives}
    subjects |= {"directive": directives, "register": registers, "section": sections}
    for entry in entries:
        subject = subjects.get(entry.subject_type)
        if subject is not None and entry.subject_id is not None:
            subject.add(entry.subject_id)
        for key, value in _ids_in([entry.before, entry.after]):
            if key in wanted:
                wanted[key].add(value)
    return _found(
        session,
        Task.id.in_(tasks),
        User.id.in_(people),
        Initiative.id.in_(efforts),
        Objective.id.in_(objectives),
        Directive.id.in_(directives),
        RegisterEntry.id.in_(registers),
        PlanSection.id.in_(sections),
    )


def names_in(session: Session, plan_id: int) -> Names:
    """Return the names of everything that any entry of a plan is about or refers to."""
    of_directive = select(Plan.directive_id).where(Plan.id == plan_id)
    return _found(
        session,
        Task.plan_id == plan_id,
        true(),
        Initiative.plan_id == plan_id,
        Objective.directive_id.in_(of_directive),
        true(),
        RegisterEntry.plan_id == plan_id,
        PlanSection.plan_id == plan_id,
    )


def _found(
    session: Session,
    tasks: ColumnElement[bool],
    people: ColumnElement[bool],
    efforts: ColumnElement[bool],
    objectives: ColumnElement[bool],
    directives: ColumnElement[bool],
    registers: ColumnElement[bool],
    sections: ColumnElement[bool],
) -> Names:
    found, renamed = Names(), list[Renamed]()
    rows = session.execute(
        union_all(
            _former_names(),
            _named("agency", Agency.id, Agency.code, Agency.label),
            _named("user", User.id, literal(""), User.name).where(people),
            _named("task", Task.id, Task.code, Task.name).where(tasks),
            _named("effort", Initiative.id, Initiative.code, Initiative.title).where(efforts),
            _named("objective", Objective.id, Objective.code, Objective.statement).where(
                objectives
            ),
            _named("directive", Directive.id, literal(""), Directive.citation).where(directives),
            _named(
                "register",
                RegisterEntry.id,
                cast(RegisterEntry.number, String),
                RegisterEntry.statement,
            ).where(registers),
            _named("section", PlanSection.id, literal(""), PlanSection.heading).where(sections),
        )
    )
    named = {
        "user": found.people,
        "task": found.tasks,
        "effort": found.efforts,
        "objective": found.objectives,
        "directive": found.directives,
        "register": found.registers,
        "section": found.sections,
    }
    for kind, number, code, name, at, seq in rows:
        if kind == FORMER:
            renamed.append(Renamed(at, seq, number, code, name))
        elif kind == "agency":
            found.agencies[number] = found.codes[code] = name
            found.code_of[number] = code
        else:
            named[kind][number] = f"{code} {name}".strip()
    return replace(found, renamed=tuple(sorted(renamed, key=lambda r: r.seq, reverse=True)))


def _named(kind: str, number: Any, code: Any, name: Any) -> Select[Any]:
    """Return the select of what has a name; it has neither a moment nor an entry."""
    moment, entry = cast(null(), JournalEntry.at.type), cast(null(), Integer)
    return select(literal(kind), number, code, name, moment, entry)


def _former_names() -> Select[Any]:
    """Return the select of how agencies were called before an entry renamed them; few ever are."""
    before = JournalEntry.before
    return select(
        literal(FORMER),
        JournalEntry.subject_id,
        before["code"].as_string(),
        before["label"].as_string(),
        JournalEntry.at,
        JournalEntry.seq,
    ).where(JournalEntry.subject_type == "agency", JournalEntry.verb == "agency.changed")


def _ids_in(kept: Any) -> Iterator[tuple[str, int]]:
    """Return every number that an entry keeps under a name, however deep; drivers name a task."""
    for part in kept if isinstance(kept, list) else [kept]:
        if isinstance(part, list):
            yield from _ids_in(part)
        elif isinstance(part, dict):
            for key, value in part.items():
                if isinstance(value, int):
                    yield key, value
                elif isinstance(value, list) and key in LISTS:
                    yield from ((key, number) for number in value)
                elif key == "driver" and str(value).startswith("link:"):
                    yield "task_id", int(str(value).split(":")[1])
                else:
                    yield from _ids_in(value)
