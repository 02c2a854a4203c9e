"""What the journal says of reporting cycles."""

from __future__ import annotations

from workplan.services.record.words.sentences import Told, count
from workplan.services.record.words.verb import LEFT, OPPOSITE, SAID, Verb


def _changed(t: Told) -> str:
    said = {
        "name": f"called “{t.now('name')}”, not “{t.was('name')}”",
        "as_of_on": f"as of {t.now('as_of_on')}, not {t.was('as_of_on')}",
        "due_on": f"due {t.now('due_on')}, not {t.was('due_on')}",
        "note": f"its note “{t.now('note')}”, not “{t.was('note')}”",
    }
    return f"Cycle “{t.now('cycle')}” changed: " + "; ".join(
        words for key, words in said.items() if key in t.after
    )


def _asked(t: Told) -> str:
    people = t.after.get("people", 0)
    of = f"{people} people" if people > 1 else "one person" if people else "nobody, for want of one"
    tasks = count(t.after.get("tasks", 0), "task")
    return f"Reports on {tasks} asked for in the cycle “{t.now('cycle')}”, of {of}"


def _closed(t: Told) -> str:
    missed = t.after.get("missed", 0)
    said = f"{count(missed, 'task')} not reported" if missed else "each task reported"
    return f"Cycle “{t.now('cycle')}” closed, {said}"


CYCLES: dict[str, Verb] = {
    "cycle.opened": Verb(
        lambda t: (
            f"Cycle “{t.now('name')}” opened, as of {t.now('as_of_on')}, due {t.now('due_on')}"
        ),
        not_undone=OPPOSITE,
    ),
    "cycle.changed": Verb(_changed, not_undone=OPPOSITE),
    "cycle.asked": Verb(_asked, not_undone=LEFT),
    "cycle.closed": Verb(_closed, not_undone=SAID),
    "cycle.withdrawn": Verb(lambda t: f"Cycle “{t.now('cycle')}” withdrawn", not_undone=SAID),
}
