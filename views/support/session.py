"""Who is signed in: the bridge between Flask-Login and the sessions kept on the server."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import cast

from flask import Flask, current_app, g, request, session
from flask_login import UserMixin, current_user

from config import Settings
from models import User
from views.support import asking, errands
from workplan import clock
from workplan.extensions import db, login_manager
from workplan.services.accounts import house_settings
from workplan.services.accounts.house_settings import House, HouseFields
from workplan.services.accounts.signing_in import own_sessions, sign_ins
from workplan.services.accounts.signing_in.sign_in_limits import Limits
from workplan.services.changes.requests.asking import BY_ASKING, Asking
from workplan.services.people import absences
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change

SEEN = "seen"
UNATTENDED = ("news.show",)
"""What pages ask by themselves: it does not show that somebody is there."""


class SignedIn(UserMixin):
    """The person of this request; its id is the session's token, never the user's number."""

    def __init__(
        self, token: str, actor: Actor, email: str, *, must_change_password: bool = False
    ) -> None:
        self.id = token
        self.actor = actor
        self.email = email
        self.must_change_password = must_change_password

    @classmethod
    def of(cls, token: str, user: User, absent: Iterable[int]) -> SignedIn:
        """Return the person of a session, who stands in for some who are absent."""
        actor = Actor(user.id, user.name, "web", user.is_admin, frozenset(absent))
        return cls(token, actor, user.email, must_change_password=user.must_change_password)


def settings() -> Settings:
    """Return the settings that this app was made with."""
    found: Settings = current_app.extensions["workplan"]
    return found


def signed_in() -> SignedIn:
    """Return who is signed in; nobody's page asks."""
    return cast(SignedIn, current_user)


def is_signed_in() -> bool:
    """Tell whether somebody is signed in."""
    return bool(signed_in().is_authenticated)


def actor() -> Actor:
    """Return who acts in this request; whoever asks for a change may work at the structure."""
    found = signed_in().actor
    return replace(found, by_request=BY_ASKING) if asking.is_asking() else found


def changing() -> Change:
    """Return what this request changes: by whom, when, and from which form; one a request."""
    if "change" not in g:
        form = g.pop("form", None)
        if asking.is_asking():
            why = request.form.get("reason", "")
            g.change = Asking(actor(), clock.now(), form, why=why)
        else:
            g.change = Change(actor(), clock.now(), form)
    found: Change = g.change
    return found


def known_actor() -> Actor | None:
    """Return who acts in this request if that is known already; it asks no database."""
    found = g.get("_login_user")
    return found.actor if isinstance(found, SignedIn) else None


def token() -> str:
    """Return the token of this request's session."""
    return signed_in().id


@login_manager.user_loader
def load_signed_in(token: str) -> SignedIn | None:
    """Return the live session's person, unless it has been idle for too long.

    When it was last seen stands in the signed cookie, so that reading a page writes nothing; for
    its person's eyes it is noted now and then, beside the request.
    """
    now = clock.now()
    found = sign_ins.session_of(db.session(), now, token)
    if found is None:
        return None
    # What holds for the house came with the session: one question a page, not two.
    g.house = held = house_settings.held_by(found.house, configured())
    is_idle = now.timestamp() - session.get(SEEN, 0) > held.idle.total_seconds()
    if is_idle or not found.is_live(now, held.limits.session):
        return None
    user, noted = found.user, found.noted_at
    if request.endpoint not in UNATTENDED:
        if noted is None or now - noted > own_sessions.NOTED_EVERY:
            errands.start(partial(own_sessions.note_seen, now, token))
        session[SEEN] = int(now.timestamp())
    today = clock.civil_date(now, settings().time_zone)
    return SignedIn.of(token, user, absences.stood_in_for(db.session(), user.id, today))


def configured() -> HouseFields:
    """Return what holds where administrators set nothing."""
    s = settings()
    return HouseFields(
        consent_banner=s.consent_banner,
        government_banner=s.government_banner,
        idle_minutes=s.idle_minutes,
        session_hours=s.session_hours,
        sign_in_tries=s.sign_in_tries,
        sign_in_window_minutes=s.sign_in_window_minutes,
        lock_minutes=s.lock_minutes,
        backup_days=s.backup_days,
        mail_days=s.mail_days,
    )


def house() -> House:
    """Return what holds for everybody in this request; asked of the database once."""
    if "house" not in g:
        g.house = house_settings.in_force(db.session(), configured())
    found: House = g.house
    return found


def limits() -> Limits:
    """Return the limits on tries and sessions."""
    return house().limits


def init_app(app: Flask) -> None:
    """Give templates what holds for the house: its banner, and the text before sign-in."""
    app.jinja_env.globals["house"] = house
