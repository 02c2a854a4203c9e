#!/usr/bin/env python3
"""Draw docs/rooms.svg: the layers that pyproject.toml orders, and the imports that the code has.

    python3 docs/draw_rooms.py

An arrow stands for all imports, one a pair of modules, from the rows above it to those below. They
are rounded to tens, so that the picture changes when the code really does.
"""

from __future__ import annotations

import ast
import textwrap
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parent.parent
PICTURE, PACKAGES = ROOT / "docs" / "rooms.svg", ("models", "views", "workplan")
WIDTH, MARGIN, GAP, LINE, ARROW, IN_A_LINE, WIDE = 840, 20, 10, 15, 36, 6, 6.2
HEAD = """\
<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-labelledby="title desc">
<title id="title">The rooms of the code, and which way imports run</title>
<desc id="desc">{told}</desc>
<style>text{{font:11px Helvetica,Arial,sans-serif}}.h{{font:bold 17px Arial}}.l0{{font-weight:bold}}
rect,path{{fill:#fff;stroke:#000}}.page{{stroke:none}}.tip{{fill:#000}}</style>
<rect class="page" width="100%" height="100%"/>"""


class Panel(NamedTuple):
    """A contract of layers: its rows from the top down, each with the modules that it names."""

    title: str
    root: str
    rows: list[list[str]]

    def row_of(self, module: str) -> int:
        """Return the row in which a module stands; -1 when it stands in none."""
        inside = ([f"{module}.".startswith(f"{name}.") for name in row] for row in self.rows)
        return next((number for number, row in enumerate(inside) if any(row)), -1)


def modules() -> dict[str, ast.Module]:
    """Return every module of the app by its dotted name."""
    files = sorted(file for name in PACKAGES for file in (ROOT / name).rglob("*.py"))
    names = (".".join(file.relative_to(ROOT).with_suffix("").parts) for file in files)
    trees = (ast.parse(file.read_text(encoding="utf-8")) for file in files)
    return {name.removesuffix(".__init__"): tree for name, tree in zip(names, trees, strict=True)}


def imports(found: dict[str, ast.Module]) -> set[tuple[str, str]]:
    """Return each pair of a module and one that it imports."""
    edges = set()
    for name, tree in found.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Import | ast.ImportFrom):
                room = f"{node.module}." if isinstance(node, ast.ImportFrom) else ""
                for each in (f"{room}{alias.name}" for alias in node.names):
                    edges.add((name, each if each in found else each.rpartition(".")[0]))
    return edges


def panels() -> Iterator[Panel]:
    """Yield the layers contracts of pyproject.toml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    for one in project["tool"]["importlinter"]["contracts"]:
        if one["type"] == "layers":
            [root] = one.get("containers", [""])
            layers = (layer.replace(":", "|").split("|") for layer in one["layers"])
            rows = [[f"{root}.{name.strip(' ()')}".strip(".") for name in row] for row in layers]
            yield Panel(one["name"], root, rows)


def boxes(parts: list[str], texts: list[tuple[str, str]], y: int) -> int:
    """Add boxes side by side, each with a name and what it says of itself; return the height."""
    width = (WIDTH - 2 * MARGIN - GAP * (len(texts) - 1)) // len(texts)
    wrapped = [[name, *textwrap.wrap(said, int(width / WIDE))] for name, said in texts]
    height = LINE * max(map(len, wrapped)) + 12
    for x, lines in zip(range(MARGIN, WIDTH, width + GAP), wrapped, strict=False):
        parts.append(f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="3"/>')
        for at, line in enumerate(map(escape, lines)):
            parts.append(f'<text class="l{at}" x="{x + 8}" y="{y + 18 + at * LINE}">{line}</text>')
    return height


def arrow(number: int, y: int) -> str:
    """Return an arrow down, with how many imports it stands for."""
    x, said = WIDTH // 2, f"about {round(number, -1)} imports" if number > 9 else "a few imports"
    tip = f'<path d="M{x} {y + 4}v20"/><path class="tip" d="M{x - 4} {y + 24}h8l-4 8z"/>'
    return f'{tip}<text x="{x + 12}" y="{y + 22}">{said}</text>'


def draw() -> str:
    """Return the picture."""
    found = modules()
    edges, y, parts, told = imports(found), 0, list[str](), list[str]()
    for panel in panels():
        y += 40
        parts.append(f'<text class="h" x="{MARGIN}" y="{y}">{escape(panel.title)}</text>')
        told.append(f"{panel.title}. From the top down:")
        pairs = [(panel.row_of(one), panel.row_of(other)) for one, other in edges]
        for number, row in enumerate(panel.rows):
            parts += [arrow(sum(0 <= a < number <= b for a, b in pairs), y)] if number else []
            y += ARROW if number else 14
            names = [name.removeprefix(f"{panel.root or 'workplan'}.") for name in row]
            told.append(f"{', '.join(names)};")
            said = [ast.get_docstring(found[name]) or "" if panel.root else "" for name in row]
            boxed = list(zip(names, said, strict=True))
            for at in range(0, len(row), IN_A_LINE):
                y += GAP * bool(at)
                y += boxes(parts, boxed[at : at + IN_A_LINE], y)
    size = f'viewBox="0 0 {WIDTH} {y + MARGIN}" width="{WIDTH}" height="{y + MARGIN}"'
    return "\n".join([HEAD.format(size=size, told=escape(" ".join(told))), *parts, "</svg>\n"])


if __name__ == "__main__":
    PICTURE.write_text(draw(), encoding="utf-8")
    print(f"Drew {PICTURE.relative_to(ROOT)}.")
