"""When a duty is due, in the words of a directive: the expressions, and which one holds."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date

from workplan.calendars.spans import Span
from workplan.directives.wording.quantities import DAY, MONTHS, NUMBER, SPAN, day_of, span_of

_SIGNED = (
    r"(?:(?:the )?(?:date|issuance|signing|signature|effective date|publication|release)"
    r"(?: of(?: the)? (?:issuance|signing|signature|publication|date|release))? of )?this "
    r"(?:(?:Executive|executive|Presidential|National Security) )?"
    r"(?:[Oo]rder|[Mm]emorandum|[Dd]irective|[Pp]roclamation|[Pp]olicy|[Dd]ocument|[Gg]uidance)"
)
SIGNED = re.compile(rf"(?:{_SIGNED}|the date hereof|today)\b")
WITHIN = re.compile(
    rf"\b(?:(?:[Ww]ithin|[Ii]n no more than|(?:[Nn]ot|[Nn]o) (?:later|more) than|[Ii]n) )?{SPAN}"
    r"(?P<joint> (?:of|after|from|following))? ?"
)
PERIOD_ENDS = re.compile(
    rf"\bat the end of the (?P<number>{NUMBER})[ -](?P<unit>day|month|year) period"
)
FIXED = re.compile(
    rf"\b(?:[Bb]y|[Nn]o later than|[Nn]ot later than|[Oo]n or before|[Bb]efore|"
    rf"[Oo]n)(?: the close of| the end of)? {DAY}"
)
YEAR_ENDS = re.compile(
    r"\b(?:[Bb]y|[Nn]o later than|[Nn]ot later than|[Bb]efore) (?:the )?end of (?:the )?"
    r"(?P<kind>fiscal|calendar)? ?(?:year )?(?:(?P<month>"
    + "|".join(MONTHS)
    + r") )?(?P<year>[1-9]\d{3})"
)
_NOUNS = (
    r"reports?|updates?|reviews?|assessments?|summar(?:y|ies)|briefings?|meetings?|evaluations?"
)
PERIODS = {
    "annual": "year",
    "yearly": "year",
    "biennial": "2 years",
    "quarterly": "quarter",
    "monthly": "month",
    "weekly": "week",
    "semiannual": "6 months",
    "semi-annual": "6 months",
    "biannual": "6 months",
}
EACH = {"other year": "2 years", "calendar year": "year", "fiscal quarter": "quarter"}
_ADJECTIVE = "|".join(PERIODS)
EVERY = re.compile(
    rf"\b(?:(?:[Oo]n an?|at least) (?P<basis>{_ADJECTIVE}) basis"
    rf"|(?P<adverb>annually|biennially|quarterly|monthly|weekly|yearly|semi-?annually|biannually)"
    r"(?! basis)"
    rf"|(?P<noun>{_ADJECTIVE}) (?:(?:progress|status|public|written|joint|"
    rf"classified) )*(?:{_NOUNS})"
    rf"|(?:once )?(?:[Ee]very|[Ee]ach) (?P<span>{NUMBER}[ -](?:days?|weeks?|months?|years?))"
    r"|(?:once )?(?:[Ee]very|[Ee]ach|per|a) (?P<each>other year|fiscal year|fiscal quarter|"
    r"calendar year|year|"
    r"quarter|month|week)\b"
    r"|(?P<twice>[Tt]wice) (?:per|a|each|every) (?:fiscal |calendar )?year"
    rf"|[Ii]n each of the (?:first|next) {NUMBER} (?P<years>years)"
    r"|(?P<sometimes>regularly|periodically|on a regular basis|on a recurring basis))"
)
URGENT = re.compile(
    r"\b(promptly|immediately|expeditiously|as soon as (?:possible|practicable|feasible)|"
    r"in a timely manner|without delay|at the earliest (?:possible )?(?:date|opportunity)|"
    r"swiftly)\b"
)
EVENT = re.compile(
    r"(?:^|(?<=, )|(?<=\s))(?P<word>[Uu]pon|[Ff]ollowing|[Pp]rior to|[Bb]efore|[Aa]fter|"
    r"[Ww]henever|[Ww]hen|[Oo]nce|If|In the event)"
    r" (?P<event>[^;]+?)(?=,|;|\.?$)"
)
NO_EVENT = re.compile(
    r"(?:the )?(?:date|issuance) of this|consult|consulting|consultation|the date|appropriate|"
    r"approval of"
)
CONTENT = re.compile(
    r"\b(?:that|which|who|whose|requiring|describing|under which|where|unless|to ensure|"
    r"to require|until)\b"
)


@dataclass(frozen=True)
class Due:
    """The rule by which a duty is due, as the format of labelled directives has it.

    Args:
        rule: signed_plus, after_task, fixed, recurring, event or none.
        span: the days, weeks, months or years of signed_plus, after_task and event.
        section: of the duty that after_task counts from.
        event: the words of what is waited for.
        on: the day of fixed.
        every: the period of recurring; empty when the text names none.
        first: when recurring is due first.
        urgency: the words of haste where there is no date.
    """

    rule: str = "none"
    span: Span | None = None
    section: str = ""
    event: str = ""
    on: date | None = None
    every: str = ""
    first: Due | None = None
    urgency: str = ""

    @property
    def is_dated(self) -> bool:
        """Tell whether there is a day, or something that a day will follow from."""
        return self.rule != "none"


NO_DUE = Due()


def due_in(text: str, begins: int = 0) -> Due:
    """Return the rule that a clause gives; `none` where it gives none.

    Args:
        text: the clause, with what stands before its verb.
        begins: where its verb stands; after it, what only describes the product is passed over.
    """
    spans = [
        due
        for found in WITHIN.finditer(text)
        if _holds(text, found.start(), begins) and (due := _spanned(text, found)) is not None
    ]
    if (ends := PERIOD_ENDS.search(text)) is not None:
        spans.insert(0, Due("signed_plus", span_of(ends)))
    every = next(
        (f for f in EVERY.finditer(text) if _holds(text, f.start(), begins) and _recurs(text, f)),
        None,
    )
    if every is not None:
        return _recurring(text, every, spans)
    if spans:
        opening = EVENT.match(text)
        if spans[0].rule == "signed_plus" and spans[0].event and opening is not None:
            # "Upon receipt of it, … shall, within 30 days, …": the days count from the event.
            return replace(spans[0], rule="event", event=_short(opening["event"]))
        return replace(spans[0], event="") if spans[0].rule == "signed_plus" else spans[0]
    for fixed in FIXED.finditer(text):
        if _holds(text, fixed.start(), begins) and (on := day_of(fixed)) is not None:
            return Due("fixed", on=on)
    for ends in YEAR_ENDS.finditer(text):
        if _holds(text, ends.start(), begins):
            return Due("fixed", on=_end_of_year(ends))
    for event in EVENT.finditer(text):
        if _waits(text, event, begins):
            return Due("event", event=f"{event['word'].lower()} {_short(event['event'])}")
    urgent = URGENT.search(text)
    if urgent is not None and _holds(text, urgent.start(), begins):
        return Due(urgency=urgent[1])
    return Due()


OPEN = "what the clause begins with, or the signature"
"""From when a span counts that names nothing itself."""


def _spanned(text: str, found: re.Match[str]) -> Due | None:
    """Return what a span of time counts from; None for one that is no deadline."""
    said = found[0]
    has_word = bool(re.match(r"(?:within|in no|not|no)\b", said, re.I))
    before = text[: found.start()].rstrip().lower()
    if before.endswith(("every", "each", "first", "next", "exceed", "of at least", "the", "than")):
        return None
    span = span_of(found)
    rest = text[found.end() :]
    if found["joint"] is None:
        is_whole = has_word and re.match(r"\s*(?:,|;|\.|:|$)", rest) is not None
        return Due("signed_plus", span, event=OPEN) if is_whole else None
    if not has_word and found["joint"].strip() not in ("after", "following", "from"):
        return None
    if not has_word and re.match(r"in ", said, re.I):
        return None
    if SIGNED.match(rest):
        return Due("signed_plus", span)
    event = re.match(
        r".+?(?=, (?!and the\b)|;|\.?$| shall\b| and (?:within|not later|shall)\b| if )", rest
    )
    words = _short(event[0] if event else rest)
    if re.match(r"(?:need|age|service|experience|the reporting)\b", words):
        return None
    return Due("event", span, event=words)


def _waits(text: str, event: re.Match[str], begins: int) -> bool:
    """Tell whether the duty waits for an event; one may only place its product, or nothing."""
    is_first = event.start() == 0
    before = text[: event.start()].rstrip()
    leads = is_first or before.endswith((",", "and"))
    if event["word"][0].isupper() and not is_first:
        return False
    if event["word"] in ("after", "before", "when", "once", "whenever") and not leads:
        return False
    if before.endswith(("the", "effective", "available", "or")):
        return False
    if NO_EVENT.match(event["event"]):
        return False
    is_condition = event["word"] in ("If", "In the event")
    return is_condition or _holds(text, event.start(), begins)


def _recurs(text: str, found: re.Match[str]) -> bool:
    """Tell whether a word of a period says how often; an "annual budget process" does not."""
    if found["adverb"] and re.search(r"\b(?:compensated|paid|budgeted)\s*$", text[: found.start()]):
        return False
    is_part = re.match(r"(?:per|a)\b", found[0]) and re.search(r"\bof\s*$", text[: found.start()])
    return not (found["each"] and is_part)


def _recurring(text: str, found: re.Match[str], spans: list[Due]) -> Due:
    if found["span"]:
        number, unit = re.split(r"[ -](?=\w+$)", found["span"])
        again = span_of_words(number, unit)
        every = f"{again.number} {again.unit}" if again.number != 1 else again.unit.rstrip("s")
        if SIGNED.match(re.sub(r"^\s*(?:after|of|from|following) ", "", text[found.end() :])):
            return Due("recurring", every=every, first=Due("signed_plus", again))
    elif found["twice"]:
        every = "6 months"
    elif found["years"]:
        every, spans = "year", [Due("signed_plus", Span(1, "years"))]
    elif found["sometimes"]:
        every = ""
    elif found["each"]:
        every = EACH.get(found["each"], found["each"])
    else:
        word = (found["basis"] or found["noun"] or found["adverb"]).lower()
        every = next(period for name, period in PERIODS.items() if word.startswith(name))
    first = replace(spans[0], event=spans[0].event.removeprefix(OPEN)) if spans else None
    if first is None and (fixed := FIXED.search(text)) is not None:
        on = day_of(fixed)
        first = Due("fixed", on=on) if on else None
    return Due("recurring", every=every, first=first)


def span_of_words(number: str, unit: str) -> Span:
    """Return a span whose number and unit are given apart."""
    found = re.fullmatch(SPAN, f"{number} {unit}")
    assert found is not None
    return span_of(found)


def _end_of_year(found: re.Match[str]) -> date:
    year = int(found["year"])
    if found["month"]:
        month = MONTHS[found["month"]]
        return date(year, month, calendar.monthrange(year, month)[1])
    return date(year, 9, 30) if found["kind"] == "fiscal" else date(year, 12, 31)


def _holds(text: str, at: int, begins: int) -> bool:
    """Tell whether an expression dates the duty, and not what its product holds or a condition."""
    if at >= begins:
        return CONTENT.search(text[begins:at]) is None
    segment = text[:at].rsplit(",", 1)[-1]
    if re.match(r"\s*(?:if|unless|where)\b", text, re.I) and "," in text[at:begins]:
        first = text.find(",")
        if at < first:
            return False
    return re.search(r"\b(?:that|which|who|whose|unless)\b", segment) is None


def _short(words: str) -> str:
    return re.sub(r"\s+", " ", words).strip(" ,.;:")


def joined(own: Due, above: Due) -> Due:
    """Return the rule of an item, taken from above its list where it has none of its own."""
    if own.is_dated:
        return own
    if above.is_dated:
        return above
    return own if own.urgency else above
