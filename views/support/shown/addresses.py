"""Addresses in templates: those that differ in numbers alone are put together once.

A list names each of its tasks several times, and to build each address took a tenth of the page.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from flask import Flask, request
from flask import url_for as built

STAND_IN = 7_000_000_000_000
"""Numbers from here on stand in a pattern for those that differ; no row has such a number."""
OF_FEW = ("slug", "_anchor")
"""Names whose texts are few, so that patterns with them are worth keeping."""
PLACE = re.compile(r"(70000000000\d\d)")


def address(endpoint: str, **values: Any) -> str:
    """Return what Flask's `url_for` returns, of a page whose address has numbers in it."""
    numbers: dict[str, int] = {}
    others: dict[str, str] = {}
    for name, value in values.items():
        if type(value) is int and value >= 0:
            numbers[name] = value
        elif name in OF_FEW and type(value) is str and not PLACE.search(value):
            others[name] = value
        else:
            return built(endpoint, **values)
    if not numbers or endpoint.startswith("."):
        return built(endpoint, **values)
    first, rest = _pattern(request.script_root, endpoint, (*numbers,), (*others.items(),))
    return "".join([first, *(f"{numbers[name]}{after}" for name, after in rest)])


@lru_cache(maxsize=2_000)
def _pattern(
    _script_root: str, endpoint: str, names: tuple[str, ...], others: tuple[tuple[str, str], ...]
) -> tuple[str, list[tuple[str, str]]]:
    """Return what stands before the first number, then the name of each and what follows it."""
    stand_ins = {name: STAND_IN + place for place, name in enumerate(names)}
    values: dict[str, Any] = {**stand_ins, **dict(others)}
    first, *rest = PLACE.split(built(endpoint, **values))
    name_of = {str(number): name for name, number in stand_ins.items()}
    pairs = zip(rest[::2], rest[1::2], strict=True)
    return first, [(name_of[number], after) for number, after in pairs]


def init_app(app: Flask) -> None:
    """Let every template build its addresses so."""
    app.jinja_env.globals["url_for"] = address
