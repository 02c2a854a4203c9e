"""The sample plans: the facts that are on record, and how they are loaded."""

from __future__ import annotations

import json
import stat
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import Directive, JournalEntry, Membership, Plan, Task, User
from support.record.counting import by_counting, in_journal
from support.record.snapshots import snapshot
from workplan.calendars.working import federal_calendar
from workplan.cli.house.samples import SIGN_INS
from workplan.clock import civil_date
from workplan.extensions import db
from workplan.sample import loader
from workplan.sample.files import PLAN_FILES, read
from workplan.services.accounts.signing_in import passwords
from workplan.services.record import journal
from workplan.services.tasks.directive import directives, succession

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

    from support.ground.office import Office
    from support.ground.sample import LoadedSample

CAT, SALES, STRATEGY = "cat-policy", "foreign-defense-sales", "arms-transfer-strategy"


@pytest.fixture
def sample(sample_app: Flask) -> Iterator[None]:
    with sample_app.app_context():
        yield
        db.session.rollback()


def task(slug: str, code: str) -> Task:
    return db.session.scalars(
        select(Task)
        .join(Plan, Plan.id == Task.plan_id)
        .where(Plan.slug == slug, Task.code == code, Task.removed_at.is_(None))
    ).one()


def plan(slug: str) -> Plan:
    return db.session.scalars(select(Plan).where(Plan.slug == slug)).one()


@pytest.mark.usefixtures("sample")
def test_the_action_plan_was_submitted_25_days_after_its_suspense() -> None:
    row = task(CAT, "P1")
    assert row.due_on == date(2018, 6, 18)
    assert row.actual_finish_on == row.finish_on == date(2018, 7, 13)
    assert row.actual_finish_on - row.due_on == timedelta(days=25)
    assert row.late_days == 18, "in working days, the Fourth of July less"
    assert row.dates_source == "record"


@pytest.mark.usefixtures("sample")
def test_the_final_rules_took_effect_45_days_after_they_were_published() -> None:
    assert task(CAT, "2d").actual_finish_on == date(2020, 1, 23)
    assert task(CAT, "2e").finish_on == date(2020, 3, 9)
    published = date(2020, 1, 23)
    last_known = db.session.scalars(
        select(JournalEntry)
        .where(
            JournalEntry.verb == "task.moved",
            JournalEntry.subject_id == task(CAT, "2e").id,
            JournalEntry.on_day <= published,
        )
        .order_by(JournalEntry.seq.desc())
    ).first()
    assert last_known is not None
    assert last_known.after is not None
    assert last_known.after["finish_on"] == "2020-03-09", "computed as soon as the rules were out"


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize(
    ("slug", "code", "due"),
    [
        (SALES, "3(b)(i)", date(2025, 6, 8)),
        (SALES, "3(b)(ii)", date(2025, 6, 8)),
        (SALES, "3(d)", date(2025, 7, 8)),
        (SALES, "3(e)", date(2025, 8, 7)),
        (SALES, "3(a)(i)", None),
        (CAT, "P2", date(2018, 6, 18)),
    ],
)
def test_what_is_ordered_is_due_as_the_text_says(slug: str, code: str, due: date | None) -> None:
    assert task(slug, code).due_on == due


@pytest.mark.usefixtures("sample")
def test_the_cat_directive_was_superseded_and_the_plan_is_closed() -> None:
    directive = db.session.get_one(Directive, plan(CAT).directive_id)
    assert (directive.signed_on, directive.superseded_on, directive.superseded_by) == (
        date(2018, 4, 19),
        date(2023, 2, 23),
        "NSM-18",
    )
    assert plan(CAT).stage == "closed"


@pytest.mark.usefixtures("sample")
def test_the_memorandum_between_carries_most_objectives_over_and_links_the_plans() -> None:
    session = db.session()
    first, between, last = (
        directives.by_citation(session, name) for name in ("NSPM-10", "NSM-18", "EO 14268")
    )
    assert (first.superseded_by_id, between.superseded_by_id) == (between.id, last.id)
    became = {one.code: (one.became, one.heir) for one in succession.followed(session, first.id)}
    assert became == {
        "1": ("dropped", None),
        **{code: ("carried", heir) for code, heir in zip("234567", "134526", strict=True)},
    }
    assert [*succession.carried_into(session, last.id).values()] == [["3 of NSM-18"]]


@pytest.mark.usefixtures("sample")
def test_the_third_plan_is_anchored_75_days_before_it_was_loaded() -> None:
    directive = db.session.get_one(Directive, plan(STRATEGY).directive_id)
    last = db.session.scalars(select(User.created_at)).first()
    assert last is not None
    loaded_on = civil_date(last, "America/New_York")
    assert directive.signed_on == loaded_on - timedelta(days=75)
    signed = directive.signed_on
    for code, days in (("3(e)", 60), ("4(i)", 90), ("3(b)", 120)):
        assert task(STRATEGY, code).due_on == signed + timedelta(days=days)
    assert plan(STRATEGY).stage == "implementing"


@pytest.mark.usefixtures("sample")
def test_days_have_passed_over_live_plans_up_to_the_load_and_none_is_left_out() -> None:
    for slug in (SALES, STRATEGY):
        days = db.session.scalars(
            select(JournalEntry.on_day)
            .where(JournalEntry.plan_id == plan(slug).id, JournalEntry.verb == "plan.day_passed")
            .order_by(JournalEntry.seq)
        ).all()
        calendar = federal_calendar()
        assert days == [calendar.shift(days[0], n) for n in range(len(days))]
        assert plan(slug).status_on == days[-1]


@pytest.mark.usefixtures("sample")
def test_the_record_holds_and_its_burn_adds_up() -> None:
    assert journal.verify(db.session())[0] > 1000
    for slug in (CAT, SALES, STRATEGY):
        assert in_journal(slug) == by_counting(slug)


@pytest.mark.usefixtures("sample")
def test_every_move_names_its_cause_which_came_before_it() -> None:
    rows = db.session.execute(
        select(JournalEntry.seq, JournalEntry.cause_seq).where(JournalEntry.verb == "task.moved")
    ).all()
    assert all(row.cause_seq is not None and row.cause_seq < row.seq for row in rows)


@pytest.mark.usefixtures("sample")
def test_nobody_is_handed_a_task_of_a_plan_that_they_cannot_see() -> None:
    for row in db.session.scalars(select(Task).where(Task.assignee_id.is_not(None))):
        assert db.session.scalar(
            select(Membership.id).where(
                Membership.plan_id == row.plan_id, Membership.user_id == row.assignee_id
            )
        )


def test_the_sign_ins_are_kept_for_the_owner_only_and_open_the_accounts(
    loaded_sample: LoadedSample, sample_app: Flask
) -> None:
    path = Path(loaded_sample.instance) / SIGN_INS
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    kept = json.loads(path.read_text(encoding="utf-8"))
    people = read("people.json")
    assert [person["email"] for person in kept] == [person["email"] for person in people]
    assert {frozenset(person) for person in kept} == {
        frozenset({"name", "email", "password", "role", "agency"})
    }
    assert len({person["password"] for person in kept}) == len(kept)
    coordinator = next(person for person in kept if person["role"] == "coordinator")
    assert coordinator["agency"] == "State PM"
    with sample_app.app_context():
        stored = db.session.scalars(
            select(User.password_hash).where(User.email == coordinator["email"])
        ).one()
        assert passwords.matches(coordinator["password"], stored)
        admins = db.session.scalars(select(User.email).where(User.is_admin)).all()
        assert admins == [p["email"] for p in kept if p["role"] == "administrator"]
        db.session.rollback()
    for person in kept:
        assert person["password"] in loaded_sample.output


def test_loading_again_changes_nothing(own_sample: Flask) -> None:
    before = snapshot()
    result = own_sample.test_cli_runner().invoke(args=["sample", "load"])
    assert result.exit_code == 0
    assert "Everyone was there already" in result.output
    assert "Loading" not in result.output
    assert snapshot() == before
    assert not (Path(own_sample.instance_path) / SIGN_INS).exists()


def test_a_database_with_other_plans_is_left_alone_unless_they_may_stand_beside(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = snapshot()
    runner = office.app.test_cli_runner()
    refused = runner.invoke(args=["sample", "load"])
    assert refused.exit_code == 1
    assert "arms, strangers" in refused.output
    assert "Nothing was changed" in refused.output
    assert "--beside" in refused.output
    assert snapshot() == before

    # The history of one plan is enough here, and takes less long.
    monkeypatch.setattr(loader, "PLAN_FILES", PLAN_FILES[2:])
    beside = runner.invoke(args=["sample", "load", "--beside"])
    assert beside.exit_code == 0, beside.output
    slugs = set(db.session.scalars(select(Plan.slug)))
    assert slugs == {"arms", "strangers", STRATEGY}
    journal.verify(db.session())


@pytest.mark.usefixtures("app_context")
def test_a_load_that_fails_leaves_no_half_plan(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = read(PLAN_FILES[2])
    broken["reports"].append({**broken["reports"][-1], "status": "fine"})
    monkeypatch.setattr(loader, "read", lambda _: broken)
    monkeypatch.setattr(loader, "PLAN_FILES", PLAN_FILES[2:])
    result = app.test_cli_runner().invoke(args=["sample", "load"])
    assert result.exit_code == 1
    assert "“fine” is no status" in result.output
    db.session.rollback()
    assert db.session.scalars(select(Plan)).all() == []
    assert db.session.scalars(select(JournalEntry)).all() == []


def test_the_files_name_only_people_and_agencies_that_are_in_them() -> None:
    people = {person["email"] for person in read("people.json")}
    agencies = {agency["code"] for agency in read("agencies.json")}
    for name in PLAN_FILES:
        document = read(name)
        codes = {raw["code"] for raw in document["tasks"]}
        assert len(codes) == len(document["tasks"])
        assert {member["email"] for member in document["members"]} <= people
        assert {report["by"] for report in document["reports"]} <= people
        assert {report["task"] for report in document["reports"]} <= codes
        for raw in document["tasks"]:
            assert set(raw["leads"]) <= agencies
            assert {support["agency"] for support in raw["supports"]} <= agencies
        assert {end for link in document["links"] for end in link[:2]} <= codes


def test_no_sample_person_has_an_address_that_exists() -> None:
    """Mail to them can reach nobody: example is reserved (RFC 2606)."""
    assert all(person["email"].endswith(".example") for person in read("people.json"))
