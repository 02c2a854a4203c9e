"""The faults that sending meets in the drill, each really caused."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from datetime import timedelta
from subprocess import TimeoutExpired
from typing import TYPE_CHECKING

from support.drill.post import EIGHT, MINUTE, Post
from support.programs.dying import POINTS
from support.programs.mail_server import ACCEPTED, Mail
from workplan.extensions import db
from workplan.services.delivery import outbox
from workplan.services.operations import beats

if TYPE_CHECKING:
    from support.programs.postgres import Server

RANDOM_KILLS_S = 60

Fault = Callable[[Post], None]


def killed_at(point: str) -> Fault:
    """Kill a scheduler at a point, three times, each time at another mail."""

    def fault(post: Post) -> None:
        # What was taken with a mail is left to others once its lease is over.
        later = outbox.LEASE + MINUTE
        for number, mails in enumerate((0, 3, 8)):
            with post.process(die=point, mails=mails) as process:
                process.beat(EIGHT + number * later)
                process.died()
        post.recover(EIGHT + 3 * later)

    return fault


def killed_at_random(senders: int) -> Fault:
    """Kill one of several senders again and again for a minute, in the middle of their work."""

    def fault(post: Post) -> None:
        chance = random.Random(7)  # noqa: S311  # a drill that can be repeated
        post.server.on_accept = lambda _: time.sleep(0.05) or ACCEPTED  # type: ignore[func-returns-value]
        until, kills, beat = time.monotonic() + RANDOM_KILLS_S, 0, 0
        while time.monotonic() < until:
            with ExitStack() as stack:
                crew = [stack.enter_context(post.process()) for _ in range(senders)]
                for process in crew:
                    process.beat(EIGHT + beat * (outbox.LEASE + MINUTE))
                time.sleep(chance.uniform(0.1, 1.5))
                for process in crew:
                    process.kill()
                    kills += 1
            beat += 1
        post.server.on_accept = lambda _: ACCEPTED
        print(f"    ({kills} kills)", flush=True)
        post.recover(EIGHT + (beat + 1) * (outbox.LEASE + MINUTE))

    return fault


def several(count: int) -> Fault:
    """Let several schedulers beat at the same moments."""

    def fault(post: Post) -> None:
        with ExitStack() as stack:
            crew = [stack.enter_context(post.process()) for _ in range(count)]
            for now in (EIGHT, EIGHT + MINUTE):
                for process in crew:
                    process.beat(now)
                for process in crew:
                    process.done()
        post.recover(EIGHT + 2 * MINUTE)

    return fault


def answered(command: str, answer: str, times: int) -> Fault:
    """Let the server answer something else, some times."""

    def fault(post: Post) -> None:
        post.server.answers[command].extend([answer] * times)
        beats.tick(post.sender, EIGHT)
        for hour in range(1, 4):
            beats.tick(post.sender, EIGHT + timedelta(hours=hour))
        post.recover(EIGHT + timedelta(hours=4))

    return fault


def cut(post: Post) -> None:
    """Break every third connection after the message, before the answer."""
    count = iter(range(1, 10_000))

    def breaking(_: Mail) -> str | None:
        return None if next(count) % 3 == 0 else ACCEPTED

    post.server.on_accept = breaking
    beats.tick(post.sender, EIGHT)
    post.server.on_accept = lambda _: ACCEPTED
    post.recover(EIGHT + MINUTE)


def stalled(post: Post) -> None:
    """Let the server hold its answers, one after the other, for a second."""
    held = threading.BoundedSemaphore(1)

    def hold(_: Mail) -> str:
        with held:
            time.sleep(0.2)
        return ACCEPTED

    post.server.on_accept = hold
    beats.tick(post.sender, EIGHT)
    post.server.on_accept = lambda _: ACCEPTED
    post.recover(EIGHT + MINUTE)


def down_for(gone: timedelta) -> Fault:
    """Have no mail server for a while, and then one."""

    def fault(post: Post) -> None:
        post.server.close()
        for part in range(5):
            beats.tick(post.sender, EIGHT + part * gone / 5)
        post.server.open()
        post.recover(EIGHT + gone)

    return fault


def nobody_for(gone: timedelta) -> Fault:
    """Run no scheduler for a while; on days of its return it is in the morning."""

    def fault(post: Post) -> None:
        beats.tick(post.sender, EIGHT - timedelta(days=1))
        post.recover(EIGHT + gone)

    return fault


def clock_off(by: timedelta) -> Fault:
    """Let a scheduler with a wrong clock die in the middle, and one with the right one go on."""

    def fault(post: Post) -> None:
        with post.process(die="after the claim", mails=5) as process:
            process.beat(EIGHT + by)
            # Where it takes a day off for today, or no day at all, it has nothing to die of.
            with suppress(TimeoutExpired):
                process.process.wait(5)
        post.recover(EIGHT + max(by, timedelta(0)))
        # The day after is Thanksgiving, on which nobody gets mail.
        post.recover(EIGHT + timedelta(days=2))

    return fault


FAULTS: dict[str, Fault] = {
    **{f"killed {point}": killed_at(point) for point in POINTS},
    "two schedulers": several(2),
    "five schedulers": several(5),
    "421 at the sender, 5 times": answered("MAIL", "421 4.3.2 not now", 5),
    "451 at the recipient, 40 times": answered("RCPT", "451 4.7.1 greylisted", 40),
    "452 after the message, 40 times": answered("DATA", "452 4.2.2 full", 40),
    "550 at the recipient, 5 times": answered("RCPT", "550 5.1.1 unknown", 5),
    "connections cut before the answer": cut,
    "answers held back": stalled,
    "no mail server for an hour": down_for(timedelta(hours=1)),
    "no mail server for a night": down_for(timedelta(hours=14)),
    "no scheduler for an hour": nobody_for(timedelta(hours=1)),
    "no scheduler for eight days": nobody_for(timedelta(days=8)),
    "clock an hour ahead": clock_off(timedelta(hours=1)),
    "clock an hour behind": clock_off(timedelta(hours=-1)),
    "clock a day ahead": clock_off(timedelta(days=1)),
    "clock a day behind": clock_off(timedelta(days=-1)),
}


def database_stopped(server: Server) -> Fault:
    """Stop PostgreSQL in the middle of sending, and start it again."""

    def fault(post: Post) -> None:
        post.server.on_accept = lambda _: time.sleep(0.02) or ACCEPTED  # type: ignore[func-returns-value]
        with post.process() as process:
            process.beat(EIGHT)
            time.sleep(1.0)
            server.stop()
            time.sleep(1.0)
            server.start()
            process.kill()
        post.server.on_accept = lambda _: ACCEPTED
        db.engine.dispose()
        post.recover(EIGHT + MINUTE)

    return fault
