"""Browser windows of signed-in people, and a watch over everything that happens in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tests.browser.live_site import PEOPLE

if TYPE_CHECKING:
    from playwright.sync_api import (
        Browser,
        BrowserContext,
        ConsoleMessage,
        Page,
        Request,
        Response,
        StorageState,
    )

    from tests.browser.live_site import LiveSite

DESKTOP = {"width": 1360, "height": 900}
PHONE = {"width": 360, "height": 740}


class Watch:
    """Notes what no page may do: complain, break, fail to load a part, or call another host."""

    def __init__(self, context: BrowserContext, host: str) -> None:
        self.complaints: list[str] = []
        self._host = host
        context.on("console", self._on_console)
        context.on("weberror", lambda error: self.complaints.append(f"broke: {error.error}"))
        context.on("request", self._on_request)
        context.on("requestfailed", self._on_failure)
        context.on("response", self._on_response)

    def _on_console(self, message: ConsoleMessage) -> None:
        # Chromium also prints each refused request; `_on_response` tells planned ones apart.
        is_refusal = message.text.startswith("Failed to load resource")
        if message.type in ("error", "warning") and not is_refusal:
            self.complaints.append(f"console: {message.text}")

    def _on_request(self, request: Request) -> None:
        target = urlsplit(request.url)
        if target.scheme not in ("data", "blob") and target.netloc != self._host:
            self.complaints.append(f"asked another host: {request.url}")

    def _on_failure(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # Left the page, or turned into a download.
            self.complaints.append(f"failed: {request.url} ({request.failure})")

    def _on_response(self, response: Response) -> None:
        request = response.request
        is_answer = request.is_navigation_request() or "hx-request" in request.headers
        if response.status >= 400 and not is_answer:
            self.complaints.append(f"{response.status}: {response.url}")


@dataclass
class Windows:
    """Opens windows, one browser profile each; who is signed in is remembered between tests."""

    browser: Browser
    site: LiveSite
    _states: dict[str, StorageState] = field(default_factory=dict)
    _open: list[tuple[BrowserContext, Watch]] = field(default_factory=list)

    def open(
        self,
        who: str | None,
        path: str = "",
        *,
        viewport: Any = DESKTOP,
        scripts: bool = True,
        afresh: bool = False,
    ) -> Page:
        """Return a window of a person, perhaps at a page already.

        Args:
            who: a key of `PEOPLE`; nobody is signed in when None.
            scripts: whether JavaScript runs.
            afresh: sign in anew, in order to sign out without ending the others' session.
        """
        state = None
        if who is not None:
            state = self._sign_in(who) if afresh else self._states.get(who)
            state = state or self._states.setdefault(who, self._sign_in(who))
        page = self._window(state, viewport, scripts=scripts)
        if path:
            page.goto(path)
        return page

    def watch(self, page: Page) -> Watch:
        """Return the watch over a window."""
        return next(watch for context, watch in self._open if context == page.context)

    def close(self) -> list[str]:
        """Close the windows of a test and return what there was to complain of in them."""
        complaints = [line for _, watch in self._open for line in watch.complaints]
        complaints += self.site.broken
        self.site.broken.clear()
        for context, _ in self._open:
            context.close()
        self._open.clear()
        return complaints

    def _sign_in(self, who: str) -> StorageState:
        page = self._window(None, DESKTOP, scripts=False)
        page.goto("/login")
        sign_in(page, self.site, who)
        return page.context.storage_state()

    def _window(self, state: StorageState | None, viewport: Any, *, scripts: bool) -> Page:
        context = self.browser.new_context(
            base_url=self.site.url,
            storage_state=state,
            viewport=viewport,
            java_script_enabled=scripts,
            locale="en-US",
            reduced_motion="reduce",
        )
        context.set_default_timeout(10_000)
        self._open.append((context, Watch(context, urlsplit(self.site.url).netloc)))
        return context.new_page()


def sign_in(page: Page, site: LiveSite, who: str) -> None:
    """Fill in the form that a window shows, and send it."""
    page.get_by_label("Email").fill(PEOPLE[who])
    page.get_by_label("Password").fill(site.passwords[PEOPLE[who]])
    page.get_by_role("button", name="sign in").click()
