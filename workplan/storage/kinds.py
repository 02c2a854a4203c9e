"""Which files may be evidence: their endings, how each is served, and how each begins."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath
from typing import NamedTuple

from workplan.errors import InvalidInput

MAX_BYTES = 10 * 1024 * 1024
MAX_NAME = 200
ZIP = b"PK\x03\x04"


class Kind(NamedTuple):
    """A kind of file.

    Args:
        mime: the fixed type under which it is served, whatever a browser claimed.
        begins: its first bytes; empty for text, which has none of its own.
    """

    mime: str
    begins: bytes


KINDS = {
    "pdf": Kind("application/pdf", b"%PDF-"),
    "png": Kind("image/png", b"\x89PNG\r\n\x1a\n"),
    "jpg": Kind("image/jpeg", b"\xff\xd8\xff"),
    "jpeg": Kind("image/jpeg", b"\xff\xd8\xff"),
    "docx": Kind("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ZIP),
    "xlsx": Kind("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ZIP),
    "pptx": Kind("application/vnd.openxmlformats-officedocument.presentationml.presentation", ZIP),
    "txt": Kind("text/plain", b""),
    "csv": Kind("text/csv", b""),
}
"""No kind that a browser runs (HTML, SVG), and none with macros."""


def plain_name(name: str) -> str:
    """Return a file's own name, without the folders that some browsers send, on one line."""
    last = PureWindowsPath(PurePosixPath(name).name).name
    return "".join(c for c in last if c.isprintable()).strip()


def kind_of(name: str) -> Kind | None:
    """Return the kind that a name's ending says."""
    return KINDS.get(name.rpartition(".")[2].lower()) if "." in name else None


def checked(name: str, content: bytes) -> str:
    """Return the name under which a file may be kept.

    Raises:
        InvalidInput: for a file that is empty, too large, of no known kind, or of another kind
            than its name says.
    """
    name = plain_name(name)
    if not content:
        raise InvalidInput("evidence", f"“{name}” is empty. Choose the file again.")
    if len(content) > MAX_BYTES:
        raise InvalidInput(
            "evidence",
            f"“{name}” is larger than {MAX_BYTES // 1024 // 1024} MB. "
            "Make it smaller, or give a link to it.",
        )
    kind = kind_of(name)
    if kind is None:
        raise InvalidInput(
            "evidence",
            f"“{name}” is none of the kinds that are kept ({', '.join(KINDS)}). "
            "Save it as one of these, or give a link to it.",
        )
    is_text = not kind.begins
    if not content.startswith(kind.begins) or (is_text and b"\0" in content):
        raise InvalidInput(
            "evidence",
            f"“{name}” is not what its ending says. Open it, save it anew, and attach it again.",
        )
    if len(name) > MAX_NAME:
        raise InvalidInput(
            "evidence", f"A file’s name may have {MAX_NAME} characters. Shorten “{name[:40]}…”."
        )
    return name
