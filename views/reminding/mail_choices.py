"""By what the list of mails is narrowed, as the address of the page says it."""

from __future__ import annotations

from collections.abc import Sequence

from flask import request

from views.support.sent import asked
from views.support.shown.narrowing import Choice
from workplan.extensions import db
from workplan.services.people.standing import Standing
from workplan.services.reminding import mail_filters
from workplan.services.reminding.mail_filters import DAYS, MailFilter
from workplan.vocabulary import MailState


def wanted() -> MailFilter:
    """Return the filter that this request's address says; what is no state or length asks nothing.

    Raises:
        InvalidInput: for a person who is no number.
    """
    state, last = request.args.get("state", ""), asked.whole(request.args.get("last", ""))
    return MailFilter(
        person=asked.number("person"),
        agency=request.args.get("agency", ""),
        days=last if last in DAYS else None,
        state=state if state in MailState.codes() else "",
    )


def choices(standings: Sequence[Standing], chosen: MailFilter) -> tuple[Choice, ...]:
    """Return what can be chosen and what is."""
    session = db.session()
    people = [(str(p.id), p.name) for p in mail_filters.recipients(session, standings)]
    agencies = [(a.code, a.label) for a in mail_filters.agencies(session, standings)]
    lengths = [(str(days), f"last {days} days") for days in DAYS]
    states = [(code, MailState.said(code)) for code in MailState.codes()]
    return (
        Choice("person", "Person", people, str(chosen.person or "")),
        Choice("agency", "Agency", agencies, chosen.agency),
        Choice("last", "Days", lengths, str(chosen.days or "")),
        Choice("state", "State", states, chosen.state),
    )
