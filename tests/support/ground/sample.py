"""The sample plans, loaded once a run by the command that people use: it takes seconds."""

from __future__ import annotations

import fcntl
import json
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from config import Settings
from support.ground.databases import release
from support.ground.places import shared_folder
from workplan.app import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

    from support.ground.databases import Databases
    from support.ground.workshop import Workshop


@dataclass(frozen=True)
class LoadedSample:
    """A database with the sample plans that nobody is connected to, and how it came about."""

    url: str
    instance: str
    output: str


@pytest.fixture(scope="session")
def loaded_sample(
    databases: Databases,
    tmp_path_factory: pytest.TempPathFactory,
    request: pytest.FixtureRequest,
) -> Iterator[LoadedSample]:
    """The sample of this run, loaded by whichever worker process needs it first.

    The others copy its database; the note of where it is goes away with it.
    """
    shared = shared_folder(tmp_path_factory, request.config)
    note = shared / "sample.json"
    with _alone(shared):
        is_first = not note.exists()
        if is_first:
            loaded = _load(databases, tmp_path_factory.mktemp("sample"))
            note.write_text(json.dumps(asdict(loaded)), encoding="utf-8")
        else:
            first = LoadedSample(**json.loads(note.read_text(encoding="utf-8")))
            loaded = LoadedSample(databases.copy(first.url), first.instance, first.output)
    yield loaded
    with _alone(shared):
        if is_first:
            note.unlink()
        databases.drop(loaded.url)


@pytest.fixture(scope="session")
def sample_app(loaded_sample: LoadedSample) -> Iterator[Flask]:
    """The app on the sample, for tests that only read."""
    app = _app(loaded_sample.url, Path(loaded_sample.instance))
    yield app
    release(app)


@pytest.fixture
def own_sample(
    loaded_sample: LoadedSample, sample_app: Flask, workshop: Workshop, tmp_path: Path
) -> Iterator[Flask]:
    """The app on a copy of the sample, for a test that writes; its context is pushed."""
    release(sample_app)
    with workshop.lent(loaded_sample.url, tmp_path) as app, app.app_context():
        yield app


def _load(databases: Databases, instance: Path) -> LoadedSample:
    url = databases.create()
    app = _app(url, instance)
    with app.app_context():
        result = app.test_cli_runner().invoke(args=["sample", "load"])
    assert result.exit_code == 0, (result.output, result.exception)
    release(app)
    return LoadedSample(url, str(instance), result.output)


def _app(url: str, instance: Path) -> Flask:
    return create_app(Settings.for_tests(instance=instance, database_url=url))


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep the other worker processes waiting."""
    with (folder / "sample.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
