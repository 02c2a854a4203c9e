"""Markdown as people write it, read into blocks; nothing of it is HTML, and nothing is loaded.

CommonMark with tables. Headings of any level are of one, since a section has its own; pictures are
not drawn, and links lead to the web or to a mailbox.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from workplan.papers.blocks import (
    Block,
    Bullets,
    Grid,
    Heading,
    Paragraph,
    Preformatted,
    Quotation,
    Run,
    Runs,
)

SCHEMES = frozenset({"http", "https", "mailto"})
LONGEST_ADDRESS = 2_000
"""How long the address of a link is at most; the PDF takes no much longer one."""
MOST_LEVELS = 14
"""How deep blocks stand in each other at most; what is deeper would be lost, or fail in the PDF."""
OPTIONS = {"html": False, "breaks": True, "linkify": True}
MARKDOWN = MarkdownIt("commonmark", OPTIONS).enable(["linkify", "table"]).disable(["image", "hr"])


@lru_cache(maxsize=256)
def blocks_of(text: str) -> tuple[Block, ...]:
    """Return the blocks of a text; an empty one has none."""
    return tuple(_blocks(SyntaxTreeNode(MARKDOWN.parse(text)).children))


def plain_of(text: str) -> str:
    """Return what a reader sees of a text, its runs of blanks as one."""
    return " ".join(" ".join(words_in(blocks_of(text))).split())


def is_too_deep(text: str) -> bool:
    """Tell whether blocks of a text stand deeper in each other than is read."""
    return any(token.level > MOST_LEVELS for token in MARKDOWN.parse(text))


def words_in(blocks: Sequence[Block], *, has_code: bool = True) -> Iterator[str]:
    """Yield the text of each paragraph, heading, cell and line of some blocks, in order.

    Args:
        has_code: whether texts whose lines stand as they are count too.
    """
    for block in blocks:
        match block:
            case Paragraph(runs) | Heading(runs):
                yield "".join(run.text for run in runs)
            case Bullets(_, items):
                for item in items:
                    yield from words_in(item, has_code=has_code)
            case Quotation(inner):
                yield from words_in(inner, has_code=has_code)
            case Preformatted(text):
                if has_code:
                    yield text
            case Grid(head, rows, _):
                for cells in (head, *rows):
                    yield from ("".join(run.text for run in cell) for cell in cells)


def _blocks(nodes: Sequence[SyntaxTreeNode]) -> Iterator[Block]:
    for node in nodes:
        match node.type:
            case "paragraph" | "heading":
                line = _line(node)
                if any(run.text.strip() for run in line):  # A heading of nothing is none.
                    yield Paragraph(line) if node.type == "paragraph" else Heading(line)
            case "bullet_list" | "ordered_list":
                items = tuple(tuple(_blocks(item.children)) for item in node.children)
                is_counted = node.type == "ordered_list"
                yield Bullets(int(node.attrs.get("start", 1)) if is_counted else None, items)
            case "blockquote":
                yield Quotation(tuple(_blocks(node.children)))
            case "fence" | "code_block":
                yield Preformatted(node.content.rstrip("\n"))
            case "table":
                yield _grid(node)


def _grid(node: SyntaxTreeNode) -> Grid:
    head, *rows = (
        tuple(_line(cell) for cell in row.children)
        for part in node.children
        for row in part.children
    )
    return Grid(head, tuple(rows))


def _line(node: SyntaxTreeNode) -> Runs:
    """Return the runs of a paragraph, a heading, or a cell."""
    return tuple(run for inline in node.children for run in _runs(inline.children, Run("")))


def _runs(nodes: Sequence[SyntaxTreeNode], look: Run) -> Iterator[Run]:
    for node in nodes:
        match node.type:
            case "text" | "text_special":
                yield look._replace(text=node.content)
            case "softbreak" | "hardbreak":
                yield look._replace(text="\n")
            case "code_inline":
                yield look._replace(text=node.content, is_code=True)
            case "strong":
                yield from _runs(node.children, look._replace(is_strong=True))
            case "em":
                yield from _runs(node.children, look._replace(is_emphasized=True))
            case "link":
                yield from _runs(node.children, look._replace(href=_address(node)))


def _address(node: SyntaxTreeNode) -> str:
    """Return where a link leads, or nothing for an address that leads nowhere safe."""
    href = str(node.attrs.get("href", ""))
    try:
        is_safe = urlsplit(href).scheme.lower() in SCHEMES and len(href) <= LONGEST_ADDRESS
        return href if is_safe else ""
    except ValueError:
        return ""
