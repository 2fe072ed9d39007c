"""Stances: how one holder stands to a claim, and which stance a cue expresses.

`data/stances.tsv` gives for every act of a cue its stance; `data/stance_cues.toml` gives the wordings that
say more than their act does ("could not verify", "falsely claimed", "neither confirmed nor denied").
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from onrecord.codebook.tables import document, table


class StanceKind(StrEnum):
    """Every stance that a claim's holder can take; the names of the public contract."""

    ASSERTS = "asserts"
    ASSERTS_NOT = "asserts_not"
    ALLEGES = "alleges"
    DENIES = "denies"
    DISPUTES = "disputes"
    DOUBTS = "doubts"
    CONFIRMS = "confirms"
    ACKNOWLEDGES = "acknowledges"
    NOT_CONFIRMED = "not_confirmed"
    NEITHER = "neither_confirms_nor_denies"
    DECLINES = "declines"
    NO_RESPONSE = "no_response"
    COULD_NOT_VERIFY = "could_not_verify"
    JUDGES_FALSE = "judges_false"
    NO_EVIDENCE = "no_evidence"
    CANNOT_RULE_OUT = "cannot_rule_out"
    ESTIMATES = "estimates"
    FORECASTS = "forecasts"
    PROMISES = "promises"
    THREATENS = "threatens"
    DEMANDS = "demands"
    SUPPOSES = "supposes"
    RUMOURS = "rumours"
    PRESUPPOSES = "presupposes"
    LABELS = "labels"
    RETRACTS = "retracts"
    RELAYS = "relays"
    NONCOMMITTAL = "noncommittal"
    OBLIGES = "obliges"


FOR = frozenset((StanceKind.ASSERTS, StanceKind.ALLEGES, StanceKind.CONFIRMS, StanceKind.ACKNOWLEDGES))
"""Stances that put a claim forward as true."""

AGAINST = frozenset((StanceKind.ASSERTS_NOT, StanceKind.DENIES, StanceKind.DISPUTES, StanceKind.JUDGES_FALSE))
"""Stances that hold a claim to be untrue."""

OPEN = frozenset((StanceKind.NOT_CONFIRMED, StanceKind.NEITHER, StanceKind.COULD_NOT_VERIFY))
"""Stances that expressly leave it open."""

SILENT = frozenset((StanceKind.DECLINES, StanceKind.NO_RESPONSE))
"""Silence: neither for nor against, and no doubt either."""

ANSWERS = AGAINST | OPEN | SILENT | {StanceKind.DOUBTS, StanceKind.CONFIRMS, StanceKind.ACKNOWLEDGES}
"""Stances that answer a claim which somebody has put forward."""


class Frame(NamedTuple):
    """What stands around a cue and in its content, as far as a stance depends on it.

    Attributes:
        cue_negated: "has not confirmed", "nobody believes".
        possible: the content says "may", "could", "is likely to".
        future: the content says "will", "would", "is going to".
        own: the content tells what the source's own side will do.
        infinitive: the content is an infinitive ("agreed to send", not "agreed that it had").
        obliging: the content says "must" or "shall".
    """

    cue_negated: bool = False
    possible: bool = False
    future: bool = False
    own: bool = False
    infinitive: bool = False
    obliging: bool = False


class Choice(NamedTuple):
    """A stance and the row that gave it."""

    stance: StanceKind
    rule: str


_COLUMNS = ("cue_negated", "obliging", "infinitive", "own", "possible", "future")
"""Frames from the most telling to the least: the first that the row fills decides."""


@cache
def _acts() -> dict[str, dict[str, str]]:
    return {row["act"]: row for row in table("stances.tsv")}


@cache
def _wordings() -> tuple[re.Pattern[str], tuple[tuple[re.Pattern[str], str], ...]]:
    """One pattern that tells whether any wording can match, and each wording with its stance in order."""
    rows = document("stance_cues.toml")["wording"]
    one = re.compile("|".join(f"(?:{row['pattern']})" for row in rows))
    return one, tuple((re.compile(row["pattern"]), row["stance"]) for row in rows)


def by_wording(words: str) -> Choice | None:
    """The stance that the cue's own words express whatever their act is.

    Args:
        words: the cue with its auxiliaries and negation, in lower case.
    """
    gate, rows = _wordings()
    if not gate.search(words):
        return None
    for pattern, stance in rows:
        if pattern.search(words):
            return Choice(StanceKind(stance), f"stance_cues.toml:{stance}")
    return None


@cache
def _none() -> re.Pattern[str]:
    return re.compile(document("stance_cues.toml")["none"]["pattern"])


def takes_none(words: str) -> bool:
    """Whether a cue's words take no stance though they govern a content ("allowed them to leave")."""
    return _none().search(words) is not None


@cache
def _open_answer() -> re.Pattern[str]:
    return re.compile(document("stance_cues.toml")["noncommittal"]["pattern"])


def leaves_open(answer: str) -> bool:
    """Whether the whole of an answer leaves its question open ("We'll see.")."""
    return len(answer) < 60 and _open_answer().match(answer.lower()) is not None


def by_act(act: str, frame: Frame) -> Choice | None:
    """The stance of a cue's act in its frame; None where the act takes no stance ("did not say")."""
    row = _acts().get(act)
    if row is None:
        return None
    for column in _COLUMNS:
        if not getattr(frame, column) or not row[column]:
            continue
        if column == "own" and not (frame.future or frame.possible):
            continue
        return None if row[column] == "-" else Choice(StanceKind(row[column]), f"stances.tsv:{act}/{column}")
    return None if row["plain"] == "-" else Choice(StanceKind(row["plain"]), f"stances.tsv:{act}")


def negated(stance: StanceKind) -> StanceKind | None:
    """The stance on the positive proposition of a holder who takes `stance` on the negative one.

    None where the negation stays in the proposition ("pledged not to attack").
    """
    if stance in (StanceKind.ASSERTS, StanceKind.CONFIRMS):
        return StanceKind.ASSERTS_NOT
    return None
