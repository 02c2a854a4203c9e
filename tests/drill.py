"""Back up under load, destroy everything, restore, and compare: `make drill`.

On SQLite and on PostgreSQL. People change tasks and attach files all the while; then the database
and the files are deleted, the backup is restored, and what comes back is held against what was
there when it was taken. Nothing outside a temporary folder is touched.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import urlopen

import sqlalchemy
from sqlalchemy import text

from support.programs.postgres import free_port, running_server

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
FLASK = (sys.executable, "-m", "flask", "--app", "wsgi")
SAVED_BEFORE, SAVED_AFTER = 60, 30
KEPT_FOR_GOOD = ("evidence", "status_reports", "task_comments", "baselines", "baseline_tasks")
"""Tables whose rows nobody changed meanwhile, so that each that comes back was there."""
PICTURE = b"\x89PNG\r\n\x1a\n"


class Drill:
    """An installation in a temporary folder, and what is done to it."""

    def __init__(self, folder: Path, url: str) -> None:
        self.instance, self.backups, self.url = folder / "instance", folder / "backups", url
        self.instance.mkdir(mode=0o700)
        self.environment = {**os.environ, "INSTANCE": str(self.instance), "DATABASE_URL": url}
        self.port = free_port()
        self.saved: list[float] = []
        self.refused = 0
        self._is_over = False

    def flask(self, *arguments: str) -> str:
        """Run a command, and return what it said; one that fails ends the drill."""
        done = subprocess.run(
            [*FLASK, *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise SystemExit(f"flask {' '.join(arguments)} failed:\n{done.stdout}{done.stderr}")
        return done.stdout

    @contextmanager
    def served(self) -> Iterator[None]:
        """Serve the site, as `make run` does."""
        process = subprocess.Popen(
            [*FLASK, "serve", "--port", str(self.port)],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            self._wait_until_it_answers()
            yield
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)

    def _wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            try:
                with urlopen(f"http://127.0.0.1:{self.port}/login", timeout=5):
                    return
            except OSError:
                time.sleep(0.3)
        raise SystemExit("The site does not answer.")

    def wait_for(self, changes: int) -> None:
        """Wait until so many changes were saved."""
        deadline = time.monotonic() + 120
        while len(self.saved) < changes:
            if time.monotonic() > deadline:
                raise SystemExit(f"{len(self.saved)} saved, {self.refused} refused.")
            time.sleep(0.1)

    @contextmanager
    def load(self) -> Iterator[None]:
        """Let people comment and attach files until the block ends."""
        threads = [threading.Thread(target=self._work, args=(number,)) for number in range(3)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self._is_over = True
            for thread in threads:
                thread.join()

    def _work(self, number: int) -> None:
        from support.web.http_person import Person

        people = json.loads((self.instance / "sample-sign-ins.json").read_text())
        coordinator = next(person for person in people if person["role"] == "coordinator")
        person = Person(f"http://127.0.0.1:{self.port}", coordinator)
        while not self._is_over:
            task = person.a_task()
            done = person.comment(task, f"Said by {number} at {time.time()}")
            done = person.attach(task, f"{number}.png", PICTURE + os.urandom(2000)) and done
            if done:
                self.saved.append(time.time())
            else:
                self.refused += 1

    def rows(self) -> dict[str, list[tuple[object, ...]]]:
        """Return every row of every table."""
        engine = sqlalchemy.create_engine(self.url)
        try:
            with engine.connect() as connection:
                tables = sorted(sqlalchemy.inspect(connection).get_table_names())
                return {
                    name: sorted(map(tuple, connection.execute(_all_of(name))), key=repr)
                    for name in tables
                    if not name.startswith("search")
                }
        finally:
            engine.dispose()

    def files(self) -> dict[str, str]:
        """Return the hash of each file of evidence by its name."""
        folder = self.instance / "evidence"
        return {
            path.name: hashlib.sha256(path.read_bytes()).hexdigest()
            for path in folder.rglob("*")
            if path.is_file()
        }

    def destroy(self) -> None:
        """Delete the database and the files."""
        shutil.rmtree(self.instance / "evidence")
        if self.url.startswith("sqlite"):
            for path in self.instance.glob("workplan.sqlite3*"):
                path.unlink()
            return
        engine = sqlalchemy.create_engine(self.url)
        with engine.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
        engine.dispose()


def _all_of(table: str) -> sqlalchemy.TextClause:
    """Return the select of a table whose name the database gave."""
    return text(f'SELECT * FROM "{table}"')  # noqa: S608


def run(folder: Path, url: str) -> list[str]:
    """Do the whole drill on one database, and return what was found, a line each."""
    drill = Drill(folder, url)
    with drill.served(), drill.load():
        drill.wait_for(SAVED_BEFORE)
        began = time.time()
        said = drill.flask("backup", str(drill.backups))
        took = time.time() - began
        drill.wait_for(len(drill.saved) + SAVED_AFTER)
    [backup] = drill.backups.iterdir()
    manifest = json.loads((backup / "manifest.json").read_text())
    before, files = drill.rows(), drill.files()
    drill.destroy()
    restored = drill.flask("restore", str(backup))
    drill.flask("db", "upgrade")
    after = drill.rows()
    checkpoint = folder / "checkpoint.json"
    checkpoint.write_text(drill.flask("audit", "checkpoint"))
    verified = drill.flask("audit", "verify", "--checkpoint", str(checkpoint))
    seq = manifest["journal_seq"]
    lost = [row for row in before["journal"] if row[0] <= seq and row not in after["journal"]]
    assert not lost, f"{len(lost)} entries are missing"
    assert len(after["journal"]) == seq, "there are entries that the manifest does not count"
    for table, count in manifest["rows"].items():
        assert len(after[table]) == count, f"{table}: {len(after[table])} rows, not {count}"
    for table in KEPT_FOR_GOOD:
        changed = [row for row in after[table] if row not in before[table]]
        assert not changed, f"{len(changed)} rows of {table} came back otherwise"
    kept = drill.files()
    assert kept.items() <= files.items(), "a file of evidence came back otherwise"
    assert len(kept) == sum(name.startswith("evidence/") for name in manifest["files"])
    assert sum(1 for moment in drill.saved if moment < began), "nothing was saved before"
    with drill.served():
        pass
    return [
        f"{len(drill.saved):,} changes were saved under load, {drill.refused} refused",
        f"the backup took {took:.1f} s: {said.strip().splitlines()[-1].partition(': ')[2]}",
        restored.strip().splitlines()[0].partition(": ")[2],
        f"{len(before['journal']) - seq:,} entries made after the backup are gone, none before",
        verified.strip().splitlines()[0],
        "the site serves again",
    ]


def main() -> int:
    """Do the drill on both databases and print what was found."""
    with tempfile.TemporaryDirectory(prefix="workplan-drill-") as name, ExitStack() as stack:
        for kind in ("SQLite", "PostgreSQL"):
            folder = Path(name) / kind
            folder.mkdir(mode=0o700)
            url = f"sqlite:///{folder / 'instance' / 'workplan.sqlite3'}"
            if kind == "PostgreSQL":
                url = stack.enter_context(running_server()).url
            print(f"{kind}:", flush=True)
            for line in run(folder, url):
                print(f"  {line}", flush=True)
    print("All that was saved before the backups came back.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
