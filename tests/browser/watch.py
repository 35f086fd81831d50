"""A browser's pages under watch: what they say, what they ask for, what their policy stops.

In: a browser, the addresses that a page may ask for. Out: pages; and, in words, all that a good page never
does: a message on the console, an uncaught error, a request to another place, a violation of its policy.
"""

import os
import shutil
from collections.abc import Sequence
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, Playwright, Request

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--font-render-hinting=none",
)
HEIGHT = 900
TELL_VIOLATION = """
document.addEventListener("securitypolicyviolation", (event) => {
  window.tellViolation(`${event.effectiveDirective} stopped ${event.blockedURI} ${event.sample}`);
});
"""


def find_browser() -> str | None:
    """Give the program of a Chromium that is installed: `CHROME_PATH`, or one of the usual names."""
    return os.environ.get("CHROME_PATH") or next(filter(None, map(shutil.which, PROGRAMS)), None)


def launch(playwright: Playwright, program: str) -> Browser:
    """Start an installed Chromium; nothing is downloaded."""
    return playwright.chromium.launch(executable_path=program, args=list(FLAGS), chromium_sandbox=False)


class Watch(AbstractContextManager["Watch"]):
    """Opens pages that may ask for nothing but what is `allowed`, and notes in `seen` what is wrong."""

    def __init__(self, browser: Browser, allowed: Sequence[str]) -> None:
        """Take the browser and the beginnings of the addresses that are served; the first is the site's."""
        self.browser, self.allowed = browser, tuple(allowed)
        self.contexts: list[BrowserContext] = []
        self.seen: list[str] = []

    def open(
        self, width: int = 1440, *, dark: bool = False, touch: bool = False, script: bool = True
    ) -> Page:
        """Open an empty page of a width; `page.goto` takes addresses within the site."""
        settings: dict[str, Any] = {
            "base_url": self.allowed[0],
            "viewport": {"width": width, "height": HEIGHT},
            "color_scheme": "dark" if dark else "light",
            "has_touch": touch,
            "is_mobile": touch,
            "java_script_enabled": script,
            "reduced_motion": "reduce",
        }
        context = self.browser.new_context(**settings)
        self.contexts.append(context)
        context.on("console", self._hear)
        context.on("weberror", lambda error: self.seen.append(f"uncaught error: {error.error}"))
        context.on("request", self._see_request)
        context.on("requestfailed", self._see_failed)
        context.expose_function("tellViolation", lambda words: self.seen.append(f"policy: {words}"))
        context.add_init_script(TELL_VIOLATION)
        return context.new_page()

    def assert_silent(self) -> None:
        """Fail when a page did what a good page never does."""
        for context in self.contexts:
            for page in context.pages:
                page.title()  # all that the page told before this answer has arrived with it
        assert not self.seen, "\n".join(dict.fromkeys(self.seen))

    def close(self) -> None:
        """Close every page."""
        while self.contexts:
            self.contexts.pop().close()

    def _hear(self, message: ConsoleMessage) -> None:
        place = message.location
        self.seen.append(f"console {message.type}: {message.text} ({place['url']}:{place['lineNumber']})")

    def _see_request(self, request: Request) -> None:
        if not request.url.startswith((*self.allowed, "data:", "about:", "blob:")):
            self.seen.append(f"request to another place: {request.url}")

    def _see_failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # which is how a page left early ends
            self.seen.append(f"request failed: {request.url} {request.failure}")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close every page; a page that went away with its browser is closed already."""
        try:
            self.close()
        except Error:
            if error is None:
                raise
