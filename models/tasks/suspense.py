"""The date that the directive or the coordinator orders: a rule, not only a date."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Day, Id, Lapse, Name, Often, Prose, Word, one_of
from workplan.calendars.spans import Span, span_in
from workplan.vocabulary import OrderedBy, SuspenseKind

FIELDS_OF_RULE = {
    "fixed": ("fixed_on",),
    "signed": ("within",),
    "after_task": ("within", "after_task_id"),
    "event": ("within", "event"),
    "recurring": ("first_on", "every"),
    "none": (),
}
"""What each rule needs."""
MORE_FIELDS = {"event": ("happened_on",), "recurring": ("until_on",)}
"""What it may have besides."""
ALL_FIELDS = ("fixed_on", "after_task_id", "event", "happened_on", "first_on", "every", "until_on")
"""All of them, but for the span of time, which stands in one of two columns."""


def _exactly_its_columns() -> str:
    """Return the check that a rule has the columns that it needs, and no other."""
    cases = []
    for rule, needed in FIELDS_OF_RULE.items():
        free = MORE_FIELDS.get(rule, ())
        parts = [f"rule = '{rule}'"]
        parts += [f"{c} IS {'NOT ' * (c in needed)}NULL" for c in ALL_FIELDS if c not in free]
        parts += (
            ["(offset_days IS NULL) <> (within IS NULL)"]
            if "within" in needed
            else ["offset_days IS NULL", "within IS NULL"]
        )
        cases.append(f"({' AND '.join(parts)})")
    return " OR ".join(cases)


EVERY_KNOWN = "every IN ('monthly', 'quarterly', 'yearly') OR every LIKE '_% _%'"
"""The usual ones by a word; others as spans, such as “2 years”."""


def orderer_of(rule: str | None, said: str | None) -> str:
    """Return who ordered a suspense, by its rule and by what was said of that; "" for no date."""
    if rule in (None, "none"):
        return ""
    by_rule = OrderedBy.COORDINATOR if rule == "fixed" else OrderedBy.DIRECTIVE
    return said or by_rule.value


class Suspense(Base):
    """The suspense rule of a task.

    A span of time stands in `offset_days` when it is in days, and in `within` otherwise.

    - fixed: `fixed_on`.
    - signed: a span of time after the directive was signed.
    - after_task: a span after `after_task_id` ends.
    - event: a span after `event`, whose day is `happened_on` once somebody recorded it;
      until then there is no date.
    - recurring: `first_on` and then `every` so often, up to `until_on` where an end is given;
      `met_on` is the last occurrence that was met.
    - none: ordered, but without a date (“promptly”).

    `ordered_by` says who ordered it, where that is not as its rule has it. `agreed_on` is the later
    day that was agreed beside the ordered one, `agreed_for`; it counts as long as the rule orders
    that day, or, after another task, as long as it counts from it.
    """

    __tablename__ = "suspenses"
    __table_args__ = (
        one_of("rule", SuspenseKind),
        CheckConstraint(_exactly_its_columns(), name="rule_has_its_columns"),
        CheckConstraint(EVERY_KNOWN, name="every_known"),
        CheckConstraint("offset_days >= 0", name="offset_not_negative"),
        CheckConstraint("after_task_id != task_id", name="not_after_itself"),
        CheckConstraint("met_on IS NULL OR rule = 'recurring'", name="only_recurring_is_met"),
        one_of("ordered_by", OrderedBy),
        CheckConstraint("(agreed_on IS NULL) = (agreed_for IS NULL)", name="agreed_for_a_day"),
        CheckConstraint("agreed_on > agreed_for", name="agreed_is_later"),
        UniqueConstraint("task_id"),
    )

    id: Mapped[Id]
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"))
    rule: Mapped[Word]
    fixed_on: Mapped[Day | None]
    offset_days: Mapped[int | None]
    within: Mapped[Lapse | None]
    after_task_id: Mapped[int | None] = mapped_column(ForeignKey("tasks.id"), index=True)
    event: Mapped[Name | None]
    happened_on: Mapped[Day | None]
    first_on: Mapped[Day | None]
    every: Mapped[Often | None]
    until_on: Mapped[Day | None]
    met_on: Mapped[Day | None]
    note: Mapped[Prose] = mapped_column(default="")
    ordered_by: Mapped[Word | None]
    agreed_on: Mapped[Day | None]
    agreed_for: Mapped[Day | None]

    @property
    def orderer(self) -> str:
        """Who ordered it: what was said, or else the coordinator a fixed day, and no other."""
        return orderer_of(self.rule, self.ordered_by)

    @property
    def span(self) -> Span | None:
        """The span of time from what it counts from."""
        return span_in(self.offset_days, self.within)
