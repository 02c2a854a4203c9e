"""Go through the paragraphs of a directive: which sentences order a duty of their own."""

from __future__ import annotations

import re
from dataclasses import replace

from workplan.directives.deadlines import Due, due_in, joined
from workplan.directives.duties import Duty, duty_of, is_none, why_not
from workplan.directives.orders.clauses import Clause, clauses_of
from workplan.directives.orders.lists import REQUIRES, Above, by_those_above, item_of, opened_by
from workplan.directives.orders.named_lists import announced_in, announced_inline, named_items
from workplan.directives.wording.names import Names
from workplan.directives.wording.outline import Unit
from workplan.directives.wording.sentences import Sentence, sentences_of

THEIR_LIST = re.compile(r"\bthe following\b[^:]*:\s*$")
AGAIN = re.compile(
    r",? and (?=(?:within|not later than|no later than) )|,? and (?:shall|must|will) "
)
SAME_PRODUCT = re.compile(
    r"(?:such|the|those|these|this|its|each such) (?:[a-z-]+ ){0,2}(?:reports?|plans?|guidance|"
    r"list|lists|"
    r"recommendations?|guidelines|strategy|reviews?|assessments?|submissions?|updates?|"
    r"briefings?)\b"
)
DONE = re.compile(
    r"^(?P<what>(?:The|This|Such|These|Those|Each such|Any such) [^,;]*?)\b(?:shall|must|will|"
    r"is to|are to) be "
    r"(?:\w+ )?(?:completed|submitted|provided|delivered|issued|published|transmitted|finished|"
    r"established|made|due)\b"
)
THEY = re.compile(r"^(?P<lead>.*?)\b(?P<who>They|they|It|it) (?=shall|must|will)")
LONGEST = 5_000
"""No sentence of a directive is nearly as long; what is would take for ever."""
DATED_AFTER = "Its date stands in the sentence after it."


def duties_in(
    units: list[Unit], names: Names, words: tuple[str, ...]
) -> tuple[list[Duty], list[tuple[Unit, str]]]:
    """Return the duties of a directive, and each paragraph that orders none with the reason.

    Args:
        words: which of shall, must and will order something in this directive.
    """
    reader = _Reader(names, words)
    for unit in units:
        reader.take(unit)
    return reader.duties, reader.left_out


class _Reader:
    """Goes through the paragraphs and keeps what lists take from above."""

    def __init__(self, names: Names, words: tuple[str, ...]) -> None:
        self.names, self.words = names, words
        self.above: dict[int, Above] = {}
        self.duties: list[Duty] = []
        self.left_out: list[tuple[Unit, str]] = []

    def take(self, unit: Unit) -> None:
        """Read a paragraph; its duties are added, or why it holds none."""
        above = self.above.get(id(unit.parent), Above()) if unit.parent else Above()
        sentences = sentences_of(unit.text)
        if any(len(sentence.text) > LONGEST for sentence in sentences):
            self.left_out.append((unit, "A sentence is too long to be read"))
            return
        found: list[Duty] = []
        opened = Above(due=above.due)
        for place, sentence in enumerate(sentences):
            clauses = clauses_of(_spoken(sentence.text, found), self.names, self.words)
            if unit.children and place == len(sentences) - 1 and _opens(unit, sentence):
                named = announced_in(sentence, unit, self.names, self.words)
                if named is not None:
                    due = joined(due_in(named.words, named.begins), above.due)
                    opened = Above(due=due, words=sentence.text, named=named)
                    continue
                opened = opened_by(sentence, clauses, above, is_first=place == 0)
                if opened.is_ordered or (not clauses and opened.words):
                    continue
                if clauses and THEIR_LIST.search(sentence.text) and self._ordered_below(unit):
                    clause = clauses[-1]
                    opened = Above(due=due_in(clause.words, clause.begins), words=clause.words)
                    continue
            if not clauses and (owed := self._named(unit, sentence, above, is_first=not place)):
                found += owed
                continue
            item = item_of(sentence, above, self.names) if above.is_ordered and not place else None
            if item is not None:
                found.append(duty_of(unit, sentence, *item, above.words))
                continue
            for clause in clauses:
                self._add(unit, sentence, clause, above, found)
            if clauses:
                continue
            if (theirs := by_those_above(sentence, above)) is not None and "must" in self.words:
                found.append(duty_of(unit, sentence, *theirs, above.words))
            elif found:
                _date_before(sentence, found[-1])
        self.above[id(unit)] = opened
        self.duties += found
        if not found and not opened.is_ordered and opened.named is None:
            self.left_out.append((unit, why_not(unit, sentences)))

    def _add(
        self, unit: Unit, sentence: Sentence, clause: Clause, above: Above, found: list[Duty]
    ) -> None:
        is_first = sentence.at == 0
        due = due_in(clause.words, clause.begins)
        if is_none(unit, clause, due):
            return
        if found and _is_more_of(found[-1], clause, due):
            if due.is_dated and not found[-1].due.is_dated:
                found[-1].due = due
                found[-1].doubts.append(DATED_AFTER)
            return
        due = joined(due, above.due) if is_first else due
        found.append(duty_of(unit, sentence, clause, due, above.words if is_first else ""))
        found += _by_other_dates(unit, sentence, clause, found[-1].due)

    def _named(self, unit: Unit, sentence: Sentence, above: Above, *, is_first: bool) -> list[Duty]:
        """Return what each official is ordered whom an item names, or a list in a sentence."""
        ordered, due, words, at = above.named, above.due, above.words, 0
        base = unit.section.rpartition("(")[0]
        first = unit.section.removeprefix(base)
        if ordered is None or not is_first:
            inline = announced_inline(sentence.text, self.names, self.words)
            if inline is None:
                return []
            ordered, opened = inline
            due = joined(due_in(ordered.words, ordered.begins), above.due)
            words, at = sentence.text[: opened.start() + 1], opened.end()
            base, first = unit.section, opened["number"]
        found = []
        for item in named_items(sentence.text[at:], ordered, due, self.names):
            own = replace(unit, section=f"{base}{item.number or first}")
            place = sentence
            if item.number or at:
                place = Sentence(item.text, sentence.at + at + item.at)
            found.append(duty_of(own, place, item.clause, item.due, words))
        return found

    def _ordered_below(self, unit: Unit) -> bool:
        """Tell whether the items of a list order something by themselves."""
        return any(
            clauses_of(sentence.text, self.names, self.words)
            for child in unit.children
            for sentence in sentences_of(child.text)[:1]
        )


def _opens(unit: Unit, sentence: Sentence) -> bool:
    return unit.opens_list or REQUIRES.search(sentence.text) is not None


def _spoken(text: str, found: list[Duty]) -> str:
    """Put the owners of the duty before in place of "they"."""
    they = THEY.match(text)
    if they is None or not found or they["who"] in ("It", "it"):
        return text
    return f"{they['lead']}the {' and the '.join(found[-1].leads)} {text[they.end() :]}"


def _is_more_of(earlier: Duty, clause: Clause, due: Due) -> bool:
    """Tell whether a later sentence of a paragraph says more of its duty, and orders no other."""
    if SAME_PRODUCT.search(clause.predicate[:60]) is None:
        return False
    if due.is_dated:
        return not (earlier.due.is_dated and due != earlier.due)
    return clause.has_classes or set(clause.leads) <= set(earlier.leads)


def _date_before(sentence: Sentence, earlier: Duty) -> None:
    """Date a duty by a sentence that says when its product is to be there."""
    done = DONE.match(sentence.text)
    if done is None or earlier.due.is_dated:
        return
    due = due_in(sentence.text, done.end())
    if due.is_dated:
        earlier.due = due
        earlier.doubts.append(DATED_AFTER)


def _by_other_dates(unit: Unit, sentence: Sentence, clause: Clause, first: Due) -> list[Duty]:
    """Return what the same sentence orders of the same owners by other dates, in order."""
    found: list[Duty] = []
    known = [_core(first)]
    at = 0
    for part in AGAIN.split(clause.predicate)[1:]:
        due = due_in(part, 0)
        at = sentence.text.find(part[:40], at)
        if not first.is_dated or not due.is_dated or due.rule == "recurring" or at < 0:
            continue
        if _core(due) in known:
            continue
        known.append(_core(due))
        modal = re.search(r"\b(?:shall|must|will) $", sentence.text[:at])
        start = modal.start() if modal else at
        cut = Sentence(sentence.text[start : at + len(part)].strip(), sentence.at + start)
        words = part if modal else clause.predicate
        found.append(duty_of(unit, cut, replace(clause, predicate=words), due, ""))
    return found


def _core(due: Due) -> tuple[object, ...]:
    return due.rule, due.span, due.event, due.on
