"""Every setting that is read from the environment has its row in docs/deploy.md."""

from __future__ import annotations

import re

from support.ground.places import ROOT

SOURCES = ("config.py", "deploy/gunicorn.conf.py", "deploy/workplan.env.example")
OF_A_PLACE = {"BIND": "given to a second node only, in the section on two nodes"}
"""Settings that stand elsewhere in the page, and why."""
OF_OTHERS = {"FLASK_DEBUG", "NOTIFY_SOCKET", "GUNICORN_CMD_ARGS"}
"""What other programs read; we only refuse or pass it."""


def test_every_setting_has_its_row() -> None:
    read: set[str] = set()
    for source in SOURCES:
        text = (ROOT / source).read_text(encoding="utf-8")
        read |= set(re.findall(r"environ(?:\.get)?[\[(]\"([A-Z_]+)\"", text))
        read |= set(re.findall(r"_is_set\(environ, \"([A-Z_]+)\"\)", text))
        read |= set(re.findall(r"^([A-Z_]+)=", text, re.MULTILINE))
    page = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
    rows = set(re.findall(r"^ *\| `([A-Z_]+)[`=]", page, re.MULTILINE))
    assert len(read) > 15
    assert read - OF_OTHERS - OF_A_PLACE.keys() == rows
    assert all(f"`{name}=" in page for name in OF_A_PLACE)
