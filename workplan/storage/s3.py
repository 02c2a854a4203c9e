"""Keep files in a bucket of a store that speaks S3.

Who signs, in which region, and at which address come from the environment variables that the
AWS tools read (AWS_ACCESS_KEY_ID, AWS_REGION, AWS_ENDPOINT_URL_S3 and so on), or from the role of
the machine, so that no secret stands in a setting of ours.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from workplan.storage.store import NotThere, StoreFailure

TIMEOUT_SECONDS = 20


class S3Store:
    """Speaks to the bucket, and the prefix in it, that a URL names: s3://bucket/prefix."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self.bucket = parts.netloc
        self.prefix = parts.path.strip("/")
        patience = Config(
            connect_timeout=TIMEOUT_SECONDS,
            read_timeout=TIMEOUT_SECONDS,
            retries={"mode": "standard", "max_attempts": 3},
        )
        self._client: Any = boto3.client("s3", config=patience)

    def put(self, key: str, content: bytes) -> None:
        """Keep the file; the store checks what arrives by a checksum."""
        try:
            self._client.put_object(Bucket=self.bucket, Key=self._key(key), Body=content)
        except (BotoCoreError, ClientError) as error:
            raise StoreFailure(f"The file could not be kept: {error}") from error

    def get(self, key: str) -> bytes:
        """Fetch the file."""
        try:
            answer = self._client.get_object(Bucket=self.bucket, Key=self._key(key))
            content: bytes = answer["Body"].read()
        except (BotoCoreError, ClientError) as error:
            kind = NotThere if _says_no_such_file(error) else StoreFailure
            raise kind(f"The file could not be read: {error}") from error
        return content

    def drop(self, key: str) -> None:
        """Delete the file, if it is there."""
        try:
            self._client.delete_object(Bucket=self.bucket, Key=self._key(key))
        except (BotoCoreError, ClientError) as error:
            raise StoreFailure(f"The file could not be dropped: {error}") from error

    def _key(self, key: str) -> str:
        return f"{self.prefix}/{key}" if self.prefix else key


def _says_no_such_file(error: Exception) -> bool:
    """Tell whether the store answered that it has no such file; that it has no bucket is other."""
    return isinstance(error, ClientError) and error.response["Error"]["Code"] == "NoSuchKey"
