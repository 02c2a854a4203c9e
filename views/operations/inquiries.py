"""Questions that must be answered soon, though whoever is asked may hang."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from threading import Lock, Thread
from time import monotonic
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


class Reply(NamedTuple, Generic[T]):
    """What a question gave: an answer, or None, and for how many seconds it has been asked."""

    answer: T | None
    seconds: float


class _Asked(Generic[T]):
    """One asking of a question, in a thread that nobody waits for when the process ends."""

    def __init__(self, ask: Callable[[], T]) -> None:
        self.began = monotonic()
        self.answer: T | None = None
        self._ask = ask
        self.thread = Thread(target=self._run, daemon=True)
        self.thread.start()

    def _run(self) -> None:
        self.answer = self._ask()


class Inquiry(Generic[T]):
    """Named questions that are asked at the same time; one that still hangs is not asked again.

    Args:
        questions: what is asked, by its name; each says in its answer what went wrong.
        holds: for how many seconds an answer holds, whoever asks, by its name; none unless given.
    """

    def __init__(
        self, questions: Mapping[str, Callable[[], T]], holds: Mapping[str, float]
    ) -> None:
        self._questions, self.holds = questions, dict(holds)
        self._asked: dict[str, _Asked[T]] = {}
        self._lock = Lock()

    def within(self, seconds: float) -> dict[str, Reply[T]]:
        """Return what was answered within some seconds, by the names of the questions."""
        deadline = monotonic() + seconds
        asked = {name: self._begun(name) for name in self._questions}
        for one in asked.values():
            one.thread.join(max(0.0, deadline - monotonic()))
        now = monotonic()
        return {name: Reply(one.answer, now - one.began) for name, one in asked.items()}

    def _begun(self, name: str) -> _Asked[T]:
        with self._lock:
            last = self._asked.get(name)
            is_old = last is not None and monotonic() - last.began >= self.holds.get(name, 0)
            if last is None or (is_old and not last.thread.is_alive()):
                last = self._asked[name] = _Asked(self._questions[name])
            return last
