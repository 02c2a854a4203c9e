"""The forms about a directive: what is known of it, and of which one it is a double."""

from __future__ import annotations

from wtforms import StringField
from wtforms.validators import InputRequired, Length

from models import Directive
from views.support.sent.asked import row_id
from views.support.sent.forms import BaseForm, ChoiceField, DayField, VersionField
from workplan.extensions import Session
from workplan.services.tasks.directive import directives
from workplan.services.tasks.directive.directive_columns import DirectiveFields


class DirectiveForm(BaseForm):
    """What is known of a directive, and what took its place."""

    version = VersionField()
    citation = StringField(
        "Citation", [InputRequired("Give its citation, such as NSPM-10."), Length(max=200)]
    )
    title = StringField("Title", [InputRequired("Say what it is called."), Length(max=200)])
    signed_on = DayField("Signed on", [InputRequired("Give the day of its signature.")])
    superseded_on = DayField("Superseded on")
    superseded_by_id = ChoiceField("Superseded by")
    superseded_by = StringField("Or by another, in words", [Length(max=200)])

    @classmethod
    def to_fill(cls, session: Session, directive: Directive | None = None) -> DirectiveForm:
        """Return the form as it was submitted or, for a directive, as that stands."""
        form = cls(data=cls._data(directive) if directive else None)
        successor = directive.superseded_by_id if directive else None
        own = directive.id if directive else None
        form.superseded_by_id.offer(
            [
                ("", "None in this list"),
                *(
                    (str(number), citation)
                    for number, citation in directives.choices(session, successor).items()
                    if number != own
                ),
            ]
        )
        return form

    @staticmethod
    def _data(directive: Directive) -> dict[str, object]:
        is_listed = directive.superseded_by_id is not None
        return {
            "version": directive.version,
            "citation": directive.citation,
            "title": directive.title,
            "signed_on": directive.signed_on,
            "superseded_on": directive.superseded_on,
            "superseded_by_id": str(directive.superseded_by_id or ""),
            "superseded_by": "" if is_listed else directive.superseded_by or "",
        }

    def wanted(self) -> DirectiveFields:
        """Return what the person said of it."""
        assert self.signed_on.data is not None
        return DirectiveFields(
            self.citation.data or "",
            self.title.data or "",
            self.signed_on.data,
            self.superseded_on.data,
            self.superseded_by.data or "",
            row_id(self.superseded_by_id.data or ""),
        )


class DoubleForm(BaseForm):
    """Of which directive one is a double."""

    into = ChoiceField("It is a double of")
    reason = StringField("Why", [Length(max=500)])

    @classmethod
    def of(cls, session: Session, directive: Directive) -> DoubleForm:
        """Return the form, with the directives of which this one may be a double."""
        form = cls()
        others = directives.choices(session).items()
        form.into.offer(
            [
                ("", "Choose one"),
                *((str(number), citation) for number, citation in others if number != directive.id),
            ]
        )
        return form

    def chosen(self) -> int:
        """Return the number of the directive that stays; 0 for none."""
        return row_id(self.into.data or "") or 0
