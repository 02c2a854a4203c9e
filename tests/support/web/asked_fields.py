"""Which fields of a form a view asks for: the others cannot change what it answers."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from flask import Request
from werkzeug.datastructures import ImmutableMultiDict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask


@contextmanager
def asked_fields(app: Flask) -> Iterator[set[str]]:
    """Yield the names of what the app asks for in forms and addresses, as it asks.

    Whoever goes through a whole form names no field, and treats all of them alike.
    """
    asked: set[str] = set()

    class Asked(ImmutableMultiDict[str, str]):
        def __contains__(self, name: object) -> bool:
            asked.add(str(name))
            return super().__contains__(name)

        def __getitem__(self, name: str) -> str:
            asked.add(name)
            return super().__getitem__(name)

        def get(self, name: str, *others: Any, **options: Any) -> Any:
            asked.add(name)
            return super().get(name, *others, **options)

        def getlist(self, name: str, *others: Any, **options: Any) -> list[Any]:
            asked.add(name)
            return super().getlist(name, *others, **options)

    class Listened(Request):
        parameter_storage_class = Asked

    before, app.request_class = app.request_class, Listened
    try:
        yield asked
    finally:
        app.request_class = before
