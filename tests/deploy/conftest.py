"""Two nodes of a site behind the shipped proxy, for these tests."""

from __future__ import annotations

import subprocess
import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from support.programs.child import ROOT
from support.programs.postgres import free_port
from support.programs.proxied import Node, Proxied, answers, nginx, settings, wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def proxied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxied]:
    """The shipped file with its ports and paths replaced, and nothing else."""
    folder = tmp_path_factory.mktemp("proxied")
    ports = [free_port() for _ in range(4)]
    environment = settings(folder)
    subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", "db", "upgrade"],
        cwd=ROOT,
        env=environment,
        check=True,
        capture_output=True,
    )
    nodes = tuple(Node(port, environment, folder / f"node-{port}.log") for port in ports[:2])
    with ExitStack() as stack:
        for node in nodes:
            node.start()
            stack.callback(node.end)
        for node in nodes:
            wait_for(lambda node=node: node.starts() == 1)
        process = stack.enter_context(nginx(folder, *ports))
        wait_for(lambda: answers(ports[2]))
        log, conf = folder / "access.log", folder / "nginx.conf"
        yield Proxied(ports[2], ports[3], (nodes[0], nodes[1]), log, conf, process)
