"""Why a date is what it is, and how that is stored beside it."""

from __future__ import annotations

from typing import NamedTuple


class Driver(NamedTuple):
    """Why a date is what it is.

    Args:
        kind: start, link, constraint, actual, status or forecast.
        predecessor: the uid of the driving predecessor, for a link.
        detail: the link's type, or the constraint's code.
        lag: the link's lag, in days; a part of one where minutes are counted.
    """

    kind: str
    predecessor: int | None = None
    detail: str = ""
    lag: float = 0
    is_elapsed: bool = False

    def encoded(self) -> str:
        """Return the driver as one short text, to be stored beside the dates."""
        kind, predecessor, detail, lag, is_elapsed = self
        if kind != "link":
            return f"{kind}:{detail}"
        return f"link:{predecessor}:{detail}:{lag}:{int(is_elapsed)}"

    @classmethod
    def decoded(cls, text: str) -> Driver:
        """Return the driver that `encoded` wrote."""
        kind, *rest = text.split(":")
        if kind != "link":
            return cls(kind, detail=rest[0])
        lag = float(rest[2]) if "." in rest[2] else int(rest[2])
        return cls(kind, int(rest[0]), rest[1], lag, rest[3] == "1")
