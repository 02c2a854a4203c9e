"""The forms of reporting cycles: what one asks, and how it ends."""

from __future__ import annotations

from wtforms import StringField
from wtforms.validators import InputRequired, Length

from views.support.sent.forms import BaseForm, DayField, TextField, VersionField
from workplan.services.reporting.cycles import cycles
from workplan.services.reporting.cycles.closing import LONGEST_WORDS
from workplan.services.reporting.cycles.cycles import LONGEST_NAME, LONGEST_NOTE, CycleFields


class CycleForm(BaseForm):
    """What a cycle asks."""

    version = VersionField()
    name = StringField("Name", [Length(max=LONGEST_NAME)])
    as_of_on = DayField("As of", [InputRequired("Give the day whose standing is reported.")])
    due_on = DayField("Due", [InputRequired("Give the day by which reports are wanted.")])
    note = TextField("Note to those who are asked (optional)", [Length(max=LONGEST_NOTE)])

    @classmethod
    def of(cls, fields: CycleFields, version: int = 0) -> CycleForm:
        """Return the form filled from what a cycle asks."""
        return cls(formdata=None, data={"version": version, **fields._asdict()})

    def fields(self) -> CycleFields:
        """Return what the cycle asks, as it was sent."""
        assert self.as_of_on.data is not None, "an empty day is refused before"
        assert self.due_on.data is not None, "an empty day is refused before"
        return CycleFields(
            self.name.data or "", self.as_of_on.data, self.due_on.data, self.note.data or ""
        )


class ClosingForm(BaseForm):
    """The words with which a cycle is closed."""

    version = VersionField()
    words = TextField("Words for page 1 (optional)", [Length(max=LONGEST_WORDS)])


class WithdrawalForm(BaseForm):
    """Why a cycle is withdrawn."""

    version = VersionField()
    because = StringField("Why it is withdrawn", [Length(max=cycles.LONGEST_NOTE)])
