"""Journal entries in words, for pages, histories, files and mails: one sentence for each verb."""

from __future__ import annotations

from typing import Any, NamedTuple

from models import JournalEntry
from workplan.services.history.entry_fields import (
    changes_said,
    facts_said,
    link_kind_said,
    link_said,
    value_said,
)
from workplan.services.history.entry_names import Names
from workplan.services.record.verbs import VERBS


class Entry(NamedTuple):
    """An entry as its sentence needs it; what is missing is empty."""

    before: dict[str, Any]
    after: dict[str, Any]
    subject: str
    names: Names
    cause_seq: int | None = None

    def now(self, key: str) -> str:
        """Return a field after the change, in words."""
        return value_said(key, self.after.get(key), self.names)

    def was(self, key: str) -> str:
        """Return a field before the change, in words."""
        return value_said(key, self.before.get(key), self.names)

    def value(self, key: str, value: Any) -> str:
        """Return a value of a field, in words."""
        return value_said(key, value, self.names)

    def changes(self, after: dict[str, Any]) -> str:
        """Return what some fields changed from and to, in words."""
        return changes_said(self.before, after, self.names)

    def facts(self, kept: dict[str, Any]) -> str:
        """Return some fields, in words."""
        return facts_said(kept, self.names)

    def link(self, kept: dict[str, Any]) -> str:
        """Return a dependency, in words."""
        return link_said(kept, self.names)

    def link_kind(self, kept: dict[str, Any]) -> str:
        """Return the type and the lag of a dependency, in words."""
        return link_kind_said(kept)


def said(entry: JournalEntry, names: Names) -> str:
    """Return what an entry says, in a sentence without its reason."""
    names = names.of_day(entry)
    subject = names.subject(entry.subject_type, entry.subject_id)
    told = Entry(entry.before or {}, entry.after or {}, subject, names, entry.cause_seq)
    verb = VERBS.get(entry.verb)
    if verb is None:
        plain = entry.verb.replace(".", " ").replace("_", " ").capitalize()
        facts = facts_said(told.after or told.before, names)
        return f"{plain}: {facts}" if facts else plain
    return verb.sentence(told)


def kind_said(verb: str) -> str:
    """Return a verb in two or three words, for when an entry of its kind is spoken of."""
    noun, _, done = verb.replace("_", " ").partition(".")
    return f"{noun} {done}"
