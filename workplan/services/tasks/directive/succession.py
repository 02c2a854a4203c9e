"""What became of the objectives of a superseded directive: carried over, or dropped."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from models import Directive, Objective
from workplan.errors import InvalidInput, StaleVersion
from workplan.services.people import house_rights
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.services.record.read_models import read
from workplan.services.tasks.directive.directives import by_id
from workplan.vocabulary import Became


class Followed(NamedTuple):
    """An objective of a directive, and what became of it.

    Args:
        heir: the code of the objective as which it was carried over; None where it was not.
        heir_of: the citation of that one's directive.
    """

    id: int
    code: str
    statement: str
    became: str | None
    became_id: int | None
    heir: str | None
    heir_of: str | None

    @property
    def said(self) -> str:
        """Say in words what became of it; "" while nobody said."""
        if self.became == Became.CARRIED:
            return f"Carried over as {self.heir} of {self.heir_of}"
        return Became.said(self.became) if self.became else ""

    @property
    def choice(self) -> str:
        """The value that stands for it in a form."""
        return str(self.became_id or self.became or "")


def followed(session: Session, directive_id: int) -> list[Followed]:
    """Return the objectives in use of a directive with what became of each; one select."""
    heir, of = aliased(Objective), aliased(Directive)
    rows = session.execute(
        select(
            *(Objective.id, Objective.code, Objective.statement),
            *(Objective.became, Objective.became_id),
            *(heir.code.label("heir"), of.citation.label("heir_of")),
        )
        .outerjoin(heir, heir.id == Objective.became_id)
        .outerjoin(of, of.id == heir.directive_id)
        .where(Objective.directive_id == directive_id, Objective.retired_at.is_(None))
        .order_by(Objective.position, Objective.id)
    )
    return read(Followed, rows)


def carried_into(session: Session, directive_id: int) -> dict[int, list[str]]:
    """Return, by objective of a directive, which earlier ones were carried over as it."""
    earlier = aliased(Objective)
    found: dict[int, list[str]] = defaultdict(list)
    for row in session.execute(
        select(Objective.id, earlier.code, Directive.citation)
        .join(earlier, earlier.became_id == Objective.id)
        .join(Directive, Directive.id == earlier.directive_id)
        .where(Objective.directive_id == directive_id)
        .order_by(Directive.citation, earlier.position, earlier.id)
    ):
        found[row.id].append(f"{row.code} of {row.citation}")
    return dict(found)


def follow(change: Change, directive_id: int, version: int, wanted: Mapping[int, str]) -> int:
    """Say what became of the objectives of a directive, and return of how many it is another.

    Args:
        version: the version of the directive that the person saw.
        wanted: by the id of an objective: “dropped”, the id of an objective of the directive that
            took its place, or "" for not said.

    Raises:
        NotAllowed: for anyone but coordinators and administrators.
        StaleVersion: when somebody saved the directive since.
        InvalidInput: where none in the list took its place, and for an heir of another.
    """
    with change.transaction() as session:
        house_rights.require_directives(session, change.actor)
        directive = by_id(session, directive_id)
        if directive.version != version:
            raise StaleVersion(version, directive.version)
        if directive.superseded_by_id is None:
            raise InvalidInput(
                "objectives",
                f"No directive in the list superseded {directive.citation}. Say which did on its "
                "page of changes first.",
            )
        heirs = {str(one.id): one for one in _in_use(session, directive.superseded_by_id)}
        successor = by_id(session, directive.superseded_by_id)
        differing = 0
        for one in _in_use(session, directive_id):
            value = wanted.get(one.id, _value(one))
            if value != _value(one):
                _set(change, directive, one, value, heirs, successor.citation)
                differing += 1
        directive.version += bool(differing)
        return differing


def _set(
    change: Change,
    directive: Directive,
    one: Objective,
    value: str,
    heirs: Mapping[str, Objective],
    citation: str,
) -> None:
    heir = heirs.get(value)
    if heir is None and value not in ("", Became.DROPPED):
        raise InvalidInput(
            "objectives",
            f"Objective {one.code} cannot become “{value}”, which is none of {citation}. Choose "
            "from its list.",
        )
    one.became_id = heir.id if heir else None
    one.became = Became.CARRIED if heir else value or None
    one.version += 1
    said = {"objective": one.code, "became": one.became}
    if heir is not None:
        said |= {"heir": heir.code, "heir_of": citation}
    subject = ("directive", directive.id)
    journal.note(change, None, journal.Entry("directive.objective_followed", subject, None, said))


def _in_use(session: Session, directive_id: int) -> list[Objective]:
    wanted = select(Objective).where(
        Objective.directive_id == directive_id, Objective.retired_at.is_(None)
    )
    return list(session.scalars(wanted.order_by(Objective.position, Objective.id)))


def _value(one: Objective) -> str:
    return str(one.became_id or one.became or "")
