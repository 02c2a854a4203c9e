"""The clearance of a plan: its page, and a version that is sent to the agencies."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from models import Plan
from views.consultation.clearance_pages import clearance_page
from views.support.plan_days import today_in
from views.support.sent import asked
from views.support.session import actor, changing
from views.support.shown import downloads, papers
from views.support.shown.presenting import plural
from workplan.errors import InvalidInput, StaleVersion
from workplan.extensions import db
from workplan.papers.paper import Paper, Section, table_of
from workplan.scheduling.explain import day_words
from workplan.services.consultation import clearances
from workplan.services.consultation.clearances import Sent
from workplan.services.coordination.rounds import course_selects
from workplan.services.people import rights
from workplan.services.record import journal
from workplan.vocabulary import Concurrence, Decision

bp = Blueprint("clearance", __name__)

LISTED = (
    *("Version", "Agency", "Answer", "By", "Words it meets", "Comment", "Proposed words"),
    *("Decision", "Reason"),
)
WIDTHS = (2, 2, 2, 2, 4, 4, 4, 2, 4)
"""How wide each column is in the PDF beside the others."""
OVERTAKEN = "Somebody sent a version meanwhile. Look at it above, and send the next one if need be."


@bp.get("/plans/<slug>/clearance")
@login_required
def show(slug: str) -> ResponseReturnValue:
    """Show who was asked about the plan, what each answered, and what the reader may do now."""
    return clearance_page(slug)


@bp.get("/plans/<slug>/clearance.csv")
@login_required
def table(slug: str) -> Response:
    """Serve every comment of the agencies, with what was decided of it, as CSV."""
    plan, _ = rights.plan_for(db.session(), actor(), slug)
    return downloads.table(f"{slug}-clearance", LISTED, _lines(plan))


@bp.get("/plans/<slug>/clearance.pdf")
@login_required
def document(slug: str) -> Response:
    """Serve the same as a tagged PDF, across the page."""
    session = db.session()
    plan, _ = rights.plan_for(session, actor(), slug)
    found = table_of([*zip(LISTED, WIDTHS, strict=True)], _lines(plan))
    paper = Paper(
        title=plan.title,
        kind="Clearance by the agencies",
        facts=[f"As it stands on {day_words(today_in(plan))}"],
        sections=[Section("Comments and decisions", (found,))],
        marking=plan.marking or "",
        foot=journal.source_line(session),
        is_across=True,
    )
    return downloads.served(*papers.written(paper, "pdf"), f"{slug}-clearance.pdf")


def _lines(plan: Plan) -> Iterator[tuple[str, ...]]:
    """Yield a line for each comment, and for each answer and silence without one."""
    for course in course_selects.of_plan(db.session(), plan.id):
        for ask in course.asks:
            start = f"{ask.number}", ask.label
            for said in ask.answers:
                how = Concurrence.said(said.kind), said.by
                for one in said.remarks:
                    decided = Decision.said(one.decision) if one.decision else "Not decided"
                    words = one.passage, one.words, one.proposed
                    yield (*start, *how, *words, decided, one.decided_because)
                if not said.remarks:
                    yield (*start, *how, *[""] * 5)
            if not ask.answers:
                why = ask.gone_on_because or f"Asked by {day_words(ask.wanted_on)}"
                stands = "Gone on without" if ask.gone_on_at else "No answer"
                yield (*start, stands, ask.gone_on_by or "", *[""] * 4, why)


@bp.post("/plans/<slug>/clearance")
@login_required
def send(slug: str) -> ResponseReturnValue:
    """Send the plan as it stands to agencies, each with a day to answer."""
    rights.plan_to_change(db.session(), actor(), slug)
    chosen = [one for typed in request.form.getlist("ask") if (one := asked.row_id(typed))]
    after = asked.whole(request.form.get("after", ""))
    try:
        days = {agency: asked.sent_day(f"due_{agency}") for agency in chosen}
        sent = Sent(request.form.get("name", ""), days, after or 0)
        number = clearances.send(changing(), slug, sent)
    except StaleVersion:
        db.session.rollback()
        return clearance_page(slug, refusal=OVERTAKEN, at="send"), 409
    except InvalidInput as error:
        db.session.rollback()
        return clearance_page(slug, refusal=error.message, at="send"), 422
    flash(f"Version {number} is sent to {plural(len(chosen), 'agency', 'agencies')}.")
    return redirect(url_for("clearance.show", slug=slug))
