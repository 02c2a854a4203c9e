"""A duty in a few words: what is to be done, and to whom the product goes."""

from __future__ import annotations

import re

from workplan.directives.duties import Duty

LONGEST = 90
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
        words = words[:LONGEST].rsplit(" ", 1)[0]
        words = re.sub(r"(?: (?:of|the|and|or|to|for|a|an|in|on|by|with|that|as))+$", "", words)
    words = words.strip(" ,;:.")
    return words[:1].upper() + words[1:]


def recipient_of(duty: Duty) -> str | None:
    """Return to whom the product goes, as the text words it; None where it does not say."""
    found = RECIPIENT.search(duty.predicate)
    return found["who"].rstrip(" .,") if found else None
