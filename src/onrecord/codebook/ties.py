"""Ties as reports name them: nouns, verbs and what they say of a tie's state.

Source: `data/ties.toml`.
"""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple, cast

from onrecord.codebook.tables import document
from onrecord.model.tie import TieKind, TieStatus


class Naming(NamedTuple):
    """One way to name a kind of tie by a noun.

    Attributes:
        kind: the kind of tie.
        shape: how its parties are found: `mutual talks directed membership basing personal`.
        modifiers: words of which one must stand before the noun; empty where it needs none.
        phrases: wordings of which one must stand before or at the noun; empty where it needs none.
        plural: the noun means it only in the plural ("talks").
    """

    kind: TieKind
    shape: str
    modifiers: frozenset[str]
    phrases: tuple[str, ...]
    plural: bool


class State(NamedTuple):
    """What a verb says of a tie when it is done, and when it is only spoken of."""

    done: TieStatus
    open: TieStatus | None


class Terms(NamedTuple):
    """Words of the clauses of a treaty, and of those who make, mediate and host."""

    attack: frozenset[str]
    pledging: frozenset[str]
    invoking: frozenset[str]
    making: frozenset[str]
    mediating: frozenset[str]
    hosting: frozenset[str]
    keeping: frozenset[str]
    wielding: frozenset[str]
    usual_senders: frozenset[str]
    beginning: frozenset[str]
    denying: frozenset[str]
    refusing: frozenset[str]


@cache
def _table() -> dict[str, Any]:
    return document("ties.toml")


@cache
def nouns() -> dict[str, tuple[Naming, ...]]:
    """The ways to name a tie, by the noun's lemma, in the table's order."""
    found: dict[str, list[Naming]] = {}
    for row in _table()["noun"]:
        phrases = tuple(row.get("any_phrase", ()))
        modifiers = frozenset(() if phrases else row.get("with", ()))
        naming = Naming(row["kind"], row["shape"], modifiers, phrases, row.get("plural", False))
        for noun in row["noun"]:
            found.setdefault(noun, []).append(naming)
    return {noun: tuple(rows) for noun, rows in found.items()}


@cache
def generic() -> frozenset[str]:
    """Nouns that name a treaty without its kind."""
    return frozenset(_table()["generic"]["noun"])


@cache
def verbs() -> dict[str, TieKind]:
    """Verbs that name a tie by themselves ("blacklist"), by lemma."""
    return {verb: cast(TieKind, row["kind"]) for row in _table()["verb"] for verb in row["verb"]}


@cache
def states() -> dict[str, State]:
    """What a verb says of the tie that it governs, by lemma."""
    return {verb: State(row["done"], row.get("open")) for row in _table()["status"] for verb in row["verb"]}


@cache
def terms() -> Terms:
    """The words of treaty clauses."""
    row = _table()["terms"]
    return Terms(*(frozenset(row[key]) for key in Terms._fields))
