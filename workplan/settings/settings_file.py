"""The file of settings, read as systemd reads it: a line a setting, values in quotes or not."""

from __future__ import annotations

import re
from pathlib import Path

SETTING = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)=(.*)")
QUOTES = ('"', "'")


def read(path: Path) -> dict[str, str]:
    """Return the settings of a file.

    Raises:
        OSError: when it cannot be read.
        ValueError: naming the first line that is no setting.
    """
    found = {}
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = raw.strip()
        if not line or line.startswith(("#", ";")):
            continue
        setting = SETTING.fullmatch(line)
        if setting is None:
            raise ValueError(f"{path}, line {number}: this is no setting.")
        name, value = setting[1], setting[2]
        if len(value) > 1 and value[0] in QUOTES and value[-1] == value[0]:
            value = value[1:-1]
        found[name] = value
    return found
