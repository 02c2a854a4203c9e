"""Many plain texts in a chart file, drawn at once.

A matplotlib text measures itself before it is drawn; a label that begins at a known point need
not. On a chart of a thousand rows measuring is most of the time. In a PDF the letters of a text are
laid out once, however often it is written: most of what stands on a page is a date, an agency or a
word of the legend.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from matplotlib.artist import Artist, allow_rasterization
from matplotlib.axes import Axes
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.backends.backend_pdf import PdfFile, pdfRepr
from matplotlib.font_manager import FontProperties


class Label(NamedTuple):
    """A text that begins at a point of the axes, on its baseline."""

    x: float
    y: float
    text: str


MOVED = b" cm\n"
"""Ends what moves the page to where a text begins; what follows is the same wherever that is."""
Laid = dict[tuple[float, int | str], dict[str, bytes]]
_laid: WeakKeyDictionary[PdfFile, Laid] = WeakKeyDictionary()
"""The texts of each open PDF as they are written into it, by size and weight."""


class Labels(Artist):
    """Labels of one look; added to axes by `draw_labels`."""

    def __init__(
        self, labels: Sequence[Label], size: float, colour: str, weight: int | str
    ) -> None:
        super().__init__()
        self.labels = labels
        self.font = FontProperties(size=size, weight=weight)
        self.colour = colour

    @allow_rasterization  # type: ignore[untyped-decorator]  # matplotlib's own, for every artist
    def draw(self, renderer: RendererBase) -> None:
        """Draw every label, from left to right from its point."""
        figure = self.get_figure(root=True)
        assert figure is not None
        height = renderer.get_canvas_width_height()[1]
        context = renderer.new_gc()
        context.set_foreground(self.colour)
        points = self.get_transform().transform([(label.x, label.y) for label in self.labels])
        tops = height - points[:, 1] if renderer.flipy() else points[:, 1]
        places = zip(points[:, 0].tolist(), tops.tolist(), self.labels, strict=True)
        if isinstance(getattr(renderer, "file", None), PdfFile):
            self._write(renderer, context, places)
        else:
            for x, top, label in places:
                renderer.draw_text(context, x, top, label.text, self.font, 0)
        context.restore()

    def _write(
        self,
        renderer: Any,
        context: GraphicsContextBase,
        places: Iterable[tuple[float, float, Label]],
    ) -> None:
        """Write the texts into a PDF, each laid out as when it was first written there.

        Args:
            renderer: one that draws into a PDF, or stands before one that does.
        """
        file, look = renderer.file, (self.font.get_size(), self.font.get_weight())
        laid = _laid.setdefault(file, {}).setdefault(look, {})
        renderer.check_gc(context, context.get_rgb())
        for x, y, label in places:
            if label.text not in laid:
                laid[label.text] = self._laid_out(renderer, context, label.text)
            file.write(b"q 1 0 0 1 %b %b%b%b" % (pdfRepr(x), pdfRepr(y), MOVED, laid[label.text]))

    def _laid_out(self, renderer: Any, context: GraphicsContextBase, text: str) -> bytes:
        """Return what a PDF holds of a text, but for where it begins."""
        file = renderer.file
        page, file.currentstream = file.currentstream, BytesIO()
        try:
            renderer.draw_text(context, 0, 0, text, self.font, 0)
            written: bytes = file.currentstream.getvalue()
        finally:
            file.currentstream = page
        return written.partition(MOVED)[2]


def draw_labels(
    axes: Axes,
    labels: Sequence[Label],
    size: float,
    colour: str,
    weight: int | str = "normal",
) -> None:
    """Add labels to axes; none is fine."""
    if labels:
        artist = Labels(labels, size, colour, weight)
        artist.set_zorder(3)
        axes.add_artist(artist)
        artist.set_transform(axes.transData)
