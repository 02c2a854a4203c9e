"""What takes part in a request: the statements that it sends, and the files of ours that run."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import event

from support.ground.places import SERVICES, VIEWS
from workplan.extensions import db

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

    from flask import Flask


@contextmanager
def counted(app: Flask) -> Iterator[list[str]]:
    """Gather the statements that an app sends meanwhile; a beginning is none."""
    statements: list[str] = []

    def gather(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith("BEGIN"):
            statements.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", gather)
    yield statements
    event.remove(engine, "before_cursor_execute", gather)


@contextmanager
def traced() -> Iterator[set[str]]:
    """Gather the files of views and services in which a function is called meanwhile."""
    places, found = (f"{VIEWS}/", f"{SERVICES}/"), set[str]()

    def note(frame: FrameType, _what: str, _arg: object) -> None:
        file = frame.f_code.co_filename
        if file.startswith(places):
            found.add(file)

    sys.setprofile(note)
    try:
        yield found
    finally:
        sys.setprofile(None)
