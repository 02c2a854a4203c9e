"""What an agency says about a task: checked, and filled up with what it implies."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from workplan.errors import InvalidInput
from workplan.scheduling.explain import day_words
from workplan.services.tasks.suspenses import check_day
from workplan.vocabulary import Status

MAX_NOTE = 10_000


@dataclass(frozen=True)
class ReportFields:
    """What an agency says about a task on a day; perhaps in place of an earlier report."""

    status: str
    percent: int
    actual_start_on: date | None = None
    actual_finish_on: date | None = None
    forecast_on: date | None = None
    done: str = ""
    next_steps: str = ""
    help_needed: str = ""
    corrects_id: int | None = None

    @property
    def says_complete(self) -> bool:
        """Tell whether it says that the work is done: by its status, its percent, or its finish."""
        return self.status == "complete" or self.percent == 100 or self.actual_finish_on is not None

    def completed(self, today: date, started_on: date | None) -> ReportFields:
        """Return the report with what it implies: complete is 100 % and has its dates."""
        status, percent = self.status, self.percent
        if percent == 100 or self.actual_finish_on is not None:
            status = "complete"
        if status == "not_started" and (percent or self.actual_start_on):
            status = "on_track"
        start = self.actual_start_on or started_on
        if status == "complete":
            finish = self.actual_finish_on or today
            return replace(
                self,
                status=status,
                percent=100,
                actual_start_on=start or finish,
                actual_finish_on=finish,
                forecast_on=None,
            )
        if percent and start is None:
            start = today
        return replace(self, status=status, actual_start_on=start)

    def checked(self, today: date) -> ReportFields:
        """Return itself, or raise InvalidInput with the field, the value and the way out."""
        if self.status not in Status.codes():
            raise InvalidInput("status", f"“{self.status}” is no status. Choose from the list.")
        if not 0 <= self.percent <= 100:
            raise InvalidInput(
                "percent", f"{self.percent} % cannot be. Give a whole number from 0 to 100."
            )
        for field, day in (
            ("actual_start_on", self.actual_start_on),
            ("actual_finish_on", self.actual_finish_on),
        ):
            check_day(field, day)
            if day is not None and day > today:
                raise InvalidInput(
                    field,
                    f"{day_words(day)} lies after today, {day_words(today)}. An actual date has "
                    "happened; use the forecast for what is still to come.",
                )
        start, finish = self.actual_start_on, self.actual_finish_on
        if start and finish and finish < start:
            raise InvalidInput(
                "actual_finish_on",
                f"The finish, {day_words(finish)}, lies before the start, {day_words(start)}. "
                "Correct one of them.",
            )
        check_day("forecast_on", self.forecast_on)
        for field in ("done", "next_steps", "help_needed"):
            length = len(getattr(self, field))
            if length > MAX_NOTE:
                raise InvalidInput(
                    field,
                    f"The text has {length:,} characters, and {MAX_NOTE:,} fit. Shorten it.",
                )
        return self
