"""Warn once, before saving, that nobody gets the mail about a task; a second save goes ahead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple


class Alone(NamedTuple):
    """The agencies that a person is warned about: their labels, and what confirms having read it.

    Args:
        confirms: goes along with the next save; another set of agencies is warned about anew.
    """

    labels: tuple[str, ...]
    confirms: str


NOBODY = Alone((), "")


def is_warned(form: Any, unreached: Mapping[int, str]) -> bool:
    """Tell whether a form is shown again with a warning, since some agencies are not confirmed."""
    confirms = ",".join(str(agency) for agency in sorted(unreached))
    form.alone = Alone(tuple(unreached.values()), confirms)
    return bool(unreached) and form.silent.data != confirms
