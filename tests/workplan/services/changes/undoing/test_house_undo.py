"""A change of an agency is taken back once, by who could make it, and not over another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.web.refusals import refused, refuses
from workplan.errors import NotAllowed, NotFound
from workplan.services.accounts import accounts
from workplan.services.changes.undoing import undo
from workplan.services.people import agencies
from workplan.services.record.change import Change

if TYPE_CHECKING:
    from support.ground.office import Office

from support.record.renaming import LATER, NOW, OPERATOR, admin, agency, changed


def test_what_was_changed_is_taken_back_once_and_not_over_another_change(office: Office) -> None:
    changed(office, "PM", label="Pol-Mil", parent=None)
    first = office.last_seq()
    undo.undo(Change(admin(office), LATER), first)
    row = agency("PM")
    assert (row.label, row.parent_id, row.version) == ("State PM", office.agencies["STATE"], 3)
    with refuses("entry", "taken back already"):
        undo.undo(Change(admin(office), LATER), first)

    changed(office, "PM", LATER, label="P-M")
    second = office.last_seq()
    changed(office, "PM", LATER, label="PolMil")
    with refuses("entry", "changed it again"):
        undo.undo(Change(admin(office), LATER), second)

    agencies.retire(Change(admin(office), LATER), "DSCA")
    undo.undo(Change(admin(office), LATER), office.last_seq())
    assert agency("DSCA").retired_at is None
    undo.undo(Change(admin(office), LATER), office.last_seq())
    assert agency("DSCA").retired_at is not None


def test_who_may_not_change_it_does_not_take_it_back(office: Office) -> None:
    changed(office, "PM", label="Pol-Mil")
    with pytest.raises(NotAllowed):
        undo.undo(Change(office.coordinator, NOW), office.last_seq())
    accounts.add(Change(OPERATOR, NOW), "new@office.example", "New Person")
    with refused(NotFound):
        undo.undo(Change(office.coordinator, NOW), office.last_seq())
