"""What the journal says of plans, and of what stands in one: lines, objectives, people, rules."""

from __future__ import annotations

from workplan.services.record.words import (
    calendar_sentences,
    plan_sentences,
    sentences,
    spill_sentences,
)
from workplan.services.record.words.verb import FOLLOWS, GONE, HAPPENED, OPPOSITE, SHOWN, Verb

PLANS: dict[str, Verb] = {
    "plan.changed": Verb(plan_sentences.plan_changed, undone_by="plan.changed"),
    "plan.calendar_changed": Verb(
        calendar_sentences.calendar_changed, undone_by="plan.calendar_changed"
    ),
    "initiative.added": Verb(plan_sentences.effort_added, undone_by="initiative.retired"),
    "initiative.changed": Verb(
        lambda t: f"Line of effort “{t.subject}” changed: {t.changes(t.after)}",
        undone_by="initiative.changed",
    ),
    "initiative.moved": Verb(
        lambda t: plan_sentences.moved_in_order(t, "Line of effort"), undone_by="initiative.moved"
    ),
    "initiative.retired": Verb(
        lambda t: f"Line of effort “{t.now('code')} {t.now('title')}” retired",
        undone_by="initiative.restored",
    ),
    "initiative.restored": Verb(
        lambda t: f"Line of effort “{t.now('code')} {t.now('title')}” brought back",
        undone_by="initiative.retired",
    ),
    "initiative.emptied": Verb(plan_sentences.effort_emptied, is_group=True),
    "initiative.renamed": Verb(
        lambda t: (
            f"Line of effort renamed from “{t.was('code')} "
            f"{t.was('title')}” to “{t.now('code')} {t.now('title')}”"
        ),
        undone_by="initiative.renamed",
    ),
    "plan_agency.joined": Verb(
        lambda t: f"{t.now('agency_id')} takes part in the plan", undone_by="plan_agency.left"
    ),
    "plan_agency.left": Verb(
        lambda t: f"{t.now('agency_id')} takes no part in the plan any more",
        undone_by="plan_agency.joined",
    ),
    "objective.added": Verb(
        lambda t: f"Objective {t.now('code')} added: {t.now('statement')}",
        undone_by="objective.retired",
    ),
    "objectives.added": Verb(
        lambda t: f"Added {sentences.count(t.after['count'], 'objective')}", is_group=True
    ),
    "objective.changed": Verb(
        lambda t: f"Objective “{t.subject}” changed: {t.changes(t.after)}",
        undone_by="objective.changed",
    ),
    "objective.moved": Verb(
        lambda t: plan_sentences.moved_in_order(t, "Objective"), undone_by="objective.moved"
    ),
    "objective.retired": Verb(
        lambda t: f"Objective {t.now('code')} retired: {t.now('statement')}",
        undone_by="objective.restored",
    ),
    "objective.restored": Verb(
        lambda t: f"Objective {t.now('code')} brought back: {t.now('statement')}",
        undone_by="objective.retired",
    ),
    "objectives.tied": Verb(
        lambda t: f"Tied {sentences.count(t.after['tasks'], 'task')} to objectives", is_group=True
    ),
    "register.added": Verb(plan_sentences.register_added, undone_by="register.retired"),
    "register.changed": Verb(
        lambda t: f"Register entry {t.subject} changed: {t.changes(t.after)}",
        undone_by="register.changed",
    ),
    "register.closed": Verb(
        lambda t: f"Register entry {t.subject} closed: {t.now('outcome')}",
        undone_by="register.reopened",
    ),
    "register.reopened": Verb(
        lambda t: f"Register entry {t.subject} reopened; it had ended so: {t.was('outcome')}",
        undone_by="register.closed",
    ),
    "register.retired": Verb(
        lambda t: f"Register entry {t.subject} retired", undone_by="register.restored"
    ),
    "register.restored": Verb(
        lambda t: f"Register entry {t.subject} brought back", undone_by="register.retired"
    ),
    "plan.founded": Verb(lambda t: f"Plan founded: {t.now('title')}", not_undone=OPPOSITE),
    "plan.imported": Verb(plan_sentences.imported, undone_by="plan.removed"),
    "plan.merged": Verb(
        lambda t: (
            f"Newer file merged: {t.now('added')} added, {t.now('removed')} "
            f"removed, {t.now('changed')} changed"
            + (f". {t.now('said')}" if t.after.get("said") else "")
        ),
        is_group=True,
    ),
    "plan.removed": Verb(lambda _: "Plan removed", not_undone=HAPPENED),
    "plan.restored": Verb(
        lambda t: (
            "Plan restored from an archive of " + sentences.count(t.after["entries"], "entry")
        ),
        not_undone=HAPPENED,
    ),
    "plan.stage": Verb(plan_sentences.stage, undone_by="plan.stage"),
    "plan.copied": Verb(
        lambda t: f"Plan copied from “{t.now('from')}”: {plan_sentences.copied(t)}",
        not_undone=OPPOSITE,
    ),
    "plan.kept_as_template": Verb(
        lambda t: f"Template kept of “{t.now('from')}”: {plan_sentences.copied(t)}",
        not_undone=OPPOSITE,
    ),
    "plan.archived": Verb(
        lambda _: "Archived: it stands in no list any more", undone_by="plan.unarchived"
    ),
    "plan.unarchived": Verb(lambda _: "Brought back from the archive", undone_by="plan.archived"),
    "plan.deleted": Verb(
        lambda t: f"Draft deleted; its address was {t.was('slug')}", not_undone=OPPOSITE
    ),
    "plan.brought_back": Verb(
        lambda t: f"Deleted draft brought back, as {t.now('slug')}", not_undone=OPPOSITE
    ),
    "plan.purged": Verb(
        lambda t: (
            f"Deleted draft “{t.now('title')}” purged with "
            f"{sentences.count(t.after['tasks'], 'task')}; its journal stays"
        ),
        not_undone=GONE,
    ),
    "plan.day_passed": Verb(lambda t: f"{t.now('on')} passed", not_undone=HAPPENED),
    "baseline.frozen": Verb(plan_sentences.frozen, not_undone=SHOWN),
    "baseline.renamed": Verb(
        lambda t: f"Baseline “{t.was('name')}” renamed to “{t.now('name')}”",
        undone_by="baseline.renamed",
    ),
    "baseline.retired": Verb(
        lambda t: f"Baseline “{t.was('name')}” retired", undone_by="baseline.restored"
    ),
    "baseline.restored": Verb(
        lambda t: f"Baseline “{t.now('name')}” offered again", undone_by="baseline.retired"
    ),
    "baseline.charted": Verb(plan_sentences.charted, undone_by="baseline.charted"),
    "member.joined": Verb(plan_sentences.joined, undone_by="member.left"),
    "member.changed": Verb(plan_sentences.joined, undone_by="member.changed"),
    "member.replaced": Verb(plan_sentences.replaced, is_group=True),
    "member.left": Verb(
        lambda t: (
            f"{t.subject} left the plan, having been " + plan_sentences.membership(t, t.before)
        ),
        undone_by="member.joined",
    ),
    "reminder_rule.added": Verb(
        lambda t: f"Reminder rule added: {plan_sentences.rule(t)}",
        undone_by="reminder_rule.retired",
    ),
    "reminder_rule.changed": Verb(
        lambda t: (
            f"Reminder rule changed: {plan_sentences.rule(t)}, "
            f"before {plan_sentences.rule_before(t)}"
        ),
        undone_by="reminder_rule.changed",
    ),
    "reminder_rule.switched": Verb(
        lambda t: (
            f"Reminder rule switched {'on' if t.after.get('is_active') else 'off'}: "
            + plan_sentences.rule(t)
        ),
        undone_by="reminder_rule.switched",
    ),
    "reminder_rule.retired": Verb(
        lambda t: f"Reminder rule retired: {plan_sentences.rule_before(t)}",
        undone_by="reminder_rule.restored",
    ),
    "reminder_rule.restored": Verb(
        lambda t: f"Reminder rule restored: {plan_sentences.rule(t)}",
        undone_by="reminder_rule.retired",
    ),
    "spill.asked": Verb(
        lambda t: f"Asked to remove {spill_sentences.what(t)} for good", not_undone=OPPOSITE
    ),
    "spill.withdrawn": Verb(
        lambda t: f"The request to remove {spill_sentences.what(t)} for good was withdrawn",
        not_undone=OPPOSITE,
    ),
    "spill.declined": Verb(
        lambda t: f"The request to remove {spill_sentences.what(t)} for good was declined",
        not_undone=OPPOSITE,
    ),
    "spill.removed": Verb(spill_sentences.removed, not_undone=GONE),
    "view.saved": Verb(plan_sentences.view, not_undone=OPPOSITE),
    "view.removed": Verb(lambda t: f"View “{t.was('name')}” removed", not_undone=OPPOSITE),
    "plan.directive_moved": Verb(
        lambda t: (
            f"{t.now('citation')} was signed on another day: {t.now('signed_on')}, "
            f"not {t.was('signed_on')}"
        ),
        not_undone=FOLLOWS,
    ),
}
