"""The forms of a plan's text: a section, where words come from, what is said of it, a version."""

from __future__ import annotations

from wtforms import StringField
from wtforms.validators import InputRequired, Length

from views.support.sent.forms import BaseForm, ChoiceField, TextField, VersionField
from workplan.services.consultation.text.sections import SectionFields
from workplan.services.consultation.text.sources import (
    LONGEST_PASSAGE,
    LONGEST_WORDS,
    SourceFields,
)
from workplan.services.pages.text.sections import Section
from workplan.vocabulary import SourceKind


class SectionForm(BaseForm):
    """What a section says."""

    version = VersionField()
    heading = StringField("Heading", [InputRequired("Give it a heading."), Length(max=200)])
    # No longest length here: a browser would cut what is pasted, and say nothing. The service says.
    body = TextField("Text")
    reason = StringField("Why you change it", [Length(max=500)])

    @classmethod
    def of(cls, section: Section, body: str | None = None) -> SectionForm:
        """Return the form filled from a section.

        Args:
            body: an earlier text, to be looked at and saved again.
        """
        text = section.body if body is None else body
        data = {"version": section.version, "heading": section.heading, "body": text}
        return cls(formdata=None, data=data)

    def wanted(self) -> SectionFields:
        """Return what was sent."""
        return SectionFields(self.heading.data or "", self.body.data or "")


class SourceForm(BaseForm):
    """Where words of a section come from."""

    kind = ChoiceField("The source is", choices=SourceKind.choices())
    passage = TextField("Words of the section", [Length(max=LONGEST_PASSAGE)])
    words = TextField(
        "What it says, or its reference",
        [InputRequired("Say what the source is."), Length(max=LONGEST_WORDS)],
    )

    def wanted(self) -> SourceFields:
        """Return what was sent."""
        return SourceFields(self.kind.data or "", self.passage.data or "", self.words.data or "")


class RemarkForm(BaseForm):
    """What somebody says of a section, or of some words of it."""

    # Of another id than the words of a source, whose form stands on the same page.
    passage = TextField("Words that it is about", [Length(max=LONGEST_PASSAGE)], id="about")
    body = TextField("Your remark", [InputRequired("Write it.")])


class AnswerForm(BaseForm):
    """An answer to a remark."""

    body = TextField("Your answer", [InputRequired("Write it.")])


class WhyForm(BaseForm):
    """Why a section is retired."""

    version = VersionField()
    reason = StringField("Why", [Length(max=500)])


class KeepingForm(BaseForm):
    """What a version is for."""

    name = StringField("What it is for", [InputRequired("Say what it is for."), Length(max=200)])
    reason = StringField("Why now", [Length(max=500)])
