"""A duty in a few words: what is to be done, and to whom the product goes."""

from __future__ import annotations

import re

from workplan.directives.duties import Duty

LONGEST, SHORTEST = 90, 30
PHRASE = re.compile(
    r",? (?:of|and|or|to|for|in|on|by|with|that|which|as|from|into|under|including|whether|where|"
    r"when|through|between|against|regarding|concerning)\b"
)
"""How a phrase begins that may be left away."""
UNFINISHED = re.compile(r"(?: (?:of|the|and|or|to|for|a|an|in|on|by|with|that|as|their|its))+$")
_TAIL = re.compile(
    r"(?:, (?:in|after|with|consistent|pursuant|as|to the extent|including|subject|through|"
    r"and, as)\b|"
    r"; |,? (?:within (?=\w+ (?:days|months|years|weeks))|(?:not|no) later than|"
    r"by (?=[A-Z]\w+ \d)|on an? \w+ basis|"
    r"annually|quarterly|biennially|every (?=\w+ (?:days|years|months)))| (?:pursuant to|"
    r"consistent with|in accordance with|described in|required (?:by|under)|"
    r"as defined in|identified in|as outlined in|which shall|that would)\b|[:.;]|, which\b|"
    r" \(as ).*$"
)
RECIPIENT = re.compile(
    r"\b(?:submit|provide|report|deliver|transmit|present|issue|notify|recommend|send|brief)\w*\b"
    r"[^.;]*?\bto (?:the )?(?P<who>(?:President|Congress|[A-Z][\w’.-]+(?: (?:of|and|the|for|to|"
    r"on|[A-Z][\w’.-]+))*)"
    r"(?:,? through (?:the )?[A-Z][\w’.-]+(?: (?:of|and|the|for|to|"
    r"[A-Z][\w’.-]+))*(?: \([A-Z]+\))?)?)"
)


def action_of(duty: Duty) -> str:
    """Return a short name for a duty: its verb and what follows, cut where details begin."""
    words = re.sub(r"\s+", " ", duty.predicate).strip()
    whole = words
    words = _TAIL.sub("", words)
    words = re.sub(r" \((?:the )?[A-Z][\w .-]*\)", "", words)
    if len(words) < 12:
        words = whole
    if len(words) > LONGEST:
        words = _whole_phrases(words[:LONGEST].rsplit(" ", 1)[0])
    words = UNFINISHED.sub("", words.strip(" ,;:.")).strip(" ,;:.")
    return words[:1].upper() + words[1:]


def _whole_phrases(words: str) -> str:
    """Return words that were cut somewhere, without the phrase that the cut left unfinished."""
    last = max((found.start() for found in PHRASE.finditer(words)), default=0)
    return re.sub(r" to \w+$", "", words[:last]) if last >= SHORTEST else words


def recipient_of(duty: Duty) -> str | None:
    """Return to whom the product goes, as the text words it; None where it does not say."""
    found = RECIPIENT.search(duty.predicate)
    return found["who"].rstrip(" .,") if found else None
