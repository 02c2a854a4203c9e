"""Settings, read once from the environment; production refuses to start on a weak one."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from workplan import policy
from workplan.mail.signing import Key
from workplan.settings import dkim, mail_in, secret_keys, settings_file
from workplan.settings.own_secret import kept_secret

DEFAULT_BANNER = (
    "You are accessing a system for official work. Use may be monitored and recorded, and "
    "misuse may be punished. By signing in you consent to this."
)
PRIVATE = 0o700
"""Its owner alone enters the instance folder: the database, mails with live links, uploads."""
OURS = ("secret-key", "workplan.sqlite3")
"""By which a folder is known as one that we made."""
SHOWN = (
    "BASE_URL",
    "CHECKPOINT_MAIL",
    "CONSENT_BANNER",
    "DATABASE_URL",
    "DKIM_KEY",
    "EVIDENCE_URL",
    "GOVERNMENT_BANNER",
    "IDLE_MINUTES",
    "LINKS_NEED_SIGN_IN",
    "MAIL_FROM",
    "MAIL_IN_ADDRESS",
    "MAIL_IN_URL",
    "MAIL_URL",
    "TIME_ZONE",
)
"""Settings of which administrators see where they come from."""
MAIL_SCHEMES = ("smtp", "smtps", "smtp+starttls")


class SettingsError(Exception):
    """One or more settings are missing or weak; the message names each and the way out."""


@dataclass(frozen=True)
class Settings:
    """Everything that differs between installations.

    Args:
        instance: the data folder: database, mail files, keys.
        database_url: an SQLAlchemy URL; SQLite in the instance folder unless given.
        former_keys: secret keys of before, newest first; what they signed is still taken.
        mail_url: smtp://, smtps:// or smtp+starttls://; empty writes .eml files to the instance.
        mail_in_url: the mailbox that is read; empty reads none, and mails say nothing of answers.
        mail_in_address: the address whose mailbox that is; that of the sender unless given.
        dkim_key: the file of the key that signs mail; `dkim_selector` names it in the DNS.
        checkpoint_mail: who gets the journal's head by mail, daily, so that it leaves the system.
        base_url: where people reach the site; links in mail come from here.
        evidence_url: s3://bucket/prefix for files of evidence; empty keeps them in the instance.
        links_need_sign_in: let links in reminders lead to the sign-in, and not to the form.
        government_banner: whether pages say that the site is for official use.
        given: the names of those settings that the environment gave, whatever their value.
        in_file: those of them that stand in the file of settings.
    """

    instance: Path
    database_url: str
    secret_key: str
    former_keys: tuple[str, ...] = ()
    base_url: str = "http://127.0.0.1:8000"
    trusted_hosts: tuple[str, ...] = ()
    mail_url: str = ""
    mail_from: str = "workplan@workplan.example"
    dkim_key: str = ""
    dkim_selector: str = ""
    mail_in_url: str = ""
    mail_in_address: str = ""
    checkpoint_mail: tuple[str, ...] = ()
    time_zone: str = "America/New_York"
    consent_banner: str = DEFAULT_BANNER
    sign_in_tries: int = 3
    sign_in_window_minutes: int = 15
    lock_minutes: int = 30
    idle_minutes: int = 15
    session_hours: int = 12
    backup_days: int = 30
    mail_days: int = policy.MAIL_TEXTS_KEPT_DAYS
    evidence_url: str = ""
    links_need_sign_in: bool = False
    government_banner: bool = False
    given: frozenset[str] = frozenset()
    in_file: frozenset[str] = frozenset()
    is_production: bool = False
    is_testing: bool = False

    @classmethod
    def from_environment(cls, environ: Mapping[str, str], instance: Path | None = None) -> Settings:
        """Return the settings of this process.

        Raises:
            SettingsError: in production mode, for whatever is missing or weak.
        """
        folder = (instance or Path(environ.get("INSTANCE", "instance"))).resolve()
        is_production = environ.get("WORKPLAN_MODE", "embedded") == "production"
        if not is_production:
            _close(folder)
        settings = cls(
            instance=folder,
            database_url=psycopg_url(environ.get("DATABASE_URL", "")) or sqlite_url(folder),
            secret_key=environ.get("SECRET_KEY", "")
            or ("" if is_production else kept_secret(folder)),
            former_keys=tuple(environ.get("FORMER_SECRET_KEYS", "").split()),
            base_url=environ.get("BASE_URL", "" if is_production else cls.base_url).rstrip("/"),
            trusted_hosts=tuple(environ.get("TRUSTED_HOSTS", "").replace(",", " ").split()),
            mail_url=environ.get("MAIL_URL", ""),
            mail_from=environ.get("MAIL_FROM", cls.mail_from),
            dkim_key=environ.get("DKIM_KEY", ""),
            dkim_selector=environ.get("DKIM_SELECTOR", ""),
            mail_in_url=environ.get("MAIL_IN_URL", ""),
            mail_in_address=environ.get("MAIL_IN_ADDRESS", ""),
            checkpoint_mail=tuple(environ.get("CHECKPOINT_MAIL", "").replace(",", " ").split()),
            time_zone=environ.get("TIME_ZONE", cls.time_zone),
            consent_banner=environ.get("CONSENT_BANNER", DEFAULT_BANNER),
            idle_minutes=_whole_number(environ.get("IDLE_MINUTES") or str(cls.idle_minutes)),
            evidence_url=environ.get("EVIDENCE_URL", ""),
            links_need_sign_in=_is_set(environ, "LINKS_NEED_SIGN_IN"),
            government_banner=_is_set(environ, "GOVERNMENT_BANNER"),
            given=frozenset(name for name in SHOWN if environ.get(name)),
            in_file=_in_file(environ),
            is_production=is_production,
        )
        if problems := settings.problems(environ):
            raise SettingsError("\n".join(problems))
        return settings

    @classmethod
    def for_tests(cls, instance: Path, database_url: str, **overrides: Any) -> Settings:
        """Return settings for a test: a throw-away instance folder and database."""
        settings = cls(
            instance=instance,
            database_url=database_url,
            secret_key=secrets.token_urlsafe(48),
            base_url="http://127.0.0.1:5000",
            is_testing=True,
        )
        return replace(settings, **overrides)

    @property
    def key(self) -> Key | None:
        """The key that signs mail, if any does."""
        return Key.named(self.dkim_key, self.dkim_selector)

    @property
    def replies_to(self) -> str:
        """The address at which mails are answered; empty where no mailbox is read."""
        return (self.mail_in_address or self.mail_from) if self.mail_in_url else ""

    def source_of(self, name: str) -> str:
        """Return where a setting comes from: the file, the environment, or nowhere."""
        if name not in self.given:
            return "default"
        return "file" if name in self.in_file else "environment"

    def problems(self, environ: Mapping[str, str]) -> list[str]:
        """Return what stops this process from starting, a sentence each."""
        found = [*self._unfit(environ)]
        if self.is_production:
            found += secret_keys.problems(self.secret_key, self.former_keys)
            found += self._wrong_places(environ)
            found += self._unreachable(environ)
        return found

    def _unfit(self, environ: Mapping[str, str]) -> Iterator[str]:
        """Yield what no process can work with, in either mode."""
        try:
            ZoneInfo(self.time_zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            yield (
                f"TIME_ZONE is “{self.time_zone}”, which is no IANA zone. "
                "Use a name such as America/New_York."
            )
        if self.mail_url and urlsplit(self.mail_url).scheme not in MAIL_SCHEMES:
            yield "MAIL_URL must begin with smtp://, smtps:// or smtp+starttls://."
        yield from mail_in.problems(self.mail_in_url, self.mail_in_address)
        yield from dkim.problems(self.dkim_key, self.dkim_selector)
        store = urlsplit(self.evidence_url)
        if self.evidence_url and (store.scheme != "s3" or not store.netloc):
            yield (
                f"EVIDENCE_URL is “{self.evidence_url}”. Set s3://bucket or s3://bucket/prefix, "
                "or unset it to keep files in the instance folder."
            )
        if wrong := [each for each in self.checkpoint_mail if not mail_in.ADDRESS.fullmatch(each)]:
            said = "which is no email address. Separate addresses by spaces."
            yield f"CHECKPOINT_MAIL has “{wrong[0]}”, {said}"
        if self.idle_minutes < 1:
            yield (
                f"IDLE_MINUTES is “{environ.get('IDLE_MINUTES')}”. "
                "Set a whole number of minutes, such as 15."
            )

    def _wrong_places(self, environ: Mapping[str, str]) -> Iterator[str]:
        """Yield why a production server must not keep its data where it is told to."""
        if not environ.get("DATABASE_URL"):
            yield "DATABASE_URL is missing. Set postgresql://user:password@host/database."
        elif self.database_url.startswith("sqlite") and not _is_set(environ, "ALLOW_SQLITE"):
            yield (
                "DATABASE_URL leads to SQLite, which serves one machine only. Set "
                "postgresql://user:password@host/database, or ALLOW_SQLITE=1 if one is all."
            )
        if not self.instance.is_dir():
            yield (
                f"INSTANCE is “{self.instance}”, which is no folder. Make it, owned by the account "
                "of the service, with mode 0700."
            )
        elif self.instance.stat().st_mode & 0o077:
            yield (
                f"INSTANCE is “{self.instance}”, which other accounts can enter. "
                f"Close it: chmod 0700 {self.instance}"
            )

    def _unreachable(self, environ: Mapping[str, str]) -> Iterator[str]:
        """Yield why a production server is not reached safely, or cannot write mail safely."""
        base = urlsplit(self.base_url)
        if base.scheme != "https" or not base.hostname:
            yield "BASE_URL is missing or not https. Set https://workplan.agency.example."
        if not self.trusted_hosts:
            yield "TRUSTED_HOSTS is missing. List the host names that people use."
        if not self.mail_url:
            yield "MAIL_URL is missing. Set smtps://user:password@host:465."
        mail = urlsplit(self.mail_url)
        is_clear = mail.scheme == "smtp" and bool(mail.username)
        if is_clear and not _is_set(environ, "ALLOW_CLEAR_SMTP"):
            yield (
                "MAIL_URL sends a password in clear text. Use smtp+starttls:// or smtps://, or set "
                "ALLOW_CLEAR_SMTP=1 if nobody else is on the way to the server."
            )
        if _is_set(environ, "FLASK_DEBUG"):
            yield "FLASK_DEBUG is on. Unset it: the debugger runs code from the browser."


def sqlite_url(folder: Path) -> str:
    """Return the URL of the embedded database."""
    return f"sqlite:///{folder / 'workplan.sqlite3'}"


def psycopg_url(url: str) -> str:
    """Return a PostgreSQL URL that names the psycopg 3 driver."""
    for prefix in ("postgresql://", "postgres://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url


def _close(folder: Path) -> None:
    """Make the instance folder, or see to it that the one there is nobody else's to enter.

    A folder that holds other things is not closed by us: somebody may need it open.
    """
    try:
        folder.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
        if folder.stat().st_mode & 0o077:
            if any(folder.iterdir()) and not any((folder / name).exists() for name in OURS):
                raise SettingsError(
                    f"INSTANCE is “{folder}”, which holds other things and is open to other "
                    "accounts. Name a folder of its own, or close it: chmod 0700."
                )
            folder.chmod(PRIVATE)
    except OSError as error:
        raise SettingsError(
            f"INSTANCE is “{folder}”, which cannot be used: {error.strerror}. Name a folder that "
            "this account owns."
        ) from error


def _in_file(environ: Mapping[str, str]) -> frozenset[str]:
    """Return the names that stand in the file of settings, if there is one that can be read."""
    path = environ.get("WORKPLAN_SETTINGS", "")
    try:
        return frozenset(settings_file.read(Path(path))) if path else frozenset()
    except (OSError, ValueError):
        return frozenset()


def _is_set(environ: Mapping[str, str], name: str) -> bool:
    """Tell whether a setting that is on or off is on."""
    return environ.get(name, "0") not in ("", "0")


def _whole_number(text: str) -> int:
    """Return a number of a setting; 0, which no setting may be, for anything else."""
    return int(text) if text.isascii() and text.isdigit() else 0
