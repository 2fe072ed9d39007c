"""The pictures of the documentation: the desk over the bundled reports, in Debian's Chromium.

    .venv/bin/python tools/screenshots.py

Writes docs/images/*.png. Serves at a free port of 127.0.0.1 and stops the server.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

ROOT = Path(__file__).parent.parent
INTO = ROOT / "docs" / "images"
HEIGHT = 820


def served() -> tuple[subprocess.Popen[str], str]:
    """A server over the bundled reports, and its address."""
    environment = {**os.environ, "ONRECORD_RECORD": str(ROOT / "none" / "none.db"), "PYTHONUNBUFFERED": "1"}
    command = [str(Path(sys.executable).parent / "onrecord"), "serve", "--port", "0"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    assert server.stdout is not None
    address = next(found[0] for line in server.stdout if (found := re.search(r"http://127\.0\.0\.1:\d+", line)))
    return server, address


def first(page: Page, question: str) -> str:
    """The id of the first thing that the API answers with."""
    found: str = page.evaluate("async question => (await (await fetch(question)).json()).items[0].id", question)
    return found


def pictures(page: Page, address: str) -> None:
    """Take them all."""
    page.goto(address + "/")
    take(page, "home")
    claim = first(page, "/api/v1/claims?text=drones&standing=contested")
    report = page.evaluate("async id => (await (await fetch('/api/v1/claims/' + id)).json()).report", claim)
    page.goto(f"{address}/reports/{report}")
    page.locator(".card .light").nth(1).click()
    take(page, "reading")
    page.goto(f"{address}/claims/{claim}")
    take(page, "claim")
    page.goto(f"{address}/dyads/IRN/SDN")
    take(page, "dyad")
    page.goto(f"{address}/map")
    take(page, "map")
    page.goto(f"{address}/network")
    take(page, "network")


def take(page: Page, name: str) -> None:
    """One picture, once all charts are drawn."""
    for plot in page.locator("[data-chart]").all():
        expect(plot).to_have_attribute("data-drawn", "yes", timeout=20_000)
    page.evaluate("document.activeElement?.blur()")
    page.screenshot(path=INTO / f"{name}.png")


def main() -> None:
    """Serve, look, stop."""
    chromium = shutil.which("chromium") or sys.exit("no chromium: apt-get install chromium")
    INTO.mkdir(exist_ok=True)
    server, address = served()
    try:
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": 1280, "height": HEIGHT}, color_scheme="light")
            pictures(page, address)
            browser.close()
    finally:
        server.terminate()
        server.wait(20)


if __name__ == "__main__":
    main()
