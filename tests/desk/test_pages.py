"""Every page: it loads quietly and from nowhere else, is fit for everybody, fits a phone, and is small."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.desk.looking import Look
from tests.desk.served import Served
from tests.desk.texts import HARBOUR

_LARGEST = 300_000
"""Bytes of a page with its style, script and data, apart from the bundle that draws charts."""


def _most(desk: Served, noun: str, of: str) -> str:
    """The entry with most of something."""
    found = max(
        desk.all(f"/{noun}{'?series=all' if noun == 'events' else ''}"), key=lambda one: (len(one[of]), one["id"])
    )
    return f"/{noun}/{found['id']}"


PAGES: dict[str, str | Callable[[Served], str]] = {
    "home": "/", "read": "/read", "reports": "/reports", "claims": "/claims", "events": "/events?type=ACCUSE",
    "statements": "/statements", "ties": "/ties", "actors": "/actors", "dyads": "/dyads", "timeline": "/timeline",
    "map": "/map", "network": "/network", "review": "/review", "search": "/search?q=Iran", "case": "/case",
    "nothing found": "/claims?text=zeppelin", "problem": "/events?who=nobody+is+called+so",
    "report": "/reports/eastport-20260512?at=37-109#at", "login": "/login",
    "dyad": "/dyads/IRN/USA", "country": "/actors/country:IRN", "actor": f"/actors/{HARBOUR}",
    "claim": lambda desk: _most(desk, "claims", "stances"), "figures": lambda desk: _most(desk, "claims", "figures"),
    "event": lambda desk: _most(desk, "events", "holders"),
    "statement": lambda desk: _most(desk, "statements", "content"),
    "tie": lambda desk: _most(desk, "ties", "parties"),
    "office": "/actors/person:antonio-guterres",
    "evidence": lambda desk: f"/evidence/{_most(desk, 'claims', 'stances').rpartition('/')[2]}",
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_page(look: Look, desk: Served, name: str) -> None:
    """In light and dark, on a desk and on a phone."""
    given = PAGES[name]
    look.refused = (422,) if name == "problem" else ()
    page = look.go(given if isinstance(given, str) else given(desk))
    assert page.locator("h1").count() == 1
    found = {}
    for width, theme in ((1280, "light"), (1280, "dark"), (390, "dark")):
        page.set_viewport_size({"width": width, "height": 844})
        if page.locator("html").get_attribute("data-theme") != theme:
            page.keyboard.press("t")
        look.ready()
        assert page.locator("html").get_attribute("data-theme") == theme
        assert look.sideways() <= 0, f"{width} pixels"
        found[f"{width} {theme}"] = look.axe()
    assert not any(found.values()), found
    sizes = {one.url: len(one.body()) for one in look.responses if one.ok and "vega.js" not in one.url}
    assert sum(sizes.values()) < _LARGEST, sizes


def test_menu(look: Look) -> None:
    """On one line of a desk; behind a button on a phone; both lead to every page of it."""
    page = look.go("/")
    names = page.locator("#pages a").all_inner_texts()
    assert len(names) == 13
    assert len({round(box["y"]) for one in page.locator("#pages a").all() if (box := one.bounding_box())}) == 1
    page.set_viewport_size({"width": 390, "height": 844})
    assert not page.locator("#pages").is_visible()
    page.locator("#menu").click()
    assert page.locator("#menu").get_attribute("aria-expanded") == "true"
    for name in names:
        box = page.get_by_role("navigation", name="Pages").get_by_role("link", name=name, exact=True).bounding_box()
        assert box is not None
        assert box["height"] >= 24
        assert box["width"] >= 24
    page.locator("#menu").click()
    assert not page.locator("#pages").is_visible()


def test_menu_says_where_one_is(look: Look) -> None:
    page = look.go("/dyads/IRN/USA")
    assert page.locator('#pages [aria-current="page"]').all_inner_texts() == ["Dyads"]


def test_theme_is_kept(look: Look) -> None:
    page = look.go("/")
    assert page.locator("html").get_attribute("data-theme") == "light"
    page.locator("#theme").click()
    look.go("/reports")
    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"


def test_theme_of_the_system(looking: Callable[..., Look], desk: Served) -> None:
    page = looking(desk, color_scheme="dark").go("/")
    assert page.locator("html").get_attribute("data-theme") == "dark"


def test_keys_are_listed(look: Look) -> None:
    page = look.go("/")
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#keys").is_visible()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"


def test_skip_link(look: Look) -> None:
    """The first thing that Tab reaches leads past the menu."""
    page = look.go("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_rows_by_keyboard(look: Look) -> None:
    page = look.go("/claims")
    first = page.locator("[data-row]").first
    page.keyboard.press("j")
    assert first.evaluate("row => row === document.activeElement")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert first.evaluate("row => row === document.activeElement")
    address = first.locator("a").first.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{look.base}{address}")


def test_small_things_to_touch(looking: Callable[..., Look], desk: Served) -> None:
    """Buttons, fields and links of their own are 24 pixels at least on a phone; links within sentences may be less."""
    look = looking(desk, viewport={"width": 390, "height": 844}, has_touch=True)
    for path in ("/", "/claims", "/reports/eastport-20260512", "/review", "/timeline", "/read", "/search?q=Iran"):
        page = look.go(path)
        small = page.evaluate(
            """() => [...document.querySelectorAll(
                "button, input:not([type=hidden]), select, textarea, summary, .ref, td a, th a, .head a, .small a"
              )]
              .filter((one) => one.checkVisibility())
              .map((one) => [one.outerHTML.slice(0, 90), one.getBoundingClientRect()])
              .filter(([, box]) => box.height > 0 && (box.height < 23.9 || (box.width < 23.9)))
              .map(([html, box]) => `${html} ${box.width}x${box.height}`)"""
        )
        assert not small, f"{path}: {small[:5]}"
