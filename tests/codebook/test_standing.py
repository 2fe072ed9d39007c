"""The algebra of standing: its table of combinations, and what must hold of every combination."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.codebook.stances import AGAINST, FOR, SILENT, StanceKind
from onrecord.codebook.standing import OUTLET, Standing, View, combine

TABLE = Path(__file__).parent.parent / "cases" / "standing" / "combinations.tsv"
VIEWS = st.builds(
    View,
    holder=st.sampled_from([OUTLET, "country:AAA", "country:BBB", "officials"]),
    stance=st.sampled_from(list(StanceKind)),
    root=st.sampled_from(["", "A", "B"]),
    about=st.booleans(),
    mood=st.sampled_from(["", "asked", "conditional", "superseded", "plan"]),
)


def rows() -> list[tuple[str, str, str]]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(row[0], row[1], row[2]) for row in cells[1:]]


def view(written: str) -> View:
    """`holder:stance`, then `@root`, `!` for a holder whom it is about, `/mood`."""
    mood = written.partition("/")[2]
    rest = written.partition("/")[0]
    about = rest.endswith("!")
    rest, _, root = rest.rstrip("!").partition("@")
    holder, _, stance = rest.partition(":")
    return View(holder, StanceKind(stance), root, about, mood)


@pytest.mark.parametrize(("views", "standing", "why"), rows())
def test_combinations(views: str, standing: str, why: str) -> None:
    assert combine(view(part) for part in views.split() if part != "-") == Standing(standing), why


def test_every_standing_has_a_row() -> None:
    assert {standing for _, standing, _ in rows()} == {member.value for member in Standing}


def test_every_stance_has_a_row() -> None:
    named = {view(part).stance for views, _, _ in rows() for part in views.split() if part != "-"}
    assert named == set(StanceKind)


@given(st.lists(VIEWS, max_size=6), st.randoms(use_true_random=False))
def test_commutative(views: list[View], chance: object) -> None:
    shuffled = list(views)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert combine(shuffled) == combine(views)


@given(st.lists(VIEWS, max_size=5))
def test_idempotent(views: list[View]) -> None:
    assert combine(views + views) == combine(views)


@given(st.lists(VIEWS, min_size=1, max_size=5), st.sampled_from(sorted(SILENT)))
def test_silence_changes_nothing(views: list[View], silence: StanceKind) -> None:
    assert combine([*views, View("somebody", silence)]) == combine(views)


@given(st.lists(VIEWS, max_size=5), st.sampled_from(sorted(FOR)), st.sampled_from(sorted(AGAINST)))
def test_for_and_against_is_contested(views: list[View], one: StanceKind, other: StanceKind) -> None:
    both = [*views, View("country:CCC", one), View("country:DDD", other)]
    taken_back = any(view.stance is StanceKind.RETRACTS for view in views)
    assert taken_back or combine(both) is Standing.CONTESTED


@given(st.lists(VIEWS, max_size=5))
def test_taken_back_stays_taken_back(views: list[View]) -> None:
    back = [*views, View("country:CCC", StanceKind.RETRACTS)]
    assert combine(back) in (Standing.RETRACTED, Standing.SUPERSEDED)


@given(st.lists(VIEWS, max_size=5))
def test_the_outlet_alone_never_corroborates(views: list[View]) -> None:
    own = [one._replace(holder=OUTLET) for one in views]
    assert combine(own) not in (Standing.CORROBORATED, Standing.CONTESTED)
