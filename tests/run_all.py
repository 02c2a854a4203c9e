"""Run every check and test, in order, up to the first that fails.

    python tests/run_all.py

Run it with the Python of the virtual environment; `make test` does.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from support.postgres import URL_VARIABLE, throwaway_server

if TYPE_CHECKING:
    from typing import BinaryIO

ROOT = Path(__file__).resolve().parent.parent
TOOLS = Path(sys.executable).parent
LONGEST_LINE = 2000

PYTEST = ("pytest", f"--color={'yes' if sys.stdout.isatty() else 'no'}")
FAST_PYTEST = (*PYTEST, "-n", "2", "-m", "not browser")
PURE = (
    "scheduling",
    "calendars",
    "charts",
    "reminders",
    "storage",
    "cli/test_serve.py",
    "test_folding.py",
)
"""What these test knows no database, or brings its own, so once is enough."""
POSTGRES_PYTEST = (
    *FAST_PYTEST,
    "--ignore=tests/deploy",
    *(f"--ignore=tests/workplan/{path}" for path in PURE),
)


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


STEPS = (
    Step("Lint", ("ruff", "check", ".")),
    Step("Format", ("ruff", "format", "--check", ".")),
    Step("Types", ("mypy",)),
    Step("Layers", ("lint-imports", "--no-logo")),
    Step("Tests on SQLite", FAST_PYTEST),
    Step("Tests on PostgreSQL", POSTGRES_PYTEST, needs_postgres=True),
    Step("Tests in a browser", (*PYTEST, "-m", "browser")),
)


def follow(command: tuple[str, ...], extra_environment: dict[str, str]) -> tuple[int, str]:
    """Run a tool, showing its output as it comes, and return its status and its last line."""
    tool, *arguments = command
    environment = {**os.environ, **extra_environment}
    with subprocess.Popen(
        [TOOLS / tool, *arguments], cwd=ROOT, env=environment, stdout=subprocess.PIPE
    ) as process:
        try:
            last_line = show(process.stdout)
        except (KeyboardInterrupt, SystemExit) as interruption:
            # Ctrl-C has reached the tool too; either way it tidies up, and may say so.
            if isinstance(interruption, SystemExit):
                process.send_signal(signal.SIGINT)
            show(process.stdout)
            raise
    return process.returncode, last_line


def show(output: BinaryIO) -> str:
    """Print output as it comes, and return its last line without colors and decoration."""
    tail = b""
    while chunk := output.read1():
        sys.stdout.buffer.write(chunk)
        sys.stdout.flush()
        tail = (tail + chunk)[-LONGEST_LINE:]
    lines = re.sub(r"\x1b\[[\d;]*m", "", tail.decode(errors="replace")).split("\n")
    return next((line.strip(" =") for line in reversed(lines) if line.strip()), "")


def main() -> int:
    # Being told to stop unwinds as Ctrl-C does, so that no server is left running.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    closing_lines = []
    try:
        for number, step in enumerate(STEPS, start=1):
            heading = f"[{number}/{len(STEPS)}] {step.title}"
            print(f"\n{heading} …", flush=True)
            started = time.monotonic()
            status, last_line = step.run()
            heading = f"{heading}: {time.monotonic() - started:.1f} s"
            if status:
                print(f"\n{heading}, FAILED: {' '.join(step.command)}", file=sys.stderr)
                return status
            closing_lines.append(f"{heading}: {last_line}")
    except KeyboardInterrupt:
        print("\nInterrupted.", file=sys.stderr)
        return 130
    print("\nAll checks passed.", *closing_lines, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
