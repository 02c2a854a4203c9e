"""Take back what was done to the text of a plan, as far as nothing was built on it."""

from __future__ import annotations

from dataclasses import asdict, replace

from models import JournalEntry, PlanSection, SectionSource
from workplan.errors import InvalidInput
from workplan.services.consultation.text import sections, sources
from workplan.services.history.field_words import label
from workplan.services.record import journal
from workplan.services.record.change import Change


def set_back(change: Change, entry: JournalEntry, reason: str) -> None:
    """Set a section, or a source of one, back as it was before an entry of the journal.

    Raises:
        InvalidInput: when it was changed again since.
    """
    session = change.session
    if entry.subject_type == sources.SUBJECT:
        source = session.get_one(SectionSource, entry.subject_id)
        # "section_source.added" and "section_source.restored" go, what was removed comes back.
        is_back = entry.verb == "section_source.removed"
        sources.switch(change, source, is_retired=not is_back, reason=reason)
        return
    section = session.get_one(PlanSection, entry.subject_id)
    match entry.verb:
        case "section.added" | "section.restored":
            _require(entry, section)
            sections.switch(change, section, is_retired=True, reason=reason)
        case "section.retired":
            sections.switch(change, section, is_retired=False, reason=reason)
        case "section.moved":
            place = sections.place_of(session, section) if section.retired_at is None else 0
            if place != journal.kept_after(entry)["place"]:
                raise InvalidInput(
                    "entry", "Since then the order changed again. Move the section on its page."
                )
            sections.put_in(change, section, (entry.before or {})["place"], reason)
        case "section.changed":
            _require(entry, section)
            before = replace(sections.fields_of(section), **(entry.before or {}))
            sections.change_in(change, section, before, reason)


def _require(entry: JournalEntry, section: PlanSection) -> None:
    """Refuse to overwrite what was changed again since."""
    now = asdict(sections.fields_of(section))
    after = journal.kept_after(entry)
    if built_on := [key for key, value in after.items() if key in now and now[key] != value]:
        what = ", ".join(f"“{label(key)}”" for key in built_on)
        raise InvalidInput("entry", f"Since then somebody changed {what} again. Undo that first.")
