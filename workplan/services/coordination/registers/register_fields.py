"""What somebody decides about an entry of the registers, and what of it can stand there."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import PlanAgency, RegisterEntry, RegisterTask, Task
from workplan.errors import InvalidInput
from workplan.folding import fold
from workplan.plain_text import is_plain_line, prose
from workplan.services.record import journal
from workplan.vocabulary import RegisterKind

MAX_STATEMENT, MAX_DECIDER, MAX_TASKS = 2_000, 200, 50
BETWEEN = re.compile(r"[,;\n]")
"""What stands between the codes of two tasks; a code may hold a blank."""


@dataclass(frozen=True)
class RegisterFields:
    """What an entry says.

    Args:
        agency_id: of the agency that owns it, which takes part in the plan.
        decider: who decides, in words; of a decision only.
        touches: the tasks that it touches, by their ids.
    """

    kind: str
    statement: str
    agency_id: int
    decider: str = ""
    wanted_on: date | None = None
    touches: tuple[int, ...] = ()


def checked(session: Session, plan_id: int, wanted: RegisterFields) -> RegisterFields:
    """Return what is wanted without needless blanks, or refuse it.

    Raises:
        InvalidInput: at the field that cannot stand so, with the way out.
    """
    if wanted.kind not in RegisterKind.codes():
        raise InvalidInput("kind", f"“{wanted.kind}” is no kind of entry. Choose from the list.")
    statement = said("statement", "Say in a sentence what it is.", wanted.statement, MAX_STATEMENT)
    is_decision = wanted.kind == RegisterKind.DECISION
    decider = wanted.decider.strip() if is_decision else ""
    if is_decision and not decider:
        raise InvalidInput("decider", "Say who decides, such as “Deputy Secretary of State”.")
    if len(decider) > MAX_DECIDER or not is_plain_line(decider):
        raise InvalidInput("decider", f"A name of one line and {MAX_DECIDER} characters fits.")
    if is_decision and wanted.wanted_on is None:
        raise InvalidInput("wanted_on", "Say by which day the decision is needed.")
    if session.get(PlanAgency, (plan_id, wanted.agency_id)) is None:
        raise InvalidInput("agency", "Choose an agency that takes part in this plan.")
    if len(wanted.touches) > MAX_TASKS:
        raise InvalidInput(
            "tasks", f"There are {len(wanted.touches)} tasks, and {MAX_TASKS} fit. Name fewer."
        )
    return replace(
        wanted, statement=statement, decider=decider, touches=tuple(sorted(set(wanted.touches)))
    )


def said(field: str, empty: str, text: str, longest: int) -> str:
    """Return what somebody wrote, without the blanks around it.

    Raises:
        InvalidInput: with `empty` for nothing, and for too much.
    """
    text = prose(text).strip()
    if not text:
        raise InvalidInput(field, empty)
    if len(text) > longest:
        raise InvalidInput(
            field, f"It has {len(text):,} characters, and {longest:,} fit. Shorten it."
        )
    return text


def tasks_named(session: Session, plan_id: int, typed: str) -> tuple[int, ...]:
    """Return the tasks of a plan whose codes were typed, with commas between them; one select.

    Raises:
        InvalidInput: with the codes that no task of the plan has.
    """
    codes = dict.fromkeys(one.strip() for one in BETWEEN.split(typed) if one.strip())
    if not codes:
        return ()
    rows = session.execute(
        select(Task.folded_code, Task.id)
        .where(
            Task.plan_id == plan_id,
            Task.removed_at.is_(None),
            Task.folded_code.in_({fold(code) for code in codes}),
        )
        .order_by(Task.position.desc())
    )
    found: dict[str, int] = {row[0]: row[1] for row in rows}
    if unknown := [code for code in codes if fold(code) not in found]:
        raise InvalidInput(
            "tasks",
            f"No task of this plan has the code {', '.join(unknown)}. Write codes as the list of "
            "tasks has them, with commas between.",
        )
    return tuple(found[fold(code)] for code in codes)


def fields_of(session: Session, entry: RegisterEntry) -> RegisterFields:
    """Return what an entry says now."""
    touches = session.scalars(
        select(RegisterTask.task_id)
        .where(RegisterTask.entry_id == entry.id)
        .order_by(RegisterTask.task_id)
    )
    return RegisterFields(
        entry.kind, entry.statement, entry.agency_id, entry.decider, entry.wanted_on, tuple(touches)
    )


def described(fields: RegisterFields) -> dict[str, Any]:
    """Return the fields as an entry of the journal keeps them."""
    return asdict(fields) | {
        "wanted_on": journal.day(fields.wanted_on),
        "touches": list(fields.touches),
    }


def with_described(fields: RegisterFields, kept: dict[str, Any]) -> RegisterFields:
    """Return fields with those that an entry of the journal keeps."""
    plain = {key: value for key, value in kept.items() if key in asdict(fields)}
    if plain.get("wanted_on"):
        plain["wanted_on"] = date.fromisoformat(plain["wanted_on"])
    if "touches" in plain:
        plain["touches"] = tuple(plain["touches"])
    return replace(fields, **plain)
