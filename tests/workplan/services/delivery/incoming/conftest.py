"""Fixtures of these tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update

from models import CommentMail
from support.consultation.letters_in import open_to_comments
from support.consultation.senders_in import settle
from support.programs.answers import Post, opened
from support.programs.outbox import EIGHT
from tests.workplan.services.delivery.incoming.test_commenting import letter
from workplan.services.record.transaction import writing

if TYPE_CHECKING:
    from pathlib import Path

    from support.ground.office import Office


@pytest.fixture
def post(tmp_path: Path) -> Post:
    """A mailbox that nothing has come into."""
    return opened(tmp_path)


@pytest.fixture
def answered(office: Office, post: Post) -> Office:
    """The office with two answered letters of one sender, and one of another that waits."""
    open_to_comments(office)
    post.came(letter("Please hear small firms."))
    post.came(letter("Count first sellers too.", From="Maker@example.org"))
    post.came(letter("Keep the checks.", From="B. Ortiz <ortiz@example.org>"))
    for number in (1, 2):
        settle(office, number)
    with writing() as session:
        session.execute(update(CommentMail).values(state="sent", sent_at=EIGHT, message_id=None))
    return office
