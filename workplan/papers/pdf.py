"""A document as a tagged PDF (PDF/UA-1, ISO 14289-1), set by Typst from data that it never runs.

Everything that people wrote goes to Typst as JSON and is read there as text: no sign of it has a
meaning, no file but the one beside this is read, and nothing is fetched. A sign that no font here
has stands as an empty box, since the standard allows no text that cannot be seen.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from threading import Lock
from typing import Any

from workplan.charts import fonts
from workplan.errors import WorkplanError
from workplan.palette import COLORS
from workplan.papers.blocks import (
    Beside,
    Block,
    Bullets,
    Callout,
    Figure,
    Grid,
    Heading,
    Paragraph,
    Preformatted,
    Quotation,
    Runs,
)
from workplan.papers.paper import Bar, Paper, Schedule, Section, day_said

TEMPLATE = Path(__file__).with_name("paper.typ")
SETTING = Path(__file__).with_name("setting.py")
LONGEST = 60
"""How many seconds a document may take."""
ONE_AT_A_TIME = Lock()
LONG_WORD, BREAK = re.compile(r"(\S{30})(?=\S)"), "\\1\u200b"
"""A word that is wider than a page may break after so many letters, at a sign that nobody sees."""


class PaperNotSet(WorkplanError):
    """A document could not be set; the message says what was in the way."""


def written(paper: Paper) -> bytes:
    """Return a document as PDF; the same document gives the same bytes.

    It is set in a process of its own, one at a time here (`setting.py` says why).

    Raises:
        FontsMissing: if set-up did not copy the fonts.
        PaperNotSet: if it takes longer than a minute, or cannot be set.
    """
    fonts.files()
    data = json.dumps(_drawn(_paper(paper)), ensure_ascii=False).encode()
    program = [sys.executable, str(SETTING), str(TEMPLATE)]
    folders = [str(fonts.FOLDER), str(fonts.other_scripts())]
    with ONE_AT_A_TIME:
        try:
            done = subprocess.run(  # noqa: S603  # a program of ours, and its data on a pipe
                [*program, *folders], input=data, capture_output=True, timeout=LONGEST, check=False
            )
        except subprocess.TimeoutExpired as expired:
            raise PaperNotSet(
                f"“{paper.title}” took longer than {LONGEST} seconds to set. Save fewer tasks."
            ) from expired
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise PaperNotSet(f"“{paper.title}” cannot be set: {said[-1] if said else 'no reason'}.")
    return done.stdout


def _paper(paper: Paper) -> dict[str, Any]:
    return {
        "title": paper.title,
        "kind": paper.kind,
        "facts": list(paper.facts),
        "is_across": paper.is_across,
        "is_brief": paper.is_brief,
        "marking": paper.marking,
        "foot": paper.foot,
        "sections": [_section(section) for section in paper.sections],
        "schedule": _schedule(paper.schedule) if paper.schedule else None,
        "tasks_are": paper.tasks_are,
        "colors": COLORS,
    }


def _drawn(value: Any) -> Any:
    """Return data with every text of it as it can be drawn."""
    match value:
        case str():
            return fonts.drawn(value)
        case dict():
            return {key: _drawn(inner) for key, inner in value.items()}
        case list():
            return [_drawn(inner) for inner in value]
    return value


def _section(section: Section) -> dict[str, Any]:
    return {
        "heading": section.heading,
        "begins_page": section.begins_page,
        "blocks": [_block(block) for block in section.blocks],
        "notes": [{"number": number, "text": text} for number, text in section.notes],
    }


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Paragraph(runs) | Heading(runs):
            return {"kind": block.kind, "runs": _runs(runs)}
        case Bullets(start, items):
            within = [[_block(inner) for inner in item] for item in items]
            return {"kind": block.kind, "start": start, "items": within}
        case Quotation(blocks):
            return {"kind": block.kind, "blocks": [_block(inner) for inner in blocks]}
        case Preformatted(text):
            return {"kind": block.kind, "text": text}
        case Grid(head, rows, shares):
            cells = [[_runs(cell) for cell in row] for row in rows]
            columns = list(shares or [1] * len(head))
            heads = [_runs(cell) for cell in head]
            return {"kind": block.kind, "head": heads, "rows": cells, "shares": columns}
        case Figure(svg, alt, caption):
            return {"kind": block.kind, "svg": svg, "alt": alt, "caption": caption}
        case Callout(heading, blocks):
            called = [_block(inner) for inner in blocks]
            return {"kind": block.kind, "heading": heading, "blocks": called}
        case Beside(parts):
            pair = [
                {"heading": heading, "blocks": [_block(inner) for inner in inside]}
                for heading, inside in parts
            ]
            return {"kind": block.kind, "parts": pair}


def _runs(runs: Runs) -> list[dict[str, Any]]:
    return [{**run._asdict(), "text": LONG_WORD.sub(BREAK, run.text)} for run in runs]


def _schedule(schedule: Schedule) -> dict[str, Any]:
    return {
        "upper": [label._asdict() for label in schedule.upper],
        "lower": [label._asdict() for label in schedule.lower],
        "rows": [_row(bar) for bar in schedule.bars],
    }


def _row(bar: Bar) -> dict[str, Any]:
    task = bar.task
    days = {
        "start": day_said(task.start_on),
        "finish": day_said(task.finish_on),
        "due": day_said(task.due_on),
    }
    marks = {"is_late": task.is_late, **{k: v for k, v in bar._asdict().items() if k != "task"}}
    marks["due_at"] = marks.pop("due")
    plain = {"code": task.code, "name": task.name, "lead": task.lead, "depth": task.depth}
    kinds = {"is_group": task.is_group, "is_milestone": task.is_milestone}
    return plain | kinds | days | marks
