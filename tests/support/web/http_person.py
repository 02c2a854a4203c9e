"""A person who uses a running site over HTTP; only the standard library is used."""

from __future__ import annotations

import random
import re
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import (
    BaseHandler,
    HTTPCookieProcessor,
    OpenerDirector,
    Request,
    build_opener,
)

BOUNDARY = "a-line-that-no-file-has"
PLAN = "arms-transfer-strategy"


class Person:
    """Somebody who signed in at a site."""

    def __init__(
        self, site: str, sign_in: dict[str, str], *handlers: BaseHandler, host: str = ""
    ) -> None:
        self._site = site
        self._opener: OpenerDirector = build_opener(HTTPCookieProcessor(CookieJar()), *handlers)
        self._headers = {"Host": host, "Referer": f"https://{host}/"} if host else {}
        form = {"email": sign_in["email"], "password": sign_in["password"]}
        self._post("/login", {**form, "csrf_token": self._token("/login")})
        self._csrf = self._token("/account")
        page = self._get(f"/plans/{PLAN}/tasks")
        self._tasks = re.findall(r'href="(/tasks/\d+)"', page)

    def a_task(self) -> str:
        """Return the address of some task."""
        return random.choice(self._tasks)  # noqa: S311  # which one does not matter

    def comment(self, task: str, body: str) -> bool:
        """Say something on a task, and tell whether it was taken."""
        return self._post(f"{task}/comments", {"csrf_token": self._csrf, "body": body})

    def attach(self, task: str, name: str, content: bytes) -> bool:
        """Attach a file to a task, and tell whether it was taken."""
        head = (
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n'
            f'{self._csrf}\r\n--{BOUNDARY}\r\nContent-Disposition: form-data; name="evidence"; '
            f'filename="{name}"\r\nContent-Type: image/png\r\n\r\n'
        )
        body = head.encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()
        kind = f"multipart/form-data; boundary={BOUNDARY}"
        return self._send(f"{task}/evidence", body, kind)

    def _token(self, path: str) -> str:
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self._get(path))
        assert found is not None, path
        return found[1]

    def _get(self, path: str) -> str:
        request = Request(self._site + path, headers=self._headers)  # noqa: S310  # loopback
        with self._opener.open(request, timeout=60) as answer:
            text: str = answer.read().decode()
        return text

    def _post(self, path: str, fields: dict[str, str]) -> bool:
        return self._send(path, urlencode(fields).encode(), "application/x-www-form-urlencoded")

    def _send(self, path: str, body: bytes, kind: str) -> bool:
        request = Request(self._site + path, body, {"Content-Type": kind, **self._headers})  # noqa: S310  # loopback
        try:
            with self._opener.open(request, timeout=60) as answer:
                return bool(answer.status == 200)
        except (HTTPError, OSError):
            return False
