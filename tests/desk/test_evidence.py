"""Evidence: the exact passage, its hashes, four forms of a citation, each to be copied as it stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from onrecord.render.marks import harmless
from tests.desk.looking import Look
from tests.desk.served import Served
from tests.desk.test_charts import disputed

FORMS = {"text": "Text", "bibtex": "BibTeX", "csl": "CSL-JSON", "annotation": "W3C Web Annotation"}


def cited(desk: Served, noun: str) -> dict[str, Any]:
    found: dict[str, Any] = desk.all(f"/{noun}{'?series=all' if noun == 'events' else ''}")[-1]
    return found


@pytest.mark.parametrize("noun", ["statements", "claims", "events", "ties"])
def test_the_passage_is_the_cited_one(look: Look, desk: Served, noun: str) -> None:
    """As many characters, and the same ones, as the citation names; the link leads to them in the report."""
    entry = cited(desk, noun)
    page = look.go(f"/evidence/{entry['id']}")
    shown = page.locator("#exact").text_content() or ""
    annotation = desk.api(f"/cite/{entry['id']}?form=annotation")
    exact, place = annotation["target"]["selector"]
    assert shown == harmless(exact["exact"])
    assert place["end"] - place["start"] == len(exact["exact"])
    assert "the same characters" in page.locator("main").inner_text()
    page.locator("main a", has_text=f"{place['start']}-{place['end']}").first.click()
    page.wait_for_url("**/reports/*")
    assert "".join(page.locator(".target").all_text_contents()) == shown


def test_hashes(look: Look, desk: Served) -> None:
    """Those of the API, which are those of the record."""
    entry = desk.api(f"/claims/{disputed(desk)}")
    proof = desk.api(f"/reports/{entry['report']}/proof")
    page = look.go(f"/evidence/{entry['id']}")
    shown = page.locator(".hashes code").all_inner_texts()
    assert len(shown) == 4
    told = str(proof)
    assert all(len(one) == 64 and one in told for one in shown)


def test_four_forms(look: Look, desk: Served) -> None:
    id_ = disputed(desk)
    page = look.go(f"/evidence/{id_}")
    assert page.locator(".cite h3").all_inner_texts() == list(FORMS.values())
    assert (page.locator("#cite-bibtex").text_content() or "").startswith("@")
    assert f'"urn:onrecord:{id_}"' in (page.locator("#cite-annotation").text_content() or "")
    assert page.locator("#cite-text").text_content() == desk.raw(f"/api/v1/cite/{id_}?form=text").decode()


@pytest.mark.parametrize("form", FORMS)
def test_copy(looking: Callable[..., Look], desk: Served, form: str) -> None:
    """Exactly the citation is in the clipboard, and the page says so."""
    look = looking(desk, permissions=["clipboard-read", "clipboard-write"])
    page = look.go(f"/evidence/{disputed(desk)}")
    page.locator(f"[data-copy=cite-{form}]").click()
    page.locator("#said", has_text="Copied").wait_for(state="attached")
    assert page.evaluate("navigator.clipboard.readText()") == page.locator(f"#cite-{form}").text_content()
    assert page.locator("[data-copy]", has_text="Copied").count() == 1


def test_a_report_has_evidence_too(look: Look, desk: Served) -> None:
    page = look.go("/reports/eastport-20260512")
    page.locator("article a", has_text="evidence").first.click()
    page.wait_for_url("**/evidence/eastport-20260512")
    assert page.locator(".hashes code").count() == 4
