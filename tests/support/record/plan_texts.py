"""The text of a plan as its tests write it, and as the database has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from models import Plan, PlanSection, PlanVersion, SectionRemark, SectionSource
from support.consultation.letters_in import by
from support.ground.office import SLUG
from workplan.extensions import db
from workplan.services.consultation.text import sections, sources
from workplan.services.consultation.text.sections import SectionFields
from workplan.services.consultation.text.sources import SourceFields

if TYPE_CHECKING:
    from support.ground.office import Office

BODY = "The plan makes *allies* stronger.\n\nIt ends in 2027."


def write(office: Office, heading: str = "Purpose", body: str = BODY) -> int:
    """Add a section behind the last, and return its number."""
    return sections.add(by(office), SLUG, SectionFields(heading, body))


def change(office: Office, number: int, body: str, heading: str = "Purpose", why: str = "") -> None:
    """Change a section from the version that it has now."""
    version = section(number).version
    sections.change(by(office), SLUG, number, version, SectionFields(heading, body), why)


def source(
    office: Office,
    number: int = 1,
    words: str = "Make allies stronger",
    passage: str = "",
    kind: str = "directive",
) -> int:
    """Say where words of a section come from, and return the id of the source."""
    return sources.add(by(office), SLUG, number, SourceFields(kind, passage, words))


def section(number: int, slug: str = SLUG) -> PlanSection:
    """Return a section as the database has it."""
    db.session.rollback()
    of_plan = select(PlanSection).join(Plan, Plan.id == PlanSection.plan_id)
    wanted = of_plan.where(Plan.slug == slug, PlanSection.number == number)
    return db.session.scalars(wanted).one()


def order() -> list[int]:
    """Return the numbers of the sections in use, in their order."""
    db.session.rollback()
    wanted = (
        select(PlanSection.number)
        .join(Plan, Plan.id == PlanSection.plan_id)
        .where(Plan.slug == SLUG, PlanSection.retired_at.is_(None))
        .order_by(PlanSection.position, PlanSection.id)
    )
    return [*db.session.scalars(wanted)]


def the_source(source_id: int) -> SectionSource:
    """Return a source as the database has it."""
    db.session.rollback()
    return db.session.get_one(SectionSource, source_id)


def the_remark(remark_id: int) -> SectionRemark:
    """Return a remark as the database has it."""
    db.session.rollback()
    return db.session.get_one(SectionRemark, remark_id)


def kept(number: int = 1, slug: str = SLUG) -> PlanVersion:
    """Return a version as the database has it."""
    db.session.rollback()
    of_plan = select(PlanVersion).join(Plan, Plan.id == PlanVersion.plan_id)
    return db.session.scalars(of_plan.where(Plan.slug == slug, PlanVersion.number == number)).one()
