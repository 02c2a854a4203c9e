"""Coordination of a task's product: its page, a version that is sent, and the answers to it."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from models import BureauAsk, Plan, Round, RoundAsk, RoundComment
from views.consultation.clearance_pages import clearance_page
from views.support.plan_days import day_in, today_in
from views.support.sent import asked, attachments
from views.support.sent.attachments import Waiting
from views.support.sent.typed import typed_at
from views.support.session import actor, changing
from views.support.shown.presenting import plural
from workplan.errors import InvalidInput, StaleVersion
from workplan.extensions import db
from workplan.services.coordination.rounds import (
    answers,
    asking,
    bureaus,
    finding,
    settling,
    waiting,
)
from workplan.services.coordination.rounds.answers import MOST_COMMENTS, Answer, Comment
from workplan.services.coordination.rounds.finding import About
from workplan.services.coordination.rounds.versions import Sent
from workplan.services.pages.task.round_pages import page_of
from workplan.services.people import rights
from workplan.services.reporting import products
from workplan.services.reporting.evidence import Attached
from workplan.vocabulary import Concurrence

bp = Blueprint("rounds", __name__)

OVERTAKEN = (
    "Somebody sent a version while you typed. Look at it above; your text stands below, and goes "
    "out as the next one when you send it again."
)


@bp.get("/plans/<slug>/coordination")
@login_required
def index(slug: str) -> ResponseReturnValue:
    """List the tasks of a plan whose product goes round, those with silent agencies first."""
    session = db.session()
    plan, standing = rights.plan_for(session, actor(), slug)
    today = today_in(plan)
    return render_template(
        "rounds/index.html",
        plan=plan,
        standing=standing,
        today=today,
        found=waiting.of_plan(session, plan.id, today),
    )


@bp.get("/tasks/<int:task_id>/coordination")
@login_required
def show(task_id: int) -> ResponseReturnValue:
    """Show how the product of a task goes round, and what one may do now."""
    return _page(task_id)


@bp.post("/tasks/<int:task_id>/coordination")
@login_required
def send(task_id: int) -> ResponseReturnValue:
    """Send a version of the product to agencies, each with a day to answer."""
    session, me = db.session(), actor()
    _, standing = rights.task_for(session, me, task_id)
    finding.require_sender(session, standing, task_id)
    try:
        sent = _sent()
        attached = Attached(attachments.store(), attachments.given(me.id or 0))
        number = products.send(changing(), task_id, sent, attached)
    except StaleVersion:
        return _refused(task_id, InvalidInput("words", OVERTAKEN), "send", 409)
    except InvalidInput as error:
        return _refused(task_id, error, "send")
    attachments.let_go(me.id or 0)
    flash(f"Version {number} is sent to {plural(len(sent.wanted_on), 'agency', 'agencies')}.")
    return _to(task_id)


@bp.post("/coordination/asks/<int:ask_id>/answer")
@login_required
def answer(ask_id: int) -> ResponseReturnValue:
    """Answer for an agency: concur, concur with comment, or non-concur."""
    kind = request.form.get("kind", "")
    given = Answer(kind, [_comment(number) for number in range(1, MOST_COMMENTS + 1)])
    said = f"Your agency’s answer is recorded: {Concurrence.said(kind).lower()}."
    return _done(
        RoundAsk,
        ask_id,
        lambda: answers.answer(changing(), ask_id, given),
        f"answer-{ask_id}",
        said,
    )


@bp.post("/coordination/asks/<int:ask_id>/bureaus")
@login_required
def ask_bureaus(ask_id: int) -> ResponseReturnValue:
    """Ask the bureaus of one's agency before it answers."""

    def ask() -> About:
        chosen = [one for typed in request.form.getlist("bureau") if (one := asked.row_id(typed))]
        wanted = {bureau: asked.sent_day(f"due_{bureau}") for bureau in chosen}
        return bureaus.ask(changing(), ask_id, wanted)

    said = "The bureaus are asked. What they say stays inside your agency until it answers."
    return _done(RoundAsk, ask_id, ask, f"bureaus-{ask_id}", said)


@bp.post("/coordination/bureaus/<int:bureau_ask_id>/answer")
@login_required
def advise(bureau_ask_id: int) -> ResponseReturnValue:
    """Advise the agency above, for a bureau."""
    kind = request.form.get("kind", "")
    return _done(
        BureauAsk,
        bureau_ask_id,
        lambda: bureaus.answer(changing(), bureau_ask_id, kind, _comment(1)),
        f"advise-{bureau_ask_id}",
        f"Your advice is recorded: {Concurrence.said(kind).lower()}.",
    )


@bp.post("/coordination/asks/<int:ask_id>/going-on")
@login_required
def go_on(ask_id: int) -> ResponseReturnValue:
    """Go on without the answer of a silent agency."""
    because = request.form.get("because", "")
    said = "You go on without that answer; the record says so, and why."
    return _done(
        RoundAsk,
        ask_id,
        lambda: settling.go_on_without(changing(), ask_id, because),
        f"without-{ask_id}",
        said,
    )


@bp.post("/coordination/<int:round_id>/agencies")
@login_required
def ask_another(round_id: int) -> ResponseReturnValue:
    """Ask one more agency about the last version."""

    def ask() -> About:
        agency = asked.row_id(request.form.get("agency", "")) or 0
        return asking.ask_another(changing(), round_id, agency, asked.sent_day("day"))

    return _done(Round, round_id, ask, "another", "One more agency is asked.")


@bp.post("/coordination/asks/<int:ask_id>/dropping")
@login_required
def drop(ask_id: int) -> ResponseReturnValue:
    """Ask an agency no more."""
    because = request.form.get("because", "")
    said = "It is asked no more; what it said stays on record."
    return _done(
        RoundAsk, ask_id, lambda: asking.drop(changing(), ask_id, because), f"drop-{ask_id}", said
    )


@bp.post("/coordination/asks/<int:ask_id>/day")
@login_required
def give_later_day(ask_id: int) -> ResponseReturnValue:
    """Give an agency another day to answer."""

    def give() -> About:
        because = request.form.get("because", "")
        return asking.give_later_day(changing(), ask_id, asked.sent_day("day"), because)

    return _done(RoundAsk, ask_id, give, f"day-{ask_id}", "It has that day; it is told.")


@bp.post("/coordination/comments/<int:remark_id>/decision")
@login_required
def decide(remark_id: int) -> ResponseReturnValue:
    """Decide a comment: accepted, in part, or declined."""
    decision, because = request.form.get("decision", ""), request.form.get("because", "")
    return _done(
        RoundComment,
        remark_id,
        lambda: settling.decide(changing(), remark_id, decision, because),
        f"comment-{remark_id}",
        "The comment is decided; its agency is told.",
    )


@bp.post("/coordination/<int:round_id>/clearing")
@login_required
def clear(round_id: int) -> ResponseReturnValue:
    """End a round in which all have concurred, or were gone on without."""
    said = "Cleared: the coordination has ended."
    return _done(Round, round_id, lambda: settling.clear(changing(), round_id), "end", said)


@bp.post("/coordination/<int:round_id>/withdrawal")
@login_required
def withdraw(round_id: int) -> ResponseReturnValue:
    """End a round without a result."""
    because = request.form.get("because", "")
    said = "The coordination is withdrawn; its record stays."
    return _done(
        Round, round_id, lambda: settling.withdraw(changing(), round_id, because), "end", said
    )


def _sent() -> Sent:
    """Return the version that the form holds, with whom it asks by when."""
    chosen = [one for typed in request.form.getlist("ask") if (one := asked.row_id(typed))]
    days = {agency: asked.sent_day(f"due_{agency}") for agency in chosen}
    after = asked.whole(request.form.get("after", ""))
    if after is None:
        raise InvalidInput("after", "This page is not from here. Reload it.")
    return Sent(request.form.get("words", ""), days, after)


def _comment(number: int) -> Comment:
    """Return a comment that the form of an answer holds; fields that were not sent are empty."""
    names = (f"{part}-{number}" for part in Comment._fields)
    return Comment(*(request.form.get(name, "") for name in names))


def _done(
    table: type[Round | RoundAsk | RoundComment | BureauAsk],
    row_id: int,
    do: Callable[[], About],
    at: str,
    said: str,
) -> ResponseReturnValue:
    """Do what was asked and lead back to the page, or show it with what was wrong."""
    try:
        about = do()
    except InvalidInput as error:
        db.session.rollback()
        about = finding.about_of(db.session(), actor(), table, row_id)
        if about.task_id is None:
            return clearance_page(about.slug, refusal=error.message, at=at), 422
        return _refused(about.task_id, error, at)
    flash(said)
    if about.task_id is None:
        return redirect(url_for("clearance.show", slug=about.slug))
    return _to(about.task_id)


def _to(task_id: int) -> ResponseReturnValue:
    return redirect(url_for("rounds.show", task_id=task_id))


def _refused(task_id: int, error: InvalidInput, at: str, status: int = 422) -> ResponseReturnValue:
    """Show the page again with what was wrong, and what was typed."""
    db.session.rollback()
    kept = attachments.keep(actor().id or 0) if at == "send" else []
    return _page(task_id, refusal=error.message, at=at, kept=kept), status


def _page(
    task_id: int, *, refusal: str = "", at: str = "", kept: list[Waiting] | None = None
) -> str:
    session = db.session()
    task, standing = rights.task_for(session, actor(), task_id)
    plan = session.get_one(Plan, task.plan_id)
    found = page_of(session, task, standing, day_in(plan))
    return render_template(
        "rounds/show.html",
        plan=plan,
        task=task,
        found=found,
        standing=standing,
        day=found.day,
        refusal=refusal,
        refused_at=at,
        typed=typed_at(at),
        kept=kept or [],
        most_comments=MOST_COMMENTS,
    )
