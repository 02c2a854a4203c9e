"""Fields for how long work takes and how long it waits: days, parts of them, weeks, hours."""

from __future__ import annotations

from wtforms import Field
from wtforms.widgets import TextInput

from workplan.calendars.hours import OFFICE_HOURS
from workplan.notation import durations, predecessors
from workplan.notation.durations import Length
from workplan.notation.refusals import NotUnderstood


class LengthField(Field):
    """A duration: 10, 2w, 0.5, 4h, or 0 for a milestone.

    The form's `meta.per_day` says how many minutes a working day has.
    """

    widget = TextInput()
    data: Length | None

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        if self.data is None:
            return ""
        return durations.written(*self.data) if self.data.days else "0"

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what the person typed; keep it, whatever it was."""
        typed = valuelist[0].strip() if valuelist else ""
        self.data = None
        if typed:
            try:
                self.data = durations.read(typed, per_day(self))
            except NotUnderstood as wrong:
                raise ValueError(wrong.message) from None


class LagField(Field):
    """A lag: 2, 0.5, 4h, or -1 for a lead; kept as typed, since a box says what it counts."""

    widget = TextInput()
    data: str

    def _value(self) -> str:
        return self.data or ""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what the person typed; keep it, whatever it was."""
        self.data = valuelist[0].strip() if valuelist else ""
        try:
            self.decided(is_elapsed=False)
        except NotUnderstood as wrong:
            raise ValueError(wrong.message) from None

    def decided(self, *, is_elapsed: bool) -> tuple[int, int]:
        """Return the days, and the minutes beside them.

        Args:
            is_elapsed: whether it counts calendar days.
        """
        if not self.data:
            return 0, 0
        return predecessors.lag_in(self.data, per_day(self), is_elapsed=is_elapsed)


def per_day(field: Field) -> int:
    """Return the minutes of a working day in the plan that a form is about."""
    found: int = getattr(field.meta, "per_day", OFFICE_HOURS.per_day)
    return found
