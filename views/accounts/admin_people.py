"""Everybody with an account: the list, somebody new, and one person's page."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required
from wtforms import EmailField, RadioField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than types
from wtforms.validators import InputRequired, Length

from views.support.courier import courier
from views.support.sent import asked
from views.support.sent.forms import BaseForm, ChoiceField, VersionField
from views.support.sent.zones import choices
from views.support.session import actor, changing, house, limits, settings
from workplan import clock
from workplan.errors import InvalidInput, NotFound
from workplan.extensions import db
from workplan.mail.courier import Handed
from workplan.services.accounts import invitations
from workplan.services.accounts.invitations import NewPerson
from workplan.services.accounts.membership import held_work
from workplan.services.accounts.signing_in import own_sessions, sign_in_holds
from workplan.services.pages import first_steps
from workplan.services.pages.lists import people_lists
from workplan.services.pages.lists.people_lists import Sought
from workplan.services.people import agencies, rights

bp = Blueprint("admin_people", __name__)

WORK, RUN = "work", "run"
LINK = "link"
"""Under which name the administrator's own cookie holds a link until it is shown, once."""


class PersonForm(BaseForm):
    """Who somebody is; also what an administrator corrects."""

    version = VersionField()
    email = EmailField("Work email", [InputRequired("Give the email address."), Length(max=254)])
    name = StringField("Name", [InputRequired("Give the name."), Length(max=200)])
    time_zone = ChoiceField("Time zone")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.time_zone.offer(choices(settings().time_zone))


class InviteForm(PersonForm):
    """Somebody new: who they are, where they are at home, and what they may do."""

    agency = ChoiceField("Agency")
    does = RadioField(
        "What may they do?",
        choices=[SelectChoice(WORK, "Work in plans"), SelectChoice(RUN, "Run this system")],
        default=WORK,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.agency.offer([("", "None yet"), *agencies.codes(db.session())])

    def wanted(self) -> NewPerson:
        """Return who is invited."""
        return NewPerson(
            self.email.data or "",
            self.name.data or "",
            self.agency.data or None,
            self.time_zone.data or None,
            is_admin=self.does.data == RUN,
        )


@bp.get("/admin/people")
@login_required
def index() -> ResponseReturnValue:
    """List the people, those first who need somebody's attention."""
    return list_page()


@bp.get("/admin/people/new")
@login_required
def new() -> ResponseReturnValue:
    """Ask who is new, beside the list."""
    rights.require_administrator(actor())
    return list_page(InviteForm(formdata=None))


@bp.post("/admin/people/new")
@login_required
def invite() -> ResponseReturnValue:
    """Make the account and mail the link to a first password."""
    rights.require_administrator(actor())
    form = InviteForm()
    if form.validate():
        try:
            zone = settings().time_zone
            invited = invitations.invite(changing(), courier(), zone, form.wanted())
        except InvalidInput as error:
            form.refuse(error, "email")
        else:
            say_mail(invited.mail, f"{form.name.data} is invited, by a mail to {form.email.data}.")
            if "another" in request.form:
                return redirect(url_for("admin_people.new"))
            return redirect(url_for("admin_people.show", user_id=invited.user_id))
    db.session.rollback()
    return list_page(form), 422


@bp.get("/admin/people/<int:user_id>")
@login_required
def show(user_id: int) -> ResponseReturnValue:
    """Show a person, what can be done about their account, and a link that was just asked for."""
    shown = session.pop(LINK, None)
    link = shown[1] if shown and shown[0] == user_id else ""
    return person_page(user_id, link=link)


def list_page(form: InviteForm | None = None) -> str:
    """Render the list, with the form of somebody new beside it if there is one."""
    found, now = db.session(), clock.now()
    rights.require_administrator(actor())
    sought = Sought(
        request.args.get("q", "")[:200].strip(),
        request.args.get("agency", ""),
        request.args.get("state", ""),
    )
    held = sign_in_holds.held_up(found, now, limits())
    page = asked.page(request.args.get("page", ""))
    return render_template(
        "admin_people/index.html",
        people=people_lists.people(found, actor(), now, held, sought, page),
        sought=sought,
        agencies=agencies.codes(found),
        steps=[step for step in first_steps.steps(found) if not step.is_done],
        form=form,
        house_rules=house(),
    )


def person_page(
    user_id: int, form: PersonForm | None = None, refusal: str = "", link: str = ""
) -> str:
    """Render a person's page.

    Args:
        form: what was typed, if it was refused.
        refusal: why something was not done.
        link: a link to set the password, shown this once.
    """
    found, now = db.session(), clock.now()
    rights.require_administrator(actor())
    held = sign_in_holds.held_up(found, now, limits())
    row = people_lists.person_row(found, now, held, user_id)
    if row is None:
        raise NotFound("There is nobody with that number.")
    detail = people_lists.detail(found, user_id)
    tasks, plans = held_work.held_count(found, user_id)
    data = {**detail._asdict(), "time_zone": detail.time_zone or ""}
    return render_template(
        "admin_people/show.html",
        person=row,
        detail=detail,
        form=form or PersonForm(formdata=None, data=data),
        held_tasks=tasks,
        held_plans=plans,
        takers=held_work.takers(found, user_id) if tasks else [],
        sessions=own_sessions.open_sessions(found, now, user_id, house().idle),
        agencies=agencies.codes(found),
        refusal=refusal,
        link=link,
        is_me=user_id == actor().id,
    )


def say_mail(handed: Handed, sent: str) -> None:
    """Say what became of a mail: that it left, or the server's answer and the way out."""
    if handed.has_left:
        flash(sent)
    else:
        flash(f"The mail did not leave: {handed.reply}", "error")
