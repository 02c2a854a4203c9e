"""The fonts of everything that matplotlib draws: those of the pages, as TTF, which it can read."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import category

from workplan.errors import WorkplanError

FAMILY = "Public Sans"
OTHER_SCRIPTS = "DejaVu Sans"
"""Draws the signs in names that the font of the pages lacks, and no others."""
FOLDER = Path(__file__).parent.parent / "static" / "vendor" / "uswds" / "fonts" / "public-sans"
FACES = ("Regular", "Italic", "Medium", "SemiBold", "Bold")
"""Weights 400 upright and slanted, 500, 600 and 700; set-up copies the same five."""


NEAREST = {400: 500, 700: 600}
NO_SIGN = "□"
"""Stands for a sign that neither font has."""


class FontsMissing(WorkplanError):
    """The fonts of charts are not installed; the message says how to."""


def files() -> list[Path]:
    """Return the five font files.

    Raises:
        FontsMissing: if one is not there.
    """
    wanted = [FOLDER / f"PublicSans-{face}.ttf" for face in FACES]
    missing = [file.name for file in wanted if not file.is_file()]
    if missing:
        raise FontsMissing(
            f"Charts need {' and '.join(missing)} in {FOLDER}. "
            "Install what is missing: python3 deploy/bootstrap.py"
        )
    return wanted


def register() -> None:
    """Let matplotlib draw with the five, and with another font what they lack.

    Raises:
        FontsMissing: if one is not there.
    """
    from matplotlib.font_manager import fontManager

    for file in files():
        fontManager.addfont(file)
    # The other font has two weights; they also stand for those between, without a line in the log.
    others = [font for font in fontManager.ttflist if font.name == OTHER_SCRIPTS]
    for font in others:
        if font.style == "normal" and font.weight in NEAREST:
            fontManager.ttflist.append(replace(font, weight=NEAREST[font.weight]))


@cache
def _face(weight: int) -> Any:
    from matplotlib.ft2font import FT2Font

    name = {400: "Regular", 500: "Medium", 600: "SemiBold", 700: "Bold"}[weight]
    face = FT2Font(FOLDER / f"PublicSans-{name}.ttf")
    face.set_size(1000, 72)
    return face


@cache
def _advance(letter: str, weight: int) -> float:
    from matplotlib.ft2font import LoadFlags

    face = _face(weight)
    if not face.get_char_index(ord(letter)):
        return 1.0  # Another font draws it, as wide as high at most.
    glyph = face.load_char(ord(letter), LoadFlags.NO_HINTING)
    return float(glyph.linearHoriAdvance) / 65536 / 1000


def width(text: str, size: float, weight: int = 400) -> float:
    """Return how wide a text is, in the unit of its size."""
    return size * sum(_advance(letter, weight) for letter in text)


def wrapped(text: str, size: float, room: float, weight: int = 400) -> list[str]:
    """Return the lines that a text takes in so much room; a word that is wider is broken."""
    lines = [""]
    for word in text.split():
        joined = f"{lines[-1]} {word}".strip()
        if width(joined, size, weight) <= room:
            lines[-1] = joined
            continue
        if lines[-1]:
            lines.append("")
        for letter in word:
            if lines[-1] and width(lines[-1] + letter, size, weight) > room:
                lines.append("")
            lines[-1] += letter
    return lines


def other_scripts() -> Path:
    """Return the folder of the font that draws what the font of the pages lacks."""
    import matplotlib

    return Path(matplotlib.get_data_path()) / "fonts" / "ttf"


def _is_drawn(letter: str) -> bool:
    return any(face.get_char_index(ord(letter)) for face in (_face(400), _other_face()))


@cache
def _other_face() -> Any:
    from matplotlib.ft2font import FT2Font

    return FT2Font(other_scripts() / "DejaVuSans.ttf")


def drawn(text: str) -> str:
    """Return a text with each sign that neither font has replaced by one for all of them.

    Blanks of any width are plain ones, and what marks the order of bytes is left out.
    """
    return "".join(map(_drawn, text))


@cache
def _drawn(letter: str) -> str:
    kind = category(letter)
    if letter in "\n\t\u00a0":
        return letter
    if letter == "\ufeff":
        return ""
    if kind == "Zs":
        return " "
    is_text = kind == "Cf" or not kind.startswith("C")
    return letter if is_text and _is_drawn(letter) else NO_SIGN
