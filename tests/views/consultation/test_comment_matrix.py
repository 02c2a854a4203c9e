"""The matrix of comments as files: what stands in them, as what kind, and what does not."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

from openpyxl import load_workbook
from pypdf import PdfReader

from support.consultation.consulted import PAGE
from support.ground.office import SLUG
from workplan.services.consultation import comments
from workplan.services.consultation.comments import Letter, Sender
from workplan.services.record.change import Change

if TYPE_CHECKING:
    from typing import Any

    from openpyxl.worksheet.worksheet import Worksheet

    from support.ground.site import Site


def sheet(site: Site, query: str = "") -> Worksheet:
    answer = site.browser("viewer").get(f"{PAGE}.xlsx{query}")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == f"attachment; filename={SLUG}-comments.xlsx"
    found = load_workbook(BytesIO(answer.data)).active
    assert found is not None
    return found  # type: ignore[return-value]


def lines(site: Site, query: str = "") -> list[dict[str, Any]]:
    headings, *rest = sheet(site, query).iter_rows(values_only=True)
    return [dict(zip(map(str, headings), row, strict=True)) for row in rest]


def test_the_workbook_has_a_line_for_each_point_with_real_moments(written: Site) -> None:
    found = lines(written)
    assert [line["Point"] for line in found] == [
        *("ARMS-0001.1", "ARMS-0001.2", "ARMS-0005.1", "ARMS-0002.1")
    ]
    last = found[-1]
    assert (last["Disposition"], last["Letters alike"]) == ("Declined", 3)
    assert (last["Reason"], last["Answer"]) == ("Decided on 3 November", "They stay as they are.")
    came = written.now.astimezone(UTC).replace(tzinfo=None)
    assert isinstance(last["Came (UTC)"], datetime)
    assert abs((last["Came (UTC)"] - came).total_seconds()) < 1
    assert found[2]["Words"] == "Win =2+2"


def test_the_workbook_is_narrowed_as_the_list_is_and_prints_as_it_lies(written: Site) -> None:
    assert [line["Point"] for line in lines(written, "?state=answered")] == ["ARMS-0002.1"]
    assert lines(written, "?text=nobody-wrote-this") == []
    shown = sheet(written)
    assert (shown.freeze_panes, shown.print_title_rows) == ("B2", "$1:$1")
    assert shown.auto_filter.ref == shown.dimensions
    widths = {cell.value: shown.column_dimensions[cell.column_letter].width for cell in shown[1]}
    assert widths["Words"] > widths["State"]


def test_no_address_no_formula_and_no_cut_in_silence(written: Site) -> None:
    with written.inside() as office:
        change = Change(office.coordinator, written.now)
        comments.enter(change, SLUG, Letter(Sender("=HYPERLINK(1)"), "Long", "word " * 7_000))
    found = {line["Point"]: line for line in lines(written)}
    long = found["ARMS-0006.1"]
    assert long["From"] == "'=HYPERLINK(1)"
    assert len(long["Words"]) == 32_767
    assert long["Words"].endswith(" […]")
    assert not [value for line in found.values() for value in line.values() if "@" in str(value)]


def test_the_printed_matrix_is_a_tagged_pdf_that_lies_across(written: Site) -> None:
    answer = written.browser("viewer").get(f"{PAGE}.pdf")
    assert answer.headers["Content-Disposition"] == f"attachment; filename={SLUG}-comments.pdf"
    found = PdfReader(BytesIO(answer.data))
    assert "/StructTreeRoot" in found.trailer["/Root"]
    box = found.pages[0].mediabox
    assert box.width > box.height
    words = " ".join(page.extract_text() for page in found.pages)
    for said in ("Comment-response matrix", "ARMS-0002.1", "They stay as they are.", "Declined"):
        assert said in words
    assert "@" not in words


def test_the_printed_matrix_is_narrowed_as_the_list_is(written: Site) -> None:
    answer = written.browser("viewer").get(f"{PAGE}.pdf?state=answered")
    words = " ".join(page.extract_text() for page in PdfReader(BytesIO(answer.data)).pages)
    assert "ARMS-0002.1" in words
    assert "ARMS-0001.1" not in words
