"""Reading what somebody pastes or uploads: marks and cards of it, or words that say why not; keeping it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import msgspec
import pytest
from playwright.sync_api import Page, expect

from tests.desk.looking import Look
from tests.desk.served import Served
from tests.desk.test_reading import PLACES, expected

ARTICLE = (
    "ADEN, March 12, 2026 (Northwire) - Rebels shelled the port of Aden on Monday, officials said.\n\n"
    '"They fired 20 rockets," Governor Karim Haddad told reporters. The rebels denied it.'
)
STRANGE = (
    "ADEN, March 12, 2026 - Governor Karim Haddad said 🚢🔥 that the cafe\u0301 “𝔸den” had been shelled.\r\n\r\n"
    "“🙂 They fired 𝟚0 rockets at the cafe\u0301,” he said. Z̷̢̛a̴͝lgo’s family denied it — n\u0303o.\r\n"
)
"""Beyond the basic plane, with signs that combine, with the line ends of another system."""


def paste(look: Look, text: str, **fields: str) -> Page:
    """Paste a text on the page for it, as somebody would."""
    page = look.go("/read")
    page.locator("#text").fill(text)
    for name, value in fields.items():
        page.locator(f"form.paste [name={name}]").fill(value)
    page.get_by_role("button", name="Read it").click()
    page.wait_for_load_state()
    look.ready()
    return page


def read_by_api(desk: Served, body: bytes) -> dict[str, object]:
    asked = Request(f"{desk.base}/api/v1/read", body, {"content-type": "application/json"})
    with urlopen(asked, timeout=60) as answer:
        found: dict[str, object] = msgspec.json.decode(answer.read())
    return found


def test_a_pasted_article_is_read(look: Look) -> None:
    """From the first page, with nothing but the text."""
    page = look.go("/")
    page.get_by_label("Paste a report").fill(ARTICLE)
    page.get_by_role("button", name="Read it").click()
    page.wait_for_load_state()
    look.ready()
    assert look.text() == ARTICLE
    assert page.locator('.card[data-row^="S"]').count() >= 3
    assert page.locator('.m[data-m~="S1.content"]').count() >= 1
    look.card("S1").locator("dl").click()
    assert look.lit()
    assert "Read, not kept" in page.locator("main").inner_text()
    assert page.get_by_role("link", name="in the record").count() == 0


def test_strange_characters_are_lit_exactly(look: Look, desk: Served) -> None:
    text = STRANGE.replace("\r\n", "\n")
    reading = read_by_api(desk, msgspec.json.encode({"text": text}))
    page = paste(look, STRANGE)
    assert look.text() == text
    wanted = expected(reading)
    assert page.evaluate(PLACES, list(wanted)) == wanted
    assert any(
        any(ord(sign) > 0xFFFF for sign in one["text"]) for found in reading["statements"] for one in found["content"]
    )


def test_what_the_form_says_is_used(look: Look) -> None:
    page = paste(look, ARTICLE, outlet="Northwire", published="2026-03-12", title="Rebels shell Aden, officials say")
    assert look.text("title") == "Rebels shell Aden, officials say"
    assert page.locator('[data-part="title"] .m').count() > 0
    assert "Northwire" in page.locator("article").inner_text()
    assert "2026-03-09" in page.locator(".cards").inner_text()  # "on Monday", by the day of publication


@pytest.mark.parametrize(
    ("name", "body", "words"),
    [
        ("report.txt", ARTICLE.encode(), "They fired 20 rockets"),
        ("windows.txt", ARTICLE.replace("\n", "\r\n").encode(), "They fired 20 rockets"),
        (
            "page.html",
            "<!doctype html><html><head><title>Rebels shell Aden</title></head><body><article><h1>Rebels shell</h1>"
            + "".join(f"<p>{line}</p>" for line in ARTICLE.split("\n\n") * 3) + "</article></body></html>",
            "They fired 20 rockets",
        ),
    ],
)  # fmt: skip
def test_a_file_is_read(look: Look, name: str, body: bytes | str, words: str) -> None:
    page = look.go("/read")
    data = body.encode() if isinstance(body, str) else body
    page.locator("#file").set_input_files({"name": name, "mimeType": "text/plain", "buffer": data})
    page.get_by_role("button", name="Read it").click()
    page.wait_for_load_state()
    look.ready()
    assert words in look.text()
    assert "<p>" not in look.text()
    assert page.locator(".card").count() >= 3


def test_an_empty_form(look: Look) -> None:
    """It says what is missing, and keeps what was typed."""
    look.refused = (400, 422)
    page = paste(look, "", outlet="Northwire")
    assert "no text" in page.get_by_role("alert").inner_text()
    assert page.locator("form.paste [name=outlet]").input_value() == "Northwire"


def test_another_language(look: Look) -> None:
    look.refused = (400, 422)
    text = "国防部发言人星期二表示，军队没有炮击亚丁港。反对派说有三人死亡。" * 4
    page = paste(look, text, title="亚丁")
    told = page.get_by_role("alert").inner_text()
    assert "zh" in told or "Chinese" in told
    assert page.locator("#text").input_value() == text
    assert page.locator("form.paste [name=title]").input_value() == "亚丁"


def test_another_language_all_the_same(look: Look) -> None:
    """Whoever says that it should be read gets a reading, with a warning."""
    text = "El ministro dijo el martes que el puerto de Adén había sido bombardeado. Los rebeldes lo negaron." * 2
    page = look.go("/read")
    page.locator("#text").fill(text)
    page.locator("[name=force]").check()
    page.get_by_role("button", name="Read it").click()
    page.wait_for_load_state()
    assert look.text() == text
    expect(page.locator("article .problem")).to_be_visible()


def test_a_date_that_is_none(look: Look) -> None:
    look.refused = (400, 422)
    page = paste(look, ARTICLE, published="last Friday")
    assert "last Friday" in page.get_by_role("alert").inner_text()
    assert page.locator("#text").input_value() == ARTICLE


def test_keep(looking: Callable[..., Look], writable: Served) -> None:
    """First read, then kept with one button: the page of it in the record comes up, and its list has it."""
    look = looking(writable)
    paste(look, ARTICLE, outlet="Keepwire", published="2026-03-12")
    page = look.page
    page.get_by_role("button", name="Keep it in the record").click()
    page.wait_for_url("**/reports/r*")
    look.ready()
    kept = page.url.rpartition("/")[2]
    assert look.text() == ARTICLE
    assert writable.api(f"/reports/{kept}")["report"]["outlet"] == "Keepwire"
    assert page.get_by_role("link", name="in the record").count() > 3
    look.go("/reports?outlet=Keepwire")
    assert page.locator("main [data-row] a").first.get_attribute("href") == f"/reports/{kept}"


def test_keep_at_once(looking: Callable[..., Look], writable: Served) -> None:
    look = looking(writable)
    page = look.go("/read")
    page.locator("#text").fill(STRANGE)
    page.locator("[name=keep]").check()
    page.get_by_role("button", name="Read it").click()
    page.wait_for_url("**/reports/r*")
    assert look.text() == STRANGE.replace("\r\n", "\n")


def test_a_desk_that_only_reads(look: Look, desk: Served) -> None:
    """No button to keep, and none that does it all the same."""
    page = paste(look, ARTICLE)
    assert page.get_by_role("button", name="Keep it in the record").count() == 0
    assert page.locator("[name=keep]").count() == 0
    before = len(desk.all("/reports"))
    with pytest.raises(HTTPError) as refused:
        urlopen(Request(f"{desk.base}/read", f"keep=1&text={'The+minister+said+it+rained.+' * 5}".encode()), timeout=60)
    assert refused.value.code == 403
    refused.value.close()
    with pytest.raises(HTTPError) as refused:
        urlopen(Request(f"{desk.base}/review", b"verb=note&one=x&note=y"), timeout=60)
    assert refused.value.code == 403
    refused.value.close()
    assert len(desk.all("/reports")) == before


def test_reading_is_quick_to_find(look: Look, desk: Served) -> None:
    """The menu's first page is the one for reading."""
    page = look.go("/")
    page.locator("#pages a").first.click()
    page.wait_for_url(f"{desk.base}/read")
    expect(page.locator("#text")).to_be_visible()


def test_an_upload_with_a_path_for_a_name(look: Look, tmp_path: Path) -> None:
    """A name is a name: nothing is written beside the upload."""
    page = look.go("/read")
    name = "../../../../../../" + str(tmp_path / "escaped.txt")
    page.locator("#file").set_input_files({"name": name, "mimeType": "text/plain", "buffer": ARTICLE.encode()})
    page.get_by_role("button", name="Read it").click()
    page.wait_for_load_state()
    assert look.text().startswith("ADEN")
    assert not list(tmp_path.iterdir())
