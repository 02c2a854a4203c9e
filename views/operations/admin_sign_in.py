"""What administrators set for everybody: the texts before sign-in, sessions, and wrong tries."""

from __future__ import annotations

from dataclasses import asdict, replace

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from views.support.sent.forms import BaseForm, ChoiceField, TextField, VersionField, WholeField
from views.support.session import actor, changing, configured, settings
from workplan.errors import InvalidInput, StaleVersion
from workplan.extensions import db
from workplan.services.accounts import house_settings
from workplan.services.accounts.house_settings import BOUNDS, HouseFields
from workplan.services.people import rights

bp = Blueprint("admin_sign_in", __name__)

BANNERS = {"": None, "on": True, "off": False}
ENVIRONMENT = {
    "consent_banner": "CONSENT_BANNER",
    "government_banner": "GOVERNMENT_BANNER",
    "idle_minutes": "IDLE_MINUTES",
}
"""The fields whose default can be given by the environment."""
SOURCES = {
    "default": "from this version",
    "environment": "from the environment",
    "file": "from the file of settings",
}


class HouseForm(BaseForm):
    """What is set; nothing is the default."""

    version = VersionField()
    consent_banner = TextField("Text before sign-in")
    government_banner = ChoiceField("Banner “For official use”")
    idle_minutes = WholeField("Minutes without a click, after which a session ends")
    session_hours = WholeField("Hours, after which every session ends")
    sign_in_tries = WholeField("Wrong tries")
    sign_in_window_minutes = WholeField("Minutes in which they count together")
    lock_minutes = WholeField("Minutes to wait after them")

    @classmethod
    def of(cls, found: HouseFields, version: int) -> HouseForm:
        """Return the form, filled in with what is set."""
        banner = {True: "on", False: "off", None: ""}[found.government_banner]
        form = cls(data={**asdict(found), "government_banner": banner, "version": version})
        form.offer()
        return form

    def offer(self) -> None:
        """Offer the default with what it is."""
        default = "on" if configured().government_banner else "off"
        self.government_banner.offer([("", f"Default ({default})"), ("on", "On"), ("off", "Off")])

    def wanted(self, present: HouseFields) -> HouseFields:
        """Return what the person decided; what stands on other pages stays as it is set."""
        return replace(
            present,
            consent_banner=self.consent_banner.data or None,
            government_banner=BANNERS[self.government_banner.data or ""],
            idle_minutes=self.idle_minutes.data,
            session_hours=self.session_hours.data,
            sign_in_tries=self.sign_in_tries.data,
            sign_in_window_minutes=self.sign_in_window_minutes.data,
            lock_minutes=self.lock_minutes.data,
        )


@bp.get("/admin/sign-in")
@login_required
def show() -> ResponseReturnValue:
    """Show what holds, and the form to change it."""
    rights.require_administrator(actor())
    return _page(HouseForm.of(*house_settings.fields_of(db.session())))


@bp.post("/admin/sign-in")
@login_required
def change() -> ResponseReturnValue:
    """Set what holds for everybody from now on."""
    rights.require_administrator(actor())
    form = HouseForm()
    form.offer()
    stale = ""
    if form.validate():
        present, _ = house_settings.fields_of(db.session())
        try:
            changed = house_settings.change(changing(), form.wanted(present), form.version.data)
        except InvalidInput as error:
            form.refuse(error, "consent_banner")
        except StaleVersion:
            stale = "Somebody else saved meanwhile. What they set stands beside each field."
        else:
            flash(
                "It holds from now on, for everybody." if changed else "Nothing was different.",
                "message" if changed else "info",
            )
            return redirect(url_for("admin_sign_in.show"))
    db.session.rollback()
    found, version = house_settings.fields_of(db.session())
    if stale:
        form.version.data, form.version.raw_data = version, None
    return _page(form, stale, found), 409 if stale else 422


def _page(form: HouseForm, stale: str = "", present: HouseFields | None = None) -> str:
    """Render the form.

    Args:
        stale: why nothing was saved, when somebody else saved first.
        present: what is set now, where the form holds something else.
    """
    own = configured()
    hints = {
        name: f"{bounds.lowest:,} to {bounds.highest:,}. {_default(name, getattr(own, name))}"
        for name, bounds in BOUNDS.items()
    }
    hints["consent_banner"] = f"A blank line begins a paragraph. {_default('consent_banner', '')}"
    hints["government_banner"] = "Says on every page that the site is for official use."
    if stale and present is not None:
        for name, value in asdict(present).items():
            said = "the default" if value is None else value
            hints[name] += f" Now set: {said}."
    return render_template(
        "admin_sign_in/show.html",
        form=form,
        hints=hints,
        stale=stale,
        default_text=own.consent_banner,
    )


def _default(name: str, value: object) -> str:
    """Say what holds where nothing is set, and where that comes from."""
    source = settings().source_of(ENVIRONMENT.get(name, ""))
    said = f" {value}" if value != "" else " below"
    return f"Leave it empty for the default{',' if value != '' else ''}{said} ({SOURCES[source]})."
