"""Every verb that a plan's journal can hold is of one kind, under which people find it."""

from __future__ import annotations

from workplan.services.history.entry_kinds import EntryKind, kind_of, verbs_of
from workplan.services.record.verbs import VERBS


def test_every_verb_is_of_exactly_one_kind() -> None:
    gathered = [verb for kind in EntryKind.codes() for verb in verbs_of(kind)]
    assert sorted(gathered) == sorted(VERBS)
    assert verbs_of("nonsense") == ()


def test_people_find_verbs_where_they_look_for_them() -> None:
    for verb, kind in (
        ("task.reported", EntryKind.REPORT),
        ("task.confirmed", EntryKind.REPORT),
        ("dependency.added", EntryKind.TASK),
        ("sheet.saved", EntryKind.TASK),
        ("task.offered", EntryKind.HANDS),
        ("task.commented", EntryKind.TALK),
        ("plan.day_passed", EntryKind.DAY),
        ("member.joined", EntryKind.PLAN),
    ):
        assert kind_of(verb) is kind
