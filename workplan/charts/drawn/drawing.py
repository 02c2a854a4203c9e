"""A drawing as a list of lines, areas and words, for a page and for a file alike."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Points = list[tuple[float, float]]
Anchor = Literal["start", "middle", "end"]
LETTER = 0.56
"""How wide a letter is on average, in parts of the size of its font."""


class Shape(NamedTuple):
    """A line through points, or the area that they go round; `look` names its style."""

    kind: Literal["line", "area", "dot"]
    look: str
    points: Points


class Word(NamedTuple):
    """A text that stands at a point of its baseline; `look` names its style."""

    look: str
    x: float
    y: float
    text: str
    anchor: Anchor = "start"


class Box(NamedTuple):
    """What a word takes up."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Tell whether two take up the same place."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


@dataclass
class Drawing:
    """What is drawn, in pixels from the upper left; words that were placed never meet.

    Args:
        size: that of its font.
    """

    width: float
    height: float
    size: float
    shapes: list[Shape] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)
    taken: list[Box] = field(default_factory=list)

    def line(self, look: str, points: Points) -> None:
        """Draw a line."""
        self.shapes.append(Shape("line", look, points))

    def area(self, look: str, points: Points) -> None:
        """Fill an area."""
        self.shapes.append(Shape("area", look, points))

    def dot(self, look: str, x: float, y: float) -> None:
        """Mark a point."""
        self.shapes.append(Shape("dot", look, [(x, y)]))

    def box(self, word: Word) -> Box:
        """Return what a word takes up."""
        wide = len(word.text) * self.size * LETTER
        left = word.x - {"start": 0.0, "middle": wide / 2, "end": wide}[word.anchor]
        return Box(left - 2, word.y - self.size, left + wide + 2, word.y + self.size * 0.3)

    def write(self, *choices: Word) -> Word | None:
        """Write a word where it meets no other and no edge; return where, or None for nowhere.

        Args:
            choices: the places for it, or shorter words for the same, the best first.
        """
        for word in choices:
            box = self.box(word)
            is_inside = box.left >= 0 and box.right <= self.width and box.top >= 0
            if is_inside and not any(box.meets(other) for other in self.taken):
                self.taken.append(box)
                self.words.append(word)
                return word
        return None
