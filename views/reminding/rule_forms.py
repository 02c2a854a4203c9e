"""The form by which a reminder rule is added or changed."""

from __future__ import annotations

from collections.abc import Mapping

from wtforms.validators import InputRequired

from views.support.sent.forms import BaseForm, ChoiceField, TextField, VersionField, WholeField
from workplan import vocabulary
from workplan.errors import InvalidInput
from workplan.extensions import db
from workplan.services.structure import rule_people
from workplan.services.structure.reminder_rules import Rule
from workplan.services.structure.rule_terms import Terms

SIDES = (("before", "before the suspense"), ("after", "overdue"))


class RuleForm(BaseForm):
    """When to write, to whom, on which condition, and in which words."""

    version = VersionField()
    days = WholeField("Days", [InputRequired("Give a number; 0 is on the day itself.")])
    counted_in = ChoiceField("Counted in", choices=vocabulary.DayKind.choices(), default="working")
    side = ChoiceField("Before or after", choices=SIDES, default="before")
    audience = ChoiceField("To", choices=vocabulary.Audience.choices())
    people = TextField("People named, by their addresses")
    condition = ChoiceField("Only if", choices=vocabulary.RuleCondition.choices(), default="open")
    wording = TextField("What it says besides")

    @classmethod
    def of(cls, rule: Rule, addresses: Mapping[int, str]) -> RuleForm:
        """Return the form of a rule as it stands."""
        terms = rule.terms
        data = {
            **terms._asdict(),
            "days": abs(terms.rung_days),
            "side": "before" if terms.rung_days <= 0 else "after",
            "people": "\n".join(addresses[user_id] for user_id in terms.people),
            "version": rule.version,
        }
        return cls(formdata=None, data=data)

    def terms(self, plan_id: int) -> Terms:
        """Return what was asked for.

        Raises:
            InvalidInput: for a day below none, and for an address of nobody in the plan.
        """
        days = self.days.data or 0
        if days < 0:
            raise InvalidInput(
                "days", f"{days} is less than none. Give a number, and choose before or after."
            )
        return Terms(
            -days if self.side.data == "before" else days,
            self.audience.data,
            self.counted_in.data,
            self.condition.data,
            self.wording.data or "",
            rule_people.ids(db.session(), plan_id, (self.people.data or "").split()),
        )
