"""A report beside its cards: what one is about lights up in the other, to the character."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from onrecord.render.marks import harmless
from tests.desk.looking import Look
from tests.desk.served import Served

REPORT = "eastport-20260512"
PLACES = """rows => {
  const places = (part) => {
    const found = [];
    let at = 0;
    for (const piece of document.querySelector(`[data-part="${part}"]`)?.childNodes ?? []) {
      if (piece.classList?.contains("ref")) continue;
      const end = at + [...piece.textContent].length;
      if (piece.classList?.contains("lit")) {
        if (found.length && found.at(-1)[1] === at) found.at(-1)[1] = end; else found.push([at, end]);
      }
      at = end;
    }
    return found;
  };
  const found = {};
  for (const row of rows) {
    if (row) document.querySelector(`#card-${row} .light`).click();
    found[row] = { title: places("title"), text: places("text") };
  }
  return found;
}"""
"""Where the report is lit, in code points, when cards are clicked one after the other."""


def spans(reading: dict[str, Any]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Rows and the passages that each was read from."""
    for number, one in enumerate(reading["statements"], 1):
        yield f"S{number}", [span for span in (one["source"], one["cue"], *one["content"]) if span]
    for number, one in enumerate(reading["claims"], 1):
        part = {"in": "title"} if one.get("in") == "title" else {}
        yield f"C{number}", [{"span": span, **part} for span in one["spans"]]
    for number, one in enumerate(reading["events"], 1):
        yield f"E{number}", [one["trigger"]]
    for number, one in enumerate(reading["ties"], 1):
        yield f"T{number}", one["mentions"]
    for number, one in enumerate(reading["abstained"], 1):
        yield f"U{number}", [one]


def places(found: list[dict[str, Any]], part: str) -> list[list[int]]:
    """The characters of passages in one part, as stretches that do not touch."""
    made: list[list[int]] = []
    for start, end in sorted(tuple(one["span"]) for one in found if one.get("in", "text") == part):
        if made and start <= made[-1][1]:
            made[-1][1] = max(made[-1][1], end)
        else:
            made.append([start, end])
    return made


def expected(reading: dict[str, Any]) -> dict[str, dict[str, list[list[int]]]]:
    return {row: {part: places(found, part) for part in ("title", "text")} for row, found in spans(reading)}


def focused(page: Page) -> str:
    found: str = page.evaluate("document.activeElement.closest('[data-row]')?.dataset.row ?? ''")
    return found


@pytest.mark.parametrize("report", [REPORT, "r840e0a33ccb6", "vanguard-20260514"])
def test_cards_light_their_characters(look: Look, desk: Served, report: str) -> None:
    """Every card of a report, and nothing else of it."""
    wanted = expected(desk.api(f"/reports/{report}"))
    page = look.go(f"/reports/{report}")
    assert page.evaluate(PLACES, list(wanted)) == wanted
    assert {row[0] for row in wanted} >= {"S", "C", "E"}


def test_contents_are_the_words_of_the_reading(look: Look, desk: Served) -> None:
    reading = desk.api(f"/reports/{REPORT}")
    page = look.go(f"/reports/{REPORT}")
    for number in (1, 2, 5):
        page.locator(f"#card-S{number} dl").click()
        lit = "".join(page.locator(f'.m.lit[data-m~="S{number}.content"]').all_text_contents())
        assert lit == "".join(span["text"] for span in reading["statements"][number - 1]["content"])


def test_title_is_lit(look: Look, desk: Served) -> None:
    """What is read in the title lights up there."""
    first = desk.api(f"/reports/{REPORT}")["statements"][0]
    assert first["content"][0]["in"] == "title"
    page = look.go(f"/reports/{REPORT}")
    page.locator("#card-S1 dl").click()
    lit = page.locator('[data-part="title"] .m.lit[data-m~="S1.content"]').all_text_contents()
    assert "".join(lit) == first["content"][0]["text"]
    assert page.locator('[data-part="text"] .m.lit').count() == 0


def test_a_second_click_puts_it_out(look: Look) -> None:
    page = look.go(f"/reports/{REPORT}")
    card = look.card("S2")
    card.locator("dl").click()
    assert look.lit()
    assert card.locator(".light").get_attribute("aria-pressed") == "true"
    card.locator("dl").click()
    assert not look.lit()
    assert page.locator(".light[aria-pressed=true]").count() == 0


def test_a_click_on_a_mark_finds_its_card(look: Look) -> None:
    """The narrowest passage that it is in; a second click goes to the next one."""
    page = look.go(f"/reports/{REPORT}")
    mark = page.locator('[data-m~="S2.cue"]').first
    mark.click()
    expect(look.card("S2")).to_contain_class("lit")
    assert focused(page) == "S2"
    event = page.locator('[data-part="text"] [data-m~="E2.trigger"]').first
    event.click()
    assert focused(page) == "E2"
    event.click()
    assert focused(page) in {name for name in (event.get_attribute("data-m") or "").split() if "." not in name} - {"E2"}


def test_labels_lead_to_cards(look: Look) -> None:
    page = look.go(f"/reports/{REPORT}")
    for row in ("S1", "E2", "S7"):
        page.locator(f".report .ref[href='#card-{row}']").first.click()
        assert focused(page) == row
        expect(look.card(row)).to_be_in_viewport()
        assert look.lit()


def test_hovering_hints_both_ways(look: Look) -> None:
    page = look.go(f"/reports/{REPORT}")
    look.card("S2").hover()
    assert page.locator('.m.hint[data-m~="S2"]').count() == page.locator('.m[data-m~="S2"]').count() > 0
    page.locator("h1").hover(position={"x": 1, "y": 1})
    page.locator('[data-part="text"] [data-m~="S4.cue"]').first.hover()
    expect(look.card("S4")).to_contain_class("hint")
    expect(look.card("S2")).not_to_contain_class("hint")


def test_keyboard_alone(look: Look, desk: Served) -> None:
    """j and k choose a card, Enter lights it, Esc puts it out; Tab reaches the same."""
    wanted = expected(desk.api(f"/reports/{REPORT}"))
    page = look.go(f"/reports/{REPORT}")
    page.keyboard.press("j")
    assert focused(page) == "S1"
    for _ in range(3):
        page.keyboard.press("j")
    page.keyboard.press("k")
    assert focused(page) == "S3"
    page.keyboard.press("Enter")
    assert page.evaluate(PLACES, [""])[""] == wanted["S3"]
    page.keyboard.press("Escape")
    assert not look.lit()
    for _ in range(12):
        page.keyboard.press("Tab")
        if focused(page) == "S4":
            break
    assert focused(page) == "S4"
    page.keyboard.press("Space")
    assert page.evaluate(PLACES, [""])[""] == wanted["S4"]


def test_labels_by_keyboard(look: Look) -> None:
    page = look.go(f"/reports/{REPORT}")
    page.locator(".report .ref[href='#card-E2']").first.focus()
    page.keyboard.press("Enter")
    assert focused(page) == "E2"


def test_what_was_unsure(look: Look, desk: Served) -> None:
    """One key away, in the text and in cards; the same key puts it away."""
    reading = desk.api(f"/reports/{REPORT}")
    page = look.go(f"/reports/{REPORT}")
    style = "one => getComputedStyle(one).outlineStyle"
    mark = page.locator('[data-m~="U1"]').first
    assert not look.card("U1").is_visible()
    assert mark.evaluate(style) != "dashed"
    page.keyboard.press("u")
    assert look.card("U1").is_visible()
    assert mark.evaluate(style) == "dashed"
    assert page.locator("#unsure .card").count() == len(reading["abstained"]) > 0
    assert reading["abstained"][0]["reason"] in look.card("U1").inner_text()
    page.keyboard.press("u")
    assert not look.card("U1").is_visible()
    assert mark.evaluate(style) != "dashed"


def test_whole_text(look: Look, desk: Served) -> None:
    """Code point for code point, of every report of the record."""
    for one in desk.all("/reports"):
        report = desk.api(f"/reports/{one['report']}")["report"]
        look.go(f"/reports/{one['report']}")
        assert look.text("text") == harmless(report["text"])
        if report["title"]:
            assert look.text("title") == harmless(report["title"])


def test_marks_are_told_apart_without_colour(look: Look) -> None:
    """Standing by the kind of underline, source and cue by their letters, a card in words."""
    page = look.go(f"/reports/{REPORT}")
    page.locator(".legend summary").click()
    lines = {
        name: page.locator(f".legend .stands-{name}").evaluate("one => getComputedStyle(one).textDecorationStyle")
        for name in ("told", "open", "contested", "denied", "not-yet")
    }
    assert len(set(lines.values())) == 5
    assert page.locator(".legend .source").evaluate("one => getComputedStyle(one).fontWeight") == "700"
    assert page.locator(".legend .cue").evaluate("one => getComputedStyle(one).fontStyle") == "italic"


def test_cards_say_what_the_reading_says(look: Look, desk: Served) -> None:
    reading = desk.api(f"/reports/{REPORT}")
    page = look.go(f"/reports/{REPORT}")
    for kind, part in (("S", "statements"), ("C", "claims"), ("E", "events"), ("T", "ties"), ("U", "abstained")):
        assert page.locator(f'.card[data-row^="{kind}"]').count() == len(reading[part])
    assert reading["statements"][1]["source"]["text"] in look.card("S2").inner_text()
    assert look.card("S2").get_by_role("link", name="in the record").get_attribute("href") == (
        f"/statements/{reading['statements'][1]['id']}"
    )


def test_cards_scroll_their_words_into_sight(looking: Callable[..., Look], desk: Served) -> None:
    look = looking(desk, viewport={"width": 390, "height": 700})
    page = look.go(f"/reports/{REPORT}")
    last = page.locator('.card[data-row^="S"]').last
    last.locator(".light").click()
    expect(page.locator(".report .m.lit").first).to_be_in_viewport()


def test_pairs_of_lit_pieces_do_not_leave_gaps(look: Look, desk: Served) -> None:
    """A passage that others cut through is lit as a whole."""
    wanted = expected(desk.api(f"/reports/{REPORT}"))
    page = look.go(f"/reports/{REPORT}")
    cut = next(row for row in wanted if row[0] == "C" and page.locator(f'.m[data-m~="{row}"]').count() > 1)
    look.card(cut).locator(".light").click()
    found = page.evaluate(PLACES, [""])[""]["text"]
    assert found == wanted[cut]["text"]
    assert all(one[1] < other[0] for one, other in pairwise(found))
