"""What a list of codes can be asked."""

from __future__ import annotations

from workplan.policy import SOON_DAYS, STALE_DAYS
from workplan.vocabulary.agreements import AgencyRole
from workplan.vocabulary.house import BackupState
from workplan.vocabulary.my_work import WORK_IDS, WORK_SECTIONS
from workplan.vocabulary.people import AccountState, Role


def test_a_member_is_its_code_and_has_its_words() -> None:
    assert Role.LEAD == "lead"
    assert f"{Role.LEAD}" == "lead"
    assert Role.LEAD.words == "Agency lead"
    assert Role("lead") is Role.LEAD


def test_the_words_of_a_code_are_said_and_one_that_is_not_known_stands_as_it_is() -> None:
    assert Role.said("coordinator") == "Coordinator"
    assert Role.said("deputy") == "deputy"


def test_codes_come_in_their_order_to_be_chosen_with_some_first() -> None:
    assert BackupState.codes() == ("making", "made", "failed")
    assert BackupState.by_code() == {"making": "Being made", "made": "Made", "failed": "Failed"}
    assert BackupState.choices(BackupState.FAILED) == [
        ("failed", "Failed"),
        ("making", "Being made"),
        ("made", "Made"),
    ]
    assert [code for code, _ in AgencyRole.choices()] == [*AgencyRole.codes()]


def test_accounts_that_need_somebody_stand_first() -> None:
    needs = [state.needs_attention for state in AccountState]
    assert needs == [True] * 5 + [False] * 3
    assert not AccountState.ACTIVE.needs_attention


def test_every_section_of_my_work_has_its_name_and_the_days_of_the_policy() -> None:
    sections = dict(zip(WORK_IDS, WORK_SECTIONS, strict=True))
    assert len(sections) == 8
    assert sections["due-soon"] == f"Due in {SOON_DAYS} working days"
    assert sections["stale"] == f"Without news for {STALE_DAYS} days"
