"""Review, by keyboard alone: what is judged is in the record, and the next pair has the focus."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import Connection

from onrecord.record import judgements
from onrecord.store import open_store
from tests.desk.looking import Look
from tests.desk.served import Served


def judged(desk: Served) -> list[judgements.Judgement]:
    """The judgements of the record, the latest last."""
    with asking(desk) as connection:
        return judgements.read(connection)


@contextmanager
def asking(desk: Served) -> Iterator[Connection]:
    store = open_store(str(desk.record), write=False)
    try:
        with store.reading() as connection:
            yield connection
    finally:
        store.close()


def pair(page: Page) -> tuple[str, str]:
    """The ids of the pair that has the focus."""
    ids = page.evaluate(
        """() => {
          const at = document.activeElement.closest("[data-pair]");
          return at ? [at.querySelector("[name=one]").value, at.querySelector("[name=other]").value] : [];
        }"""
    )
    assert len(ids) == 2, "no pair has the focus"
    return ids[0], ids[1]


@pytest.mark.parametrize(("key", "verb"), [("s", "join"), ("d", "split"), ("a", "accept")])
def test_by_keyboard_alone(looking: Callable[..., Look], writable: Served, key: str, verb: str) -> None:
    look = looking(writable)
    page = look.go("/review?kind=claims")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    chosen = pair(page)
    before = len(judged(writable))
    with page.expect_navigation():
        page.keyboard.press(key)
    look.ready()
    (made,) = judged(writable)[before:]
    with asking(writable) as connection:
        assert (made.verb, made.one, made.other) == (verb, *(judgements.spot(connection, id_) for id_ in chosen))
    assert page.url.startswith(f"{writable.base}/review?kind=claims&kept={verb}.")
    expect(page.get_by_role("status").filter(has_text="Kept:")).to_contain_text(chosen[0])
    assert pair(page) != chosen


def test_a_letter_in_a_note_is_a_letter(looking: Callable[..., Look], writable: Served) -> None:
    look = looking(writable)
    page = look.go("/review")
    before = len(judged(writable))
    note = page.get_by_label("Note").first
    note.focus()
    page.keyboard.type("sad")
    assert note.input_value() == "sad"
    assert len(judged(writable)) == before


def test_judging_an_entry(looking: Callable[..., Look], writable: Served) -> None:
    """From its own page: a note, which comes back to it."""
    look = looking(writable)
    id_ = writable.all("/claims")[0]["id"]
    page = look.go(f"/claims/{id_}")
    before = len(judged(writable))
    page.locator(".judge summary").click()
    page.locator(".judge [name=verb]").select_option("note")
    page.locator(".judge [name=note]").fill("<b>seen</b> by the desk")
    page.get_by_role("button", name="Keep").click()
    page.wait_for_url(f"**/claims/{id_}")
    (made,) = judged(writable)[before:]
    with asking(writable) as connection:
        assert made.one == judgements.spot(connection, id_)
    assert (made.verb, made.note) == ("note", "<b>seen</b> by the desk")


def test_a_desk_that_only_reads(look: Look) -> None:
    """It shows the pairs, says that it only reads, and has nothing to press."""
    page = look.go("/review")
    assert page.locator("[data-pair]").count() > 0
    assert "onrecord serve --writable" in page.locator("main").inner_text()
    assert page.locator("main button").count() == 0
    page.keyboard.press("j")
    page.keyboard.press("s")
    assert page.url.endswith("/review")


def test_kinds(look: Look) -> None:
    page = look.go("/review?kind=claims")
    links = page.locator("[data-pair] a[href^='/claims/'], [data-pair] a[href^='/statements/']")
    kinds = links.evaluate_all("all => [...new Set(all.map((one) => one.getAttribute('href').split('/')[1]))]")
    assert kinds == ["claims"]


def test_what_was_just_kept_can_be_undone(looking: Callable[..., Look], writable: Served) -> None:
    look = looking(writable)
    page = look.go("/review?kind=statements")
    chosen = pair(page)
    with page.expect_navigation():
        page.keyboard.press("d")
    look.ready()
    with asking(writable) as connection:
        places = [judgements.spot(connection, id_) for id_ in chosen]
    assert [one for one in judged(writable) if [one.verb, one.one, one.other] == ["split", *places]]
    with page.expect_navigation():
        page.get_by_role("button", name="Undo it").click()
    look.ready()
    assert not [one for one in judged(writable) if [one.verb, one.one, one.other] == ["split", *places]]
    expect(page.get_by_role("button", name="Undo it")).to_have_count(0)
