"""For how many days the house keeps something: one setting, beside what it is about."""

from __future__ import annotations

from dataclasses import replace

from flask import flash

from views.support.sent.forms import BaseForm
from views.support.session import actor, changing
from workplan.errors import InvalidInput, StaleVersion
from workplan.extensions import db
from workplan.services.accounts import house_settings
from workplan.services.people import rights


def refused(form: BaseForm, field: str, said: str) -> int:
    """Set the days that a form holds; return 0, or the status of a form that is shown again.

    Args:
        field: of the form and of the settings; nothing in it is the default.
        said: what follows from another number of days.
    """
    rights.require_administrator(actor())
    status = 422
    if form.validate():
        days, version = form[field], form["version"]
        present, _ = house_settings.fields_of(db.session())
        wanted = replace(present, **{field: days.data})
        try:
            changed = house_settings.change(changing(), wanted, version.data)
        except InvalidInput as error:
            form.refuse(error, field)
        except StaleVersion as stale:
            version.data, version.raw_data, status = stale.current, None, 409
            days.errors = ["Somebody changed settings meanwhile. Save again to set it."]
        else:
            flash(said if changed else "Nothing was different.", "message" if changed else "info")
            return 0
    db.session.rollback()
    return status
