"""What every mail has in common: its headers, and texts made from templates."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from workplan.palette import COLORS
from workplan.plain_text import in_a_head, one_line

LONGEST_SUBJECT, LONGEST_NAME = 300, 200
TEMPLATES = Path(__file__).resolve().parent.parent.parent / "templates" / "mail"


class Envelope(NamedTuple):
    """From whom a mail is and to whom, about what, and when it was written.

    Args:
        heads: further lines of its head, by their names.
    """

    subject: str
    sender: str
    to_name: str
    to_email: str
    message_id: str
    written_at: datetime
    heads: tuple[tuple[str, str], ...] = ()


def written(
    envelope: Envelope,
    template: str,
    values: Mapping[str, object],
    filters: Mapping[str, Callable[..., str]] | None = None,
) -> EmailMessage:
    """Return a mail: plain text that reads as well as the HTML beside it.

    Args:
        template: the name of both templates without its ending.
        filters: what the templates call besides.
    """
    message = EmailMessage()
    message["Subject"] = in_a_head(one_line(envelope.subject, LONGEST_SUBJECT))
    message["From"] = Address("Workplan", addr_spec=envelope.sender)
    to_name = in_a_head(one_line(envelope.to_name, LONGEST_NAME))
    message["To"] = Address(to_name, addr_spec=envelope.to_email)
    message["Date"] = format_datetime(envelope.written_at)
    message["Message-ID"] = envelope.message_id
    message["Auto-Submitted"] = "auto-generated"
    # Exchange asks by a line of its own whether it may answer by itself.
    message["X-Auto-Response-Suppress"] = "All"
    for name, value in envelope.heads:
        message[name] = value
    message.set_content(_render(f"{template}.txt", values, filters or {}))
    message.add_alternative(_render(f"{template}.html", values, filters or {}), subtype="html")
    return message


def _render(
    name: str, values: Mapping[str, object], filters: Mapping[str, Callable[..., str]]
) -> str:
    environment = _environment(tuple(filters.items()), is_html=name.endswith(".html"))
    return environment.get_template(name).render(values)


@cache
def _environment(
    filters: tuple[tuple[str, Callable[..., str]], ...], *, is_html: bool
) -> Environment:
    """Return what renders mails: to compile a template takes ten times as long as to fill it."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=is_html,  # noqa: S701  # plain text has nothing to escape
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= dict(filters)
    environment.globals["colors"] = COLORS
    return environment
