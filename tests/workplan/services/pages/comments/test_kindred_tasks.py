"""Tasks that a point may be about are found by their words, with how much alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.record.statements import statements
from workplan.extensions import db
from workplan.services.pages.comments.kindred_tasks import kindred_tasks

if TYPE_CHECKING:
    from support.ground.office import Office


def test_the_task_with_the_same_words_comes_first(office: Office) -> None:
    office.add("1a", name="Review offset policy")
    office.add("1b", name="Train security forces")
    [first] = kindred_tasks(db.session(), office.plan().id, "Train the security forces")
    assert (first.code, first.name, first.percent) == ("1b", "Train security forces", 100)


def test_what_a_task_describes_counts_too(office: Office) -> None:
    office.add("1a", name="Draft", description="Hear small makers of parts")
    [first] = kindred_tasks(db.session(), office.plan().id, "Small makers are not heard")
    assert first.code == "1a"
    assert 10 <= first.percent < 100


def test_a_removed_task_is_offered_to_nobody(office: Office) -> None:
    task = office.add("1a", name="Review offset policy")
    office.remove(task)
    assert kindred_tasks(db.session(), office.plan().id, "offset policy") == []


def test_one_select_for_any_number_of_tasks(office: Office) -> None:
    plan_id = office.plan().id
    assert statements(lambda: kindred_tasks(db.session(), plan_id, "offset")) == 1
