"""What an address says of a Gantt chart: which rows, folded how, in which scale, against what."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from workplan.charts.axis import PIXELS_A_DAY
from workplan.errors import InvalidInput
from workplan.services.finding.task_lists import TaskFilter
from workplan.services.structure.baseline import chart_baselines
from workplan.services.structure.baseline.chart_baselines import Charted

NONE = "none"
"""The chart without a baseline."""


@dataclass(frozen=True)
class GanttView:
    """A chart as it is asked for; everything has a usual value.

    Args:
        scale: the scale; else the finest in which the plan fits.
        page: which page of rows, from 1; 0 for that of the task.
        folded: the keys of rows below which nothing is shown.
        baseline: the id of a baseline, or “none”; else that which charts compare with.
        task_id: the task that is looked at.
        wanted: which tasks.
    """

    scale: str = ""
    page: int = 0
    folded: frozenset[str] = frozenset()
    baseline: str = ""
    task_id: int | None = None
    wanted: TaskFilter = field(default_factory=TaskFilter)

    def checked(self) -> GanttView:
        """Return the view itself.

        Raises:
            InvalidInput: for a scale that is none.
        """
        if self.scale and self.scale not in PIXELS_A_DAY:
            raise InvalidInput(
                "scale", f"“{self.scale}” is no scale. Use {', '.join(PIXELS_A_DAY)}."
            )
        return self

    def charted(self, session: Session, plan_id: int) -> Charted | None:
        """Return the baseline to compare with; None for none.

        Raises:
            InvalidInput: for a baseline that the plan has not, or that is retired.
        """
        if self.baseline == NONE:
            return None
        if not self.baseline:
            return chart_baselines.charted(session, plan_id)
        standing = {str(one.id): one for one in chart_baselines.standing(session, plan_id)}
        if self.baseline not in standing:
            raise InvalidInput(
                "baseline",
                f"“{self.baseline}” is no baseline of this plan. Choose one from the list.",
            )
        return standing[self.baseline]
