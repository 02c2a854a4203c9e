"""`flask audit`: the chain, the checkpoints and the tasks, each named when it does not hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, text

from models import JournalEntry
from support.ground.chain import without_triggers
from workplan.extensions import db

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from support.ground.office import Office


def run(office: Office, *arguments: str) -> Result:
    return office.app.test_cli_runner().invoke(args=["audit", *arguments])


def checkpoint(office: Office, tmp_path: Path) -> str:
    path = tmp_path / "checkpoint.json"
    path.write_text(run(office, "checkpoint").stdout)
    return str(path)


def test_a_sound_record_is_said_to_hold(office: Office, tmp_path: Path) -> None:
    kept = checkpoint(office, tmp_path)
    office.add("1a", 5)
    result = run(office, "verify", "--checkpoint", kept)
    assert result.exit_code == 0, result.output
    assert result.output.splitlines()[1:] == [
        f"It goes on from the checkpoint in {kept}.",
        "The tasks hold what the journal says.",
    ]


def test_a_tail_that_was_cut_is_seen_by_a_checkpoint_only(office: Office, tmp_path: Path) -> None:
    office.report(office.add("1a", 5), percent=20)
    kept = checkpoint(office, tmp_path)
    without_triggers()
    db.session.execute(delete(JournalEntry).where(JournalEntry.seq == office.last_seq()))
    db.session.commit()
    result = run(office, "verify", "--checkpoint", kept)
    assert result.exit_code == 1
    assert "are missing" in result.output
    assert "does not hold" not in run(office, "verify").output


def test_tasks_that_differ_are_named_and_the_command_fails(office: Office) -> None:
    office.add("1a", 5)
    db.session.execute(text("UPDATE tasks SET name = 'Another' WHERE code = '1a'"))
    db.session.commit()
    result = run(office, "verify")
    assert result.exit_code == 1
    assert "task 1a" in result.output
    assert "1 field of tasks differs from what the journal says." in result.output


def test_a_file_that_holds_no_checkpoint_is_refused_by_its_name(
    office: Office, tmp_path: Path
) -> None:
    path = tmp_path / "other.txt"
    path.write_text("something else")
    result = run(office, "verify", "--checkpoint", str(path))
    assert result.exit_code == 1
    assert f"{path} holds no checkpoint" in result.output
