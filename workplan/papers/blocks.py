"""The pieces of a document, as plain data: a page and a paper are both made of them."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias


class Run(NamedTuple):
    """A stretch of text in one look.

    Args:
        href: where it leads, if it is a link.
        note: the number of the note that stands behind the words before it; its text is empty.
    """

    text: str
    is_strong: bool = False
    is_emphasized: bool = False
    is_code: bool = False
    href: str = ""
    note: int = 0


Runs: TypeAlias = tuple[Run, ...]
"""A line of text; a break in it is a run that is a line feed."""


class Paragraph(NamedTuple):
    """A paragraph."""

    runs: Runs

    @property
    def kind(self) -> str:
        """The word by which a template and the PDF know it."""
        return "paragraph"


class Heading(NamedTuple):
    """A heading inside a section; there is one level of them."""

    runs: Runs

    @property
    def kind(self) -> str:
        """The word by which a template and the PDF know it."""
        return "heading"


class Bullets(NamedTuple):
    """A list; `start` is the first number of one that counts, and None of one that does not."""

    start: int | None
    items: tuple[tuple[Block, ...], ...]

    @property
    def kind(self) -> str:
        """The word by which a template and the PDF know it."""
        return "list"


class Quotation(NamedTuple):
    """Blocks that somebody else said."""

    blocks: tuple[Block, ...]

    @property
    def kind(self) -> str:
        """The word by which a template and the PDF know it."""
        return "quotation"


class Preformatted(NamedTuple):
    """A text whose lines and blanks stand as they are."""

    text: str

    @property
    def kind(self) -> str:
        """The word by which a template and the PDF know it."""
        return "preformatted"


class Grid(NamedTuple):
    """A table: its head, and the cells of each row, as many as the head has.

    Args:
        shares: how wide each column is beside the others; without, all are as wide.
    """

    head: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]
    shares: tuple[int, ...] = ()

    @property
    def kind(self) -> str:
        """The word by which a template and the PDF know it."""
        return "table"


class Figure(NamedTuple):
    """A drawing, with what it shows for those who do not see it.

    Args:
        svg: the drawing; on a page it stands as it is, in a document as a picture.
    """

    svg: str
    alt: str
    caption: str = ""

    @property
    def kind(self) -> str:
        """The word by which a template and the PDF know it."""
        return "figure"


class Callout(NamedTuple):
    """Blocks that stand out, because something is asked of the reader."""

    heading: str
    blocks: tuple[Block, ...]

    @property
    def kind(self) -> str:
        """The word by which a template and the PDF know it."""
        return "callout"


class Beside(NamedTuple):
    """Two parts side by side, each with its heading; one below the other where it is narrow."""

    parts: tuple[tuple[str, tuple[Block, ...]], tuple[str, tuple[Block, ...]]]

    @property
    def kind(self) -> str:
        """The word by which a template and the PDF know it."""
        return "beside"


Block: TypeAlias = (
    Paragraph | Heading | Bullets | Quotation | Preformatted | Grid | Figure | Callout | Beside
)
