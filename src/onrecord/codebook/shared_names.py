"""Names that two states share ("Congo", "Korea"), and what a report says that tells them apart.

Source: `data/shared_names.tsv`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from onrecord.codebook.gazetteer import Gazetteer, Word, fold
from onrecord.codebook.tables import table


class Sharer(NamedTuple):
    """One of those that bear a name: `entity` is empty for what is no state, `told` tells it from the others."""

    entity: str
    iso3: str
    told: str
    default: bool


class Verdict(NamedTuple):
    """Whom a shared name means in a report; None where nothing decides, and `because` what did."""

    meant: Sharer | None
    sharers: tuple[Sharer, ...]
    because: str


@cache
def _rows() -> tuple[tuple[Sharer, dict[str, tuple[str, ...]], tuple[str, ...]], ...]:
    return tuple(
        (
            Sharer(row["entity"], row["iso3"], row["told"], row["default"] == "yes"),
            {
                form: tuple(filter(None, row[column].split(";")))
                for column, form in (("names", "name"), ("adjectives", "demonym"), ("people", "people"))
            },
            tuple(row["evidence"].split(";")),
        )
        for row in table("shared_names.tsv")
    )


@cache
def sharers() -> dict[str, tuple[Sharer, ...]]:
    """Those that share each name, by the folded name."""
    found: dict[str, list[Sharer]] = {}
    for sharer, wordings, _ in _rows():
        for word in dict.fromkeys(word for words in wordings.values() for word in words):
            found.setdefault(fold(word), []).append(sharer)
    return {word: tuple(bearers) for word, bearers in found.items()}


def wordings() -> list[tuple[str, str, Sharer]]:
    """Every shared wording of a state with its form: `name`, `demonym`, `people`."""
    return [
        (word, form, sharer)
        for sharer, forms, _ in _rows()
        for form, words in forms.items()
        for word in words
        if sharer.entity
    ]


@cache
def _evidence() -> Gazetteer[Sharer]:
    found: Gazetteer[Sharer] = Gazetteer()
    for sharer, _, evidence in _rows():
        for word in evidence:
            found.add(word, sharer)
    return found


def witnesses(tokens: Sequence[Word]) -> dict[Sharer, str]:
    """Who of all sharers a report speaks for, each with the first words that do."""
    found: dict[Sharer, str] = {}
    for match in _evidence().find(tokens):
        for sharer in match.values:
            found.setdefault(sharer, " ".join(token.text for token in tokens[match.lo : match.hi]))
    return found


def verdict(name: str, told: dict[Sharer, str]) -> Verdict | None:
    """Whom a name means, given the report's witnesses; None for a name that nobody shares."""
    bearers = sharers().get(fold(name))
    if bearers is None:
        return None
    spoken = [sharer for sharer in bearers if sharer in told]
    if len(spoken) == 1:
        return Verdict(spoken[0], bearers, f"the report says “{told[spoken[0]]}”")
    default = next((sharer for sharer in bearers if sharer.default), None)
    return Verdict(default, bearers, "nothing tells another" if default else "nothing in the report decides")
