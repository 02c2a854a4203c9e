"""What left the system shows a journal that was cut, emptied, thinned out or written anew."""

from __future__ import annotations

import json
import stat
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete, insert, select

from models import JournalEntry
from support.ground.chain import without_triggers
from workplan.errors import InvalidInput
from workplan.extensions import db
from workplan.services.operations import checkpoints, health
from workplan.services.operations.checkpoints import Broken, Checkpoint
from workplan.services.record import entry_hash, journal

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Executable

    from support.ground.chain import Chain
    from support.ground.office import Office
    from support.programs.mail_server import MailServer
    from workplan.services.delivery.deliveries import Sender

NOW = datetime(2026, 11, 28, 23, 30, tzinfo=UTC)
AUDITORS = ("audit@office.example", "archive@records.example")


@pytest.fixture
def taken(chain: Chain) -> Checkpoint:
    del chain
    return checkpoints.take(db.session(), NOW)


def test_a_journal_that_went_on_is_the_same(taken: Checkpoint, chain: Chain) -> None:
    checkpoints.compare(db.session(), taken)
    chain.office.add("9z", 1)
    checkpoints.compare(db.session(), taken)
    assert taken.entries == taken.seq < checkpoints.take(db.session(), NOW).seq


def test_a_tail_that_was_cut_is_seen(taken: Checkpoint) -> None:
    tamper(delete(JournalEntry).where(JournalEntry.seq > taken.seq - 2))
    assert journal.verify(db.session())[0] == taken.seq - 2
    with pytest.raises(Broken, match="the last 2 are missing"):
        checkpoints.compare(db.session(), taken)


def test_a_table_that_was_emptied_is_seen(taken: Checkpoint) -> None:
    tamper(delete(JournalEntry))
    assert journal.verify(db.session()) == (0, journal.GENESIS)
    with pytest.raises(Broken, match=f"the last {taken.seq:,} are missing"):
        checkpoints.compare(db.session(), taken)


def test_a_chain_that_was_written_anew_is_seen(taken: Checkpoint) -> None:
    """Somebody who can write the database changes an entry, and hashes all that follow."""
    table = JournalEntry.__table__
    rows = [dict(row._mapping) for row in db.session.execute(select(table).order_by(table.c.seq))]
    rows[2]["actor_name"] = "Somebody Else"
    previous = journal.GENESIS
    for row in rows:
        row["prev_hash"] = previous
        row["hash"] = previous = entry_hash.digest(row)
    tamper(delete(JournalEntry), insert(JournalEntry).values(rows))
    assert journal.verify(db.session())[0] == taken.seq
    with pytest.raises(Broken, match="was written anew since"):
        checkpoints.compare(db.session(), taken)


def test_an_entry_that_was_taken_out_is_seen(taken: Checkpoint) -> None:
    tamper(delete(JournalEntry).where(JournalEntry.seq == 3))
    with pytest.raises(Broken, match=f"holds {taken.entries - 1:,} entries"):
        checkpoints.compare(db.session(), taken)


def tamper(*statements: Executable) -> None:
    without_triggers()
    for statement in statements:
        db.session.execute(statement)
    db.session.commit()


def test_a_day_has_one_checkpoint_that_others_cannot_read(
    office: Office, sender: Sender, tmp_path: Path
) -> None:
    folder = tmp_path / "checkpoints"
    assert checkpoints.keep_daily(sender, NOW, folder, ())
    [first] = folder.iterdir()
    assert first.name == "2026-11-28.json"
    assert stat.S_IMODE(first.stat().st_mode) & 0o077 == 0
    kept = checkpoints.read(first)
    assert (kept.seq, kept.head) == journal.head(db.session())
    office.add("1a", 5)
    assert not checkpoints.keep_daily(sender, NOW + timedelta(minutes=20), folder, ())
    assert checkpoints.read(first) == kept
    assert checkpoints.keep_daily(sender, NOW + timedelta(minutes=31), folder, ())
    assert sorted(path.name for path in folder.iterdir()) == ["2026-11-28.json", "2026-11-29.json"]


@pytest.mark.usefixtures("office")
def test_it_is_mailed_once_to_each_address_and_the_mail_holds_a_file_that_verifies(
    sender: Sender, mail_server: MailServer, tmp_path: Path
) -> None:
    for minutes in (0, 1, 11):
        checkpoints.keep_daily(sender, NOW + timedelta(minutes=minutes), tmp_path / "c", AUDITORS)
    assert [mail.recipient for mail in mail_server.mails] == list(AUDITORS)
    text = mail_server.mails[0].message.get_content()
    saved = tmp_path / "from-the-mail.json"
    saved.write_text(text[text.index("{") :])
    checkpoints.compare(db.session(), checkpoints.read(saved))
    assert saw_of_health(NOW + timedelta(hours=2)) == (True, "written within a day")


@pytest.mark.usefixtures("office")
def test_one_that_was_not_accepted_is_tried_again_and_health_says_so_after_an_hour(
    sender: Sender, mail_server: MailServer, tmp_path: Path
) -> None:
    mail_server.answers["RCPT"].extend(["550 no such mailbox"] * 2)
    for minutes in (0, 5):
        checkpoints.keep_daily(sender, NOW + timedelta(minutes=minutes), tmp_path / "c", AUDITORS)
    assert not mail_server.mails
    late = NOW + timedelta(minutes=61)
    assert saw_of_health(late) == (False, "written, and not accepted by the mail server")
    checkpoints.keep_daily(sender, NOW + timedelta(minutes=11), tmp_path / "c", AUDITORS)
    assert [mail.recipient for mail in mail_server.mails] == list(AUDITORS)
    assert saw_of_health(late)[0]


@pytest.mark.usefixtures("office")
def test_an_address_that_is_refused_costs_the_others_no_second_mail(
    sender: Sender, mail_server: MailServer, tmp_path: Path
) -> None:
    begin = NOW.replace(hour=0)
    for hours in range(23):
        mail_server.answers["RCPT"].extend(
            ["550 no such mailbox"] if hours else ["250 ok", "550 no"]
        )
        checkpoints.keep_daily(sender, begin + timedelta(hours=hours), tmp_path / "c", AUDITORS)
    assert [mail.recipient for mail in mail_server.mails] == [AUDITORS[1]]
    assert not saw_of_health(begin + timedelta(hours=23))[0]
    checkpoints.keep_daily(sender, begin + timedelta(hours=23), tmp_path / "c", ())
    assert saw_of_health(begin + timedelta(hours=23))[0], "nobody is to have it any more"


@pytest.mark.usefixtures("office")
def test_two_schedulers_with_folders_of_their_own_send_one_mail(
    sender: Sender, mail_server: MailServer, tmp_path: Path
) -> None:
    for folder in ("one", "two", "one"):
        checkpoints.keep_daily(sender, NOW, tmp_path / folder, AUDITORS)
    assert [mail.recipient for mail in mail_server.mails] == list(AUDITORS)
    assert len(list(tmp_path.glob("*/*.json"))) == 2


def test_health_says_when_no_checkpoint_was_written_for_a_day_and_a_half(
    office: Office, sender: Sender, tmp_path: Path
) -> None:
    first = office.journal()[0].at
    assert saw_of_health(first + timedelta(hours=36)) == (True, "none yet")
    assert saw_of_health(first + timedelta(hours=37)) == (False, "none was ever written")
    checkpoints.keep_daily(sender, NOW, tmp_path / "c", ())
    assert saw_of_health(NOW + timedelta(hours=36))[0]
    assert saw_of_health(NOW + timedelta(hours=37)) == (False, "the last is of 2026-11-28")


def saw_of_health(now: datetime) -> tuple[bool, str]:
    found = {check.name: check for check in health.of_records(db.session(), now)}["checkpoint"]
    return found.is_well, found.saw


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "[" * 100_000,
        '{"seq": 1e999, "head": "", "entries": 1, "at": "2026-11-28"}',
        json.dumps({"seq": 0, "head": "a" * 64, "entries": 0, "at": "2026-11-28"}),
        json.dumps({"seq": 1, "head": "x", "entries": 1, "at": "2026-11-28"}),
    ],
)
def test_a_file_that_holds_no_checkpoint_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "file"
    path.write_text(text)
    with pytest.raises(InvalidInput, match="Give a file that we wrote"):
        checkpoints.read(path)
