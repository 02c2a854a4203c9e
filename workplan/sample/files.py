"""Read the sample files; a date may be a number of days after the directive was signed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent / "facts"
PLAN_FILES = ("nspm-10.json", "eo-14268.json", "america-first-2026.json")
ANCHORED = "today-"


def read(name: str) -> Any:
    """Return the content of a sample file."""
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Anchor:
    """Where a plan's relative dates count from."""

    signed_on: date

    @classmethod
    def of(cls, document: dict[str, Any], today: date) -> Anchor:
        """Return the anchor of a plan file; one that is re-anchored counts back from today."""
        signed = document["directive"]["signed_on"]
        if signed.startswith(ANCHORED):
            return cls(today - timedelta(days=int(signed.removeprefix(ANCHORED))))
        return cls(date.fromisoformat(signed))

    def day(self, value: str | int | None) -> date | None:
        """Return a date of the file as a date."""
        if value is None:
            return None
        if isinstance(value, int):
            return self.signed_on + timedelta(days=value)
        return date.fromisoformat(value)
