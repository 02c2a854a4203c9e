"""What was worked out of the journal, kept in this process until the journal goes on.

A past day gives the same figures again and again, and adding up years of entries for it takes most
of a page. What is kept stands under the last entry that there was, by number and hash, and under
the database that it came from: another entry of anybody, in whatever process, and it is worked out
anew.
"""

from __future__ import annotations

import weakref
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, NamedTuple, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from workplan.services.record import journal

Result = TypeVar("Result")


class _Kept(NamedTuple, Generic[Result]):
    head: tuple[int, str]
    source: weakref.ref[Engine | Connection]
    result: Result


class KeptResults(Generic[Result]):
    """Results by key, of which the longest unused go first.

    Args:
        most: how many are kept.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, _Kept[Result]] = OrderedDict()
        self._lock = Lock()

    def of(
        self,
        session: Session,
        key: Hashable,
        work_out: Callable[[], Result],
        head: tuple[int, str] | None = None,
    ) -> Result:
        """Return what is kept under a key at this entry of the journal, or work it out and keep it.

        The entry is read before the work begins: should others go on meanwhile, what is kept is
        newer than it says, and nobody asks for it again.

        Args:
            work_out: asks only for what no change alters without an entry, and stands in no
                change of its own; so the entry decides what comes out.
            head: the last entry that matters, where that is not the last of all.
        """
        head, source = head or journal.head(session), session.get_bind()
        with self._lock:
            found = self._kept.get(key)
            if found is not None and found.head == head and found.source() is source:
                self._kept.move_to_end(key)
                return found.result
        result = work_out()
        with self._lock:
            self._kept[key] = _Kept(head, weakref.ref(source), result)
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return result
