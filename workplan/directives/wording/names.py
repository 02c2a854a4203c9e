"""What a directive calls its agencies and officers: abbreviations and roles that it defines."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

SMALL = {"of", "the", "and", "for", "on", "in", "to", "within", "at", "&"}
BRACKETED = re.compile(
    r"\(\s*(?:the |collectively,? |hereinafter,? )?[“\"]?([A-Z][A-Za-z.& -]{1,60}?)[”\"]?\s*\)"
)
SERVES_AS = re.compile(
    r"\b[Tt]he ((?:[A-Z][\w’&-]+|of|and|the|for)(?: (?:[A-Z][\w’&-]+|of|and|the|for)){0,15}?)"
    r" (?:shall serve|is designated|is hereby designated|will serve) as (?:the )?"
    r"((?:[A-Z][\w-]+ ?){1,4})"
)
ACRONYM = re.compile(r"[A-Z][A-Za-z]*[A-Z]s?|[A-Z]{2,8}")


@dataclass
class Names:
    """What the short names of a text stand for.

    Args:
        meant: the long name of each, without its article.
    """

    meant: dict[str, str] = field(default_factory=dict)

    def whole(self, name: str) -> str:
        """Return a name with its abbreviations written out, without its article.

        An abbreviation inside a longer name is written out after "of" only: the "FAR Council" is
        known by that name.
        """
        name = re.sub(r"^(?:the|The)\s+", "", name.strip(" ,;.")).strip()
        if name in self.meant:
            return self.meant[name]

        def written_out(found: re.Match[str]) -> str:
            meant = self.meant.get(found[2])
            if meant is None:
                return found[0]
            article = "" if found[1].endswith("the ") else "the "
            return f"{found[1]}{article}{meant}"

        return re.sub(
            r"(\b(?:of|within) (?:the )?)([A-Z][A-Za-z&]*[A-Z])\b(?! [A-Z])", written_out, name
        )


def names_of(text: str) -> Names:
    """Return the abbreviations and roles that a text defines, by "(OMB)" or "serve as the …"."""
    flat = re.sub(r"\s+", " ", text)
    names = Names()
    for found in BRACKETED.finditer(flat):
        short = found[1].strip()
        before = flat[max(0, found.start() - 160) : found.start()].rstrip()
        long = _abbreviated(short, before) if ACRONYM.fullmatch(short) else _role(short, before)
        if long and short not in names.meant:
            names.meant[short] = names.whole(long)
    for found in SERVES_AS.finditer(flat):
        role = found[2].strip()
        if role and role not in names.meant and role != found[1]:
            names.meant[role] = names.whole(found[1])
    return names


def _abbreviated(short: str, before: str) -> str:
    """Return the words just before whose initials an abbreviation is."""
    words = before.split(" ")
    letters = [letter.lower() for letter in short if letter.isupper()]
    for count in range(1, min(len(words), 3 * len(letters) + 3) + 1):
        taken = words[-count:]
        if not taken[0][:1].isupper():
            continue
        initials = [
            part[0].lower()
            for word in taken
            if word.lower().strip(",") not in SMALL
            for part in re.split(r"[-/]", word.strip('“”",.'))
            if part
        ]
        if initials == letters:
            return " ".join(taken)
        if [word[0].lower() for word in taken] == letters:
            return " ".join(taken)
        spelt = [word[0].lower() for word in taken if word[0].isupper()]
        if spelt == letters:
            return " ".join(taken)
        if len(initials) == len(letters) + 1 and initials[: len(letters)] == letters:
            return " ".join(taken)
    return _title_before(short, before)


def _title_before(short: str, before: str) -> str:
    """Return an officer's title of which an abbreviation takes some letters, as in "APNSA"."""
    if short[0] not in "AD":
        return ""
    found = re.search(r"\b(?:Assistant|Deputy|Director)[A-Za-z ,]*$", before)
    return found[0] if found and len(found[0].split()) > 3 else ""


def _role(short: str, before: str) -> str:
    """Return the name that ends just before and that a shorter one, in brackets, repeats."""
    found = re.search(
        r"((?:[A-Z][\w’-]+|of|and|the|for|on)(?: (?:[A-Z][\w’-]+|of|and|the|for|on))*)$", before
    )
    if found is None:
        return ""
    # An article begins a name, unless it stands inside one, as in "Department of the Interior".
    long = re.split(r"(?<!of)(?<!for)(?<!to)(?<!and)(?<!on) the (?=[A-Z])", f" {found[1]}")[-1]
    long = re.sub(r"^(?:(?:the|of|and|for|on) )+", "", long.strip())
    as_role = re.split(r" as the ", before[-160:])
    if len(as_role) > 1 and as_role[-1].strip() == long:
        holder = re.search(
            r"\b(?:[Tt]he) ((?:[A-Z][\w’-]+|of|and|for|the)(?: (?:[A-Z][\w’-]+|of|and|for|"
            r"the))*)$",
            as_role[-2],
        )
        if holder is not None:
            return holder[1]
    words = short.split()
    return long if long != short and words[-1] in long.split() else ""
