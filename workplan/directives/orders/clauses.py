"""A sentence that orders something: who is ordered, with whom, and the words of the order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from workplan.directives.deadlines import FIXED, SIGNED, WITHIN, YEAR_ENDS
from workplan.directives.orders.roles import ROLE, add_support, role_of, roles_in, trailing_roles
from workplan.directives.orders.subjects import ADVERBIAL, subject_of
from workplan.directives.wording.names import Names
from workplan.directives.wording.owners import owners_in, spread

MODAL = re.compile(
    r"\b(?P<shall>shall|must|will)\b"
    r"|\b(?:is|are)(?: hereby| further| also)* (?P<directed>directed|instructed|ordered|tasked|"
    r"required)(?: to)?\b"
)
DIRECT = re.compile(
    r"\bI (?:am |do |also |further |hereby )*(?:direct(?:ing)?|order(?:ing)?|instruct(?:ing)?) "
)
ADVERB = re.compile(
    r"(?:(?:also|each|then|thereafter|further|jointly|in turn|in addition|as appropriate|either|"
    r"both|"
    r"on an? [a-z]+ basis|(?:(?:not|no) less (?:frequently|often) than |at least )?(?:once|twice) "
    r"(?:per|a|each|every) (?:fiscal |calendar )?(?:year|quarter|month)|at least|no less than|"
    r"\w+ly)\b,?\s*)+"
)


@dataclass
class Clause:
    """One order of a sentence.

    Args:
        leads: who is ordered.
        through: the officer through whom a lead acts.
        supporting: pairs of who, and a role: consult, coordinate, assist or concur.
        word: shall, must, will, or directed.
        head: the words before it; `between` those before the verb; `predicate` from the verb on.
        has_classes: whether a class is ordered, and not officers by name.
    """

    word: str
    head: str
    between: str
    predicate: str
    leads: list[str] = field(default_factory=list)
    through: list[str] = field(default_factory=list)
    supporting: list[tuple[str, str]] = field(default_factory=list)
    has_classes: bool = False

    @property
    def verb(self) -> str:
        """The verb of the order, in small letters; empty where it stands in a list below."""
        found = re.match(r"[A-Za-z-]+", self.predicate)
        return found[0].lower() if found else ""

    @property
    def words(self) -> str:
        """The whole clause, in one line."""
        return f"{self.head}{self.word}{self.between}{self.predicate}"

    @property
    def begins(self) -> int:
        """Where the verb stands in `words`."""
        return len(self.head) + len(self.word) + len(self.between)


def clauses_of(sentence: str, names: Names, words: tuple[str, ...]) -> list[Clause]:
    """Return the orders that a sentence gives, each with an owner; none for most sentences.

    Args:
        words: which of shall, must and will order something in this directive.
    """
    text = spread(sentence)
    found: list[Clause] = []
    begin = 0
    direct = DIRECT.search(text)
    if direct is not None:
        clause = _directly(text, direct.end(), names)
        if clause is not None:
            return [clause]
    modals = [m for m in MODAL.finditer(text) if _orders(m, words)]
    for modal in modals:
        head = text[begin : modal.start()]
        clause = _clause(head, modal, text, names)
        if clause is not None and not any(clause.leads == known.leads for known in found):
            found.append(clause)
            begin = modal.end()
    for place, clause in enumerate(found[:-1]):
        clause.predicate = clause.predicate.split(found[place + 1].head.strip() or "\n")[0]
    return found


def _orders(modal: re.Match[str], words: tuple[str, ...]) -> bool:
    """Tell whether a word orders; "is required to" does where "must" does, else it describes."""
    if modal["directed"]:
        return modal["directed"] != "required" or "must" in words
    return modal["shall"] in words


def _clause(head: str, modal: re.Match[str], text: str, names: Names) -> Clause | None:
    own = head
    if earlier := [*MODAL.finditer(head)]:
        own = re.split(
            r"(?<=[;,]) (?:and|but) (?=(?:the|The|each) [A-Z])", head[earlier[-1].end() :]
        )[-1]
    leads, through, supporting = subject_of(own, names)
    if not leads:
        return None
    word = "directed" if modal["directed"] else modal["shall"]
    between, predicate, more, also = _after(text[modal.end() :], names)
    clause = Clause(
        word,
        head,
        between,
        predicate,
        [lead.name for lead in leads],
        [*through, *also],
        [*supporting, *more],
        any(lead.is_class for lead in leads),
    )
    clause.supporting += trailing_roles(predicate, names)
    return clause


def _directly(text: str, at: int, names: Names) -> Clause | None:
    """Return the order of "I direct the Secretary of State to …"."""
    leads, end = owners_in(text, at, names)
    to = re.compile(r"[^.;]*?\bto (?=[a-z])").match(text, end)
    if not leads or to is None:
        return None
    supporting = roles_in(text[end : to.end()], names)
    predicate = text[to.end() :]
    supporting += trailing_roles(predicate, names)
    return Clause(
        "directed",
        text[: to.end()],
        " ",
        predicate,
        [lead.name for lead in leads],
        [],
        supporting,
        any(lead.is_class for lead in leads),
    )


def _after(text: str, names: Names) -> tuple[str, str, list[tuple[str, str]], list[str]]:
    """Split what follows "shall" before the verb; return what stands before it, and its roles."""
    at = 0
    supporting: list[tuple[str, str]] = []
    through: list[str] = []
    role = ""
    while at < len(text):
        rest = text[at:]
        skipped = re.match(r"[\s,]+", rest)
        if skipped:
            at += skipped.end()
            continue
        adverb = ADVERB.match(rest)
        if adverb and not rest.startswith(("apply ", "supply ", "comply ", "rely ", "reply ")):
            at += adverb.end()
            continue
        joint = 4 if rest.startswith("and ") else 0
        opened = ROLE.match(rest, joint)
        if opened is not None:
            role = role_of(opened)
            listed, end = owners_in(rest, opened.end(), names)
            stop = end if listed else _comma(rest, opened.end())
            if role == "through":
                through += [owner.name for owner in listed]
            else:
                add_support(supporting, role, listed, rest[opened.end() : stop])
            at += max(stop, opened.end())
            if listed and (more := re.match(r"[^,;]*", text[at:])) and "," in text[at:]:
                at += more.end()
            continue
        listed, end = owners_in(re.sub(r"^and ", "", rest), 0, names)
        if listed and role not in ("", "through") and rest.startswith(("the ", "and ")):
            add_support(supporting, role, listed, rest)
            at += end + (4 if rest.startswith("and ") else 0)
            continue
        is_aside = text[:at].rstrip().endswith(",") or rest.startswith("and ")
        if at > 0 and is_aside and ADVERBIAL.match(rest) and "," in rest:
            at += _comma(rest, 0)
            continue
        if re.match(
            r"[Ww]ithin |[Nn]ot? later than |every |(?:on or )?(?:by|before) (?:the end of |"
            r"[A-Z])",
            rest,
        ):
            at += _time_at(rest)
            continue
        break
    return text[:at], text[at:], supporting, through


def _time_at(text: str) -> int:
    """Return where an expression of time ends with which a text begins."""
    span = WITHIN.match(text)
    if span is not None and (signed := SIGNED.match(text, span.end())) is not None:
        return signed.end()
    for dated in (FIXED, YEAR_ENDS):
        if (found := dated.match(text)) is not None:
            return found.end()
    stop = re.search(r"[,:]", text)
    return stop.start() if stop and stop.start() else len(text)


def _comma(text: str, at: int) -> int:
    found = text.find(",", at)
    return found if found >= 0 else len(text)
