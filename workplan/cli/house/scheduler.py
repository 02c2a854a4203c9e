"""`flask scheduler`: the metronome. Web workers never run it."""

from __future__ import annotations

import fcntl
import logging
from pathlib import Path

import click
from apscheduler.events import EVENT_JOB_ERROR, JobExecutionEvent
from apscheduler.schedulers.blocking import BlockingScheduler
from flask import Flask, current_app

from config import Settings
from workplan import clock
from workplan.cli.answers import fetched, sender
from workplan.extensions import db
from workplan.mail.inbound.mailbox import MailboxDown
from workplan.orphans import end_with_input
from workplan.services.delivery.incoming.fetching import Round
from workplan.services.lifecycle import purging
from workplan.services.operations import beats, checkpoints
from workplan.services.spills import again, scrubbing
from workplan.storage.choosing import store_at
from workplan.storage.store import Store

log = logging.getLogger(__name__)


@click.command("scheduler")
@click.option("--every", default=60, show_default=True, help="Seconds between beats.")
@click.option("--lock", type=click.Path(path_type=Path), help="Run only while holding this file.")
@click.option("--until-input-ends", is_flag=True, help="End with whoever holds the input open.")
def scheduler(every: int, lock: Path | None, *, until_input_ends: bool) -> None:
    """Let days pass and send deadline mail, for ever.

    Nothing is persisted in the metronome: it keeps its one job in memory, runs a late beat
    once, and never two at a time. The ledger's unique key is what keeps mail single; the lock
    of the embedded mode only saves work.
    """
    if until_input_ends:
        end_with_input()
    if lock is not None:
        _hold(lock)
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    metronome = BlockingScheduler(timezone="UTC")
    metronome.add_job(
        lambda: _beat(app),
        "interval",
        seconds=every,
        next_run_time=clock.now(),
        coalesce=True,
        misfire_grace_time=None,
        max_instances=1,
    )
    metronome.add_listener(_report, EVENT_JOB_ERROR)
    try:
        metronome.start()
    except (KeyboardInterrupt, SystemExit):
        log.info("The scheduler stops.")


def _beat(app: Flask) -> None:
    with app.app_context():
        try:
            done = beats.tick(sender(), clock.now())
            settings: Settings = app.extensions["workplan"]
            folder = settings.instance / "checkpoints"
            checkpoints.keep_daily(sender(), clock.now(), folder, settings.checkpoint_mail)
            store = store_at(settings.evidence_url, settings.instance)
            purged = purging.purge_deleted(clock.now(), store)
            read = _mail_read()
            _let_leave(store, settings)
        finally:
            db.session.remove()
    if purged:
        click.echo(f"scheduler: {purged} deleted drafts purged")
    if read.fetched:
        click.echo(f"scheduler: {read.fetched} mails came in")
    if any(done):
        click.echo(f"scheduler: {done.days_passed} days, {done.queued} queued, {done.sent} sent")


def _let_leave(store: Store, settings: Settings) -> None:
    """Let leave a restored backup what left before; a failure holds up nothing else."""
    try:
        again.follow(clock.now(), store, settings.instance)
        scrubbing.scrub_what_waits(clock.now())
    except Exception:
        log.exception("What left for good cannot be looked for; the next beat tries again.")


def _mail_read() -> Round:
    """Read the mailbox, last of all; when it is away, the next beat tries again."""
    try:
        return fetched()
    except MailboxDown as trouble:
        log.error("The mailbox cannot be read: %s", trouble)
        return Round()


def _report(event: JobExecutionEvent) -> None:
    log.error("A beat failed; the next one tries again.", exc_info=event.exception)


def _hold(path: Path) -> None:
    """Take the lock for as long as this process lives; wait while another lives that has it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = path.open("w")
    _held.append(handle)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        click.echo(f"Another scheduler holds {path}; this one takes over when that ends.")
        fcntl.flock(handle, fcntl.LOCK_EX)
        click.echo(f"This scheduler holds {path} now.")


_held: list[object] = []
