"""Many plain texts in a chart file, drawn at once.

A matplotlib text measures itself before it is drawn; a label that begins at a known point need
not. On a chart of a thousand rows measuring is most of the time.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from matplotlib.artist import Artist, allow_rasterization
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.backends.backend_pdf import RendererPdf
from matplotlib.font_manager import FontProperties


class Label(NamedTuple):
    """A text that begins at a point of the axes, on its baseline."""

    x: float
    y: float
    text: str


class _Unkerned:
    """How a PDF sets a text: each letter as wide as it is measured, in half the time."""

    def get_fontfeatures(self) -> tuple[str]:
        return ("-kern",)

    def get_language(self) -> None:
        return None


UNKERNED: Any = _Unkerned()


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
        for (x, y), label in zip(points, self.labels, strict=True):
            top = height - y if renderer.flipy() else y
            if isinstance(renderer, RendererPdf):
                renderer.draw_text(context, x, top, label.text, self.font, 0, mtext=UNKERNED)
            else:
                renderer.draw_text(context, x, top, label.text, self.font, 0)
        context.restore()


def draw_labels(
    axes: Axes,
    labels: Sequence[Label],
    size: float,
    colour: str,
    weight: int | str = "normal",
    layer: int = 3,
) -> None:
    """Add labels to axes; none is fine.

    Args:
        layer: what lies in a lower one is covered.
    """
    if labels:
        artist = Labels(labels, size, colour, weight)
        artist.set_zorder(layer)
        axes.add_artist(artist)
        artist.set_transform(axes.transData)
