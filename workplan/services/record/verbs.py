"""The verbs of the journal: one registry, where a new one is one line.

A verb says what its entries mean in words for people, whether they raise the version of a task,
and how they are taken back. How they count in a burndown stands in the entries themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from workplan.services.record import house_sentences, sentences
from workplan.services.record.sentences import Told


@dataclass(frozen=True)
class Verb:
    """What an entry of the journal says happened.

    Args:
        sentence: says it of one entry, with names and words only, and without its reason.
        raises_version: whether it raises the version of its task by one.
        is_report: whether an agency reports by it.
        is_group: whether it stands for a group, which is taken back part by part.
        undone_by: the verb of the entry that takes one back; empty when nothing does.
    """

    sentence: Callable[[Told], str]
    raises_version: bool = False
    is_report: bool = False
    is_group: bool = False
    undone_by: str = ""

    @property
    def is_undoable(self) -> bool:
        """Tell whether its entries can be taken back."""
        return self.is_group or bool(self.undone_by)


VERBS: dict[str, Verb] = {
    "task.moved": Verb(sentences.moved),
    "task.added": Verb(sentences.added, raises_version=True, undone_by="task.removed"),
    "task.changed": Verb(sentences.changed, raises_version=True, undone_by="task.changed"),
    "task.removed": Verb(sentences.removed, raises_version=True, undone_by="task.restored"),
    "task.restored": Verb(
        lambda t: (
            "Brought back into the plan"
            + (f"; {t.was('assignee_id')} no longer has it" if "assignee_id" in t.after else "")
        ),
        raises_version=True,
        undone_by="task.removed",
    ),
    "task.reported": Verb(
        sentences.reported, raises_version=True, is_report=True, undone_by="task.reported"
    ),
    "task.confirmed": Verb(
        lambda _: "Confirmed that nothing changed", raises_version=True, is_report=True
    ),
    "task.update_asked": Verb(lambda t: f"Asked for an update by {t.now('wanted_on')}"),
    "task.commented": Verb(
        lambda t: "Answered a comment" if t.after.get("thread_id") else "Commented"
    ),
    "task.thread_resolved": Verb(lambda _: "Resolved a thread"),
    "task.assigned": Verb(sentences.assigned, raises_version=True),
    "task.offered": Verb(sentences.offered),
    "task.handed_over": Verb(sentences.handed_over, raises_version=True),
    "task.offer_declined": Verb(
        lambda t: f"{t.now('agency_id')} declined what {t.was('agency_id')} gave"
    ),
    "task.offer_withdrawn": Verb(lambda t: f"The offer to {t.now('agency_id')} was withdrawn"),
    "task.supported": Verb(lambda t: f"Support of {t.now('agency_id')}: {t.now('status')}"),
    "task.evidence_added": Verb(sentences.evidence),
    "task.evidence_removed": Verb(lambda t: f"Removed “{t.was('name')}” from the evidence"),
    "tasks.changed_together": Verb(
        lambda t: f"Changed {sentences.count(t.after['tasks'], 'task')} together", is_group=True
    ),
    "group.undone": Verb(lambda t: f"Took back all of entry {t.after['undoes']:,}", is_group=True),
    "dependency.added": Verb(
        lambda t: f"Waits for {t.link(t.after)}", undone_by="dependency.removed"
    ),
    "dependency.removed": Verb(
        lambda t: f"No longer waits for {t.link(t.before)}", undone_by="dependency.added"
    ),
    "dependency.changed": Verb(
        lambda t: f"Waits for {t.link(t.after)}, and no longer {t.link_kind(t.before)}",
        undone_by="dependency.changed",
    ),
    "tasks.ordered": Verb(
        lambda t: f"Put {sentences.count(len(t.after['places']), 'task')} in another place",
        undone_by="tasks.ordered",
    ),
    "sheet.saved": Verb(sentences.sheet_saved, is_group=True),
    "task.progress_taken": Verb(
        sentences.progress_taken, raises_version=True, undone_by="task.progress_taken"
    ),
    "plan.changed": Verb(sentences.plan_changed, undone_by="plan.changed"),
    "plan.calendar_changed": Verb(sentences.calendar_changed, undone_by="plan.calendar_changed"),
    "initiative.added": Verb(sentences.effort_added, undone_by="initiative.retired"),
    "initiative.changed": Verb(
        lambda t: f"Line of effort “{t.subject}” changed: {t.changes(t.after)}",
        undone_by="initiative.changed",
    ),
    "initiative.moved": Verb(
        lambda t: sentences.moved_in_order(t, "Line of effort"), undone_by="initiative.moved"
    ),
    "initiative.retired": Verb(
        lambda t: f"Line of effort “{t.now('code')} {t.now('title')}” retired",
        undone_by="initiative.restored",
    ),
    "initiative.restored": Verb(
        lambda t: f"Line of effort “{t.now('code')} {t.now('title')}” brought back",
        undone_by="initiative.retired",
    ),
    "initiative.emptied": Verb(sentences.effort_emptied, is_group=True),
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
        lambda t: sentences.moved_in_order(t, "Objective"), undone_by="objective.moved"
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
    "task.objectives_changed": Verb(
        sentences.objectives_changed, undone_by="task.objectives_changed"
    ),
    "plan.founded": Verb(lambda t: f"Plan founded: {t.now('title')}"),
    "plan.imported": Verb(sentences.imported, undone_by="plan.removed"),
    "plan.merged": Verb(
        lambda t: (
            f"Newer file merged: {t.now('added')} added, {t.now('removed')} "
            f"removed, {t.now('changed')} changed"
            + (f". {t.now('said')}" if t.after.get("said") else "")
        ),
        is_group=True,
    ),
    "plan.removed": Verb(lambda _: "Plan removed"),
    "plan.restored": Verb(
        lambda t: "Plan restored from an archive of " + sentences.count(t.after["entries"], "entry")
    ),
    "plan.stage": Verb(sentences.stage, undone_by="plan.stage"),
    # A copy and a template are plans of their own: the copy is deleted, the template retired.
    "plan.copied": Verb(lambda t: f"Plan copied from “{t.now('from')}”: {sentences.copied(t)}"),
    "plan.kept_as_template": Verb(
        lambda t: f"Template kept of “{t.now('from')}”: {sentences.copied(t)}"
    ),
    "plan.archived": Verb(
        lambda _: "Archived: it stands in no list any more", undone_by="plan.unarchived"
    ),
    "plan.unarchived": Verb(lambda _: "Brought back from the archive", undone_by="plan.archived"),
    # Who deletes a draft does not see it any more; the page of archived plans brings it back.
    "plan.deleted": Verb(lambda t: f"Draft deleted; its address was {t.was('slug')}"),
    "plan.brought_back": Verb(lambda t: f"Deleted draft brought back, as {t.now('slug')}"),
    # What was purged is not there any more.
    "plan.purged": Verb(
        lambda t: (
            f"Deleted draft “{t.now('title')}” purged with "
            f"{sentences.count(t.after['tasks'], 'task')}; its journal stays"
        )
    ),
    "plan.day_passed": Verb(lambda t: f"{t.now('on')} passed"),
    # What was frozen may have been shown to somebody: it is retired, and not taken back.
    "baseline.frozen": Verb(sentences.frozen),
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
    "baseline.charted": Verb(sentences.charted, undone_by="baseline.charted"),
    "member.joined": Verb(sentences.joined, undone_by="member.left"),
    "member.changed": Verb(sentences.joined, undone_by="member.changed"),
    "member.replaced": Verb(sentences.replaced, is_group=True),
    "member.left": Verb(
        lambda t: f"{t.subject} left the plan, having been " + sentences.membership(t, t.before),
        undone_by="member.joined",
    ),
    "reminder_rule.added": Verb(
        lambda t: f"Reminder rule added: {sentences.rule(t)}", undone_by="reminder_rule.retired"
    ),
    "reminder_rule.changed": Verb(
        lambda t: f"Reminder rule changed: {sentences.rule(t)}, before {sentences.rule_before(t)}",
        undone_by="reminder_rule.changed",
    ),
    "reminder_rule.switched": Verb(
        lambda t: (
            f"Reminder rule switched {'on' if t.after.get('is_active') else 'off'}: "
            + sentences.rule(t)
        ),
        undone_by="reminder_rule.switched",
    ),
    "reminder_rule.retired": Verb(
        lambda t: f"Reminder rule retired: {sentences.rule_before(t)}",
        undone_by="reminder_rule.restored",
    ),
    "reminder_rule.restored": Verb(
        lambda t: f"Reminder rule restored: {sentences.rule(t)}",
        undone_by="reminder_rule.retired",
    ),
    "mail.sent_again": Verb(lambda t: f"A mail to {t.now('to')} that had failed goes out again"),
    "mail.tested": Verb(sentences.mail_tested),
    "mail.seen": Verb(lambda t: f"Marked a failed mail to {t.now('to')} as seen: {t.now('reply')}"),
    "view.saved": Verb(sentences.view),
    "view.removed": Verb(lambda t: f"View “{t.was('name')}” removed"),
    "backup.asked": Verb(lambda t: f"Asked for the backup {t.now('name')}"),
    "backup.made": Verb(sentences.backup_made),
    "backup.failed": Verb(lambda t: f"The backup {t.now('name')} was not made: {t.now('said')}"),
    "backup.checked": Verb(sentences.backup_checked),
    "journal.verified": Verb(sentences.journal_verified),
    "house.changed": Verb(
        lambda t: f"Settings of the house changed: {t.changes(t.after)}",
        undone_by="house.changed",
    ),
    "agency.added": Verb(
        house_sentences.agency_added
    ),  # Not undone: retire it, so that it stays named.
    "agency.changed": Verb(
        lambda t: f"Agency {t.subject}: {t.changes(t.after)}", undone_by="agency.changed"
    ),
    "agency.retired": Verb(
        lambda t: f"Agency {t.subject} retired: nobody chooses it any more",
        undone_by="agency.restored",
    ),
    "agency.restored": Verb(
        lambda t: f"Agency {t.subject} is in use again", undone_by="agency.retired"
    ),
    # Not undone: which of its rows came from which agency is not told apart any more.
    "agency.merged": Verb(house_sentences.agency_merged),
    "task.agencies_merged": Verb(
        house_sentences.agencies_merged, raises_version=True
    ),  # Part of that.
    # Not undone: retire it, so that it stays named.
    "directive.added": Verb(
        lambda t: f"Directive “{t.now('citation')}” added, signed {t.now('signed_on')}"
    ),
    "directive.changed": Verb(
        lambda t: f"Directive {t.subject}: {t.changes(t.after)}", undone_by="directive.changed"
    ),
    "directive.retired": Verb(
        lambda t: f"Directive {t.subject} retired: no new plan carries it out",
        undone_by="directive.restored",
    ),
    "directive.restored": Verb(
        lambda t: f"Directive {t.subject} is in use again", undone_by="directive.retired"
    ),
    # Not undone: which of its objectives and plans came from which is not told apart any more.
    "directive.merged": Verb(house_sentences.directive_merged),
    # Not undone: it follows the directive, where the change is taken back.
    "plan.directive_moved": Verb(
        lambda t: (
            f"{t.now('citation')} was signed on another day: {t.now('signed_on')}, "
            f"not {t.was('signed_on')}"
        )
    ),
    "user.added": Verb(lambda t: f"Account of {t.now('name')} added"),
    "user.disabled": Verb(sentences.closed),
    "user.password_reset": Verb(lambda t: f"Password of {t.subject} reset"),
    "user.password_changed": Verb(lambda t: f"{t.subject} changed the password"),
    "user.signed_in": Verb(lambda t: f"{t.subject} signed in"),
    "user.signed_out": Verb(lambda t: f"{t.subject} signed out"),
    "user.mail_chosen": Verb(lambda t: f"{t.subject} chose mail: {t.facts(t.after)}"),
    "user.absence_said": Verb(sentences.absence),
    "user.absence_ended": Verb(lambda t: f"{t.subject} is back"),
    "user.feed_given": Verb(lambda t: f"{t.subject} has a new address of the calendar"),
    "user.feed_ended": Verb(lambda t: f"{t.subject} has no address of the calendar any more"),
    # None of these is taken back by an undo: a mail has left, a link was seen or used, a session
    # is over, or another action says the opposite in words of its own (close, open; move, move).
    "user.invited": Verb(lambda t: f"{t.now('name')} was invited"),
    "user.invited_again": Verb(lambda t: f"{t.subject} was invited once more"),
    "user.link_shown": Verb(lambda t: f"Was shown a link to set the password of {t.subject}"),
    "user.arrived": Verb(lambda t: f"{t.subject} set a first password"),
    "user.first_admin": Verb(lambda t: f"{t.now('name')} became the first administrator"),
    "user.reset_sent": Verb(lambda t: f"Sent {t.subject} a link to a new password"),
    "user.reset_asked": Verb(
        lambda t: f"A link to a new password was asked for, and mailed to {t.subject}"
    ),
    "user.password_set": Verb(lambda t: f"{t.subject} set a new password by a link"),
    "user.changed": Verb(lambda t: f"Profile of {t.subject} changed: {t.changes(t.after)}"),
    "user.address_asked": Verb(
        lambda t: f"{t.subject} asked to sign in as {t.now('email')} from now on"
    ),
    "user.address_changed": Verb(
        lambda t: f"{t.subject} signs in as {t.now('email')}, and no longer as {t.was('email')}"
    ),
    "user.moved": Verb(
        lambda t: f"{t.subject} moved from {t.was('agency_id')} to {t.now('agency_id')}"
    ),
    "user.enabled": Verb(lambda t: f"Account of {t.subject} opened again"),
    "user.sessions_ended": Verb(lambda t: f"{t.subject} was signed out in other browsers"),
    "user.let_in": Verb(lambda t: f"{t.subject} was let in after wrong tries to sign in"),
}

UNDOABLE = tuple(name for name, verb in VERBS.items() if verb.is_undoable)
GROUPS = tuple(name for name, verb in VERBS.items() if verb.is_group)
RAISING = tuple(name for name, verb in VERBS.items() if verb.raises_version)
REPORTS = tuple(name for name, verb in VERBS.items() if verb.is_report)
OF_THE_HOUSE = ("agency", "backup", "directive", "house", "journal", "mail", "user")
"""What those who run the system do things to; entries of no plan about them are theirs to read."""
FOR_ONESELF = (
    "user.absence_ended",
    "user.absence_said",
    "user.address_asked",
    "user.feed_ended",
    "user.feed_given",
    "user.mail_chosen",
    "user.password_changed",
    "user.password_set",
    "user.reset_asked",
    "user.sessions_ended",
    "user.signed_in",
    "user.signed_out",
)
"""What people do for themselves, which nobody else reads for it."""
ADMINISTRATION = tuple(
    name for name in VERBS if name.partition(".")[0] in OF_THE_HOUSE and name not in FOR_ONESELF
)
