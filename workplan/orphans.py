"""End with one's starter, however that ends: it holds the other end of one's input.

The system closes that end with the process, a killed one too, on every system that has pipes.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time

GRACE_SECONDS = 5


def end_with_input() -> None:
    """Let this process, and those that it forked, end when its input does."""
    threading.Thread(target=_watch, args=(sys.stdin.fileno(),), daemon=True).start()


def _watch(given: int) -> None:
    while os.read(given, 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE_SECONDS)
    if os.getpgrp() == os.getpid():
        os.killpg(os.getpgrp(), signal.SIGKILL)
    os.kill(os.getpid(), signal.SIGKILL)
