"""Browser windows of signed-in people, and a watch over everything that happens in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tests.browser.driving.live_site import PEOPLE

if TYPE_CHECKING:
    from playwright.sync_api import (
        Browser,
        BrowserContext,
        ConsoleMessage,
        Page,
        Request,
        Response,
        StorageState,
        ViewportSize,
    )

    from tests.browser.driving.live_site import LiveSite

DESKTOP: ViewportSize = {"width": 1360, "height": 900}
PHONE: ViewportSize = {"width": 360, "height": 740}


# A machine that does other things too is no failure.
PATIENCE_MS = 15_000


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

    def forgive(self, *planned: str) -> None:
        """Forget the complaints that a test has brought about, each of which must be there."""
        for part in planned:
            assert any(part in line for line in self.complaints), f"no complaint of {part}"
        self.complaints = [
            line for line in self.complaints if not any(part in line for part in planned)
        ]

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
        is_form = "hx-request" in request.headers or request.resource_type == "xhr"
        is_answer = request.is_navigation_request() or is_form
        if response.status >= 400 and not is_answer:
            self.complaints.append(f"{response.status}: {response.url}")


@dataclass
class Windows:
    """Opens windows; each person has a browser profile, which is kept from test to test."""

    browser: Browser
    site: LiveSite
    _states: dict[str, StorageState] = field(default_factory=dict)
    _profiles: dict[object, tuple[BrowserContext, Watch]] = field(default_factory=dict)

    def open(
        self,
        who: str | None,
        path: str = "",
        *,
        viewport: ViewportSize = DESKTOP,
        scripts: bool = True,
        afresh: bool = False,
    ) -> Page:
        """Return a window of a person, perhaps at a page already.

        Args:
            who: a key of `PEOPLE`; nobody is signed in when None.
            scripts: whether JavaScript runs.
            afresh: a profile and a session of its own, for who will be signed out.
        """
        key = object() if afresh or who is None else (who, scripts)
        if key not in self._profiles:
            self._profiles[key] = self._profile(who, scripts=scripts, afresh=afresh)
        context, _ = self._profiles[key]
        page = context.new_page()
        page.set_viewport_size(viewport)
        if path:
            page.goto(path)
        return page

    def watch(self, page: Page) -> Watch:
        """Return the watch over a window."""
        return next(watch for context, watch in self._profiles.values() if context == page.context)

    def complaints(self) -> list[str]:
        """Return what there was to complain of since the last time."""
        found = self.site.broken + [
            c for _, watch in self._profiles.values() for c in watch.complaints
        ]
        self.site.broken.clear()
        for _, watch in self._profiles.values():
            watch.complaints.clear()
        return found

    def close(self) -> None:
        """Close all windows; only the profiles of people who stay signed in are kept."""
        for key, (context, _) in list(self._profiles.items()):
            for page in context.pages:
                page.close()
            if not isinstance(key, tuple):
                context.close()
                del self._profiles[key]

    def forget(self) -> None:
        """Close every profile; whoever opens a window next signs in anew."""
        for context, _ in self._profiles.values():
            context.close()
        self._profiles.clear()
        self._states.clear()

    def _profile(
        self, who: str | None, *, scripts: bool, afresh: bool
    ) -> tuple[BrowserContext, Watch]:
        if who is None:
            state = None
        elif afresh:
            state = self._signed_in(who)
        else:
            state = self._states.get(who) or self._states.setdefault(who, self._signed_in(who))
        context = self.browser.new_context(
            base_url=self.site.url,
            storage_state=state,
            java_script_enabled=scripts,
            locale="en-US",
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE_MS)
        return context, Watch(context, urlsplit(self.site.url).netloc)

    def _signed_in(self, who: str) -> StorageState:
        """Sign in, and return the cookie."""
        page = self.browser.new_page(base_url=self.site.url, java_script_enabled=False)
        page.goto("/login")
        sign_in(page, self.site, who)
        state = page.context.storage_state()
        page.close()
        return state


def sign_in(page: Page, site: LiveSite, who: str) -> None:
    """Fill in the form that a window shows, and send it."""
    page.get_by_label("Email").fill(PEOPLE[who])
    page.get_by_label("Password").fill(site.passwords[PEOPLE[who]])
    page.get_by_role("button", name="sign in").click()
