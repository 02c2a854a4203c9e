"""Journal entries in words: for every verb, with every field, no id, no code and no Python."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event

from models import JournalEntry
from support.moments import washington
from support.office import SLUG
from workplan.extensions import db
from workplan.services import (
    assignments,
    dependencies,
    journal,
    journal_pages,
    status_reports,
    tasks,
    users,
)
from workplan.services.access import plan_for
from workplan.services.actor import Actor
from workplan.services.dependencies import DependencyFields
from workplan.services.entry_fields import changes_said, facts_said, rule_said
from workplan.services.entry_names import Names, names_for
from workplan.services.entry_words import VERBS, said
from workplan.services.suspenses import SuspenseRule
from workplan.services.task_fields import TaskFields, described

if TYPE_CHECKING:
    from support.office import Office

NOW = washington(2026, 9, 1, 12)
SERVICES = Path(journal.__file__).parent
NOUNS = "mail|baseline|dependency|member|plan|reminder_rule|task|user|tasks|group|initiative|view"

# Ids that no other number can be mistaken for.
ENERGY, ITA, HANA, CARL, DRAFT, RULE, EFFORT = 7001, 7002, 7003, 7004, 7005, 7006, 7007
IDS = re.compile(r"700\d|7,00\d")
CODE = re.compile(r"[a-z]_[a-z]|[\[\]{}]|None|True|False|<|>")
NAMES = Names(
    {ENERGY: "Energy", ITA: "Commerce ITA"},
    {"DOE": "Energy"},
    {HANA: "Hana Novak", CARL: "Carl Weber"},
    {DRAFT: "DSCA-2 Draft rule", RULE: "DSCA-3 Rule"},
    {EFFORT: "2 Export"},
)
SUSPENSE: dict[str, Any] = {"rule": "after_task", "offset_days": 60, "after_task_id": DRAFT}
TASK = described(
    TaskFields(
        code="1a",
        name="Write it",
        duration_days=5,
        leads=(ENERGY, ITA),
        supports=((ITA, "clear"),),
        description="Long text",
        initiative_id=EFFORT,
        parent_id=RULE,
        assignee_id=HANA,
        constraint_code="SNET",
        constraint_on=NOW.date(),
        suspense=SuspenseRule("after_task", offset_days=60, after_task_id=DRAFT, note="Promptly"),
        source_note="The memo",
    )
)
EMPTY = dict.fromkeys(TASK) | {"leads": [], "supports": [], "suspense": {"rule": "none"}}
LINK = {"predecessor_id": DRAFT, "type": "FS", "lag_days": 5, "is_elapsed": False}
DATES = {"start_on": "2026-09-01", "finish_on": "2026-09-02", "due_on": None}
PROGRESS = {
    "suspense_met_on": None,
    "reported_at": None,
    "status": "at_risk",
    "percent": 40,
    "actual_start_on": "2026-09-01",
    "actual_finish_on": None,
    "forecast_on": "2026-10-01",
}
MEMBER = {"role": "lead", "agency": "DOE", "is_supervisor": True}
RUNG = {"rung_days": -5, "audience": "lead", "is_active": True}
LOST = {"suspenses_counted_from_it": [{"task_id": RULE, "offset_days": 45}]}
MAIL = {
    "mentions": "at_once",
    "answers": "digest",
    "requests": "at_once",
    "hands": "off",
    "wants_early": False,
    "send_hour": 8,
    "paused_until": None,
}
# Each verb: what its entry is about, and every field that it can carry, before and after.
EVERY: dict[str, tuple[tuple[str, int], dict[str, Any] | None, dict[str, Any] | None]] = {
    "task.added": (("task", RULE), None, TASK),
    "task.changed": (
        ("task", RULE),
        EMPTY | {"suspense_met_on": None},
        TASK | {"suspense_met_on": "2026-09-30"},
    ),
    "task.removed": (("task", RULE), {"code": "1a", "name": "Write it"} | LOST, None),
    "task.restored": (
        ("task", RULE),
        {"assignee_id": HANA},
        {"code": "1a", "name": "Write it", "assignee_id": None},
    ),
    "task.moved": (
        ("task", RULE),
        DATES,
        DATES | {"finish_on": "2026-09-09", "driver": f"link:{DRAFT}:FS:-2:1"},
    ),
    "task.reported": (
        ("task", RULE),
        PROGRESS,
        PROGRESS
        | {"done": "This", "next_steps": "That", "help_needed": "Much", "in_place_of": "Cora"}
        | {"suspense_met_on": "2026-09-30", "answered": [7008], "asked_again": [7009]}
        | {"reported_at": "2026-09-01T12:00:00+00:00"},
    ),
    "task.confirmed": (("task", RULE), PROGRESS, PROGRESS | {"done": "Nothing changed."}),
    "task.update_asked": (("task", RULE), None, {"wanted_on": "2026-09-09"}),
    "task.commented": (("task", RULE), None, {"comment_id": 7008, "thread_id": 7009}),
    "task.thread_resolved": (("task", RULE), None, {"comment_id": 7008}),
    "task.assigned": (("task", RULE), {"assignee_id": CARL}, {"assignee_id": HANA}),
    "task.offered": (
        ("task", RULE),
        {"agency_id": ITA},
        {"agency_id": ENERGY, "giver_role": "consult"},
    ),
    "task.handed_over": (
        ("task", RULE),
        {"agency_id": ITA, "leads": [ITA], "supports": [], "assignee_id": HANA},
        {"agency_id": ENERGY, "leads": [ENERGY], "supports": [[ITA, "clear"]], "assignee_id": None},
    ),
    "task.offer_declined": (("task", RULE), {"agency_id": ITA}, {"agency_id": ENERGY}),
    "task.offer_withdrawn": (("task", RULE), {"agency_id": ITA}, {"agency_id": ENERGY}),
    "task.supported": (("task", RULE), None, {"agency_id": ITA, "status": "confirmed"}),
    "task.evidence_added": (
        ("task", RULE),
        None,
        {"evidence_id": 7008, "name": "a.pdf", "checksum": "ab12" * 16, "url": None},
    ),
    "task.evidence_removed": (("task", RULE), {"evidence_id": 7008, "name": "a.pdf"}, None),
    "tasks.changed_together": (("plan", 7008), None, {"tasks": 3}),
    "group.undone": (("plan", 7008), None, {"undoes": 12}),
    "dependency.added": (("task", RULE), None, LINK),
    "dependency.removed": (("task", RULE), LINK | {"type": "SF", "is_elapsed": True}, None),
    "task.progress_taken": (("task", RULE), PROGRESS, PROGRESS | {"percent": 60}),
    "plan.changed": (
        ("plan", 7008),
        {"start_on": "2026-09-01", "weekmask": "1111100", "days_off": None, "days_worked": None},
        {
            "start_on": "2026-09-15",
            "weekmask": "1111110",
            "days_off": ["2026-12-25"],
            "days_worked": ["2026-12-26"],
        },
    ),
    "initiative.added": (("initiative", EFFORT), None, {"code": "2", "title": "Export"}),
    "initiative.renamed": (
        ("initiative", EFFORT),
        {"title": "Old", "code": "1"},
        {"title": "Export", "code": "2"},
    ),
    "plan.founded": (("plan", 7008), None, {"slug": "arms", "title": "Arms"}),
    "plan.imported": (("plan", 7008), None, {"slug": "arms", "tasks": 5, "links": 1}),
    "plan.merged": (
        ("plan", 7008),
        None,
        {"added": 1, "removed": 2, "changed": 3, "said": "Plan start 1 Mar"},
    ),
    "plan.removed": (("plan", 7008), None, None),
    "plan.restored": (
        ("plan", 7008),
        None,
        {"slug": "arms", "entries": 1, "last_seq": 9, "last_hash": "ab12" * 16},
    ),
    "plan.stage": (("plan", 7008), {"stage": "approved"}, {"stage": "implementing"}),
    "plan.day_passed": (("plan", 7008), None, {"on": "2026-09-01"}),
    "baseline.frozen": (("baseline", 7008), None, {"name": "Approved"}),
    "member.joined": (("user", HANA), {"role": "viewer"}, MEMBER),
    "member.left": (("user", HANA), MEMBER, None),
    "reminder_rule.added": (("plan", 7008), None, RUNG),
    "reminder_rule.switched": (("plan", 7008), None, RUNG | {"is_active": False}),
    "mail.sent_again": (("task", RULE), None, {"to": "Hana Novak", "reply": "550 No such user"}),
    "mail.seen": (("task", RULE), None, {"to": "Hana Novak", "reply": "550 No such user"}),
    "view.saved": (("view", 7008), None, {"name": "Late", "query": "late", "agency_id": ENERGY}),
    "view.removed": (("view", 7008), {"name": "Late"}, None),
    "user.added": (("user", HANA), None, {"email": "hana@doe.example", "name": "Hana Novak"}),
    "user.disabled": (("user", HANA), None, {}),
    "user.password_reset": (("user", HANA), None, {}),
    "user.password_changed": (("user", HANA), None, None),
    "user.signed_in": (("user", HANA), None, None),
    "user.signed_out": (("user", HANA), None, None),
    "user.mail_chosen": (("user", HANA), MAIL, MAIL),
    "user.absence_said": (
        ("user", HANA),
        None,
        {"from_on": "2026-09-01", "until_on": "2026-09-09", "delegate_id": CARL},
    ),
    "user.absence_ended": (("user", HANA), None, {}),
    "user.feed_given": (("user", HANA), None, None),
    "user.feed_ended": (("user", HANA), None, None),
}


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
        for file in SERVICES.glob("*.py")
        if not file.name.startswith("entry_")
        for verb in re.findall(rf'"((?:{NOUNS})\.[a-z_]+)"', file.read_text())
    }
    # Two are put together from the answer to an offer, and one is written with the samples.
    written |= {"task.offer_declined", "task.offer_withdrawn", "plan.founded"}
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
        "Waits for DSCA-2 Draft rule, finish-to-start, +5 working days"
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
    dependencies.add(office.coordinator, NOW, second, DependencyFields(first, "SS", -1))
    assignments.assign(office.coordinator, NOW, second, office.contributor.id)
    office.remove(first)
    users.disable(Actor(None, "Operator", "cli"), NOW, office.email("contributor"))
    plan, standing = plan_for(db.session(), office.auditor, SLUG)
    lines = journal_pages.page_of(db.session(), standing).lines
    texts = [line.said for line in lines]
    assert "Waits for 1a Draft part 1a, start-to-start, −1 working day" in texts
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
    first = office.add("1a", due=SuspenseRule("signed", offset_days=90))
    second = office.add("1b", parent_id=None)
    office.change(second, parent_id=first, name="Part")
    office.report(second, percent=20, done="Begun")
    status_reports.confirm(office.lead, NOW, second, office.task(second).version)
    office.change(first, leads=(office.agencies["DSCA"],), code="9a")
    tasks.remove(office.coordinator, NOW, second, office.task(second).version, "Not needed")
    for one in office.journal():
        _, before, after = EVERY[one.verb]
        assert set(one.before or {}) <= set(before or {}), one.verb
        assert set(one.after or {}) <= set(after or {}), one.verb
