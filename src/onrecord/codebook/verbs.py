"""Finite forms of English verbs: what "did control" and "does mean" are without their helper.

Source: `data/past_forms.tsv` for the verbs that do not follow the rule; `data/inverses.tsv` for the verbs that
tell one act from its two ends.
"""

from __future__ import annotations

from functools import cache

from onrecord.codebook.tables import table

_VOWELS = "aeiou"
_SIBILANT = ("s", "x", "z", "ch", "sh", "o")


@cache
def _irregular() -> dict[str, str]:
    return {row["verb"]: row["past"] for row in table("past_forms.tsv")}


@cache
def _inverses() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for row in table("inverses.tsv"):
        for verb in row["verbs"].split(" "):
            found[verb] = found.get(verb, frozenset()) | {row["kind"]}
    return found


def inverses(verb: str) -> frozenset[str]:
    """The kinds of act that a verb's lemma tells, from either end: "capture" and "fall" tell one kind."""
    return _inverses().get(verb, frozenset())


def past(verb: str) -> str:
    """The simple past of a verb, lower case: "control" gives "controlled"."""
    irregular = _irregular().get(verb)
    if irregular is not None:
        return irregular
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return verb[:-1] + "ied"
    if _doubles(verb):
        return verb + verb[-1] + "ed"
    return verb + "ed"


def present(verb: str) -> str:
    """The third person singular of a verb, lower case: "deny" gives "denies"."""
    if verb == "have":
        return "has"
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(_SIBILANT) else "s")


def _doubles(verb: str) -> bool:
    """Whether a verb of one short syllable doubles its last letter: "stop", "plan"."""
    if len(verb) < 3 or verb[-1] in "aeiouwxy" or verb[-2] not in _VOWELS or verb[-3] in _VOWELS:
        return False
    return sum(char in _VOWELS for char in verb) == 1
