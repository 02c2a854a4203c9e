"""What somebody typed into a box of a page that was refused, shown there again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping

from flask import request


def typed_at(at: str) -> Callable[[str], Mapping[str, str]]:
    """Return by which a page fills the fields of a box: with what was sent to the refused one.

    A field that was not sent, such as a box that is not ticked, is empty.

    Args:
        at: the box that was refused; empty when none was.
    """
    sent = request.form.to_dict() if at else {}

    def typed(box: str) -> Mapping[str, str]:
        return defaultdict(str, sent if box == at else {})

    return typed
