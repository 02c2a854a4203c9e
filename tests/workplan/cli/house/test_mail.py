"""`flask mail`: the conversation in lines, and what failed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from support.ground.office import SLUG
from support.programs.answers import opened

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from support.ground.office import Office


def run(office: Office, *arguments: str) -> Result:
    return office.app.test_cli_runner().invoke(args=["mail", *arguments])


def test_a_test_mail_is_written_to_a_file_where_no_server_is_set(office: Office) -> None:
    result = run(office, "test", "jane@state.example")
    assert result.exit_code == 0, result.output
    assert "> No mail server is set" in result.output
    assert "Accepted for jane@state.example: written to mail/" in result.output
    assert office.journal()[-1].actor_name == "Operator"


def test_what_is_no_address_is_said_in_a_sentence(office: Office) -> None:
    result = run(office, "test", "jane")
    assert result.exit_code == 1
    assert "“jane” is no email address" in result.output


def test_the_list_counts_what_there_is(office: Office) -> None:
    result = run(office, "list")
    assert result.exit_code == 0, result.output
    assert "0 in all; page 1 of 1." in result.output
    assert SLUG not in result.output


def test_a_mailbox_is_read_by_hand(office: Office, tmp_path: Path) -> None:
    assert "MAIL_IN_URL names the one" in run(office, "fetch").output
    post = opened(tmp_path)
    own = office.app.extensions["workplan"]
    office.app.extensions["workplan"] = replace(own, mail_in_url=f"maildir:{post.maildir}")
    post.arrive(b"From: jo@elsewhere.example\n\nHello")
    first, second = run(office, "fetch"), run(office, "fetch")
    assert "Came in: 1. Settled: 1. Wait for somebody: 1." in first.output
    assert "Came in: 0. Settled: 0. Wait for somebody: 1." in second.output
    office.app.extensions["workplan"] = replace(own, mail_in_url=f"maildir:{tmp_path}/gone")
    away = run(office, "fetch")
    assert away.exit_code == 1
    assert "The mailbox cannot be read" in away.output
