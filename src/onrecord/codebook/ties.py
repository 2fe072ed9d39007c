"""Ties as reports name them: nouns, verbs and what they say of a tie's state.

Source: `data/ties.toml`.
"""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple, cast

from onrecord.codebook.tables import document
from onrecord.model.tie import TieChangeKind, TieKind, TieStatus


class Naming(NamedTuple):
    """One way to name a kind of tie by a noun.

    Attributes:
        kind: the kind of tie.
        shape: how its parties are found: `mutual talks directed membership basing ally personal`.
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


class ChangeWords(NamedTuple):
    """What verbs, with their particle, and nouns say is done to a tie, by lemma."""

    verbs: dict[str, TieChangeKind]
    nouns: dict[str, TieChangeKind]


class Words(NamedTuple):
    """Verbs, or words before a noun, and nouns that together say something."""

    verbs: frozenset[str]
    nouns: frozenset[str]


class Supplying(NamedTuple):
    """A tie that a verb makes with an object of one class: "sent troops to".

    Attributes:
        kind: of the tie.
        objects: lemmas of the object.
        needs: of some objects, the words of which one must stand before them.
    """

    kind: TieKind
    objects: frozenset[str]
    needs: dict[str, frozenset[str]]


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
def changes() -> ChangeWords:
    """What is said to be done to a tie."""
    rows = _table()["change"]
    verbs_ = {verb: cast(TieChangeKind, row["change"]) for row in rows for verb in row["verb"]}
    return ChangeWords(verbs_, {noun: cast(TieChangeKind, row["change"]) for row in rows for noun in row["noun"]})


@cache
def effect() -> Words:
    """ "take effect", "enter into force"."""
    row = _table()["effect"]
    return Words(frozenset(row["verb"]), frozenset(row["noun"]))


@cache
def measures() -> Words:
    """What sanctions consist in: words before the noun, nouns that say it by themselves."""
    row = _table()["measures"]
    return Words(frozenset(row["before"]), frozenset(row["noun"]))


@cache
def supplying() -> dict[str, tuple[Supplying, ...]]:
    """Verbs that make a tie with an object of one class, by lemma."""
    found: dict[str, list[Supplying]] = {}
    for row in _table()["supplying"]:
        needs = {noun: frozenset(words) for noun, words in row.get("only_with", {}).items()}
        for verb in row["verb"]:
            found.setdefault(verb, []).append(Supplying(row["kind"], frozenset(row["object"]), needs))
    return {verb: tuple(rows) for verb, rows in found.items()}


@cache
def terms() -> Terms:
    """The words of treaty clauses."""
    row = _table()["terms"]
    return Terms(*(frozenset(row[key]) for key in Terms._fields))
