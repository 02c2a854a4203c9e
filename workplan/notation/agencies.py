"""Whose a task is, as a cell has it: `State + War` lead jointly, `DDTC: consult` supports.

The first lead; what follows a comma supports, by coordinating where no other role is named.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from workplan.notation.refusals import NotUnderstood, nearest, use
from workplan.vocabulary import AgencyRole

PLAIN_ROLE = AgencyRole.COORDINATE.value
ROLES = tuple(role for role in AgencyRole.codes() if role != "lead")
NOTHING = ("", "none", "-", "–")
JOINT = re.compile(r"\s*(?:[+&/]|\band\b)\s*")
WITH_ROLE = re.compile(r"(?P<name>.+?)\s*(?::\s*(?P<role>\w+)|\(\s*(?P<inner>\w+)\s*\))", re.S)


class Owners(NamedTuple):
    """Which agencies lead, and which support in which role; each by its short name."""

    leads: tuple[str, ...] = ()
    supports: tuple[tuple[str, str], ...] = ()


class Known:
    """The agencies that can be named: by short name, by code, by full name, and by the last word
    of the short name where only one has it.

    Args:
        names: the names of each agency, by its short name.
        also: further names by which it is meant, unless another agency has them.
    """

    def __init__(
        self, names: Mapping[str, Iterable[str]], also: Mapping[str, Iterable[str]] | None = None
    ) -> None:
        last = Counter(label.split()[-1].casefold() for label in names if label.strip())
        self._found: dict[str, str] = {}
        for label in names:
            if label.strip() and last[word := label.split()[-1].casefold()] == 1:
                self._found[word] = label
        for label, others in names.items():
            self._found |= {name.casefold(): label for name in others}
        self._found |= {label.casefold(): label for label in names}
        self.labels = tuple(names)
        further = also or {}
        for label, others in further.items():
            for name in others:
                self._found.setdefault(name.casefold(), label)
        self.names = {
            label: (label, *others, *further.get(label, ())) for label, others in names.items()
        }

    def get(self, name: str) -> str | None:
        """Return the short name of an agency that is called so."""
        return self._found.get(" ".join(name.split()).casefold())

    def find(self, typed: str, text: str) -> str:
        """Return the short name of an agency, or refuse a name that none has.

        Args:
            text: the whole cell, of which it is a part.
        """
        if (label := self.get(typed)) is not None:
            return label
        near = nearest(typed, self._found)
        label = None if near is None else self._found[near.casefold()]
        way = "" if label else " Give its short name, as tables show it."
        mendings = use(label, typed, text) if label else ()
        raise NotUnderstood(f"No such agency: “{typed[:40]}”.{way}", *mendings)


def read(text: str, known: Known) -> Owners:
    """Return what a cell of leads gives: the first lead, the rest support.

    Raises:
        NotUnderstood: for an agency or a role that is not known, with the way out.
    """
    first, *rest = _parts(text) or [""]
    leads = [known.find(name, text) for name in _jointly(first, known)]
    others = [_support(part, text, known) for part in rest]
    return Owners(tuple(dict.fromkeys(leads)), _supports(others, leads))


def read_supports(text: str, known: Known) -> tuple[tuple[str, str], ...]:
    """Return what a cell of support gives: agencies with their roles.

    Raises:
        NotUnderstood: for an agency or a role that is not known, with the way out.
    """
    return _supports([_support(part, text, known) for part in _parts(text)], ())


def _parts(text: str) -> list[str]:
    if text.strip().casefold() in NOTHING:
        return []
    return [part.strip() for part in re.split(r"[,;]", text) if part.strip()]


def _jointly(part: str, known: Known) -> list[str]:
    if not part or known.get(part):
        return [part] if part else []
    return [name for name in JOINT.split(part) if name]


def _support(part: str, text: str, known: Known) -> tuple[str, str]:
    if (label := known.get(part)) is not None:
        return label, PLAIN_ROLE
    found = WITH_ROLE.fullmatch(part)
    if found is None:
        return known.find(part, text), PLAIN_ROLE
    typed = found["role"] or found["inner"]
    role = _role(typed)
    if role is None:
        near = nearest(typed, ROLES)
        raise NotUnderstood(
            f"“{typed[:40]}” is no role. Write consult, coordinate, assist or clear.",
            *(use(near, typed, text) if near else ()),
        )
    return known.find(found["name"], text), role


def _role(typed: str) -> str | None:
    word = typed.casefold()
    for role in ROLES:
        if word in (role, f"{role}s", f"{role}ed", f"{role}d"):
            return role
    return None


def _supports(
    found: Iterable[tuple[str, str]], leads: Iterable[str]
) -> tuple[tuple[str, str], ...]:
    taken = set(leads)
    return tuple({label: role for label, role in found if label not in taken}.items())


def written_leads(leads: Iterable[str]) -> str:
    """Return a cell of leads."""
    return " + ".join(leads)


def written_supports(supports: Iterable[tuple[str, str]]) -> str:
    """Return a cell of support; the plain role is left out."""
    return ", ".join(
        label if role == PLAIN_ROLE else f"{label}: {role}" for label, role in supports
    )


def said_leads(leads: tuple[str, ...]) -> str:
    """Say who leads."""
    if not leads:
        return "nobody leads"
    return f"{leads[0]} leads" if len(leads) == 1 else f"{' and '.join(leads)} lead jointly"


def said_supports(supports: Iterable[tuple[str, str]]) -> str:
    """Say who supports, and how."""
    words = {role: f"{role}s" for role in ROLES}
    return ", ".join(f"{label} {words[role]}" for label, role in supports) or "nobody supports"


def said(owners: Owners) -> str:
    """Say who leads, and who supports if somebody does."""
    supports = [said_supports(owners.supports)] if owners.supports else []
    return "; ".join([said_leads(owners.leads), *supports])
