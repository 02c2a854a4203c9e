"""A product goes out with its files, both or neither; its files are evidence of the task."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import Evidence, Notice, Round
from support.ground.moments import washington
from support.ground.office import SLUG
from support.record.tasks.coordinating import SENT_AT, WANTED, answers
from support.web.refusals import refuses
from workplan.extensions import db
from workplan.services.coordination.rounds import course_selects, settling
from workplan.services.coordination.rounds.versions import Sent
from workplan.services.interchange import archives
from workplan.services.lifecycle import copies
from workplan.services.lifecycle.copies import Copy
from workplan.services.lifecycle.plan_fields import PlanFields
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.services.reporting import products
from workplan.services.reporting.evidence import Attached, Given
from workplan.storage.choosing import store_at

if TYPE_CHECKING:
    from pathlib import Path

    from support.ground.office import Office

FILE = ("rule.txt", b"Posts report monthly.")


@pytest.fixture
def task(office: Office) -> int:
    return office.add("1a")


def send(office: Office, task: int, folder: Path, given: Given, actor: Actor | None = None) -> int:
    sent = Sent("", {office.agencies["DSCA"]: WANTED})
    attached = Attached(store_at("", folder), given)
    return products.send(Change(actor or office.lead, SENT_AT), task, sent, attached)


def test_a_file_alone_is_a_product_and_evidence_of_its_task(
    office: Office, task: int, tmp_path: Path
) -> None:
    assert send(office, task, tmp_path, Given([FILE], "https://rules.example/7")) == 1
    [course] = course_selects.of_task(db.session(), task)
    assert [file.name for file in course.last.files] == ["rule.txt", "rules.example/7"]
    kept = db.session.scalars(select(Evidence)).all()
    assert {(row.task_id, row.version_id, row.report_id) for row in kept} == {
        (task, course.last.id, None)
    }


def test_nothing_is_kept_of_a_version_that_is_refused(
    office: Office, task: int, tmp_path: Path
) -> None:
    with refuses("words", "nothing to read"):
        send(office, task, tmp_path, Given())
    with refuses("evidence_url", "is no link"):
        send(office, task, tmp_path, Given([FILE], "rules"))
    office.complete(task, SENT_AT)
    with refuses("words", "not open work"):
        send(office, task, tmp_path, Given([FILE]))
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_what_a_sample_plays_is_told_to_nobody(office: Office, task: int, tmp_path: Path) -> None:
    who = office.lead
    send(office, task, tmp_path, Given([FILE]), Actor(who.id, who.name, "sample"))
    assert db.session.scalars(select(Notice)).all() == []


def test_a_copy_of_a_plan_has_no_rounds_and_an_archive_has_all(
    office: Office, task: int, tmp_path: Path
) -> None:
    send(office, task, tmp_path, Given(url="https://rules.example/7"))
    answers(office, "concur")
    settling.clear(Change(office.lead, washington(2026, 10, 5)), 1)
    fields = PlanFields("Next", "next", "America/New_York", "", "", "Next")
    begun = Copy(fields, SENT_AT.date(), directive_id=office.plan().directive_id)
    copies.copy(Change(office.coordinator, SENT_AT), SLUG, begun)
    assert len(db.session.scalars(select(Round)).all()) == 1
    kept = archives.archive_of(db.session(), office.plan())
    coordinator = Change(office.coordinator, washington(2026, 10, 6))
    restored = archives.restore(coordinator, kept, "again")
    again = db.session.scalars(select(Round).where(Round.plan_id == restored.id)).one()
    assert again.state == "cleared"
    [course] = course_selects.of_task(db.session(), again.task_id or 0)
    [ask] = course.standing
    assert ask.said is not None
    assert (ask.said.kind, [file.name for file in course.last.files]) == (
        "concur",
        ["rules.example/7"],
    )
