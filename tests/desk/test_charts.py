"""Charts draw, in either theme; what they show stands in a table too; a click on a mark opens what it is of."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.desk.looking import Look
from tests.desk.served import Served

CHARTS = {
    "/dyads/IRN/USA": ("dyad",), "/timeline": ("timeline",), "/map": ("world",), "/network": ("network",),
}  # fmt: skip


def disputed(desk: Served) -> str:
    """The claim with most stances, and figures of it."""
    found = max(desk.all("/claims"), key=lambda one: (bool(one["figures"]), len(one["stances"]), one["id"]))
    return str(found["id"])


def marks(page: Page, name: str, kind: str = "symbol") -> int:
    """Points of a chart that lead somewhere; legends lead nowhere."""
    found: int = page.locator(f'[data-chart="{name}"]').evaluate(
        """(plot, kind) => [...plot.querySelectorAll(`.mark-${kind}.role-mark path`)]
          .filter((path) => path.__data__?.href ?? path.__data__?.datum?.href).length""",
        kind,
    )
    return found


def inside(page: Page, name: str) -> bool:
    """Whether all points of a chart stand at different places of it: none is lost at an edge."""
    found: bool = page.locator(f'[data-chart="{name}"]').evaluate(
        """(plot) => {
          const points = [...plot.querySelectorAll(".mark-symbol.role-mark path")];
          const boxes = points.map((one) => one.getBoundingClientRect());
          const whole = plot.querySelector("svg").getBoundingClientRect();
          return boxes.length > 0 && boxes.every((box) => Number.isFinite(box.x) && box.x > whole.x + 20);
        }"""
    )
    return found


@pytest.mark.parametrize("path", CHARTS)
def test_draws_in_both_themes(look: Look, path: str) -> None:
    """Under a name, and with a table that says the same."""
    page = look.go(path)
    for name in CHARTS[path]:
        plot = page.locator(f'[data-chart="{name}"]')
        assert plot.get_attribute("role") == "img"
        assert len(plot.get_attribute("aria-label") or "") > 20
        ink = "plot => getComputedStyle(plot.querySelector('svg text')).fill"
        light = plot.evaluate(ink)
        page.locator("#theme").click()
        look.ready()
        expect(plot.locator("svg")).to_have_count(1)
        assert plot.evaluate(ink) != light
        page.locator("#theme").click()
        look.ready()
        assert plot.evaluate(ink) == light
    assert page.locator("main table tbody tr a").count() > 0


def test_dyad(look: Look, desk: Served) -> None:
    """As many points as there are events and claims with a day; the table has all events."""
    made = desk.api("/dyads/IRN/USA")
    page = look.go("/dyads/IRN/USA")
    points = [one for one in made["points"] if one["day"]]
    claims = [one for one in made["claims"] if one["day"]]
    assert marks(page, "dyad") >= len(points) + len(claims)
    assert inside(page, "dyad")
    for one in points:
        expect(page.locator(f"main table a[href='/events/{one['id']}']")).to_have_count(1)
    for one in made["claims"]:
        assert page.locator(f"main table a[href='/claims/{one['id']}']").count() >= 1


def test_timeline(look: Look, desk: Served) -> None:
    bars = desk.api("/bars?series=observed")["items"]
    page = look.go("/timeline")
    assert marks(page, "timeline") == len(bars)
    assert inside(page, "timeline")
    assert page.locator("main table tbody tr").count() == len(bars)
    table = page.locator("main table").inner_text()
    for one in bars:
        assert page.locator(f"main table a[href='/events/{one['id']}']").count() == 1
        assert (one["told"] or "") in table


def test_nobody_is_a_question_mark(look: Look, desk: Served) -> None:
    """An event whose actor is not told says so."""
    nameless = next(one for one in desk.api("/bars?series=observed")["items"] if not one["who"])
    page = look.go("/timeline")
    row = page.locator("main table tr", has=page.locator(f"a[href='/events/{nameless['id']}']"))
    assert row.locator("td").nth(2).inner_text().startswith("?")


@pytest.mark.parametrize(
    ("path", "name", "noun"), [("/timeline", "timeline", "events"), ("/dyads/IRN/USA", "dyad", "events")]
)
def test_a_point_opens_its_event(look: Look, path: str, name: str, noun: str) -> None:
    page = look.go(path)
    point = page.locator(f'[data-chart="{name}"]').evaluate_handle(
        """(plot, noun) => [...plot.querySelectorAll(".mark-symbol.role-mark path")]
          .find((path) => path.__data__?.href?.startsWith(`/${noun}/`))""",
        noun,
    )
    address = point.evaluate("path => path.__data__.href")
    element = point.as_element()
    assert element is not None
    element.click()
    page.wait_for_url(f"{look.base}{address}")
    assert page.locator("h1").count() == 1


def test_map(look: Look, desk: Served) -> None:
    """Places by the precision that they are told with; outlines of countries from the desk's own file."""
    places = desk.api("/places?series=observed")["items"]
    page = look.go("/map")
    assert page.locator('[data-chart="world"] .mark-shape path').count() > 5
    assert page.locator("main table tbody tr").count() == len(places)
    for one in places:
        assert page.get_by_role("row").filter(has_text=one["name"]).filter(has_text=one["precision"]).count() >= 1
    assert any("world.json" in one.url for one in look.responses)


def test_network(look: Look, desk: Served) -> None:
    """A line for each pair; the slider leaves those of one period."""
    made: dict[str, Any] = desk.api("/network")
    page = look.go("/network")
    lines = page.locator('[data-chart="network"] .mark-rule.role-mark line')
    assert lines.count() == len(made["edges"])
    assert page.locator("main table tbody tr").count() == len(made["edges"])
    slider = page.get_by_role("slider")
    first = made["periods"][0]
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator('[data-chart="network"]').get_by_text(first, exact=True)).to_have_count(1)
    alive = [edge for edge in made["edges"] if any(period == first for period, _ in edge["periods"])]
    expect(lines).to_have_count(len(alive))
    assert len(alive) < len(made["edges"])
    page.keyboard.press("ArrowLeft")
    expect(lines).to_have_count(len(made["edges"]))


def test_network_in_words(look: Look, desk: Served) -> None:
    """Countries by name; each pair leads to its dyad."""
    edge = desk.api("/network")["edges"][0]
    page = look.go("/network")
    page.locator("main table a").first.click()
    page.wait_for_url(f"{look.base}/dyads/{edge['one']}/{edge['other']}")


def test_claim(look: Look, desk: Served) -> None:
    """Its holders over time, and the figures."""
    page = look.go(f"/claims/{disputed(desk)}")
    drawn = page.locator("[data-chart]").evaluate_all("all => all.map((one) => one.dataset.chart)")
    assert drawn == ["matrix", "figures"]
    assert page.locator('[data-chart="matrix"] .mark-symbol.role-mark path').count() > 0
    assert page.locator('[data-chart="figures"] svg').count() == 1


def test_charts_use_the_room(look: Look) -> None:
    """Lines of time are as wide as the page lets them be."""
    page = look.go("/timeline")
    box = page.locator('[data-chart="timeline"] svg').bounding_box()
    assert box is not None
    assert box["width"] > 1000


def test_wide_charts_scroll_in_their_own_box(look: Look) -> None:
    """On a phone; by keyboard too, under their own name."""
    page = look.page
    page.set_viewport_size({"width": 390, "height": 844})
    look.go("/timeline")
    box = page.locator(".canvas")
    expect(box).to_have_attribute("tabindex", "0")
    assert box.get_attribute("role") == "region"
    assert box.evaluate("box => box.scrollWidth > box.clientWidth")
    assert look.sideways() <= 0


def test_a_tie_shows_where_the_claims_about_it_stand(look: Look, desk: Served) -> None:
    page = look.go("/dyads/IRN/SDN")
    ties = desk.all("/ties?who=IRN&to=SDN")
    shown = set()
    for tie in ties:
        wanted = {desk.api(f"/claims/{one}")["standing"].replace("_", " ") for one in tie["claims"]}
        row = page.get_by_role("row").filter(has=page.locator(f'a[href="/ties/{tie["id"]}"]'))
        assert set(row.locator(".standing").all_inner_texts()) == wanted
        shown |= wanted
    assert len(ties) > 1
    assert {"alleged", "outlet voice"} <= shown
