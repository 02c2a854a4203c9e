"""How fields are written."""

from __future__ import annotations

import pytest
from wtforms import Form
from wtforms.widgets import Select

from views.support.sent.forms import ChoiceField

CHOICES = [("", "None of these"), ("a&b", "A < B"), ('"quoted"', "“Quoted”"), ("zone/é", "Zoné")]


@pytest.mark.parametrize("chosen", [value for value, _ in CHOICES])
def test_choices_are_written_as_the_library_writes_them(chosen: str) -> None:
    class Choosing(Form):
        one = ChoiceField("One", choices=CHOICES)

    form = Choosing(data={"one": chosen})
    written = form.one(class_="usa-select")
    assert written == Select()(form.one, class_="usa-select")
    assert written.count("<option selected") == 1
