"""How to use the site, and how accessible it is."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

bp = Blueprint("help", __name__)


@bp.get("/help")
def show() -> ResponseReturnValue:
    """Explain the words and the pages."""
    return render_template("help/help.html")


@bp.get("/accessibility")
def accessibility() -> ResponseReturnValue:
    """State what the site conforms to."""
    return render_template("help/accessibility.html")
