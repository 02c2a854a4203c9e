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


Block: TypeAlias = Paragraph | Heading | Bullets | Quotation | Preformatted | Grid
