"""Pages of claims, events and actors against the API; lists with filters; search."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from onrecord.render.claims import stance_word
from tests.desk.looking import Look
from tests.desk.served import Served
from tests.desk.test_charts import disputed
from tests.desk.texts import HARBOUR


@pytest.fixture(scope="module")
def reversed_claim(desk: Served) -> dict[str, Any]:
    """The claim that somebody makes and then denies."""
    found = [one for one in desk.all("/claims") if one["text"] == "rebels had shelled the port of Aden"]
    assert len(found) == 1
    return found[0]


def rows(look: Look, table: int = 0) -> list[list[str]]:
    found = look.page.locator("main table").nth(table).locator("tbody tr").all()
    return [[cell.strip() for cell in row.locator("th, td").all_inner_texts()] for row in found]


def test_holders_by_time(look: Look, desk: Served) -> None:
    """The table of a claim has the stances that the API has, with their days."""
    entry = desk.api(f"/claims/{disputed(desk)}")
    look.go(f"/claims/{entry['id']}")
    shown = sorted((row[1], row[2], row[3], row[4]) for row in rows(look))
    assert shown == sorted(
        (stance_word(one["stance"]), one["first"] or "undated", one["last"] or "", f"{one['times']}×")
        for one in entry["stances"]
    )


def test_figures(look: Look, desk: Served) -> None:
    entry = desk.api(f"/claims/{disputed(desk)}")
    look.go(f"/claims/{entry['id']}")
    found = rows(look, 1)
    assert len(found) == len(entry["figures"]) > 0
    for one, row in zip(entry["figures"], found, strict=True):
        numbers = [f"{value:,g}" for value in {one["min"], one["max"]} if value is not None]
        assert all(number in row[2] for number in numbers)


def test_outlets_and_origins(look: Look, desk: Served) -> None:
    """Reprints of one story are many outlets and one origin; the tree has them below it."""
    entry = max(
        (one for one in desk.all("/claims") if one["roots"] == 1), key=lambda one: (len(one["outlets"]), one["id"])
    )
    assert len(entry["outlets"]) >= 2
    page = look.go(f"/claims/{entry['id']}")
    expect(page.get_by_role("heading", name=f"{len(entry['outlets'])} outlets, 1 origin")).to_be_visible()
    tree = page.locator(".tree").first
    assert tree.locator("> li").count() == 1
    for outlet in entry["outlets"]:
        assert tree.locator(".tree").get_by_text(outlet).count() >= 1


def test_standing_over_time(look: Look, reversed_claim: dict[str, Any]) -> None:
    page = look.go(f"/claims/{reversed_claim['id']}")
    section = page.locator("h2:has-text('How its standing changed') + ol")
    assert section.locator("li").all_inner_texts() == [
        f"{one['since']}: {one['standing'].replace('_', ' ')}" for one in reversed_claim["history"]
    ]
    assert len(reversed_claim["history"]) == 2


def test_reversals(look: Look, reversed_claim: dict[str, Any]) -> None:
    """Who says it and then denies it is shown to, by day, with the reports."""
    page = look.go(f"/actors/{HARBOUR}")
    line = page.locator(".reversals li")
    assert line.count() == 1
    words = line.inner_text()
    assert words.index("2026-03-01") < words.index("says so") < words.index("2026-03-05") < words.index("denies it")
    line.locator("a").first.click()
    page.wait_for_url(f"**/claims/{reversed_claim['id']}")


def test_nobody_else_is_said_to_reverse(look: Look) -> None:
    page = look.go("/actors/country:IRN")
    assert page.locator(".reversals").count() == 0
    assert "no claim on which Iran said one thing and then another" in page.locator("main").inner_text()


def test_offices_are_reference(look: Look) -> None:
    """They come from a table, not from a report: in a box of their own that says so."""
    page = look.go("/actors/person:antonio-guterres")
    box = page.get_by_role("region", name="Offices", exact=True)
    assert "Reference, from the codebook's table: no report of the record says it." in box.inner_text()
    assert box.locator("tbody tr").count() >= 1
    assert "2017-01-01" in box.inner_text()


def test_everything_said(look: Look, desk: Served) -> None:
    profile = desk.api(f"/actors/{HARBOUR}")
    page = look.go(f"/actors/{HARBOUR}")
    said = page.locator("h2:has-text('Everything said') + ol > li")
    assert said.count() == profile["statements"]
    assert page.locator("dl.counts dd").first.inner_text() == str(profile["statements"])


def test_an_entry_leads_to_its_words(look: Look, reversed_claim: dict[str, Any]) -> None:
    """Every cell leads to the sentence: each telling is a link to the passage, marked there."""
    page = look.go(f"/claims/{reversed_claim['id']}")
    links = page.locator(".passages a")
    assert links.count() == len(reversed_claim["anchors"]) == 2
    assert page.locator(".passages mark").first.inner_text() == reversed_claim["text"]
    links.first.click()
    page.wait_for_url("**/reports/*")
    assert "".join(page.locator(".target").all_text_contents()) == reversed_claim["text"]


def test_search_by_facets(look: Look, desk: Served) -> None:
    page = look.go("/search?q=Aden")
    all_hits = page.locator("h2:has-text('Reports') + ol > li").count()
    facets = page.get_by_role("navigation", name="Facets")
    assert {"Northwire", "Southwire"} <= set(facets.locator("a").all_inner_texts())
    facets.get_by_role("link", name="Southwire").click()
    page.wait_for_url("**outlet=Southwire**")
    hits = page.locator("h2:has-text('Reports') + ol > li")
    assert hits.count() == 1 < all_hits
    assert "Southwire" in hits.first.inner_text()
    look.go("/search?q=Aden&since=2025&until=2025")
    assert "No report of the record holds these words" in page.locator("main").inner_text()


def test_search_from_anywhere(look: Look) -> None:
    page = look.go("/ties")
    page.keyboard.press("/")
    page.keyboard.type("harbour master")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=harbour+master")
    assert page.locator("main [data-row]").count() >= 2


def test_an_id_leads_to_its_entry(look: Look, reversed_claim: dict[str, Any]) -> None:
    page = look.go("/")
    page.locator("#q").fill(reversed_claim["id"])
    page.locator("#q").press("Enter")
    page.wait_for_url(f"**/claims/{reversed_claim['id']}")


@pytest.mark.parametrize(
    ("path", "field", "told"),
    [
        ("/events?who=Nobody+Known&type=ACCUSE", "who", "Nobody Known"),
        ("/claims?who=Nobody+Known", "who", "Nobody Known"),
        ("/timeline?place=Nowhere+Known", "place", "Nowhere Known"),
        ("/claims?since=lately", "since", "lately"),
    ],
)
def test_a_filter_that_cannot_be(look: Look, path: str, field: str, told: str) -> None:
    """It says what is wrong with it, and the form keeps it, to be mended."""
    look.refused = (422,)
    page = look.go(path)
    if page.get_by_role("alert").count():
        assert told in page.get_by_role("alert").inner_text()
    else:
        assert "is so" in page.locator("main").inner_text()
    field_ = page.locator(f".filters [name={field}]")
    assert field_.is_visible()
    assert field_.input_value() == told


def test_filters_narrow(look: Look, desk: Served) -> None:
    page = look.go("/claims")
    page.locator(".filters summary").click()
    page.locator(".filters [name=standing]").select_option("denied")
    page.get_by_role("button", name="Ask").click()
    page.wait_for_url("**standing=denied**")
    wanted = {f"/claims/{one['id']}" for one in desk.all("/claims?standing=denied")}
    found = page.locator("main .row .head a").evaluate_all("all => all.map((one) => one.getAttribute('href'))")
    assert set(found) <= wanted
    assert len(found) == min(25, len(wanted))


def test_pages_of_a_list(look: Look, desk: Served) -> None:
    """Further leads on until the end, and nothing comes twice."""
    page = look.go("/claims")
    seen = []
    while True:
        seen += page.locator("main .row .head a").evaluate_all("all => all.map((one) => one.getAttribute('href'))")
        if not page.locator("a[rel=next]").count():
            break
        page.locator("a[rel=next]").click()
        look.ready()
    assert len(seen) == len(set(seen)) == len(desk.all("/claims"))


def test_what_is_not_there(look: Look) -> None:
    look.refused = (404,)
    page = look.go("/claims/c000000000000")
    assert page.get_by_role("alert").count() == 1
    assert page.get_by_role("link", name="To the first page").count() == 1
