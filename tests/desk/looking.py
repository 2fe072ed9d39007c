"""A page as somebody looks at it; whatever it should not do is written down, and fails the test."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import BrowserContext, ConsoleMessage, Dialog, Locator, Page, Request, Response, expect

_AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
_RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],
}
TEXT = """part => {
  const whole = document.querySelector(`[data-part="${part}"]`).cloneNode(true);
  for (const label of whole.querySelectorAll(".ref")) label.remove();
  return whole.textContent;
}"""
"""The words of a report, without the labels that the desk sets."""


class Look:
    """One tab.

    Args:
        context: the browser's.
        base: address of the desk.
    """

    def __init__(self, context: BrowserContext, base: str) -> None:
        self.base = base
        self.context = context
        self.page: Page = context.new_page()
        self.complaints: list[str] = []
        self.responses: list[Response] = []
        self.refused: tuple[int, ...] = ()
        """Statuses of problems that the test asks for: a browser tells of them as errors."""
        self.page.on("console", self._told)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        self.page.on("dialog", self._dialog)
        self.page.on("request", self._asked)
        self.page.on("response", lambda response: self.responses.append(response))

    def go(self, path: str) -> Page:
        """Open a page, and wait until its charts are drawn."""
        self.page.goto(self.base + path)
        self.ready()
        return self.page

    def ready(self) -> None:
        """Wait until the page's own script has run and its charts are drawn."""
        drawn = self.page.locator("[data-chart]").count()
        expect(self.page.locator('[data-drawn="yes"]')).to_have_count(drawn, timeout=20_000)
        expect(self.page.locator("html[data-ready]")).to_have_count(1)

    def text(self, part: str = "text") -> str:
        """The words of the report that is shown."""
        found: str = self.page.evaluate(TEXT, part)
        return found

    def lit(self) -> list[str]:
        """The lit pieces of the report."""
        return self.page.locator(".report .m.lit").all_text_contents()

    def card(self, row: str) -> Locator:
        """A card."""
        return self.page.locator(f"#card-{row}")

    def axe(self) -> list[str]:
        """What axe finds, a line for each kind of fault."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(_AXE)
        found: list[dict[str, Any]] = self.page.evaluate("async (rules) => (await axe.run(rules)).violations", _RULES)
        return [
            f"{one['id']} ({one['impact']}): " + "; ".join(str(node["target"]) for node in one["nodes"][:4])
            for one in found
        ]

    def sideways(self) -> int:
        """Pixels by which the page is wider than its window."""
        page = self.page
        wide: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        return wide

    def close(self) -> None:
        """Close it, and say what it should not have done."""
        self.context.close()
        assert not self.complaints, "\n".join(self.complaints)

    def _told(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not any(f"status of {one}" in message.text for one in self.refused):
            self.complaints.append(f"console: {message.text}")

    def _dialog(self, dialog: Dialog) -> None:
        self.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.base + "/", "data:", "blob:")):
            self.complaints.append(f"request: {request.url}")
