"""HTTP: one blueprint a noun, each view one verb — parse, call, present."""

from __future__ import annotations

from flask import Flask

from views import errors, security, sign_in

BLUEPRINTS = (sign_in.bp,)


def init_app(app: Flask) -> None:
    """Add every blueprint, the answers to errors, and the headers to an app."""
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    errors.init_app(app)
    security.init_app(app)
