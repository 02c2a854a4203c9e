"""Show what a change would do before it is saved; the form goes along, to be confirmed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flask import render_template, request

from models import Plan, Task
from views.support.sent.forms import BaseForm
from views.support.session import changing
from workplan.services.changes.consequences import consequences
from workplan.services.dates.rescheduling import Move
from workplan.services.pages.previewed_mails import tried
from workplan.services.record.change import Change

APART = ("preview", "csrf_token")


def is_asked() -> bool:
    """Tell whether the form was sent to be previewed."""
    return "preview" in request.form


def is_live() -> bool:
    """Tell whether the preview is to stand in the form's own page, beside what was typed."""
    return is_asked() and request.headers.get("HX-Request") == "true"


def refused(form: BaseForm, conflict: bool = False) -> str:
    """Return why nothing can be previewed, to stand in the form's own page."""
    return render_template("previews/_refused.html", form=form, conflict=conflict)


def page(
    plan: Plan,
    task: Task | None,
    what: str,
    save: Callable[[Change], list[Move]],
    files: Sequence[tuple[str, str]] = (),
    said: Sequence[str] = (),
) -> str:
    """Return the page, or its part, that shows what a change would move and whom it would touch.

    Args:
        what: the change in words, such as “Change 2d”.
        save: the service call that would save it; everything it does is taken back.
        files: the fields that lead to the files of the form, which a page cannot hold itself.
        said: what was understood of the form, in sentences.
    """
    found, mails = tried(changing(), plan.id, save)
    if is_live():
        led_to = [*consequences(found), *mails]
        return render_template(
            "previews/_live.html", what=what, found=found, said=said, led_to=led_to
        )
    fields = [(k, v) for k, v in request.form.items(multi=True) if k not in APART]
    fields += files
    return render_template(
        "previews/show.html",
        plan=plan,
        task=task,
        what=what,
        found=found,
        mails=mails,
        fields=fields,
        action=request.path,
    )
