"""What a reminder rule says in its own words: a text with the facts of a task in braces.

Nothing is computed in it. Each name in double braces is replaced by a fact of the task, and
anything else stands as it was typed; so whoever writes it can neither read more than the mail says
anyway, nor keep the sender busy.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

LONGEST = 500
FIELDS: Mapping[str, str] = {
    "code": "its number",
    "name": "its name",
    "due": "its suspense",
    "when": "how far that is: in 3 working days",
    "agency": "who leads it",
    "finish": "when it is computed to finish",
    "plan": "the plan",
}
"""The names that may stand in braces, and what each is replaced by."""
NAME = re.compile(r"\{\{(?P<name>.*?)\}\}", re.DOTALL)


class UnknownName(ValueError):
    """What stands in braces is no fact of a task."""


def check(wording: str) -> None:
    """Refuse words that could not be said.

    Raises:
        UnknownName: when a name in braces is none of `FIELDS`, or a brace has no other half.
    """
    for found in NAME.finditer(wording):
        name = found["name"].strip()
        if name not in FIELDS:
            raise UnknownName(f"“{{{{{name}}}}}” is no fact of a task.")
    rest = NAME.sub("", wording)
    if "{{" in rest or "}}" in rest:
        raise UnknownName("A pair of braces has no other half.")


def said(wording: str, facts: Mapping[str, str]) -> str:
    """Return the words about a task; what a fact says is not read again.

    Args:
        wording: that `check` took.
        facts: by each name of `FIELDS`, what it is for this task.
    """
    return NAME.sub(lambda found: facts.get(found["name"].strip(), ""), wording)
