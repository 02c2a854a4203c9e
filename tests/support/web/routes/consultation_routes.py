"""The lines of the table of routes that are about comments from outside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from models import AnswerDraft, Comment, CommentMail, CommentPoint
from support.ground.office import OTHER_SLUG, SLUG
from workplan.extensions import db
from workplan.services.consultation import answers, comments, points
from workplan.services.consultation.comments import Letter, Sender
from workplan.services.consultation.finding import of_number
from workplan.services.consultation.points import Settled
from workplan.services.people import rights
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing

if TYPE_CHECKING:
    from support.ground.site import Site
    from support.web.routes.route_rows import Row

COMMENTS, TERMS = "/plans/<slug>/comments", "/plans/<slug>/settings/comments"
OURS = (COMMENTS, TERMS, "/comment/<slug>")
SAID = "Please hear small firms. Please count first sellers."
CAMPAIGN = " ".join(f"Keep check {number} of all that leaves." for number in range(8))
"""A letter that is long enough to be known again."""
SETTLED = Settled("declined", "Not now.")


def fresh(site: Site, row: Row) -> int | None:
    """Return the number of a new comment, in the state that the change ends."""
    if "<int:number>" not in row.route:
        return None
    slug = OTHER_SLUG if row.whose == "stranger's" else SLUG
    with site.inside() as office:
        who = office.stranger if row.whose == "stranger's" else office.coordinator
        change = Change(who, site.now)
        # Without an address it is known by this comment alone, and leaves it alone.
        address = "" if row.route.endswith("/person") else "maker@example.org"
        by = Sender("J. Whitaker", "Makers", address)
        number = comments.enter(change, slug, Letter(by, "First sales", SAID))
        if row.route.endswith("/own"):
            for _ in range(2):
                number = comments.enter(change, slug, Letter(by, "Checks", CAMPAIGN))
        if row.route.endswith("/return"):
            comments.set_aside(change, slug, number, _version(change, slug, number), "No comment")
        if row.route.endswith("/letting-go"):
            points.split(change, slug, number, 1, "Please hear small firms.")
        if "/draft" in row.route and not row.route.endswith("/asking"):
            _ask_for_draft(site, row, number)
        if row.route.endswith(("/answer", "/reopening", "/again", "/left", "/settling", "/person")):
            points.settle(change, slug, number, _version(change, slug, number), 1, SETTLED)
        if row.route.endswith(("<int:number>/reopening", "/again", "/left")):
            answers.send(change, slug, number, _version(change, slug, number))
        if row.route.endswith("/person"):
            answers.send(change, slug, number, _version(change, slug, number))
            with writing() as session:
                session.execute(update(CommentMail).values(state="sent", sent_at=site.now))
        if row.route.endswith(("/again", "/left")):
            with writing() as session:
                session.execute(update(CommentMail).values(state="dead"))
        return number


def sent(site: Site, row: Row, number: int) -> dict[str, Any]:
    """Return what the plan's own coordinator would send, whoever sends it now."""
    if row.route == TERMS:
        days = {"takes_comments": "y", "comment_days": 3 + number % 200, "sender_months": 0}
        return {"version": _plan_version(site, row), **days}
    if row.route == f"{COMMENTS}/new":
        return {"sender": f"Somebody {number}", "subject": "Sales", "words": f"Said {number}"}
    version = _current(site, row)
    if row.route.endswith("/draft"):
        drafts = sorted(site.rows("answer_drafts"), key=lambda one: one.id)
        version = drafts[-1].version if drafts else 1
    agency = site.office.agencies["DSCA" if row.whose == "stranger's" else "PM"]
    effort = next(
        (one.id for one in site.rows("initiatives") if one.plan_id == _plan_id(site, row)), ""
    )
    return {
        "version": version,
        "sender": f"Renamed {number}",
        "words": "Please count first sellers.",
        "because": f"Because {number}",
        "disposition": "declined",
        "answer": f"Answer {number}",
        "agency": agency,
        "wanted_on": site.day(3).isoformat(),
        "why": f"Because {number}",
        "typed": getattr(_last(site, row), "reference", ""),
        "under_effort": effort,
    }


def _ask_for_draft(site: Site, row: Row, number: int) -> None:
    """Ask the agency of a lead of the table for the draft of an answer; it has drafted one."""
    with writing() as session:
        plan_id = _plan_id(site, row)
        point = session.scalars(
            select(CommentPoint.id)
            .join(Comment, Comment.id == CommentPoint.comment_id)
            .where(Comment.number == number, Comment.plan_id == plan_id)
        ).one()
        is_drafted = row.route.endswith("/sending-back")
        drafted = {"drafted_at": site.now, "drafted_by_id": site.office.lead.id}
        session.add(
            AnswerDraft(
                point_id=point,
                agency_id=site.office.agencies["DSCA" if row.whose == "stranger's" else "PM"],
                wanted_on=site.day(3),
                asked_by_id=site.office.coordinator.id,
                asked_at=site.now,
                disposition="declined" if is_drafted else None,
                answer="Not now." if is_drafted else "",
                **(drafted if is_drafted else {}),
            )
        )


def _version(change: Change, slug: str, number: int) -> int:
    session = db.session()
    plan, _ = rights.plan_for(session, change.actor, slug)
    return of_number(session, plan.id, number).version


def _current(site: Site, row: Row) -> int:
    """Return the version of the last comment of the plan."""
    found = _last(site, row)
    return found.version if found else 1


def _last(site: Site, row: Row) -> Any:
    found = [one for one in site.rows("comments") if one.plan_id == _plan_id(site, row)]
    return max(found, key=lambda one: one.number, default=None)


def _plan_id(site: Site, row: Row) -> int:
    slug = OTHER_SLUG if row.whose == "stranger's" else SLUG
    return next((one.id for one in site.rows("plans") if one.slug == slug), 0)


def _plan_version(site: Site, row: Row) -> int:
    slug = OTHER_SLUG if row.whose == "stranger's" else SLUG
    return next((one.version for one in site.rows("plans") if one.slug == slug), 1)
