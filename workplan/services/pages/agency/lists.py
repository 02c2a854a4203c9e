"""Every agency, each bureau below its department."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from models import Agency, User
from workplan.services.record.read_models import read


class AgencyRow(NamedTuple):
    """An agency as a list shows it; its fields are those of the select, but for the last."""

    id: int
    code: str
    label: str
    name: str
    parent_id: int | None
    mail_domain: str | None
    retired_at: datetime | None
    supervisor: str
    merged_into: str
    depth: int = 0


class _Found(NamedTuple):
    id: int
    code: str
    label: str
    name: str
    parent_id: int | None
    mail_domain: str | None
    retired_at: datetime | None
    supervisor: str | None
    merged_into: str | None


def tree(session: Session, *, with_retired: bool = True) -> list[AgencyRow]:
    """Return the agencies by label, each followed by its bureaus; one select.

    Args:
        with_retired: whether those that are retired stand among them.
    """
    into = aliased(Agency)
    wanted = (
        select(
            Agency.id,
            Agency.code,
            Agency.label,
            Agency.name,
            Agency.parent_id,
            Agency.mail_domain,
            Agency.retired_at,
            User.name.label("supervisor"),
            into.label.label("merged_into"),
        )
        .outerjoin(User, User.id == Agency.supervisor_id)
        .outerjoin(into, into.id == Agency.merged_into_id)
        .order_by(Agency.label, Agency.id)
    )
    if not with_retired:
        wanted = wanted.where(Agency.retired_at.is_(None))
    return [*in_order(read(_Found, session.execute(wanted)))]


def in_order(found: list[_Found]) -> Iterator[AgencyRow]:
    """Yield agencies, each with how deep it stands, followed by its bureaus."""
    present = {row.id for row in found}
    below: dict[int | None, list[_Found]] = defaultdict(list)
    for row in found:
        below[row.parent_id if row.parent_id in present else None].append(row)

    def walk(above: int | None, depth: int) -> Iterator[AgencyRow]:
        for row in below[above]:
            texts = (row.supervisor or "", row.merged_into or "")
            yield AgencyRow(*row[:-2], *texts, depth)
            yield from walk(row.id, depth + 1)

    return walk(None, 0)
