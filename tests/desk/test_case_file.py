"""The case file: pinning from everywhere, notes, saving; all of it in the browser."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.desk.looking import Look
from tests.desk.served import Served
from tests.desk.test_charts import disputed
from tests.desk.texts import HOSTILE


def pins(page: Page) -> list[str]:
    found: list[str] = page.evaluate("JSON.parse(localStorage.getItem('onrecord-case') ?? '[]').map((one) => one.id)")
    return found


def with_pins(look: Look, *found: tuple[str, str]) -> Page:
    """The case file with things in it."""
    page = look.go("/case")
    held = [{"id": id_, "note": note} for id_, note in found]
    page.evaluate("held => localStorage.setItem('onrecord-case', JSON.stringify(held))", held)
    return look.go("/case")


def test_pin_from_card_row_and_entry(look: Look, desk: Served) -> None:
    page = look.go("/reports/eastport-20260512")
    card = look.card("S2").locator("[data-pin]")
    card.click()
    expect(card).to_have_attribute("aria-pressed", "true")
    assert not look.lit()
    page = look.go("/claims")
    row = page.locator(".row [data-pin]").nth(2)
    row.click()
    page = look.go(f"/events/{desk.all('/events')[0]['id']}")
    entry = page.locator("main > p [data-pin]")
    entry.click()
    assert len(pins(page)) == 3
    page = look.go("/case")
    assert page.locator("#pins > li").count() == 3
    assert not page.locator("#none").is_visible()


def test_pin_by_keyboard(look: Look, desk: Served) -> None:
    """What has the focus, else the entry whose page it is; a second p takes it off again."""
    page = look.go("/claims")
    page.keyboard.press("p")
    assert not pins(page)
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("p")
    second = page.locator("[data-row]").nth(1).locator("[data-pin]").get_attribute("data-pin")
    assert pins(page) == [second]
    page = look.go(f"/claims/{disputed(desk)}")
    page.keyboard.press("p")
    assert pins(page) == [second, disputed(desk)]
    page.keyboard.press("p")
    assert pins(page) == [second]


def test_notes_stay(look: Look, desk: Served) -> None:
    page = with_pins(look, (disputed(desk), ""))
    page.get_by_label("Note").fill("ask the ministry again")
    page.reload()
    look.ready()
    assert page.get_by_label("Note").input_value() == "ask the ministry again"
    expect(page.locator("#pins pre")).to_contain_text(disputed(desk))


@pytest.mark.parametrize(
    ("button", "name"), [("Save as Markdown", "case.md"), ("as JSON", "case.json"), ("as BibTeX", "case.bib")]
)
def test_save(look: Look, desk: Served, tmp_path: Path, button: str, name: str) -> None:
    entry = desk.api(f"/claims/{disputed(desk)}")
    page = with_pins(look, (entry["id"], "a *note* & more"))
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    assert download.value.suggested_filename == name
    at = tmp_path / name
    download.value.save_as(at)
    body = at.read_text(encoding="utf-8")
    match name:
        case "case.json":
            (one,) = json.loads(body)["case"]
            assert (one["id"], one["note"], one["standing"]) == (entry["id"], "a *note* & more", entry["standing"])
            lo, hi = one["span"]
            report = desk.api(f"/reports/{one['report']}")["report"]
            assert (report["title"] if one["in"] == "title" else report["text"])[lo:hi] == one["passage"]
            assert one["citation"].encode() == desk.raw(f"/api/v1/cite/{entry['id']}?form=text")
        case "case.md":
            assert body.startswith("# Case file\n\n## 1. ")
            assert "Note: a \\*note\\* & more" in body
            assert entry["id"] in body
        case _:
            assert body.encode() == desk.raw(f"/api/v1/cite/{entry['id']}?form=bibtex")


def test_a_pin_that_is_gone(look: Look, tmp_path: Path) -> None:
    """The page says so, and so does what is saved."""
    look.refused = (404,)
    page = with_pins(look, ("c000000000000", "was here"))
    expect(page.locator("#pins pre")).to_have_text("This record does not hold it.")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as Markdown").click()
    at = tmp_path / "case.md"
    download.value.save_as(at)
    assert "Not in this record" in at.read_text()
    assert "Note: was here" in at.read_text()


def test_unpin(look: Look, desk: Served) -> None:
    """One by one with the focus on the next; then all at once."""
    found = [one["id"] for one in desk.all("/claims")[:3]]
    page = with_pins(look, *((id_, "") for id_ in found))
    page.get_by_role("button", name=f"Unpin {found[0]}").focus()
    page.keyboard.press("Enter")
    assert pins(page) == found[1:]
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == f"Unpin {found[1]}"
    page.get_by_role("button", name="Unpin all").click()
    assert not pins(page)
    assert page.locator("#none").is_visible()
    assert not page.locator("#save").is_visible()


def test_notes_are_words(look: Look, desk: Served, tmp_path: Path) -> None:
    """HTML in a note, and in what is pinned, stays as it was typed."""
    look.refused = (404,)
    page = with_pins(look, (disputed(desk), HOSTILE), (HOSTILE, ""), ("javascript:alert(1)", ""))
    assert page.get_by_label("Note").first.input_value() == HOSTILE
    assert page.locator("#pins img, #pins script").count() == 0
    assert page.locator("#pins a[href^='javascript']").count() == 0
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as Markdown").click()
    at = tmp_path / "case.md"
    download.value.save_as(at)
    assert "<img" not in at.read_text().replace("\\<img", "")


def test_stored_nonsense(look: Look) -> None:
    """A case file that something else wrote over is an empty one."""
    page = look.go("/case")
    page.evaluate("localStorage.setItem('onrecord-case', '{\"id\": [')")
    page = look.go("/case")
    assert page.locator("#none").is_visible()
    page = look.go("/claims")
    page.locator(".row [data-pin]").first.click()
    assert len(pins(page)) == 1


def test_forms_that_nobody_offers(look: Look, desk: Served, looking: Callable[..., Look]) -> None:
    """What is saved has three forms; another one is not found, and nonsense is refused."""
    answer = look.context.request.post(f"{desk.base}/case/exe", form={"pinned": "[]"})
    assert answer.status == 404
    answer = look.context.request.post(f"{desk.base}/case/json", form={"pinned": "{nonsense"})
    assert answer.status in (400, 422)
