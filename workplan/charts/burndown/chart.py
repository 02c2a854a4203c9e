"""What a large burndown shows: of which figures, in which unit, in which variant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from workplan.forecast.burndown import Burndown
from workplan.forecast.burndown_days import FlowDay, Unit

Variant = Literal["down", "up", "flow"]
"""Left to do; done below all there is; or how work flows from not begun to done."""


@dataclass(frozen=True)
class BurnChart:
    """What is drawn.

    Args:
        flow: the days of the flow, which the variant of that name needs.
        last_due_on: the last suspense of open work, where it is known of the day.
    """

    burndown: Burndown
    unit: Unit = "tasks"
    variant: Variant = "down"
    flow: Sequence[FlowDay] = ()
    last_due_on: date | None = None
    is_today: bool = True
