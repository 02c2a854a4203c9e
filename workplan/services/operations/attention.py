"""What needs attention in the house, with what to do."""

from __future__ import annotations

from typing import NamedTuple


class Attention(NamedTuple):
    """Something that somebody has to look at.

    Args:
        kind: a short word for it, which is stable.
        what: what is the matter, with the figure.
        to_do: what to do about it.
        endpoint: the page on which to do it; empty where it is done elsewhere.
        link: the words of the link.
        is_urgent: whether something is lost or stands still meanwhile.
    """

    kind: str
    what: str
    to_do: str
    endpoint: str = ""
    link: str = ""
    is_urgent: bool = False
