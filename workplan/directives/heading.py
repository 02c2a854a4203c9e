"""What stands at the head of a directive: how it is cited, its title, and when it was signed."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from workplan.directives.wording.quantities import signed_day

HEAD = 1_500
"""In how many characters of the beginning its head is looked for."""
CITATIONS = (
    (r"executive order (?:no\. ?)?(\d{4,5})", "EO {}"),
    (r"\b(?:eo|e\.o\.) ?(\d{4,5})", "EO {}"),
    (r"\bnspm[-– ]?(\d{1,3})", "NSPM-{}"),
    (r"\bnsm[-– ]?(\d{1,3})", "NSM-{}"),
    (r"\bppd[-– ]?(\d{1,3})", "PPD-{}"),
    (r"national security presidential memorandum[-/ ]+(?:no\. ?)?(\d{1,3})", "NSPM-{}"),
    (r"national security memorandum[-/ ]+(?:no\. ?)?(\d{1,3})", "NSM-{}"),
    (r"^m-(\d{2}-\d{2})\b", "M-{}"),
)
SUBJECT = re.compile(r"^\s*SUBJECT:\s*", re.M | re.I)
LONGEST_LINE = 90


class Heading(NamedTuple):
    """What the head of a text says; empty, or None, where it says nothing."""

    citation: str
    title: str
    signed_on: date | None


def heading_of(text: str) -> Heading:
    """Return how a directive is cited, what it is called, and when it says that it was signed."""
    return Heading(_citation(text[:HEAD]), _title(text[:HEAD]), signed_day(text))


def _citation(head: str) -> str:
    """Return the first citation that the head has before it begins to speak of others."""
    own = re.split(
        r"^\s*(?:SUBJECT:|By the authority|Section 1|Sec\. 1)", head, maxsplit=1, flags=re.M
    )
    found = []
    for pattern, form in CITATIONS:
        if match := re.search(pattern, own[0], re.I | re.M):
            found.append((match.start(), form.format(match[1])))
    return min(found)[1] if found else ""


def _title(head: str) -> str:
    """Return the words after “SUBJECT:”, else the line that follows the citation."""
    if begun := SUBJECT.search(head):
        return _short_lines(head[begun.end() :])
    lines = [line.strip() for line in head.splitlines() if line.strip()]
    for line, following in pairwise(lines[:7]):
        is_head = any(re.search(pattern, line, re.I) for pattern, _ in CITATIONS)
        if is_head and len(line) < LONGEST_LINE and _is_title(following):
            return following
    return ""


def _short_lines(text: str) -> str:
    """Return the lines up to the first paragraph, since a title may stand on several."""
    lines = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        if len(line) >= LONGEST_LINE or line.endswith((".", ":", ";")):
            break
        lines.append(line)
    return " ".join(lines[:5])


def _is_title(line: str) -> bool:
    words = line.split()
    return 0 < len(words) <= 25 and not line.endswith((".", ":", ";")) and words[0][:1].isupper()
