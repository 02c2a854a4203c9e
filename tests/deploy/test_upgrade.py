"""An upgrade of two nodes as docs/deploy.md has it, while people save: nothing is lost."""

from __future__ import annotations

import json
import re
import shutil
import signal
import ssl
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.request import HTTPSHandler

import pytest
from alembic.script import ScriptDirectory

from support.programs.child import ROOT
from support.programs.proxied import BETWEEN, HOST, wait_for
from support.web.http_person import Person

if TYPE_CHECKING:
    from support.programs.proxied import Proxied

pytestmark = pytest.mark.program

STEP = '''"""What a newer version adds: a column that the code of before does not know."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "9999", "{head}"
branch_labels = depends_on = None


def upgrade():
    op.add_column("task_comments", sa.Column("of_tomorrow", sa.String(20), nullable=True))


def downgrade():
    op.drop_column("task_comments", "of_tomorrow")
'''


class Savers:
    """People who save comments, one after another, until they are told to stop."""

    def __init__(self, site: str, sign_in: dict[str, str], count: int = 2) -> None:
        context = ssl._create_unverified_context()  # noqa: S323  # made for these tests
        self.saved, self._is_over = 0, False
        self.lost: list[str] = []
        people = [
            Person(site, sign_in, HTTPSHandler(context=context), host=HOST) for _ in range(count)
        ]
        self._threads = [threading.Thread(target=self._save, args=(one,)) for one in people]
        for thread in self._threads:
            thread.start()

    def _save(self, person: Person) -> None:
        while not self._is_over:
            words = f"Saved during the upgrade at {time.time()}"
            if person.comment(person.a_task(), words):
                self.saved += 1
            else:
                self.lost.append(words)
            time.sleep(BETWEEN)

    def wait(self, more: int) -> None:
        """Wait until so many more were saved."""
        wanted = self.saved + more
        wait_for(lambda: self.saved >= wanted)

    def stop(self) -> None:
        self._is_over = True
        for thread in self._threads:
            thread.join()


def flask(environment: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, "-m", "flask", "--app", "wsgi", *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_people_save_while_the_schema_grows_and_both_nodes_take_new_code(
    proxied: Proxied, tmp_path: Path
) -> None:
    environment = proxied.nodes[0].environment
    instance = Path(environment["INSTANCE"])
    flask(environment, "sample", "load")
    people: list[dict[str, Any]] = json.loads((instance / "sample-sign-ins.json").read_text())
    coordinator = next(person for person in people if person["role"] == "coordinator")
    newer = tmp_path / "migrations"
    shutil.copytree(ROOT / "migrations", newer)
    [head] = ScriptDirectory(str(newer)).get_heads()
    (newer / "versions" / "9999_of_tomorrow.py").write_text(STEP.replace("{head}", head))

    savers = Savers(f"https://127.0.0.1:{proxied.https}", coordinator)
    try:
        savers.wait(10)
        flask(environment, "db", "upgrade", "--directory", str(newer))
        savers.wait(10)  # the code of before, on the schema of after
        for node in proxied.nodes:
            before = node.starts()
            node.process.send_signal(signal.SIGHUP)
            wait_for(lambda node=node, before=before: node.starts() == before + 1)
            savers.wait(5)
    finally:
        savers.stop()
        flask(environment, "db", "downgrade", "--directory", str(newer), head)
    assert savers.lost == []
    said = flask(environment, "audit", "verify")
    assert re.search(r"The journal holds: [\d,]+ entries", said)
