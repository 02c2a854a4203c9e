"""The registry of verbs: each is taken back by another, or says why nothing does."""

from __future__ import annotations

from workplan.services.record.verbs import VERBS


def test_whatever_is_not_taken_back_says_why() -> None:
    both_or_neither = [
        name for name, verb in VERBS.items() if verb.is_undoable == bool(verb.not_undone)
    ]
    assert both_or_neither == []


def test_what_takes_a_change_back_is_a_verb_itself() -> None:
    assert {verb.undone_by for verb in VERBS.values() if verb.undone_by} <= set(VERBS)
