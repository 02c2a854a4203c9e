"""Words that left for good do not come back by a form that was open, or that somebody fills anew.

They are known by their traces alone, so what is typed is compared with those; a page without words,
and a house in which nothing ever left, cost nothing.
"""

from __future__ import annotations

from flask import Flask, request

from views.support.session import settings
from workplan.errors import InvalidInput
from workplan.services.spills import outside
from workplan.services.spills.passages import Trace, found_again

_read: dict[str, tuple[float, tuple[Trace, ...]]] = {}
"""The traces of a list, by its path, with when it was written."""
UNHINDERED = frozenset({"spills.ask", "admin_spills.remove", "admin_spills.decline"})
"""The forms by which they are to leave once more."""


def refuse() -> None:
    """Refuse a form that says what left.

    Raises:
        InvalidInput: naming the field.
    """
    if request.method != "POST" or request.endpoint in UNHINDERED:
        return
    traces = _traces()
    for name, text in request.form.items(multi=True) if traces else ():
        if any(found_again(each, text) for each in traces):
            raise InvalidInput(
                name,
                "This holds words that were removed for good from here, and is not saved. Go back, "
                "take them out, and save again.",
            )


def _traces() -> tuple[Trace, ...]:
    path = settings().instance / outside.NAME
    try:
        written = path.stat().st_mtime
    except FileNotFoundError:
        return ()
    known = _read.get(str(path))
    if known is None or known[0] != written:
        found = outside.read(path.parent)
        traces = (found.lines[one].trace for one in sorted(found.confirmed & found.lines.keys()))
        known = _read[str(path)] = written, tuple(trace for trace in traces if trace)
    return known[1]


def init_app(app: Flask) -> None:
    """Look at every form that is sent."""
    app.before_request(refuse)
