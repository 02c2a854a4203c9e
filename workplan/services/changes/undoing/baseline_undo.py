"""Take back what was done to a baseline: its name, whether it is offered, whether charts use it."""

from __future__ import annotations

from models import Baseline, JournalEntry
from workplan.errors import InvalidInput
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.services.structure.baseline import baselines, chart_baselines


def take_back(change: Change, entry: JournalEntry, reason: str) -> None:
    """Set a baseline back as it was before an entry.

    Raises:
        InvalidInput: when it was renamed since, or charts use another one by now.
    """
    session = change.session
    before, after = entry.before or {}, journal.kept_after(entry)
    if entry.verb == "baseline.charted":
        used = chart_baselines.charted(session, entry.plan_id or 0)
        if used is None or used.id != after[baselines.CHARTED]:
            raise InvalidInput(
                "entry", "Since then charts were given another baseline. Undo that first."
            )
        one = session.get_one(Baseline, before[baselines.CHARTED])
        baselines.chart(change, one.id, one.version, reason)
        return
    baseline = session.get_one(Baseline, entry.subject_id)
    match entry.verb:
        case "baseline.renamed":
            if baseline.name != after["name"]:
                raise InvalidInput("entry", "Since then it was renamed again. Undo that first.")
            baselines.rename(change, baseline.id, baseline.version, before["name"], reason)
        case "baseline.retired":
            baselines.restore(change, baseline.id, baseline.version, reason)
        case "baseline.restored":
            baselines.retire(change, baseline.id, baseline.version, reason)
