"""Baselines: their names, and what stays in one when its tasks change."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from models import BaselineTask
from support.ground.moments import washington
from support.ground.office import SLUG
from support.web.refusals import refused, refuses
from workplan.errors import InvalidInput, NotAllowed, NotFound, StaleVersion
from workplan.extensions import db
from workplan.services.changes.undoing.undo import undo
from workplan.services.record.change import Change
from workplan.services.structure import plan_stages
from workplan.services.structure.baseline import baselines, chart_baselines
from workplan.services.structure.baseline.baselines import Grounds

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.ground.office import Office
    from workplan.services.structure.baseline.chart_baselines import Listed

NOW = washington(2026, 9, 2)


def move(office: Office, *stages: str) -> None:
    for stage in stages:
        plan_stages.move_to_stage(Change(office.coordinator, NOW), SLUG, stage)


@pytest.mark.parametrize("name", ["", "  ", "Two\nlines", "x" * 201, "tab\t"])
def test_a_baseline_has_a_name_on_one_line(office: Office, name: str) -> None:
    with refuses("name"):
        baselines.freeze(Change(office.coordinator, NOW), SLUG, name)


def test_a_baselines_name_is_free_once_in_a_plan(office: Office) -> None:
    baselines.freeze(Change(office.coordinator, NOW), SLUG, "Autumn")
    with refuses("name", "“Autumn”"):
        baselines.freeze(Change(office.coordinator, NOW), SLUG, "Autumn")
    baselines.freeze(Change(office.stranger, NOW), "strangers", "Autumn")


def test_a_task_stays_in_a_baseline_as_it_was_when_it_changes_and_when_it_is_removed(
    office: Office,
) -> None:
    task = office.add("1a", 5)
    baseline = baselines.freeze(Change(office.coordinator, NOW), SLUG, "Autumn")
    office.change(task, NOW, duration_days=20, name="Renamed")
    office.remove(task, NOW)
    kept = db.session.get_one(BaselineTask, (baseline, task))
    assert (kept.name, kept.duration_days, kept.finish_on) == (
        "Draft part 1a",
        5,
        date(2026, 9, 8),
    )
    later = baselines.freeze(Change(office.coordinator, NOW), SLUG, "Later")
    assert db.session.get(BaselineTask, (later, task)) is None


def freeze(office: Office, name: str, **grounds: Any) -> int:
    return baselines.freeze(Change(office.coordinator, NOW), SLUG, name, Grounds(**grounds))


def found(office: Office, name: str) -> Listed:
    return next(
        one for one in chart_baselines.listed(db.session(), office.plan().id) if one.name == name
    )


def used(office: Office) -> str:
    charted = chart_baselines.charted(db.session(), office.plan().id)
    assert charted is not None
    return charted.name


def do(office: Office, act: Callable[..., None], name: str, *more: str, who: str = "") -> None:
    one = found(office, name)
    act(Change(office.people[who or "coordinator"], NOW), one.id, one.version, *more)


def undo_last(office: Office) -> None:
    undo(Change(office.coordinator, NOW), office.last_seq())


def test_a_baseline_says_why_it_was_frozen_and_who_approved_it(office: Office) -> None:
    office.add("1a", 5)
    freeze(office, "Autumn", reason="The council agreed.", approved_by="Deputy Secretary")
    one = found(office, "Autumn")
    assert (one.reason, one.approved_by) == ("The council agreed.", "Deputy Secretary")
    assert (one.frozen_by, one.tasks, one.finish_on) == ("Cora Diaz", 2, date(2026, 9, 8))
    with refuses("approved_by"):
        freeze(office, "Winter", approved_by="Two\nlines")
    with refuses("reason"):
        freeze(office, "Winter", reason="x" * 2_001)


def test_charts_compare_with_the_one_that_was_chosen_whatever_is_frozen_after_it(
    office: Office,
) -> None:
    freeze(office, "Autumn")
    freeze(office, "Winter", is_charted=False)
    assert used(office) == "Autumn"
    do(office, baselines.chart, "Winter")
    assert used(office) == "Winter"
    undo_last(office)
    assert used(office) == "Autumn"
    undo_last(office)
    assert used(office) == "Winter"
    freeze(office, "Spring")
    assert used(office) == "Spring"


def test_of_a_day_before_it_was_frozen_charts_use_what_stood_then(office: Office) -> None:
    freeze(office, "Autumn")
    plan = office.plan()
    baselines.freeze(Change(office.coordinator, NOW + timedelta(days=9)), SLUG, "Later")
    then = chart_baselines.charted(db.session(), plan.id, NOW.date() + timedelta(days=1))
    assert then is not None
    assert then.name == "Autumn"
    before_all = NOW.date() - timedelta(days=1)
    approved = chart_baselines.charted(db.session(), plan.id, before_all)
    assert approved is None or approved.frozen_on <= before_all


def test_the_one_that_charts_use_is_retired_only_after_another_was_chosen(office: Office) -> None:
    freeze(office, "Autumn")
    freeze(office, "Winter")
    with refuses("baseline", "Choose another"):
        do(office, baselines.retire, "Winter")
    do(office, baselines.chart, "Autumn")
    do(office, baselines.retire, "Winter")
    assert found(office, "Winter").retired_at == NOW
    names = [one.name for one in chart_baselines.standing(db.session(), office.plan().id)]
    assert "Winter" not in names
    with refuses("baseline", "retired"):
        do(office, baselines.chart, "Winter")
    undo_last(office)
    assert found(office, "Winter").retired_at is None
    undo_last(office)
    assert found(office, "Winter").retired_at == NOW
    do(office, baselines.restore, "Winter")
    assert found(office, "Winter").retired_at is None


def test_a_renamed_baseline_gets_its_name_back_unless_it_was_renamed_again(office: Office) -> None:
    freeze(office, "Autumn")
    do(office, baselines.rename, "Autumn", "Fall")
    first = office.last_seq()
    with refuses("name", "already"):
        freeze(office, "Fall")
    do(office, baselines.rename, "Fall", "Harvest")
    with refused(InvalidInput, "renamed again"):
        undo(Change(office.coordinator, NOW), first)
    undo_last(office)
    undo(Change(office.coordinator, NOW), first)
    assert found(office, "Autumn").name == "Autumn"


@pytest.mark.parametrize("act", ["retire", "restore", "chart", "rename"])
def test_a_baseline_that_somebody_changed_meanwhile_is_not_changed_unseen(
    office: Office, act: str
) -> None:
    one = freeze(office, "Autumn")
    do(office, baselines.rename, "Autumn", "Fall")
    more = ("Other",) if act == "rename" else ()
    with pytest.raises(StaleVersion):
        getattr(baselines, act)(Change(office.coordinator, NOW), one, 1, *more)


@pytest.mark.parametrize("who", ["lead", "contributor", "viewer", "auditor"])
def test_only_the_coordinator_has_baselines_in_hand(office: Office, who: str) -> None:
    one = freeze(office, "Autumn")
    with pytest.raises(NotAllowed):
        baselines.retire(Change(office.people[who], NOW), one, 1)
    with pytest.raises(NotFound):
        baselines.retire(Change(office.stranger, NOW), one, 1)
