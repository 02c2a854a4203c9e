"""Journal entries in words: for every verb, with every field, no id, no code and no Python."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event

from models import JournalEntry
from support.ground.moments import washington
from support.ground.office import SLUG
from support.ground.places import SERVICES
from support.record.journal.entries import EVERY
from support.record.journal.entry_values import (
    CODE,
    EFFORT,
    ENERGY,
    HANA,
    IDS,
    ITA,
    LINK,
    MEMBER,
    NAMES,
    RULE,
    SUSPENSE,
)
from workplan.calendars.spans import days
from workplan.extensions import db
from workplan.services.accounts import accounts
from workplan.services.coordination import assignments
from workplan.services.history.entry_fields import changes_said, facts_said, rule_said
from workplan.services.history.entry_names import Names, names_for
from workplan.services.history.entry_words import said
from workplan.services.pages.journal import journal_pages
from workplan.services.people.rights import plan_for
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.services.record.verbs import VERBS
from workplan.services.reporting import status_reports
from workplan.services.structure.task import dependencies, tasks
from workplan.services.structure.task.dependencies import DependencyFields
from workplan.services.tasks.suspenses import SuspenseRule

if TYPE_CHECKING:
    from support.ground.office import Office

NOW = washington(2026, 9, 1, 12)
NOUNS = (
    "mail|baseline|dependency|member|plan|reminder_rule|task|user|tasks|group|initiative|view|house"
    "|sheet|backup|journal"
    "|objective|objectives|plan_agency|members"
    "|agency|directive|register|inner_suspense|spill|comment"
    "|text|section|section_source|plan_version|clearance|change_request|cycle"
)


def entry(verb: str, before: Any = None, after: Any = None, about: Any = ("task", RULE)) -> Any:
    return JournalEntry(
        verb=verb,
        subject_type=about[0],
        subject_id=about[1],
        before=before,
        after=after,
        cause_seq=None,
    )


def in_words(verb: str, *facts: Any) -> str:
    return said(entry(verb, *facts), NAMES)


def test_every_verb_in_the_code_has_its_sentence_and_stands_in_this_table() -> None:
    written = {
        verb
        for file in SERVICES.rglob("*.py")
        if file.name not in ("entry_fields.py", "verbs.py", "sentences.py")
        for verb in re.findall(rf'"((?:{NOUNS})\.[a-z_]+)"', file.read_text())
    }
    # Two are put together from the answer to an offer, and one is written with the samples.
    written |= {"task.offer_declined", "task.offer_withdrawn", "plan.founded"}
    written |= {verb for verb in VERBS if verb.startswith("backup.")}  # by its own room
    assert written == VERBS.keys() == EVERY.keys()


@pytest.mark.parametrize("verb", EVERY)
def test_a_verb_with_all_its_fields_shows_names_and_words_only(verb: str) -> None:
    about, before, after = EVERY[verb]
    texts = [
        said(entry(verb, before, after, about), NAMES),
        facts_said(before, NAMES),
        facts_said(after, NAMES),
        changes_said(before, after, NAMES),
    ]
    for text in texts:
        assert not IDS.search(text), text
        assert not CODE.search(text), text
    assert not texts[0][:1].islower()


@pytest.mark.parametrize("verb", EVERY)
@pytest.mark.parametrize("side", ["before", "after"])
def test_a_field_that_is_empty_or_names_what_nobody_knows_is_said_too(verb: str, side: str) -> None:
    about, before, after = EVERY[verb]
    for facts in (before or {}, after or {}):
        for key in facts:
            kept = {"before": before, "after": after}
            is_id = key.endswith("_id")
            kept[side] = (kept[side] or {}) | {key: 7099 if is_id else facts[key]}
            text = said(entry(verb, kept["before"], kept["after"], about), Names())
            assert not IDS.search(text), text
            assert not CODE.search(text), text


def test_history_says_whom_and_what_it_means() -> None:
    before = {"leads": [ENERGY], "initiative_id": None, "parent_id": RULE, "assignee_id": HANA}
    after = {"leads": [ITA], "initiative_id": EFFORT, "parent_id": None, "assignee_id": None}
    assert in_words("task.changed", before, after) == (
        "Changed lead from “Energy” to “Commerce ITA”, line of effort from none to “2 Export”, "
        "part of from “DSCA-3 Rule” to none, handed to from “Hana Novak” to none"
    )
    assert in_words("dependency.added", None, LINK) == (
        "Waits for DSCA-2 Draft rule, which must finish first, +5 working days"
    )
    assert in_words("task.offered", *EVERY["task.offered"][1:]) == (
        "Offered to Energy by Commerce ITA, which then has to consult"
    )
    assert in_words("task.assigned", *EVERY["task.assigned"][1:]) == (
        "Handed to Hana Novak, after Carl Weber"
    )
    joined = said(entry("member.joined", None, MEMBER, ("user", HANA)), NAMES)
    assert joined == "Hana Novak joined as agency lead of Energy, and supervisor"


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ({"rule": "none"}, "no date (“promptly”)"),
        ({"rule": "none", "note": "Soon"}, "no date (“promptly”): Soon"),
        ({"rule": "fixed", "fixed_on": "2027-03-31"}, "on 31 Mar 2027"),
        ({"rule": "signed", "offset_days": 60}, "within 60 days after signing"),
        ({"rule": "signed", "offset_days": 1}, "within 1 day after signing"),
        (SUSPENSE, "within 60 days after DSCA-2 Draft rule ends"),
        (
            {"rule": "recurring", "first_on": "2027-03-31", "every": "quarterly"},
            "every quarter from 31 Mar 2027",
        ),
        ({"rule": "signed", "within": "1 month"}, "within 1 month after signing"),
        (
            {"rule": "event", "offset_days": 30, "event": "the report is in"},
            "within 30 days after this: the report is in",
        ),
        (
            {"rule": "event", "within": "2 weeks", "event": "it", "happened_on": "2027-03-31"},
            "within 2 weeks after this: it (it was on 31 Mar 2027)",
        ),
        (
            {
                "rule": "recurring",
                "first_on": "2027-03-31",
                "every": "2 years",
                "until_on": "2031-03-31",
            },
            "every 2 years from 31 Mar 2027 until 31 Mar 2031",
        ),
        (
            {"rule": "some_event", "offset_days": 3, "event_id": 4},
            "rule some event, offset days 3, event one that is not here any more",
        ),
    ],
)
def test_a_suspense_rule_is_said_as_people_say_it(rule: dict[str, Any], words: str) -> None:
    assert rule_said(rule, NAMES) == words


def test_what_is_removed_or_closed_still_has_its_name(office: Office) -> None:
    first, second = office.add("1a"), office.add("1b")
    dependencies.add(Change(office.coordinator, NOW), second, DependencyFields(first, "SS", -1))
    assignments.assign(Change(office.coordinator, NOW), second, office.contributor.id)
    office.remove(first)
    accounts.disable(Change(Actor(None, "Operator", "cli"), NOW), office.email("contributor"))
    plan, standing = plan_for(db.session(), office.auditor, SLUG)
    lines = journal_pages.page_of(db.session(), standing).lines
    texts = [line.said for line in lines]
    assert "Waits for 1a Draft part 1a, which must start first, −1 working day" in texts
    assert "Handed to Carl Weber" in texts
    assert {record.subject for record in journal_pages.all_of(db.session(), standing)} >= {
        "1a Draft part 1a",
        "the plan",
    }
    assert plan.slug == SLUG


def test_a_page_of_entries_takes_one_select_for_its_names(office: Office) -> None:
    parent = office.add("1")
    for number in range(12):
        office.add(f"2{number}", parent_id=parent, assignee_id=office.contributor.id)
    entries = [*office.journal()]
    statements: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *a: statements.append(a[2]))
    for some in (entries[-1:], entries):
        before = len(statements)
        names_for(db.session(), some)
        assert len(statements) - before == 1


def test_real_entries_carry_no_field_that_the_table_lacks(office: Office) -> None:
    first = office.add("1a", due=SuspenseRule("signed", within=days(90)))
    second = office.add("1b", parent_id=None)
    office.change(second, parent_id=first, name="Part")
    office.report(second, percent=20, done="Begun")
    status_reports.confirm(Change(office.lead, NOW), second, office.task(second).version)
    office.change(first, leads=(office.agencies["DSCA"],), code="9a")
    tasks.remove(Change(office.coordinator, NOW), second, office.task(second).version, "Not needed")
    for one in office.journal():
        _, before, after = EVERY[one.verb]
        assert set(one.before or {}) <= set(before or {}), one.verb
        assert set(one.after or {}) <= set(after or {}), one.verb


def test_when_a_rule_writes_is_said_in_the_days_in_which_it_counts() -> None:
    before, after = {"rung_days": -7}, {"rung_days": -7, "counted_in": "calendar"}
    assert changes_said(before, after, NAMES) == (
        "when from “7 working days before” to “7 calendar days before”"
    )
    assert facts_said(after, NAMES) == "when: 7 calendar days before"
