"""Can the database be written? Tried for real, seldom, and without a trace."""

from __future__ import annotations

from threading import Lock
from time import monotonic
from typing import NamedTuple
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, Pool, insert
from sqlalchemy.exc import SQLAlchemyError

from models import Pulse
from workplan import clock
from workplan.database import WRITES
from workplan.extensions import db

HOLDS_FOR = 10
"""Seconds for which an answer holds, whoever asks; a try takes the write lock."""
TRIED = "writability"


class Answer(NamedTuple):
    """What a try gave, and when; an empty refusal means that it can be written."""

    refusal: str
    at: float


_answers: WeakKeyDictionary[Pool, Answer] = WeakKeyDictionary()
"""By the pool of connections: once all of them were closed, the answer is asked for anew."""
_one_at_a_time = Lock()


def refusal() -> str:
    """Return why the database cannot be written, or nothing if it can."""
    engine = db.engine
    with _one_at_a_time:
        last = _answers.get(engine.pool)
        if last is None or monotonic() - last.at >= HOLDS_FOR:
            last = _answers[engine.pool] = Answer(_try(engine), monotonic())
        return last.refusal


def _try(engine: Engine) -> str:
    """Take the write lock, write inside a savepoint, and take it all back."""
    try:
        with (
            engine.connect().execution_options(**WRITES) as connection,
            connection.begin() as whole,
        ):
            with connection.begin_nested() as part:
                connection.execute(insert(Pulse).values(name=TRIED, beat_at=clock.now()))
                part.rollback()
            whole.rollback()
    except SQLAlchemyError as error:
        return type(error).__name__
    return ""
