"""The memoranda between the samples: what took whose place, and what became of its objectives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Objective
from workplan.sample.files import read
from workplan.services.record.change import Change
from workplan.services.tasks.directive import directives, succession
from workplan.services.tasks.directive.directive_columns import DirectiveFields, fields_of


def load(change: Change) -> None:
    """Add what came between the samples' directives, and link them; once, where both are there."""
    told = read("lineage.json")
    raw = told["between"]
    with change.transaction() as session:
        is_here = [
            directives.find_by_citation(session, one) is not None
            for one in (raw["citation"], *told["linked"])
        ]
        if is_here != [False, True, True]:
            return
        wanted = DirectiveFields(
            raw["citation"],
            raw["title"],
            date.fromisoformat(raw["signed_on"]),
            date.fromisoformat(raw["superseded_on"]),
            superseded_by_id=directives.by_citation(session, raw["superseded_by"]).id,
        )
        between = directives.add(change, wanted)
        session.add_all(
            Objective(directive_id=between.id, **one, position=position)
            for position, one in enumerate(told["objectives"], 1)
        )
        session.flush()
        for citation, became in told["became"].items():
            _follow(change, citation, between.id, became)


def _follow(change: Change, citation: str, between_id: int, became: Mapping[str, str]) -> None:
    """Say what became of the objectives of a directive, which the one between may have followed."""
    session = change.session
    old = directives.by_citation(session, citation)
    if old.id != between_id:
        linked = replace(fields_of(old), superseded_by_id=between_id)
        directives.change(change, old.id, old.version, linked)
    own = _ids(session, old.id)
    heirs = _ids(session, old.superseded_by_id)
    wanted = {own[code]: str(heirs.get(heir, heir)) for code, heir in became.items()}
    succession.follow(change, old.id, old.version, wanted)


def _ids(session: Session, directive_id: int | None) -> dict[str, int]:
    wanted = select(Objective.code, Objective.id).where(Objective.directive_id == directive_id)
    return {row.code: row.id for row in session.execute(wanted)}
