"""A change: open or not, joined or continued, and never two at once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from support.ground.moments import washington
from support.ground.office import SLUG
from workplan.errors import InvalidInput
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing
from workplan.services.structure.task import tasks

if TYPE_CHECKING:
    from support.ground.office import Office

NOW = washington(2026, 9, 2)


def test_a_use_case_inside_another_joins_its_transaction(office: Office) -> None:
    since = office.last_seq()
    change = Change(office.coordinator, NOW)

    def add_twice() -> None:
        with change.transaction():
            tasks.add(change, SLUG, office.fields("1a"))
            tasks.add(change, SLUG, office.fields("1a"))  # Its code is taken by now.

    with pytest.raises(InvalidInput):
        add_twice()
    assert (office.last_seq(), change.made) == (since, [])


def test_a_second_change_inside_one_that_is_open_is_refused(office: Office) -> None:
    with Change(office.coordinator, NOW).transaction():
        with pytest.raises(RuntimeError, match="hand it down"):
            tasks.add(Change(office.coordinator, NOW), SLUG, office.fields("1a"))
        with pytest.raises(RuntimeError, match="hand it down"), writing():
            pass


def test_what_another_person_continues_is_one_commit_with_one_chain(office: Office) -> None:
    change = Change(office.coordinator, NOW)
    with change.transaction():
        tasks.add(change, SLUG, office.fields("1a"))
        theirs = change.by(office.coordinator, NOW + timedelta(hours=1))
        tasks.add(theirs, SLUG, office.fields("1b"))
        tasks.add(change, SLUG, office.fields("1c"))
    added = [entry.at for entry in office.journal() if entry.verb == "task.added"][-3:]
    assert added == [NOW, NOW + timedelta(hours=1), NOW]
    assert [verb for _, verb in change.made if verb == "task.added"] == ["task.added"] * 3


def test_a_second_transaction_of_a_change_keeps_what_the_first_has_made(office: Office) -> None:
    change = Change(office.coordinator, NOW)
    tasks.add(change, SLUG, office.fields("1a"))
    with change.transaction():
        pass  # Something that the journal has nothing of, such as what columns mean to a person.
    with pytest.raises(InvalidInput):
        tasks.add(change, SLUG, office.fields("1a"))  # Its code is taken by now.
    assert "task.added" in [verb for _, verb in change.made]


def test_a_change_that_was_closed_takes_nothing_more(office: Office) -> None:
    change = Change(office.coordinator, NOW)
    with pytest.raises(RuntimeError, match="not open"):
        _ = change.session
    with pytest.raises(RuntimeError, match="stands alone"):
        change.by(office.coordinator)
    with change.transaction():
        theirs = change.by(office.coordinator)
        with change.grouped(1), pytest.raises(RuntimeError, match="stands alone"):
            change.by(office.coordinator)
    with pytest.raises(RuntimeError, match="not open"):
        tasks.add(theirs, SLUG, office.fields("1a"))


def test_an_entry_needs_a_verb_that_is_registered(office: Office) -> None:
    change = Change(office.coordinator, NOW)
    with pytest.raises(KeyError), change.transaction():
        journal.note(change, None, journal.Entry("task.invented", ("task", 1)))
