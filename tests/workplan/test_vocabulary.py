"""Each list of codes stands once, with its words, and the database knows no other code."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import CheckConstraint

from models import Base
from workplan import vocabulary
from workplan.services.history.entry_kinds import EntryKind
from workplan.services.pages.comments.comment_filters import CommentAge
from workplan.services.pages.comments.comment_rows import CommentState
from workplan.services.pages.lists.register_rows import RegisterState
from workplan.vocabulary import Code

LISTS = Code.__subclasses__()
NEVER_STORED = {
    vocabulary.AccountState,
    vocabulary.Chip,
    vocabulary.TaskState,
    EntryKind,
    RegisterState,
    CommentState,
    CommentAge,
}


def listed() -> set[tuple[str, ...]]:
    """Return the codes that the checks of the tables allow."""
    checks = (
        check.sqltext.text
        for table in Base.metadata.tables.values()
        for check in table.constraints
        if isinstance(check, CheckConstraint)
    )
    found = (re.fullmatch(r"\w+ IN \((.*)\)", text) for text in checks)
    return {tuple(re.findall(r"'([^']*)'", match[1])) for match in found if match}


@pytest.mark.parametrize("codes", LISTS)
def test_every_code_has_words_of_its_own(codes: type[Code]) -> None:
    words = [member.words for member in codes]
    assert all(text and text[0].isupper() for text in words)
    assert len(set(words)) == len(words)
    assert codes.by_code() == dict(codes.choices())
    assert {codes.said(code) for code in codes.codes()} == set(words)
    assert codes.said("what an older version stored") == "what an older version stored"


def test_the_tables_take_the_listed_codes_and_no_others() -> None:
    stored = {codes.codes() for codes in LISTS if codes not in NEVER_STORED}
    assert listed() == stored | {vocabulary.WAYS_OUT}
