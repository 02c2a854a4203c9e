"""Lists below an order: owner, verb and date can stand in the words above, on several levels."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from workplan.directives.deadlines import NO_DUE, Due, due_in, joined
from workplan.directives.orders.clauses import Clause, clauses_of
from workplan.directives.orders.roles import roles_in, trailing_roles
from workplan.directives.wording.names import Names
from workplan.directives.wording.sentences import Sentence

BARE_LIST = re.compile(
    r"(?:shall|must|will|directed(?: to)?|to)\s*[,:]?\s*(?:(?:also|each|jointly|promptly|"
    r"immediately|"
    r"expeditiously|do|take|undertake|carry out|complete|"
    r"perform)\s*)*(?:the following(?: \w+){0,3})?\s*[:—–-]+\s*$"
)
REQUIRES = re.compile(
    r"\b(?:requires|directs|"
    r"orders) (?:that )?(?P<owner>(?:all )?(?:the )?[A-Z]?[a-z]* ?(?:agencies|Agencies|"
    r"departments))"
    r" (?:to )?[a-z]+\b"
)
NO_VERB_YET = re.compile(
    r"(?:[Ww]ith respect to|[Ff]or|[Ii]n|[Ww]ithin|[Nn]ot? later|[Bb]y|[Aa]s to|"
    r"[Rr]egarding)\b[^,]*:\s*$"
)
"""An item that only says for what, or by when, the items below it are ordered."""

LEADING = re.compile(
    r"(?:[Ww]ithin|[Nn]ot? later|[Bb]y|[Uu]pon|[Ii]n|[Tt]o|[Aa]s|[Ff]ollowing|[Aa]fter|"
    r"[Cc]onsistent|[Bb]eginning|[Oo]n|[Ff]or|[Ww]ith)\b[^,]*, "
)
NO_VERB = re.compile(r"(?:the|a|an|any|each|all|such|no|whether|how|what)\b", re.I)


@dataclass(frozen=True)
class Above:
    """What a list takes from the words above it.

    Args:
        is_ordered: whether they hold the verb too, so that each item is ordered.
        words: they themselves.
        named: what they order of those whom the items name.
    """

    leads: list[str] = field(default_factory=list)
    through: list[str] = field(default_factory=list)
    supporting: list[tuple[str, str]] = field(default_factory=list)
    due: Due = NO_DUE
    is_ordered: bool = False
    words: str = ""
    has_classes: bool = False
    named: Clause | None = None


def opened_by(sentence: Sentence, clauses: list[Clause], above: Above, *, is_first: bool) -> Above:
    """Return what the items below a sentence take from it.

    Args:
        clauses: the orders of the sentence.
        above: what it takes itself, if it is an item.
    """
    text = re.sub(r"\s+", " ", sentence.text)
    handed = above.due if is_first else NO_DUE
    if clauses and (BARE_LIST.search(text) or not clauses[-1].verb):
        clause = clauses[-1]
        due = joined(due_in(clause.words, clause.begins), handed)
        people = (clause.leads, clause.through, clause.supporting)
        return Above(*people, due, is_ordered=True, words=text, has_classes=clause.has_classes)
    if clauses:
        return Above()
    if above.is_ordered and NO_VERB_YET.match(text):
        return replace(above, words=f"{above.words} {text}")
    due = due_in(text, len(text))
    if (named := REQUIRES.search(text)) is not None:
        return Above([re.sub(r"^(?:all |the )+", "", named["owner"]).strip()], due=due, words=text)
    if due.is_dated:
        return Above(due=due, words=text)
    return Above(due=handed)


def item_of(sentence: Sentence, above: Above, names: Names) -> tuple[Clause, Due] | None:
    """Return the order of an item that begins with its verb; None for one that does not."""
    text = sentence.text.strip()
    timed = LEADING.match(text)
    start = timed.end() if timed else 0
    rest = text[start:]
    verb = re.match(r"(?:also |promptly |jointly |\w+ly )?([A-Za-z-]+)", rest)
    if verb is None or NO_VERB.match(rest) or clauses_of(text, names, ("shall", "must", "will")):
        return None
    if verb[1].lower() in ("not", "be") or verb[1].endswith("ing"):
        return None
    supporting = [
        *above.supporting,
        *roles_in(text[:start], names),
        *trailing_roles(rest, names),
    ]
    clause = Clause(
        "shall", "", "", rest, above.leads, above.through, supporting, above.has_classes
    )
    return clause, joined(due_in(text, start), above.due)


def by_those_above(sentence: Sentence, above: Above) -> tuple[Clause, Due] | None:
    """Return what an item orders of those whom the words above its list name, by "must"."""
    modal = re.search(r"\b(?:must|shall)\b(?! (?:not|be)\b)", sentence.text)
    if not above.leads or above.is_ordered or sentence.at or modal is None:
        return None
    head, predicate = sentence.text[: modal.start()], sentence.text[modal.end() :].strip()
    clause = Clause("must", head, " ", predicate, above.leads)
    return clause, joined(due_in(clause.words, clause.begins), above.due)
