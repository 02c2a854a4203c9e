"""A document is set by a process of its own, which says what was in the way and leaves nothing."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from workplan.papers import pdf, setting
from workplan.papers.blocks import Figure
from workplan.papers.markdown import blocks_of
from workplan.papers.paper import Paper, Section


def paper(heading: str = "Purpose") -> Paper:
    return Paper("Work plan", "Draft", ["A fact"], [Section(heading, blocks_of("To begin."))])


def test_it_knows_nothing_of_the_app() -> None:
    names = Path(setting.__file__).read_text(encoding="utf-8")
    assert "from workplan" not in names


def test_what_cannot_be_set_is_said_on_the_stream_of_errors() -> None:
    program = [sys.executable, setting.__file__, str(pdf.TEMPLATE)]
    done = subprocess.run(program, input=b"{}", capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"TypstError" in done.stderr


def test_a_heading_of_nothing_is_an_error_with_the_title_and_no_file() -> None:
    with pytest.raises(pdf.PaperNotSet, match=r"“Work plan” cannot be set: .*heading"):
        pdf.written(paper(heading=""))


def test_what_cannot_be_set_is_an_error_with_the_title_and_no_file() -> None:
    broken = Section("Drawn", (Figure("<svg", "Nothing"),))
    with pytest.raises(pdf.PaperNotSet, match="“Work plan” cannot be set: "):
        pdf.written(replace(paper(), sections=[broken]))


def test_nothing_is_loaded_here_that_typst_would_keep() -> None:
    pdf.written(paper())
    assert "typst" not in sys.modules
