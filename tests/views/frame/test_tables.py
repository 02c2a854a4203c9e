"""Each cell of a table says what it is, for the phone that shows rows as blocks."""

from __future__ import annotations

from markupsafe import Markup

from views.frame.tables import headed


def test_each_cell_names_its_head_and_the_first_names_the_row() -> None:
    rows = Markup('<tr><th scope="row">1a</th><td class="num">3</td><td>x</td></tr><tr><td>y</td>')
    assert headed(rows, ["Task", ("Done", "num"), Markup("<a>Due</a>")]) == (
        '<tr><th scope="row">1a</th><td class="num" data-head="Done">3</td>'
        '<td data-head="Due">x</td></tr><tr><td data-head="Task">y</td>'
    )


def test_a_head_for_listeners_only_is_not_shown_and_marks_in_it_are_kept_harmless() -> None:
    unseen = Markup('<span class="usa-sr-only">Choose</span>')
    assert headed(Markup("<tr><td>1</td><td>2</td>"), [unseen, 'A "b"']) == (
        '<tr><td>1</td><td data-head="A &#34;b&#34;">2</td>'
    )


def test_a_cell_over_several_columns_names_none() -> None:
    rows = Markup('<tr><td colspan="2">none</td></tr>')
    assert headed(rows, ["A", "B"]) == rows
