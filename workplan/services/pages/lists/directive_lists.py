"""Every directive, with what became of it and the plans that a person sees of it."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from models import Directive, Plan
from workplan.services.people import rights
from workplan.services.record.actor import Actor
from workplan.services.record.read_models import read
from workplan.services.tasks.directive import succession
from workplan.services.tasks.directive.succession import Followed
from workplan.vocabulary import DirectiveStatus, Stage


class DirectiveRow(NamedTuple):
    """A directive as a list shows it."""

    id: int
    citation: str
    title: str
    signed_on: date
    status: str
    superseded_on: date | None
    superseded_by: str | None
    superseded_by_id: int | None
    retired_at: datetime | None
    merged_into_id: int | None
    merged_into: str | None

    @property
    def state(self) -> str:
        """Whether it holds, in a word or two."""
        if self.merged_into:
            return f"double of {self.merged_into}"
        return "retired" if self.retired_at else DirectiveStatus.said(self.status).lower()


class DirectivePlan(NamedTuple):
    """A plan that carries a directive out."""

    directive_id: int | None
    slug: str
    title: str
    stage: str
    superseding_id: int | None
    successor: str | None

    @property
    def state(self) -> str:
        """How far it is, and what superseded it."""
        by = f", superseded by {self.successor}" if self.successor else ""
        return f"{Stage.said(self.stage)}{by}"


def directives(session: Session, *, with_retired: bool = True) -> list[DirectiveRow]:
    """Return the directives, the newest first; one select.

    Args:
        with_retired: whether those that are retired stand among them.
    """
    into = aliased(Directive)
    wanted = (
        select(
            Directive.id,
            Directive.citation,
            Directive.title,
            Directive.signed_on,
            Directive.status,
            Directive.superseded_on,
            Directive.superseded_by,
            Directive.superseded_by_id,
            Directive.retired_at,
            Directive.merged_into_id,
            into.citation.label("merged_into"),
        )
        .outerjoin(into, into.id == Directive.merged_into_id)
        .order_by(Directive.signed_on.desc(), Directive.citation)
    )
    if not with_retired:
        wanted = wanted.where(Directive.retired_at.is_(None))
    return read(DirectiveRow, session.execute(wanted))


def plans_by_directive(session: Session, actor: Actor) -> dict[int | None, list[DirectivePlan]]:
    """Return the plans that a person may see, by the directive that each carries out."""
    taking = aliased(Directive)
    columns = (Plan.directive_id, Plan.slug, Plan.title, Plan.stage, Plan.superseding_id)
    wanted = (
        select(*columns, taking.citation.label("successor"))
        .outerjoin(taking, taking.id == Plan.superseding_id)
        .where(Plan.id.in_(rights.listed_plans(actor)))
        .order_by(Plan.stage == "closed", Plan.title)
    )
    found: dict[int | None, list[DirectivePlan]] = defaultdict(list)
    for row in read(DirectivePlan, session.execute(wanted)):
        found[row.directive_id].append(row)
    return dict(found)


class DirectivePage(NamedTuple):
    """A directive: what is known of it, what it superseded, its plans, and its objectives.

    Args:
        plans: those that the reader may see.
        superseded: those of another directive whose place it took.
        objectives: its own, with what became of each; `heirs` are those of what superseded it.
        carried: by the id of an objective, which of earlier directives were carried over as it.
        objectives: how many it has.
    """

    row: DirectiveRow
    supersedes: list[DirectiveRow]
    doubles: list[DirectiveRow]
    plans: list[DirectivePlan]
    superseded: list[DirectivePlan]
    objectives: list[Followed]
    heirs: list[Followed]
    carried: dict[int, list[str]]


def page_of(session: Session, actor: Actor, directive_id: int) -> DirectivePage:
    """Return the page of a directive that is there."""
    rows = directives(session)
    [row] = [one for one in rows if one.id == directive_id]
    by_directive = plans_by_directive(session, actor)
    return DirectivePage(
        row,
        [one for one in rows if one.superseded_by_id == directive_id],
        [one for one in rows if one.merged_into_id == directive_id],
        by_directive.get(directive_id, []),
        [
            plan
            for plans in by_directive.values()
            for plan in plans
            if plan.superseding_id == directive_id
        ],
        succession.followed(session, directive_id),
        succession.followed(session, row.superseded_by_id) if row.superseded_by_id else [],
        succession.carried_into(session, directive_id),
    )
