#!/usr/bin/env python3
"""Write NOTICE: each package that runs with the app, and the license that it names.

    .venv/bin/python docs/list_licenses.py

The names come from requirements.txt and package-lock.json, the licenses from what is installed.
No versions: they stand in the lock files, and differ between versions of Python.
"""

from __future__ import annotations

import json
import re
from importlib.metadata import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NOTICE = ROOT / "NOTICE"
LONGEST = 40
"""Some packages put the whole text of their license where its name belongs."""
UNSAID = ("", "UNKNOWN", "Dual License")
HEAD = """\
Workplan
Licensed under the Apache License, Version 2.0; see LICENSE.

Workplan installs the packages below and holds none of their code. Each is under the license that
its makers name; its own text comes with it. Written by docs/list_licenses.py.
"""


def python_packages() -> list[str]:
    """Return the names of the packages that the app runs with, each once."""
    pinned = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    return sorted(set(re.findall(r"^([a-z0-9][\w.-]*)(?:\[\S*\])?==", pinned, re.MULTILINE)))


def license_of(package: str) -> str:
    """Return the license that an installed package names."""
    said = metadata(package)
    if "License-Expression" in said:
        return said["License-Expression"]
    short = said["License"] if "License" in said else ""  # noqa: SIM401  # it is no dictionary
    if short not in UNSAID and len(short) <= LONGEST:
        return short
    marks = [mark for mark in said.get_all("Classifier") or [] if mark.startswith("License ::")]
    return " or ".join(mark.rpartition(" :: ")[2] for mark in marks) or "see its own text"


def node_packages() -> dict[str, str]:
    """Return what pages are made with, and each tool that package.json names, with licenses."""
    asked = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    locked = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    found = {path.removeprefix("node_modules/"): facts for path, facts in locked.items() if path}
    return {
        name: facts.get("license", "see its own text")
        for name, facts in found.items()
        if not facts.get("dev") or name in asked
    }


def text() -> str:
    """Return what NOTICE should say."""
    ours = {name: license_of(name) for name in python_packages()}
    parts = [HEAD]
    for title, found in (("Python", ours), ("Pages, and their checks", node_packages())):
        lines = [f"  {name}: {said}" for name, said in sorted(found.items())]
        parts.append("\n".join([title, "", *lines, ""]))
    return "\n".join(parts)


if __name__ == "__main__":
    NOTICE.write_text(text(), encoding="utf-8")
    print(f"Wrote {NOTICE.name}.")
