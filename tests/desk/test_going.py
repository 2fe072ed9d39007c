"""Going about: back and forward, links to passages, on paper, without script."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.desk.looking import Look
from tests.desk.served import Served
from tests.desk.test_reading import REPORT


@pytest.fixture(scope="module")
def reading(desk: Served) -> dict[str, Any]:
    found: dict[str, Any] = desk.api(f"/reports/{REPORT}")
    return found


def test_back_and_forward(look: Look) -> None:
    page = look.go("/claims?standing=denied")
    first = page.locator("main .row .head a").first
    address = first.get_attribute("href")
    first.click()
    page.wait_for_url(f"**{address}")
    page.go_back()
    look.ready()
    assert page.url.endswith("/claims?standing=denied")
    assert page.locator(".filters [name=standing]").input_value() == "denied"
    page.go_forward()
    look.ready()
    assert page.url.endswith(address or "")
    page.reload()
    look.ready()
    assert page.locator("h1").count() == 1


def test_a_reading_that_was_pasted_can_be_left_and_found_again(look: Look) -> None:
    """Nothing is lost by a look elsewhere."""
    page = look.go("/read")
    page.locator("#text").fill("The minister said on Friday that the port of Aden had been shelled by rebels.")
    page.get_by_role("button", name="Read it").click()
    page.wait_for_load_state()
    look.go("/claims")
    page.go_back()
    page.go_back()
    look.ready()
    assert page.locator("#text").input_value().startswith("The minister said")


def test_links_to_a_passage(look: Look, reading: dict[str, Any]) -> None:
    """Scrolled into sight, and marked to the character; not by colour alone."""
    last = reading["statements"][-1]["content"][-1]
    lo, hi = last["span"]
    page = look.go(f"/reports/{REPORT}?at={lo}-{hi}#at")
    assert "".join(page.locator(".target").all_text_contents()) == last["text"]
    expect(page.locator(".target").first).to_be_in_viewport()
    look_ = page.locator(".target").first.evaluate(
        "one => [getComputedStyle(one).backgroundColor, getComputedStyle(one).boxShadow]"
    )
    plain = page.locator("article p").first.evaluate("one => getComputedStyle(one).backgroundColor")
    assert look_[0] != plain
    assert look_[1] != "none"


def test_links_to_a_passage_of_the_title(look: Look, reading: dict[str, Any]) -> None:
    page = look.go(f"/reports/{REPORT}?at=0-4&in=title#at")
    assert "".join(page.locator('[data-part="title"] .target').all_text_contents()) == reading["report"]["title"][:4]
    assert page.locator('[data-part="text"] .target').count() == 0


def test_links_to_no_passage(look: Look, reading: dict[str, Any]) -> None:
    """A place that the text does not have does no harm."""
    for at in ("5-3", "0-999999999", "x-y", "99999999-999999999", "", "3-3"):
        look.go(f"/reports/{REPORT}?at={at}")
        assert look.text() == reading["report"]["text"]


def test_labels_in_the_address(look: Look) -> None:
    """A link to a card marks it, without a key or a click."""
    page = look.go(f"/reports/{REPORT}#card-S3")
    expect(look.card("S3")).to_be_in_viewport()
    style = "one => getComputedStyle(one).backgroundColor"
    assert look.card("S3").evaluate(style) != page.locator("#card-S4").evaluate(style)


def test_on_paper(looking: Callable[..., Look], desk: Served) -> None:
    """No menu, no buttons; dark ink, whatever the screen was."""
    look = looking(desk, color_scheme="dark")
    page = look.go(f"/reports/{REPORT}")
    page.emulate_media(media="print")
    for hidden in (".top", "[data-pin]", ".light", ".skip"):
        assert not page.locator(hidden).first.is_visible()
    assert page.locator('[data-part="text"]').is_visible()
    assert look.card("S1").is_visible()
    assert page.evaluate("getComputedStyle(document.documentElement).color") == "rgb(0, 0, 0)"
    assert look.card("S1").evaluate("one => getComputedStyle(one.closest('.cards')).position") == "static"


def test_without_script(looking: Callable[..., Look], desk: Served, reading: dict[str, Any]) -> None:
    """The text, its marks, the cards, and labels that lead to them."""
    look = looking(desk, java_script_enabled=False)
    page = look.page
    page.goto(f"{look.base}/reports/{REPORT}")
    words = page.locator('[data-part="text"]').inner_text()
    assert "a senior U.S. official" in words
    assert page.locator('[data-part="text"] .m').count() > 20
    assert page.locator('.card[data-row^="S"]').count() == len(reading["statements"])
    page.locator(".report .ref[href='#card-S5']").first.click()
    assert page.url.endswith("#card-S5")
    expect(look.card("S5")).to_be_in_viewport()
    assert page.locator("#pages").is_visible()


def test_pasting_without_script(looking: Callable[..., Look], desk: Served) -> None:
    look = looking(desk, java_script_enabled=False)
    page = look.page
    page.goto(f"{look.base}/read")
    page.locator("#text").fill("The minister said on Friday that the port of Aden had been shelled by rebels.")
    page.get_by_role("button", name="Read it").click()
    expect(page.locator(".card").first).to_be_visible()


def test_charts_without_script(looking: Callable[..., Look], desk: Served) -> None:
    """They say that they need it; the table has it all."""
    look = looking(desk, java_script_enabled=False)
    page = look.page
    page.goto(f"{look.base}/timeline")
    assert page.locator("main table tbody tr").count() > 0
    expect(page.locator("figure noscript")).to_be_visible()


def test_what_changed_shows_at_once(looking: Callable[..., Look], writable: Served) -> None:
    """A page that the browser has is asked for again: what was kept in between is there."""
    look = looking(writable)
    page = look.go("/reports?outlet=Fresh+wire")
    assert "No report of the record is so" in page.locator("main").inner_text()
    answer = look.context.request.post(
        f"{writable.base}/api/v1/reports",
        data={"text": "The minister said on Friday that a port had been shelled.", "outlet": "Fresh wire"},
    )
    assert answer.status == 201
    look.go("/reports?outlet=Fresh+wire")
    assert page.locator("main [data-row]").count() == 1
