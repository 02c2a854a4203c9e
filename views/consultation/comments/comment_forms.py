"""The forms of comments: who wrote one, what it says, and the plain ones."""

from __future__ import annotations

from wtforms import BooleanField, StringField
from wtforms.validators import InputRequired, Length

from views.support.sent.forms import BaseForm, TextField, VersionField
from workplan.services.consultation.comments import LONGEST_LINE, Letter, Sender
from workplan.services.consultation.finding import LONGEST_REASON
from workplan.services.consultation.points import LONGEST_WORDS
from workplan.services.pages.comments.comment_rows import CommentRow


class SenderForm(BaseForm):
    """Who wrote a comment."""

    version = VersionField()
    sender = StringField("Who wrote it", [Length(max=LONGEST_LINE)])
    organisation = StringField("For which organisation", [Length(max=LONGEST_LINE)])
    email = StringField("Address for the answer", [Length(max=254)])
    may_be_named = BooleanField("Agreed to be named in public")

    @classmethod
    def of(cls, row: CommentRow) -> SenderForm:
        """Return the form filled from a comment."""
        data = {
            "version": row.version,
            "sender": row.sender,
            "organisation": row.organisation,
            "email": row.address,
            "may_be_named": row.may_be_named,
        }
        return cls(formdata=None, data=data)

    def by(self) -> Sender:
        """Return who wrote it, as it was sent."""
        return Sender(
            self.sender.data or "",
            self.organisation.data or "",
            self.email.data or "",
            bool(self.may_be_named.data),
        )


class LetterForm(SenderForm):
    """A comment that came by another way than mail."""

    subject = StringField("What it is about", [Length(max=LONGEST_LINE)])
    words = TextField("What it says")

    def letter(self) -> Letter:
        """Return the comment, as it was sent."""
        return Letter(self.by(), self.subject.data or "", self.words.data or "")


class WordsForm(BaseForm):
    """Words of a comment that are a point of their own."""

    version = VersionField()
    words = TextField(
        "Words of the comment",
        [InputRequired("Mark the words of the comment."), Length(max=LONGEST_WORDS)],
    )


class ReasonForm(BaseForm):
    """Why a comment is set aside, or opened again."""

    version = VersionField()
    because = StringField("Why", [Length(max=LONGEST_REASON)])


class PlainForm(BaseForm):
    """A button: only which version of the comment it was pressed on."""

    version = VersionField()
