"""The composition root: `create_app` is the only place that knows every room."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask import Flask
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

import views
from config import Settings
from workplan import cli, database
from workplan.extensions import csrf, db, login_manager, migrate

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

ROOT = Path(__file__).resolve().parent.parent
MAX_REQUEST_BYTES = 2 * 1024 * 1024


def create_app(settings: Settings | None = None) -> Flask:
    """Return the app, bound to its database, views and commands.

    Raises:
        SettingsError: when the environment is missing something that production needs.
    """
    settings = settings or Settings.from_environment(os.environ)
    app = Flask(
        "workplan",
        root_path=str(ROOT),
        template_folder="templates",
        static_folder="workplan/static",
        instance_path=str(settings.instance),
    )
    app.config.update(_flask_config(settings))
    app.extensions["workplan"] = settings
    if click.get_current_context(silent=True) is not None:
        # Whoever gives a command sees which database it works on; results go to the other stream.
        click.echo(f"Database: {database.name_of(settings.database_url)}", err=True)
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    if settings.is_testing:
        # A name that a template misspells fails a test; a person would see a gap, and go on.
        app.jinja_options["undefined"] = StrictUndefined
    if settings.is_production:
        # One proxy stands before us, ends TLS, and says who asked and how.
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1)  # type: ignore[method-assign]
    if settings.trusted_hosts:
        asked_by_any_name = _by_any_name(app.wsgi_app, settings.trusted_hosts[0])
        app.wsgi_app = asked_by_any_name  # type: ignore[method-assign, assignment]
    db.init_app(app)
    with app.app_context():
        database.prepare(db.engine)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"))
    login_manager.init_app(app)
    csrf.init_app(app)
    views.init_app(app)
    cli.init_app(app)
    return app


def _by_any_name(inner: WSGIApplication, host: str) -> WSGIApplication:
    """Let health be asked by any name or address, since machines know a node by its address."""

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ.get("PATH_INFO") in ("/healthz", "/metrics"):
            environ["HTTP_HOST"] = host.lstrip(".")
        return inner(environ, start_response)

    return answer


def _flask_config(settings: Settings) -> dict[str, object]:
    is_https = settings.base_url.startswith("https://")
    return {
        "SECRET_KEY": settings.secret_key,
        "SECRET_KEY_FALLBACKS": list(settings.former_keys),
        # The last signs, all are tried: a form that was open while the key changed still works.
        "WTF_CSRF_SECRET_KEY": [*reversed(settings.former_keys), settings.secret_key],
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": database.options(settings.database_url),
        "MAX_CONTENT_LENGTH": MAX_REQUEST_BYTES,
        "TRUSTED_HOSTS": list(settings.trusted_hosts) or None,
        "SESSION_COOKIE_NAME": "__Host-workplan" if is_https else "workplan",
        "SESSION_COOKIE_SECURE": is_https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": timedelta(hours=settings.session_hours),
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": True,
        "TESTING": settings.is_testing,
        "SEND_FILE_MAX_AGE_DEFAULT": 3600,
    }
