"""Collects what is drawn on a page, so that all of one look is drawn at once."""

from __future__ import annotations

from collections import defaultdict

from matplotlib.artist import Artist
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.figure import Figure
from matplotlib.transforms import Affine2D

from workplan.charts import fonts
from workplan.charts.labels import Label, Labels

Points = list[tuple[float, float]]
ABOVE = 9
"""The layer of words, which nothing covers."""


class Ink:
    """The shapes and words of a page, in points; what comes later lies above."""

    def __init__(self, figure: Figure) -> None:
        self.figure = figure
        # From the upper left. A page needs no axes, which take as long to make as all its bars.
        self.place = Affine2D().scale(1, -1).translate(0, figure.get_figheight() * 72)
        self.areas: dict[tuple[str, str, float, str, int], list[Points]] = defaultdict(list)
        self.lines: dict[tuple[str, float, str, int], list[Points]] = defaultdict(list)
        self.words: dict[tuple[str, float, int], list[Label]] = defaultdict(list)

    def area(
        self,
        fill: str,
        points: Points,
        edge: str = "none",
        width: float = 0.7,
        hatch: str = "",
        layer: int = 2,
    ) -> None:
        """Fill an area, with an edge or a hatch."""
        self.areas[fill, edge, width, hatch, layer].append(points)

    def box(self, fill: str, x: float, y: float, width: float, height: float) -> None:
        """Fill a rectangle without an edge."""
        self.area(fill, rectangle(x, y, width, height), layer=1)

    def line(
        self, colour: str, points: Points, width: float = 0.6, dash: str = "solid", layer: int = 2
    ) -> None:
        """Draw a line."""
        self.lines[colour, width, dash, layer].append(points)

    def word(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        colour: str,
        weight: int = 400,
        align: str = "left",
        fit: float | None = None,
    ) -> None:
        """Write a text; one that has to fit gets as small as it takes."""
        wide = fonts.width(text, size, weight)
        if fit is not None and wide > fit:
            size, wide = size * fit / wide, fit
        left = x - {"left": 0.0, "center": wide / 2, "right": wide}[align]
        self.words[colour, size, weight].append(Label(left, y, text))

    def flush(self) -> None:
        """Hand all of it to the page."""
        for (fill, edge, width, hatch, layer), shapes in self.areas.items():
            found = PolyCollection(
                shapes,
                facecolor=fill,
                edgecolor=edge,
                linewidth=width,
                hatch=hatch or None,
                hatchcolor=edge,
            )
            self._add(found, layer)
        for (colour, width, dash, layer), lines in self.lines.items():
            style = (0, (1, 1.6)) if dash == "dotted" else "solid"
            drawn = LineCollection(lines, color=colour, linewidth=width, linestyle=style)
            self._add(drawn, layer)
        for (colour, size, weight), labels in self.words.items():
            self._add(Labels(labels, size, colour, weight), ABOVE)

    def _add(self, artist: Artist, layer: int) -> None:
        artist.set_zorder(layer)
        artist.set_transform(self.place)
        self.figure.add_artist(artist)


def rectangle(x: float, y: float, width: float, height: float) -> Points:
    """Return the corners of a rectangle."""
    return [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
