"""Draw a Gantt chart inline in a page: for each row its own slice of the chart.

A slice stands in the row of its table, so that row and bar can never part, on screen or on paper.
Widths are percentages of the chart, which is as wide as what is free, without a script. What may
be stretched with it (bars, lines) stands in an inner drawing; marks and texts are not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from markupsafe import Markup, escape

from workplan.charts.axis import LETTER
from workplan.charts.gantt import head as gantt_head
from workplan.charts.gantt import line_pieces as gantt_line_pieces
from workplan.charts.gantt.layout import (
    BASELINE_HEIGHT,
    BASELINE_TOP,
    MILESTONE,
    Bar,
    Flag,
    GanttLayout,
    Note,
    Strip,
)
from workplan.charts.gantt.lines import BAR_HEIGHT, BAR_TOP, HEADER, ROW
from workplan.charts.svg import box, n, path, share
from workplan.scheduling.explain import day_words

DONE_INSET = 3
MIDDLE = BAR_TOP + BAR_HEIGHT // 2


class GanttSvg(NamedTuple):
    """The chart in pieces: what stands above the rows, and the slices of the rows."""

    header: Markup
    rows: list[Markup]


def draw(layout: GanttLayout) -> GanttSvg:
    """Return the chart; each bar is a link, labelled by the page's element of its key."""
    return GanttSvg(gantt_head.head(layout), slices(layout))


def slices(layout: GanttLayout) -> list[Markup]:
    """Return the slices of the rows alone."""
    found = _Slices(layout)
    return [found.row(bar) for bar in layout.bars]


def overlays(layout: GanttLayout) -> dict[str, Markup]:
    """Return what a chosen task adds to the slices, by key of the row: its chain, what is tried."""
    found = _Slices(layout)
    drawn = {bar.task.key: found.over(bar) for bar in layout.bars}
    return {
        key: Markup(f'<svg {found.view} class="over">{over}</svg>')  # noqa: S704  # our own
        for key, over in drawn.items()
        if over
    }


class _Slices:
    """What each row shows, found once for all of them, when the first asks for it."""

    def __init__(self, layout: GanttLayout) -> None:
        self._layout = layout
        self._tried = _by_row(layout.tried)
        self._lit = gantt_line_pieces.by_row(layout.lit_lines)
        self.view = f'viewBox="0 0 {n(layout.width)} {ROW}" preserveAspectRatio="none"'

    @cached_property
    def _baselines(self) -> dict[int, list[Strip]]:
        return _by_row(self._layout.baselines)

    @cached_property
    def _floats(self) -> dict[int, list[Strip]]:
        return _by_row(self._layout.floats)

    @cached_property
    def _flags(self) -> dict[int, Flag]:
        return {int((flag.y - HEADER) // ROW): flag for flag in self._layout.flags}

    @cached_property
    def _notes(self) -> dict[int, Note]:
        return {note.row: note for note in self._layout.notes}

    @cached_property
    def _links(self) -> dict[int, list[str]]:
        return gantt_line_pieces.by_row(self._layout.lines)

    def row(self, bar: Bar) -> Markup:
        """Return the slice of a row: under the bar the grid, the baseline and passing lines."""
        row = bar.row
        parts = [
            '<svg class="gantt">',  # The style sheet has its height, which is that of a row.
            f"<svg {self.view}>",
            f'<use href="#{gantt_head.GRID}"/>',
            path("base", (_baseline(strip) for strip in self._baselines[row])),
            path("dep", self._links[row]),
            path("slack", (_float(strip) for strip in self._floats[row])),
            _bar(bar) if bar.width else "",
            path(_done(bar), _progress(bar)),
            self.over(bar),
            "</svg>",
            "" if bar.width else _milestone(bar, self._layout),
            *self._marks(row),
            "</svg>",
        ]
        return Markup("".join(parts))  # noqa: S704  # what people typed is escaped where it enters

    def over(self, bar: Bar) -> str:
        """Return what a chosen task adds: the lines and bars that drive it, and what is tried."""
        is_lit = bar.task.key in self._layout.lit
        return (
            path("lit", self._lit[bar.row])
            + (path("lit", [_shape(bar)]) if is_lit and bar.width else "")
            + path("try", (_tried(strip) for strip in self._tried[bar.row]))
        )

    def _marks(self, row: int) -> Iterator[str]:
        note, flag = self._notes[row], self._flags.get(row)
        if flag is not None:
            yield _flag(flag, note, self._layout)
        anchor = ' text-anchor="end"' if note.is_before else ""
        late = ' class="late"' if note.is_late else ""
        at = share(note.x, self._layout.width)
        yield f'<text x="{at}" y="{MIDDLE + 4}"{anchor}{late}>{note.text}</text>'


def _by_row(marks: Iterable[Strip]) -> dict[int, list[Strip]]:
    found = defaultdict(list)
    for mark in marks:
        found[int((mark.y - HEADER) // ROW)].append(mark)
    return found


def _bar(bar: Bar) -> str:
    task = bar.task
    at = f'x="{n(bar.x)}" y="{BAR_TOP}" width="{n(bar.width)}" height="{BAR_HEIGHT}"'
    if task.is_summary:
        shape = f'<path class="s" d="{_shape(bar)}"/>'
    else:
        shape = f'<rect class="{_kind(bar)}" {at}/>'
    return f"{_opening(bar)}{shape}</a>"


def _shape(bar: Bar) -> str:
    """Return the outline of a bar; of a summary a bracket."""
    if bar.task.is_summary:
        return f"M{n(bar.x)} {BAR_TOP}h{n(bar.width)}v9l-4-5H{n(bar.x + 4)}l-4 5z"
    return box(bar.x, BAR_TOP, bar.width, BAR_HEIGHT)


def _milestone(bar: Bar, layout: GanttLayout) -> str:
    y, r = MIDDLE - MILESTONE, MILESTONE
    diamond = f'<path class="{_kind(bar)} m" d="M0 {y}l{r} {r}-{r} {r}-{r}-{r}z"/>'
    at = share(bar.x, layout.width)
    return f'{_opening(bar)}<svg class="at" x="{at}">{diamond}</svg></a>'


def _opening(bar: Bar) -> str:
    # The name beside it is the link that keys reach; this one is for pointing.
    href, key = escape(bar.task.href), bar.task.key
    return f'<a href="{href}" aria-labelledby="{key}" tabindex="-1">'


def _kind(bar: Bar) -> str:
    task = bar.task
    if task.is_summary:
        return "s"
    return "f" if task.is_done else "c" if task.is_critical else "b"


def _done(bar: Bar) -> str:
    kind = _kind(bar)
    return "done" if kind == "b" else f"done done--{kind}"


def _progress(bar: Bar) -> Iterator[str]:
    if bar.done_width and not bar.task.is_summary:
        yield box(bar.x, BAR_TOP + DONE_INSET, bar.done_width, BAR_HEIGHT - 2 * DONE_INSET)


def _baseline(strip: Strip) -> str:
    return box(strip.x, BASELINE_TOP, strip.width, BASELINE_HEIGHT)


def _float(strip: Strip) -> str:
    return f"M{n(strip.x)} {MIDDLE}h{n(strip.width)}m0-4v8"


def _tried(strip: Strip) -> str:
    return box(strip.x, BAR_TOP - 2, strip.width, BAR_HEIGHT + 4)


def _flag(flag: Flag, note: Note, layout: GanttLayout) -> str:
    kind = "due missed" if flag.is_missed else "due"
    at = share(flag.x, layout.width)
    if flag.beyond is None:
        return f'<svg class="at" x="{at}"><path class="{kind}" d="M0 3v20m0-20l9 4-9 4"/></svg>'
    # It lies after the last day shown: an arrow at the edge, with the day where there is room.
    words = day_words(flag.beyond)
    until = note.x if note.is_before else note.x + LETTER * len(note.text)
    said = f'<text x="-18" y="{MIDDLE + 4}" text-anchor="end">{words}</text>'
    has_room = until + LETTER * len(words) + 24 <= layout.width
    arrow = f'<path class="beyond" d="M-14 {MIDDLE}h11m-4-4l4 4-4 4"/>'
    return f'<svg class="at" x="{at}">{arrow}{said if has_room else ""}</svg>'
