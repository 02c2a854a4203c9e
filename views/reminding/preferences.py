"""Which mails you get, when, and who stands in while you are away."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required
from wtforms import BooleanField
from wtforms.validators import InputRequired

from views.support.sent.asked import row_id, whole
from views.support.sent.forms import BaseForm, ChoiceField, DayField, VersionField
from views.support.session import actor, changing, settings
from workplan import clock
from workplan.errors import InvalidInput, StaleVersion
from workplan.extensions import db
from workplan.reminders.reach import EARLIEST_HOUR, LATEST_HOUR, Wishes
from workplan.services.coordination import followers
from workplan.services.people import absences, mail_preferences
from workplan.vocabulary import MailWay

bp = Blueprint("preferences", __name__)

WAY_CHOICES = MailWay.choices()
WEEKLY_CHOICES = WAY_CHOICES[1:]
HOURS = [(str(hour), f"{hour:02}:00") for hour in range(EARLIEST_HOUR, LATEST_HOUR + 1)]
NOBODY = ("", "Nobody: mail waits until I am back")


class WishesForm(BaseForm):
    """How a person wants to be told of what."""

    version = VersionField()
    requests = ChoiceField("Requests for an update", choices=WAY_CHOICES)
    mentions = ChoiceField("Comments that name you or your agency", choices=WAY_CHOICES)
    answers = ChoiceField("Answers in your threads", choices=WAY_CHOICES)
    hands = ChoiceField(
        "Tasks handed or offered to you, offers answered, people who left", choices=WAY_CHOICES
    )
    weekly = ChoiceField("The week of plans that you coordinate", choices=WEEKLY_CHOICES)
    wants_early = BooleanField("Reminders earlier than 3 working days before a suspense, too")
    send_hour = ChoiceField("Hour of reminders and digests", choices=HOURS)
    paused_until = DayField("Pause all mail until")

    @classmethod
    def of(cls, wishes: Wishes, version: int) -> WishesForm:
        """Return the form with what was chosen."""
        data = {**wishes._asdict(), "send_hour": str(wishes.send_hour), "version": version}
        return cls(formdata=None, data=data)

    def wishes(self) -> Wishes:
        """Return what the person chose."""
        return Wishes(
            mentions=self.mentions.data or "",
            answers=self.answers.data or "",
            requests=self.requests.data or "",
            hands=self.hands.data or "",
            weekly=self.weekly.data or "",
            wants_early=bool(self.wants_early.data),
            send_hour=whole(self.send_hour.data or "") or 0,
            paused_until=self.paused_until.data,
        )


class AbsenceForm(BaseForm):
    """From when to when a person is away, and who stands in."""

    from_on = DayField("First day away", [InputRequired("Give the first day.")])
    until_on = DayField("Last day away", [InputRequired("Give the last day.")])
    delegate_id = ChoiceField("Who stands in")


@bp.get("/account/mail")
@login_required
def show() -> ResponseReturnValue:
    """Show what is chosen."""
    return _page()


@bp.post("/account/mail")
@login_required
def change() -> ResponseReturnValue:
    """Keep what a person wants from now on."""
    form, status = WishesForm(), 422
    if form.validate():
        try:
            mail_preferences.change(changing(), _today(), form.version.data, form.wishes())
        except StaleVersion as stale:
            form.version.data, status = stale.current, 409
            form.requests.errors = [
                "You saved in another window meanwhile. Save again if this is what you want."
            ]
        except InvalidInput as error:
            form.refuse(error, "requests")
        else:
            flash("Your choice is kept.")
            return redirect(url_for("preferences.show"))
    return _page(wishes=form), status


@bp.post("/account/absence")
@login_required
def be_away() -> ResponseReturnValue:
    """Say that you are away, or that you are back."""
    if "end" in request.form:
        absences.end(changing())
        flash("You are back: mail comes to you again, and nobody stands in.")
        return redirect(url_for("preferences.show"))
    form = _absence_form()
    if form.validate():
        assert form.from_on.data is not None
        assert form.until_on.data is not None
        delegate = row_id(form.delegate_id.data or "")
        try:
            absences.say(changing(), _today(), form.from_on.data, form.until_on.data, delegate)
        except InvalidInput as error:
            form.refuse(error, "until_on")
        else:
            flash("Your absence is kept.")
            return redirect(url_for("preferences.show"))
    return _page(absence=form), 422


def _absence_form(data: dict[str, Any] | None = None) -> AbsenceForm:
    form = AbsenceForm() if data is None else AbsenceForm(formdata=None, data=data)
    able = absences.candidates(db.session(), actor())
    most = max((len(one.plans) for one in able), default=0)
    offered = [
        (str(one.id), one.name if len(one.plans) == most else f"{one.name}, {_only_in(one.plans)}")
        for one in able
    ]
    form.delegate_id.offer([NOBODY, *offered])
    return form


def _page(wishes: WishesForm | None = None, absence: AbsenceForm | None = None) -> str:
    session, me = db.session(), actor()
    session.rollback()
    present = absences.present(session, me.id or 0, _today())
    said = present.Absence if present else None
    data = (
        {
            "from_on": said.from_on,
            "until_on": said.until_on,
            "delegate_id": str(said.delegate_id or ""),
        }
        if said
        else {}
    )
    return render_template(
        "preferences/show.html",
        form=wishes or WishesForm.of(*mail_preferences.own(session, me)),
        away=absence or _absence_form(data),
        present=present,
        cover=absences.cover_of(session, me, said.delegate_id) if said else None,
        followed=followers.of_person(session, me),
        standing_in=absences.stood_in_for(session, me.id or 0, _today()),
    )


def _only_in(plans: list[str]) -> str:
    return f"only in {' and '.join(plans)}"


def _today() -> date:
    return clock.civil_date(clock.now(), settings().time_zone)
