"""The Gantt chart of 5,000 tasks in a real browser: its first paint, its scrolling, its script."""

from __future__ import annotations

from shutil import which

from benchmarks.site import Site
from benchmarks.timing import Measure

PAGE = "/plans/synthetic-5000-6000-1/gantt"
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ("--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--no-first-run")
RUNS = 5
SCROLLED_MS = 3_000
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
SCRIPT = """performance.getEntriesByType('resource')
  .filter(one => one.name.includes('/static/js/'))
  .reduce((sum, one) => sum + one.decodedBodySize, 0) / 1024"""
SCROLL = """milliseconds => new Promise(done => {
  const board = document.querySelector('.gantt-board');
  const begun = performance.now();
  let frames = 0;
  const frame = now => {
    if (now - begun > milliseconds) { done(frames * 1000 / (now - begun)); return; }
    frames += 1;
    board.scrollTop += 28;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
})"""
"""A row further with each frame, so that windows of rows are fetched and let go of meanwhile."""


def measure(site: Site) -> tuple[list[Measure], str]:
    """Return what a browser sees of the chart, or why it was not asked."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return [], "not measured: `make install-test` installs what drives a browser"
    program = _program()
    if program is None:
        return [], f"not measured: none of {', '.join(PROGRAMS)} is installed"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.context.add_cookies(
            [{"name": k, "value": v, "url": site.address} for k, v in site.cookies.items()]
        )
        painted = []
        for _ in range(RUNS):
            page.goto(site.address + PAGE, wait_until="networkidle")
            painted.append(float(page.evaluate(PAINTED)))
        script = float(page.evaluate(SCRIPT))
        frames = float(page.evaluate(SCROLL, SCROLLED_MS))
        browser.close()
    first = sorted(painted)[RUNS // 2]
    return [
        Measure("5,000 tasks: first paint of the Gantt chart", first, "ms", 300),
        Measure("5,000 tasks: frames a second as it is scrolled", frames, "/s", 50, "", True),
        Measure("own script on the chart, before compression", script, "KB", 60),
    ], ""


def _program() -> str | None:
    return next(filter(None, map(which, PROGRAMS)), None)
