"""Who is ordered: the names before "shall", apart from those who are only consulted."""

from __future__ import annotations

import re
from itertools import pairwise

from workplan.directives.orders.roles import ROLE, add_support, role_of
from workplan.directives.wording.names import Names
from workplan.directives.wording.owners import Owner, owners_in

ADVERBIAL = re.compile(
    r"(?:and |or )?(?:[Ww]ithin|[Nn]ot later|[Nn]o later|[Bb]y|[Uu]pon|[Ff]ollowing|[Aa]fter|"
    r"[Bb]efore|[Pp]rior|"
    r"[Ii]n|[Tt]o|[Ff]or|[Oo]n|[Ii]f|[Uu]nless|[Cc]onsistent|[Pp]ursuant|[Bb]ased|[Ee]xcept|"
    r"[Ww]here|[Ww]hen|"
    r"[Ww]ith|[Nn]otwithstanding|[Uu]ntil|[Dd]uring|[Bb]eginning|[Uu]nder|[Tt]hrough|[Uu]sing|"
    r"[Aa]t|[Ss]ubject|"
    r"[Ww]henever|[Oo]nce|[Tt]hereafter|[Rr]ecognizing|[Aa]s|every|each (?:year|fiscal|quarter)|"
    r"annually|biennially|"
    r"quarterly|monthly|promptly|immediately|expeditiously)\b"
)


def subject_of(head: str, names: Names) -> tuple[list[Owner], list[str], list[tuple[str, str]]]:
    """Return the owners before "shall", through whom they act, and with whom.

    Names after "in consultation with" are of those who are consulted. Where nobody was named
    before, the list ends with its "and", or with its first name if no "and" follows.
    """
    leads: list[Owner] = []
    through: list[str] = []
    supporting: list[tuple[str, str]] = []
    role, is_over = "", True
    segments = _segments(head)
    for place, segment in enumerate(segments):
        plain = re.sub(r"^(?:and|or) (?:with )?", "", segment)
        opened = ROLE.match(plain)
        if opened is not None and role_of(opened) == "through":
            listed, end = owners_in(plain, opened.end(), names, at_most=1)
            if role in ("", "lead") and leads:
                through += [owner.name for owner in listed]
            more, _ = owners_in(re.sub(r"^[ ,]*(?:and|or) (?:with )?", "", plain[end:]), 0, names)
            if role in ("", "lead"):
                leads += more if leads else []
            else:
                add_support(supporting, role, more, "")
            continue
        if opened is not None:
            role = role_of(opened)
            listed, _ = owners_in(plain, opened.end(), names)
            add_support(supporting, role, listed, plain[opened.end() :])
            is_over = len(listed) != 1 or not _list_goes_on(segments[place + 1 :], names)
            continue
        listed, end = owners_in(plain, 0, names)
        is_name = bool(listed) and _only_named(plain[end:])
        is_listed = role not in ("", "lead")
        if is_name and is_listed and (leads or not is_over):
            add_support(supporting, role, listed, plain)
            is_over = segment.startswith(("and ", "or "))
        elif is_name:
            is_next = role == "lead" and (not is_over or segment.startswith(("and ", "or ")))
            leads = [*leads, *listed] if is_next else listed
            role, is_over = "lead", False
        elif ADVERBIAL.match(segment) or _is_aside(segment):
            is_over = True
        else:
            # Words of another subject: whoever was named before is not who "shall".
            leads, role, is_over = [], "", True
    return leads, through, supporting


def _list_goes_on(segments: list[str], names: Names) -> bool:
    """Tell whether names follow up to one after "and", which is the last of a list."""
    for segment in segments:
        if segment.startswith(("and ", "or ")):
            return bool(owners_in(re.sub(r"^(?:and|or) ", "", segment), 0, names)[0])
        if not owners_in(segment, 0, names)[0]:
            return False
    return False


def _segments(text: str) -> list[str]:
    """Cut a text at commas outside of brackets, and before a role."""
    masked = re.sub(r"\([^)]*\)", lambda m: m[0].replace(",", "\x00"), text)
    parts: list[str] = []
    for part in re.split(r",\s*", masked):
        cuts = [0, *(m.start() for m in ROLE.finditer(part) if m.start() > 0), len(part)]
        parts += [part[a:b] for a, b in pairwise(cuts)]
    cut = [part.replace("\x00", ",").strip() for part in parts]
    return [part for part in cut if part not in ("", "and", "or")]


def _only_named(rest: str) -> bool:
    """Tell whether after a name only comes what says more of it."""
    return bool(
        re.fullmatch(
            r"\s*(?:\([^)]*\))?\s*(?:(?:that|which|who|with|whose|as|within|of|acting|each|"
            r"jointly|also|designated|"
            r"identified|described|for|serving|listed|specified|named|established|created|"
            r"and (?:its|their|other)|or (?:his|her|their|the))\b.*)?",
            rest,
        )
    )


def _is_aside(segment: str) -> bool:
    return bool(
        re.match(
            r"(?:including|acting|having|jointly|respectively|or (?:his|her|their)|each|"
            r"thereafter|and (?:once|every|annually|quarterly|biennially))\b",
            segment,
        )
    )
