"""Baselines: their names, and what stays in one when its tasks change."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from models import BaselineTask
from support.ground.moments import washington
from support.ground.office import SLUG
from support.web.refusals import refuses
from workplan.extensions import db
from workplan.services.record.change import Change
from workplan.services.structure import baselines, plan_stages

if TYPE_CHECKING:
    from support.ground.office import Office

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
