"""The fonts of files: those of the pages in four weights, and a way out where one is missing."""

from __future__ import annotations

import runpy
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, fontManager

from support.programs.child import ROOT
from workplan.charts import fonts, style

if TYPE_CHECKING:
    from flask import Flask


def drawn(kind: str, *texts: str, weight: int = 400) -> bytes:
    with style.drawing():
        figure = Figure(figsize=(4, 1))
        for number, text in enumerate(texts):
            figure.text(0.1, 0.2 * number, text, fontweight=weight)
        return style.saved(figure, kind)


@pytest.mark.parametrize(
    ("weight", "face"),
    [(400, "Regular"), (500, "Medium"), (600, "SemiBold"), (700, "Bold"), ("bold", "Bold")],
)
def test_each_weight_is_a_face_of_public_sans(weight: int | str, face: str) -> None:
    with style.drawing():
        found = fontManager.findfont(FontProperties(weight=weight))
    assert Path(found).name == f"PublicSans-{face}.ttf"


def test_a_pdf_holds_the_faces_that_its_texts_use() -> None:
    content = drawn("pdf", "Late by ten", weight=600)
    assert b"PublicSans-SemiBold" in content
    assert b"DejaVu" not in content


def test_an_svg_file_names_public_sans_and_the_readers_own_fonts() -> None:
    content = drawn("svg", "Late by ten").decode()
    assert "font-family: 'Public Sans', sans-serif" in content
    assert "DejaVu" not in content


def test_a_name_in_another_script_is_drawn_by_the_other_font_without_a_line_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    for weight in (400, 500, 600, 700):
        content = drawn("pdf", "שלום", weight=weight)
        assert b"DejaVuSans" in content
    assert not caplog.records


@pytest.fixture
def one_font_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the fonts be in another folder, where one of them is not."""
    for file in fonts.files():
        shutil.copy(file, tmp_path)
    (tmp_path / "PublicSans-Medium.ttf").unlink()
    monkeypatch.setattr(fonts, "FOLDER", tmp_path)
    return tmp_path


def test_a_font_that_is_missing_is_named_with_the_command_that_installs_it(
    one_font_missing: Path,
) -> None:
    with pytest.raises(fonts.FontsMissing) as refused:
        fonts.register()
    assert f"PublicSans-Medium.ttf in {one_font_missing}" in str(refused.value)
    assert "python3 deploy/bootstrap.py" in str(refused.value)


@pytest.mark.usefixtures("one_font_missing")
def test_the_site_is_not_served_without_a_font_of_its_charts(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["serve"])
    assert result.exit_code == 1
    assert "Error: Charts need PublicSans-Medium.ttf" in result.output
    assert "Serving" not in result.output


def test_set_up_copies_every_font_that_charts_need(tmp_path: Path) -> None:
    bootstrap = runpy.run_path(str(ROOT / "deploy" / "bootstrap.py"))
    (tmp_path / "css").mkdir()
    (tmp_path / "css" / "uswds.min.css").touch()
    copied = {file.name for file in bootstrap["uswds_files"](tmp_path)}
    assert {file.name for file in fonts.files()} <= copied
