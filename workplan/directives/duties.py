"""A duty that a directive orders: what is kept of it, and what makes words none."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from workplan.directives.deadlines import Due
from workplan.directives.orders.clauses import Clause
from workplan.directives.wording.outline import Unit
from workplan.directives.wording.quantities import DAY
from workplan.directives.wording.sentences import Sentence

STANDING = frozenset(
    [
        "ensure",
        "oversee",
        "serve",
        "chair",
        "convene",
        "maintain",
        "monitor",
        "support",
        "continue",
        "act",
        "lead",
    ]
)
NO_VERBS = frozenset(
    [
        "not",
        "be",
        "include",
        "comprise",
        "consist",
        "have",
        "apply",
        "remain",
        "mean",
        "constitute",
        "terminate",
        "protect",
        "expire",
        "meet",
        "receive",
        "retain",
        "participate",
        "comply",
        "construe",
        "become",
        "hereinafter",
        "give",
        "bear",
        "cooperate",
    ]
)
"""Verbs of manner, membership and scope; what is ordered with them is no task of its own."""

NO_TASK = re.compile(
    r"(?:cooperate|assist)\b|provide (?:such |any )?(?:assistance|information)\b|"
    r"publish this (?:order|memorandum|proclamation)\b|implement this (?:order|"
    r"memorandum) (?:consistent|in)\b"
)
"""Cooperation, publication and manner: ordered, but nobody's task."""

POLICY = re.compile(r"\b(?:purpose|policy|background|findings)\b", re.I)
QUOTED_OUT = re.compile(r"^(?:“[^”]*”|the terms?) .*\bmeans?\b", re.I)


WORKING_DAYS = re.compile(r"\b(?:business|working) days?\b")
SOME_YEARS = re.compile(r"\beach of the (?:first|next)\b")
ITEM_ENDS = re.compile(r"[;,](?: (?:and|or))?$")


@dataclass
class Duty:
    """What a directive orders somebody to do.

    Args:
        section: how people cite it, "3(b)(ii)".
        heading: of the section.
        quote: the whole sentence, or item of a list.
        at: how many characters of the text come before it; `length` its own.
        chapeau: the words above its list, where owner, verb or date stand there.
        leads: who is ordered; `through` the officers through whom they act.
        supporting: pairs of who, and consult, coordinate, assist or concur.
        predicate: the words from the verb on.
        due: its rule.
        is_standing: a continuing duty without an end product.
        doubts: why somebody should look at it; empty when it was read without doubt.
    """

    section: str
    heading: str
    quote: str
    at: int
    length: int
    chapeau: str
    leads: list[str]
    through: list[str]
    supporting: list[tuple[str, str]]
    predicate: str
    due: Due
    is_standing: bool = False
    doubts: list[str] = field(default_factory=list)

    @property
    def sentence(self) -> str:
        """What orders it, as one reads it: with the words above its list, and to a full stop."""
        text = " ".join(" ".join((self.chapeau, self.quote)).split())
        return ITEM_ENDS.sub(".", text)


def duty_of(unit: Unit, sentence: Sentence, clause: Clause, due: Due, chapeau: str) -> Duty:
    """Return the duty of a clause, with what somebody should look at."""
    at = unit.number_at if sentence.at == 0 else unit.at + sentence.at
    supporting = [pair for pair in clause.supporting if pair[0] not in clause.leads]
    is_standing = clause.verb in STANDING and not due.is_dated
    return Duty(
        unit.section,
        unit.heading,
        sentence.text.strip(),
        at,
        unit.at + sentence.at + len(sentence.text) - at,
        chapeau,
        list(dict.fromkeys(clause.leads)),
        list(dict.fromkeys(clause.through)),
        list(dict.fromkeys(supporting)),
        clause.predicate.strip(" ,"),
        due,
        is_standing,
        _doubts(clause, due, is_standing=is_standing),
    )


def _doubts(clause: Clause, due: Due, *, is_standing: bool) -> list[str]:
    doubts = []
    if clause.has_classes:
        doubts.append("It orders a class of agencies; say which they are in this plan.")
    if any(len(lead.split()) == 1 and lead.istitle() for lead in clause.leads):
        doubts.append(f"It says only “{clause.leads[0]}”; say of which agency.")
    if clause.word in ("will", "must"):
        doubts.append(f"It says “{clause.word}”, not “shall”.")
    if due.rule == "event":
        doubts.append("Its time counts from an event that somebody has to record.")
    if is_standing:
        doubts.append("It reads like a continuing duty without an end product.")
    said = f"{clause.head} {clause.between} {clause.predicate}"
    if WORKING_DAYS.search(said):
        doubts.append("It counts working days; calendar days are counted here. Set the day.")
    if due.rule == "recurring" and SOME_YEARS.search(said):
        doubts.append("It comes again for some years only; give the last day.")
    return doubts


def is_none(unit: Unit, clause: Clause, due: Due) -> bool:
    """Tell whether a clause orders no task, though it names an owner and says "shall"."""
    if clause.verb in NO_VERBS and not clause.predicate.startswith("be responsible for"):
        return True
    if NO_TASK.match(clause.predicate):
        return True
    if clause.word == "will" and clause.verb in ("be", "have", "continue"):
        return True
    return clause.has_classes and not due.is_dated and POLICY.search(unit.heading) is not None


def why_not(unit: Unit, sentences: list[Sentence]) -> str:
    """Return why a paragraph holds no duty."""
    text = unit.text
    if text.isupper() or re.fullmatch(rf"(?:THE WHITE HOUSE,?|{DAY}\.?)", text.strip()):
        return "Heading or signature"
    if re.search(r"general provisions", unit.heading, re.I):
        return "General provisions"
    is_defining = any(QUOTED_OUT.search(sentence.text) for sentence in sentences)
    if is_defining or re.search(r"definition", unit.heading, re.I):
        return "A definition"
    if POLICY.search(unit.heading):
        return "Purpose or policy"
    if re.search(r"\bshall not\b", text):
        return "It forbids; it orders no work"
    if re.search(r"\bmay\b", text) and not re.search(r"\bshall\b", text):
        return "It allows; it orders nothing"
    if re.search(r"\bshall\b", text):
        return "It says what a product holds, or how something is done"
    return "It orders nothing"
