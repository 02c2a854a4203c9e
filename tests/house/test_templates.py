"""Templates, style sheets and scripts keep to what makes them easy to read, and safe."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = {
    path.relative_to(ROOT / "templates").as_posix(): path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "templates").rglob("*.*"))
}
STATIC = ROOT / "workplan" / "static"
OUR_FILES = [*sorted((STATIC / "css").rglob("*.css")), *sorted((STATIC / "js").rglob("*.js"))]
FORMS = "_macros/forms.html"

of_every_template = pytest.mark.parametrize("name", TEMPLATES)
of_every_page = pytest.mark.parametrize("name", [n for n in TEMPLATES if not n.startswith("mail/")])
of_our_files = pytest.mark.parametrize("path", OUR_FILES, ids=lambda path: path.name)


@of_every_template
def test_no_line_is_longer_than_120_characters(name: str) -> None:
    long = [line for line in TEMPLATES[name].splitlines() if len(line) > 120]
    assert long == []


# Programs that show mail know no style sheet; there an element has its style in itself.
@of_every_page
def test_no_element_has_a_style_or_a_script_in_itself(name: str) -> None:
    text = TEMPLATES[name]
    # A document that is saved as one file brings its style sheet along.
    if name != "plan_text/document.html":
        assert not re.search(r"<style|\sstyle=", text)
    assert not re.search(r"\s(on\w+|hx-on[\w:-]*)=", text)
    for attributes, content in re.findall(r"<script([^>]*)>(.*?)</script>", text, re.DOTALL):
        assert "src=" in attributes
        assert not content.strip()


@of_every_page
def test_every_form_that_changes_something_comes_from_the_macro(name: str) -> None:
    tags = re.findall(r"<form\b[^>]*", TEMPLATES[name])
    if name == FORMS:
        assert len(tags) == 1
        assert "csrf_token()" in TEMPLATES[name]
    else:
        assert [tag for tag in tags if 'method="get"' not in tag] == []


def test_only_a_form_that_gives_back_what_was_typed_brings_its_own_token() -> None:
    without = [name for name, text in TEMPLATES.items() if "token=false" in text]
    assert without == ["errors/away.html"]


@of_our_files
def test_a_file_says_first_what_it_is_for_and_is_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith(("/* ", "// "))
    assert len(text.splitlines()) <= 150


def test_every_style_sheet_and_module_is_loaded() -> None:
    head = TEMPLATES["_frames/head.html"]
    main = (STATIC / "js" / "main.js").read_text(encoding="utf-8")
    named = "".join(TEMPLATES.values())
    for path in OUR_FILES:
        if path.parent.parent.name == "js":  # A part of a module, loaded by its other parts.
            parts = [path.parent.with_suffix(".js"), *path.parent.iterdir()]
            text = "".join(part.read_text(encoding="utf-8") for part in parts)
            loads = f'/{path.name}"' in text
        else:
            sheet = path.relative_to(STATIC).with_suffix("").as_posix().removeprefix("css/")
            of_page = f"filename='js/{path.name}'" in named
            loads = f"'{sheet}'" in head if path.suffix == ".css" else f'"./{path.name}"' in main
            loads = loads or of_page
        assert loads or path.name == "main.js", path.name


def test_colours_are_named_in_the_palette_alone() -> None:
    for path in (STATIC / "css").rglob("*.css"):
        colours = re.findall(r"#[0-9a-f]{3,8}\b(?=[;, ])", path.read_text(encoding="utf-8"))
        assert not colours or path.name == "palette.css", path.name
