"""Run every check and test, up to the first that fails; what needs one process runs beside.

    python tests/run_all.py            # everything, as `make test` does
    python tests/run_all.py --quick    # what needs no database, as `make check` does

Run it with the Python of the virtual environment.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from support.programs.postgres import URL_VARIABLE, throwaway_server

if TYPE_CHECKING:
    from typing import BinaryIO

ROOT = Path(__file__).resolve().parent.parent
TOOLS = Path(sys.executable).parent
LONGEST_LINE = 2000

PYTEST = ("pytest", f"--color={'yes' if sys.stdout.isatty() else 'no'}", "--durations=10")
# Neighbors stay with one worker, so that what they share is made once; who is done takes over.
ON_TWO_CORES = (*PYTEST, "-n", "2", "--dist", "worksteal")
WHERE_A_DATABASE_MATTERS = (
    "tests/migrations",
    "tests/models",
    "tests/test_closed_plan.py",
    "tests/test_whole_app.py",
    "tests/views/changes",
    "tests/views/every_request",
    "tests/views/finding",
    "tests/views/pages/test_one_count.py",
    "tests/views/pages/test_size.py",
    "tests/views/reporting",
    "tests/views/support",
    "tests/workplan/backup",
    "tests/workplan/cli",
    "tests/workplan/sample",
    "tests/workplan/services",
)
"""What runs on PostgreSQL too: the services, whose queries these are, what the whole app promises
of every route, and what locks, copies or migrates. Other pages build no SQL (a contract)."""
ON_POSTGRES = ("-m", "database and not browser", *WHERE_A_DATABASE_MATTERS)


@dataclass(frozen=True)
class Step:
    """A check, and the command that makes it."""

    title: str
    command: tuple[str, ...]
    needs_postgres: bool = False

    def run(self) -> tuple[int, str]:
        """Return the exit status and the last line of the output, which is shown meanwhile."""
        if not self.needs_postgres:
            return follow(self.command, {})
        with throwaway_server() as url:
            return follow(self.command, {"WORKPLAN_TEST_DATABASE": "postgres", URL_VARIABLE: url})

    def run_quietly(self) -> Found:
        """Return what it finds, without showing anything meanwhile."""
        started = time.monotonic()
        tool, *arguments = self.command
        with subprocess.Popen(
            [TOOLS / tool, *arguments],
            cwd=ROOT,
            env=environment({}),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as process:
            BESIDE.append(process)
            output, _ = process.communicate()
        return Found(process.returncode, output, time.monotonic() - started)


class Found(NamedTuple):
    """How a check ended, everything that it said, and how long it took."""

    status: int
    output: str
    seconds: float


BESIDE: list[subprocess.Popen[str]] = []
"""What has been started beside the steps."""

CHECKS = (
    Step("Lint", ("ruff", "check", ".")),
    Step("Format", ("ruff", "format", "--check", ".")),
    Step("Types", ("mypy",)),
    Step("Layers", ("lint-imports", "--no-logo")),
    Step("Scripts and style sheets", ("python", "tests/lint_front_end.py")),
)
STEPS = (
    Step("Tests on SQLite", (*ON_TWO_CORES, "-m", "not browser")),
    Step("Tests on PostgreSQL", (*ON_TWO_CORES, *ON_POSTGRES), needs_postgres=True),
)
# In one process, beside the others: the browser waits for the server, and the server for it.
IN_A_BROWSER = Step("Tests in a browser", (*PYTEST, "-m", "browser", "tests/browser"))
QUICK_STEPS = (
    Step(
        "Tests without a database",
        (
            *ON_TWO_CORES,
            "--hypothesis-profile=quick",
            "-m",
            "not database and not browser and not program and not thorough",
        ),
    ),
)


def environment(extra: dict[str, str]) -> dict[str, str]:
    """Return the environment of a tool; each module is compiled once for hundreds of processes."""
    found = {**os.environ, **extra}
    found.pop("PYTHONDONTWRITEBYTECODE", None)
    return found


def follow(command: tuple[str, ...], extra_environment: dict[str, str]) -> tuple[int, str]:
    """Run a tool, showing its output as it comes, and return its status and its last line."""
    tool, *arguments = command
    whole = environment(extra_environment)
    with subprocess.Popen(
        [TOOLS / tool, *arguments], cwd=ROOT, env=whole, stdout=subprocess.PIPE
    ) as process:
        try:
            last = show(process.stdout)
        except (KeyboardInterrupt, SystemExit) as interruption:
            # Ctrl-C has reached the tool too; either way it tidies up, and may say so.
            if isinstance(interruption, SystemExit):
                process.send_signal(signal.SIGINT)
            show(process.stdout)
            raise
    return process.returncode, last


def show(output: BinaryIO) -> str:
    """Print output as it comes, and return its last line without colors and decoration."""
    tail = b""
    while chunk := output.read1():
        sys.stdout.buffer.write(chunk)
        sys.stdout.flush()
        tail = (tail + chunk)[-LONGEST_LINE:]
    return last_line(tail.decode(errors="replace"))


def last_line(output: str) -> str:
    """Return the last line without colors and decoration."""
    lines = re.sub(r"\x1b\[[\d;]*m", "", output).split("\n")
    return next((line.strip(" =") for line in reversed(lines) if line.strip()), "")


def main(arguments: list[str]) -> int:
    # Being told to stop unwinds as Ctrl-C does, so that no server is left running.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    is_quick = "--quick" in arguments
    steps = QUICK_STEPS if is_quick else STEPS
    with ThreadPoolExecutor(max_workers=1) as beside:
        single = CHECKS if is_quick else (*CHECKS, IN_A_BROWSER)
        checks = [(check, beside.submit(check.run_quietly)) for check in single]
        try:
            return run(steps, checks)
        except KeyboardInterrupt:
            print("\nInterrupted.", file=sys.stderr)
            BESIDE.clear()  # It has reached them too.
            return 130
        finally:
            beside.shutdown(wait=False, cancel_futures=True)
            for process in BESIDE:
                if process.poll() is None:
                    process.send_signal(signal.SIGINT)


def run(steps: tuple[Step, ...], checks: list[tuple[Step, Future[Found]]]) -> int:
    """Run the tests while the checks run, and show what each check found once it is known."""
    closing_lines: list[str] = []
    for number, step in enumerate(steps, start=1):
        heading = f"[{number}/{len(steps)}] {step.title}"
        print(f"\n{heading} …", flush=True)
        started = time.monotonic()
        status, last = step.run()
        heading = f"{heading}: {time.monotonic() - started:.1f} s"
        if failed := status or found_by(checks, is_waiting=number == len(steps)):
            which = f", FAILED: {' '.join(step.command)}" if status else ""
            print(f"\n{heading}{which}", file=sys.stderr)
            return failed
        closing_lines.append(f"{heading}: {last}")
    print("\nAll checks passed.", *closing_lines, sep="\n")
    return 0


def found_by(checks: list[tuple[Step, Future[Found]]], *, is_waiting: bool = False) -> int:
    """Show what the checks that are done have found, and return the first status that is none."""
    for check, future in [*checks]:
        if not (future.done() or is_waiting):
            break
        status, output, seconds = future.result()
        checks.remove((check, future))
        last = last_line(output) or "nothing found"
        print(f"{check.title}: {seconds:.1f} s: {last if not status else 'FAILED'}", flush=True)
        if status:
            print(output, f"{check.title} FAILED: {' '.join(check.command)}", file=sys.stderr)
            return status
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
