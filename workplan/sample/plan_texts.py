"""How the text of a sample plan comes to be: written, discussed, changed, and kept as versions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Plan, PlanSection, User
from workplan.services.consultation.text import remarks, sections, sources, versions
from workplan.services.consultation.text.sections import SectionFields
from workplan.services.consultation.text.sources import SourceFields
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change

Raw = Mapping[str, Any]
Happens = Callable[[Session, str, Change], None]


def events_of(document: Raw) -> Iterator[tuple[dict[str, Any], Happens]]:
    """Yield what happens to the text, each with a dictionary that says `on` which day."""
    told = document.get("text", {})
    for raw in told.get("sections", ()):
        yield {"on": raw["on"]}, _writing(raw)
    for raw in told.get("remarks", ()):
        yield {"on": raw["on"]}, _remarking(raw)
    for raw in told.get("changes", ()):
        yield {"on": raw["on"]}, _changing(raw)
    for raw in told.get("remarks", ()):
        if "answer" in raw:
            yield {"on": raw["answer"]["on"]}, _answering(raw)
    for raw in told.get("versions", ()):
        yield {"on": raw["on"]}, _keeping(raw["name"])


def _writing(raw: Raw) -> Happens:
    def happen(_session: Session, slug: str, change: Change) -> None:
        number = sections.add(change, slug, SectionFields(raw["heading"], raw["body"]))
        _name_sources(change, slug, number, raw)

    return happen


def _changing(raw: Raw) -> Happens:
    def happen(session: Session, slug: str, change: Change) -> None:
        section = _section(session, slug, raw["section"])
        if "body" in raw:
            wanted = SectionFields(section.heading, raw["body"])
            sections.change(change, slug, section.number, section.version, wanted, raw["reason"])
        _name_sources(change, slug, section.number, raw)

    return happen


def _name_sources(change: Change, slug: str, number: int, raw: Raw) -> None:
    for source in raw.get("sources", ()):
        sources.add(change, slug, number, SourceFields(**source))


def _remarking(raw: Raw) -> Happens:
    def happen(session: Session, slug: str, change: Change) -> None:
        user = session.scalars(select(User).where(User.email == raw["by"])).one()
        theirs = change.by(Actor(user.id, user.name, change.actor.door))
        remarks.say(theirs, slug, raw["section"], raw["body"], raw["passage"])

    return happen


def _answering(raw: Raw) -> Happens:
    def happen(session: Session, slug: str, change: Change) -> None:
        thread = remarks.threads_of(session, _section(session, slug, raw["section"]))[0]
        remarks.answer(change, slug, thread, raw["answer"]["body"])
        remarks.resolve(change, slug, thread)

    return happen


def _keeping(name: str) -> Happens:
    def happen(_session: Session, slug: str, change: Change) -> None:
        versions.keep(change, slug, name)

    return happen


def _section(session: Session, slug: str, number: int) -> PlanSection:
    plan_id = session.scalars(select(Plan.id).where(Plan.slug == slug)).one()
    return sections.of_number(session, plan_id, number)
