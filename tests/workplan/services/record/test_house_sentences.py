"""What entries about agencies and directives say, where it takes more than a line."""

from __future__ import annotations

from models import JournalEntry
from support.record.journal.entry_values import AGENCY, ENERGY, ITA, NAMES
from workplan.services.history.entry_words import said


def in_words(verb: str, before: object, after: object) -> str:
    entry = JournalEntry(
        verb=verb, subject_type="agency", subject_id=ITA, before=before, after=after
    )
    return said(entry, NAMES)


def test_a_new_agency_is_told_with_all_that_is_known_of_it() -> None:
    assert in_words("agency.added", None, AGENCY) == (
        "Agency “Energy” added: code: DOE; name: Department of Energy; part of: Commerce ITA; "
        "domain of mail: doe.gov; also called: Secretary of Energy; "
        "supervisor of its people: Hana Novak"
    )


def test_a_merge_counts_what_followed_in_the_plan() -> None:
    before, after = {"agency_id": ITA}, {"agency_id": ENERGY}
    text = "Agency Commerce ITA was merged into Energy"
    assert in_words("agency.merged", before, after) == text
    counted = after | {"tasks": 2, "initiatives": 2, "memberships": 1, "support_lines": 2}
    assert in_words("agency.merged", before, counted) == (
        f"{text}: 2 tasks, 2 lines of effort, 1 member, 2 words of support went there"
    )
