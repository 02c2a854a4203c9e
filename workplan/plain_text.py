"""Texts without what no text needs: control characters, lone surrogates, breaks inside a line.

Text from a file passes here as text from a form passes its checks, so that nothing stored can
break a mail's header, a row of a table or a database.
"""

from __future__ import annotations

from unicodedata import category

KEPT_IN_PROSE = "\n\t"
WITHOUT_KEPT = str.maketrans("", "", "".join(KEPT_IN_PROSE))


def one_line(text: str, longest: int) -> str:
    """Return a text on one line, with single blanks, cut to what fits."""
    kept = "".join(" " if c.isspace() else c for c in text if c.isspace() or is_plain(c))
    return " ".join(kept.split())[:longest].strip()


def prose(text: str) -> str:
    """Return a text of several lines without control characters."""
    # Most are plain, and one question is faster than one for each character.
    if text.translate(WITHOUT_KEPT).isprintable():
        return text
    return "".join(c for c in text if c in KEPT_IN_PROSE or is_plain(c))


def in_a_head(text: str) -> str:
    """Return a line as the head of a mail may hold it: what looks encoded is none.

    The library decodes “=?utf-8?q?=0D=0A?=” wherever it stands, and the end of a line in it would
    end the head.
    """
    return text.replace("=?", "= ?")


def is_plain_line(text: str) -> bool:
    """Tell whether every character of a text is plain."""
    return text.isprintable() or all(map(is_plain, text))


def is_plain(character: str) -> bool:
    """Tell whether a character is no control character, half of a pair, or break of a line."""
    return category(character) not in ("Cc", "Cs", "Zl", "Zp")
