"""Addresses in templates are those of Flask, whatever numbers and texts they have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from flask import url_for

from views.support.shown.addresses import address

if TYPE_CHECKING:
    from flask import Flask

ADDRESSES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("tasks.show", {"task_id": 12}),
    ("tasks.show", {"task_id": 0}),
    ("tasks.show", {"task_id": 12, "_anchor": "hands"}),
    ("tasks.show", {"task_id": 12, "stream": None, "_anchor": "talk"}),
    ("tasks.show", {"task_id": 12, "stream": "a&b"}),
    ("tasks.index", {"slug": "arms", "page": 3}),
    ("tasks.index", {"slug": "a b", "page": 3, "text": "ü%"}),
    ("registers.show", {"slug": "arms", "number": 4, "page": 2}),
    ("tasks.index", {"slug": "7000000000000", "page": 3}),
    ("tasks.show", {"task_id": 3, "_anchor": "7000000000050"}),
    ("plans.index", {}),
    ("tasks.show", {"task_id": 12, "_external": True}),
)


@pytest.mark.parametrize("root", ["", "/workplan"])
@pytest.mark.parametrize(("endpoint", "values"), ADDRESSES, ids=str)
def test_an_address_is_the_one_that_flask_builds(
    app: Flask, root: str, endpoint: str, values: dict[str, Any]
) -> None:
    with app.test_request_context("/", environ_overrides={"SCRIPT_NAME": root}):
        for more in (0, 1, 90):
            wanted = {n: v + more if type(v) is int else v for n, v in values.items()}
            assert address(endpoint, **wanted) == url_for(endpoint, **wanted)


def test_templates_build_their_addresses_so(app: Flask) -> None:
    assert app.jinja_env.globals["url_for"] is address
