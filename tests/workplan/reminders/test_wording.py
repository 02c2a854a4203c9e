"""What a rule says in its own words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workplan.reminders import wording

FACTS = {name: f"<{name}>" for name in wording.FIELDS}


def test_names_in_braces_stand_for_the_facts_of_the_task() -> None:
    said = wording.said("{{agency}}: {{ code }} is due {{due}}, {{when}}.", FACTS)
    assert said == "<agency>: <code> is due <due>, <when>."


def test_what_a_fact_says_is_not_read_again() -> None:
    assert wording.said("{{name}}", FACTS | {"name": "{{code}}"}) == "{{code}}"


@pytest.mark.parametrize(
    "words",
    ["{{password}}", "{{ task.plan }}", "{{code|upper}}", "{{}}", "{{code", "code}}", "{{{code}}"],
)
def test_a_name_that_is_no_fact_and_half_a_pair_of_braces_are_refused(words: str) -> None:
    with pytest.raises(wording.UnknownName):
        wording.check(words)


@given(st.text(max_size=60))
def test_whatever_is_taken_is_said_without_an_error_and_in_bounds(words: str) -> None:
    try:
        wording.check(words)
    except wording.UnknownName:
        return
    assert "{{" not in wording.said(words, FACTS)
