"""Mail for administrators: how it leaves, a test to oneself, and what waits or failed."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlsplit

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from views.operations import keeping
from views.support.sent import asked
from views.support.sent.forms import BaseForm, VersionField, WholeField
from views.support.session import actor, changing, settings
from workplan.extensions import db
from workplan.mail.choosing import mailer_at
from workplan.mail.courier import AT_ONCE
from workplan.services.accounts import house_settings
from workplan.services.delivery import dead_mail, mail_rows, mail_tests
from workplan.services.delivery.mail_tests import Overheard
from workplan.services.people import rights

bp = Blueprint("admin_mail", __name__)

STATE_WORDS = {
    "dead": "Failed for good",
    "waiting": "Waiting",
    "seen": "Failed and seen",
    "sent": "Accepted",
}


class Setting(NamedTuple):
    """A setting of mail: its name, what it is, and where it comes from."""

    name: str
    label: str
    value: str
    source: str


KEEPING = house_settings.BOUNDS["mail_days"]


class KeepingForm(BaseForm):
    """For how many days it can be read what a mail said; nothing is the default."""

    version = VersionField()
    mail_days = WholeField("Days for which the text of a mail is kept")


@bp.get("/admin/mail")
@login_required
def show() -> ResponseReturnValue:
    """Show how mail leaves, what came of a test, what is kept, and a page of rows."""
    return _page()


@bp.post("/admin/mail/keeping")
@login_required
def keep() -> ResponseReturnValue:
    """Set for how many days it can be read what a mail said."""
    form = KeepingForm()
    said = "Older texts go with the next beats of the scheduler."
    if status := keeping.refused(form, "mail_days", said):
        return _page(form), status
    return redirect(url_for("admin_mail.show", _anchor="keeping"))


def _page(form: KeepingForm | None = None) -> str:
    rights.require_administrator(actor())
    session, test = db.session(), asked.number("test")
    counts = mail_rows.counts(session)
    present, version = house_settings.fields_of(session)
    data = {"version": version, "mail_days": present.mail_days}
    state = request.args.get("state", "")
    if state not in mail_rows.STATES:
        state = "dead" if counts["dead"] or not counts["waiting"] else "waiting"
    return render_template(
        "admin_mail/show.html",
        settings_of_mail=_settings(),
        tested=mail_tests.result(session, test) if test is not None else None,
        counts=counts,
        state=state,
        states=STATE_WORDS,
        found=mail_rows.page_of(session, state, asked.page(request.args.get("page", ""))),
        form=form or KeepingForm(formdata=None, data=data),
        days=present.mail_days or settings().mail_days,
        hint=f"{KEEPING.lowest:,} to {KEEPING.highest:,}. Leave it empty for the default, "
        f"{settings().mail_days:,}.",
    )


@bp.post("/admin/mail/test")
@login_required
def test() -> ResponseReturnValue:
    """Send a test mail to whoever asks, and show what the server said."""
    seq = mail_tests.send(changing(), _overheard())
    return redirect(url_for("admin_mail.show", test=seq, _anchor="test"))


@bp.post("/admin/mail/<any(reminders, notices):ledger>/<int:row_id>/again")
@login_required
def send_again(ledger: str, row_id: int) -> ResponseReturnValue:
    """Send a mail again that failed for good."""
    rights.require_administrator(actor())
    dead_mail.send_again(changing(), ledger, row_id)
    flash("The mail goes out again with the next beat of the scheduler, if it still holds.")
    return redirect(url_for("admin_mail.show", _anchor="rows"))


@bp.post("/admin/mail/<any(reminders, notices):ledger>/<int:row_id>/seen")
@login_required
def see(ledger: str, row_id: int) -> ResponseReturnValue:
    """Say that a failed mail was seen."""
    rights.require_administrator(actor())
    dead_mail.see(changing(), ledger, row_id)
    flash("The failed mail is marked as seen.")
    return redirect(url_for("admin_mail.show", _anchor="rows"))


def _overheard() -> Overheard:
    own = settings()
    return Overheard(
        lambda hear: mailer_at(own.mail_url, own.instance, AT_ONCE, hear, own.key),
        own.mail_from,
        own.base_url,
    )


def _settings() -> list[Setting]:
    """Return how mail leaves; neither a password nor who signs in is among it."""
    own = settings()
    url = urlsplit(own.mail_url)
    server = "no server: mail is written to files"
    if own.mail_url:
        how = "signs in" if url.username else "does not sign in"
        port = f", port {url.port}" if url.port else ""
        server = f"{url.hostname or 'localhost'}{port}, by {url.scheme}, {how}"
    links = "to the sign-in" if own.links_need_sign_in else "to the form"
    rows = (
        ("MAIL_URL", "Mail server", server),
        ("MAIL_FROM", "Sender", own.mail_from),
        ("DKIM_KEY", "Mails are signed", f"as {own.dkim_selector}" if own.key else "not"),
        ("MAIL_IN_URL", "Mailbox that is read", _mailbox(own.mail_in_url)),
        ("MAIL_IN_ADDRESS", "Mails are answered at", own.replies_to or "nowhere"),
        ("BASE_URL", "Links begin with", own.base_url),
        ("LINKS_NEED_SIGN_IN", "Links in reminders lead", links),
        ("CHECKPOINT_MAIL", "Journal’s head goes to", ", ".join(own.checkpoint_mail) or "nobody"),
    )
    return [Setting(*row, own.source_of(row[0])) for row in rows]


def _mailbox(url: str) -> str:
    """Return which mailbox is read; neither a password nor who signs in is among it."""
    if not url:
        return "none: mails are not answered by mail"
    parts = urlsplit(url)
    if not parts.hostname:
        return f"{parts.path}, as {parts.scheme}"
    port = f", port {parts.port}" if parts.port else ""
    return f"{parts.hostname}{port}, by {parts.scheme}"
