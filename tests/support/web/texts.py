"""The text of a plan on its pages: addresses, a text that has everything, what forms send."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from support.consultation.consulted import MAKER, WORDS
from support.ground.office import SLUG
from workplan.extensions import db
from workplan.services.consultation import comments
from workplan.services.consultation.comments import Letter
from workplan.services.consultation.text import remarks, sections, sources, versions
from workplan.services.consultation.text.sections import SectionFields
from workplan.services.consultation.text.sources import SourceFields
from workplan.services.record.change import Change

if TYPE_CHECKING:
    from support.ground.site import Site

TEXT, VERSIONS = f"/plans/{SLUG}/text", f"/plans/{SLUG}/versions"
PURPOSE = f"{TEXT}/sections/1"
BODY = (
    "It makes *allies* stronger.\n\n- by aid\n- by sales\n\n"
    "| Measure | Target |\n|---|---|\n| Days | 30 |"
)
HOSTILE = "<script>alert(1)</script> {{ 7*7 }}"


def by(site: Site, who: str = "coordinator") -> Change:
    return Change(site.office.people[who], site.now)


def write(site: Site, number: int, body: str, heading: str = "Purpose") -> None:
    """Let a section say something, from the version that it has now."""
    with site.inside() as office:
        version = sections.of_number(db.session(), office.plan().id, number).version
        sections.change(by(site), SLUG, number, version, SectionFields(heading, body))


def keep(site: Site, name: str = "Draft for clearance") -> None:
    with site.inside():
        versions.keep(by(site), SLUG, name)


def fill(site: Site) -> Site:
    """Begin the text; its first section has words, two sources and a remark with an answer."""
    with site.inside():
        sections.start(by(site), SLUG)
        comments.enter(by(site), SLUG, Letter(MAKER, "First sales", WORDS))
    write(site, 1, BODY)
    with site.inside():
        sources.add(by(site), SLUG, 1, SourceFields("comment", "by sales", "ARMS-0001"))
        sources.add(by(site), SLUG, 1, SourceFields("directive", "allies", "Make allies stronger"))
        thread = remarks.say(by(site, "lead"), SLUG, 1, "Which **allies**?", "allies")
        remarks.answer(by(site), SLUG, thread, "All of them.")
    return site


def saved(site: Site, number: int = 1) -> dict[str, Any]:
    """Return what a section says, and its version."""
    with site.inside() as office:
        found = sections.of_number(db.session(), office.plan().id, number)
        return {"heading": found.heading, "body": found.body, "version": found.version}


def thread_of(site: Site) -> int:
    """Return the first remark on the first section."""
    with site.inside() as office:
        section = sections.of_number(db.session(), office.plan().id, 1)
        return remarks.threads_of(db.session(), section)[0]
