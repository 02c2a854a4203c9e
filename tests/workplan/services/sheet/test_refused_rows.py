"""What a sheet does not save is told by cell, and nothing of it is saved."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from support.ground.office import SLUG
from support.record.typed_sheets import NOW, cells_of, new, order, problems, save, shown
from support.web.refusals import refused
from workplan.errors import NotAllowed, NotFound
from workplan.services.record.change import Change
from workplan.services.sheet import saving
from workplan.services.sheet.cells import Typed
from workplan.services.structure.task import dependencies
from workplan.services.structure.task.dependencies import DependencyFields

if TYPE_CHECKING:
    from support.ground.office import Office


def test_every_wrong_cell_is_told_at_once_with_the_way_out(empty: Office) -> None:
    save(empty, new(1, "1", "One", "PM", "", "5"))
    found = problems(
        empty,
        new(2, "1", "", "Stat", "DSCA: consuls", "", "7", "soon"),
        new(3, "3", "Three", "", "", "3 months", "3", "after 3"),
    )
    told = {(p.key, p.column): (p.message, [m.value for m in p.mendings]) for p in found}
    assert told["n2", "code"][1] == ["2"]
    assert "empty" in told["n2", "name"][0]
    assert told["n2", "leads"] == ("No such agency: “Stat”.", ["State"])
    assert told["n2", "supports"][1] == ["DSCA: consult"]
    assert "How long does it take?" in told["n2", "days"][0]
    assert "No task has the number “7”" in told["n2", "waits"][0]
    assert "is no suspense" in told["n2", "suspense"][0]
    assert "No lead agency is given" in told["n3", "leads"][0]
    assert told["n3", "days"][1] == ["13w"]
    assert "cannot wait for itself" in told["n3", "waits"][0]
    assert "cannot be due after itself" in told["n3", "suspense"][0]


def test_what_somebody_changed_meanwhile_is_told_by_cell(empty: Office) -> None:
    task_id = empty.add("1a", 5, now=NOW)
    mine = shown(empty, task_id, days="8", name="Mine")
    empty.change(task_id, NOW, duration_days=6, description="Other words")
    [problem] = problems(empty, mine)
    assert (problem.column, problem.theirs) == ("days", "6")
    assert problem.message.startswith("Cora Diaz changed this to “6” meanwhile.")
    again = replace(mine, was=cells_of(empty, task_id))
    save(empty, again)
    task = empty.task(task_id)
    assert (task.duration_days, task.name, task.description) == (8, "Mine", "Other words")


def test_what_others_changed_in_other_cells_stands_beside_it(empty: Office) -> None:
    task_id = empty.add("1a", 5, now=NOW)
    mine = shown(empty, task_id, name="Mine")
    empty.change(task_id, NOW, duration_days=6)
    save(empty, mine)
    assert (empty.task(task_id).duration_days, empty.task(task_id).name) == (6, "Mine")


def test_a_task_that_was_removed_meanwhile_is_told(empty: Office) -> None:
    task_id = empty.add("1a", 5, now=NOW)
    mine = shown(empty, task_id, name="Mine")
    empty.remove(task_id, NOW)
    [problem] = problems(empty, mine)
    assert "removed this task meanwhile" in problem.message


def test_a_task_with_subtasks_is_not_removed(empty: Office) -> None:
    a, b = empty.add("1", 0, now=NOW), empty.add("2", 3, now=NOW)
    save(empty, order=f"t{a} -t{b}")
    [problem] = problems(empty, replace(shown(empty, a), is_removed=True))
    assert "It has subtasks" in problem.message
    save(empty, replace(shown(empty, a), is_removed=True), order=f"t{a} t{b}")
    assert list(order(empty)) == [("2", 1)]


def test_a_loop_is_told_at_the_row_that_makes_it(empty: Office) -> None:
    a, b = empty.add("1", 5, now=NOW), empty.add("2", 3, now=NOW)
    dependencies.add(Change(empty.coordinator, NOW), b, DependencyFields(a))
    [problem] = problems(empty, shown(empty, a, waits="2"))
    assert (problem.key, problem.column) == (f"t{a}", "waits")
    assert "would make a loop" in problem.message


def test_another_lead_is_only_offered_while_the_plan_is_carried_out(empty: Office) -> None:
    task_id = empty.add("1", 5, now=NOW)
    saved = save(empty, shown(empty, task_id, leads="DSCA", name="Renamed"))
    assert cells_of(empty, task_id).leads == "State PM"
    assert empty.task(task_id).name == "Renamed"
    assert saved.read.words[f"t{task_id}", "leads"] == "offered to DSCA, which has to accept"
    [problem] = problems(empty, shown(empty, task_id, leads="State"))
    assert (problem.column, "has not answered" in problem.message) == ("leads", True)


def test_only_a_coordinator_saves_a_sheet(office: Office) -> None:
    typed = Typed((new(1, "9", "Nine", "PM", "", "5"),))
    with refused(NotAllowed):
        saving.save(Change(office.lead, NOW), SLUG, typed)
    with refused(NotFound):
        saving.save(Change(office.stranger, NOW), SLUG, typed)


def test_an_event_on_a_day_to_come_is_told_by_its_cell(empty: Office) -> None:
    [told] = problems(empty, new(1, "1", "One", "PM", "", "5", "", "when it is in (3 Mar 2027) +3"))

    assert (told.key, told.column) == ("n1", "suspense")
    assert "3 Mar 2027 is still to come. Has it happened already: “it is in”?" in told.message
