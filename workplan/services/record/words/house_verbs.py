"""What the journal says of the house: accounts, agencies, directives, mail and backups."""

from __future__ import annotations

from workplan.services.record.words import house_sentences, sentences
from workplan.services.record.words.verb import HAPPENED, LEFT, ONE, OPPOSITE, SAID, SHOWN, Verb

HOUSE: dict[str, Verb] = {
    "mail.sent_again": Verb(
        lambda t: f"A mail to {t.now('to')} that had failed goes out again", not_undone=LEFT
    ),
    "mail.tested": Verb(house_sentences.mail_tested, not_undone=LEFT),
    "mail.seen": Verb(
        lambda t: f"Marked a failed mail to {t.now('to')} as seen: {t.now('reply')}",
        not_undone=HAPPENED,
    ),
    "mail.bounced": Verb(
        lambda t: f"A mail to {t.now('to')} came back: {t.now('reply')}", not_undone=HAPPENED
    ),
    "mail.parked": Verb(lambda _: "A mail that came in waits for somebody", not_undone=HAPPENED),
    "mail.tried_again": Verb(
        lambda _: "A mail that came in was tried once more", not_undone=HAPPENED
    ),
    "mail.set_aside": Verb(lambda _: "Set aside a mail that came in", not_undone=OPPOSITE),
    "mail.given": Verb(lambda _: "Gave a mail that came in to this plan", not_undone=OPPOSITE),
    "mail.placed": Verb(
        lambda _: "Put a mail that came in on the task, as a comment", not_undone=SAID
    ),
    "user.mail_bounced": Verb(
        lambda t: f"Mail to {t.subject} came back: {t.now('reply')}", not_undone=HAPPENED
    ),
    "user.mail_works": Verb(
        lambda t: f"Said that the address of {t.subject} works", not_undone=OPPOSITE
    ),
    "backup.asked": Verb(lambda t: f"Asked for the backup {t.now('name')}", not_undone=HAPPENED),
    "backup.made": Verb(house_sentences.backup_made, not_undone=HAPPENED),
    "backup.failed": Verb(
        lambda t: f"The backup {t.now('name')} was not made: {t.now('said')}", not_undone=HAPPENED
    ),
    "backup.deleted": Verb(house_sentences.backup_deleted, not_undone=HAPPENED),
    "backup.checked": Verb(house_sentences.backup_checked, not_undone=HAPPENED),
    "journal.verified": Verb(house_sentences.journal_verified, not_undone=HAPPENED),
    "house.changed": Verb(
        lambda t: f"Settings of the house changed: {t.changes(t.after)}", undone_by="house.changed"
    ),
    "agency.added": Verb(house_sentences.agency_added, not_undone=SHOWN),
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
    "agency.merged": Verb(house_sentences.agency_merged, not_undone=ONE),
    "task.agencies_merged": Verb(
        house_sentences.agencies_merged, raises_version=True, not_undone=ONE
    ),
    "directive.added": Verb(
        lambda t: f"Directive “{t.now('citation')}” added, signed {t.now('signed_on')}",
        not_undone=SHOWN,
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
    "directive.objective_followed": Verb(house_sentences.objective_followed, not_undone=OPPOSITE),
    "directive.merged": Verb(house_sentences.directive_merged, not_undone=ONE),
    "user.added": Verb(lambda t: f"Account of {t.now('name')} added", not_undone=OPPOSITE),
    "user.disabled": Verb(sentences.closed, not_undone=OPPOSITE),
    "user.password_reset": Verb(lambda t: f"Password of {t.subject} reset", not_undone=HAPPENED),
    "user.password_changed": Verb(
        lambda t: f"{t.subject} changed the password", not_undone=HAPPENED
    ),
    "user.signed_in": Verb(lambda t: f"{t.subject} signed in", not_undone=HAPPENED),
    "user.signed_out": Verb(lambda t: f"{t.subject} signed out", not_undone=HAPPENED),
    "user.mail_chosen": Verb(
        lambda t: f"{t.subject} chose mail: {t.facts(t.after)}", not_undone=OPPOSITE
    ),
    "user.absence_said": Verb(sentences.absence, not_undone=OPPOSITE),
    "user.absence_ended": Verb(lambda t: f"{t.subject} is back", not_undone=OPPOSITE),
    "user.feed_given": Verb(
        lambda t: f"{t.subject} has a new address of the calendar", not_undone=OPPOSITE
    ),
    "user.feed_ended": Verb(
        lambda t: f"{t.subject} has no address of the calendar any more", not_undone=OPPOSITE
    ),
    "user.invited": Verb(lambda t: f"{t.now('name')} was invited", not_undone=LEFT),
    "user.invited_again": Verb(lambda t: f"{t.subject} was invited once more", not_undone=LEFT),
    "user.link_shown": Verb(
        lambda t: f"Was shown a link to set the password of {t.subject}", not_undone=LEFT
    ),
    "user.arrived": Verb(lambda t: f"{t.subject} set a first password", not_undone=HAPPENED),
    "user.first_admin": Verb(
        lambda t: f"{t.now('name')} became the first administrator", not_undone=HAPPENED
    ),
    "user.reset_sent": Verb(
        lambda t: f"Sent {t.subject} a link to a new password", not_undone=LEFT
    ),
    "user.reset_asked": Verb(
        lambda t: f"A link to a new password was asked for, and mailed to {t.subject}",
        not_undone=LEFT,
    ),
    "user.password_set": Verb(
        lambda t: f"{t.subject} set a new password by a link", not_undone=HAPPENED
    ),
    "user.changed": Verb(
        lambda t: f"Profile of {t.subject} changed: {t.changes(t.after)}", not_undone=OPPOSITE
    ),
    "user.address_asked": Verb(
        lambda t: f"{t.subject} asked to sign in as {t.now('email')} from now on", not_undone=LEFT
    ),
    "user.address_changed": Verb(
        lambda t: f"{t.subject} signs in as {t.now('email')}, and no longer as {t.was('email')}",
        not_undone=HAPPENED,
    ),
    "user.moved": Verb(
        lambda t: f"{t.subject} moved from {t.was('agency_id')} to {t.now('agency_id')}",
        not_undone=OPPOSITE,
    ),
    "user.enabled": Verb(lambda t: f"Account of {t.subject} opened again", not_undone=OPPOSITE),
    "user.admin_made": Verb(
        lambda t: f"{t.subject} runs the house from now on, as an administrator",
        not_undone=OPPOSITE,
    ),
    "user.admin_unmade": Verb(
        lambda t: f"{t.subject} is no longer an administrator", not_undone=OPPOSITE
    ),
    "user.sessions_ended": Verb(
        lambda t: f"{t.subject} was signed out in other browsers", not_undone=HAPPENED
    ),
    "user.let_in": Verb(
        lambda t: f"{t.subject} was let in after wrong tries to sign in", not_undone=HAPPENED
    ),
}
