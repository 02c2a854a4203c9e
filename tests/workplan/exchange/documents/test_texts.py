"""The words of documents: each kind gives the same paragraphs, and a broken one says what to "
"do."""

from __future__ import annotations

from io import BytesIO

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure

from workplan.errors import InvalidInput
from workplan.exchange.documents.texts import text_of

WORDS = (
    "Sec. 2. Work.",
    "(a) The Secretary of State shall:",
    "(i) draft a plan; and",
    "(ii) file it.",
)


def pdf(*pages: list[str]) -> bytes:
    """Return a PDF with some lines a page."""
    kept = BytesIO()
    with PdfPages(kept) as book:
        for lines in pages:
            figure = Figure(figsize=(8.5, 11))
            for place, line in enumerate(lines):
                figure.text(0.1, 0.95 - 0.03 * place, line, fontsize=11)
            book.savefig(figure)
    return kept.getvalue()


def numbered_word() -> bytes:
    """Return a Word file whose numbers Word prints, and does not write."""
    document = Document()
    document.add_paragraph("Sec. 2. Work.")
    numbering = document.part.numbering_part._element
    kind = OxmlElement("w:abstractNum")
    kind.set(qn("w:abstractNumId"), "77")
    for level, (form, written) in enumerate((("lowerLetter", "(%1)"), ("lowerRoman", "(%2)"))):
        one = OxmlElement("w:lvl")
        one.set(qn("w:ilvl"), str(level))
        for tag, value in (("w:start", "1"), ("w:numFmt", form), ("w:lvlText", written)):
            child = OxmlElement(tag)
            child.set(qn("w:val"), value)
            one.append(child)
        kind.append(one)
    numbering.insert(0, kind)
    number = OxmlElement("w:num")
    number.set(qn("w:numId"), "77")
    of = OxmlElement("w:abstractNumId")
    of.set(qn("w:val"), "77")
    number.append(of)
    numbering.append(number)
    for level, words in (
        (0, "The Secretary of State shall:"),
        (1, "draft a plan; and"),
        (1, "file it."),
    ):
        properties = document.add_paragraph(words)._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = level
        properties.get_or_add_numId().val = 77
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()


def test_plain_text_is_taken_as_it_is_in_any_common_encoding() -> None:
    text = "The “Secretary” shall act.\n\nÉ"
    assert text_of(text.encode()) == text
    assert text_of(text.encode("utf-8-sig")) == text
    assert text_of(text.encode("utf-16")) == text
    assert text_of(text.encode("cp1252")) == text


def test_a_web_page_gives_its_paragraphs_and_the_numbers_of_its_lists() -> None:
    page = (
        "<!doctype html><html><head><title>Not this</title></head><body><nav>Nor this</nav>"
        "<main><p>Sec. 2. Work.</p><p>(a) The Secretary of <b>State</b> shall:</p>"
        '<ol type="i"><li>draft a plan; and</li><li>file it.</li></ol></main></body></html>'
    )
    assert text_of(page.encode()).split("\n\n") == list(WORDS)


def test_a_word_file_gives_the_numbers_that_word_prints() -> None:
    assert text_of(numbered_word()).split("\n\n") == list(WORDS)


def test_a_pdf_gives_its_lines_without_heads_and_page_numbers() -> None:
    pages = [["THE DIRECTIVE", words, f"Page {n} of 4"] for n, words in enumerate(WORDS, 1)]
    assert text_of(pdf(*pages)).splitlines() == list(WORDS)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "holds no words"),
        (b"   \n", "holds no words"),
        (b"\x00\x01\x02", "cannot read this file"),
        (b"%PDF-1.7 broken", "PDF is broken"),
        (b"PK\x03\x04broken", "no Word file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "old kind"),
        (b"x" * (33 * 1024 * 1024), "32 MB can be taken"),
        (pdf([""]), "pictures of pages"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_way_out(content: bytes, said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        text_of(content)
