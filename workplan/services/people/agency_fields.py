"""What an administrator decides about an agency: checked, and as its row keeps it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Agency, User
from workplan.errors import InvalidInput
from workplan.services.people import agency_names

CODE = re.compile(r"[A-Z0-9][A-Z0-9._-]*")
DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
LONGEST = {"code": 40, "label": 40, "name": 200, "mail_domain": 200, "also_called": 200}


@dataclass(frozen=True)
class AgencyFields:
    """What an administrator decides about an agency.

    Args:
        code: stands in addresses and files; capitals, digits, dots and hyphens.
        label: how tables show it.
        parent: the code of the department that it is a bureau of; None for a department.
        mail_domain: where its people get their mail, such as state.gov.
        supervisor: the address of the person who supervises it in the plans that they join.
        also_called: other names by which directives mean it, one a line.
    """

    code: str
    label: str
    name: str
    parent: str | None = None
    mail_domain: str | None = None
    supervisor: str | None = None
    also_called: str = ""


def stored(session: Session, wanted: AgencyFields, agency: Agency | None = None) -> dict[str, Any]:
    """Return the columns of an agency, checked.

    Args:
        agency: the one that is changed; what stands there already may stay.

    Raises:
        InvalidInput: for what is empty, too long, of the wrong form, or taken by another agency.
    """
    own_id = agency.id if agency else None
    code = _line("code", wanted.code).upper()
    if not CODE.fullmatch(code):
        raise InvalidInput(
            "code",
            f"“{code}” is no code. Use letters, digits, dots and hyphens only, such as STATE-PM.",
        )
    _refuse_a_taken_code(session, code, own_id)
    label, name = _line("label", wanted.label), _line("name", wanted.name)
    _refuse_a_taken_label(session, label, own_id)
    domain = (wanted.mail_domain or "").strip().lower().removeprefix("@") or None
    if domain is not None and not (
        DOMAIN.fullmatch(domain) and len(domain) <= LONGEST["mail_domain"]
    ):
        raise InvalidInput(
            "mail_domain", f"“{domain}” is no domain of mail. Give one like state.gov, or none."
        )
    return {
        "code": code,
        "label": label,
        "name": name,
        "parent_id": _parent_id(session, wanted.parent, agency),
        "mail_domain": domain,
        "supervisor_id": _supervisor_id(session, wanted.supervisor, agency),
        "also_called": _other_names(session, wanted.also_called, own_id),
    }


def _line(field: str, text: str) -> str:
    found = _tidy(text)
    if not found:
        raise InvalidInput(field, f"The {field} is empty. Give the agency a {field}.")
    if len(found) > LONGEST[field] or not found.isprintable():
        raise InvalidInput(
            field,
            f"“{found[:40]}” does not fit: a {field} stands on one line of {LONGEST[field]} "
            "characters at most. Shorten it.",
        )
    return found


def _other_names(session: Session, text: str, own_id: int | None) -> str:
    """Return other names, one a line; refuse one that means another agency already."""
    names = {line.casefold(): line for line in (_tidy(line) for line in text.splitlines()) if line}
    if len(names) > agency_names.MOST_NAMES:
        raise InvalidInput(
            "also_called",
            f"{len(names)} names are too many. Give {agency_names.MOST_NAMES} at most.",
        )
    taken = agency_names.taken_names(session, own_id)
    for key, name in names.items():
        if key in taken:
            raise InvalidInput(
                "also_called",
                f"“{name}” means another agency already. Choose another name, or take it away "
                "there first.",
            )
        _line("also_called", name)
    return "\n".join(names.values())


def fits(name: str) -> bool:
    """Tell whether a text can be another name of an agency."""
    return bool(name.strip()) and name.isprintable() and len(name) <= LONGEST["also_called"]


def _tidy(line: str) -> str:
    return " ".join(line.split())


def _refuse_a_taken_code(session: Session, code: str, own_id: int | None) -> None:
    """Refuse a code that another agency has, or had: old addresses and files still lead to it."""
    if session.scalar(
        select(Agency.id).where(func.upper(Agency.code) == code, Agency.id.is_distinct_from(own_id))
    ):
        raise InvalidInput(
            "code", f"An agency has the code {code} already. Choose another, or change that one."
        )
    if agency_names.former_codes(session).get(code, own_id) != own_id:
        raise InvalidInput(
            "code",
            f"Another agency had the code {code}, and old addresses and files still lead there. "
            "Choose another code.",
        )


def _refuse_a_taken_label(session: Session, label: str, own_id: int | None) -> None:
    if session.scalar(
        select(Agency.id).where(
            func.lower(Agency.label) == label.lower(),
            Agency.retired_at.is_(None),
            Agency.id.is_distinct_from(own_id),
        )
    ):
        raise InvalidInput(
            "label", f"Tables show another agency as “{label}” already. Choose another label."
        )


def _parent_id(session: Session, code: str | None, agency: Agency | None) -> int | None:
    if not code:
        return None
    parent = session.scalar(select(Agency).where(Agency.code == code))
    if parent is None:
        raise InvalidInput(
            "parent", f"There is no agency with the code “{code}”. Choose one from the list."
        )
    stays = agency is not None and agency.parent_id == parent.id
    if parent.retired_at is not None and not stays:
        raise InvalidInput("parent", f"{parent.label} is retired. Choose an agency that is in use.")
    above: Agency | None = parent
    while agency is not None and above is not None:
        if above.id == agency.id:
            raise InvalidInput(
                "parent",
                f"{parent.label} is {agency.label} itself, or stands below it. Choose another "
                "department.",
            )
        above = session.get(Agency, above.parent_id) if above.parent_id else None
    return parent.id


def _supervisor_id(session: Session, email: str | None, agency: Agency | None) -> int | None:
    address = (email or "").strip().lower()
    if not address:
        return None
    person = session.scalar(select(User).where(User.email == address))
    stays = person is not None and agency is not None and agency.supervisor_id == person.id
    if person is None or (person.disabled_at is not None and not stays):
        raise InvalidInput(
            "supervisor",
            f"Nobody who can sign in has the address {address}. Check it, or add them.",
        )
    return person.id
