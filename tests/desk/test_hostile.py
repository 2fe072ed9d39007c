"""Whatever is sent in stays words: no element is made of it, nothing runs, no link leads into script."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

import pytest

from tests.desk.looking import Look
from tests.desk.served import Served
from tests.desk.test_pasting import ARTICLE, paste
from tests.desk.texts import HOSTILE, OWN

_STRANGERS = """() => [...document.querySelectorAll(
    "img, iframe, object, embed, b, base, svg[onload], [onerror], [onclick], main script:not([type='application/json'])"
  )].map((one) => one.outerHTML.slice(0, 80))"""
"""Elements that no template makes."""
ADDRESS = "javascript:alert(document.domain)"
ADDRESSES = (
    "/search?q={}", "/search?q=port&outlet={}", "/actors?name={}", "/actors/{}", "/claims/{}", "/reports/{}",
    "/reports/eastport-20260512?at={}&in={}", "/evidence/{}", "/dyads/{}/USA", "/network?series={}", "/{}",
    "/login?next={}", "/review?kind={}", "/timeline?since={}",
)  # fmt: skip


def nothing_ran(look: Look) -> None:
    assert look.page.evaluate(_STRANGERS) == []
    assert look.page.locator("a[href^='javascript' i], a[href^='data' i]").count() == 0


@pytest.fixture(scope="module")
def hostile(desk: Served) -> str:
    """The report whose every field is an attempt."""
    (found,) = [one["report"] for one in desk.all("/reports") if HOSTILE in (one["title"] or "")]
    return str(found)


def test_a_report_of_the_record(look: Look, desk: Served, hostile: str) -> None:
    page = look.go(f"/reports/{hostile}")
    assert look.text() == OWN["hostile"][0]
    assert look.text("title") == f"{HOSTILE} seen at port, minister says"
    assert HOSTILE in page.locator("article").inner_text()
    assert page.get_by_role("link", name="source", exact=True).count() == 0
    page.locator('.card[data-row="S1"] .light').click()
    assert look.lit()
    nothing_ran(look)


def test_lists(look: Look) -> None:
    for path in ("/", "/reports", "/search?q=minister", "/claims?text=port", "/statements?text=port", "/timeline"):
        look.go(path)
        nothing_ran(look)


def test_its_claims_and_evidence(look: Look, desk: Served, hostile: str) -> None:
    found = [one["id"] for one in desk.all("/claims") if one["report"] == hostile]
    assert len(found) >= 2
    for id_ in found:
        for path in (f"/claims/{id_}", f"/evidence/{id_}"):
            look.go(path)
            nothing_ran(look)


def test_pasted(look: Look) -> None:
    """In every field of the form; the text comes back as it was typed."""
    text = f"{ARTICLE}\n\nThe minister said that {HOSTILE} had been shelled. </textarea><img src=x onerror=alert(9)>"
    page = paste(look, text, title=HOSTILE, outlet=f'"><{HOSTILE}', url=ADDRESS)
    assert look.text() == text
    assert look.text("title") == HOSTILE
    assert page.get_by_role("link", name="source", exact=True).count() == 0
    nothing_ran(look)


def test_pasted_and_kept(looking: Callable[..., Look], writable: Served) -> None:
    """What goes through the hidden fields of the form that keeps it is the same."""
    look = looking(writable)
    text = f'{ARTICLE}\n\n"></form><script>alert(5)</script> was written there, he said.'
    page = paste(look, text, title=f'"{HOSTILE}', outlet="Hostile & sons", url=ADDRESS)
    page.get_by_role("button", name="Keep it in the record").click()
    page.wait_for_url("**/reports/r*")
    look.ready()
    assert look.text() == text
    assert look.text("title") == f'"{HOSTILE}'
    nothing_ran(look)


def test_a_problem_says_it_in_words(look: Look) -> None:
    look.refused = (400, 422)
    page = paste(look, "", published=HOSTILE, title=HOSTILE)
    assert page.locator("form.paste [name=title]").input_value() == HOSTILE
    nothing_ran(look)


def test_filters(look: Look) -> None:
    """Each of them keeps what was typed, as words; a choice that there is not is none."""
    look.refused = (400, 422)
    for field in ("who", "to", "place", "outlet", "text", "since", "until", "type", "reports"):
        page = look.go(f"/events?{field}={quote(HOSTILE)}")
        nothing_ran(look)
        if field != "type":
            assert page.locator(f".filters [name={field}]").input_value() == HOSTILE


def test_addresses(look: Look) -> None:
    """In words to search, in filters, in the path itself."""
    look.refused = (400, 404, 422)
    for path in ADDRESSES:
        look.go(path.format(*[quote(HOSTILE, safe="")] * path.count("{}")))
        nothing_ran(look)


def test_no_door_leads_away(look: Look, desk: Served) -> None:
    """After the door one is on this desk, wherever the address asked to go."""
    for outside in ("https://example.org/", "//example.org", "/\\example.org", "javascript:alert(1)"):
        page = look.go(f"/login?next={quote(outside, safe='')}")
        assert page.locator("[name=next]").input_value() == "/"


def test_a_chart_of_hostile_names(look: Look, hostile: str) -> None:
    """Data within a script element cannot end it."""
    page = look.go("/timeline?text=minister&series=all")
    nothing_ran(look)
    for script in page.locator("script[type='application/json']").all():
        assert "<" not in (script.text_content() or "")
