"""Who can be ordered: officers, agencies, bodies and classes of them, as directives name them."""

from __future__ import annotations

import re
from typing import NamedTuple

from workplan.directives.wording.names import Names

DEPARTMENTS = (
    "State|Defense|War|the Treasury|Treasury|Commerce|Energy|Homeland Security|Agriculture|Labor|"
    "Health and Human Services|Housing and Urban Development|Transportation|Education|"
    "Veterans Affairs|the Interior|Interior|Justice|the Army|the Navy|the Air Force"
)
SEVERAL = re.compile(
    rf"\b(?P<head>Secretaries|Departments) of (?P<all>(?:{DEPARTMENTS})"
    rf"(?:, (?:{DEPARTMENTS}))*,? (?P<last>and|or) (?:{DEPARTMENTS}))(?!\w)"
)
QUALIFIED = (
    "such|other|relevant|appropriate|affected|applicable|covered|respective|Federal|federal|"
    "executive|Executive|civilian|independent|participating|implementing|all|each|every|any|these|"
    "those|interested|concerned|specified|designated|responsible|pertinent|identified|the|The|"
    "regulatory|FCEB|Each|All|Such|Other|Any|Every|Covered"
)
_QUALIFIERS = rf"(?:(?:{QUALIFIED}) )*"
CLASS = re.compile(
    rf"(?P<class>{_QUALIFIERS}(?:(?:[Hh]eads?|[Rr]epresentatives|[Ss]enior officials) (?:of|from) "
    rf"{_QUALIFIERS})?(?:[A-Z][\w-]+ )?(?:[Aa]genc(?:y|ies)|(?:executive )?[Dd]epartments?"
    rf"(?:,? (?:and|or) [Aa]genc(?:y|ies)(?: heads?)?)?)(?: heads?)?)(?![\w’'])"
)
HEADS = re.compile(
    r"\b(?:(?:Deputy|Under|Assistant|Associate|Principal|Acting|Special) )*(?:Secretar(?:y|ies)|"
    r"Directors?|Administrators?|Attorney General|Co-Chairs?|Chair(?:man|"
    r"person|s)?|Commissioners?|Assistants? to the President|Advis[oe]rs?|Representatives?|"
    r"Archivist|Comptroller|Counsel|Departments?|Agenc(?:y|ies)|Council|Board|Commission|"
    r"Committee|"
    r"Force|Group|Office|Bureau|Administration|Service|Executive Agent|Manager|Coordinator|"
    r"Officers?|Chiefs?|Vice President|General|Librarian|Envoy|Institute|Institutes|Foundation|"
    r"Center|Corporation|Bank|Command|Staff|Team|Panel|Czar|Steward|Regulators|Heads)\b"
)
NO_OWNERS = re.compile(
    r"(?:United States(?: Government)?|Federal Government|Government|Congress|President|Nation|"
    r"American people|States|Constitution|Section|Act)$|"
    r".*\b(?:Order|Memorandum|Act|Directive|Program|Plan|Strategy|Report|Register|Regulations?|"
    r"Systems?|Programs|Policy|Initiative|Requirements|Information|Services)$"
)
_WORD = re.compile(r"[A-Za-z][\w’'&./-]*|[,;:()–—]")
_JOINS = {"in", "of", "for", "on", "the", "and", "to", "&"}
_GOES_ON = re.compile(
    r"\s*(?:$|[,;:(]|(?:shall|must|will|may|should|that|which|who|whose|with|acting|in|as|and|or|"
    r"to|"
    r"through|not|is|are|jointly|each|also|upon|using|by|deemed|within|having|deems|under|"
    r"from|for|concerned|involved|designated|identified|described|listed|specified|named|"
    r"established|created|on|at)\b)"
)


class Owner(NamedTuple):
    """Somebody who is named, and where the name ends in its text.

    Args:
        is_class: a class, "heads of agencies", and not one officer or body.
        said: of a class, the words of the text.
    """

    name: str
    end: int
    is_class: bool = False
    said: str = ""

    @property
    def as_said(self) -> str:
        """A class as the text words it; an officer or body by the whole name."""
        return self.said or self.name


def spread(text: str) -> str:
    """Write "Secretaries of State and Defense" as the two officers that they are."""

    def each(found: re.Match[str]) -> str:
        head = "Secretary" if found["head"] == "Secretaries" else "Department"
        parts = re.findall(DEPARTMENTS, found["all"])
        named = [f"{head} of {part}" for part in parts]
        first, *others = named
        return first + "".join(f" {found['last']} the {other}" for other in others)

    return SEVERAL.sub(each, text)


def owner_at(text: str, at: int, names: Names) -> Owner | None:
    """Return who is named just there; None when nobody is who can be ordered."""
    while at < len(text) and text[at] == " ":
        at += 1
    grouped = CLASS.match(text, at)
    if grouped is not None and _GOES_ON.match(text, grouped.end()):
        return _classed(text, grouped, names)
    begin, end = _name(text, at)
    name = text[begin:end].strip()
    if not name or name.endswith(("’s", "'s", "’")) or not _GOES_ON.match(text, end):
        return None
    bare = re.sub(r"^(?:the|The) ", "", name)
    is_known = bare in names.meant or re.fullmatch(r"[A-Z]{2,8}", bare)
    whole = names.whole(bare)
    if not HEADS.match(whole) and any(map(NO_OWNERS.match, (bare, whole))):
        return None
    if not (is_known or HEADS.search(bare)) or bare == "President":
        return None
    after = re.compile(r"\s*\([^)]*\)").match(text, end)
    return Owner(whole, after.end() if after else end)


def _name(text: str, at: int) -> tuple[int, int]:
    """Return where a name in capitals begins and ends, after its article."""
    article = re.compile(r"(?:[Ee]ach of the|the|The|an|each|Each|any|such|its) ").match(text, at)
    begin = end = article.end() if article else at
    tokens = list(_WORD.finditer(text, begin))
    last = ""
    for place, token in enumerate(tokens):
        word = token[0]
        if token.start() > end + 1:
            break
        if word[0].isupper():
            if not last and word in ("If", "In", "For", "To", "By", "Upon", "As", "Within", "Not"):
                break
            end, last = token.end(), word
            continue
        if word not in _JOINS or not last:
            break
        following = [t[0] for t in tokens[place + 1 : place + 3]]
        if not _joins(word, last, following, text[begin:end]):
            break
        end = token.end()
    return begin, len(text[:end].rstrip()) if last else begin


def _joins(word: str, last: str, following: list[str], so_far: str) -> bool:
    """Tell whether a small word belongs to a name that goes on after it."""
    if word == "in":
        return following[:2] == ["the", "United"]
    if word == "the":
        return bool(following) and following[0][0].isupper()
    capital = [w for w in following if w[0].isupper()]
    if not following or not capital or (following[0] != "the" and not following[0][0].isupper()):
        return False
    if word in ("and", "&"):
        is_title = bool(HEADS.match(following[0])) or re.fullmatch(r"[A-Z]{2,}", last) is not None
        return following[0] != "the" and not (is_title and not so_far.startswith("Assistant to"))
    if word == "to":
        return last in ("Assistant", "Assistants", "Advisor", "Counsel", "Representative", "Envoy")
    return True


UNDER_A_SECRETARY = re.compile(r"(?:Under|Assistant|Deputy) Secretary\b")
SECOND_OFFICE = re.compile(r" and (?=(?:Administrator|Director|Commissioner|Chair|Chief)\b)")
_DETERMINERS = r"^(?:(?:the|The|such|Such|each|Each|every|Every|all|All|any|Any) )+"


def _classed(text: str, found: re.Match[str], names: Names) -> Owner | None:
    said, end = found["class"], found.end()
    is_each = bool(
        re.match(r"(?:the |The )?(?:[Ee]ach|[Ee]very|head of (?:each|every|an))\b", said)
    )
    core = re.sub(_DETERMINERS, "", said)
    core = re.sub(r"\bof (?:the |such |each |all |every |any )+", "of ", core)
    core = re.sub(r"^[Hh]eads? of ", "heads of ", core)
    if re.fullmatch(r"agency(?: heads?)?|heads of agency", core) or (is_each and core == "agency"):
        core = "heads of agencies"
    elif is_each:
        core = re.sub(r"\bagency\b", "agencies", core)
    core = {"agency heads": "heads of agencies"}.get(core, core)
    relative = re.compile(r" (?:that|as) [^,;:]*?(?= shall| must| will|,|;|:|$)").match(text, end)
    if relative is not None:
        said_of = relative[0]
        if is_each and said_of.startswith(" that "):
            said_of = re.sub(r"\b(that|or|and) (\w+?)s\b", _plural, said_of)
            core = re.sub(r"^agencies", "heads of agencies", core)
        if is_each or said_of.startswith(" as "):
            core += names.whole(f"x{said_of}")[1:]
        end = relative.end()
    if core.split()[0] in ("Agencies", "Heads", "Executive", "Departments"):
        core = core[0].lower() + core[1:]
    worded = re.sub(_DETERMINERS, "", text[found.start() : end].strip())
    worded = re.sub(r"\bof (?:the |such |each |all |every |any )+", "of ", worded, count=1)
    return Owner(core, end, is_class=True, said=worded)


def _plural(found: re.Match[str]) -> str:
    return f"{found[1]} {found[2]}"


def _in_both_offices(owner: Owner, text: str, names: Names) -> Owner:
    """Return an officer with a second office: “the Under Secretary for X and Director of Y”.

    It is one person where the second has no article of its own.
    """
    second = SECOND_OFFICE.match(text, owner.end)
    if second is None or UNDER_A_SECRETARY.match(owner.name) is None:
        return owner
    other = owner_at(text, second.end(), names)
    return owner if other is None else Owner(f"{owner.name} and {other.name}", other.end)


def owners_in(text: str, at: int, names: Names, at_most: int = 40) -> tuple[list[Owner], int]:
    """Return the owners of a list that begins there, "A, B, and C", and where it ends."""
    found: list[Owner] = []
    while len(found) < at_most and (owner := owner_at(text, at, names)) is not None:
        owner = _in_both_offices(owner, text, names)
        found.append(owner)
        at = owner.end
        joint = re.compile(r"\s*,?\s*(?:and/or|and|or)\s+(?:with\s+)?|\s*,\s+").match(text, at)
        if joint is None or owner_at(text, joint.end(), names) is None:
            break
        at = joint.end()
    return found, at
