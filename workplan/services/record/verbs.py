"""The verbs of the journal: one registry, where a new one is one line.

A verb says what its entries mean in words for people, whether they raise the version of a task,
and how they are taken back, or why they are not. How they count in a burndown stands in the
entries themselves.
"""

from __future__ import annotations

from workplan.services.record.words.comment_verbs import COMMENTS
from workplan.services.record.words.cycle_verbs import CYCLES
from workplan.services.record.words.house_verbs import HOUSE
from workplan.services.record.words.plan_verbs import PLANS
from workplan.services.record.words.request_verbs import REQUESTS
from workplan.services.record.words.task_verbs import TASKS
from workplan.services.record.words.text_verbs import TEXTS
from workplan.services.record.words.verb import Verb

VERBS: dict[str, Verb] = TASKS | PLANS | COMMENTS | TEXTS | REQUESTS | CYCLES | HOUSE


UNDOABLE = tuple(name for name, verb in VERBS.items() if verb.is_undoable)
GROUPS = tuple(name for name, verb in VERBS.items() if verb.is_group)
RAISING = tuple(name for name, verb in VERBS.items() if verb.raises_version)
FINAL = tuple(
    name for name, verb in VERBS.items() if verb.undone_by and VERBS[verb.undone_by].not_undone
)
"""What is taken back once and never brought forth again, so that its undo asks first."""
REPORTS = tuple(name for name, verb in VERBS.items() if verb.is_report)
OF_THE_HOUSE = ("agency", "backup", "directive", "house", "journal", "mail", "spill", "user")
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
