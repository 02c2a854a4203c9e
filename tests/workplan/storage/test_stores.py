"""The folder and the store that speaks S3 keep one promise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import boto3
import pytest
from moto.server import ThreadedMotoServer

from workplan.storage.choosing import store_at
from workplan.storage.disk import DiskStore
from workplan.storage.s3 import S3Store
from workplan.storage.store import NotThere, StoreFailure

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from workplan.storage.store import Store

KEY = "0f" * 16


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    """The address of a server on this machine that speaks S3."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(params=["disk", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    if request.param == "disk":
        return store_at("", tmp_path)
    patch = request.getfixturevalue("monkeypatch")
    for name, value in (
        ("AWS_ENDPOINT_URL_S3", request.getfixturevalue("bucket")),
        ("AWS_ACCESS_KEY_ID", "anybody"),
        ("AWS_SECRET_ACCESS_KEY", "whatever"),
        ("AWS_REGION", "us-gov-west-1"),
        ("AWS_DEFAULT_REGION", "us-gov-west-1"),
    ):
        patch.setenv(name, value)
    name = f"evidence-{abs(hash(str(tmp_path))) % 10**9}"
    boto3.client("s3").create_bucket(
        Bucket=name, CreateBucketConfiguration={"LocationConstraint": "us-gov-west-1"}
    )
    return S3Store(f"s3://{name}/workplan/evidence")


def test_what_is_kept_comes_back_byte_for_byte(store: Store) -> None:
    content = bytes(range(256)) * 5_000

    store.put(KEY, content)

    assert store.get(KEY) == content


def test_what_was_let_go_of_or_never_came_is_not_there(store: Store) -> None:
    store.put(KEY, b"x")

    store.drop(KEY)
    store.drop(KEY)

    with pytest.raises(StoreFailure, match="could not be read"):
        store.get(KEY)


def test_a_folder_that_takes_nothing_says_so_and_keeps_no_half(tmp_path: Path) -> None:
    (tmp_path / "evidence").write_text("a file, where the folder should be")

    with pytest.raises(StoreFailure, match="could not be kept"):
        DiskStore(tmp_path / "evidence").put(KEY, b"x")


def test_a_bucket_that_does_not_exist_says_so(store: Store, tmp_path: Path) -> None:
    if isinstance(store, DiskStore):
        assert isinstance(store_at("", tmp_path), DiskStore)
        return
    with pytest.raises(StoreFailure, match="could not be kept"):
        S3Store("s3://nobody-made-this").put(KEY, b"x")


def test_a_key_is_never_a_path(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no key of ours"):
        DiskStore(tmp_path).get("../secret-key")


def test_what_is_not_there_is_told_apart_from_a_store_that_does_not_answer(
    store: Store, tmp_path: Path
) -> None:
    store.put(KEY, b"there")
    with pytest.raises(NotThere):
        store.get("a1" * 16)
    away = DiskStore(tmp_path / "not mounted")
    if isinstance(store, S3Store):
        away = S3Store("s3://no-such-bucket/evidence")  # type: ignore[assignment]
    with pytest.raises(StoreFailure) as failure:
        away.get(KEY)
    assert not isinstance(failure.value, NotThere)
