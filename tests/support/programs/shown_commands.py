"""The commands that the documentation shows, in the order in which it shows them."""

from __future__ import annotations

import re
import shlex
from typing import NamedTuple

from support.ground.places import ROOT

PAGES = (
    "README.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    *(str(page.relative_to(ROOT)) for page in sorted((ROOT / "docs").rglob("*.md"))),
)
FLASK = ("flask --app wsgi ", ".venv/bin/flask --app wsgi ", "workplan ")
"""How pages begin a command of the app; operators have a script of the last name."""
STARTS = r"(?:\.venv/bin/)?flask --app wsgi |make |\.venv/bin/[^\s`]+ |python3 \w+/|workplan "
OPERATORS = re.compile(r"^/opt/workplan\S*/deploy/(?=workplan )")
SETTING = re.compile(r"^[A-Z_]+=\S+ ")


class Shown(NamedTuple):
    """A command as a page shows it."""

    page: str
    text: str

    def __str__(self) -> str:
        return f"{self.page}: {self.text}"

    @property
    def words(self) -> list[str]:
        """Return its words, without what begins it when it is one of the app."""
        start = next((start for start in FLASK if self.text.startswith(start)), "")
        return shlex.split(self.text.removeprefix(start))

    @property
    def is_ours(self) -> bool:
        """Tell whether it is a command of the app."""
        return self.text.startswith(FLASK)


def shown() -> list[Shown]:
    """Return every command that stands on a line of its own, or in backticks in a sentence."""
    found = []
    for page in PAGES:
        text = (ROOT / page).read_text(encoding="utf-8")
        lines = [line for line in text.splitlines() if re.match(r" {4,}\S", line)]
        sentences = " ".join(line for line in text.splitlines() if line not in lines)
        inline = re.findall(rf"`((?:{STARTS})[^`]*)`", sentences)
        for line in [*(line.strip() for line in lines), *inline]:
            plain = OPERATORS.sub("", SETTING.sub("", re.sub(r"\s+# .*", "", line)))
            if re.match(STARTS, plain) and "…" not in plain:
                found.append(Shown(page, plain))
    return found
