"""Where one sentence of a legal text ends and the next begins."""

from __future__ import annotations

import re
from typing import NamedTuple

SHORT = (
    r"U\.S\.C|U\.S|C\.F\.R|Fed\. Reg|Reg|Stat|Pub\. L|Pub|et seq|i\.e|e\.g|Sec|Secs|No|Nos|Art|"
    r"Inc|"
    r"sec|secs|Co|Corp|Ltd|D\.C|Mr|Mrs|Ms|Dr|Jr|Sr|St|Gen|Adm|vs|v|cf|para|Jan|Feb|Aug|Sept|Oct|Nov|Dec|"
    r"[A-Z]"
)
ENDS = re.compile(r"[.?!][\"”’)\]]*(?=\s+[\"“(\[]*[A-Z0-9“•])")
ABBREVIATED = re.compile(rf"(?:^|[\s(“\"])(?:{SHORT})\.$")


class Sentence(NamedTuple):
    """A sentence as it stands, and how many characters of its paragraph come before it."""

    text: str
    at: int


def sentences_of(text: str) -> list[Sentence]:
    """Return the sentences of a paragraph, in order.

    A stop after an abbreviation of the law ("22 U.S.C. 2751 et seq.") ends none.
    """
    found, begin = [], 0
    for end in ENDS.finditer(text):
        upto = text[begin : end.start() + 1]
        if ABBREVIATED.search(upto[-14:]) and not _ends_all_the_same(upto, text[end.end() :]):
            continue
        found.append((begin, end.end()))
        begin = end.end()
    found.append((begin, len(text)))
    return [
        Sentence(part.strip(), first + len(part) - len(part.lstrip()))
        for first, last in found
        if (part := text[first:last]).strip()
    ]


def _ends_all_the_same(before: str, after: str) -> bool:
    """Tell whether a new sentence plainly begins after an abbreviation that ends in a stop."""
    return before.endswith(("et seq.", "D.C.", "Inc.")) and bool(
        re.match(r"\s+(?:The|Such|This|Within|In|Each|Any|If|Upon)\b", after)
    )
