"""Run every check and test; what needs one process runs beside.

After a failure nothing more is started, and what runs already is still heard out.

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
COLOR = re.compile(r"\x1b\[[\d;]*m")
DURATION = re.compile(r"^([\d.]+)s (call|setup|teardown) +(\S.*)$", re.MULTILINE)

PYTEST = ("pytest", f"--color={'yes' if sys.stdout.isatty() else 'no'}", "--durations=10")
# Neighbors stay with one worker, so that what they share is made once; who is done takes over.
ON_TWO_CORES = (*PYTEST, "-n", "2", "--dist", "worksteal")
WHERE_A_DATABASE_MATTERS = (
    "tests/migrations",
    "tests/models",
    "tests/test_closed_plan.py",
    "tests/test_whole_app.py",
    "tests/views/changes",
    "tests/views/every_request/test_outages.py",
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
WITHOUT_A_QUERY = (
    "tests/test_whole_app.py::test_every_change_is_refused_without_the_token_of_the_session"
)
"""What a form lacks is seen before any row is read; every change is tried so on SQLite."""
ON_POSTGRES = (
    "-m",
    "database and not browser",
    f"--deselect={WITHOUT_A_QUERY}",
    *WHERE_A_DATABASE_MATTERS,
)


@dataclass(frozen=True)
class Step:
    """A check, and the command that makes it."""

    title: str
    command: tuple[str, ...]
    needs_postgres: bool = False

    def run(self) -> Found:
        """Return what it finds, which is shown meanwhile."""
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
        return Found(process.returncode, COLOR.sub("", output), time.monotonic() - started)


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


def follow(command: tuple[str, ...], extra_environment: dict[str, str]) -> Found:
    """Run a tool, showing its output as it comes."""
    tool, *arguments = command
    whole, started = environment(extra_environment), time.monotonic()
    with subprocess.Popen(
        [TOOLS / tool, *arguments], cwd=ROOT, env=whole, stdout=subprocess.PIPE
    ) as process:
        try:
            output = show(process.stdout)
        except (KeyboardInterrupt, SystemExit) as interruption:
            # Ctrl-C has reached the tool too; either way it tidies up, and may say so.
            if isinstance(interruption, SystemExit):
                process.send_signal(signal.SIGINT)
            show(process.stdout)
            raise
    return Found(process.returncode, output, time.monotonic() - started)


def show(output: BinaryIO) -> str:
    """Print output as it comes, and return it without colors."""
    said = b""
    while chunk := output.read1():
        sys.stdout.buffer.write(chunk)
        sys.stdout.flush()
        said += chunk
    return COLOR.sub("", said.decode(errors="replace"))


def last_line(output: str) -> str:
    """Return the last line without decoration."""
    return next((line.strip(" =") for line in reversed(output.split("\n")) if line.strip()), "")


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
    results: list[tuple[Step, Found]] = []
    for number, step in enumerate(steps, start=1):
        print(f"\n[{number}/{len(steps)}] {step.title} …", flush=True)
        found = step.run()
        print(f"\n{said_of(step, found)}", flush=True)
        results += [(step, found), *found_by(checks)]
        if any(found.status for _, found in results):
            break
    results += found_by(checks, is_waiting=True)
    print("\nThe slowest:", *slowest(results), sep="\n")
    failed = [(step, found) for step, found in results if found.status]
    if not failed:
        print("\nAll checks passed.", *(said_of(*result) for result in results), sep="\n")
        return 0
    for step, found in failed:
        print(f"\n{said_of(step, found)}, FAILED: {' '.join(step.command)}", file=sys.stderr)
    return failed[0][1].status


def found_by(
    checks: list[tuple[Step, Future[Found]]], *, is_waiting: bool = False
) -> list[tuple[Step, Found]]:
    """Show what the checks that are done have found, all of it where one failed."""
    results = []
    while checks and (checks[0][1].done() or is_waiting):
        check, future = checks.pop(0)
        found = future.result()
        if found.status:
            print(f"\n{check.title}:\n{found.output}", file=sys.stderr)
        print(said_of(check, found), flush=True)
        results.append((check, found))
    return results


def said_of(step: Step, found: Found) -> str:
    """Say in a line how a step ended."""
    last = last_line(found.output) or "nothing found"
    return f"{step.title}: {found.seconds:.1f} s: {last}"


def slowest(results: list[tuple[Step, Found]], count: int = 10) -> list[str]:
    """Return the tests that took longest, with the seconds of each."""
    timed = [
        (float(seconds), f"{name} ({part}, {step.title})")
        for step, found in results
        for seconds, part, name in DURATION.findall(found.output)
    ]
    return [f"{seconds:7.1f} s  {name}" for seconds, name in sorted(timed, reverse=True)[:count]]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
