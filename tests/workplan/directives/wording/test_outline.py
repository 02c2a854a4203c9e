"""A directive as its parts, however it is laid out."""

from __future__ import annotations

from workplan.directives.wording.outline import outline_of

LINES = (
    "Sec. 2. Lists. (a) The Secretary of State shall:",
    "(i) draft a list of partners, as described in subsection (b) of this section; and",
    "(ii) publish it.",
    "(b) The list shall be short.",
)


def shape(text: str) -> list[tuple[str, str]]:
    return [(unit.section, unit.text) for unit in outline_of(text)]


def test_lists_stand_below_what_opens_them() -> None:
    units = {unit.section: unit for unit in outline_of("\n\n".join(LINES))}
    assert [child.section for child in units["2(a)"].children] == ["2(a)(i)", "2(a)(ii)"]
    assert units["2(b)"].children == []
    assert units["2(a)"].heading == "Lists"


def test_wrapped_lines_and_missing_blank_lines_change_nothing() -> None:
    plain = shape("\n\n".join(LINES))
    assert shape("\n".join(LINES)) == plain
    wrapped = "\n\n".join(LINES).replace("described in ", "described in\n")
    assert shape(wrapped) == plain
    broken_before_a_number = "\n\n".join(LINES).replace("subsection (b)", "subsection\n(b)")
    assert shape(broken_before_a_number) == plain


def test_headings_and_bullets_are_cited_where_there_are_no_numbers() -> None:
    text = "Guidelines\n\nAgencies act.\n\n• One.\n\n• Two.\n\nNotes\n\nSite Speed: Pages are fast."
    assert [section for section, _ in shape(text)] == [
        "Guidelines",
        "Guidelines, bullet 1",
        "Guidelines, bullet 2",
        "Notes, Site Speed",
    ]


def test_plain_numbers_are_sections_where_none_is_called_so() -> None:
    assert [s for s, _ in shape("1. Review. Act.\n\n(a) One.\n\n2. Work. Act.")] == [
        "1",
        "1(a)",
        "2",
    ]


def test_a_quoted_amendment_is_cited_inside_its_own_section() -> None:
    text = (
        "Sec. 4. Change. Section 3 of the old order reads:\n\n“Sec. 3. Work. (a) One.\n\n(b) "
        "Two.”\n\n"
        "Sec. 5. End. Three."
    )
    assert [section for section, _ in shape(text)] == ["4", "4/3(a)", "4/3(b)", "5"]


def test_every_paragraph_is_found_at_its_place() -> None:
    text = "\n\n".join(LINES)
    for unit in outline_of(text):
        assert text[unit.at :].startswith(unit.text)


def test_footnotes_are_left_out() -> None:
    assert shape("Notes\n\nWords here.\n\n⬑ 1. A footnote must not count.") == [
        ("Notes", "Words here.")
    ]
