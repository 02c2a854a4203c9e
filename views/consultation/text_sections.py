"""A section of a plan's text: read with its sources, remarks and history, and changed."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from models import Plan
from views.consultation.text_forms import AnswerForm, RemarkForm, SectionForm, SourceForm, WhyForm
from views.support.plan_days import today_in
from views.support.sent.asked import row_id
from views.support.sent.forms import BaseForm
from views.support.session import actor, changing
from workplan.errors import InvalidInput, NotFound, StaleVersion
from workplan.extensions import db
from workplan.notation.changed_words import changed_paragraphs
from workplan.services.consultation.text import remarks, sections, sources, versions
from workplan.services.history import taken_back
from workplan.services.pages.text import sections as text_sections
from workplan.services.pages.text.sections import Section
from workplan.services.people import rights

bp = Blueprint("text_sections", __name__, url_prefix="/plans/<slug>/text")

STALE = "Somebody changed it meanwhile; what they saved stands above. Save again to replace it."


@bp.get("/sections/<int:number>")
@login_required
def show(slug: str, number: int) -> ResponseReturnValue:
    """Show a section, and what can be done with it."""
    return _page(slug, number)


@bp.route("/sections/<int:number>/edit", methods=["GET", "POST"])
@login_required
def edit(slug: str, number: int) -> ResponseReturnValue:
    """Show what a section says, perhaps as an earlier version had it, and change it."""
    session = db.session()
    plan = rights.plan_to_change(session, actor(), slug)
    section = _section(plan, number)
    if request.method == "GET":
        return _form_page(plan, SectionForm.of(section, _earlier(plan, number)), section)
    form, status = SectionForm(), 422
    if form.validate():
        seen, reason = form.version.data, form.reason.data or ""
        try:
            sections.change(changing(), slug, number, seen, form.wanted(), reason)
        except StaleVersion as stale:
            form.body.errors = [STALE]
            form.version.data, status = stale.current, 409
        except InvalidInput as error:
            form.refuse(error, "body")
        else:
            flash(f"Section “{form.heading.data}” is saved.")
            return _to(slug, number)
    session.rollback()
    return _form_page(plan, form, _section(plan, number), is_stale=status == 409), status


@bp.post("/sections/<int:number>/retirement")
@login_required
def retire(slug: str, number: int) -> ResponseReturnValue:
    """Take a section out of the text."""
    form = WhyForm()

    def save() -> None:
        sections.retire(changing(), slug, number, form.version.data, form.reason.data or "")

    return _changed(slug, number, form, save, "The section is retired; it can be restored.")


@bp.post("/sections/<int:number>/restoration")
@login_required
def restore(slug: str, number: int) -> ResponseReturnValue:
    """Bring a retired section back."""
    sections.restore(changing(), slug, number)
    flash("The section is back in the text.")
    return _to(slug, number)


@bp.post("/sections/<int:number>/sources")
@login_required
def add_source(slug: str, number: int) -> ResponseReturnValue:
    """Say where words of the section come from."""
    form = SourceForm()

    def save() -> None:
        sources.add(changing(), slug, number, form.wanted())

    return _changed(slug, number, form, save, "The source is added.")


@bp.post("/sources/<int:source_id>/removal")
@login_required
def remove_source(slug: str, source_id: int) -> ResponseReturnValue:
    """Take a source away."""
    number = sources.remove(changing(), slug, source_id)
    flash("The source is taken away.")
    return _to(slug, number)


@bp.post("/sections/<int:number>/remarks")
@login_required
def remark(slug: str, number: int) -> ResponseReturnValue:
    """Say something of the section, or of some words of it."""
    form = RemarkForm()

    def save() -> None:
        remarks.say(changing(), slug, number, form.body.data or "", form.passage.data or "")

    return _changed(slug, number, form, save, "The remark is saved.")


@bp.post("/remarks/<int:remark_id>/answers")
@login_required
def answer(slug: str, remark_id: int) -> ResponseReturnValue:
    """Answer a remark."""
    session = db.session()
    plan, _ = rights.plan_for(session, actor(), slug)
    number = remarks.section_of(session, plan.id, remark_id).number
    form = AnswerForm()

    def save() -> None:
        remarks.answer(changing(), slug, remark_id, form.body.data or "")

    return _changed(slug, number, form, save, "The answer is saved.", remark_id)


@bp.post("/remarks/<int:remark_id>/resolution")
@login_required
def resolve(slug: str, remark_id: int) -> ResponseReturnValue:
    """Mark a remark as resolved."""
    number = remarks.resolve(changing(), slug, remark_id)
    flash("The remark is resolved; an answer opens it again.")
    return _to(slug, number)


def _changed(
    slug: str,
    number: int,
    form: BaseForm,
    save: Callable[[], None],
    said: str,
    remark_id: int = 0,
) -> ResponseReturnValue:
    """Do one thing to a section and lead back to it; or show it with the form and why not."""
    session = db.session()
    plan, _ = rights.plan_for(session, actor(), slug)
    _section(plan, number)
    last, status = [*form][-1].name, 422
    if form.validate():
        try:
            save()
        except StaleVersion as stale:
            form[last].errors = ["Somebody changed it meanwhile. Look again, then save."]
            form["version"].data, status = stale.current, 409
        except InvalidInput as error:
            form.refuse(error, last)
        else:
            flash(said)
            return _to(slug, number)
    session.rollback()
    return _page(slug, number, form, remark_id), status


def _earlier(plan: Plan, number: int) -> str | None:
    """Return what the section said in the version that the address asks for, if it was there."""
    asked = row_id(request.args.get("version", ""))
    if not asked:
        return None
    content = versions.of_number(db.session(), plan.id, asked).content
    return next((raw["body"] for raw in content["sections"] if raw["number"] == number), None)


def _section(plan: Plan, number: int) -> Section:
    found = text_sections.text_of(db.session(), plan.id).of_number(number)
    if found is None:
        raise NotFound(f"There is no section {number} in the text of this plan.")
    return found


def _to(slug: str, number: int) -> ResponseReturnValue:
    return redirect(url_for("text_sections.show", slug=slug, number=number))


def _form_page(plan: Plan, form: SectionForm, section: Section, *, is_stale: bool = False) -> str:
    _, standing = rights.plan_for(db.session(), actor(), plan.slug)
    typed = form.body.data or ""
    return render_template(
        "plan_text/edit.html",
        plan=plan,
        standing=standing,
        form=form,
        section=section,
        theirs=changed_paragraphs(typed, section.body) if is_stale else (),
    )


def _page(slug: str, number: int, form: BaseForm | None = None, remark_id: int = 0) -> str:
    """Render a section.

    Args:
        form: what was sent, and could not be saved.
        remark_id: the remark that was to be answered by it.
    """
    session = db.session()
    plan, standing = rights.plan_for(session, actor(), slug)
    section = _section(plan, number)
    history = text_sections.history_of(session, standing, plan.id, number)
    is_open = plan.stage != "closed" and section.retired_at is None
    return render_template(
        "plan_text/section.html",
        plan=plan,
        standing=standing,
        today=today_in(plan),
        s=section,
        refused=form,
        refused_at=remark_id,
        source=form if isinstance(form, SourceForm) else SourceForm(None),
        saying=form if isinstance(form, RemarkForm) else RemarkForm(None),
        answering=form if isinstance(form, AnswerForm) else AnswerForm(None),
        why=form if isinstance(form, WhyForm) else WhyForm(None, data={"version": section.version}),
        history=history,
        taken_back=taken_back.among(session, [entry for entry, _ in history]),
        may_change=standing.may_change_structure and plan.stage != "closed",
        may_talk=standing.has_voice and is_open,
    )
