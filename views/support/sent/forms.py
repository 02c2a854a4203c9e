"""Fields that say what was wrong with a value, and the way out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_wtf import FlaskForm
from markupsafe import Markup, escape
from wtforms import DateField, Field, IntegerField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than types
from wtforms.validators import ValidationError
from wtforms.widgets import HiddenInput, Select, TextInput

from views.support.sent.asked import row_id, signed
from workplan.calendars.spans import Span
from workplan.calendars.written import read_day
from workplan.errors import BeyondLimit, InvalidInput
from workplan.notation import spans
from workplan.notation.refusals import NotUnderstood


class DayField(DateField):
    """A date, or nothing."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what the person typed; keep it, whatever it was."""
        typed = valuelist[0].strip() if valuelist else ""
        if not typed:
            # Blanks alone are nothing, to the check that something was given as well.
            self.data, self.raw_data = None, [""]
            return
        try:
            self.data = read_day(typed)
        except ValueError:
            raise ValueError(
                f"“{typed}” is no date. Give year, month and day, such as 2027-03-14."
            ) from None


class WholeField(IntegerField):
    """A whole number; text gets an answer that repeats it."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what the person typed; keep it, whatever it was."""
        typed = valuelist[0].strip() if valuelist else ""
        if not typed:
            self.data, self.raw_data = None, [""]
            return
        bare = typed.removesuffix("%").rstrip()
        self.data = signed(bare)
        if self.data is None:
            raise ValueError(f"“{typed[:40]}” is no whole number. Use digits only, such as 25.")


class SpanField(Field):
    """A span of time, such as 60 days or 6 months; a number alone counts days."""

    widget = TextInput()
    data: Span | None

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what the person typed; keep it, whatever it was."""
        typed = valuelist[0].strip() if valuelist else ""
        self.data, self.raw_data = None, [typed]
        if typed:
            try:
                self.data = self.understood(typed)
            except NotUnderstood as wrong:
                raise ValueError(str(wrong)) from wrong

    def understood(self, typed: str) -> Span:
        """Return what was typed as a span."""
        return spans.read(typed)

    def written(self, span: Span) -> str:
        """Return a span as it is typed."""
        return str(span)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return self.written(self.data) if self.data else ""


class OftenField(SpanField):
    """How often something comes again, such as quarterly or every 2 years."""

    def understood(self, typed: str) -> Span:
        """Return what was typed as the span from one time to the next."""
        return spans.read_often(typed)

    def written(self, span: Span) -> str:
        """Return how often, as it is typed."""
        return spans.written_often(span)


class VersionField(Field):
    """The version that the person started from; a value that is none fits no version."""

    widget = HiddenInput()
    data: int

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number."""
        typed = valuelist[0] if valuelist else ""
        self.data = row_id(typed) or 0


class TextField(TextAreaField):
    """Prose; line ends are those of one kind."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what the person typed."""
        self.data = (valuelist[0] if valuelist else "").replace("\r\n", "\n").strip()


class ChoiceList(Select):
    """Writes choices as the library does, in a tenth of its time: there are 500 time zones."""

    @classmethod
    def render_option(  # type: ignore[override]  # newer than types
        cls, choice: Any, **attributes: Any
    ) -> Markup:
        """Return the tag of a choice."""
        if attributes or choice.render_kw:
            plain: Markup = super().render_option(choice, **attributes)
            return plain
        chosen = "selected " if choice.selected else ""
        value, label = escape(choice.value), escape(choice.label or choice.value)
        return Markup(f'<option {chosen}value="{value}">{label}</option>')  # noqa: S704  # escaped


class ChoiceField(SelectField):
    """One of the field's own words; a value that is not among them is named.

    Args:
        choices: each value with its label.
    """

    widget = ChoiceList()

    def __init__(
        self, label: str, *, choices: Iterable[tuple[str, str]] = (), **options: Any
    ) -> None:
        super().__init__(label, choices=_offered(choices), **options)

    def offer(self, choices: Iterable[tuple[str, str]]) -> None:
        """Take choices that are known only now."""
        self.choices = _offered(choices)

    def offer_groups(self, groups: Iterable[tuple[str, Iterable[tuple[str, str]]]]) -> None:
        """Take choices that stand in groups, each under its name; under none, in no group."""
        self.choices = [
            SelectChoice(value, label, optgroup=name or None)
            for name, choices in groups
            for value, label in choices
        ]

    def offered(self) -> list[Any]:
        """Return the choices with their values and labels."""
        return [*(self.choices or ())]

    def said(self, value: object) -> str:
        """Return the label of a value; nothing for none."""
        wanted = str(value or "")
        return next((choice.label for choice in self.offered() if choice.value == wanted), "")

    def has_groups(self) -> bool:
        """Tell whether choices stand in groups, and not in one row."""
        return any(choice.optgroup for choice in self.offered())

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002  # the signature is WTForms'
        """Refuse a value that no choice has."""
        if self.data is not None and not any(match for *_, match, _ in self.iter_choices()):
            raise ValidationError(f"“{self.data}” is not among the choices. Choose from the list.")


class BaseForm(FlaskForm):
    """A form that can take an error from a service to the field that it is about."""

    def name_by(self, number: int) -> None:
        """Give each control an id of its own on a page with several such forms."""
        for field in self:
            field.id = field.label.field_id = f"{field.name}-{number}"

    def refuse(self, error: InvalidInput, otherwise: str) -> None:
        """Show a service's refusal at its field, or at another when the form lacks that one.

        Raises:
            BeyondLimit: which is answered by a page of its own, for every form alike.
        """
        if isinstance(error, BeyondLimit):
            raise error
        name = error.field if error.field in self else otherwise
        field: Field = self[name]
        field.errors = [*field.errors, error.message]


def _offered(choices: Iterable[tuple[str, str]]) -> list[Any]:
    return [SelectChoice(value, label) for value, label in choices]
