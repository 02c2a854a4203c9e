"""Set one document, in a process of its own: data comes in, a PDF goes out, and the memory with it.

Typst keeps what it set, in case it is set again: hundreds of megabytes in a process that serves
pages. This one ends with its document. It knows nothing of the app, so that it starts at once.
"""

from __future__ import annotations

import sys


def main(template: str, *fonts: str) -> None:
    """Read the data of a document as JSON, and write the PDF."""
    import typst

    content = typst.compile(
        template,
        root=template.rpartition("/")[0],
        font_paths=[*fonts],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards="ua-1",
        sys_inputs={"paper": sys.stdin.buffer.read().decode()},
    )
    sys.stdout.buffer.write(content)


if __name__ == "__main__":
    main(*sys.argv[1:])
