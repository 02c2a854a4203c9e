"""Deadlines that count from another duty: which one, and the day on which each duty falls."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from workplan.directives.deadlines import Due
from workplan.directives.duties import Duty

REFERENCE = re.compile(
    r"\b(?P<kind>(?:sub)?(?:section|paragraph|"
    r"clause)s?) (?P<number>\d{0,2}[A-Z]?(?:\([A-Za-z\d]{1,5}\))*)"
    r"(?: of (?P<where>this (?:sub)?(?:section|order|memorandum|directive)|"
    r"section (?P<outer>\d{1,2})))?"
)
NESTED = re.compile(
    r"\b(?:pursuant to|under|in accordance with) (?:the|any) \w+ \w+ (?:under|in|by|pursuant to)\b"
)
WORD = re.compile(r"[A-Za-z]{4,}")
STOP = {
    "this",
    "that",
    "such",
    "section",
    "subsection",
    "order",
    "described",
    "with",
    "from",
    "required",
    "agency",
    "agencies",
    "these",
    "those",
    "their",
    "date",
    "made",
    "after",
    "following",
    "upon",
    "initial",
    "pursuant",
    "received",
    "receipt",
    "receiving",
    "completion",
}


def chained(duties: list[Duty]) -> None:
    """Let each deadline that counts from another duty name it; others stay events."""
    for place, duty in enumerate(duties):
        due = duty.due
        if due.rule == "recurring" and due.first is not None and due.first.rule == "event":
            duty.due = replace(due, first=_resolved(duty, due.first, duties, place))
        elif due.rule == "event":
            duty.due = _resolved(duty, due, duties, place)


def directed_days(duties: list[Duty], signed_on: date | None) -> list[date | None]:
    """Return the day on which each duty falls, weekends or not; None where it cannot be told."""
    days: dict[int, date | None] = {}

    def day(place: int, seen: frozenset[int] = frozenset()) -> date | None:
        if place not in days:
            days[place] = None if place in seen else fall(duties[place].due, place, seen | {place})
        return days[place]

    def fall(due: Due, place: int, seen: frozenset[int]) -> date | None:
        if due.rule == "fixed":
            return due.on
        if due.rule == "signed_plus":
            return due.span.after(signed_on) if signed_on and due.span else None
        if due.rule == "recurring":
            return fall(due.first, place, seen) if due.first else None
        if due.rule == "after_task" and due.span is not None:
            before = _best(due, duties, place)
            began = day(before, seen) if before is not None else None
            return due.span.after(began) if began else None
        return None

    return [day(place) for place in range(len(duties))]


def _resolved(duty: Duty, due: Due, duties: list[Duty], place: int) -> Due:
    words = due.event
    if re.match(r"(?:upon|prior to|before|when|whenever|once|if|in the event) ", words):
        return due
    if re.match(
        r"(?:receiving )?(?:notice|notification) of an?\b|any notification\b|an? significant\b",
        re.sub(r"^(?:after|following) ", "", words),
    ):
        return due
    found = REFERENCE.search(words)
    if found is not None and not NESTED.search(words):
        named: list[Duty] = []
        for section in _cited(found, duty.section):
            named = named or [
                other for other in duties if _is_below(other.section, section) and other is not duty
            ]
        if named:
            best = max(named, key=lambda other: (_alike(words, other), other.due.is_dated))
            return replace(due, rule="after_task", section=best.section)
        return due
    before = [
        other
        for other in duties[:place]
        if _top(other.section) == _top(duty.section) and _alike(words, other) > 0
    ]
    if before and (due.span is not None or re.match(r"(?:after|following) an? review", words)):
        best = max(before, key=lambda other: (_alike(words, other), other.at))
        if due.span is not None and not re.search(
            r"\b(?:the|such|its|that|these|those)\b|’s\b", words
        ):
            return due
        if _names_its_trigger(words, duty):
            return due
        return replace(due, rule="after_task", section=best.section)
    return due


def _names_its_trigger(words: str, duty: Duty) -> bool:
    """Tell whether "such assessment" stands for something that the same sentence speaks of."""
    if not words.startswith(("such ", "that ", "those ", "receiving such")):
        return False
    noun = re.split(
        r" (?:of|by|to|under|in|described|required)\b", words.removeprefix("receiving ")
    )[0]
    head = noun.split()[-1].lower()
    first = duty.quote.lower().find(head)
    return 0 <= first < duty.quote.lower().find(words.lower()[:20])


def _cited(found: re.Match[str], own: str) -> list[str]:
    """Return the sections that a citation can mean from where it stands, the nearest first."""
    number = found["number"]
    if found["outer"]:
        return [f"{found['outer']}{number}"]
    if number[:1].isdigit():
        return [number]
    if found["kind"].startswith("subsection") and found["where"] != "this subsection":
        return [f"{_top(own)}{number}"]
    brackets = re.findall(r"\([^)]*\)", own)
    return [_top(own) + "".join(brackets[:n]) + number for n in range(len(brackets), -1, -1)]


def _top(section: str) -> str:
    found = re.match(r"(?:.*/)?\d+[A-Z]?", section)
    return found[0] if found else section.split(",")[0]


def _is_below(section: str, cited: str) -> bool:
    return section == cited or section.startswith(f"{cited}(")


def _alike(words: str, duty: Duty) -> int:
    """Return how many words an event shares with a duty, by their stems."""
    ours = {_stem(word) for word in WORD.findall(words.lower()) if word not in STOP}
    theirs = {_stem(word) for word in WORD.findall(duty.predicate.lower()[:160])}
    theirs |= (
        {_stem(word) for word in WORD.findall(" ".join(duty.leads).lower())}
        if "’s" in words
        else set()
    )
    verb = _stem(duty.predicate.split(" ")[0].lower())
    return (
        len(ours & theirs)
        + 2 * (verb in ours)
        + ("initial" in words and "initial" in duty.predicate)
    )


def _stem(word: str) -> str:
    """Return a word without its ending, so that "issuance" meets "issue"."""
    word = re.sub(r"’s$", "", word)
    stem = re.sub(
        r"(?:ations?|itions?|ances?|ments?|issions?|ings?|ies|als?|ed|es|s|e|y|it)$", "", word
    )
    return stem[:6] if len(stem) >= 4 else word[:5]


def _best(due: Due, duties: list[Duty], place: int) -> int | None:
    """Return which duty a deadline counts from: of those of its section, the likest."""
    named = [i for i, other in enumerate(duties) if other.section == due.section and i != place]
    if not named:
        return None
    return max(named, key=lambda i: (_alike(due.event, duties[i]), duties[i].due.is_dated, -i))
