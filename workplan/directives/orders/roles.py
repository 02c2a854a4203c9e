"""With whom, and through whom, something is done: "in consultation with", "acting through"."""

from __future__ import annotations

import re

from workplan.directives.wording.names import Names
from workplan.directives.wording.owners import Owner, owners_in

_AS = r"(?:,? as (?:appropriate|necessary|needed|applicable|practicable),?)?"
_TOGETHER = (
    r"(?:consultation|coordination|cooperation|conjunction|collaboration|partnership|concert)"
)
ROLE = re.compile(
    rf"(?:[Ii]n|[Aa]fter|[Uu]pon|[Ff]ollowing|[Tt]hrough) (?:close |direct |appropriate )?"
    rf"(?P<kind>{_TOGETHER})"
    rf"(?: (?:and|or)(?: in)? {_TOGETHER})?{_AS} with "
    r"|(?:[Aa]fter )?(?P<consulting>[Cc]onsulting) with |(?P<with>[Cc]oordinating|"
    r"[Ww]orking) with "
    r"|[Ww]ith the (?P<help>assistance|support|help|advice|participation) of "
    r"|(?:[Ww]ith|[Ss]ubject to|[Aa]fter|"
    r"[Uu]pon)(?: receiving)?(?: the)? (?P<approval>concurrence|approval|agreement|"
    r"consent) (?:of|by|from) "
    r"|(?P<through>acting(?:,? as appropriate,?)? through|through) (?=(?:the|its|his|her|their) |"
    r"[A-Z])"
)
WORK_WITH = re.compile(
    r"(?:^|, |\band )(?:also |closely )*(?P<verb>consult|coordinate|work|cooperate|collaborate|"
    r"partner)"
    r"(?: closely| directly)?(?: and (?:consult|"
    r"coordinate))?(?:, as appropriate,)? with (?P<whom>.+?)"
    r"(?= to [a-z]| in [a-z]+ing\b| on (?!behalf)|, (?:determine|and (?:submit|develop|"
    r"determine))|;|\.|$| as to | regarding )"
)


def role_of(opened: re.Match[str]) -> str:
    """Return what the words of `ROLE` make of those who follow; "through" is none of the four."""
    if opened["through"]:
        return "through"
    if opened["approval"]:
        return "concur"
    if opened["help"]:
        return "consult" if opened["help"] == "advice" else "assist"
    if opened["consulting"] or opened["kind"] == "consultation":
        return "consult"
    return "coordinate"


def add_support(
    supporting: list[tuple[str, str]], role: str, listed: list[Owner], words: str
) -> None:
    """Add those of a list; a group that is nobody's name, as it is worded."""
    supporting += [(o.as_said, role) for o in listed if o.name not in ("Congress", "President")]
    if not listed:
        worded = re.sub(r"^(?:the|with) ", "", words.strip(" ,.;"))
        if worded and not re.match(r"(?:Congress|President)\b", worded):
            supporting.append((worded, role))


def roles_in(text: str, names: Names) -> list[tuple[str, str]]:
    """Return with whom something is to be done, by the words before its verb."""
    supporting: list[tuple[str, str]] = []
    for opened in ROLE.finditer(text):
        if (role := role_of(opened)) != "through":
            listed, _ = owners_in(text, opened.end(), names)
            add_support(supporting, role, listed, text[opened.end() :].split(",")[0])
    return supporting


def trailing_roles(predicate: str, names: Names) -> list[tuple[str, str]]:
    """Return with whom the duty is to be done, where the words of the duty say so."""
    supporting: list[tuple[str, str]] = []
    for opened in ROLE.finditer(predicate):
        before = predicate[: opened.start()]
        if re.match(r"(?:or|and) ", predicate[opened.end() :]):
            continue
        if role_of(opened) == "through" or re.search(
            r"\b(?:that|which|who|as)\b[^,]*,?\s*$", before[-60:]
        ):
            continue
        if re.search(r"\b(?:that|which|who)\b", before) and not before.rstrip().endswith(","):
            continue
        listed, _ = owners_in(predicate, opened.end(), names)
        add_support(
            supporting, role_of(opened), listed, re.split(r"[,;.]", predicate[opened.end() :])[0]
        )
    found = WORK_WITH.search(predicate)
    if found is not None and not re.search(r"\b(?:that|which|who)\b", predicate[: found.start()]):
        role = "consult" if found["verb"] == "consult" else "coordinate"
        listed, end = owners_in(found["whom"], 0, names)
        whom = found["whom"]
        add_support(supporting, role, listed if end >= len(whom) - 2 or listed else [], whom)
    return supporting
