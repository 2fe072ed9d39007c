"""Sectors, and the nouns of roles and institutions that tell them.

Source: PLOVER's sector codes; the nouns are `data/roles.tsv`, the domains of ministries `data/domains.tsv`.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from onrecord.codebook.gazetteer import Gazetteer, split
from onrecord.codebook.tables import table

SECTORS = (
    "GOV", "MIL", "SPY", "COP", "JUD", "LEG", "PTY", "REB", "PRM", "UAF", "ELI", "OPP", "PRE", "CVL", "JRN", "BUS",
    "LAB", "AGR", "EDU", "MED", "REL", "REF", "SOC", "CRM", "IGO", "UNK",
)  # fmt: skip


class RoleNoun(NamedTuple):
    """A noun that tells what somebody is.

    Attributes:
        word: the noun in the singular.
        sectors: the first is the main one; empty where the organisation tells it (spokesman).
        kind: `office` (one holder), `person`, `inherit` and `speaks` (sector of the organisation where there is
            one), `rank`, `force` and `crowd` (many people), `organ` (an institution) and others in the table.
        slug, entity: of an institution: the end of its id, and its entity kind.
        gender: `m` or `f` where the word itself tells it.
        head: offset of its head word; plural: whether this wording is the plural.
    """

    word: str
    sectors: tuple[str, ...]
    kind: str
    slug: str = ""
    entity: str = ""
    gender: str = ""
    head: int = 0
    plural: bool = False


@cache
def roles() -> Gazetteer[RoleNoun]:
    """Every role noun, singular and plural."""
    found: Gazetteer[RoleNoun] = Gazetteer()
    for row in table("roles.tsv"):
        words = split(row["role"])
        head = _head(words)
        noun = RoleNoun(
            row["role"], tuple(row["sectors"].split()), row["kind"], row["slug"], row["entity"], row["gender"], head
        )
        found.add(row["role"], noun)
        plural = " ".join((*words[:head], plural_of(words[head]), *words[head + 1 :]))
        plurals = [plural, *([row["role"] + "s"] if words[head] == "person" else [])]
        for plural in plurals:
            if plural != " ".join(words) and not found.get(plural):
                found.add(plural, noun._replace(plural=True))
    return found


@cache
def domains() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Fields of government ("foreign", "defence") with the ministry's slug and sectors beside GOV."""
    return {
        word: (row["slug"], tuple(row["sectors"].split()))
        for row in table("domains.tsv")
        for word in row["words"].split(";")
    }


def _head(words: list[str]) -> int:
    for offset, word in enumerate(words):
        if word in ("of", "to", "familiar", "in", "by") and offset:
            return offset - 2 if words[offset - 1] == "-" else offset - 1
    return len(words) - 1


_IRREGULAR = {"child": "children", "person": "people", "thief": "thieves", "wife": "wives", "people": "people"}


def plural_of(word: str) -> str:
    """The plural of an English noun, where it has a regular one or one of the table."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("man"):
        return word[:-3] + "men"
    if word.endswith("child"):
        return word + "ren"
    if word.endswith("person"):
        return word[:-6] + "people"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    if word.endswith(("s", "x", "ch", "sh")):
        return word if word.endswith(("es", "ss", "ps", "rs", "ts", "is")) and not word.endswith("ss") else word + "es"
    return word + "s"
