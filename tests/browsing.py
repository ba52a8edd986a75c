"""A real browser for tests: Chromium, in which whatever goes wrong on a page is noted."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright comes with `make test`")
needs_browser = pytest.mark.skipif(not BROWSER, reason="no Chromium is installed here")

PHONE, WIDE = {"width": 390, "height": 800}, {"width": 1600, "height": 1000}
THEMES = ("light", "dark")

_WATCH = """
    window.violations = [];
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
        window.violations.push(`${effectiveDirective} ${blockedURI}`));
"""


@contextmanager
def started() -> Iterator[Any]:
    """A browser."""
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@contextmanager
def watched(browser: Any, address: str, **asked: Any) -> Iterator[tuple[Any, list[str]]]:
    """A page, and all that goes wrong in it: faults, dialogs, what a policy forbids, what it fetches from elsewhere."""
    context = browser.new_context(base_url=address, **asked)
    context.add_init_script(_WATCH)
    page, wrong = context.new_page(), []
    page.on("pageerror", lambda fault: wrong.append(f"fault: {fault}"))
    page.on("console", lambda said: wrong.append(f"console: {said.text}") if said.type in ("error", "warning") else None)
    page.on("dialog", lambda dialog: wrong.append(f"dialog: {dialog.message}") or dialog.dismiss())
    page.on("request", lambda sent: None if sent.url.startswith(address) else wrong.append(f"elsewhere: {sent.url}"))
    page.on("popup", lambda other: wrong.append(f"window: {other.url}"))
    yield page, wrong
    context.close()


def arrived(page: Any, selector: str, **asked: Any) -> None:
    """Wait for a page on which something is (or no more is), and for its script: a key that is struck before does nothing."""
    page.wait_for_selector(selector, **asked)
    page.wait_for_load_state()
