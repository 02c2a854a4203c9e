"""A document as PDF: tagged, with a title and a language, and nothing of it is ever run."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pdfplumber
import pytest
from pypdf import PdfReader

from workplan.papers import pdf
from workplan.papers.blocks import Paragraph, Run
from workplan.papers.markdown import blocks_of
from workplan.papers.paper import Paper, ScheduledTask, Section, scheduled

MARKING = "CONTROLLED UNCLASSIFIED INFORMATION"
BODY = """To *begin* with **force**.

1. First
2. Second

> Somebody said this.

## Inside

| Measure | Target |
|---|---|
| Days | 30 |

See [the web](https://state.example/a).

    kept  as it is
"""
TASKS = [
    ScheduledTask("1", "Organize", "", 0, True, False, date(2026, 9, 1), date(2026, 9, 30)),
    ScheduledTask(
        *("1a", "Draft part", "State PM", 1, False, False, date(2026, 9, 1), date(2026, 9, 30)),
        date(2026, 9, 29),
    ),
    ScheduledTask("1b", "Sign it", "DSCA", 1, False, True, None, None),
]


def paper(*sections: Section, title: str = "Arms plan", marking: str = "") -> Paper:
    return Paper(
        title=title,
        kind="Work plan, version 2",
        facts=["Carries out NSPM-10"],
        sections=sections,
        schedule=scheduled(TASKS),
        tasks_are="Dates as computed on 1 Sep 2026",
        marking=marking,
        foot="Source: entry 7",
    )


def said(body: str, heading: str = "Purpose") -> Paper:
    """Return a document of one section that says something, and nothing else."""
    sections = [Section(heading, blocks_of(body))]
    return Paper(title="T", kind="K", facts=[], sections=sections)


def read(document: Paper) -> PdfReader:
    return PdfReader(BytesIO(pdf.written(document)))


def text_of(document: Paper) -> str:
    """Return the words of a document, with single spaces."""
    return " ".join(" ".join(page.extract_text() for page in read(document).pages).split())


def pages_of(document: Paper) -> list[str]:
    """Return the words of each page, in the order in which they stand on paper."""
    with pdfplumber.open(BytesIO(pdf.written(document))) as file:
        return [" ".join(page.extract_text().split()) for page in file.pages]


@pytest.fixture(scope="module")
def whole() -> Paper:
    notes = ((1, "Directive: “to begin”"), (2, "Comment ARMS-0001"))
    blocks = blocks_of(BODY)
    marked = (Paragraph((Run("Noted"), Run("", note=1), Run(" here"))), *blocks)
    return paper(
        Section("Purpose", marked, notes), Section("Risks", blocks_of("None.")), marking=MARKING
    )


def test_the_words_of_text_notes_and_tasks_are_there_in_their_order(whole: Paper) -> None:
    text = text_of(whole)
    expected = [
        *("Work plan, version 2", "Arms plan", "Carries out NSPM-10", "Purpose", "Noted", "here"),
        *("To begin with force.", "First", "Second", "Somebody said this.", "Inside"),
        *("Measure", "Target", "Days", "30", "See the web.", "kept as it is"),
        *("Directive: “to begin”", "Comment ARMS-0001", "Risks", "None.", "Tasks and dates"),
        *("Dates as computed on 1 Sep 2026", "1 Organize", "1a Draft part", "State PM"),
        *("1 Sep 2026", "30 Sep 2026", "29 Sep 2026 (finish later)", "1b Sign it", "DSCA", "–"),
    ]
    at = 0
    for words in expected:
        assert words in text[at:], words
        at = text.index(words, at)


def test_it_is_tagged_and_says_its_title_and_its_language(whole: Paper) -> None:
    file = read(whole)
    root = file.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712  # a value of the file
    assert root["/StructTreeRoot"]["/Type"] == "/StructTreeRoot"
    assert root["/Lang"] == "en-US"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    assert file.metadata is not None
    assert file.metadata.title == "Arms plan"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()


def test_headings_lists_tables_quotations_and_links_are_tagged_as_what_they_are(
    whole: Paper,
) -> None:
    names: list[str] = []

    def walk(node: object) -> None:
        if isinstance(node, list):
            for inner in node:
                walk(inner.get_object() if hasattr(inner, "get_object") else inner)
        elif isinstance(node, dict):
            if "/S" in node:
                names.append(str(node["/S"]))
            kids = node.get("/K")
            walk(kids.get_object() if hasattr(kids, "get_object") else kids)

    walk(read(whole).trailer["/Root"]["/StructTreeRoot"])
    # Two sections and the tasks; one heading inside.
    assert (names.count("/H1"), names.count("/H2")) == (3, 1)
    assert (names.count("/L"), names.count("/LI")) == (1, 2)
    assert names.count("/Table") == 2
    # Two columns in the text, six beside the tasks.
    assert names.count("/TH") == 8
    assert names.count("/BlockQuote") == 1
    assert names.count("/Link") == 1


def test_the_marking_stands_on_top_and_at_the_bottom_of_each_page(whole: Paper) -> None:
    pages = pages_of(whole)
    assert len(pages) == 2
    for number, page in enumerate(pages, 1):
        assert page.startswith(MARKING)
        assert page.endswith(MARKING)
        assert f"Source: entry 7 Page {number} of 2" in page
    unmarked = pages_of(paper(Section("Purpose", blocks_of("So."))))
    assert [page.count(MARKING) for page in unmarked] == [0, 0]


def test_the_tasks_lie_across_behind_the_text(whole: Paper) -> None:
    first, second = read(whole).pages
    assert (first.mediabox.width, first.mediabox.height) == (612, 792)
    assert (second.mediabox.width, second.mediabox.height) == (792, 612)


def test_a_document_without_tasks_ends_with_its_text() -> None:
    file = read(said("So."))
    assert len(file.pages) == 1
    assert "Tasks and dates" not in text_of(said("So."))


def test_the_head_of_the_tasks_stands_on_every_page_of_them() -> None:
    many = [ScheduledTask(f"{n}a", "Draft", "DSCA", 0, False, False, None, None) for n in range(90)]
    document = Paper("T", "K", [], [], schedule=scheduled(many))
    pages = [page for page in pages_of(document) if "Draft" in page]
    assert len(pages) > 1
    assert all("Task Lead Start Finish Suspense" in page for page in pages)
    assert sum(page.count("Draft") for page in pages) == 90


def test_the_same_document_gives_the_same_bytes(whole: Paper) -> None:
    first = pdf.written(whole)
    assert pdf.written(whole) == first
    assert pdf.written(paper(title="Another")) != first


def test_a_link_leads_where_it_says(whole: Paper) -> None:
    links = [
        annotation.get_object()["/A"]["/URI"]
        for page in read(whole).pages
        for annotation in page.get("/Annots", ())
    ]
    assert links == ["https://state.example/a"]


@pytest.mark.parametrize(
    "hostile",
    [
        '#read("/etc/passwd")',
        '#import "@preview/cetz:0.3.0"',
        "@preview and <label>",
        "$x$ = $sum_(i=1)^n i$",
        "\\u0000 \\u{41} \\n",
        "= Heading /* gone */ // gone",
        "#{ panic() } #sys.inputs #paper.title",
        '"]; #plugin("x.wasm") ["',
        "<script>alert(1)</script> &amp; {{ 7*7 }}",
    ],
)
def test_what_means_something_elsewhere_is_text_wherever_it_stands(hostile: str) -> None:
    runs = (
        *(Run(hostile), Run(hostile, is_code=True), Run(hostile, is_strong=True)),
        Run(hostile, href="https://x.example"),
    )
    row = ScheduledTask(hostile, hostile, hostile, 0, False, False, None, None)
    document = Paper(
        title=hostile,
        kind=hostile,
        facts=[hostile],
        sections=[Section(hostile, (Paragraph(runs),), ((1, hostile),))],
        schedule=scheduled([row]),
        tasks_are=hostile,
        marking=hostile,
        foot=hostile,
    )
    file = read(document)
    bare = "".join("".join(page.extract_text() for page in file.pages).split())
    # Title, kind, fact, heading, four runs, note; three of the row; what the table says of itself;
    # and on each of two pages the marking twice and the foot once.
    assert bare.count("".join(hostile.split())) == 19
    assert "root:" not in bare
    assert file.metadata is not None
    assert file.metadata.title == hostile


@pytest.mark.parametrize("sign", ["\u4f60", "\U0001f680", "\ue000", "\uffff", "\x07"])
def test_a_sign_that_no_font_has_is_an_empty_box(sign: str) -> None:
    document = said(f"*before* {sign} after", heading=f"Aim {sign}")
    text = text_of(document)
    assert "before □ after" in text
    assert "Aim □" in text
    assert sign not in text


@pytest.mark.parametrize("words", ["Привет", "Ελλάδα", "naïve façade", "≤ ½ €"])
def test_words_in_other_scripts_are_drawn_in_every_look(words: str) -> None:
    text = text_of(said(f"{words}\n\n**{words}**\n\n*{words}*\n\n`{words}`", heading=words))
    assert text.count(words) == 5
    assert "□" not in text


def test_a_list_begins_with_the_number_that_it_was_given() -> None:
    assert "7. seventh 8. eighth" in text_of(said("7. seventh\n8. eighth"))


def test_empty_pieces_are_set_and_leave_the_rest() -> None:
    body = "- \n- a\n\n>\n\n```\n```\n\n| |\n|---|\n| |\n\n[]()\n\nlast"
    assert text_of(said(body)).endswith("a last Page 1 of 1")
