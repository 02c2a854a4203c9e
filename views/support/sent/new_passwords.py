"""The fields of a new password, as every form that sets one has them."""

from __future__ import annotations

from wtforms import PasswordField
from wtforms.validators import EqualTo, InputRequired

from views.support.sent.forms import BaseForm


class NewPasswordForm(BaseForm):
    """A password, and once more what was typed blindly."""

    password = PasswordField(
        "New password",
        [InputRequired("Enter a new password.")],
        render_kw={"autocomplete": "new-password"},
    )
    password_again = PasswordField(
        "The same once more",
        [EqualTo("password", "The two differ. Type the new password once more.")],
        render_kw={"autocomplete": "new-password"},
    )
