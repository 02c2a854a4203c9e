"""What moved a date is told in words, whichever change it was."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest

from support.record.journal.entries import EVERY
from support.record.journal.entry_values import RULE
from workplan.services.history.cause_words import cause_words
from workplan.services.record.verbs import VERBS

NAMES = {RULE: "1a Write it"}


def words(verb: str, before: object, after: object) -> str:
    subject, _, _ = EVERY[verb]
    task = subject[1] if subject[0] == "task" else None
    cause = SimpleNamespace(
        verb=verb, subject_id=task, before=before, after=after, actor_name="Cora"
    )
    return cause_words(cause, NAMES)[0]


@pytest.mark.parametrize("verb", VERBS)
def test_no_change_that_moves_a_date_is_told_by_its_code(verb: str) -> None:
    said = words(verb, *EVERY[verb][1:])
    assert not re.search(r"[a-z]+\.[a-z_]+|_", said), said
    assert said.startswith(("1a Write it", "The plan", "The directive", "A ", "Several"))


def test_a_report_that_claims_does_not_say_that_the_task_is_finished() -> None:
    after = {"percent": 100, "actual_finish_on": "2026-09-11"}
    assert words("task.reported", {}, after).endswith("reported 100 %, finished 11 Sep 2026")
    claimed = words("task.reported", {}, after | {"ending": "claimed"})
    assert claimed.endswith("reported 100 %, claimed 11 Sep 2026")


def test_an_ended_task_says_so_where_it_moved_others() -> None:
    said = words("task.ended", *EVERY["task.ended"][1:])
    assert said == "1a Write it was ended without being done"
