"""The texts of a PDF are laid out once each, and stand where and as matplotlib would put them."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from matplotlib.backends.backend_pdf import PdfPages, RendererPdf
from matplotlib.figure import Figure
from matplotlib.transforms import Affine2D

from workplan.charts import style
from workplan.charts.labels import Label, Labels

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TEXTS = ("AV To State PM", "Łódź, 中 $5 “quoted”", "14 Mar", "14 Mar", "AV To State PM")
PLACES = [Label(20 + 7.3 * n, 30 + 41.7 * n, text) for n, text in enumerate(TEXTS)]
LOOKS = ((8.0, style.INK, 400), (7.0, style.RED, 700))


def page(labels: Sequence[Label]) -> Figure:
    figure = Figure(figsize=(4, 4), dpi=72)
    for size, colour, weight in LOOKS:
        artist = Labels(labels, size, colour, weight)
        artist.set_transform(Affine2D().translate(size, 0))
        figure.add_artist(artist)
    return figure


def written(pages: Iterator[Figure]) -> bytes:
    out = BytesIO()
    with style.drawing(), PdfPages(out) as file:
        for figure in pages:
            file.savefig(figure)
    return out.getvalue()


def pixels(content: bytes) -> list[bytes]:
    document = pypdfium2.PdfDocument(content)
    return [found.render(scale=100 / 72).to_pil().tobytes() for found in document]


def test_a_page_looks_as_if_each_text_had_been_set_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    together = pixels(written(page(PLACES) for _ in range(2)))

    def one_by_one(self: Labels, renderer: RendererPdf, context: object, places: object) -> None:
        for x, y, label in places:  # type: ignore[attr-defined]
            renderer.draw_text(context, x, y, label.text, self.font, 0)  # type: ignore[arg-type]

    monkeypatch.setattr(Labels, "_write", one_by_one)
    assert together == pixels(written(page(PLACES) for _ in range(2)))
    assert together[0] == together[1]


def test_a_text_is_laid_out_once_a_look_however_often_it_stands(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    set_alone: list[str] = []
    draw_text = RendererPdf.draw_text

    def counting(self: RendererPdf, gc: object, x: float, y: float, s: str, *rest: object) -> None:
        set_alone.append(s)
        draw_text(self, gc, x, y, s, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(RendererPdf, "draw_text", counting)
    content = written(page(PLACES) for _ in range(3))
    assert sorted(set_alone) == sorted([*{*TEXTS}] * len(LOOKS))
    for found in pypdfium2.PdfDocument(content):
        text = found.get_textpage().get_text_range()
        assert text.count("14 Mar") == 2 * len(LOOKS)
        assert "Łódź, 中 $5 “quoted”" in text
