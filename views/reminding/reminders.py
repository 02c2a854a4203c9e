"""Reminders: what is to be put right, what goes out next, and what went out to whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from models import Plan
from views.reminding import mail_choices
from views.support.own_paths import own_path
from views.support.sent import asked
from views.support.session import actor, changing
from views.support.shown import downloads, narrowing
from workplan import clock, vocabulary
from workplan.extensions import db
from workplan.services.coordination import recipients
from workplan.services.coordination.recipients import Unreached
from workplan.services.delivery import dead_mail, sent_mails
from workplan.services.delivery.incoming import received_lists
from workplan.services.people import absences, bounced_members, rights
from workplan.services.people.absences import Alone
from workplan.services.people.bounced_members import Bounced
from workplan.services.people.standing import Standing
from workplan.services.reminding import coming_mails, heartbeats, ledgers, mail_lists
from workplan.services.reminding.followed import followed
from workplan.services.reminding.ledgers import NoticeLine, ReminderLine
from workplan.services.structure import reminder_rules

bp = Blueprint("reminders", __name__)

LISTED = (
    "Kind",
    "Suspense",
    "Days before (−) or overdue (+)",
    "Counted in",
    "To",
    "In place of",
    "Plan",
    "Code",
    "Task",
    "State",
    "Not before (UTC)",
    "Sent (UTC)",
    "Attempts",
    "Possibly twice",
    "Nobody else to tell",
    "Seen (UTC)",
    "Message-ID",
    "The server said",
)


class Gap(NamedTuple):
    """What keeps mail from somebody: an agency with nobody, or a person away without stand-in."""

    plan: Plan
    silent: Unreached | None = None
    away: Alone | None = None
    bounced: Bounced | None = None
    may_change: bool = False


@bp.get("/reminders")
@login_required
def show() -> ResponseReturnValue:
    """Show the mail of all the person's plans, as far as they may read it."""
    session = db.session()
    return _page(rights.plans_of(session, actor()), rights.standings(session, actor()), None)


@bp.get("/plans/<slug>/reminders")
@login_required
def of_plan(slug: str) -> ResponseReturnValue:
    """Show the mail of one plan."""
    plan, standing = rights.plan_for(db.session(), actor(), slug)
    return _page([plan], [standing], plan)


@bp.get("/reminders.csv")
@login_required
def table() -> Response:
    """Serve both ledgers, as far as the person may read them, as CSV; of one plan if asked."""
    session = db.session()
    slug = request.args.get("plan", "")
    standings = (
        [rights.plan_for(session, actor(), slug)[1]] if slug else rights.standings(session, actor())
    )
    wanted, now = mail_choices.wanted(), clock.now()
    reminders = ledgers.reminders(session, standings, wanted, now)
    told = ledgers.notices(session, standings, wanted, now)
    lines: list[ReminderLine | NoticeLine] = [*reminders, *told]
    rows = (
        (
            *_own_cells(r),
            r.user_name,
            r.absent,
            r.plan_title,
            r.code,
            r.task_name,
            vocabulary.MailState.said(r.state),
            r.not_before,
            r.sent_at,
            r.attempts,
            "yes" if r.is_possible_copy else "",
            "yes" if isinstance(r, ReminderLine) and r.is_for_nobody else "",
            r.seen_at,
            r.message_id,
            r.last_reply,
        )
        for r in lines
    )
    return downloads.table("reminders", LISTED, rows)


def _own_cells(line: ReminderLine | NoticeLine) -> tuple[str, date | None, int | None, str]:
    """Return what a row of the table says that is not the same for both ledgers."""
    if isinstance(line, NoticeLine):
        return vocabulary.NoticeKind.said(line.kind), None, None, ""
    kind = "Reminder, inner suspense" if line.is_inner else "Reminder"
    unit = vocabulary.DayKind.said(line.counted_in).lower()
    return kind, line.due_on, line.rung_days, unit


@bp.get("/mail/<any(reminders, notices):ledger>/<int:row_id>")
@login_required
def mail(ledger: str, row_id: int) -> ResponseReturnValue:
    """Show the text of the mail in which a row of a ledger went out."""
    found = sent_mails.mail_of(db.session(), actor(), ledger, row_id)
    return render_template("reminders/mail.html", found=found)


@bp.post("/mail/<any(reminders, notices):ledger>/<int:row_id>/again")
@login_required
def send_again(ledger: str, row_id: int) -> ResponseReturnValue:
    """Send a mail again that failed for good."""
    dead_mail.send_again(changing(), ledger, row_id)
    flash("The mail goes out again with the next beat of the scheduler, if it still holds.")
    return redirect(_back())


@bp.post("/mail/<any(reminders, notices):ledger>/<int:row_id>/seen")
@login_required
def see(ledger: str, row_id: int) -> ResponseReturnValue:
    """Say that a failed mail was seen."""
    dead_mail.see(changing(), ledger, row_id)
    flash("The failed mail is marked as seen.")
    return redirect(_back())


def _back() -> str:
    """Return the page on which the button stood."""
    return own_path(request.form.get("next", "")) or url_for("reminders.show")


def _page(plans: Sequence[Plan], standings: Sequence[Standing], plan: Plan | None) -> str:
    session, now = db.session(), clock.now()
    by_plan = {standing.plan_id: standing for standing in standings}
    wanted = mail_choices.wanted()
    choices = mail_choices.choices(standings, wanted)
    days = coming_mails.FAR if request.args.get("days") == "30" else coming_mails.SOON
    open_plans = [one for one in plans if one.stage != "closed"]
    coming = [
        mail
        for one in open_plans
        for mail in coming_mails.coming(session, one, by_plan[one.id], now, days)
    ]
    coming.sort(key=lambda mail: mail.at)
    page = asked.page(request.args.get("page", ""))
    found = mail_lists.mails(session, standings, wanted, now, page)
    return render_template(
        "reminders/show.html",
        plan=plan,
        plans=plans,
        standing=by_plan[plan.id] if plan else None,
        standings=by_plan,
        rules=reminder_rules.rules_of(session, list(by_plan)),
        may_read=any(s.may_read_journal for s in standings),
        failed=mail_lists.unseen_failures(session, standings, now),
        came_in=received_lists.parked_of(session, _read_of(open_plans, by_plan)),
        gaps=[gap for one in open_plans for gap in _gaps(one, by_plan[one.id])],
        coming=coming,
        days=days,
        far=coming_mails.FAR,
        next_run=coming_mails.next_run([one.time_zone for one in open_plans], now),
        last_beat=heartbeats.last_beat(session, heartbeats.PLANNER),
        found=found,
        followed=followed(session, found.mails),
        choices=choices,
        chips=narrowing.chips(choices),
        here=request.path,
    )


def _read_of(plans: Sequence[Plan], by_plan: Mapping[int, Standing]) -> list[int]:
    """Return the plans whose mail that came in somebody reads."""
    return [one.id for one in plans if by_plan[one.id].may_read_everything]


def _gaps(plan: Plan, standing: Standing) -> list[Gap]:
    """Return the agencies with nobody to write to, and who is away and nobody stands in."""
    if not standing.may_read_everything:
        return []
    session = db.session()
    reach = recipients.reach_of(session, plan.id)
    silent = recipients.agencies_without_recipient(session, plan.id, reach)
    today = clock.civil_date(clock.now(), plan.time_zone)
    away = absences.without_stand_in(session, today, reach.members, reach.parents)
    may = standing.may_change_structure
    return [
        *(Gap(plan, silent=one, may_change=may) for one in silent),
        *(Gap(plan, away=one) for one in away),
        *(Gap(plan, bounced=one) for one in bounced_members.of_plan(session, plan.id)),
    ]
