"""What the journal says of the text of a plan, of its versions, and of their clearance."""

from __future__ import annotations

from workplan.notation.changed_words import changed_words
from workplan.services.record.words import plan_sentences, sentences
from workplan.services.record.words.sentences import Told
from workplan.services.record.words.verb import HAPPENED, LEFT, OPPOSITE, SAID, SHOWN, Verb


def _source(t: Told) -> str:
    what = t.now("reference") if t.after.get("reference") else f"“{t.now('words')}”"
    behind = f"“{t.now('passage')}” in " if t.after.get("passage") else ""
    return f"of {behind}“{t.now('section')}”: {what}"


def _changed(t: Told) -> str:
    parts = []
    if "heading" in t.after:
        parts.append(f"heading from “{t.was('heading')}” to “{t.now('heading')}”")
    if "body" in t.after:
        words = changed_words(str(t.before.get("body", "")), str(t.after["body"]))
        gone, new = (
            sum(len(one.text.split()) for one in words if one.kind == kind)
            for kind in ("gone", "new")
        )
        pairs = (
            (gone, "went from its text"),
            (new, "came into it" if gone else "came into its text"),
        )
        said = [f"{sentences.count(number, 'word')} {what}" for number, what in pairs if number]
        parts.append(", ".join(said) or "its paragraphs are divided anew")
    return f"Section “{t.subject}” changed: {'; '.join(parts)}"


TEXTS: dict[str, Verb] = {
    "text.started": Verb(
        lambda t: f"Text of the plan begun with {sentences.count(t.after['count'], 'section')}",
        is_group=True,
    ),
    "section.added": Verb(
        lambda t: f"Section “{t.now('heading')}” added", undone_by="section.retired"
    ),
    "section.changed": Verb(
        _changed,
        undone_by="section.changed",
    ),
    "section.moved": Verb(
        lambda t: plan_sentences.moved_in_order(t, "Section"), undone_by="section.moved"
    ),
    "section.retired": Verb(
        lambda t: f"Section “{t.now('heading')}” retired", undone_by="section.restored"
    ),
    "section.restored": Verb(
        lambda t: f"Section “{t.now('heading')}” brought back", undone_by="section.retired"
    ),
    "section.remarked": Verb(
        lambda t: (
            f"Answered a remark on section “{t.subject}”"
            if t.after.get("answers_id")
            else f"Remarked on section “{t.subject}”"
        ),
        not_undone=SAID,
    ),
    "section.remark_resolved": Verb(
        lambda t: f"Resolved a remark on section “{t.subject}”", not_undone=OPPOSITE
    ),
    "section_source.added": Verb(
        lambda t: f"Source {_source(t)}", undone_by="section_source.removed"
    ),
    "section_source.removed": Verb(
        lambda t: f"Source taken away {_source(t)}", undone_by="section_source.restored"
    ),
    "section_source.restored": Verb(
        lambda t: f"Source brought back {_source(t)}", undone_by="section_source.removed"
    ),
    "plan_version.kept": Verb(
        lambda t: (
            f"Version {t.now('number')} of the plan kept, “{t.now('name')}”, with the SHA-256 "
            f"{t.now('checksum')}"
        ),
        not_undone=SHOWN,
    ),
    "plan.sealed": Verb(
        lambda t: (
            f"{t.now('name')} approved version {t.now('number')} of the plan; its SHA-256 is "
            f"{t.now('checksum')}"
        ),
        not_undone=OPPOSITE,
    ),
    "clearance.sent": Verb(
        lambda t: f"Version {t.now('number')} of the plan sent for clearance", not_undone=LEFT
    ),
    "clearance.asked": Verb(
        lambda t: f"{t.now('agency_id')} is asked to clear the plan by {t.now('wanted_on')}",
        not_undone=LEFT,
    ),
    "clearance.answered": Verb(
        lambda t: (
            f"{t.now('agency_id')} answered on version {t.now('number')} of the plan: "
            f"{t.now('concurrence').lower()}"
        ),
        not_undone=SAID,
    ),
    "clearance.decided": Verb(
        lambda t: (
            f"Comment of {t.now('agency_id')} on the plan decided: {t.now('decision').lower()}"
            + (f" (before, {t.was('decision').lower()})" if t.before.get("decision") else "")
        ),
        not_undone=SAID,
    ),
    "clearance.gone_on": Verb(
        lambda t: f"Went on without the answer of {t.now('agency_id')} on the plan",
        not_undone=SAID,
    ),
    "clearance.dropped": Verb(
        lambda t: f"{t.now('agency_id')} is asked no more to clear the plan", not_undone=OPPOSITE
    ),
    "clearance.day_moved": Verb(
        lambda t: (
            f"{t.now('agency_id')} answers on the plan by {t.now('wanted_on')}, "
            f"not by {t.was('wanted_on')}"
        ),
        not_undone=OPPOSITE,
    ),
    "clearance.cleared": Verb(lambda _: "The plan is cleared", not_undone=HAPPENED),
    "clearance.withdrawn": Verb(
        lambda _: "The clearance of the plan was withdrawn", not_undone=OPPOSITE
    ),
    "clearance.bureau_asked": Verb(
        lambda t: (
            f"{t.now('agency_id')} is asked by its agency for advice on version "
            f"{t.now('number')} of the plan"
        ),
        not_undone=LEFT,
    ),
    "clearance.bureau_answered": Verb(
        lambda t: f"{t.now('agency_id')} advised its agency on version {t.now('number')}",
        not_undone=SAID,
    ),
}
