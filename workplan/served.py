"""How a web server says to whoever started it that it can answer."""

from __future__ import annotations

import os
from contextlib import suppress

READY = "WORKPLAN_READY"
"""The variable with the number of the pipe on which a worker says so."""


def say_ready() -> None:
    """Say so, if anybody wants to know; each worker closes its end of the pipe."""
    number = os.environ.pop(READY, None)
    if number is not None:
        with suppress(BrokenPipeError):  # a worker that follows another; nobody waits any more
            os.write(int(number), b"1")
        os.close(int(number))
