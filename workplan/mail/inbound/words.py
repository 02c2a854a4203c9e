"""What the writer of an answer wrote, without the mail that they answered.

A line is cut only for what mail programs put there; a sentence that begins with “On Friday”
stays. mail-parser-reply 1.36 was tried on the fifteen samples of the tests. In four it left the old
mail or the signature: where people answer between or below the lines, or from a telephone.
"""

from __future__ import annotations

import re
from itertools import pairwise

MARKS = re.compile(
    r"-{2,} ?(original message|original appointment|forwarded message|ursprüngliche nachricht|"
    r"message d.origine|mensaje original) ?-{2,}|_{10,}|-{20,}",
    re.IGNORECASE,
)
"""Lines by which a program says that the mail of before begins; the last two only above a head."""
BARE_RULE = re.compile(r"_{10,}|-{20,}")
HEAD = re.compile(
    r"\*?(from|von|de|sent|gesendet|envoyé|enviado|date|datum"
    r"|to|an|à|para|subject|betreff|objet|asunto)\s?:\*? ",
    re.IGNORECASE,
)
FIRST_OF_HEAD = re.compile(r"\*?(from|von|de)\s?:\*? ", re.IGNORECASE)
OPENS = re.compile(r"(on|am|le|el) .*", re.IGNORECASE)
CLOSES = re.compile(r".*(wrote|schrieb.*|a écrit|escribió)\s?:", re.IGNORECASE)
ADDRESS = re.compile(r"[^\s<>]@[^\s<>]")
SIGNATURE = "--"
SENT_FROM = re.compile(
    r"(sent from my \S.{0,40}|get outlook for \S.{0,40}|von meinem .{0,40} gesendet)", re.IGNORECASE
)
LONGEST_ATTRIBUTION = 4
"""Lines over which “On … wrote:” may be broken."""
LONGEST_LINE = 1_000
"""Characters of a line that may be one of those; a longer one is a paragraph."""
LONGEST = 256 * 1024
"""Characters of an answer that are looked at."""
MOST_EMPTY = 20
"""Lines that may be empty between such a line and the mail of before."""


def own_words(text: str) -> str:
    """Return what an answer says besides the mail that it answers, without its signature."""
    text = text[:LONGEST].replace("\r\n", "\n")
    lines = [line.rstrip() for line in text.split("\n")]
    kept: list[str] = []
    at = 0
    while at < len(lines):
        line = lines[at].strip()
        if line == SIGNATURE or _begins_old_mail(lines, at):
            break
        length = _attribution(lines, at)
        if length:
            after = _next(lines, at + length)
            if after is not None and not after.startswith(">"):
                break  # The mail of before follows as it was.
            at += length
            continue
        if not line.startswith(">") and not SENT_FROM.fullmatch(line.rstrip(".")):
            kept.append(lines[at])
        at += 1
    return _tidied(kept)


def _begins_old_mail(lines: list[str], at: int) -> bool:
    """Tell whether a mail of before begins at a line, by a mark or by its head."""
    line = lines[at].strip()
    if MARKS.fullmatch(line) and not BARE_RULE.fullmatch(line):
        return True
    start = at + 1 if BARE_RULE.fullmatch(line) else at
    head = [each.strip() for each in lines[start : start + 6] if each.strip()]
    if not head or not FIRST_OF_HEAD.match(head[0]):
        return False
    # Three in a row are no sentence of anybody's.
    return len(head) > 2 and all(HEAD.match(each) for each in head[:3])


def _attribution(lines: list[str], at: int) -> int:
    """Return over how many lines “On … somebody wrote:” stands at a line; 0 when it does not."""
    if not OPENS.fullmatch(lines[at].strip()):
        return 0
    for length in range(1, LONGEST_ATTRIBUTION + 1):
        part = lines[at : at + length]
        if not part[-1].strip() or len(part[-1]) > LONGEST_LINE:
            return 0
        said = " ".join(line.strip() for line in part)
        if said.endswith(":") and CLOSES.fullmatch(said):
            after = _next(lines, at + length)
            is_quoting = after is not None and after.startswith(">")
            return length if is_quoting or ADDRESS.search(said) else 0
    return 0


def _next(lines: list[str], at: int) -> str | None:
    near = lines[at : at + MOST_EMPTY]
    return next((line.strip() for line in near if line.strip()), None)


def _tidied(lines: list[str]) -> str:
    """Return lines as one text without two empty ones in a row."""
    first = lines[:1]
    rest = [line for before, line in pairwise(lines) if line.strip() or before.strip()]
    return "\n".join(first + rest).strip()
