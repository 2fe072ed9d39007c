"""Reprints: what is found again, what is not taken for one text, and what changed between two."""

from __future__ import annotations

import random
import re
import unicodedata
from hashlib import blake2b
from textwrap import fill
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.evaluate.reprints import Edit, editor, scattered
from onrecord.record.reprints import Change, bands, changes, is_reprint, overlap, resemblance, signature

STORY = """PORT VARNA, March 3 (Northwire) - A cargo ship carrying fertiliser struck a mine in the bay of Lisk on \
Monday, killing two sailors and leaving a third missing, the coastguard said.

The Amber Dawn, sailing under the flag of Liberia, had left the terminal an hour earlier with a crew of nineteen. \
"The explosion tore open the hull below the engine room," said Captain Ilya Marsh, who commands the rescue boats.

Fishermen from the village of Oster pulled eleven survivors out of the water before the helicopters arrived. The \
harbour authority closed the northern channel and told eight other vessels to wait at anchor.

It was the fourth incident since the fleet began to clear the approaches in January. The defence ministry accuses its \
neighbour of sowing the mines at night; the neighbour has called the charge absurd. Insurers raised their premiums \
within hours, and two shipping lines suspended their calls at the port.

Grain traders fear that the closure will hold up exports for weeks. "Every day costs us four thousand tonnes," said \
Petra Holm, who runs the largest silo. The owners of the ship, based in Piraeus, declined to comment.

(Reporting by Anna Lind; Editing by Tom Ravel)"""

OTHER = """Two seamen died and one was still being looked for after a blast sank a freighter off Lisk, the \
authorities said on Tuesday, as the government promised an inquiry into why the channel had been declared safe.

Relatives gathered at the quay in Port Varna through the night. Marta Keel, whose brother served on the Amber Dawn as \
a cook, said nobody had called her. Opposition deputies asked for the resignation of the minister, who travelled to \
the scene and spoke with survivors in hospital.

Divers found fragments of an old contact mine near the wreck, according to an officer who asked not to be named. \
Experts doubted whether it had drifted far: currents there run towards the open sea in winter. A spokesman for the \
coastguard would not say when ships might pass again."""

HEADS = st.sampled_from(("", "By Anna Lind\n\n", "Updated at noon\n\n"))
PIECES = ("the", "of", "ship", "mine", "“Oster”", "Oster’s", "U.S.", "1,000", "said", "—", "--", ",", ".", "\n")
LETTERS = st.characters(exclude_categories=("Cs", "Mn"))
TEXTS = st.one_of(st.text(LETTERS, max_size=200), st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join))


def meet(one: str, other: str) -> bool:
    return bool(set(bands(signature(one))) & set(bands(signature(other))))


def found(one: str, other: str) -> bool:
    return meet(one, other) and is_reprint(one, other)


@settings(deadline=None)
@given(TEXTS)
def test_every_text_is_itself(text: str) -> None:
    signed = signature(text)
    assert len(signed) in (0, 192)
    assert signed == signature(text)
    assert resemblance(signed, signed) == float(bool(signed))
    assert is_reprint(text, text) == bool(signed)
    assert changes(text, text) == ()


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_the_order_of_two_texts_is_nothing(one: str, other: str) -> None:
    both = overlap(one, other)
    assert both == overlap(other, one)
    assert is_reprint(one, other) == is_reprint(other, one)
    assert resemblance(signature(one), signature(other)) == resemblance(signature(other), signature(one))
    assert 0 <= both.resemblance <= both.containment <= 1


@settings(deadline=None)
@given(TEXTS)
def test_bands_fit_the_columns_of_a_store(text: str) -> None:
    made = bands(signature(text))
    assert len(made) == (32 if signature(text) else 0)
    assert all(-(2**63) <= band < 2**63 for band in made)
    assert len(set(made)) == len(made)


def test_a_record_keeps_signatures_so_they_never_change() -> None:
    assert blake2b(signature(STORY), digest_size=6).hexdigest() == "1db658f34ea3"
    assert bands(signature("Ceasefire"))[:2] == (-3369061640235102301, -1513639136641008515)


@pytest.mark.parametrize(
    "text",
    [
        STORY.upper(),
        STORY.replace('"', "“").replace("; ", " — "),
        "\n\n".join(fill(paragraph, 60, initial_indent="  ") for paragraph in STORY.split("\n\n")),
        STORY.replace("PORT VARNA, March 3 (Northwire) - ", ""),
        STORY.replace("PORT VARNA, March 3 (Northwire) - ", "PORT VARNA, 3 March (Gazette) — "),
        STORY.replace("(Reporting by Anna Lind; Editing by Tom Ravel)", "(Additional reporting by Jan Ost in Lisk)"),
        "By Anna Lind\n\n" + STORY + "\n\nCopyright 2031 Northwire. All rights reserved.",
    ],
)
def test_case_marks_spaces_datelines_and_credits_are_nothing(text: str) -> None:
    assert resemblance(signature(STORY), signature(text)) > 0.9
    assert overlap(STORY, text).resemblance > 0.95
    assert found(STORY, text)


def test_words_are_folded() -> None:
    one = "Erdoğan’s U.S. visit cost $1,000, said the “Kölner” paper"
    assert overlap(one, "ERDOGANS US visit cost 1000 said the Kolner paper").resemblance == 1.0


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("edit", [scattered, editor])
def test_an_edited_text_is_found(seed: int, edit: Edit) -> None:
    assert found(STORY, edit(STORY, 0.1, random.Random(seed), OTHER.split()))


def test_what_is_cut_from_below_is_found() -> None:
    words = STORY.split()
    for length in (len(words) // 2, len(words) // 4, 35):
        assert found(STORY, " ".join(words[:length])), length
    assert is_reprint(STORY, " ".join(words[len(words) // 2 :]))
    assert found(STORY, STORY + "\n\n" + OTHER)


def test_two_stories_on_one_affair_are_two() -> None:
    assert not is_reprint(STORY, OTHER)
    assert overlap(STORY, OTHER).containment < 0.1
    assert not meet(STORY, OTHER)


def test_a_name_in_a_story_is_no_reprint_of_it() -> None:
    assert not is_reprint("The Amber Dawn", STORY)
    assert not is_reprint("Captain Ilya Marsh, who commands the rescue boats", STORY)


@pytest.mark.parametrize("text", ["", " \n", "…", "—"])
def test_a_text_without_words_is_like_none(text: str) -> None:
    assert signature(text) == b""
    assert bands(b"") == ()
    assert not is_reprint(text, text)
    assert not is_reprint(text, STORY)
    assert resemblance(b"", signature(STORY)) == 0.0


def test_one_word_is_itself_alone() -> None:
    assert found("Ceasefire", "CEASEFIRE!")
    assert not is_reprint("Ceasefire", "Armistice")
    assert not is_reprint("Oster", STORY)
    assert found("It is what it is", "it is, what it is")


def test_a_text_that_is_all_credit_keeps_its_words() -> None:
    assert found("By Anna Lind", "by Anna Lind")
    assert found("(Reporting by Anna Lind)", "(Reporting by Anna Lind)")


def test_the_estimate_is_near_the_truth() -> None:
    rng = random.Random(3)
    for share in (0.05, 0.1, 0.2, 0.4):
        other = scattered(STORY + OTHER, share, rng, OTHER.split())
        exact = overlap(STORY + OTHER, other).resemblance
        assert abs(resemblance(signature(STORY + OTHER), signature(other)) - exact) < 0.2


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_changes_lie_in_their_texts_and_make_the_new_one(old: str, new: str) -> None:
    hold(old, new)


def hold(old: str, new: str) -> None:
    made, at_old, at_new = [], 0, 0
    for change in changes(old, new):
        (a, b), (c, d) = change.old_span, change.new_span
        assert (old[a:b], new[c:d]) == (change.old_text, change.new_text)
        assert at_old <= a <= b <= len(old)
        assert at_new <= c <= d <= len(new)
        assert change.kind == ("added" if a == b else "removed" if c == d else "replaced")
        made += [plain(old[at_old:a]), plain(change.new_text)]
        assert plain(old[at_old:a]) == plain(new[at_new:c])
        at_old, at_new = b, d
    assert plain(old[at_old:]) == plain(new[at_new:])
    assert "".join([*made, plain(old[at_old:])]) == plain(new)


def plain(text: str) -> str:
    """As `changes` compares: without white space, quotation marks and dashes in one style."""
    text = unicodedata.normalize("NFD", re.sub("--+", "-", text))
    text = re.sub("[–—]", "-", re.sub("[“”„«»]", '"', re.sub("[‘’‚]", "'", text)))
    return re.sub(r"\s+", "", text)


def test_a_figure_that_was_corrected() -> None:
    old = "At least 54 people died in Oster, the ministry said on Friday."
    new = "At least 31 people died in Oster, the ministry said."
    assert changes(old, new) == (
        Change("replaced", (9, 11), "54", (9, 11), "31"),
        Change("removed", (52, 61), "on Friday", (51, 51), ""),
    )


def test_replacements_with_small_words_between_are_one() -> None:
    made = changes("Killed in the blast of Monday: two.", "Wounded in a fire of Tuesday: two.")
    assert [(one.old_text, one.new_text) for one in made] == [
        ("Killed in the blast of Monday", "Wounded in a fire of Tuesday")
    ]


def test_style_and_spaces_are_no_change() -> None:
    assert changes("“No,” he said — twice; Oster’s men.\n\nMore", '"No," he said -- twice; Oster\'s  men. More') == ()
    assert changes("", "") == ()
    assert changes("", "Two words") == (Change("added", (0, 0), "", (0, 9), "Two words"),)


def test_a_long_text_is_compared_in_good_time() -> None:
    rng = random.Random(7)
    pool = sorted(set((STORY + OTHER).split()))
    long = " ".join(rng.choice(pool) for _ in range(16_000))
    pairs = ((long, scattered(long, 0.1, rng, pool)), (long, long[::-1]), ("ha " * 30_000, "ha ha no " * 10_000))
    for old, new in pairs:
        begun = perf_counter()
        assert changes(old, new)
        assert perf_counter() - begun < 10
        hold(old, new)


@settings(max_examples=20, deadline=None)
@given(HEADS, st.integers(0, 2**32))
def test_a_head_of_its_own_and_some_edits(head: str, seed: int) -> None:
    assert is_reprint(STORY, head + editor(STORY, 0.2, random.Random(seed), OTHER.split()))
