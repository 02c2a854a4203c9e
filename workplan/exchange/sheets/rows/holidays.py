"""Whether the dates of a sheet know the federal holidays."""

from __future__ import annotations

from dataclasses import replace

from workplan.exchange.planfile import PlanFile
from workplan.exchange.positions import differing
from workplan.exchange.sheets.rows.findings import Findings
from workplan.scheduling.schedule import schedule


def fitted(plan: PlanFile, findings: Findings) -> PlanFile:
    """Return a plan by the calendar that its own dates are from, where they prove which it is.

    A sheet says nothing of its calendar. When its durations and links give its dates only if
    federal holidays are worked, whoever made it did not count them.
    """
    if not any(task.start_on and task.finish_on for task in plan.tasks):
        return plan
    plain = replace(plan, holidays=())
    if not _differ(plan) or _differ(plain):
        return plan
    findings.whole(
        "Calendar",
        "The dates of the sheet come out only if federal holidays are worked, so the plan works on "
        "them. Its settings have the calendar.",
    )
    return plain


def _differ(plan: PlanFile) -> bool:
    """Tell whether any task comes out at other dates than the sheet has for it."""
    return bool(differing(plan, schedule(plan.network())))
