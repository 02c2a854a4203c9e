"""How many entries of the registers of a plan are open, by kind: for the rail and the page."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from models import Plan, RegisterEntry
from workplan.services.pages.lists.register_lists import is_open
from workplan.services.record.words.sentences import count
from workplan.vocabulary import RegisterKind


class OpenEntries(NamedTuple):
    """How many decisions are asked for, and how many issues and risks are open."""

    decisions: int = 0
    issues: int = 0
    risks: int = 0

    @property
    def words(self) -> str:
        """Those that there are, in words: “1 decision asked for, 2 risks”; empty for none."""
        asked = "decision asked for" if self.decisions == 1 else "decisions asked for"
        parts = (
            (self.decisions, f"{self.decisions:,} {asked}"),
            (self.issues, count(self.issues, "issue")),
            (self.risks, count(self.risks, "risk")),
        )
        return ", ".join(words for number, words in parts if number)


def columns(plan_id: Any) -> tuple[ColumnElement[int], ...]:
    """Return the columns of `OpenEntries` of a plan, for a select that has its number."""
    kinds = (RegisterKind.DECISION, RegisterKind.ISSUE, RegisterKind.RISK)
    return tuple(
        select(func.count())
        .select_from(RegisterEntry)
        .where(is_open(RegisterEntry.plan_id == plan_id, kind))
        .scalar_subquery()
        .label(name)
        for kind, name in zip(kinds, OpenEntries._fields, strict=True)
    )


def of_plan(session: Session, plan_id: int) -> OpenEntries:
    """Return how many entries of a plan are open; one select."""
    row = session.execute(select(*columns(Plan.id)).where(Plan.id == plan_id)).one()
    return OpenEntries(row.decisions, row.issues, row.risks)
