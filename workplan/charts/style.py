"""Colours and fonts of everything that matplotlib draws; the colours are those of the pages."""

from __future__ import annotations

import gc
import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from threading import Lock

# Matplotlib wants a folder to keep its font list in, also where no home folder can be written.
os.environ.setdefault("MPLCONFIGDIR", os.path.join(tempfile.gettempdir(), "workplan-matplotlib"))

import matplotlib as mpl
from matplotlib.figure import Figure

from workplan.charts import fonts
from workplan.palette import COLORS

fonts.register()

INK, SOFT, RULE, SHADE = (COLORS[name] for name in ("ink", "soft", "rule", "shade"))
BLUE, LIGHT_BLUE, BRIGHT_BLUE, RED, GREY, GOLD, LINE = (
    COLORS[name] for name in ("blue", "blue-soft", "blue-bright", "red", "pale", "gold", "line")
)
BAR, BAR_CRITICAL, RED_DEEP, PLAN, WASH, NAVY, GREEN = (
    COLORS[name] for name in ("bar", "bar-critical", "red-deep", "plan", "wash", "navy", "green")
)

RULES = {
    "font.family": [fonts.FAMILY, fonts.OTHER_SCRIPTS],
    "font.size": 8,
    "text.color": INK,
    "axes.edgecolor": RULE,
    "axes.labelcolor": SOFT,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlelocation": "left",
    "xtick.color": SOFT,
    "ytick.color": SOFT,
    "hatch.linewidth": 0.6,
    "hatch.color": RED,
    "text.hinting": "none",
    "svg.fonttype": "none",
    "svg.hashsalt": "workplan",
    "pdf.fonttype": 42,
    # Names are what people typed: a dollar sign is a dollar sign.
    "text.parse_math": False,
}

SVG_FONTS = (
    f"'{fonts.FAMILY}', '{fonts.OTHER_SCRIPTS}'".encode(),
    f"'{fonts.FAMILY}', sans-serif".encode(),
)
ONE_AT_A_TIME = Lock()
MIME = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf"}


@contextmanager
def drawing() -> Iterator[None]:
    """Hold the style while a function of its own draws; matplotlib keeps it for the process.

    A figure is full of circles, 160 MB of them for a thousand rows. They are let go of here, when
    the function that held the figure has returned.
    """
    with ONE_AT_A_TIME, warnings.catch_warnings():
        # A sign that no font here has is drawn as a box, which is worth no line in the log.
        warnings.filterwarnings("ignore", "Glyph .* missing from font", UserWarning)
        try:
            with mpl.rc_context(mpl.RcParams({**mpl.rcParams, **RULES})):
                yield
        finally:
            gc.collect()


def saved(figure: Figure, kind: str) -> bytes:
    """Return a figure as a file; the same figure gives the same bytes."""
    out = BytesIO()
    if kind == "png":
        # A quick compression: these drawings are flat, and a harder one saves little.
        figure.savefig(out, format=kind, pil_kwargs={"compress_level": 2})
    else:
        undated = {"svg": {"Date": None}, "pdf": {"CreationDate": None}}
        figure.savefig(out, format=kind, metadata=undated[kind])
    content = out.getvalue()
    if kind == "svg":
        # Whoever opens the file has fonts of their own for other scripts.
        content = content.replace(*SVG_FONTS)
    return content
